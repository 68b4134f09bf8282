"""Whom a collective stands for in one task, as the office names it."""

from pathlib import Path

import pytest

from tests.alarm import EAST, ROADS, alarm_desk
from tests.intake.desk import OFFICE, OUTSIDER, TASK, Desk, codes

UNKNOWN, BAD, NOT_POSSIBLE = "intake.unknown-subject", "intake.bad-field", "intake.not-possible"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return alarm_desk(tmp_path).on("2026-10-12")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"members": ["ex-east", "ex-west"]}, []),
        ({"members": []}, [(BAD, "members")]),
        ({"members": "ex-east"}, [(BAD, "members")]),
        ({"members": ["nobody"]}, [(UNKNOWN, "members")]),
        ({"members": ["other-fgw"]}, [(UNKNOWN, "members")]),
        ({"members": ["ex-east", "ex-all"]}, [(NOT_POSSIBLE, "members")]),
        ({"collective": "ex-towns"}, [(UNKNOWN, "collective")]),
        ({"collective": "ex-cgw"}, [(NOT_POSSIBLE, "collective")]),
        ({"collective": "nobody"}, [(UNKNOWN, "collective")]),
        ({"task": "example-2025-1/9.9"}, [(UNKNOWN, "task")]),
        ({"source": None}, [(BAD, "source")]),
    ],
)
def test_naming_the_members(desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
    assert codes(desk.send(OFFICE, "expansion", **changes)) == refused


def test_a_member_named_twice_counts_once(desk: Desk) -> None:
    assert desk.record(OFFICE, "expansion", members=["ex-fgw", "ex-fgw"]).body["members"] == ["ex-fgw"]


def test_a_member_has_a_part_in_the_task(desk: Desk) -> None:
    assert codes(desk.send(OUTSIDER, "progress")) == [("intake.not-yours", "task")]
    desk.record(OFFICE, "expansion")
    assert desk.record(OUTSIDER, "progress").body["capacity"] == "contribution"


def test_who_is_listed_by_a_text_and_left_out_by_the_office_has_no_part(desk: Desk) -> None:
    piece = {"task": ROADS, "unit": "ex-east"}
    assert desk.send(EAST, "work_item", **piece, dry_run=True).ok
    desk.record(OFFICE, "expansion", task=ROADS, collective="ex-towns", members=["ex-west"])
    assert codes(desk.send(EAST, "work_item", **piece)) == [("intake.not-yours", "task")]


def test_the_latest_naming_holds_for_the_measures_of_a_warning(desk: Desk) -> None:
    alert = desk.record(OFFICE, "alert", document="alarm", level="yellow", reference="指令")
    said = {"alert": alert.id, "task": ROADS, "unit": "ex-fgw", "state": "done"}
    assert codes(desk.send(OFFICE, "alert_action", **said)) == [(NOT_POSSIBLE, "unit")]
    desk.record(OFFICE, "expansion", task=ROADS, collective="ex-towns", members=["ex-fgw"])
    desk.record(OFFICE, "alert_action", **said)
    desk.record(OFFICE, "expansion", task=ROADS, collective="ex-towns", members=["ex-west"])
    assert codes(desk.send(OFFICE, "alert_action", **said)) == [(NOT_POSSIBLE, "unit")]


def test_elsewhere_the_collective_stays_as_it_was(desk: Desk) -> None:
    desk.record(OFFICE, "expansion")
    found = desk.status().frame("SELECT * FROM expanded").filter(collective_id="ex-streets").to_dicts()
    assert found == [{"task_id": TASK, "collective_id": "ex-streets", "unit_id": "ex-fgw", "basis": "office"}]
