"""However a title has been worn down, no row is ever called sure of another task than its own."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.model import JUDGED
from tracker.plan import load_plan
from tracker.records.upload import Cell
from tracker.takeover.lines import Line, Said
from tracker.takeover.matching import Candidate, candidates, matches
from tracker.takeover.words import Field

TASKS = Path(__file__).parents[2] / "tasks"
CHANCE = random.Random(7)


def worn(share: float) -> Callable[[str], str]:
    return lambda title: "".join(letter for letter in title if CHANCE.random() > share)


@pytest.fixture(scope="module")
def every() -> tuple[Candidate, ...]:
    """The tasks of all documents, some of which have titles in common."""
    plan = load_plan(TASKS)[0]
    found = candidates(plan, [file.document.id for file in plan.files])
    assert len(found) == sum(task.kind in JUDGED for file in plan.files for task in file.tasks)
    return found


@pytest.mark.parametrize(
    "change",
    [str, worn(0.1), worn(0.25), lambda title: title[4:], lambda title: title[len(title) // 2 :]],
    ids=["as it is", "a tenth lost", "a quarter lost", "beginning lost", "half lost"],
)
def test_sure_is_never_wrong(every: tuple[Candidate, ...], change: Callable[[str], str]) -> None:
    lines = [
        Line("台账", row, {Field.TITLE: Said(title, f"A{row}", Cell(title))})
        for row, title in enumerate((change(task.title) for task in every), 1)
        if title
    ]
    sure = [match for match in matches(lines, every, {}) if match.fit == "sure"]
    assert sure
    assert [match.task_id for match in sure] == [every[match.line.row - 1].task_id for match in sure]


def test_a_title_as_it_is_printed_is_sure_unless_another_is_called_the_same(
    every: tuple[Candidate, ...],
) -> None:
    home = [task for task in every if task.task_id.startswith("haidian-2024-8/")]
    lines = [
        Line("台账", row, {Field.TITLE: Said(task.title, f"A{row}", Cell(task.title))})
        for row, task in enumerate(home, 1)
    ]
    found = matches(lines, home, {})
    assert [(match.task_id, match.fit) for match in found] == [(task.task_id, "sure") for task in home]
