"""A unit reports a figure, and a milestone as done; both can be corrected."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import Tell, confirmed, last, pick, refused, send, write_day
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DOCUMENT = "haidian-2024-8"


def test_a_figure_with_words_in_it_is_refused_and_then_taken(page: Page, space: Workspace) -> None:
    page.goto("/report?who=unit:hd-ylj&do=reading")
    page.locator("tr", has_text="城市绿化覆盖率").get_by_role("link", name="报数据").click()
    pick(page, "统计期", "2025年")
    page.get_by_label("数值（%）").fill("约51.6%")
    page.get_by_text("最终数", exact=True).click()
    page.get_by_label("来源").fill("园林绿化统计年报")
    send(page, "报送")
    refused(page, "不是合适的数字。请只填数字，不带单位、约数和文字")
    assert page.get_by_label("数值（%）").input_value() == "约51.6%"
    page.get_by_label("数值（%）").fill("51.6")
    write_day(page, "公布日期（选填）", "2026-11-06")
    send(page, "报送")
    said = confirmed(page)
    assert "“城市绿化覆盖率（不低于51.54%）”由“到期待公布”变为“到期已达标”" in said
    assert "任务“持续推进国家森林城市建设”由灰转绿" in said
    assert last(space).body == {
        "indicator": f"{DOCUMENT}/greening-cover",
        "period": "2025",
        "value": "51.6",
        "status": "final",
        "source": "园林绿化统计年报",
        "basis": "level",
        "published_on": "2026-11-06",
    }


def test_only_periods_that_have_ended_are_offered(page: Page) -> None:
    page.goto(f"/report?who=unit:hd-ylj&do=reading&id={DOCUMENT}/forest-cover")
    page.get_by_label("统计期").first.click()
    expect(page.get_by_role("option").first).to_have_text("2025年")
    for typed, ended, running in (
        ("2026年季度", "2026年三季度", "2026年四季度"),
        ("2026年1月", "2026年10月", "2026年11月"),
    ):
        page.get_by_label("统计期").first.fill(typed)
        expect(page.get_by_role("option", name=ended, exact=True)).to_be_visible()
        expect(page.get_by_role("option", name=running, exact=True)).to_have_count(0)


def test_level_or_rate_is_asked_only_where_a_growth_goal_stands(page: Page) -> None:
    page.goto(f"/report?who=unit:hd-kjc&do=reading&id={DOCUMENT}/digital-economy")
    expect(page.get_by_text("比上年增长（%）")).to_be_visible()
    page.goto(f"/report?who=unit:hd-ylj&do=reading&id={DOCUMENT}/forest-cover")
    expect(page.get_by_label("数值（%）")).to_be_visible()
    expect(page.get_by_text("比上年增长（%）")).to_have_count(0)


def test_a_milestone_done_moves_its_task(page: Page, space: Workspace) -> None:
    page.goto("/report?who=unit:hd-kjc&do=completion")
    page.locator("tr", has_text="●逾期").get_by_role("link", name="报办结").click()
    send(page, "报办结")
    expect(page.locator(".fault", has_text="没有填写")).to_have_count(2)
    write_day(page, "办结日期", "2027-11-06")
    page.get_by_label("办结说明").fill("十二项核心技术通过验收")
    send(page, "报办结")
    expect(page.locator(".fault").first).to_have_text("办结日期还没有到。请填写实际办结的日期。")
    write_day(page, "办结日期", "2026-11-06")
    page.get_by_label("没有电子件的，写文号").fill("示发改〔2026〕9号")
    send(page, "报办结")
    said = confirmed(page)
    assert "由“逾期”变为“办结待核”" in said
    *_, done, proof = space.journal.read().records
    assert (done.kind, done.body["item"]) == ("completion", f"{DOCUMENT}/3.2/m2025")
    assert proof.body == {
        "item": f"{DOCUMENT}/3.2/m2025",
        "document_number": "示发改〔2026〕9号",
        "restricted": False,
    }


def test_two_colleagues_report_the_same_milestone(page: Page, space: Workspace, tell: Tell) -> None:
    item = f"{DOCUMENT}/goals/m2025-plateau"
    page.goto(f"/report?who=unit:hd-fgw&do=completion&id={item}")
    page.get_by_label("办结说明").fill("我写的说明")
    theirs = tell("hd-fgw", "completion", item=item, completed_on="2026-10-08", note="同事写的说明")
    write_day(page, "办结日期", "2026-10-09")
    send(page, "报办结")
    expect(page.locator(".versions tbody tr").nth(1)).to_have_text("办结说明同事写的说明我写的说明")
    assert page.get_by_label("办结说明").input_value() == "我写的说明"
    send(page, "看过对方内容，仍按本表提交")
    refused(page, "这一事项已报 2026-10-08 办结。如日期有误，请提出更正。")
    assert last(space) == theirs


def test_a_unit_corrects_its_own_figure_with_a_reason(page: Page, space: Workspace) -> None:
    page.goto("/report?who=unit:hd-swu&do=correct")
    page.locator("tr", has_text="就地消纳和利用的降雨比例").get_by_role("link", name="更正").click()
    expect(page.get_by_label("数值（%）")).to_have_value("77.5")
    page.get_by_label("数值（%）").fill("74")
    send(page, "提交更正")
    refused(page, "没有填写原因。请填写。")
    page.get_by_label("更正原因").fill("原数多计一个片区")
    send(page, "提交更正")
    assert "由77.5%（最终数）改为74%（最终数），原因：原数多计一个片区。" in confirmed(page)
    record = last(space)
    assert (record.kind, record.body["body"]["value"], record.body["body"]["period"]) == (
        "correction",
        "74",
        "2025",
    )


def test_a_record_is_withdrawn_and_stays_in_the_journal(page: Page, space: Workspace, tell: Tell) -> None:
    report = tell("hd-jw", "progress", task=f"{DOCUMENT}/7.1", period="2026-Q3", text="报错了任务")
    page.goto(f"/report?who=unit:hd-jw&do=correct&id={report.id}")
    page.get_by_label("更正原因").fill("报错了任务")
    send(page, "撤回原记录")
    confirmed(page)
    expect(page.locator("tbody")).not_to_contain_text("报错了任务")
    assert last(space).body == {"replaces": report.id, "reason": "报错了任务"}


def test_what_another_unit_filed_is_not_offered_for_correction(page: Page, tell: Tell) -> None:
    report = tell("hd-jw", "progress", task=f"{DOCUMENT}/9.3", period="2026-Q3", text="校园试点")
    page.goto(f"/report?who=unit:hd-fl&do=correct&id={report.id}")
    expect(page.locator(".note")).to_have_text("这条记录不是本单位报送的，只能由报送单位或办公室更正。")
    expect(page.get_by_label("更正原因")).to_have_count(0)
