"""A report goes its way inside a unit in a real browser: put up with a file, confirmed, opened by the office."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import confirmed, last
from tracker.snapshot import Workspace

pytestmark = pytest.mark.browser
TASK = "haidian-2024-8/8.4"
PDF = b"%PDF-1.7 proof"


def test_from_the_reporter_to_the_office(page: Page, space: Workspace) -> None:
    page.goto("/report?who=reporter:hd-jrj")
    page.get_by_role("link", name="补报").click()
    page.get_by_label("本期进展").fill("办了一场银企对接会")
    page.locator("input[type=file]").set_input_files(
        {"name": "对接会 纪要.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(page.get_by_text("对接会 纪要.pdf")).to_be_visible()
    page.get_by_role("button", name="提交本单位审核", exact=True).click()
    expect(page.locator(".saved")).to_contain_text("已提交本单位审核，同意后才算报送。")
    expect(page.locator("tr", has_text="发挥气候投融资助力作用")).to_contain_text("待本单位审核")

    page.goto("/report?who=unit:hd-jrj&do=confirm")
    expect(page.get_by_text("办了一场银企对接会").first).to_be_visible()
    page.get_by_role("button", name="全部同意（2 件）").click()
    assert "由红转" in confirmed(page)
    assert last(space).kind == "evidence"

    page.goto(f"/task?id={TASK}&who=office")
    with page.expect_download() as download:
        page.get_by_role("link", name="对接会 纪要.pdf").click()
    assert download.value.suggested_filename == "对接会 纪要.pdf"
    assert Path(download.value.path()).read_bytes() == PDF
