"""The workbook libraries: cells of an unpacked workbook, read in a child process, and forms to be filled in.

Only `upload` runs this module, as ``python -m tracker.records.workbook``; nothing else here opens a foreign file.
"""

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tracker.labels import COLOURS, FONTS
from tracker.records.child import confine
from tracker.records.upload import MAX_COLUMNS, MAX_ROWS, Cell, RefusedError, check_size


@dataclass(frozen=True)
class Column:
    """A column of a form; with `choices` the cells below the heading offer them as a drop-down."""

    heading: str
    width: int = 12
    choices: tuple[str, ...] = ()
    given: bool = False
    """Filled in by us; shaded, and not asked for."""


def write_form(
    target: Path | IO[bytes],
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str],
) -> None:
    """A workbook of one sheet to fill and one that explains it; the heading stands in the fourth row."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet, help_sheet = book.add_worksheet(title[:31]), book.add_worksheet("填写说明")
        plain = {"font_name": FONTS[1], "font_size": 10, "font_color": COLOURS["ink"], "valign": "vcenter"}
        boxed = plain | {"border": 1, "border_color": COLOURS["hairline"]}
        given = book.add_format(boxed | {"num_format": "@", "text_wrap": True, "bg_color": COLOURS["ground"]})
        empty = book.add_format(boxed)
        heading = book.add_format(
            boxed | {"bold": True, "font_color": "#FFFFFF", "bg_color": COLOURS["brand"], "text_wrap": True}
        )
        sheet.write_string(0, 0, title, book.add_format(plain | {"bold": True, "font_size": 14}))
        sheet.write_string(
            1, 0, "填写方法见“填写说明”。", book.add_format(plain | {"font_color": COLOURS["ink2"]})
        )
        for at, note in enumerate(notes):
            help_sheet.write_string(at, 0, note, book.add_format(plain | {"text_wrap": True}))
        help_sheet.set_column(0, 0, 90)
        top, last = 3, 3 + len(rows)
        choices_at = len(notes) + 1
        for column, about in enumerate(columns):
            sheet.set_column(column, column, about.width)
            sheet.write_string(top, column, about.heading, heading)
            for row, line in enumerate(rows, start=top + 1):
                if about.given:
                    sheet.write_string(row, column, line[column], given)
                else:
                    sheet.write_blank(row, column, None, empty)
            if about.choices and rows:
                for number, choice in enumerate(about.choices):
                    help_sheet.write_string(choices_at + number, 0, choice, book.add_format(plain))
                # A range in the same book: WPS keeps it where it loses a typed list.
                source = f"='填写说明'!$A${choices_at + 1}:$A${choices_at + len(about.choices)}"
                sheet.data_validation(top + 1, column, last, column, {"validate": "list", "source": source})
                choices_at += len(about.choices) + 1
        sheet.freeze_panes(top + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_footer("&C第 &P 页 共 &N 页")


def _read_as_child() -> None:
    """Standard input: an unpacked workbook; standard output: its cells as JSON."""
    data = confine()
    try:
        print(json.dumps(_cells(data)))
    except RefusedError as refused:
        print(json.dumps({"refused": [refused.code, refused.what]}))


def _cells(data: bytes) -> dict[str, object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets: dict[str, dict[tuple[int, int], Cell]] = {}
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        row, column = sheet.end or (0, 0)
        check_size(row + 1, column + 1, about.name)
        merged = {top_left for top_left, _ in sheet.merged_cell_ranges or ()}
        sheets[about.name] = {
            (row, column): _plain(value, merged=(row - 1, column - 1) in merged)
            for row, line in enumerate(sheet.to_python(skip_empty_area=False), start=1)
            for column, value in enumerate(line, start=1)
            if value != "" and str(value).strip()
        }
    formats_known = _add_formats(data, sheets)
    return {
        "sheets": [
            (name, [(*at, cell.text, cell.number, cell.percent, cell.fault) for at, cell in cells.items()])
            for name, cells in sheets.items()
        ],
        "formats_known": formats_known,
    }


def _plain(value: object, *, merged: bool) -> Cell:
    fault = "merged" if merged else None
    if isinstance(value, bool):
        return Cell(str(value).upper(), fault=fault)
    if isinstance(value, int | float):
        return Cell(format(Decimal(format(value, ".15g")), "f"), number=True, fault=fault)
    if isinstance(value, date | time):
        return Cell(value.isoformat(), fault=fault)
    if isinstance(value, timedelta):
        return Cell(str(value), fault=fault)
    return Cell(str(value).strip(), fault=fault)


def _add_formats(data: bytes, sheets: dict[str, dict[tuple[int, int], Cell]]) -> bool:
    """Marks percent cells, formulas without a value and error values; False when the formats cannot be read."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True)
        for name, cells in sheets.items():
            for at, value, kind, number_format in _styled(book[name]):
                cell = cells.get(at)
                if cell is None and kind in ("f", "e"):
                    cells[at] = Cell(str(value), fault="no-result" if kind == "f" else "error")
                elif cell and cell.number and _is_percent(number_format):
                    cells[at] = Cell(cell.text, number=True, percent=True, fault=cell.fault)
    except Exception:
        # Whatever openpyxl stumbles over in a file of unknown origin; the values have been read without it.
        return False
    return True


def _styled(sheet: Any) -> Iterator[tuple[tuple[int, int], object, str, str]]:
    # What the file says of its own extent may be wrong.
    sheet.reset_dimensions()
    for row, line in enumerate(sheet.iter_rows(), start=1):
        if row > MAX_ROWS:
            return
        for column, cell in enumerate(line[:MAX_COLUMNS], start=1):
            if cell.value is not None:
                yield (row, column), cell.value, cell.data_type, cell.number_format or ""


def _is_percent(number_format: str) -> bool:
    """A percent sign that scales; one in quotes or after a backslash is mere text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


if __name__ == "__main__":
    _read_as_child()
