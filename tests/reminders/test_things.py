"""What a unit owes by a day, in one list; what nobody owes stands apart."""

from datetime import date

import polars as pl
import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, OUTSIDER, STANDING, TASK, Desk, open_desk
from tracker import queries
from tracker.intake import accept
from tracker.reminders.pending import calls, draft, draft_by_hand, owed_by_nobody
from tracker.reminders.things import Thing, tasks_of_nobody, things

Q3 = date(2026, 10, 20)


def told(desk: Desk, about: str = "") -> list[tuple[str, str | None, date]]:
    found = things(desk.status())
    return [(one.thing, one.unit, one.due) for one in found if about in ("", one.about)]


def test_nothing_before_the_ledger_is_opened(tmp_path: object) -> None:
    desk = open_desk(tmp_path)  # type: ignore[arg-type]
    assert things(desk.on("2026-10-12").status()) == []
    assert tasks_of_nobody(desk.status()) == ["second/2.3"]


def test_reports_of_a_quarter_are_one_thing_a_unit(desk: Desk) -> None:
    found = [one for one in things(desk.on("2026-10-12").status()) if one.about == "window"]
    assert [(one.unit, one.thing, one.due, one.tasks, one.what) for one in found] == [
        ("ex-cgw", "2026-Q3", Q3, (TASK,), "2026年前三季度进展报告 1 项"),
        ("ex-fgw", "2026-Q3", Q3, (STANDING, "second/2.1"), "2026年前三季度进展报告 2 项"),
    ]


def test_only_the_latest_window_of_a_task_is_owed(desk: Desk) -> None:
    assert {one for one, *_ in told(desk.on("2026-09-30"), "window")} == {"2026-Q2"}
    assert {one for one, *_ in told(desk.on("2026-10-01"), "window")} == {"2026-Q3"}


def test_a_filed_report_is_no_longer_owed_and_a_returned_one_is(desk: Desk) -> None:
    report = desk.on("2026-10-12").record(LEAD, "progress")
    assert [unit for _, unit, _ in told(desk, "window")] == ["ex-fgw"]
    desk.record(OFFICE, "review", record=report.id, verdict="returned", reason="没有数量")
    assert [unit for _, unit, _ in told(desk, "window")] == ["ex-cgw", "ex-fgw"]


def test_a_late_report_settles_its_window(desk: Desk) -> None:
    desk.on("2026-11-12").record(OUTSIDER, "progress", task=STANDING)
    found = [one for one in things(desk.status()) if one.about == "window" and one.unit == "ex-fgw"]
    assert [one.tasks for one in found] == [("second/2.1",)]


def test_a_locked_quarter_is_no_longer_asked_for(desk: Desk) -> None:
    desk.on("2026-11-12").record(OFFICE, "period_lock")
    assert told(desk, "window") == []


def test_an_item_is_owed_by_its_effective_due_day(desk: Desk) -> None:
    assert told(desk.on("2025-12-01"), "item") == [(MILESTONE, "ex-cgw", date(2025, 12, 31))]
    request = desk.record(LEAD, "extension_request", new_due="2026-06-30")
    desk.record(OFFICE, "extension_decision", request=request.id, approved=True, new_due="2026-06-30")
    [item] = [one for one in things(desk.status()) if one.about == "item"]
    assert (item.due, item.was_due) == (date(2026, 6, 30), date(2025, 12, 31))


def test_what_is_settled_is_gone(desk: Desk) -> None:
    desk.on("2026-01-05").record(LEAD, "completion")
    assert told(desk, "item") == []
    desk.record(OFFICE, "close_out", verdict="returned", reason="没有验收")
    assert told(desk, "item") != []
    desk.record(OFFICE, "close_out", verdict="cancelled", document_number="示政发〔2026〕1号")
    assert told(desk, "item") == []


def test_a_work_item_is_owed_by_its_own_unit(desk: Desk) -> None:
    proposed = desk.on("2026-10-12").record(LEAD, "work_item")
    assert [one for one in told(desk, "item") if "w1" in one[0]] == []
    assert proposed.body["state"] == "proposed"
    desk.record(OFFICE, "work_item", state="approved")
    assert (f"{TASK}/w1", "ex-kw", date(2026, 12, 31)) in told(desk, "item")


def test_what_was_given_only_to_a_collective_is_owed_by_nobody_until_the_office_says_by_whom(
    desk: Desk,
) -> None:
    plans = desk.tasks / "plans" / "second.yaml"
    text = plans.read_text(encoding="utf-8")
    support = "      - {role: support, as_written: 区发展改革委, units: [区发展改革委]}\n"
    dated = "    milestones: [{id: m, what: 完成考核, due: 2026年底前, quote: 2026年底前}]\n"
    plans.write_text(text.replace(support, dated).replace("kind: standing", "kind: dated"), encoding="utf-8")
    snapshot = desk.on("2026-12-01").status()
    [thing] = owed_by_nobody(snapshot)
    assert (thing.thing, thing.unit) == ("second/2.3/m", None)
    assert tasks_of_nobody(snapshot) == ["second/2.3"]
    assert "second/2.3/m" not in [call.thing.thing for call in calls(snapshot)]
    desk.record(OFFICE, "lead_confirmed", task="second/2.3", unit="ex-fgw")
    assert owed_by_nobody(desk.status()) == []
    assert ("second/2.3/m", "ex-fgw", date(2026, 12, 31)) in told(desk, "item")


def test_units_of_another_place_owe_nothing_here(desk: Desk) -> None:
    units = desk.tasks / "units.yaml"
    units.write_text("home: 示例市示例区\n" + units.read_text(encoding="utf-8"), encoding="utf-8")
    plan = (desk.tasks / "plans" / "example.yaml").read_text(encoding="utf-8")
    assert "jurisdiction: 示例市示例区" in plan
    other = plan.replace("id: example-2025-1", "id: elsewhere").replace(
        "jurisdiction: 示例市示例区", "jurisdiction: 另一个区"
    )
    (desk.tasks / "plans" / "elsewhere.yaml").write_text(other, encoding="utf-8")
    snapshot = desk.on("2025-12-24").status()
    everywhere = queries.items(snapshot)["item_id"].to_list()
    assert "elsewhere/1.1/m2025" in everywhere
    assert {one.thing for one in things(snapshot) if one.about == "item"} == {MILESTONE}


@pytest.mark.parametrize("day", ["2025-12-24", "2026-10-08"])
def test_what_is_called_for_is_what_the_intake_takes(desk: Desk, day: str) -> None:
    """Two readings of one ledger, by the views and by the register of the intake, agree on every open thing."""

    snapshot = desk.on(day).status()
    found = calls(snapshot)
    assert found
    today = desk.space.today
    drafts = [draft(call, today) for call in found if call.step is not None]
    drafts += [draft_by_hand(call, today) for call in found if call.step is None]
    outcome = accept(desk.space, drafts, OFFICE)
    assert outcome.problems == ()
    again = calls(desk.status())
    assert [call.step for call in again] == [None] * len(found)
    assert isinstance(again[0].thing, Thing)
    assert pl.Series([len(call.sent) for call in again]).unique().to_list() == [1]


FIRST, WRITTEN = "督办〔2026〕1号", "批示〔2026〕1号"


def test_a_notice_is_owed_until_it_is_answered_and_again_when_the_answer_is_returned(desk: Desk) -> None:
    desk.on("2026-10-12").record(OFFICE, "notice", reply_by="2026-11-02")
    owed = [(FIRST, "ex-cgw", date(2026, 11, 2))]
    assert told(desk, "notice") == owed
    desk.record(LEAD, "notice_reply")
    assert told(desk, "notice") == []
    desk.record(OFFICE, "notice_closed", verdict="returned", reason="没有写明措施")
    assert told(desk, "notice") == owed
    desk.record(LEAD, "notice_reply")
    desk.record(OFFICE, "notice_closed")
    assert told(desk, "notice") == []


def test_a_notice_under_objection_waits_for_the_office(desk: Desk) -> None:
    desk.on("2026-10-12").record(OFFICE, "notice", reply_by="2026-11-02")
    about = {"notice": FIRST, "task": None}
    desk.record(LEAD, "receipt", state="objected", **about)
    assert told(desk, "notice") == []
    desk.record(OFFICE, "objection_decision", **about)
    assert told(desk, "notice") == [(FIRST, "ex-cgw", date(2026, 11, 2))]


def test_an_instruction_is_owed_by_each_of_its_units(desk: Desk) -> None:
    desk.on("2026-10-12").record(OFFICE, "instruction", units=["ex-cgw", "ex-kw"], feedback_by="2026-11-02")
    assert [unit for _, unit, _ in told(desk, "instruction")] == ["ex-cgw", "ex-kw"]
    desk.record(LEAD, "instruction_feedback")
    assert told(desk, "instruction") == [(WRITTEN, "ex-kw", date(2026, 11, 2))]


def test_what_is_asked_in_writing_is_taken_by_the_intake_too(desk: Desk) -> None:
    desk.on("2026-10-12").record(OFFICE, "notice", reply_by="2026-11-02")
    desk.record(OFFICE, "instruction", units=["ex-cgw", "ex-kw"], feedback_by="2026-11-02")
    found = [
        call
        for call in calls(desk.on("2026-10-27").status())
        if call.thing.about in ("notice", "instruction")
    ]
    assert [call.step for call in found] == [-7] * 3
    drafts = [draft(call, desk.space.today) for call in found]
    assert accept(desk.space, drafts, OFFICE, dry_run=True).problems == ()
    desk.record(LEAD, "notice_reply")
    desk.record(LEAD, "instruction_feedback")
    refused = accept(desk.space, drafts, OFFICE)
    assert [(one.code, one.subject) for one in refused.problems] == [
        ("intake.not-possible", FIRST),
        ("intake.not-possible", WRITTEN),
    ]
