"""Cells of unpacked workbooks, read in a child process of `upload`: ``python -m tracker.records.workbook_reader``."""

import io
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tracker.records.child import serve
from tracker.records.sheet_xml import Marks, StrangeXmlError, guard
from tracker.records.upload import MAX_CELLS, MAX_LETTERS, Cell, RefusedError, check_size

Cells = dict[tuple[int, int], Cell]


def read(data: bytes, question: Mapping[str, Any]) -> dict[str, object]:
    """The cells of the visible sheets, with `hidden` of all; or why the workbook is not read."""
    try:
        with ZipFile(io.BytesIO(data)) as parcel:
            guard(parcel)
            sheets = _sheets(data, bool(question.get("hidden")))
            known = _add_marks(parcel, sheets)
        said = {
            name: (
                visible,
                [(*at, cell.text, cell.number, cell.percent, cell.fault) for at, cell in cells.items()],
            )
            for name, (visible, cells) in sheets.items()
        }
        return {"sheets": said, "formats_known": known, "memory": _most_memory()}
    except RefusedError as refused:
        return {"refused": [refused.code, refused.what], "memory": _most_memory()}


def _sheets(data: bytes, hidden: bool) -> dict[str, tuple[bool, Cells]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: dict[str, tuple[bool, Cells]] = {}
    cells_left, letters_left = MAX_CELLS, MAX_LETTERS
    for about in book.sheets_metadata:
        visible = about.visible == SheetVisibleEnum.Visible
        if about.typ != SheetTypeEnum.WorkSheet or not (visible or hidden):
            continue
        sheet = book.get_sheet_by_name(about.name)
        row, column = sheet.end or (0, 0)
        check_size(row + 1, column + 1, about.name)
        merged = {top_left for top_left, _ in sheet.merged_cell_ranges or ()}
        cells = {
            (row, column): _plain(value, merged=(row - 1, column - 1) in merged)
            for row, line in enumerate(sheet.to_python(skip_empty_area=False), start=1)
            for column, value in enumerate(line, start=1)
            if value != "" and str(value).strip()
        }
        cells_left -= len(cells)
        letters_left -= sum(len(cell.text) for cell in cells.values())
        if min(cells_left, letters_left) < 0:
            raise RefusedError("workbook.too-large", f"工作簿里填了 {MAX_CELLS} 格以上，或文字过多")
        found[about.name] = visible, cells
    return found


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


def _add_marks(parcel: ZipFile, sheets: dict[str, tuple[bool, Cells]]) -> bool:
    """Marks percent cells, formulas without a value and error values; False when the XML does not tell."""
    try:
        marks = Marks(parcel)
        for name, (_, cells) in sheets.items():
            percent, without = marks.of(name)
            for at, (fault, text) in without.items():
                cells[at] = Cell(text, fault=fault)
            for at in percent & cells.keys():
                if (cell := cells[at]).number:
                    cells[at] = Cell(cell.text, number=True, percent=True, fault=cell.fault)
    except (ExpatError, StrangeXmlError, KeyError, ValueError):
        # The values have been read without it.
        return False
    return True


def _most_memory() -> int:
    """Bytes of memory at the highest so far, where the system tells."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0
    return int(kilobytes) * 1024


if __name__ == "__main__":
    serve(read)
