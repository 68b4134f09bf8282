"""A unit's form: what it shows, what may be filled in, how it prints, and what its layout may say."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.forms import ITEMS, PROGRESS, PROOF, READING, Sheet, form
from tests.intake.desk import INDICATOR, LEAD, MILESTONE, OFFICE, PARTNER, TASK, Desk, open_desk
from tracker.periods import Quarter
from tracker.report.unit_form.form import LAYOUT
from tracker.report.unit_form.layout import load_form_layout, read_form_layout

EVIL = '=HYPERLINK("http://example.invalid","x")'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = open_desk(tmp_path_factory.mktemp("form"))
    desk.on("2026-01-05").record(OFFICE, "opened")
    desk.record(OFFICE, "year_goal")
    desk.on("2026-07-06").record(LEAD, "progress", period="2026-Q2", text="上半年完成 3 处")
    desk.on("2026-10-12").record(LEAD, "progress", text=EVIL, percent="62.50", own_light="yellow")
    desk.record(LEAD, "reading", status="provisional", period="2024", value="8.10", published_on="2025-02-01")
    return desk


@pytest.fixture(scope="module")
def book(desk: Desk) -> Workbook:
    return load_workbook(io.BytesIO(form(desk)))


def row(sheet: Sheet, subject: str) -> dict[str, Any]:
    return {heading: sheet.cell(subject, heading).value for heading in sheet.headings}


def test_what_stands_is_filled_in_beside_last_quarters_words(book: Workbook) -> None:
    found = row(Sheet(book[PROGRESS]), TASK)
    assert found["承担"] == "答复"
    assert found["上次报送"] == "2026年上半年：上半年完成 3 处"
    assert (found["本期进展"], found["完成比例(%)"], found["自评"]) == (EVIL, 62.5, "黄")
    assert found["本期状态"] == "已报"
    assert found["年度目标"] == "2026年：改造 10 处"


def test_nothing_a_user_wrote_becomes_a_formula(book: Workbook) -> None:
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds


def test_a_provisional_figure_still_waits_for_the_final_one(book: Workbook) -> None:
    sheet = Sheet(book[READING])
    assert sheet.subjects == [INDICATOR, INDICATOR]
    top = sheet.row(INDICATOR)
    period, value, status, day = (sheet.headings[name] for name in ("统计期", "数值", "数据性质", "公布日期"))
    lines = [
        [sheet.sheet.cell(at, column).value for column in (period, value, status)] for at in (top, top + 1)
    ]
    assert lines == [["2025", None, None], ["2024", 8.1, "初步数"]]
    assert str(sheet.sheet.cell(top + 1, day).value).startswith("2025-02-01")


def test_open_milestones_are_asked_for(book: Workbook) -> None:
    assert Sheet(book[ITEMS]).subjects == [MILESTONE]


def test_only_the_units_own_cells_are_open(book: Workbook) -> None:
    sheet = Sheet(book[PROGRESS])
    assert sheet.sheet.protection.sheet
    opened = {heading for heading in sheet.headings if not sheet.cell(TASK, heading).protection.locked}
    assert opened == {"本期进展", "完成比例(%)", "存在问题", "下一步措施", "自评"}
    assert sheet.sheet.column_dimensions["B"].hidden
    assert book["登记信息"].sheet_state == book["选项"].sheet_state == "hidden"


def test_drop_downs_are_ranges_of_the_same_book(book: Workbook) -> None:
    rules = book[PROGRESS].data_validations.dataValidation
    lists = [rule.formula1 for rule in rules if rule.type == "list"]
    assert lists == ["'选项'!$A$1:$A$5"]
    assert [cell.value for cell in book["选项"]["A"]][:5] == ["红", "黄", "灰", "蓝", "绿"]
    assert all(rule.prompt for rule in rules)


def test_it_prints_on_landscape_a4_with_headings_numbers_and_a_line_to_sign(book: Workbook) -> None:
    for name in (PROGRESS, READING, ITEMS):
        sheet = book[name]
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.print_title_rows == "$3:$3"
        assert "第 &P 页 共 &N 页" in str(sheet.oddFooter.center.text)
        signed = [
            cell.value for line in sheet.iter_rows() for cell in line if "填报单位（盖章）" in str(cell.value)
        ]
        assert len(signed) == 1
        assert all(word in signed[0] for word in ("填报人", "审核人", "联系电话", "填报日期"))


def test_the_guide_says_how_much_and_by_when(book: Workbook) -> None:
    said = "\n".join(str(cell.value) for cell in book["填报说明"]["A"])
    assert "由本单位答复的任务 1 项" in said
    assert "报送期 2026年10月1日至2026年10月" in said


def test_a_contributor_gets_the_task_without_a_share(desk: Desk) -> None:
    sheet = Sheet(load_workbook(io.BytesIO(form(desk, PARTNER.unit or "")))[PROGRESS])
    assert (sheet.cell(TASK, "承担").value, sheet.cell(TASK, "本期进展").value) == ("参与", None)
    assert sheet.cell(TASK, "完成比例（%）").protection.locked


def test_a_locked_quarter_asks_for_no_report(desk: Desk, tmp_path: Any) -> None:
    other = open_desk(tmp_path)
    other.on("2026-01-05").record(OFFICE, "opened")
    other.on("2026-10-12").record(OFFICE, "period_lock", period="2026-Q2")
    sheet = Sheet(load_workbook(io.BytesIO(form(other, quarter=Quarter(2026, 2))))[PROGRESS])
    assert sheet.cell(TASK, "本期状态").value == "已锁定"
    assert sheet.cell(TASK, "本期进展").protection.locked


def test_a_demonstration_is_marked_on_every_sheet(tmp_path: Any) -> None:
    other = open_desk(tmp_path)
    other.on("2026-01-05").record(OFFICE, "opened", demo=True)
    shown = load_workbook(io.BytesIO(form(other.on("2026-10-12"))))
    for sheet in shown:
        if sheet.sheet_state == "visible":
            assert "演示数据" in str(sheet.cell(2, 1).value)


def mistakes(old: str, new: str) -> list[str]:
    text = LAYOUT.read_text("utf-8")
    assert old in text
    return [
        problem.code for problem in read_form_layout(text.replace(old, new).encode(), "unit-form.yaml")[1]
    ]


def test_the_shipped_layout_has_no_mistakes() -> None:
    assert [sheet.name for sheet in load_form_layout(LAYOUT).sheets] == [PROGRESS, READING, ITEMS, PROOF]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{field: text,", "{field: words,", "report.unknown-field"),
        ("heading: 存在问题", "heading: 本期进展", "report.heading-twice"),
        ("heading: 存在问题", "heading: 行标识", "report.heading-twice"),
        ("      - {field: title, heading: 任务, width: 17}\n", "", "report.column-needed"),
        ("name: 指标数据", "name: 登记信息", "report.sheet-name"),
        ('（{period}）"\n  lines', '（{quarter}）"\n  lines', "report.unknown-word"),
        ("date_format: yyyy-mm-dd", "date_format: 'yyyy\"年'", "report.number-format"),
    ],
)
def test_mistakes_in_the_layout(old: str, new: str, code: str) -> None:
    assert code in mistakes(old, new)
