"""docs/plan-format.md names every field and every check, and its table of dates is true."""

import re
from pathlib import Path

import pytest

from tracker.model import (
    Calendar,
    FormerName,
    Jurisdiction,
    ReminderRule,
    Supervision,
    Threshold,
    Unit,
    Year,
)
from tracker.periods import parse_due
from tracker.plan.checks import PLAN_CHECKS
from tracker.plan.descriptions import DESCRIPTIONS
from tracker.plan.link_checks import LINK_CHECKS
from tracker.plan.plan_codes import TASK_CODES
from tracker.plan.reader import UnitFile
from tracker.plan.register_checks import REGISTER_CHECKS, REQUIRED_THRESHOLDS
from tracker.plan.register_codes import LINK_CODES

PAGE = (Path(__file__).parent.parent.parent / "docs" / "plan-format.md").read_text("utf-8")
SECTIONS = re.split(r"^##+ .*$", PAGE, flags=re.MULTILINE)
ROWS = re.findall(r"^\| (\S+) \| (\d{4}-\d\d-\d\d) \| (\w+) \|$", PAGE, re.MULTILINE)


def test_every_field_has_a_row() -> None:
    fields = {field for names in DESCRIPTIONS.values() for field in names}
    registers = (
        UnitFile,
        Jurisdiction,
        Unit,
        FormerName,
        Threshold,
        Supervision,
        ReminderRule,
        Year,
        Calendar,
    )
    fields |= {name for kind in registers for name in kind.model_fields}
    rows = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    # The year of a baseline stands in the row of the baseline itself.
    assert fields - rows == {"year"}
    assert rows - fields == set()


def test_every_check_has_a_row() -> None:
    checks = SECTIONS[-1]
    told = re.findall(r"^\| .*[?.](?: \(warning\))? \| `([a-z.-]+)` \|$", checks, re.MULTILINE)
    assert {entry.code for entry in (*TASK_CODES, *LINK_CODES)} <= set(told)
    assert len(told) >= len(PLAN_CHECKS) + len(LINK_CHECKS) + len(REGISTER_CHECKS)


def test_every_required_threshold_is_named() -> None:
    assert [name for name in REQUIRED_THRESHOLDS if f"`{name}`" not in PAGE] == []


def test_there_are_dates_to_test() -> None:
    assert len(ROWS) >= 10


@pytest.mark.parametrize(("wording", "on", "precision"), ROWS)
def test_the_table_of_dates(wording: str, on: str, precision: str) -> None:
    due = parse_due(wording)
    assert due
    assert (due.on.isoformat(), due.precision.value) == (on, precision)
