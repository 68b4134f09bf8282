"""Past readings by sheet, all or nothing; and the quarterly workbook."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import Tell, confirmed
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DOCUMENT = "haidian-2024-8"


def upload(page: Page, rows: list[list[object]]) -> None:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(file)
    page.locator("input[type=file]").set_input_files(
        {"name": "历年数据.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}
    )


def test_the_template_names_every_indicator_of_the_home_plan(page: Page, tmp_path: Path) -> None:
    page.goto("/office?do=past")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载空表").click()
    download.value.save_as(tmp_path / "form.xlsx")
    sheet = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    names = [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert len(names) == 13
    assert "全区森林覆盖率" in names


def test_a_sheet_with_one_wrong_cell_is_not_taken_at_all(page: Page, space: Workspace) -> None:
    head = space.journal.head()
    page.goto("/office?do=past")
    upload(page, [["指标名称", "来源", "2019年", "2020年"], ["城市绿化覆盖率", "统计年鉴", 50.1, "约50.6"]])
    problem = page.locator("table", has_text="表中的问题（1 处）").locator("tbody tr")
    expect(problem).to_contain_text("工作表“Sheet”单元格 D2“约50.6”不是数值。")
    expect(page.get_by_text("有错误的表一条也不记入")).to_be_visible()
    expect(page.get_by_role("button", name="全部记入")).to_have_count(0)
    assert space.journal.head() == head


def test_every_reading_is_shown_and_then_all_are_taken(page: Page, space: Workspace) -> None:
    head = space.journal.head().seq
    page.goto("/office?do=past")
    page.get_by_label("来源（表中没有写来源的，都用这一句）").fill("统计年鉴")
    page.keyboard.press("Tab")
    upload(
        page, [["指标名称", "2019年", "2024年"], ["城市绿化覆盖率", 50.1, 51.2], ["全区森林覆盖率", 34.5, ""]]
    )
    preview = page.locator("table", has_text="预览：表中读出 3 条数据").locator("tbody tr")
    expect(preview.nth(1)).to_have_text("Sheet C2城市绿化覆盖率2024年水平值51.2最终数▲51.3统计年鉴")
    page.get_by_role("button", name="全部记入（3 条）").click()
    assert confirmed(page).count("编号") == 3
    records = space.journal.read().records[head:]
    assert [(record.body["period"], record.body["value"]) for record in records] == [
        ("2019", "50.1"),
        ("2024", "51.2"),
        ("2019", "34.5"),
    ]
    assert len({record.batch for record in records}) == 1
    expect(page.get_by_role("button", name="全部记入")).to_have_count(0)


def test_what_was_recorded_since_the_preview_holds_the_sheet_back(
    page: Page, space: Workspace, tell: Tell
) -> None:
    page.goto("/office?do=past")
    upload(page, [["指标名称", "来源", "2018年"], ["城市绿化覆盖率", "统计年鉴", 49.8]])
    expect(page.get_by_role("button", name="全部记入（1 条）")).to_be_visible()
    reading = {"period": "2018", "value": "49.9", "status": "final", "source": "年报"}
    theirs = tell("hd-ylj", "reading", indicator=f"{DOCUMENT}/greening-cover", **reading)
    page.get_by_role("button", name="全部记入（1 条）").click()
    expect(page.locator("table", has_text="表中的问题")).to_contain_text("单元格 C2打开表单之后")
    expect(page.locator("table", has_text="预览")).to_contain_text("▲49.9")
    assert space.journal.read().records[-1] == theirs


def test_the_quarterly_workbook_is_the_one_of_the_quarter_asked_for(page: Page, tmp_path: Path) -> None:
    page.goto("/workbook?who=leader&period=2026-Q2")
    expect(page.locator("table.facts")).to_contain_text("2026-07-24 10:00 锁定")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载季度报表（Excel）").click()
    assert download.value.suggested_filename == "演示－2026年上半年季度报告.xlsx"
    download.value.save_as(tmp_path / "report.xlsx")
    said = page.get_by_role("row", name="摘要 截至").locator("td").inner_text()
    cells = [
        str(cell) for row in load_workbook(tmp_path / "report.xlsx")["封面与摘要"].values for cell in row
    ]
    assert said in cells
