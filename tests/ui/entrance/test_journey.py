"""The door as a reader meets it, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.entrance.conftest import ADMIN, PASSWORD, Site
from tracker.accounts import administration
from tracker.intake import Role

pytestmark = pytest.mark.browser


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


def come_in(page: Page, user: str) -> None:
    page.get_by_label("用户名").fill(user)
    page.get_by_label("口令", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_in_to_where_one_wanted_and_out_for_good(window: Page, site: Site) -> None:
    user, _ = site.someone(Role.UNIT)
    window.goto("/units")
    expect(window).to_have_title(re.compile("^登录"))
    come_in(window, user)
    expect(window.get_by_label("账号")).to_contain_text(f"{user}（区城市管理委，单位审核人）")
    assert window.url.endswith("/units")
    window.get_by_role("link", name="退出").click()
    expect(window).to_have_title(re.compile("^登录"))
    window.go_back()
    expect(window).to_have_title(re.compile("^登录"))
    assert "区城市管理委" not in window.content()


def test_a_page_that_is_open_gives_way_when_its_account_is_disabled(window: Page, site: Site) -> None:
    user, _ = site.someone()
    window.goto("/")
    come_in(window, user)
    expect(window.get_by_label("账号")).to_contain_text(user)
    administration.disable(site.accounts, ADMIN, user)
    expect(window.get_by_text("登录已失效")).to_be_visible(timeout=10_000)
    assert "双碳办" not in window.content()
