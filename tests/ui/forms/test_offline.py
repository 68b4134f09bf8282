"""The offline round trip in the browser: form down, filled form up, problems by cell, then confirmed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.forms import PROGRESS, with_rows
from tests.ui.forms.conftest import confirmed
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
ADDRESS = "/report?do=workbook&who=unit:hd-fgw&period=2026-Q3"
FAULTY, GOOD = "haidian-2024-8/4.1", "haidian-2024-8/4.2"


def put(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def test_down_filled_in_up_and_confirmed(page: Page, space: Workspace, tmp_path: Path) -> None:
    page.goto(ADDRESS)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载填报表").click()
    assert download.value.suggested_filename == "演示－区发展改革委 2026年前三季度填报表.xlsx"
    download.value.save_as(tmp_path / "form.xlsx")
    data = (tmp_path / "form.xlsx").read_bytes()
    good = with_rows(data, PROGRESS, {GOOD: {"下一步措施": "四季度完成可研批复。"}})
    bad = with_rows(good, PROGRESS, {FAULTY: {"自评": "紫"}})

    head = space.journal.head()
    put(page, "有错.xlsx", bad)
    problem = page.locator("table", has_text="表中的问题（1 处）").locator("tbody tr")
    expect(problem).to_contain_text("“紫”不在可选范围内。")
    expect(page.get_by_role("button", name="确认报送")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载标出错处的表").click()
    assert download.value.suggested_filename == "有错（需改正）.xlsx"
    assert space.journal.head() == head

    put(page, "改好.xlsx", good)
    change = page.locator("table", has_text="改动（1 处），请逐条核对").locator("tbody tr")
    expect(change).to_contain_text("四季度完成可研批复。")
    page.get_by_role("button", name="确认报送（1 份，1 处改动）").click()
    assert "收取填报表" in confirmed(page)
    taken, report = space.journal.read().records[head.seq :]
    assert (taken.kind, taken.body["name"], report.body["next_step"]) == (
        "workbook_taken",
        "改好.xlsx",
        "四季度完成可研批复。",
    )
