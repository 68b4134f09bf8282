"""The access chain: beside the ledger, proven like it, with no room for a secret."""

from datetime import datetime
from pathlib import Path

import pytest

from tracker.accounts.access import FIELDS, Access, record
from tracker.labels import ACCESS, ACCESS_FIELDS
from tracker.snapshot import Workspace


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 2))


def test_what_happens_is_chained_and_does_not_touch_the_ledger(space: Workspace) -> None:
    record(space, Access.LOGIN, "甲", "office", address="10.0.0.1")
    record(space, Access.FILE_VIEWED, "甲", "office", file="0" * 64, name="佐证.pdf")

    ledger = space.access.verify()
    assert [(one.kind, one.by, one.body) for one in ledger.records] == [
        ("login", "甲", {"address": "10.0.0.1"}),
        ("file_viewed", "甲", {"file": "0" * 64, "name": "佐证.pdf"}),
    ]
    assert ledger.problems == ()
    assert space.journal.head().seq == 0


def test_a_changed_line_is_found(space: Workspace) -> None:
    record(space, Access.LOGIN, "甲", "office", address="10.0.0.1")
    record(space, Access.LOGOUT, "甲", "office")
    file = space.data / "access" / "journal.jsonl"
    file.write_bytes(file.read_bytes().replace(b"10.0.0.1", b"10.0.0.2"))

    assert [problem.code for problem in space.access.verify().problems]


def test_there_is_no_field_for_a_secret(space: Workspace) -> None:
    with pytest.raises(ValueError, match="password"):
        record(space, Access.LOGIN, "甲", "office", password="something")
    assert not space.access.read().records


def test_every_kind_and_field_has_its_words() -> None:
    assert set(ACCESS) == {kind.value for kind in Access} == set(FIELDS)
    assert set(ACCESS_FIELDS) == {name for fields in FIELDS.values() for name in fields}
