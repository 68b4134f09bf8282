"""考核准备 in a real browser: the office records what is missing, a leader rehearses, a unit sees what is its own."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import confirmed, last, send
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
OF_UNITS = "rubric=unit-example&unit=hd-kjc"


def table(page: Page, caption: str):  # type: ignore[no-untyped-def]
    return page.locator("table.t", has=page.locator("caption", has_text=caption)).first


def test_a_figure_recorded_takes_points_off_what_is_at_risk_and_brings_the_grade(
    page: Page, space: Workspace
) -> None:
    page.goto(f"/assessment?{OF_UNITS}")
    expect(table(page, "结论")).to_contain_text("5 项，待定 80 分")
    page.locator("tr", has_text="三项基础工作").get_by_role("link", name="登记数据").first.click()
    page.get_by_role("radiogroup").nth(2).get_by_text("是", exact=True).click()
    page.get_by_label("来源").fill("工作会议纪要")
    send(page, "记入流水")
    confirmed(page)
    assert last(space).body["input"] == "meeting"
    page.get_by_role("link", name="情况", exact=True).click()
    expect(table(page, "结论")).to_contain_text("4 项，待定 65 分")

    page.goto("/assessment")
    expect(table(page, "结论")).to_contain_text("未定")
    page.locator("tr", has_text="石油消费总量").get_by_role("link", name="登记数据").first.click()
    page.get_by_label("数值").nth(1).fill("90")
    page.get_by_label("来源").fill("下达目标的通知")
    send(page, "记入流水")
    confirmed(page)
    page.get_by_role("link", name="情况", exact=True).click()
    expect(table(page, "结论")).to_contain_text("不合格")
    expect(table(page, "结论")).not_to_contain_text("未定")


def test_a_leader_rehearses_several_figures_and_goes_back_to_what_is(page: Page, space: Workspace) -> None:
    before = last(space).seq
    page.goto("/assessment?who=leader&rubric=carbon-intensity&year=2015")
    expect(table(page, "结论")).to_contain_text("不合格")
    expect(page.get_by_text("待核对原文", exact=True)).to_be_visible()
    page.locator("tr", has_text="累计进度目标").get_by_role("link", name="假设数值").first.click()
    page.get_by_label("为", exact=True).fill("18.6")
    send(page, "加入预演")
    expect(page.locator(".rehearsal")).to_contain_text("累计实际降低率 18.6%")
    compared = table(page, "预演与现在对照")
    expect(compared.locator("tr", has_text="等次").first).to_contain_text(re.compile("不合格.*优秀"))
    expect(page.get_by_text("预演，不是考核结果", exact=True).first).to_be_visible()
    page.get_by_role("link", name="全部去掉").click()
    expect(page.locator(".rehearsal")).to_have_count(0)
    expect(table(page, "结论")).to_contain_text("不合格")
    assert last(space).seq == before


def test_a_rehearsal_is_marked_on_every_sheet(page: Page) -> None:
    page.goto("/assessment?who=leader&suppose=non-fossil/met:1")
    stamp = page.locator(".stamp")
    expect(stamp).to_be_hidden()
    page.emulate_media(media="print")
    expect(stamp).to_be_visible()
    assert stamp.evaluate("one => getComputedStyle(one).position") == "fixed"


def test_a_unit_sees_its_own_score_and_the_lines_that_concern_it(page: Page) -> None:
    page.goto("/assessment?who=unit:hd-kjc&unit=hd-cgw")
    expect(page.locator("h2")).to_contain_text("中关村科学城管委会")
    expect(page.get_by_role("link", name="登记数据")).to_have_count(0)
    page.goto("/assessment?who=unit:hd-kjc&rubric=carbon-neutrality")
    expect(page.locator("p.lead")).to_contain_text("全区考核中与本单位有关的 2 项")
    expect(page.locator("table.t caption")).to_have_count(2)
    page.goto("/report?who=unit:hd-kjc")
    expect(page.locator("table.t").first).to_contain_text("考核待定")
    expect(page.locator("table.t caption").first).to_contain_text(
        "责任单位双碳工作考核细则（示例）》2026年，示例"
    )


@pytest.mark.parametrize(
    "address",
    ["/assessment", "/assessment?rubric=unit-example", f"/assessment?{OF_UNITS}", "/assessment?do=figure"],
)
def test_no_part_is_wider_than_the_window(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("table.t").first).to_be_visible()
    inside = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{inside}.scrollWidth - {inside}.clientWidth") == 0
