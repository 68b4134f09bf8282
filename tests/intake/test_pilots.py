"""The register of pilots: entries and their stages; each row changes one thing and says what is refused, and where."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.alarm import alarm_desk
from tests.intake.desk import OFFICE, Desk, codes

ISSUED = date(2023, 5, 6)
"""Of the document that calls for the pilots."""
UNKNOWN, BAD, NOT_POSSIBLE = "intake.unknown-subject", "intake.bad-field", "intake.not-possible"
PARK = {"document": "call", "type": "park", "applicant": "示例园区管委会", "name": "示例园区"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return alarm_desk(tmp_path)


def stage(desk: Desk, name: str, on: date, pilot: str = "call/p1", **more: object) -> None:
    desk.record(OFFICE, "pilot_stage", pilot=pilot, stage=name, effective_on=on, **more)


@pytest.fixture
def building(desk: Desk) -> Desk:
    """A pilot that applied in July 2024, was chosen in September, and has been building since October."""
    desk.record(OFFICE, "pilot", **PARK)
    for name, month in (("application", 7), ("review", 9), ("building", 10)):
        stage(desk, name, date(2024, month, 1))
    return desk


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"place": "示例街道", "pilot": "park-1"}, []),
        ({"pilot": "园区 1"}, [(BAD, "pilot")]),
        ({"pilot": "-1"}, [(BAD, "pilot")]),
        ({"document": "nothing"}, [(UNKNOWN, "document")]),
        ({"document": "alarm"}, [(UNKNOWN, "type")]),
        ({"type": "village"}, [(UNKNOWN, "type")]),
        ({"type": "call/park"}, [(UNKNOWN, "type")]),
        ({"applicant": None}, [(BAD, "applicant")]),
        ({"name": " "}, [(BAD, "name")]),
    ],
)
def test_entering_a_pilot(desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
    assert codes(desk.send(OFFICE, "pilot", **{**PARK, **changes})) == refused


def test_ids_are_counted_on_and_never_used_twice(desk: Desk) -> None:
    first = desk.record(OFFICE, "pilot", **PARK)
    assert first.body["pilot"] == "p1"
    assert codes(desk.send(OFFICE, "pilot", **PARK, pilot="p1")) == [(NOT_POSSIBLE, "pilot")]
    assert desk.correct(OFFICE, first, None).ok
    assert codes(desk.send(OFFICE, "pilot", **PARK, pilot="p1")) == [(NOT_POSSIBLE, "pilot")]
    assert desk.record(OFFICE, "pilot", **PARK).body["pilot"] == "p2"


def test_an_entry_is_put_right_under_its_own_id(desk: Desk) -> None:
    entry = desk.record(OFFICE, "pilot", **PARK)
    assert codes(desk.correct(OFFICE, entry, {**PARK, "pilot": "p9"})) == [(NOT_POSSIBLE, "replaces")]
    assert desk.correct(OFFICE, entry, {**PARK, "pilot": "p1", "name": "示例科技园"}).ok


def test_a_kind_is_put_right_as_long_as_it_knows_the_stages(building: Desk) -> None:
    entry = next(record for record in building.written if record.kind == "pilot")
    as_leader = {**PARK, "pilot": "p1", "type": "leader"}
    outcome = building.correct(OFFICE, entry, as_leader)
    assert codes(outcome) == [(NOT_POSSIBLE, "type")]
    assert "创建" in outcome.problems[0].message
    assert building.correct(OFFICE, building.written[-1], None).ok, "building had been entered by mistake"
    assert building.correct(OFFICE, entry, as_leader).ok


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"stage": "assessment"}, []),
        ({"stage": "awarded", "document_number": "示环函〔2024〕9号"}, []),
        ({"stage": "cancelled", "reason": "没有达到建设标准"}, []),
        ({"stage": "cancelled"}, [(BAD, "reason")]),
        ({"stage": "building"}, [(NOT_POSSIBLE, "stage")]),
        ({"stage": "application"}, [(NOT_POSSIBLE, "stage")]),
        ({"stage": "review"}, [(NOT_POSSIBLE, "stage")]),
        ({"stage": "finished"}, [(BAD, "stage")]),
        ({"stage": "assessment", "effective_on": date(2024, 9, 30)}, [(NOT_POSSIBLE, "effective_on")]),
        ({"stage": "assessment", "effective_on": date(2024, 10, 1)}, []),
        ({"stage": "assessment", "effective_on": date(2024, 11, 21)}, [("intake.future", "effective_on")]),
        ({"stage": "assessment", "pilot": "call/p9"}, [(UNKNOWN, "pilot")]),
        ({"stage": "assessment", "pilot": "p1"}, [(UNKNOWN, "pilot")]),
    ],
)
def test_stages_go_forward(building: Desk, changes: dict[str, object], refused: list[object]) -> None:
    assert codes(building.send(OFFICE, "pilot_stage", **{"pilot": "call/p1", **changes})) == refused


@pytest.mark.parametrize("name", ["application", "review", "building", "assessment"])
def test_nothing_but_cancelling_follows_on_the_award(building: Desk, name: str) -> None:
    stage(building, "awarded", date(2024, 11, 1))
    assert codes(building.send(OFFICE, "pilot_stage", pilot="call/p1", stage=name)) == [
        (NOT_POSSIBLE, "stage")
    ]
    stage(building, "cancelled", date(2024, 11, 2), reason="称号被撤销")
    outcome = building.send(OFFICE, "pilot_stage", pilot="call/p1", stage=name)
    assert codes(outcome) == [(NOT_POSSIBLE, "stage")]
    assert "示例园区" in outcome.problems[0].message


def test_a_stage_may_be_left_out_and_entered_later(desk: Desk) -> None:
    desk.record(OFFICE, "pilot", **PARK)
    stage(desk, "building", date(2024, 10, 1))
    late = {"pilot": "call/p1", "stage": "review"}
    assert codes(desk.send(OFFICE, "pilot_stage", **late, effective_on=date(2024, 10, 1))) == [
        (NOT_POSSIBLE, "stage")
    ]
    desk.record(OFFICE, "pilot_stage", **late, effective_on=date(2024, 9, 30))


def test_a_kind_has_only_the_stages_of_its_text(desk: Desk) -> None:
    desk.record(OFFICE, "pilot", **{**PARK, "type": "leader"})
    outcome = desk.send(OFFICE, "pilot_stage", pilot="call/p1", stage="building")
    assert codes(outcome) == [(NOT_POSSIBLE, "stage")]
    assert outcome.problems[0].cure == "可选：申报、评审、授牌、取消。"
    stage(desk, "cancelled", date(2024, 11, 1), reason="申报单位撤回")


class TestDays:
    def test_a_pilot_is_not_older_than_its_document(self, desk: Desk) -> None:
        before = ISSUED - timedelta(days=1)
        assert codes(desk.send(OFFICE, "pilot", **PARK, effective_on=before)) == [
            (NOT_POSSIBLE, "effective_on")
        ]
        assert codes(desk.send(OFFICE, "pilot", **PARK, effective_on=ISSUED)) == []

    def test_nor_is_a_stage(self, desk: Desk) -> None:
        desk.record(OFFICE, "pilot", **PARK)
        told = {"pilot": "call/p1", "stage": "application", "effective_on": ISSUED - timedelta(days=1)}
        assert codes(desk.send(OFFICE, "pilot_stage", **told)) == [(NOT_POSSIBLE, "effective_on")]

    def test_not_in_the_future(self, desk: Desk) -> None:
        told = {**PARK, "effective_on": date(2100, 1, 1)}
        assert codes(desk.send(OFFICE, "pilot", **told)) == [("intake.future", "effective_on")]
