"""From the table of gaps to a target's chart, and from the units to what one of them owes, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DAY = "as_of=2026-11-20"


def wide(page: Page) -> int:
    """How far the page reaches beyond the window, in pixels."""
    inside = "document.querySelector('[data-testid=stMain]')"
    return int(page.evaluate(f"{inside}.scrollWidth - {inside}.clientWidth"))


def test_from_a_gap_to_the_chart_and_back_with_the_filters(page: Page) -> None:
    page.goto(f"/targets?{DAY}")
    page.locator("p.lead").get_by_role("link", name="2", exact=True).first.click()
    expect(page.locator("table.t caption").first).to_contain_text("指标缺口（2 项）")
    expect(page).to_have_url(re.compile("due=missed"))
    page.get_by_role("link", name="建成区达到海绵城市要求的面积比例").click()
    expect(page.locator("h2")).to_contain_text("不低于40%")
    page.get_by_role("link", name="到2030年 不低于80%").click()
    chart = page.locator("[data-testid=stVegaLiteChart] svg")
    expect(chart).to_be_visible()
    for words in ("目标 不低于80%", "路径要求", "基期 22%", "截至 2026-11-20", "39.1%"):
        expect(chart.get_by_text(words, exact=True).first).to_be_attached()
    assert re.findall("[A-Za-z]{3,}", chart.text_content() or "") == []
    page.go_back()
    page.go_back()
    expect(page.locator("table.t caption").first).to_contain_text("指标缺口（2 项）")


def test_the_chart_is_read_aloud(page: Page) -> None:
    page.goto(f"/targets?{DAY}&id=haidian-2024-8/4.3/t2025-growth")
    said = page.get_by_label(re.compile("至2025年几何平均 6.07%；目标年均 6%"))
    expect(said.first).to_be_attached()


def test_a_target_without_figures_says_what_is_missing_in_place_of_a_chart(page: Page) -> None:
    page.goto(f"/targets?{DAY}&id=haidian-2024-8/7.2/t-increment")
    expect(page.get_by_text("没有可画的图")).to_be_visible()
    expect(page.locator("table.t", has_text="还缺什么")).to_contain_text("双碳办商文件制定机关")
    assert page.locator("[data-testid=stVegaLiteChart]").count() == 0


def test_from_the_ranking_to_what_a_unit_owes_to_the_form(page: Page) -> None:
    page.goto(f"/units?{DAY}&who=unit:hd-jrj")
    page.get_by_role("link", name="区地方金融管理局", exact=True).click()
    expect(page.locator("table.t", has_text="现在要做的")).to_contain_text("已连续 2 期")
    page.get_by_role("link", name="去填报").click()
    expect(page).to_have_url(re.compile(r"/report\?.*do=progress.*8\.4"))


def test_overdue_by_unit_goes_into_the_address(page: Page) -> None:
    page.goto(f"/overdue?{DAY}")
    page.get_by_label("单位").first.click()
    page.get_by_role("option", name="区城市管理委", exact=True).click()
    expect(page).to_have_url(re.compile("unit=hd-cgw"))
    expect(page.locator("table.t", has_text="临期").first).to_contain_text("完成第一批锅炉房整合")


@pytest.mark.parametrize(
    "address", ["/targets", "/targets?id=haidian-2024-8/5.3/t2030", "/overdue", "/units", "/units?id=hd-kjc"]
)
def test_no_page_is_wider_than_the_window(page: Page, address: str) -> None:
    page.goto(f"{address}{'&' if '?' in address else '?'}{DAY}")
    expect(page.locator("table.t").first).to_be_visible()
    assert wide(page) == 0
