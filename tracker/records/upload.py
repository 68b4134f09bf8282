"""Workbooks and CSV files from outside, opened with care and handed on as cells of text.

A workbook of 5 KB can make its reader ask for 500 GB (one cell in the last corner of the sheet), so it is unpacked
under limits here and read in a child process that may die without harm: ``python -m tracker.records.workbook``.
"""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from tracker.problems import Place, Problem
from tracker.records.codes import problem

MEGABYTE = 1024 * 1024
MAX_FILE = 10 * MEGABYTE
MAX_UNPACKED = 50 * MEGABYTE
MAX_RATIO = 100
MAX_ENTRIES = 500
MAX_ROWS = 5_000
MAX_COLUMNS = 300
CHILD_SECONDS = 30


@dataclass(frozen=True)
class Cell:
    """`text` is what was typed or stored; a number has at most the 15 digits that a workbook shows."""

    text: str
    number: bool = False
    percent: bool = False
    """Shown with a percent sign: what the reader sees is a hundred times the stored number."""
    fault: str | None = None
    """`merged` (stands for several cells), `no-result` (a formula without value) or `error` (#N/A)."""


@dataclass(frozen=True)
class Sheet:
    """Visible cells that hold something, by row and column from 1."""

    name: str
    cells: Mapping[tuple[int, int], Cell]


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


def read_sheets(data: bytes, name: str) -> tuple[list[Sheet], list[Problem]]:
    """The visible sheets of an uploaded .xlsx or .csv file; no sheet and one problem when it is refused."""
    try:
        if len(data) > MAX_FILE:
            raise RefusedError("workbook.too-large", f"文件超过 {MAX_FILE // MEGABYTE} MB")
        suffix = Path(name).suffix.lower()
        if suffix == ".csv":
            return [_from_csv(data, name)], []
        if suffix in (".xls", ".xlsx", ".xlsm", ".et"):
            sheets, formats_known = _in_child(_unpacked(data))
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
    except csv.Error as error:
        raise RefusedError("workbook.csv", str(lines.line_num)) from error
    return Sheet(Path(name).stem, cells)


def check_size(rows: int, columns: int, sheet: str) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise RefusedError("workbook.too-large", f"工作表“{sheet}”超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列")


def _unpacked(data: bytes) -> bytes:
    """The same workbook stored without compression, so that what was measured here is what is read later."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise RefusedError("workbook.encrypted" if encrypted else "workbook.old-format")
    clean = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(data)) as parcel, ZipFile(clean, "w") as stored:
            entries = parcel.infolist()
            total = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED or total > MAX_RATIO * len(data):
                raise RefusedError("workbook.too-large", "工作簿展开后过大")
            names = [entry.filename.lower() for entry in entries]
            if not {"[content_types].xml", "xl/workbook.xml"} <= set(names):
                raise RefusedError("workbook.not-a-workbook")
            if any("vbaproject" in name or "macrosheets/" in name for name in names):
                raise RefusedError("workbook.macros")
            for entry in entries:
                if entry.flag_bits & 1:
                    raise RefusedError("workbook.encrypted")
                if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                    raise RefusedError("workbook.not-a-workbook")
                # Reading stops at the size that the directory declares, and the checksum tells when it lied.
                stored.writestr(entry.filename, parcel.read(entry))
    except (BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise RefusedError("workbook.not-a-workbook") from error
    return clean.getvalue()


def _in_child(data: bytes) -> tuple[list[Sheet], bool]:
    root = Path(__file__).parents[2]
    try:
        child = subprocess.run(
            [sys.executable, "-m", "tracker.records.workbook"],
            input=data,
            capture_output=True,
            timeout=CHILD_SECONDS,
            check=True,
            env=os.environ | {"PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"},
        )
        said = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise RefusedError("workbook.unreadable") from error
    if "refused" in said:
        raise RefusedError(*said["refused"])
    sheets = [
        Sheet(name, {(row, column): Cell(*rest) for row, column, *rest in cells})
        for name, cells in said["sheets"]
    ]
    return sheets, bool(said["formats_known"])
