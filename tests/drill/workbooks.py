"""LibreOffice opens the quarterly books, recalculates every formula to the value that was written, and prints them whole.

Needs `soffice`; a machine without it says so and proves nothing. Before it is believed, a book with a falsified value has
to come back mended.
"""

import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from openpyxl import Workbook as ReadBook
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.drill.options import Options, show
from tests.report.sample import Q3, TASKS, TODAY, workspace
from tracker import demo
from tracker.periods import Quarter
from tracker.report import quarterly
from tracker.report.layout import Content, load_layout
from tracker.snapshot import Workspace

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
"""Recalculates whatever it loads, also what carries values."""
DRAWN = (Content.COVER, Content.CHARTS)


def run(folder: Path, options: Options) -> bool:
    office = shutil.which("soffice")
    if office is None:
        print("workbooks: NOT RUN, there is no LibreOffice (soffice) on this machine")
        return True
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")

    def convert(file: Path, kind: str) -> Path:
        out = folder / kind
        home = f"-env:UserInstallation=file://{folder / 'profile'}"
        command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(out), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return out / f"{file.stem}.{kind}"

    falsified = folder / "falsified.xlsx"
    books = _books(folder)
    falsified.write_bytes(_falsified(books["sample"]))
    if not _differences(falsified, convert(falsified, "xlsx")):
        print("workbooks: a falsified value was not recalculated, so nothing is proven")
        return False
    found, formulas, pages = [], 0, 0
    for at, (name, data) in enumerate(books.items(), 1):
        show(f"workbooks {at}/{len(books)} {name}")
        file = folder / f"{name}.xlsx"
        file.write_bytes(data)
        formulas += _formulas(data)
        found += [f"{name}: {words}" for words in _differences(file, convert(file, "xlsx"))]
        printed = [page.extract_text() for page in PdfReader(convert(file, "pdf")).pages]
        pages += len(printed)
        found += [f"{name}: {words}" for words in _unprinted(load_workbook(BytesIO(data)), printed)]
    for words in found[:20]:
        print(f"  {words}")
    print(
        f"workbooks: {len(books)} books, {formulas} formulas recalculated, {pages} pages printed, {len(found)} faults"
    )
    return not found


def _books(folder: Path) -> dict[str, bytes]:
    rich = workspace(folder / "rich")
    shown = Workspace(TASKS, folder / "demo", now=lambda: datetime(2027, 1, 20, 4))
    assert not demo.make(TASKS, shown.data)
    empty = Workspace(TASKS, folder / "empty", now=lambda: TODAY)
    asked: dict[str, tuple[Workspace, dict[str, Any]]] = {
        "sample": (rich, {}),
        "unit": (rich, {"unit": "hd-cgw"}),
        "against": (rich, {"against": Quarter(2025, 4)}),
        "demo": (shown, {}),
        "demo-year": (shown, {"quarter": Quarter(2026, 4)}),
        "empty": (empty, {}),
    }
    found = {}
    for name, (place, more) in asked.items():
        target = BytesIO()
        quarterly.write(place, target=target, **{"quarter": Q3, **more})
        found[name] = target.getvalue()
    with patch.object(quarterly, "STREAMED_ABOVE", 0):
        target = BytesIO()
        quarterly.write(rich, Q3, target)
        found["streamed"] = target.getvalue()
    return found


def _falsified(data: bytes) -> bytes:
    """The same book with one value of a formula that is not true."""
    target, done = BytesIO(), False
    with zipfile.ZipFile(BytesIO(data)) as parts, zipfile.ZipFile(target, "w") as copy:
        for name in parts.namelist():
            text = parts.read(name)
            if name.endswith("sheet1.xml"):
                text, count = re.subn(rb"(</f><v>)[0-9.]+", rb"\g<1>987654", text, count=1)
                done = bool(count)
            copy.writestr(name, text)
    assert done
    return target.getvalue()


def _formulas(data: bytes) -> int:
    book = load_workbook(BytesIO(data))
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def _differences(ours: Path, theirs: Path) -> list[str]:
    first, then = (load_workbook(file, data_only=True) for file in (ours, theirs))
    if first.sheetnames != then.sheetnames:
        return [f"sheets {then.sheetnames}"]
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value!r} became {then[sheet.title][cell.coordinate].value!r}"
        for sheet in first
        for row in sheet.iter_rows()
        for cell in row
        if not _same(cell.value, then[sheet.title][cell.coordinate].value)
    ]


def _same(ours: object, theirs: object) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours))
    return (ours or None) == (theirs or None)


def _unprinted(book: ReadBook, pages: list[str]) -> list[str]:
    """What is clipped, and pages of a table without its headings, first to last column."""
    found = [f"page {at}: ###" for at, text in enumerate(pages, 1) if "###" in text]
    found += [f"page {at}: no number" for at, text in enumerate(pages, 1) if f"第 {at} 页" not in text]
    contents = {
        sheet.name: sheet.content for sheet in load_layout(quarterly.LAYOUT, quarterly.FIELDS).layout.sheets
    }
    starts = [_first_page(str(sheet["A1"].value), pages) for sheet in book]
    for at, sheet in enumerate(book):
        start = starts[at]
        if contents.get(sheet.title) in DRAWN or start is None:
            found += [f"{sheet.title}: not printed"] if start is None and at else []
            continue
        end = next((one for one in starts[at + 1 :] if one is not None), len(pages))
        headings = [_plain(str(cell.value)) for cell in sheet[3] if cell.value]
        for page in range(start, end):
            text = _plain(pages[page])
            lost = [heading for heading in (headings[0], headings[-1]) if heading not in text]
            found += [f"{sheet.title}, page {page + 1}: without {lost}"] if lost else []
    return found


def _first_page(title: str, pages: list[str]) -> int | None:
    return next((at for at, text in enumerate(pages) if _plain(title) in _plain(text)), None)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
