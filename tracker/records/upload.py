"""Workbooks and CSV files from outside, opened with care and handed on as cells of text.

A workbook of 5 KB can make its reader ask for 500 GB (one cell in the last corner of the sheet), so it is unpacked and
read under limits in a child process that may die without harm: `tracker.records.workbook_reader`.
"""

import csv
import io
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from tracker.problems import Place, Problem
from tracker.records.child import ChildDiedError, Helper, Limits
from tracker.records.codes import problem
from tracker.records.parcel import MEGABYTE, ParcelRefusedError, unpacked

MAX_FILE = 10 * MEGABYTE
MAX_ROWS = 5_000
MAX_COLUMNS = 300
MAX_CELLS = 100_000
MAX_LETTERS = 5_000_000
TOO_FULL = f"工作簿里填了 {MAX_CELLS} 格以上，或文字过多"
NO_CELLS = (
    *("docprops/", "customxml/", "xl/theme/", "xl/media/", "xl/drawings/", "xl/charts/", "xl/comments"),
    *("xl/printersettings/", "xl/calcchain", "xl/embeddings/", "xl/externallinks/", "xl/worksheets/_rels/"),
)
"""Parts of a workbook that stay packed when only its cells are read."""
READER = "tracker.records.workbook_reader"
LIMITS = Limits(cpu=0.8, wall=1.7, memory=290 * MEGABYTE)
"""Of one workbook; the template of a unit takes some milliseconds."""


class Cell(NamedTuple):
    """`text` is what was typed or stored; a number has at most the 15 digits that a workbook shows."""

    text: str
    number: bool = False
    percent: bool = False
    """Shown with a percent sign: what the reader sees is a hundred times the stored number."""
    fault: str | None = None
    """`merged` (stands for several cells), `no-result` (a formula without value) or `error` (#N/A)."""


@dataclass(frozen=True)
class Sheet:
    """Cells that hold something, by row and column from 1."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    visible: bool = True


class RefusedError(Exception):
    """The file is not read: a code of CODES and what its sentence names."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code, self.what = code, what


def cell_name(row: int, column: int) -> str:
    """A place as Excel names it, e.g. C3."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def reader() -> Helper:
    """A child process to read several workbooks with; to be closed."""
    return Helper(READER, LIMITS)


def read_sheets(
    data: bytes, name: str, helper: Helper | None = None, *, hidden: bool = False
) -> tuple[list[Sheet], list[Problem]]:
    """The visible (or all) sheets of an uploaded .xlsx or .csv file; no sheet and one problem when it is refused."""
    try:
        if len(data) > MAX_FILE:
            raise RefusedError("workbook.too-large", f"文件超过 {MAX_FILE // MEGABYTE} MB")
        suffix = Path(name).suffix.lower()
        if suffix == ".csv":
            return [_from_csv(data, name)], []
        if suffix in (".xls", ".xlsx", ".xlsm", ".et"):
            with nullcontext(helper) if helper else reader() as one:
                sheets, formats_known = _in_child(data, one, hidden)
            return sheets, [] if formats_known else [problem("workbook.formats-unknown", Place(file=name))]
        raise RefusedError("workbook.unsupported-type", suffix or "没有扩展名")
    except RefusedError as refused:
        return [], [problem(refused.code, Place(file=name), what=refused.what)]


def _from_csv(data: bytes, name: str) -> Sheet:
    if data.startswith(b"PK\x03\x04"):
        raise RefusedError("workbook.unsupported-type", "工作簿改成了 .csv 扩展名")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise RefusedError("workbook.encoding")
    if "\0" in text:
        raise RefusedError("workbook.encoding")
    cells: dict[tuple[int, int], Cell] = {}
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row, line in enumerate(lines, start=1):
            check_size(row, len(line), Path(name).stem)
            cells |= {
                (row, column): Cell(text.strip()) for column, text in enumerate(line, 1) if text.strip()
            }
            # Three megabytes of commas and digits would become a million cells.
            if len(cells) > MAX_CELLS:
                raise RefusedError("workbook.too-large", TOO_FULL)
    except csv.Error as error:
        raise RefusedError("workbook.csv", str(lines.line_num)) from error
    return Sheet(Path(name).stem, cells)


def check_size(rows: int, columns: int, sheet: str) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise RefusedError("workbook.too-large", f"工作表“{sheet}”超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列")


def unpack(
    data: bytes, wanted: Callable[[str], bool] = lambda _: True, taken: dict[str, bytes] | None = None
) -> bytes:
    """An .xlsx file without compression; raises RefusedError when it is none, or too much would come out."""
    try:
        return unpacked(data, needed={"[content_types].xml", "xl/workbook.xml"}, wanted=wanted, taken=taken)
    except ParcelRefusedError as refused:
        reason = "not-a-workbook" if refused.reason == "not-a-parcel" else refused.reason
        raise RefusedError(f"workbook.{reason}", "工作簿展开后过大") from refused


def holds_cells(entry: str) -> bool:
    """Whether a part, by its name in small letters, may have something to do with cells."""
    return not entry.startswith(NO_CELLS)


def _in_child(data: bytes, helper: Helper, hidden: bool) -> tuple[list[Sheet], bool]:
    try:
        said = helper.ask(data, hidden=hidden)
    except ChildDiedError as error:
        raise RefusedError("workbook.unreadable") from error
    if "refused" in said:
        raise RefusedError(*said["refused"])
    return [_sheet(name, told) for name, told in said["sheets"].items()], bool(said["formats_known"])


def _sheet(name: str, told: dict[str, Any]) -> Sheet:
    plain = zip(told["texts"], repeat(False), repeat(False), repeat(None), strict=False)
    cells = dict(zip(zip(told["rows"], told["columns"], strict=True), map(Cell._make, plain), strict=True))
    for row, column, *more in told["more"]:
        cells[row, column] = Cell(*more)
    return Sheet(name, cells, told["visible"])
