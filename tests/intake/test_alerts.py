"""Warnings: who may declare, change, end and act on one; each row changes one thing and says what is refused, and where."""

from datetime import date
from pathlib import Path

import pytest

from tests.alarm import EARTH, EAST, ROADS, TRAVEL, WATCH, alarm_desk
from tests.intake.desk import LEAD, OFFICE, OUTSIDER, Desk, codes
from tracker.intake import Actor
from tracker.records.journal import Record

UNKNOWN, BAD, NOT_POSSIBLE = "intake.unknown-subject", "intake.bad-field", "intake.not-possible"
NOT_YOURS, FUTURE = "intake.not-yours", "intake.future"
YELLOW = {"document": "alarm", "level": "yellow", "at": "10:00", "reference": "黄色预警指令"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return alarm_desk(tmp_path)


def declare(desk: Desk, **changes: object) -> Record:
    return desk.record(OFFICE, "alert", **{**YELLOW, **changes})


@pytest.fixture
def alert(desk: Desk) -> Record:
    """Yellow since 10:00 on 20 November 2024, orange since 8:00 the next day; it is the 22nd."""
    found = declare(desk)
    changed = {"alert": found.id, "level": "orange", "at": "08:00", "reference": "橙色预警指令"}
    desk.on("2024-11-21").record(OFFICE, "alert_change", **changed)
    desk.on("2024-11-22")
    return found


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"level": "red"}, []),
        ({"at": None, "note": "全区"}, []),
        ({"at": "9：05"}, []),
        ({"at": "24:00"}, []),
        ({"at": "25:00"}, [(BAD, "at")]),
        ({"at": "上午"}, [(BAD, "at")]),
        ({"level": "blue"}, [(NOT_POSSIBLE, "level")]),
        ({"level": "purple"}, [(BAD, "level")]),
        ({"reference": None}, [(BAD, "reference")]),
        ({"document": "nothing"}, [(UNKNOWN, "document")]),
        ({"document": "example-2025-1"}, [(NOT_POSSIBLE, "document"), (NOT_POSSIBLE, "level")]),
        ({"document": "lapsed"}, [(NOT_POSSIBLE, "document")]),
        ({"document": "lapsed", "effective_on": date(2023, 11, 12)}, []),
        ({"effective_on": date(2023, 11, 12)}, [(NOT_POSSIBLE, "document")]),
        ({"effective_on": date(2024, 11, 21)}, [(FUTURE, "effective_on")]),
    ],
)  # fmt: skip
def test_declaring(desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
    outcome = desk.send(OFFICE, "alert", **{**YELLOW, **changes})
    assert codes(outcome) == refused
    if outcome.ok and changes.get("at") == "9：05":
        assert outcome.records[-1].body["at"] == "09:05"


def test_the_levels_that_can_be_chosen_are_named(desk: Desk) -> None:
    [problem] = desk.send(OFFICE, "alert", **{**YELLOW, "level": "blue"}).problems
    assert (problem.message, problem.cure) == (
        "这份文件没有蓝色预警时要做的事。",
        "可选：黄色预警、橙色预警、红色预警。",
    )


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"level": "red"}, []),
        ({"level": "yellow"}, []),
        ({"level": "orange"}, [(NOT_POSSIBLE, "level")]),
        ({"level": "blue"}, [(NOT_POSSIBLE, "level")]),
        ({"alert": "000099-abcdef.1"}, [(UNKNOWN, "alert")]),
        ({"effective_on": date(2024, 11, 20), "at": "18:00", "level": "red"}, []),
        ({"effective_on": date(2024, 11, 20), "at": "18:00", "level": "yellow"}, [(NOT_POSSIBLE, "level")]),
        ({"effective_on": date(2024, 11, 20), "at": "10:00"}, [(NOT_POSSIBLE, "at")]),
        ({"effective_on": date(2024, 11, 20)}, [(NOT_POSSIBLE, "at")]),
        ({"effective_on": date(2024, 11, 21), "at": "08:00"}, [(NOT_POSSIBLE, "at")]),
        ({"effective_on": date(2024, 11, 19)}, [(NOT_POSSIBLE, "at")]),
    ],
)
def test_raising_and_lowering(
    desk: Desk, alert: Record, changes: dict[str, object], refused: list[object]
) -> None:
    right = {"alert": alert.id, "level": "red", "reference": "指令"}
    assert codes(desk.send(OFFICE, "alert_change", **{**right, **changes})) == refused


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"at": "12:00"}, []),
        ({"effective_on": date(2024, 11, 21)}, []),
        ({"effective_on": date(2024, 11, 21), "at": "08:00"}, [(NOT_POSSIBLE, "at")]),
        ({"effective_on": date(2024, 11, 19)}, [(NOT_POSSIBLE, "at")]),
        ({"effective_on": date(2024, 11, 23)}, [(FUTURE, "effective_on")]),
        ({"alert": "000099-abcdef.1"}, [(UNKNOWN, "alert")]),
        ({"reference": None}, [(BAD, "reference")]),
    ],
)
def test_ending(desk: Desk, alert: Record, changes: dict[str, object], refused: list[object]) -> None:
    right = {"alert": alert.id, "reference": "解除指令"}
    assert codes(desk.send(OFFICE, "alert_end", **{**right, **changes})) == refused


@pytest.mark.parametrize(
    ("who", "changes", "refused"),
    [
        (LEAD, {}, []),
        (OFFICE, {}, []),
        (LEAD, {"state": "not_applicable", "text": "没有裸露道路"}, []),
        (LEAD, {"state": "not_applicable"}, [(BAD, "text")]),
        (LEAD, {"state": "half"}, [(BAD, "state")]),
        (EAST, {"unit": "ex-east"}, []),
        (EAST, {"unit": "ex-west"}, [(NOT_YOURS, "unit")]),
        (OFFICE, {"unit": "ex-west"}, []),
        (OFFICE, {"unit": "ex-towns"}, [(NOT_POSSIBLE, "unit")]),
        (OFFICE, {"unit": "nobody"}, [(NOT_POSSIBLE, "unit")]),
        (LEAD, {"task": TRAVEL}, [(NOT_YOURS, "unit")]),
        (OFFICE, {"task": EARTH, "unit": "ex-all"}, []),
        (OUTSIDER, {"task": TRAVEL, "unit": "ex-fgw"}, []),
        (LEAD, {"task": WATCH}, [(NOT_POSSIBLE, "task")]),
        (LEAD, {"task": "lapsed/1"}, [(NOT_POSSIBLE, "task")]),
        (LEAD, {"task": "alarm/9.9"}, [(UNKNOWN, "task")]),
        (LEAD, {"alert": "000099-abcdef.1"}, [(UNKNOWN, "alert")]),
        (OFFICE, {"effective_on": date(2024, 11, 19)}, [(NOT_POSSIBLE, "effective_on")]),
        (OFFICE, {"task": EARTH, "unit": "ex-kw", "effective_on": date(2024, 11, 20)}, [(NOT_POSSIBLE, "task")]),
        (OFFICE, {"task": EARTH, "unit": "ex-kw", "effective_on": date(2024, 11, 21)}, []),
    ],
)  # fmt: skip
def test_acting(
    desk: Desk, alert: Record, who: Actor, changes: dict[str, object], refused: list[object]
) -> None:
    right = {"alert": alert.id, "task": ROADS, "unit": "ex-cgw", "state": "done"}
    assert codes(desk.send(who, "alert_action", **{**right, **changes})) == refused


def test_what_is_late_is_taken(desk: Desk, alert: Record) -> None:
    desk.record(OFFICE, "alert_end", alert=alert.id, at="11:00", reference="解除指令")
    desk.on("2024-12-01").record(
        LEAD, "alert_action", alert=alert.id, task=ROADS, unit="ex-cgw", state="done"
    )


def test_of_one_document_one_warning_at_a_time(desk: Desk, alert: Record) -> None:
    assert codes(desk.send(OFFICE, "alert", **YELLOW)) == [(NOT_POSSIBLE, "document")]
    desk.record(OFFICE, "alert_end", alert=alert.id, at="11:00", reference="解除指令")
    assert codes(desk.send(OFFICE, "alert_end", alert=alert.id, reference="解除指令")) == [
        (NOT_POSSIBLE, "alert")
    ]
    inside = {**YELLOW, "effective_on": date(2024, 11, 21)}
    assert codes(desk.send(OFFICE, "alert", **inside)) == [(NOT_POSSIBLE, "document")]
    declare(desk, at="11:00")


def test_an_earlier_warning_may_be_entered_later_but_not_into_the_next(desk: Desk, alert: Record) -> None:
    desk.record(OFFICE, "alert_end", alert=alert.id, at="11:00", reference="解除指令")
    before = declare(desk, effective_on=date(2024, 11, 18))
    over = {"alert": before.id, "reference": "解除指令", "effective_on": date(2024, 11, 20)}
    assert codes(desk.send(OFFICE, "alert_end", **over)) == [(NOT_POSSIBLE, "at")]
    desk.record(OFFICE, "alert_end", **over, at="09:00")


def test_a_change_before_the_end_may_be_entered_after_it(desk: Desk, alert: Record) -> None:
    desk.record(OFFICE, "alert_end", alert=alert.id, at="11:00", reference="解除指令")
    change = {"alert": alert.id, "level": "red", "reference": "红色预警指令"}
    desk.record(OFFICE, "alert_change", **change, effective_on=date(2024, 11, 21), at="20:00")
    assert codes(desk.send(OFFICE, "alert_change", **change, at="11:00")) == [(NOT_POSSIBLE, "alert")]


class TestCorrections:
    def test_others_go_on_to_speak_of_the_declaration(self, desk: Desk, alert: Record) -> None:
        right = desk.correct(OFFICE, alert, {**YELLOW, "at": "10:30"})
        assert right.ok
        desk.record(OFFICE, "alert_action", alert=alert.id, task=ROADS, unit="ex-cgw", state="done")
        desk.record(OFFICE, "alert_end", alert=right.records[-1].id, reference="解除指令")
        assert codes(desk.send(OFFICE, "alert_end", alert=alert.id, reference="解除指令")) == [
            (NOT_POSSIBLE, "alert")
        ]

    @pytest.mark.parametrize(
        ("changes", "refused"),
        [
            ({"at": "12:00"}, []),
            ({"level": "red"}, []),
            ({"document": "lapsed"}, [(NOT_POSSIBLE, "replaces")]),
            ({"level": "blue"}, [(NOT_POSSIBLE, "level")]),
        ],
    )
    def test_the_declaration_of_a_warning_that_is_over(
        self, desk: Desk, alert: Record, changes: dict[str, object], refused: list[object]
    ) -> None:
        desk.record(OFFICE, "alert_end", alert=alert.id, at="11:00", reference="解除指令")
        declare(desk, at="13:00")
        assert codes(desk.correct(OFFICE, alert, {**YELLOW, **changes})) == refused

    def test_a_declaration_does_not_slip_behind_what_followed(self, desk: Desk) -> None:
        alert = declare(desk)
        changed = {"alert": alert.id, "level": "orange", "at": "12:00", "reference": "橙色预警指令"}
        desk.record(OFFICE, "alert_change", **changed)
        assert desk.correct(OFFICE, alert, {**YELLOW, "at": "11:59"}).ok
        declared = desk.written[-1]
        assert codes(desk.correct(OFFICE, declared, {**YELLOW, "at": "12:00"})) == [(NOT_POSSIBLE, "at")]

    def test_an_end_is_not_taken_back_once_there_is_another_warning(self, desk: Desk, alert: Record) -> None:
        end = desk.record(OFFICE, "alert_end", alert=alert.id, at="11:00", reference="解除指令")
        assert desk.correct(OFFICE, end, None).ok
        end = desk.record(OFFICE, "alert_end", alert=alert.id, at="11:00", reference="解除指令")
        declare(desk, at="13:00")
        assert codes(desk.correct(OFFICE, end, None)) == [(NOT_POSSIBLE, "replaces")]
        right = {"alert": alert.id, "at": "12:00", "reference": "解除指令"}
        assert desk.correct(OFFICE, end, right).ok

    def test_a_unit_takes_back_its_own_entry(self, desk: Desk, alert: Record) -> None:
        said = {"alert": alert.id, "task": ROADS, "unit": "ex-east", "state": "done"}
        entry = desk.record(EAST, "alert_action", **said)
        assert codes(desk.correct(LEAD, entry, None)) == [(NOT_YOURS, "replaces")]
        assert desk.correct(EAST, entry, None).ok


def test_two_at_once_on_one_measure_are_a_conflict(desk: Desk, alert: Record) -> None:
    seen = desk.space.journal.head().seq
    said = {"alert": alert.id, "task": ROADS, "unit": "ex-east", "state": "done"}
    desk.record(EAST, "alert_action", **said)
    assert codes(desk.send(OFFICE, "alert_action", **said, base_seq=seen)) == [("intake.conflict", "alert")]
    desk.record(OFFICE, "alert_action", **{**said, "unit": "ex-west"}, base_seq=seen)
