"""The office decides: what the text leaves open, who leads, goals of the year, reviews, close-outs, locks."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import Tell, confirmed, last, pick, refused, send
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DOCUMENT = "haidian-2024-8"
LINE = ".st-key-ticks-review [data-testid=stHorizontalBlock]"


def test_what_waits_is_counted_and_leads_to_its_list(page: Page) -> None:
    page.goto("/office")
    expect(page.locator("tbody tr", has_text="牵头单位").locator("td").nth(1)).to_have_text("29")
    page.get_by_role("link", name="牵头单位（29）").click()
    expect(page.locator("caption")).to_contain_text("任务的牵头单位")


def test_a_value_from_above_is_set_whole_and_with_its_source(page: Page, space: Workspace) -> None:
    page.goto(f"/office?do=setting&id={DOCUMENT}/goals/t2025-carbon")
    page.get_by_label("目标值").fill("18")
    page.get_by_label("来源").fill("市级下达通知")
    send(page, "记入设定")
    refused(page, "只填了目标值。请同时选择比较方式并填写计量单位。")
    expect(page.get_by_label("目标值")).to_have_value("18")
    pick(page, "比较方式", "不低于")
    page.get_by_label("计量单位").fill("%")
    send(page, "记入设定")
    assert "“单位地区生产总值二氧化碳排放（不低于18%）”由“待下达目标值”变为“未报数据”" in confirmed(page)
    assert last(space).body == {
        "target": f"{DOCUMENT}/goals/t2025-carbon",
        "value": "18",
        "comparator": "ge",
        "unit_of_measure": "%",
        "source": "市级下达通知",
    }


def test_the_form_offers_only_what_the_text_leaves_open(page: Page) -> None:
    page.goto(f"/office?do=setting&id={DOCUMENT}/4.3/t2030-double")
    expect(page.get_by_text("原文写明以 2020 年为基期。")).to_be_visible()
    for stated in ("目标值", "比较方式", "计量单位", "基期年份", "允许偏差"):
        expect(page.get_by_label(stated)).to_have_count(0)
    now = page.locator("table", has_text="现行内容")
    expect(now.locator("tr", has_text="基期值")).to_have_text(
        "基期值—1000演示设定，非真实数据（2026-01-05 记入）撤回"
    )
    expect(now.locator("tr", has_text="基期年份")).to_contain_text("2020")


def test_a_baseline_year_alone_is_refused(page: Page) -> None:
    page.goto(f"/office?do=setting&id={DOCUMENT}/6.2/t2025")
    page.get_by_label("基期年份").fill("2020")
    page.get_by_label("来源").fill("统计年鉴")
    send(page, "记入设定")
    refused(page, "基期年份和基期值要一起填写。请补正。")


def test_what_cannot_be_judged_as_written_cannot_be_set(page: Page) -> None:
    page.goto(f"/office?do=setting&id={DOCUMENT}/7.2/t-increment")
    expect(page.locator(".note")).to_contain_text("口径未明，不能设定")
    expect(page.get_by_role("button", name="记入设定")).to_have_count(0)


def test_the_lead_of_a_task_named_only_to_a_collective_is_confirmed(page: Page, space: Workspace) -> None:
    page.goto("/office?do=lead")
    expect(page.locator("tbody tr").first).to_contain_text("十/(三)严格目标责任管理考核—▲待明确责任单位确认")
    page.get_by_role("link", name="确认", exact=True).first.click()
    pick(page, "牵头单位", "区发展改革委（文中未列）")
    page.get_by_label("来源").fill("专题会纪要")
    send(page, "确认牵头")
    assert "任务“严格目标责任管理考核”" in confirmed(page)
    assert last(space).body["unit"] == "hd-fgw"
    expect(page.locator("tbody tr").first).not_to_contain_text("严格目标责任管理考核")


def test_a_goal_of_the_year_is_set_once_and_changed_only_with_a_reason(
    page: Page, space: Workspace, tell: Tell
) -> None:
    task = f"{DOCUMENT}/4.1"
    page.goto(f"/office?do=year_goal&id={task}")
    page.get_by_label("年度目标", exact=True).fill("我的目标")
    page.get_by_label("来源").fill("工作要点")
    tell("", "year_goal", task=task, year=2026, goal="先设的目标", source="另一份文件")
    send(page, "记入年度目标")
    expect(page.locator(".versions")).to_contain_text("年度目标先设的目标我的目标")
    send(page, "看过对方内容，仍按本表提交")
    refused(page, "2026 年的目标已经设定过。如需调整，请写明原因。")
    page.get_by_label("调整原因").fill("按新文件调整")
    send(page, "记入年度目标")
    confirmed(page)
    assert (last(space).body["goal"], last(space).body["year"]) == ("我的目标", 2026)


def test_a_form_left_and_opened_again_has_seen_what_came_meanwhile(
    page: Page, space: Workspace, tell: Tell
) -> None:
    task = f"{DOCUMENT}/5.1"
    page.goto(f"/office?do=year_goal&id={task}")
    page.get_by_label("年度目标", exact=True).fill("没有写完")
    page.get_by_role("link", name="启用台账").click()
    expect(page.locator("caption")).to_have_text("台账已于2025年12月15日启用")
    tell("", "year_goal", task=task, year=2026, goal="先设的目标", source="另一份文件")
    page.go_back()
    expect(page.get_by_label("年度目标", exact=True)).to_have_value("")
    page.get_by_label("年度目标", exact=True).fill("调整后的目标")
    page.get_by_label("来源").fill("工作要点")
    page.get_by_label("调整原因").fill("看过先设的目标")
    send(page, "记入年度目标")
    confirmed(page)
    assert last(space).body["goal"] == "调整后的目标"


def test_a_report_is_returned_only_with_a_reason_and_stops_counting(page: Page, space: Workspace) -> None:
    page.goto("/office?do=review")
    page.locator(LINE, has_text="九/(三)").get_by_role("link", name="审核").click()
    send(page, "退回")
    refused(page, "退回要写明原因。请补正。")
    page.get_by_label("审核意见").fill("没有写数量")
    send(page, "退回")
    confirmed(page)
    assert last(space).body["verdict"] == "returned"


def test_several_reports_of_a_unit_are_decided_at_once(page: Page, space: Workspace) -> None:
    page.goto("/office?do=review&unit=hd-fgw")
    lines = page.locator(LINE)
    expect(lines.first).to_contain_text("区发展改革委")
    waiting = lines.count()
    send(page, "勾选的退回")
    refused(page, "没有勾选任何一项。")
    for at in range(2):
        lines.nth(at).locator("label").click()
    send(page, "勾选的退回")
    refused(page, "退回要写明原因。请补正。")
    page.get_by_label("审核意见").fill("请补充数量")
    send(page, "勾选的退回")
    confirmed(page)
    reviews = [record for record in space.journal.read().records if record.kind == "review"][-2:]
    assert [(one.body["verdict"], one.body["reason"]) for one in reviews] == [("returned", "请补充数量")] * 2
    assert len({one.batch for one in reviews}) == 1
    expect(lines).to_have_count(waiting - 2)


def test_a_completion_is_verified(page: Page, space: Workspace) -> None:
    page.goto("/office?do=close_out")
    page.get_by_role("link", name="核实", exact=True).click()
    expect(page.locator("table", has_text="单位所报")).to_contain_text("（演示）抚育完成，待验收")
    send(page, "核实销号")
    said = confirmed(page)
    assert "由“办结待核”变为“已销号”" in said
    assert "任务“提高生态系统固碳增汇能力”由蓝转绿" in said
    assert last(space).body == {"item": f"{DOCUMENT}/6.4/w1", "verdict": "closed"}


def test_a_quarter_is_locked_and_unlocked_with_a_reason(page: Page, space: Workspace) -> None:
    page.goto("/office?do=lock")
    page.locator("tr", has_text="2026年前三季度").get_by_role("link", name="锁定").click()
    send(page, "锁定2026年前三季度")
    assert "锁定报告期“2026年前三季度”" in confirmed(page)
    assert last(space).body["locked"] is True
    page.locator("tr", has_text="2026年前三季度").get_by_role("link", name="解锁").click()
    send(page, "解锁2026年前三季度")
    refused(page, "解锁要写明原因。请补正。")
    page.get_by_label("解锁原因").fill("补报两项")
    send(page, "解锁2026年前三季度")
    confirmed(page)
    assert last(space).body["locked"] is False


def test_an_opened_ledger_is_not_opened_again(page: Page) -> None:
    page.goto("/office?do=opening")
    expect(page.locator("table.facts")).to_contain_text("启用日期2025年12月15日")
    expect(page.get_by_role("button", name="启用台账")).to_have_count(0)


def test_a_wrong_setting_is_withdrawn(page: Page, space: Workspace) -> None:
    page.goto(f"/office?do=setting&id={DOCUMENT}/9.1/t2030")
    page.get_by_role("link", name="撤回").first.click()
    page.get_by_label("更正原因").fill("设错了指标")
    send(page, "撤回原记录")
    assert "“建成区达到海绵城市要求的面积比例（不低于80%）”由“落后于路径”变为“未设路径”" in confirmed(page)
    assert last(space).kind == "correction"
