"""Filled forms of units: what is new is taken whole, what is odd is handled or named with its sheet and cell."""

import io
import shutil
from collections.abc import Callable
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.forms import ITEMS, PROGRESS, PROOF, READING, Sheet, filled, form, with_rows
from tests.intake.desk import INDICATOR, LEAD, MILESTONE, OFFICE, OUTSIDER, PARTNER, TASK, Desk
from tests.intake.desk import open_desk as make_desk
from tests.parcels import rebuilt
from tracker.intake import Actor, Role
from tracker.intake.forms import Fate, Taken, take_forms
from tracker.records.unit_form import REGISTER_SHEET
from tracker.records.upload import reader

READER = reader()
"""One child for all tests of this module; it ends with the process."""
CLERK = Actor("城管填报员", Role.REPORTER, "ex-cgw")
TEXT = "已完成 6 处改造"
READING_ROW = {"统计期": "2025", "数值": 9.1, "数据性质": "最终数", "来源": "统计公报"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A ledger that is open, with a goal of the year, so that the form asks for a share."""
    desk = make_desk(tmp_path_factory.mktemp("opened"))
    desk.on("2026-01-05").record(OFFICE, "opened")
    desk.record(OFFICE, "year_goal")
    return desk


@pytest.fixture
def open_desk(opened: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(opened.space.data, tmp_path / "data")
    return Desk(opened.tasks, tmp_path / "data").on("2026-10-12")


def send(
    desk: Desk, data: bytes, actor: Actor = LEAD, *, dry_run: bool = False, name: str = "甲.xlsx"
) -> Taken:
    [taken] = take_forms(desk.space, [(name, data)], actor, dry_run=dry_run, helper=READER)
    return taken


def told(taken: Taken) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.cell) for problem in taken.problems]


def reported(cells: dict[str, Any]) -> Callable[[bytes], bytes]:
    return lambda data: with_rows(data, PROGRESS, {TASK: cells})


def test_a_filled_form_becomes_one_batch(open_desk: Desk) -> None:
    data = with_rows(form(open_desk), PROGRESS, {TASK: {"本期进展": TEXT, "完成比例（%）": 60, "自评": "绿"}})
    data = with_rows(data, READING, {INDICATOR: READING_ROW})
    data = with_rows(data, ITEMS, {MILESTONE: {"办结日期": datetime(2025, 12, 20), "办结说明": "已建成"}})
    before = open_desk.written
    rehearsed = send(open_desk, data, dry_run=True)
    assert (rehearsed.fate, open_desk.written) == (Fate.READY, before)

    taken = send(open_desk, data)
    assert taken.fate is Fate.TAKEN
    assert taken.changes == rehearsed.changes
    assert [(change.label, change.before, change.after) for change in taken.changes] == [
        ("本期进展", "", TEXT),
        ("完成比例", "", "60"),
        ("自评", "", "绿"),
        ("数值", "", "9.1"),
        ("数据性质", "", "最终数"),
        ("来源", "", "统计公报"),
        ("办结日期", "", "2025-12-20"),
        ("说明", "", "已建成"),
    ]
    batch = open_desk.written[len(before) :]
    assert [record.kind for record in batch] == ["workbook_taken", "progress", "reading", "completion"]
    assert len({record.batch for record in batch}) == 1
    assert batch[0].body | {"sha256": ""} == {
        "name": "甲.xlsx", "sha256": "", "form_unit": "ex-cgw", "form_period": "2026-Q3", "base": 2, "rows": 3,
    }  # fmt: skip
    assert batch[1].body == {
        "task": TASK, "period": "2026-Q3", "text": TEXT, "percent": "60", "own_light": "green", "capacity": "answer",
    }  # fmt: skip
    assert batch[2].body["value"] == "9.1"
    assert batch[3].body == {"item": MILESTONE, "completed_on": "2025-12-20", "note": "已建成"}


def test_the_same_file_again_writes_nothing(open_desk: Desk) -> None:
    data = reported({"本期进展": TEXT})(form(open_desk))
    send(open_desk, data)
    before = open_desk.written
    again = send(open_desk, data, name="换了名字.xlsx")
    assert again.fate is Fate.ALREADY
    assert again.earlier is not None
    assert again.earlier.body["name"] == "甲.xlsx"
    assert open_desk.written == before


def test_the_same_content_saved_anew_is_no_conflict(open_desk: Desk) -> None:
    data = reported({"本期进展": TEXT})(form(open_desk))
    send(open_desk, data)
    assert send(open_desk, filled(data, own_sheet)).fate is Fate.UNCHANGED


def test_a_form_sent_back_untouched_brings_nothing(open_desk: Desk) -> None:
    open_desk.record(LEAD, "progress", percent="60.50", problems="缺资金\n缺人", own_light="yellow")
    open_desk.record(LEAD, "reading", status="provisional", published_on="2026-03-01")
    before = open_desk.written
    for data in (form(open_desk), filled(form(open_desk), lambda book: None)):
        assert send(open_desk, data).fate is Fate.UNCHANGED
        assert send(open_desk, data).problems == ()
    assert open_desk.written == before


def test_only_what_was_changed_is_sent_on(open_desk: Desk) -> None:
    open_desk.record(LEAD, "progress", percent="60", problems="缺资金")
    taken = send(open_desk, reported({"存在问题": "无"})(form(open_desk)))
    assert [(change.field, change.before, change.after) for change in taken.changes] == [
        ("problems", "缺资金", "无")
    ]
    assert open_desk.written[-1].body["percent"] == "60"


def test_document_numbers_prove_a_report(open_desk: Desk) -> None:
    data = with_rows(form(open_desk), PROOF, {TASK: {"文号": "示发改〔2026〕3号", "说明": "验收批复"}})
    taken = send(open_desk, data)
    assert [record.kind for record in taken.records] == ["workbook_taken", "evidence"]
    assert taken.records[-1].body == {
        "task": TASK, "period": "2026-Q3", "document_number": "示发改〔2026〕3号", "note": "验收批复", "restricted": False,
    }  # fmt: skip
    again = form(open_desk)
    assert send(open_desk, again).fate is Fate.UNCHANGED
    shown = Sheet(openpyxl.load_workbook(io.BytesIO(again))[PROOF])
    assert (len(shown.subjects), shown.cell(TASK, "文号").value) == (3, "示发改〔2026〕3号")
    alone = with_rows(again, PROOF, {TASK: {"文号": None}})
    assert [problem.code for problem in send(open_desk, alone).problems] == ["intake.bad-field"]


def test_a_reporters_form_waits_for_the_units_confirmation(open_desk: Desk) -> None:
    taken = send(open_desk, reported({"本期进展": TEXT})(form(open_desk)), CLERK)
    assert [record.kind for record in taken.records] == ["workbook_taken", "submission"]
    shown = openpyxl.load_workbook(io.BytesIO(form(open_desk)))
    assert Sheet(shown[PROGRESS]).cell(TASK, "本期进展").value == TEXT
    assert Sheet(shown[PROGRESS]).cell(TASK, "本期状态").value == "待本单位审核"


def test_a_partner_contributes_and_the_office_speaks_for_whom_it_files(open_desk: Desk) -> None:
    data = with_rows(form(open_desk, "ex-kw"), PROGRESS, {TASK: {"本期进展": "科委的情况"}})
    taken = send(open_desk, data, OFFICE)
    assert [record.unit for record in taken.records] == ["ex-kw", "ex-kw"]
    assert taken.records[-1].body["capacity"] == "contribution"
    assert taken.records[-1].role == "office"


# --- what programs and people do to a workbook -------------------------------------------------------------------


def sorted_rows(book: Workbook) -> None:
    sheet = Sheet(book[PROGRESS])
    width = sheet.sheet.max_column + 1
    rows = [
        [copy(sheet.sheet.cell(row, column).value) for column in range(1, width)]
        for row in range(sheet.top + 1, sheet.top + 3)
    ]
    for row, values in enumerate(reversed(rows), sheet.top + 1):
        for column, value in enumerate(values, 1):
            sheet.sheet.cell(row, column).value = value


def moved_column(book: Workbook) -> None:
    """The column 本期进展 is cut and put at the far right, a column of one's own in its place."""
    sheet = Sheet(book[PROGRESS])
    column, last = sheet.headings["本期进展"], sheet.sheet.max_column + 3
    for row in range(sheet.top, sheet.row(TASK) + 1):
        sheet.sheet.cell(row, last).value = sheet.sheet.cell(row, column).value
        sheet.sheet.cell(row, column).value = None


def more_rows_above(book: Workbook) -> None:
    book[PROGRESS].insert_rows(1, 4)
    book[PROGRESS].column_dimensions["K"].width = 90


def renamed(book: Workbook) -> None:
    book[PROGRESS].title = "甲处填"
    book[REGISTER_SHEET].title = "x"
    book[REGISTER_SHEET if REGISTER_SHEET in book.sheetnames else "x"].sheet_state = "visible"


def copied(book: Workbook) -> None:
    book.copy_worksheet(book[PROGRESS])


def own_sheet(book: Workbook) -> None:
    book.create_sheet("本单位备查", 0).append(["合同", "金额", 12])


@pytest.mark.parametrize("change", [sorted_rows, moved_column, more_rows_above, renamed, copied, own_sheet])
def test_cells_are_found_wherever_they_stand(open_desk: Desk, change: Callable[[Workbook], None]) -> None:
    open_desk.record(OUTSIDER, "progress", task="example-2025-1/1.2", text="已开展")
    data = filled(reported({"本期进展": TEXT, "完成比例（%）": "60%"})(form(open_desk)), change)
    taken = send(open_desk, data)
    assert (taken.fate, told(taken)) == (Fate.TAKEN, [])
    assert open_desk.written[-1].body["text"] == TEXT


@pytest.mark.parametrize(
    ("heading", "typed", "number_format", "meant"),
    [
        ("完成比例（%）", "75%", "@", "75"),
        ("完成比例（%）", 0.75, "0%", "75"),
        ("完成比例（%）", 0.755, "0.00%", "75.5"),
        ("完成比例（%）", 75, "General", "75"),
        ("完成比例（%）", "７５％", "@", "75"),
        ("自评", "绿灯", "@", "green"),
        ("自评", "红色", "@", "red"),
        ("本期进展", "=SUM(A1:A9) 是这样写的", "@", "=SUM(A1:A9) 是这样写的"),
        ("本期进展", 6, "General", "6"),
    ],
)
def test_however_it_is_typed(
    open_desk: Desk, heading: str, typed: object, number_format: str, meant: str
) -> None:
    def fill(book: Workbook) -> None:
        sheet = Sheet(book[PROGRESS])
        sheet.fill(TASK, **({"本期进展": TEXT} | {heading: typed}))
        sheet.cell(TASK, heading).number_format = number_format

    taken = send(open_desk, filled(form(open_desk), fill))
    assert taken.problems == ()
    assert meant in open_desk.written[-1].body.values()


@pytest.mark.parametrize(
    "typed",
    [
        datetime(2025, 12, 20),
        "2025-12-20",
        "2025年12月20日",
        "2025/12/20",
        "2025.12.20",
        "20251220",
        "２０２５－１２－２０",
        46011,
    ],
)
def test_days_as_text_as_dates_and_as_numbers(open_desk: Desk, typed: object) -> None:
    def fill(book: Workbook) -> None:
        sheet = Sheet(book[ITEMS])
        sheet.fill(MILESTONE, 办结日期=typed, 办结说明="已建成")
        if isinstance(typed, int):
            sheet.cell(MILESTONE, "办结日期").number_format = "General"

    send(open_desk, filled(form(open_desk), fill))
    assert open_desk.written[-1].body["completed_on"] == "2025-12-20"


@pytest.mark.parametrize(
    ("cells", "code", "heading"),
    [
        ({"完成比例（%）": "约七成"}, "form.not-a-number", "完成比例（%）"),
        ({"自评": "紫"}, "form.not-a-choice", "自评"),
        ({"完成比例（%）": 175}, "intake.bad-field", "完成比例（%）"),
        ({"本期进展": "长" * 4001}, "intake.bad-field", "本期进展"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    open_desk: Desk, cells: dict[str, Any], code: str, heading: str
) -> None:
    data = reported({"本期进展": TEXT} | cells)(form(open_desk))
    data = with_rows(data, READING, {INDICATOR: READING_ROW})
    before = open_desk.written
    taken = send(open_desk, data)
    name = Sheet(openpyxl.load_workbook(io.BytesIO(data))[PROGRESS]).name(TASK, heading)
    assert (taken.fate, told(taken)) == (Fate.FAULTY, [(code, name)])
    assert taken.problems[0].place.sheet == PROGRESS
    assert open_desk.written == before


def test_a_report_without_its_text_is_named_at_the_empty_cell(open_desk: Desk) -> None:
    data = reported({"存在问题": "缺资金"})(form(open_desk))
    name = Sheet(openpyxl.load_workbook(io.BytesIO(data))[PROGRESS]).name(TASK, "本期进展")
    assert told(send(open_desk, data)) == [("intake.bad-field", name)]


def test_a_share_typed_as_a_fraction_is_taken_with_a_warning(open_desk: Desk) -> None:
    taken = send(open_desk, reported({"本期进展": TEXT, "完成比例（%）": 0.75})(form(open_desk)))
    assert taken.fate is Fate.TAKEN
    assert [problem.code for problem in taken.problems] == ["form.percent-doubt"]


def test_an_emptied_cell_is_named_and_keeps_its_report(open_desk: Desk) -> None:
    open_desk.record(LEAD, "progress", problems="缺资金")
    taken = send(open_desk, reported({"存在问题": None, "下一步措施": "验收"})(form(open_desk)))
    assert [problem.code for problem in taken.problems] == ["form.emptied"]
    assert "缺资金" in taken.problems[0].message
    assert open_desk.written[-1].body["problems"] == "缺资金"


def test_merged_cells_formulas_and_errors_are_named(open_desk: Desk) -> None:
    def fill(book: Workbook) -> None:
        sheet = Sheet(book[PROGRESS])
        sheet.fill(TASK, 本期进展=TEXT)
        sheet.cell(TASK, "完成比例（%）").value = "=30+30"
        sheet.cell(TASK, "自评").value = "#N/A"
        row, column = sheet.row(TASK), sheet.headings["存在问题"]
        sheet.sheet.cell(row, column).value = "两格合成一格"
        sheet.sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)

    taken = send(open_desk, filled(form(open_desk), fill))
    assert taken.fate is Fate.FAULTY
    assert {problem.code for problem in taken.problems} == {"form.no-result", "form.error", "form.merged"}


def test_copies_that_differ_are_named_with_both_places(open_desk: Desk) -> None:
    def fill(book: Workbook) -> None:
        twin = book.copy_worksheet(book[PROGRESS])
        twin.title = "备份"
        Sheet(twin).fill(TASK, 本期进展="另一个说法")

    taken = send(open_desk, filled(reported({"本期进展": TEXT})(form(open_desk)), fill))
    [problem] = taken.problems
    assert (problem.code, problem.place.sheet) == ("form.copies-differ", "备份")
    assert f"工作表“{PROGRESS}”单元格" in problem.message


def own_row(sheet: Sheet) -> None:
    sheet.sheet.cell(sheet.row(TASK) + 9, sheet.headings["本期进展"]).value = "另加一行"


def other_key(sheet: Sheet) -> None:
    sheet.sheet.cell(sheet.row(TASK), sheet.key_column).value = "progress:example-2025-1/9.9#0"


def other_title(sheet: Sheet) -> None:
    sheet.cell(TASK, "任务").value = "另一项任务"


def key_column_gone(sheet: Sheet) -> None:
    sheet.sheet.delete_cols(sheet.key_column)


def heading_gone(sheet: Sheet) -> None:
    sheet.sheet.cell(sheet.top, sheet.headings["本期进展"]).value = "情况"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (own_row, "form.no-key"),
        (other_key, "form.unknown-key"),
        (other_title, "form.key-mismatch"),
        (key_column_gone, "form.no-keys"),
        (heading_gone, "form.no-column"),
    ],
)
def test_rows_and_columns_that_cannot_be_told(
    open_desk: Desk, change: Callable[[Sheet], None], code: str
) -> None:
    taken = send(open_desk, filled(form(open_desk), lambda book: change(Sheet(book[PROGRESS]))))
    assert taken.fate is Fate.FAULTY
    assert code in {problem.code for problem in taken.problems}
    assert all(problem.place.sheet or problem.severity == "warning" for problem in taken.problems)


def test_a_missing_sheet_and_a_missing_row_are_warnings(open_desk: Desk) -> None:
    def fill(book: Workbook) -> None:
        del book[READING]
        sheet = Sheet(book[ITEMS])
        sheet.sheet.delete_rows(sheet.row(MILESTONE))

    taken = send(open_desk, filled(reported({"本期进展": TEXT})(form(open_desk)), fill))
    assert taken.fate is Fate.TAKEN
    assert sorted(problem.code for problem in taken.problems) == ["form.row-missing", "form.sheet-missing"]


# --- the wrong form ----------------------------------------------------------------------------------------------


def register_cell(tag: str, column: int, value: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        sheet = book[REGISTER_SHEET]
        row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == tag)
        sheet.cell(row, column).value = value

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (register_cell("tracker-unit-form", 2, "0"), "form.version"),
        (register_cell("unit", 2, "ex-kw"), "form.register-altered"),
        (register_cell("period", 2, "2026-Q2"), "form.register-altered"),
        (register_cell("base", 2, "1"), "form.register-altered"),
        (lambda book: book.remove(book[REGISTER_SHEET]), "form.no-register"),
    ],
)
def test_a_form_that_is_not_what_it_was(
    open_desk: Desk, change: Callable[[Workbook], None], code: str
) -> None:
    taken = send(open_desk, filled(reported({"本期进展": TEXT})(form(open_desk)), change))
    assert (taken.fate, [problem.code for problem in taken.problems]) == (Fate.DAMAGED, [code])


def test_another_units_form_is_refused(open_desk: Desk) -> None:
    taken = send(open_desk, reported({"本期进展": TEXT})(form(open_desk)), PARTNER)
    assert [problem.code for problem in taken.problems] == ["form.wrong-unit"]
    assert "区城市管理委" in taken.problems[0].message


def test_the_form_of_another_ledger_is_refused(open_desk: Desk, tmp_path: Any) -> None:
    data = reported({"本期进展": TEXT})(form(open_desk))
    (tmp_path / "other").mkdir()
    other = Desk(open_desk.tasks, tmp_path / "other")
    other.on("2026-01-06").record(OFFICE, "opened")
    other.record(OFFICE, "year_goal")
    other.on("2026-10-12")
    assert [problem.code for problem in send(other, data).problems] == ["form.other-ledger"]


def test_a_locked_quarter_is_named_at_its_row(open_desk: Desk) -> None:
    data = reported({"本期进展": TEXT})(form(open_desk))
    open_desk.record(OFFICE, "period_lock")
    assert [problem.code for problem in send(open_desk, data).problems] == ["intake.locked"]


# --- conflicts and many files ------------------------------------------------------------------------------------


def test_a_base_that_has_moved_is_a_conflict_with_both_versions(open_desk: Desk) -> None:
    data = reported({"本期进展": "表里写的"})(form(open_desk))
    open_desk.record(LEAD, "progress", text="网页上报的")
    before = open_desk.written
    taken = send(open_desk, data)
    assert taken.fate is Fate.CONFLICT
    [change] = taken.changes
    assert (change.before, change.now, change.after, change.by) == ("", "网页上报的", "表里写的", LEAD.user)
    assert "现在是“网页上报的”，表里是“表里写的”" in taken.problems[0].message
    assert taken.problems[0].place.sheet == PROGRESS
    assert open_desk.written == before


def test_one_files_fault_stops_no_other(open_desk: Desk) -> None:
    good = reported({"本期进展": TEXT})(form(open_desk))
    partner = with_rows(form(open_desk, "ex-kw"), PROGRESS, {TASK: {"本期进展": "科委的情况"}})
    rival = reported({"本期进展": "另一个说法"})(form(open_desk))
    broken = rebuilt(good, lambda name, part: part[:-40] if "sheet2" in name else part)
    files = [
        ("坏.xlsx", b"PK\x03\x04 nothing"),
        ("甲.xlsx", good),
        ("残.xlsx", broken),
        ("甲（改）.xlsx", rival),
        ("甲 副本.xlsx", good),
        ("乙.xlsx", partner),
        ("丙.xlsx", form(open_desk, "ex-fgw")),
    ]
    seen: list[str] = []
    taken = take_forms(open_desk.space, files, OFFICE, tell=lambda one: seen.append(one.file))
    assert seen == [name for name, _ in files]
    assert [one.fate for one in taken] == [
        Fate.DAMAGED, Fate.TAKEN, Fate.DAMAGED, Fate.CONFLICT, Fate.ALREADY, Fate.TAKEN, Fate.UNCHANGED,
    ]  # fmt: skip
    assert all(one.problems for one in taken if one.refused)
