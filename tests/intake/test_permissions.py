"""Who may record what, and who is told that he may not."""

import pytest

from tests.intake.desk import AUDITOR, LEAD, LEADER, OFFICE, Desk, codes
from tracker.intake import Actor, Role, may
from tracker.records.kinds import KINDS

YES, NO = True, False
ADMIN = Actor("管理员", Role.ADMIN)
TABLE = {
    # kind: unit, office, leader, auditor
    "opened": (NO, YES, NO, NO),
    "target_setting": (NO, YES, NO, NO),
    "year_goal": (NO, YES, NO, NO),
    "lead_confirmed": (NO, YES, NO, NO),
    "expansion": (NO, YES, NO, NO),
    "work_item": (YES, YES, NO, NO),
    "progress": (YES, YES, NO, NO),
    "reading": (YES, YES, NO, NO),
    "completion": (YES, YES, NO, NO),
    "evidence": (YES, YES, NO, NO),
    "review": (NO, YES, NO, NO),
    "override": (NO, YES, NO, NO),
    "extension_request": (YES, YES, NO, NO),
    "extension_decision": (NO, YES, NO, NO),
    "close_out": (NO, YES, NO, NO),
    "period_lock": (NO, YES, NO, NO),
    "alert": (NO, YES, NO, NO),
    "alert_change": (NO, YES, NO, NO),
    "alert_end": (NO, YES, NO, NO),
    "alert_action": (YES, YES, NO, NO),
    "pilot": (NO, YES, NO, NO),
    "pilot_stage": (NO, YES, NO, NO),
    "source_attached": (NO, YES, NO, NO),
    "notice": (NO, YES, NO, NO),
    "notice_reply": (YES, YES, NO, NO),
    "notice_closed": (NO, YES, NO, NO),
    "instruction": (NO, YES, NO, NO),
    "instruction_feedback": (YES, YES, NO, NO),
    "instruction_closed": (NO, YES, NO, NO),
    "receipt": (YES, YES, NO, NO),
    "objection_decision": (NO, YES, NO, NO),
    "reminder": (NO, YES, NO, NO),
    "submission": (NO, NO, NO, NO),
    "confirmation": (YES, NO, NO, NO),
    "workbook_taken": (YES, YES, NO, NO),
    "assessment_figure": (NO, YES, NO, NO),
    "correction": (YES, YES, NO, NO),
}


def test_the_table_names_every_kind() -> None:
    assert set(TABLE) == set(KINDS)


@pytest.mark.parametrize("kind", TABLE)
def test_who_may(kind: str) -> None:
    assert tuple(may(actor, kind) for actor in (LEAD, OFFICE, LEADER, AUDITOR)) == TABLE[kind]


@pytest.mark.parametrize("kind", [kind for kind, allowed in TABLE.items() if not allowed[0]])
def test_a_unit_that_decides_is_refused_before_its_draft_is_read(desk: Desk, kind: str) -> None:
    assert codes(desk.send(LEAD, kind)) == [("intake.not-allowed", None)]
    assert desk.written == []


@pytest.mark.parametrize("kind", KINDS)
def test_who_only_reads_records_nothing(desk: Desk, kind: str) -> None:
    for reader in (LEADER, AUDITOR, ADMIN):
        assert codes(desk.send(reader, kind)) == [("intake.not-allowed", None)]
    assert desk.written == []


def test_a_unit_without_a_unit_is_nobody(desk: Desk) -> None:
    assert codes(desk.send(Actor("无名", Role.UNIT), "progress")) == [("intake.not-allowed", None)]


@pytest.mark.parametrize("name", ["", "  ", "张\n三", "张\x00三", "\udcff", "长" * 101])
def test_a_record_says_by_whom_in_characters_that_can_be_written(desk: Desk, name: str) -> None:
    assert codes(desk.send(Actor(name, Role.OFFICE), "opened")) == [("intake.bad-field", None)]


@pytest.mark.parametrize("name", ["张三", "张　三", "O'Neill", "=1+1", "長" * 100])
def test_names_that_are_taken(desk: Desk, name: str) -> None:
    assert desk.record(Actor(name, Role.OFFICE), "opened").by == name


def test_a_kind_that_does_not_exist(desk: Desk) -> None:
    outcome = desk.send(OFFICE, "deletion", task="example-2025-1/1.1")
    assert codes(outcome) == [("intake.unknown-kind", "kind")]
    assert "progress" in outcome.problems[0].cure
