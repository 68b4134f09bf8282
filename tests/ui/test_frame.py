"""The frame around the pages, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def masthead(page: Page) -> str:
    expect(page.locator("header.masthead")).to_be_visible()
    return page.locator("header.masthead").inner_text()


def navigation(page: Page) -> list[str]:
    return page.locator("nav.pages a").all_inner_texts()


def choose_identity(page: Page, name: str) -> None:
    # Typed, so that the long list holds still while it is clicked.
    page.get_by_label("身份").first.fill(name)
    page.get_by_role("option", name=name, exact=True).click()


def test_masthead_names_document_and_journal(page: Page) -> None:
    page.goto("/ledger")
    assert "北京市海淀区碳达峰实施方案（海政发〔2024〕8号）" in masthead(page)
    assert "流水尚无记录" in masthead(page)
    assert "演示数据" not in masthead(page)


def test_no_word_of_the_frame_is_english(page: Page) -> None:
    page.goto("/problems")
    masthead(page)
    page.get_by_role("button", name="选择日期").click()
    expect(page.get_by_role("grid")).to_be_visible()
    # An icon is a ligature of its English name.
    icons = "document.querySelectorAll('[data-testid=stIconMaterial]')"
    page.evaluate(f"[...{icons}].forEach((icon) => icon.remove())")
    text = page.locator("body").inner_text()
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label]')].map((element) => element.ariaLabel).join('，')"
    )
    assert "截至日期" in text
    assert "日，截至日期" in labels
    assert re.findall(r"[A-Za-z]{3,}", text + labels) == ["Esc"]


def test_a_link_changes_the_page_without_loading_the_document_again(page: Page) -> None:
    page.goto("/problems?as_of=2026-09-30")
    masthead(page)
    page.evaluate("window.same = true")
    page.get_by_role("link", name="任务台账").click()
    expect(page.locator("nav.pages a[aria-current]")).to_have_text("任务台账")
    assert page.url.endswith("/ledger?as_of=2026-09-30")
    page.go_back()
    expect(page.locator("nav.pages a[aria-current]")).to_have_text("数据问题")
    assert page.evaluate("window.same")


def test_a_link_with_ctrl_opens_a_window_of_its_own(page: Page) -> None:
    page.goto("/problems")
    masthead(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="任务台账").click(modifiers=["Control"])
    assert opened.value.url.endswith("/ledger")
    assert page.url.endswith("/problems")


def test_the_day_is_kept_in_the_address(page: Page) -> None:
    page.goto("/problems?as_of=2026-09-30")
    masthead(page)
    page.get_by_role("button", name="选择日期").click()
    page.get_by_role("gridcell").filter(has_text=re.compile("^15$")).click()
    expect(page).to_have_url(re.compile(r"as_of=2026-09-15"))
    page.go_back()
    expect(page.get_by_role("spinbutton").nth(2)).to_have_text("30")


def test_an_unreadable_day_is_told_and_today_is_shown(page: Page) -> None:
    page.goto("/problems?as_of=2026-13-01")
    expect(page.locator(".note")).to_contain_text("“2026-13-01”无法识别")


def test_pages_of_other_roles_are_neither_listed_nor_shown(page: Page) -> None:
    page.goto("/problems")
    masthead(page)
    assert "办公室" in navigation(page)
    choose_identity(page, "区领导")
    expect(page.get_by_role("link", name="办公室")).to_have_count(0)
    page.goto("/office?who=leader")
    expect(page.locator(".note")).to_contain_text("当前身份不能使用本页")


def test_identity_goes_along_with_links(page: Page) -> None:
    page.goto("/problems")
    masthead(page)
    choose_identity(page, "区发展改革委")
    expect(page).to_have_url(re.compile("who=unit"))
    page.get_by_role("link", name="填报").click()
    expect(page).to_have_url(re.compile(r"/report\?who=unit"))


def test_a_long_document_name_leaves_room_for_day_and_identity(page: Page) -> None:
    page.goto("/problems")
    masthead(page)
    page.locator(".document").evaluate("name => name.textContent = '方案'.repeat(200)")
    box = page.get_by_label("身份").first.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 1366
