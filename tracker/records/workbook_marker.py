"""A filled workbook with its faulty cells marked, made in a child process of `marked`: it opens a foreign file."""

import base64
import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.records.child import serve
from tracker.records.unit_form import TO_MEND, TO_MEND_COLUMNS
from tracker.records.upload import unpack

RED = "F9C7C2"
AUTHOR = "双碳任务台账"
"""Of our comments; by it those of an earlier round are found and taken away."""


def mark(data: bytes, question: Mapping[str, Any]) -> dict[str, str]:
    """`faults` are sheet, cell, what is wrong and what to do; the rest of the workbook stays as it was."""
    book = load_workbook(io.BytesIO(unpack(data)))
    if TO_MEND in book.sheetnames:
        del book[TO_MEND]
    for sheet in book.worksheets:
        _unmarked(sheet)
    by_cell: dict[tuple[str, str], list[str]] = {}
    for sheet_name, cell_name, message, cure in question["faults"]:
        by_cell.setdefault((sheet_name, cell_name), []).append(message + cure)
    for (sheet_name, cell_name), words in by_cell.items():
        if cell_name and sheet_name in book.sheetnames:
            _mark(book[sheet_name], cell_name, "\n".join(words))
    _list(book, question["faults"])
    target = io.BytesIO()
    book.save(target)
    return {"workbook": base64.b64encode(target.getvalue()).decode()}


def _unmarked(sheet: Worksheet) -> None:
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell, Cell) and cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


def _mark(sheet: Worksheet, name: str, words: str) -> None:
    cell = sheet[name]
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if name in area)
        cell = sheet.cell(merged.min_row, merged.min_col)
    cell.fill = PatternFill("solid", fgColor=RED)
    cell.comment = Comment(words, AUTHOR, height=120, width=320)


def _list(book: Workbook, faults: list[list[str]]) -> None:
    sheet = book.create_sheet(TO_MEND, 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for column, (heading, width) in enumerate(TO_MEND_COLUMNS.items(), 1):
        cell = sheet.cell(1, column, heading)
        cell.font = bold
        sheet.column_dimensions[cell.column_letter].width = width
    for row, fault in enumerate(faults, 2):
        for column, text in enumerate(fault, 1):
            cell = sheet.cell(row, column)
            # Words of a user are shown as they are, never computed.
            cell.value, cell.data_type, cell.alignment = text, "s", wrapped
    sheet.freeze_panes = "A2"


if __name__ == "__main__":
    serve(mark)
