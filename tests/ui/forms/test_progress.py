"""A unit files its quarterly report."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import Tell, confirmed, last, pick, refused, send
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DOCUMENT = "haidian-2024-8"


def form(page: Page, unit: str, task: str, period: str = "2026-Q3") -> None:
    page.goto(f"/report?who=unit:{unit}&do=progress&period={period}&id={DOCUMENT}/{task}")
    expect(page.locator("h2")).to_be_visible()


def test_a_unit_sees_what_it_owes_first(page: Page) -> None:
    page.goto("/report?who=unit:hd-jrj")
    expect(page.locator(".lead")).to_contain_text(
        "区地方金融管理局 2026年前三季度：本期应报 1 项，已报 0 项，还差 1 项（其中漏报 1 项），报送期已于"
    )
    expect(page.locator("tbody tr:not(.group)").first).to_contain_text(
        "八/(四)发挥气候投融资助力作用●漏报补报"
    )


def test_an_incomplete_report_is_refused_at_its_field_and_keeps_what_was_typed(
    page: Page, space: Workspace
) -> None:
    head = space.journal.head()
    form(page, "hd-cgw", "5.1")
    page.get_by_label("存在问题").fill("用户意愿不足")
    send(page, "报送")
    refused(page, "没有填写本期进展。请填写。")
    assert page.get_by_label("存在问题").input_value() == "用户意愿不足"
    assert space.journal.head() == head


def test_a_share_over_one_hundred_is_refused_in_words(page: Page, space: Workspace, tell: Tell) -> None:
    tell("", "year_goal", task=f"{DOCUMENT}/8.4", year=2026, goal="办两场对接会", source="年度要点")
    form(page, "hd-jrj", "8.4")
    page.get_by_label("本期进展").fill("办了一场对接会")
    page.get_by_label("完成比例（占 2026 年度目标的 %）").fill("120")
    send(page, "报送")
    refused(page, "太大。不能大于 100。")
    page.get_by_label("完成比例（占 2026 年度目标的 %）").fill("50")
    send(page, "报送")
    said = confirmed(page)
    assert last(space).body["percent"] == "50"
    assert last(space).id in said


def test_an_accepted_report_moves_the_light_and_a_double_click_records_once(
    page: Page, space: Workspace
) -> None:
    head = space.journal.head().seq
    page.goto("/report?who=unit:hd-gzfj")
    page.get_by_role("link", name="补报").click()
    page.get_by_label("本期进展").fill("完成两项规划衔接审查")
    pick(page, "自评", "绿")
    page.get_by_role("button", name="报送", exact=True).dblclick()
    assert "任务“加强规划政策衔接”由黄转绿" in confirmed(page)
    expect(page.locator("tr", has_text="加强规划政策衔接")).to_contain_text("▲迟报更正40——■绿")
    record = last(space)
    assert (record.seq, record.unit, record.role) == (head + 1, "hd-gzfj", "unit")
    assert record.body == {
        "task": f"{DOCUMENT}/10.2",
        "period": "2026-Q3",
        "text": "完成两项规划衔接审查",
        "own_light": "green",
        "capacity": "answer",
    }


def test_what_somebody_else_recorded_meanwhile_is_shown_beside_what_was_typed(
    page: Page, space: Workspace, tell: Tell
) -> None:
    form(page, "hd-fgw", "5.3")
    page.get_by_label("本期进展").fill("我的说法")
    tell("hd-fgw", "progress", task=f"{DOCUMENT}/5.3", period="2026-Q3", text="同事的说法")
    send(page, "报送")
    versions = page.locator(".versions")
    expect(versions).to_contain_text("区发展改革委（另一人）")
    expect(versions.locator("tbody tr").last).to_have_text("本期进展同事的说法我的说法")
    assert page.get_by_label("本期进展").input_value() == "我的说法"
    send(page, "看过对方内容，仍按本表提交")
    confirmed(page)
    assert last(space).body["text"] == "我的说法"


def test_a_form_that_was_left_is_new_when_it_is_opened_again(page: Page, space: Workspace) -> None:
    form(page, "hd-cgw", "4.2")
    page.get_by_label("本期进展").fill("没有写完")
    page.get_by_role("link", name="指标数据").click()
    expect(page.get_by_label("本期进展")).to_have_count(0)
    # Only when the run is over has the server forgotten the fields that are gone.
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("本期进展")).to_have_value("")
    page.get_by_label("本期进展").fill("重新写")
    send(page, "报送")
    confirmed(page)
    assert last(space).body["capacity"] == "contribution"


def test_a_locked_quarter_is_told_before_anything_is_typed(page: Page) -> None:
    form(page, "hd-jrj", "8.4", "2026-Q2")
    expect(page.locator(".note").first).to_have_text(
        "2026年上半年报告期已锁定，不能再报。请在下一季度的报告中说明。"
    )
    expect(page.get_by_role("button", name="报送", exact=True)).to_have_count(0)


def test_a_quarter_locked_while_somebody_writes_does_not_swallow_the_text(
    page: Page, space: Workspace, tell: Tell
) -> None:
    form(page, "hd-kjc", "8.1")
    page.get_by_label("本期进展").fill("提供企业清单")
    tell("", "period_lock", period="2026-Q3", locked=True, plan="")
    send(page, "报送")
    refused(page, "2026年前三季度报告期已锁定。")
    expect(page.get_by_label("本期进展")).to_have_value("提供企业清单")
    tell("", "period_lock", period="2026-Q3", locked=False, plan="", reason="继续收报")
    send(page, "报送")
    confirmed(page)
    assert last(space).body["capacity"] == "contribution"


def test_a_returned_report_comes_back_with_its_words_and_the_reason(
    page: Page, space: Workspace, tell: Tell
) -> None:
    report = tell("hd-jtfj", "progress", task=f"{DOCUMENT}/6.3", period="2026-Q3", text="有进展")
    tell("", "review", record=report.id, verdict="returned", reason="没有写数量")
    page.goto("/report?who=unit:hd-jtfj")
    page.get_by_role("link", name="重报").click()
    expect(page.locator(".note").first).to_contain_text("没有写数量")
    expect(page.get_by_label("本期进展")).to_have_value("有进展")
    page.get_by_label("本期进展").fill("新增公交线路 2 条")
    send(page, "报送")
    confirmed(page)
    assert last(space).body["text"] == "新增公交线路 2 条"


def test_last_time_s_words_stand_beside_the_form(page: Page) -> None:
    form(page, "hd-jrj", "8.4")
    beside = page.locator("table.facts", has_text="上次报送：2026年一季度")
    expect(beside).to_contain_text("（演示）绿色信贷产品推介：细化年度安排，按计划启动。")


def test_the_office_files_for_a_unit_under_its_own_name(page: Page, space: Workspace) -> None:
    page.goto("/report")
    pick(page, "代哪个单位填报", "区教委")
    expect(page.locator(".lead")).to_contain_text("区教委没有要按季答复的任务")
    page.get_by_role("link", name="填报", exact=True).nth(1).click()
    page.get_by_label("本期进展").fill("代为填报")
    send(page, "报送")
    confirmed(page)
    assert (last(space).role, last(space).unit) == ("office", None)


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_readers_see_no_form(page: Page, role: str) -> None:
    page.goto(f"/report?who={role}&do=progress&id={DOCUMENT}/8.4")
    expect(page.locator(".note")).to_contain_text("不能使用本页")
    expect(page.get_by_role("button", name="报送", exact=True)).to_have_count(0)


def test_a_task_of_other_units_is_not_offered(page: Page) -> None:
    form_address = f"/report?who=unit:hd-fl&do=progress&id={DOCUMENT}/8.4"
    page.goto(form_address)
    expect(page.locator(".note")).to_contain_text("没有这项任务")


def test_a_damaged_journal_takes_nothing_and_says_what_to_do(page: Page, space: Workspace) -> None:
    form(page, "hd-cgw", "7.4")
    page.get_by_label("本期进展").fill("写好的进展")
    journal = space.data / "journal" / "journal.jsonl"
    sound = journal.read_bytes()
    journal.write_bytes(sound.replace("细化年度安排".encode(), "改动年度安排".encode(), 1))
    try:
        send(page, "报送")
        refused(page, "这一行（")
        expect(page.get_by_label("本期进展")).to_have_value("写好的进展")
    finally:
        journal.write_bytes(sound)
    send(page, "报送")
    confirmed(page)
    assert last(space).body["text"] == "写好的进展"
