"""Marks of reading are each reader's own."""

from datetime import datetime
from pathlib import Path

from tests.intake.desk import LEAD, OFFICE, OUTSIDER
from tracker.intake import Actor, Role
from tracker.messages.seen import Seen

NOW = datetime(2026, 10, 13, 4)


def test_each_reader_has_marks_of_its_own(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    assert seen.by(LEAD) == set()
    seen.mark(LEAD, ["a", "b"], NOW)
    seen.mark(LEAD, ["b", "c"], NOW)
    assert seen.by(LEAD) == {"a", "b", "c"}
    assert seen.by(OFFICE) == seen.by(OUTSIDER) == set()


def test_one_user_for_two_units_reads_each_apart(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    seen.mark(Actor("本机", Role.UNIT, "ex-cgw"), ["a"], NOW)
    assert seen.by(Actor("本机", Role.UNIT, "ex-kw")) == set()


def test_looking_makes_no_file(tmp_path: Path) -> None:
    Seen(tmp_path).by(LEAD)
    assert list(tmp_path.iterdir()) == []
