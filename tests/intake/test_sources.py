"""The office's own copies of official texts: what is refused, and that a text to read opens no ledger."""

from datetime import date
from pathlib import Path

import pytest

from tests.intake.desk import OFFICE, Desk, codes, open_desk

COPY = {"document": "second", "sha256": "a" * 64, "name": "方案.txt", "size": 9, "format": "txt"}
OTHER = {**COPY, "sha256": "b" * 64}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def kinds(desk: Desk) -> list[str]:
    return [record.kind for record in desk.written]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"name": "=HYPERLINK(1).txt"}, []),
        ({"document": "nothing"}, [("intake.unknown-subject", "document")]),
        ({"sha256": "A" * 64}, [("intake.bad-field", "sha256")]),
        ({"size": 0}, [("intake.bad-field", "size")]),
        ({"format": "exe"}, [("intake.bad-field", "format")]),
        ({"name": "方" * 201}, [("intake.bad-field", "name")]),
        ({"name": "\ud800"}, [("intake.bad-field", "name")]),
        ({"effective_on": date(2026, 10, 13)}, [("intake.future", "effective_on")]),
    ],
)
def test_attaching(desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
    assert codes(desk.send(OFFICE, "source_attached", **{**COPY, **changes})) == refused


def test_the_same_copy_once_until_another_holds(desk: Desk) -> None:
    desk.record(OFFICE, "source_attached", **COPY)
    assert codes(desk.send(OFFICE, "source_attached", **COPY)) == [("intake.not-possible", "sha256")]
    desk.record(OFFICE, "source_attached", **OTHER)
    desk.record(OFFICE, "source_attached", **COPY)


def test_an_earlier_copy_entered_later_does_not_hold(desk: Desk) -> None:
    desk.record(OFFICE, "source_attached", **COPY)
    desk.record(OFFICE, "source_attached", **OTHER, effective_on=date(2026, 10, 1))
    assert codes(desk.send(OFFICE, "source_attached", **COPY)) == [("intake.not-possible", "sha256")]


def test_a_withdrawn_copy_can_be_attached_again(desk: Desk) -> None:
    first = desk.record(OFFICE, "source_attached", **COPY)
    assert desk.correct(OFFICE, first, None).ok
    desk.record(OFFICE, "source_attached", **COPY)


def test_neither_a_text_nor_its_correction_opens_the_ledger(desk: Desk) -> None:
    first = desk.record(OFFICE, "source_attached", **COPY)
    assert desk.correct(OFFICE, first, {**COPY, "name": "方案（扫描件）.txt"}).ok
    assert desk.correct(OFFICE, desk.written[-1], None).ok
    assert kinds(desk) == ["source_attached", "correction", "correction"]
    desk.record(OFFICE, "progress")
    assert kinds(desk)[-2:] == ["opened", "progress"]
