"""Files from outside that must be refused, and what is said of them."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from tests.parcels import added, crowded, lying, of_part, parcel, rebuilt
from tracker.records.child import Helper
from tracker.records.upload import LIMITS, READER, Cell, cell_name, read_sheets


def workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book, book.add_worksheet("数据"))
    return target.getvalue()


def small() -> bytes:
    return workbook(lambda _, sheet: sheet.write(0, 0, "指标"))


def lying_bomb() -> bytes:
    return lying(small(), "xl/worksheets/x", 20_000_000)


def encrypted_entry() -> bytes:
    data = bytearray(small())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), bytes(data)):
            data[found.start() + offset] |= 1
    return bytes(data)


def last_corner() -> bytes:
    """5 KB that make a dense reader ask for 17 thousand million cells."""
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 2
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def broken_sheet() -> bytes:
    return rebuilt(small(), lambda name, part: part[:200] if "worksheets/sheet" in name else part)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "text renamed": ("数据.xlsx", "指标,2020年\n".encode(), "workbook.not-a-workbook"),
    "empty": ("数据.xlsx", b"", "workbook.not-a-workbook"),
    "half a file": ("数据.xlsx", small()[:2000], "workbook.not-a-workbook"),
    "a Word file": (
        "数据.xlsx",
        parcel("[Content_Types].xml", "word/document.xml"),
        "workbook.not-a-workbook",
    ),
    "a picture": ("扫描件.png", b"\x89PNG", "workbook.unsupported-type"),
    "no extension": ("数据", small(), "workbook.unsupported-type"),
    "old workbook": ("数据.xls", OLE, "workbook.old-format"),
    "password": ("数据.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "workbook.encrypted"),
    "encrypted entry": ("数据.xlsx", encrypted_entry(), "workbook.encrypted"),
    "macros": ("数据.xlsm", added(small(), "xl/vbaProject.bin", b"x"), "workbook.macros"),
    "macros renamed": ("数据.xlsx", added(small(), "xl/vbaProject.bin", b"x"), "workbook.macros"),
    "zip bomb": ("数据.xlsx", added(small(), "xl/media/x", bytes(20_000_000)), "workbook.too-large"),
    "zip bomb that lies": ("数据.xlsx", lying_bomb(), "workbook.not-a-workbook"),
    "too many entries": ("数据.xlsx", crowded(small()), "workbook.too-large"),
    "over 10 MB": ("数据.csv", b"1," * 6_000_000, "workbook.too-large"),
    "too many cells": ("数据.csv", ("1," * 299 + "1\n").encode() * 400, "workbook.too-large"),
    "too many rows": ("数据.csv", b"1,2\n" * 6_000, "workbook.too-large"),
    "too many columns": (
        "数据.xlsx",
        workbook(lambda _, sheet: sheet.write(0, 400, 1) or sheet.write(0, 0, 1)),
        "workbook.too-large",
    ),
    "a cell in the last corner": ("数据.xlsx", last_corner(), "workbook.too-large"),
    "broken inside": ("数据.xlsx", broken_sheet(), "workbook.unreadable"),
    "workbook called csv": ("数据.csv", small(), "workbook.unsupported-type"),
    "csv of unknown encoding": ("数据.csv", b"\xff\xfe\x00\x00\x81", "workbook.encoding"),
    "csv with an open quote": ("数据.csv", '指标,2020年\n"绿化,1\n'.encode(), "workbook.csv"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_problem(name: str) -> None:
    file, data, code = REFUSED[name]
    sheets, problems = read_sheets(data, file)
    assert sheets == []
    assert [(problem.code, problem.place.file) for problem in problems] == [(code, file)]
    assert problems[0].cure.startswith("请")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_in_the_encodings_of_offices(encoding: str) -> None:
    [sheet], problems = read_sheets("指标,2020年\n森林覆盖率,35.50\n".encode(encoding), "历年.csv")
    assert not problems
    assert sheet.name == "历年"
    assert sheet.cells == {
        (1, 1): Cell("指标"),
        (1, 2): Cell("2020年"),
        (2, 1): Cell("森林覆盖率"),
        (2, 2): Cell("35.50"),
    }


def test_cells_keep_their_places_and_come_as_text() -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(2, 1, "haidian-2024-8/1.10")
        sheet.write(2, 2, 0.1 + 0.2)
        sheet.write(2, 3, 1e20)
        sheet.write(2, 4, 0.25, book.add_format({"num_format": "0.0%"}))
        sheet.write(2, 5, 25, book.add_format({"num_format": '0.0"%"'}))
        sheet.write(2, 6, True)
        sheet.merge_range(3, 1, 3, 2, 7)
        sheet.write_formula(3, 3, "=1+1", None, 2)
        sheet.write(3, 4, "  ")
        book.add_worksheet("参考").hide()

    [sheet], problems = read_sheets(workbook(fill), "数据.xlsx")
    assert not problems
    assert sheet.cells == {
        (3, 2): Cell("haidian-2024-8/1.10"),
        (3, 3): Cell("0.3", number=True),
        (3, 4): Cell("100000000000000000000", number=True),
        (3, 5): Cell("0.25", number=True, percent=True),
        (3, 6): Cell("25", number=True),
        (3, 7): Cell("TRUE"),
        (4, 2): Cell("7", number=True, fault="merged"),
        (4, 4): Cell("2", number=True),
    }


def test_formulas_without_a_value_are_not_taken_for_empty_cells() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "=1+1"
    book.active["B3"] = "#N/A"
    target = io.BytesIO()
    book.save(target)
    [sheet], _ = read_sheets(target.getvalue(), "数据.xlsx")
    assert {at: cell.fault for at, cell in sheet.cells.items()} == {(2, 2): "no-result", (3, 2): "error"}


def test_percent_cells_are_seen_when_the_file_lies_about_its_extent() -> None:
    data = workbook(lambda book, sheet: sheet.write(4, 4, 0.25, book.add_format({"num_format": "0%"})))
    lying_sheet = rebuilt(
        data, lambda _, part: part.replace(b'<dimension ref="E5"/>', b'<dimension ref="A1"/>')
    )
    [sheet], _ = read_sheets(lying_sheet, "数据.xlsx")
    assert sheet.cells == {(5, 5): Cell("0.25", number=True, percent=True)}


def test_unreadable_styles_leave_the_values_and_a_warning() -> None:
    data = workbook(lambda book, sheet: sheet.write(0, 0, 0.25, book.add_format({"num_format": "0.0%"})))
    spoiled = of_part(
        data, "xl/styles.xml", lambda part: re.sub(rb'(<xf numFmtId=)"16[0-9]"', rb'\1"x"', part)
    )
    [sheet], problems = read_sheets(spoiled, "数据.xlsx")
    assert sheet.cells == {(1, 1): Cell("0.25", number=True)}
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("workbook.formats-unknown", "warning")
    ]


def test_a_sheet_that_was_cut_off_is_not_taken_for_a_shorter_one() -> None:
    data = workbook(lambda _, sheet: [sheet.write(row, 0, row) for row in range(9)])
    cut = of_part(data, "xl/worksheets/sheet1.xml", lambda part: part[: part.index(b'<row r="5"')])
    _, problems = read_sheets(cut, "数据.xlsx")
    assert [problem.code for problem in problems] == ["workbook.unreadable"]


def test_entities_are_refused_wherever_they_are_declared() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        data = of_part(small(), name, lambda part: bomb + part.split(b"?>", 1)[1])
        _, problems = read_sheets(data, "数据.xlsx")
        assert [problem.code for problem in problems] == ["workbook.entities"]


def test_one_child_reads_many_files_and_a_deadly_one_costs_no_other() -> None:
    long = workbook(
        lambda _, sheet: [sheet.write(row, column, "字" * 9) for row in range(4000) for column in range(9)]
    )
    files = {"甲": small(), "大": long, "乙": small(), "坏": b"", "丙": small()}
    with Helper(READER, replace(LIMITS, cpu=0.03)) as helper:
        found = {name: read_sheets(data, f"{name}.xlsx", helper) for name, data in files.items()}
    assert [name for name, (sheets, _) in found.items() if sheets] == ["甲", "乙", "丙"]
    assert [problem.code for problem in found["大"][1]] == ["workbook.unreadable"]


@pytest.mark.parametrize(
    ("row", "column", "name"), [(1, 1, "A1"), (3, 26, "Z3"), (3, 27, "AA3"), (9, 703, "AAA9")]
)
def test_cell_names(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_the_lying_bomb_is_one() -> None:
    """Its directory passes the look at the sizes, so the refusal above comes from unpacking it."""
    assert sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(lying_bomb())).infolist()) < 100_000
