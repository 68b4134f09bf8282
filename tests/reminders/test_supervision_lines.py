"""What notices, instructions, receipts and work items put into the inboxes of units and of the office."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.intake.desk import LEAD, OFFICE, PARTNER, TASK, Desk, open_desk
from tracker.reminders.inbox import office_lines, unit_lines
from tracker.reminders.line import Line

OURS = ("督办", "批示", "分解", "分工", "维持")
"""How the titles of these lines begin."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path)
    desk.on("2026-10-12").record(OFFICE, "notice", reply_by="2026-10-20")
    desk.record(OFFICE, "instruction", feedback_by="2026-10-30")
    return desk


def of_unit(desk: Desk, unit: str = "ex-cgw") -> list[str]:
    return _titles(unit_lines(desk.status(), unit))


def of_office(desk: Desk) -> list[str]:
    return _titles(office_lines(desk.status()))


def _titles(lines: Iterable[Line]) -> list[str]:
    return [line.title for line in lines if line.title.startswith(OURS)]


def test_a_notice_goes_from_its_unit_to_the_office_and_away(desk: Desk) -> None:
    assert of_unit(desk) == ["批示待反馈", "督办单待签收"]
    desk.record(LEAD, "receipt", task=None, notice="督办〔2026〕1号")
    assert of_unit(desk)[1] == "督办单待回复"
    desk.on("2026-10-21")
    assert of_unit(desk)[1] == "督办单逾期未回复"
    assert of_office(desk) == ["督办逾期未回复"]
    desk.record(LEAD, "notice_reply")
    assert of_unit(desk) == ["批示待反馈"]
    assert of_office(desk) == ["督办回复待核定"]
    desk.record(OFFICE, "notice_closed", verdict="returned", reason="没有措施")
    assert of_unit(desk)[0] == "督办单逾期未回复"
    desk.record(LEAD, "notice_reply")
    desk.record(OFFICE, "notice_closed")
    assert of_office(desk) == []


def test_an_instruction_waits_for_each_of_its_units(desk: Desk) -> None:
    assert of_unit(desk, "ex-kw") == ["批示待反馈"]
    desk.record(LEAD, "instruction_feedback", done=True)
    assert of_unit(desk, "ex-kw") == ["批示待反馈"]
    assert of_office(desk) == ["批示已报办结"]
    desk.on("2026-10-31")
    assert "批示逾期未反馈" in of_office(desk)


def test_an_objection_and_its_answer(desk: Desk) -> None:
    desk.record(LEAD, "receipt", state="objected")
    assert of_office(desk) == ["分工异议待答复"]
    desk.record(OFFICE, "objection_decision")
    assert of_office(desk) == []
    assert of_unit(desk)[0] == "维持分工"


def test_a_proposal_and_what_became_of_it(desk: Desk) -> None:
    proposed = desk.record(PARTNER, "work_item", item=None)
    assert of_office(desk) == ["分解事项待审定"]
    desk.record(OFFICE, "work_item", item=proposed.body["item"], state="withdrawn", reason="与已有事项重复")
    assert of_unit(desk, "ex-kw")[0] == "分解事项未采纳"
    desk.record(OFFICE, "work_item", item=None, task=TASK, state="approved")
    assert of_unit(desk, "ex-kw").count("分解事项已审定") == 0, "what nobody there proposed is no answer"
