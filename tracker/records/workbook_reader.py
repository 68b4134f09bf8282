"""Cells of workbooks, unpacked and read in a child process of `upload`: ``python -m tracker.records.workbook_reader``."""

import io
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tracker.records.child import serve
from tracker.records.sheet_xml import Marks, Parts, StrangeXmlError
from tracker.records.upload import (
    MAX_CELLS,
    MAX_LETTERS,
    TOO_FULL,
    RefusedError,
    check_size,
    holds_cells,
    unpack,
)

Cells = dict[tuple[int, int], tuple[Any, ...]]
"""Text, number, percent, fault, as in Cell; most cells are plain text and end after it."""


def read(data: bytes, question: Mapping[str, Any]) -> dict[str, object]:
    """The cells of the visible sheets, with `hidden` of all; or why the workbook is not read."""
    try:
        taken: dict[str, bytes] = {}
        stored = unpack(data, holds_cells, taken)
        parts = Parts(stored, taken)
        parts.guard()
        sheets = _sheets(stored, bool(question.get("hidden")))
        known = _add_marks(parts, sheets)
        return {
            "sheets": {name: _told(visible, cells) for name, (visible, cells) in sheets.items()},
            "formats_known": known,
            "memory": _most_memory(),
        }
    except RefusedError as refused:
        return {"refused": [refused.code, refused.what], "memory": _most_memory()}
    except CalamineError:
        return {"refused": ["workbook.unreadable", ""], "memory": _most_memory()}


def _told(visible: bool, cells: Cells) -> dict[str, object]:
    """The texts apart from where they stand, and again the few cells that are more than text."""
    return {
        "visible": visible,
        "rows": [row for row, _ in cells],
        "columns": [column for _, column in cells],
        "texts": [cell[0] for cell in cells.values()],
        "more": [(*at, *cell) for at, cell in cells.items() if len(cell) > 1],
    }


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
        cells: Cells = {}
        for row, line in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            for column, value in enumerate(line, start=1):
                if value != "" and (cell := _plain(value))[0]:
                    cells[row, column] = cell
        for row, column in (top_left for top_left, _ in sheet.merged_cell_ranges or ()):
            if one := cells.get((row + 1, column + 1)):
                cells[row + 1, column + 1] = (one[0], len(one) > 1, False, "merged")
        cells_left -= len(cells)
        letters_left -= sum(len(cell[0]) for cell in cells.values())
        if min(cells_left, letters_left) < 0:
            raise RefusedError("workbook.too-large", TOO_FULL)
        found[about.name] = visible, cells
    return found


def _plain(value: object) -> tuple[Any, ...]:
    if isinstance(value, str):
        return (value.strip(),)
    if isinstance(value, bool):
        return (str(value).upper(),)
    if isinstance(value, int | float):
        return (format(Decimal(format(value, ".15g")), "f"), True)
    if isinstance(value, date | time):
        return (value.isoformat(),)
    return (str(value).strip(),)


def _add_marks(parts: Parts, sheets: dict[str, tuple[bool, Cells]]) -> bool:
    """Marks percent cells, formulas without a value and error values; False when the XML does not tell."""
    try:
        marks = Marks(parts)
        for name, (_, cells) in sheets.items():
            percent, without = marks.of(name)
            for at, (fault, text) in without.items():
                cells[at] = (text, False, False, fault)
            for at in percent & cells.keys():
                if len(cells[at]) > 1 and cells[at][1]:
                    cells[at] = (cells[at][0], True, True, *cells[at][3:])
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
