"""What stands in an inbox: what came in, newest first, as long as it means anything; and what is due."""

from tests.intake.desk import LEAD, MILESTONE, OFFICE, OUTSIDER, STANDING, TASK, Desk
from tracker.intake import Actor, Role
from tracker.reminders.inbox import due_lines, office_lines, unit_lines
from tracker.reminders.send import remind

CLERK = Actor("填报员", Role.REPORTER, "ex-cgw")


def came_in(desk: Desk, unit: str = "ex-cgw", role: Role = Role.UNIT) -> list[tuple[str, str]]:
    return [(line.title, line.text) for line in unit_lines(desk.status(), unit, role)]


def waits(desk: Desk) -> list[tuple[str, str, str]]:
    return [(line.title, line.what, line.text) for line in office_lines(desk.status())]


def test_what_is_due_within_a_month_or_past_stands_first_to_last(desk: Desk) -> None:
    found = due_lines(desk.on("2026-10-13").status(), "ex-cgw")
    assert [(line.title, line.what, line.tone) for line in found] == [
        ("已过 286 天", "二/(一) 建成一批示范项目", "red"),
        ("还有 7 天", "2026年前三季度进展报告 1 项", "blue"),
    ]
    assert [line.params for line in found] == [
        {"do": "completion", "id": MILESTONE},
        {"do": "progress", "period": "2026-Q3"},
    ]
    assert due_lines(desk.status(), "ex-kw") == []


def test_a_reminder_stands_until_its_thing_is_settled(desk: Desk) -> None:
    remind(desk.on("2026-10-13").space, OFFICE)
    assert came_in(desk) == [("催办", "到期后 270 天"), ("催办", "到期前 7 天")]
    desk.record(LEAD, "progress")
    assert came_in(desk) == [("催办", "到期后 270 天")]
    desk.record(LEAD, "completion")
    assert came_in(desk) == []
    assert came_in(desk, "ex-kw") == []


def test_of_two_reminders_of_one_thing_only_the_last_stands(desk: Desk) -> None:
    remind(desk.on("2025-12-24").space, OFFICE)
    remind(desk.on("2025-12-30").space, OFFICE)
    assert came_in(desk) == [("催办", "到期前 1 天"), ("催办", "到期后 60 天")]


def test_what_was_returned_stands_with_its_reason_until_it_is_filed_anew(desk: Desk) -> None:
    report = desk.on("2026-10-13").record(LEAD, "progress")
    desk.record(OFFICE, "review", record=report.id, verdict="returned", reason="没有数量")
    [line] = unit_lines(desk.status(), "ex-cgw", Role.UNIT)
    assert (line.title, line.what, line.text) == (
        "退回进展报告", "2026年前三季度　二/(一) 发展清洁供热", "原因：没有数量",
    )  # fmt: skip
    assert line.params == {"do": "progress", "id": TASK, "period": "2026-Q3"}
    desk.record(LEAD, "progress", text="已完成 6 处，共 10 处")
    assert came_in(desk) == []


def test_a_completion_that_was_sent_back(desk: Desk) -> None:
    desk.on("2026-01-05").record(LEAD, "completion")
    desk.record(OFFICE, "close_out", verdict="returned", reason="没有验收单")
    assert came_in(desk) == [("退回办结申报", "原因：没有验收单")]
    desk.record(LEAD, "completion")
    assert came_in(desk) == []


def test_decisions_on_more_time(desk: Desk) -> None:
    for day, approved in (("2025-12-01", False), ("2025-12-05", True)):
        request = desk.on(day).record(LEAD, "extension_request", new_due="2026-06-30")
        said = {"new_due": "2026-06-30"} if approved else {"reason": "没有正当理由"}
        desk.record(OFFICE, "extension_decision", request=request.id, approved=approved, **said)
    assert came_in(desk) == [
        ("同意延期", "延至2026年6月30日"),
        ("不同意延期", "仍按原时限办理；没有正当理由"),
    ]
    assert came_in(desk.on("2026-03-31")) == []


def test_what_the_unit_s_own_people_prepare(desk: Desk) -> None:
    submitted = desk.on("2026-10-13").record(CLERK, "progress")
    assert came_in(desk) == [("待本单位审核", "进展报告，填报员 提交")]
    assert came_in(desk, role=Role.REPORTER) == []
    desk.record(LEAD, "confirmation", submission=submitted.id, verdict="returned", reason="写明处数")
    assert came_in(desk) == []
    assert came_in(desk, role=Role.REPORTER) == [("本单位退回", "原因：写明处数")]
    desk.record(CLERK, "progress", text="6 处")
    assert came_in(desk) == [("待本单位审核", "进展报告，填报员 提交")]
    assert came_in(desk, role=Role.REPORTER) == []


def test_what_waits_for_the_office(desk: Desk) -> None:
    desk.on("2026-10-13").record(LEAD, "progress")
    desk.record(LEAD, "reading")
    desk.record(OUTSIDER, "progress", task=STANDING)
    desk.on("2026-10-14").record(LEAD, "extension_request", new_due="2027-06-30")
    desk.on("2026-10-15").record(LEAD, "work_item")
    desk.on("2026-10-16").record(LEAD, "completion")
    assert waits(desk) == [
        ("办结待核", "区城市管理委：二/(一) 建成一批示范项目", "报完成日2025年12月20日"),
        ("分解事项待审定", "区城市管理委：编制方案", "完成时限2026年12月31日"),
        ("延期申请", "区城市管理委：二/(一) 建成一批示范项目", "申请延至2027年6月30日，原因：审批未完成"),
        ("报送待审", "区发展改革委", "进展报告 1 件"),
        ("报送待审", "区城市管理委", "进展报告 1 件、指标数据 1 件"),
        ("待明确", "1 项任务没有明确责任单位，没有人报送", "请确认牵头单位"),
    ]


def test_what_the_office_has_dealt_with_is_gone(desk: Desk) -> None:
    report = desk.on("2026-10-13").record(LEAD, "progress")
    request = desk.record(LEAD, "extension_request", new_due="2027-06-30")
    desk.record(OFFICE, "review", record=report.id, verdict="accepted")
    desk.record(OFFICE, "extension_decision", request=request.id, approved=False, reason="不同意")
    assert [title for title, *_ in waits(desk)] == ["待明确"]


def test_only_what_came_in_can_be_marked_as_read(desk: Desk) -> None:
    remind(desk.on("2026-10-13").space, OFFICE)
    assert len({line.key for line in unit_lines(desk.status(), "ex-cgw", Role.UNIT)}) == 2
    assert {line.key for line in due_lines(desk.status(), "ex-cgw")} == {""}


def test_notices_and_instructions_until_they_are_answered(desk: Desk) -> None:
    desk.on("2026-10-12").record(OFFICE, "notice", reply_by="2026-11-02")
    desk.record(OFFICE, "instruction", units=["ex-cgw"], feedback_by="2026-11-02")
    assert [title for title, _ in came_in(desk)] == ["领导批示", "督办单"]
    desk.record(LEAD, "notice_reply")
    desk.record(LEAD, "instruction_feedback", done=True)
    assert came_in(desk) == []
    assert [(title, what) for title, what, _ in waits(desk)][:2] == [
        ("批示反馈待核定", "区城市管理委：批示〔2026〕1号"),
        ("督办回复待核定", "区城市管理委：督办〔2026〕1号"),
    ]
    desk.record(OFFICE, "notice_closed", verdict="returned", reason="没有写明措施")
    [(title, text)] = came_in(desk)
    assert (title, "没有写明措施" in text) == ("退回督办回复", True)


def test_objections_wait_for_the_office_and_their_answers_come_back(desk: Desk) -> None:
    desk.on("2026-10-12").record(LEAD, "receipt", state="objected")
    assert waits(desk)[0] == ("分工异议", "区城市管理委：二/(一) 发展清洁供热", "理由：职责不在本单位")
    desk.record(OFFICE, "objection_decision")
    assert [title for title, *_ in waits(desk)] == ["待明确"]
    assert came_in(desk) == [("维持分工", "理由：分工方案写明")]
