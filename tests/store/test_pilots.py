"""Where every pilot stands on a day, and when its period ends."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.alarm import alarm_desk
from tests.intake.desk import OFFICE, Desk
from tracker import queries

PARK = {"document": "call", "type": "park", "applicant": "示例园区管委会", "name": "示例园区"}
STAGES = (("application", date(2023, 7, 1)), ("review", date(2023, 9, 1)), ("building", date(2023, 10, 31)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = alarm_desk(tmp_path)
    found.record(OFFICE, "pilot", **PARK, effective_on=STAGES[0][1])
    for stage, on in STAGES:
        found.record(OFFICE, "pilot_stage", pilot="call/p1", stage=stage, effective_on=on)
    return found


def pilot(desk: Desk, as_of: str) -> dict[str, Any]:
    return queries.pilots(desk.status(as_of)).row(0, named=True)


def test_the_stage_of_a_day_and_the_days_of_all(desk: Desk) -> None:
    assert queries.pilots(desk.status("2023-06-30")).is_empty()
    assert pilot(desk, "2023-08-31")["stage"] == "application"
    now = pilot(desk, "2024-11-20")
    assert [now[f"{stage}_on"] for stage, _ in STAGES] == [on for _, on in STAGES]
    assert (now["stage"], now["assessment_on"]) == ("building", None)


@pytest.mark.parametrize(("as_of", "past"), [("2024-10-31", False), ("2024-11-01", True)])
def test_the_period_runs_from_the_day_building_began(desk: Desk, as_of: str, past: bool) -> None:
    found = pilot(desk, as_of)
    assert (found["ends_on"], found["is_past"]) == (date(2024, 10, 31), past)


def test_once_assessed_nothing_is_waited_for(desk: Desk) -> None:
    assess = {"pilot": "call/p1", "stage": "assessment"}
    desk.record(OFFICE, "pilot_stage", **assess, effective_on=date(2024, 11, 10))
    assert pilot(desk, "2024-11-09")["is_past"]
    assert not pilot(desk, "2024-11-20")["is_past"]


def test_a_kind_without_a_length_has_no_end(desk: Desk) -> None:
    desk.record(OFFICE, "pilot", **{**PARK, "type": "leader"})
    desk.record(OFFICE, "pilot_stage", pilot="call/p2", stage="review")
    found = queries.pilots(desk.status()).filter(pilot_id="call/p2").row(0, named=True)
    assert (found["kind"], found["ends_on"], found["is_past"]) == ("低碳领跑者试点", None, False)


def test_a_pilot_without_a_stage_is_in_the_register(desk: Desk) -> None:
    desk.record(OFFICE, "pilot", **PARK)
    found = queries.pilots(desk.status()).filter(pilot_id="call/p2").row(0, named=True)
    assert (found["stage"], found["is_past"]) == (None, False)


def test_a_stage_taken_back_is_gone(desk: Desk) -> None:
    desk.correct(OFFICE, desk.written[-1], None)
    assert (pilot(desk, "2024-11-20")["stage"], pilot(desk, "2024-11-20")["ends_on"]) == ("review", None)


def test_what_the_latest_stage_rests_on(desk: Desk) -> None:
    cancelled = {"stage": "cancelled", "reason": "没有达到建设标准", "document_number": "示环函〔2024〕9号"}
    desk.record(OFFICE, "pilot_stage", pilot="call/p1", **cancelled)
    found = pilot(desk, "2024-11-20")
    assert (found["stage"], found["stage_document"], found["stage_reason"]) == (
        "cancelled",
        "示环函〔2024〕9号",
        "没有达到建设标准",
    )


def test_counts_by_kind_and_stage_add_up(desk: Desk) -> None:
    desk.record(OFFICE, "pilot", **{**PARK, "type": "leader"})
    desk.record(OFFICE, "pilot_stage", pilot="call/p2", stage="awarded")
    park, leader = (row for row in queries.pilot_counts(desk.status()) if row["document_id"] == "call")
    assert (park["building"], park["pilots"], park["past"]) == (1, 1, 1)
    assert (leader["awarded"], leader["pilots"], leader["past"]) == (1, 1, 0)
    assert leader["stage_list"] == ["application", "review", "awarded"]


def test_a_pilot_is_no_task(desk: Desk) -> None:
    snapshot = desk.status()
    assert queries.items(snapshot).filter(document_id="call").is_empty()
    assert queries.tasks(snapshot).filter(document_id="call")["light"].to_list() == [None]
