"""An exported trail holds text as text, whatever a record says."""

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from tracker.audit.heads import Heads
from tracker.records.journal import Head
from tracker.report.trail import Trail, TrailRow, as_csv, as_workbook

HEADS = Heads(Head(2, "a" * 64), Head())


def trail(text: str) -> Trail:
    row = TrailRow(
        2, "000002-aaaaaa.1", "000002-aaaaaa", "2026-10-12 10:00:00", "进展报告", text, "双碳办", "", text, text,
        date(2026, 9, 30), "", "", "a" * 64, "b" * 64,
    )  # fmt: skip
    return Trail("流水", "全部记录", HEADS, datetime(2026, 10, 12), [row])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "{period}", "1E5"])
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = load_workbook(io.BytesIO(as_workbook(trail(text), demo=False)))["审计清单"]
    assert {cell.data_type for cell in sheet[4]} <= {"s", "n", "d"}
    lines = list(csv.reader(io.StringIO(as_csv(trail(text), demo=False).decode("utf-8-sig"), newline="")))
    assert not [value for value in lines[2] if value.lstrip()[:1] in tuple("=+-@")]


def test_heads_and_the_mark_of_demo_data_stand_on_it() -> None:
    text = as_csv(trail("已完成"), demo=True).decode("utf-8-sig")
    assert "流水 2·aaaaaaaaaaaa；访问记录尚无记录，演示数据" in text.splitlines()[0]
    sheet = load_workbook(io.BytesIO(as_workbook(trail("已完成"), demo=True)))["审计清单"]
    assert "演示数据" in str(sheet["A2"].value)
    assert sheet.oddFooter.left.text == "流水 2·aaaaaaaaaaaa；访问记录尚无记录"


def test_a_long_text_is_given_in_full_on_the_annex() -> None:
    book = load_workbook(io.BytesIO(as_workbook(trail("长" * 5000), demo=False)))
    said = "".join(str(row[4].value) for row in book["附页"].iter_rows(min_row=4) if row[3].value == "内容")
    assert said == "长" * 5000
