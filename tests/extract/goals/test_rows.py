"""Sentence by sentence: the figures and dates that are goals, and those that are none."""

from decimal import Decimal

import pytest

from tests.extract.goals import rows
from tracker.extract.goals.dates import Clock
from tracker.extract.goals.reading import About, read
from tracker.sources.folding import fold

TABLES = (
    rows.PLAIN,
    rows.COMPARED,
    rows.SHARED,
    rows.UNDATED,
    rows.MILESTONES,
    rows.NOT_GOALS,
)
CASES = [
    tuple(part.strip() for part in line.split("|")) for table in TABLES for line in table.split("\n") if line
]
ABOUT = About(clock=Clock(2023))


def said(sentence: str) -> tuple[list[str], list[str]]:
    found = read(fold(sentence), ABOUT)
    targets = [
        " ".join((_value(one.value, one.upper), one.unit or "-", one.due.on.isoformat() if one.due else "-"))
        for one in found.targets
    ]
    return targets, sorted(one.due.on.isoformat() for one in found.milestones)


def _value(value: Decimal | None, upper: Decimal | None) -> str:
    low = "?" if value is None else format(value, "f")
    return low if upper is None else f"{low}~{upper}"


@pytest.mark.parametrize(("sentence", "targets", "milestones"), CASES)
def test_a_sentence_says_its_goals_and_no_others(sentence: str, targets: str, milestones: str) -> None:
    assert said(sentence) == ([one.strip() for one in targets.split(";") if one.strip()], milestones.split())


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 120
