"""The goals of the reviewed plan files are read out of their texts, and no subsidy is taken for one."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from tests.sources.seeds import SHARED, TEXTS, needs_texts
from tracker.extract.goals.document import Goals, goals_of
from tracker.extract.source import read_source
from tracker.extract.structure import structured
from tracker.extract.text import Text
from tracker.model import PlanFile
from tracker.plan.load import load_plan
from tracker.sources.folding import fold

pytestmark = needs_texts
Fact = tuple[str, ...]
F1 = 0.9
WITHOUT_GOALS = (
    "etown-2023-31",
    "etown-2023-32",
    "etown-2023-28",
    "etown-2023-29",
    "bj-2023-1336",
    "bj-2023-82",
)


@lru_cache
def plan() -> dict[str, PlanFile]:
    return {one.document.id: one for one in load_plan(Path(__file__).parents[3] / "tasks")[0].files}


@lru_cache
def text_of(name: str) -> Text:
    file = SHARED / name
    source, _ = read_source(file.read_bytes(), file.name)
    assert source is not None
    return structured(source)


def found(document: str) -> Goals:
    text = text_of(TEXTS[document])
    number = fold(plan()[document].document.document_number or "")
    same = [one for one in text.documents if one.document_number and fold(one.document_number) == number]
    return goals_of(text.folded, (same or text.documents)[0])


def reviewed(document: str) -> Iterator[tuple[str, Fact]]:
    """A dated goal whose value is left open for good (稳定在较高水平) has no figure: the reader calls it a milestone."""
    file = plan()[document]
    for part in (*file.goals, *file.tasks):
        for one in part.targets:
            due = str(one.due.on) if one.due else ""
            if one.value is None and one.undefined:
                yield "milestone", (due,)
                continue
            yield (
                "target",
                ("" if one.value is None else f"{float(one.value):g}", one.unit_of_measure or "", due),
            )
        for milestone in part.milestones:
            yield "milestone", (str(milestone.due.on),)


def read_out(document: str) -> Iterator[tuple[str, Fact]]:
    goals = found(document)
    for _, one in goals.targets:
        value = "" if one.value is None else f"{float(one.value):g}"
        yield "target", (value, one.unit or "", str(one.due.on) if one.due else "")
    for _, milestone in goals.milestones:
        yield "milestone", (str(milestone.due.on),)


@pytest.mark.parametrize("document", sorted(set(TEXTS) - set(WITHOUT_GOALS)))
def test_what_persons_reviewed_is_what_is_read(document: str) -> None:
    true, mine = Counter(reviewed(document)), Counter(read_out(document))

    for kind in ("target", "milestone"):
        here = Counter({fact: count for fact, count in true.items() if fact[0] == kind})
        there = Counter({fact: count for fact, count in mine.items() if fact[0] == kind})
        both = (here & there).total()
        assert here.total() + there.total() == 0 or 2 * both / (here.total() + there.total()) >= F1, (
            here - there,
            there - here,
        )


@pytest.mark.parametrize("document", WITHOUT_GOALS)
def test_money_that_is_paid_and_its_conditions_are_no_goals(document: str) -> None:
    goals = found(document)

    assert goals.targets == ()
    if document in ("etown-2023-31", "etown-2023-32"):
        assert len(goals.refused) > 10
