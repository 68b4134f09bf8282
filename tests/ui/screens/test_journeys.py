"""From 总览 down to the clause, as a leader, a reporter and the office go, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
DAY = "as_of=2026-11-20"


def rows(page: Page) -> int:
    return page.locator("table.t tbody tr").count()


def wide(page: Page) -> int:
    """How far the page reaches beyond the window, in pixels."""
    inside = "document.querySelector('[data-testid=stMain]')"
    return int(page.evaluate(f"{inside}.scrollWidth - {inside}.clientWidth"))


def test_from_a_count_to_its_rows_to_the_clause(page: Page) -> None:
    page.goto(f"/?{DAY}")
    page.locator("p.lead").get_by_role("link", name="红 5").click()
    expect(page).to_have_url(re.compile(r"/ledger\?as_of=2026-11-20&light=red$"))
    expect(page.locator(".count")).to_contain_text("这里列出 5 项")
    assert rows(page) == 5
    page.get_by_role("link", name="加快推进区域海绵城市建设").click()
    expect(page.locator("h2")).to_contain_text("九/(一)")
    expect(page.locator("q").first).to_be_visible()
    assert (
        "《北京市海淀区碳达峰实施方案》（海政发〔2024〕8号）九/(一)"
        in page.locator(".facts").first.inner_text()
    )
    page.get_by_role("link", name="下一项").click()
    expect(page.locator("h2")).to_contain_text("九/(二)")
    page.go_back()
    expect(page.locator("h2")).to_contain_text("九/(一)")


def test_the_first_screen_holds_the_targets_and_what_is_due(page: Page) -> None:
    page.goto(f"/?{DAY}")
    expect(page.locator("p.lead")).to_be_visible()
    for caption in ("量化目标", "逾期与临期"):
        box = page.locator("table.t", has=page.locator("caption", has_text=caption)).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 768
    assert wide(page) == 0


def test_initials_of_pinyin_find_a_task_and_the_address_keeps_them(page: Page) -> None:
    page.goto(f"/ledger?{DAY}")
    page.get_by_label("搜索").fill("hmcs")
    page.get_by_label("搜索").press("Enter")
    expect(page.locator(".count")).to_contain_text("这里列出 1 项")
    expect(page).to_have_url(re.compile("q=hmcs"))
    page.reload()
    expect(page.locator(".count")).to_contain_text("这里列出 1 项")
    page.get_by_role("link", name="清除全部条件").click()
    expect(page.locator(".count")).to_contain_text("这里列出 31 项")
    expect(page.get_by_label("搜索")).to_have_value("")


def test_filters_and_order_go_into_the_address(page: Page) -> None:
    page.goto(f"/ledger?{DAY}")
    expect(page.locator(".count")).to_be_visible()
    page.get_by_label("单位").first.click()
    page.get_by_role("option", name="区城市管理委", exact=True).click()
    expect(page).to_have_url(re.compile("unit=hd-cgw"))
    page.get_by_label("承担").first.click()
    page.get_by_role("option", name="牵头", exact=True).click()
    expect(page.locator(".count")).to_contain_text("这里列出 3 项")
    page.get_by_role("link", name="进度").click()
    expect(page).to_have_url(re.compile("sort=progress"))
    expect(page.locator("table.t tbody tr").first).to_contain_text("六/(三)")
    assert wide(page) == 0


def test_a_task_shows_its_dates_on_a_line_in_time(page: Page) -> None:
    page.goto(f"/task?id=haidian-2024-8/3.3&{DAY}")
    chart = page.locator("[data-testid=stVegaLiteChart] svg").first
    expect(chart).to_be_visible()
    expect(chart).to_contain_text("截至 2026-11-20")
    expect(chart).to_contain_text("建成有引领作用的绿色技术产业聚集区（未到期）")
    assert wide(page) == 0


def test_an_unknown_task_is_told_in_words(page: Page) -> None:
    page.goto(f"/task?id=haidian-2024-8/99&{DAY}")
    expect(page.locator(".note")).to_contain_text("没有编号为“haidian-2024-8/99”的任务")
    page.get_by_role("link", name="到任务台账查找").click()
    expect(page.locator(".count")).to_contain_text("这里列出 31 项")


def test_an_earlier_day_shows_the_state_of_that_day(page: Page) -> None:
    page.goto("/?as_of=2025-12-20")
    expect(page.locator("p.lead")).to_contain_text("截至 2025 年 12 月 20 日")
    expect(page.locator("p.lead")).not_to_contain_text("红")


@pytest.mark.journey
@pytest.mark.parametrize("who", ["", "leader", "auditor", "unit:hd-kjc"])
@pytest.mark.parametrize("path", ["/", "/ledger", "/task"])
def test_every_reader_gets_the_page(page: Page, who: str, path: str) -> None:
    page.goto(f"{path}?{DAY}&who={who}&id=haidian-2024-8/6.3")
    expect(page.locator("table.t").first).to_be_visible()
    expect(page.locator(".note", has_text="错误编号")).to_have_count(0)


def test_a_condition_that_is_not_known_is_told_and_left_out(page: Page) -> None:
    page.goto("/ledger?light=purple")
    expect(page.locator(".note")).to_have_text("网址中的条件“purple”无法识别，未采用。")
    expect(page.locator("table.t tbody tr")).to_have_count(31)
