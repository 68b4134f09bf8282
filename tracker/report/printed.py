"""Reads back what a finished output prints: its named figures, each with its place, and what it says of its state."""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from openpyxl import Workbook, load_workbook

from tracker.problems import Place
from tracker.report.asked import Stamp, read

MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 100_000_000, 800_000_000, 2000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
SHOWN = 40
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*([%％]?)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class Unreadable(Exception):  # noqa: N818
    """Not a file of the kind that its name says."""


class Printed(NamedTuple):
    """A marked figure: `mark` is the name of the bookmark, defined name or attribute; `value` None when it is no number."""

    mark: str
    value: Decimal | None
    text: str
    place: Place
    where: str = ""
    """The words around it, where a place alone would not lead there."""


class Output(NamedTuple):
    """A file as it was read back."""

    file: str
    stamp: Stamp | None
    printed: list[Printed]


def read_back(file: Path) -> Output:
    """Raises Unreadable; OSError when there is no such file."""
    readers = {".docx": _document, ".xlsx": _workbook, ".html": _page, ".htm": _page}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise Unreadable
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Unreadable
        stamped, printed = reader(file)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, RuntimeError) as error:
        raise Unreadable from error
    return Output(file.name, read(stamped), printed)


def number_in(text: str) -> Decimal | None:
    found = _NUMBER.fullmatch(text.replace(",", "").replace("，", "").strip())
    return Decimal(found[1]) if found else None


def _parts(file: Path) -> zipfile.ZipFile:
    """The unpacked size is that of the directory: zipfile reads no more of a part than it says there."""
    parts = zipfile.ZipFile(BytesIO(file.read_bytes()))
    entries = parts.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unreadable
    return parts


def _tree(content: bytes) -> ElementTree.Element:
    """No document of ours declares anything; what does may blow up while it is read."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content[:100]:
        raise Unreadable
    return ElementTree.fromstring(content)


def _document(file: Path) -> tuple[str, list[Printed]]:
    with _parts(file) as parts:
        keywords = _tree(parts.read("docProps/core.xml")).findtext(KEYWORDS) or ""
        body = _tree(parts.read("word/document.xml"))
    found = []
    for at, paragraph in enumerate(body.iter(f"{W}p"), 1):
        whole = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for name, text in _marked(paragraph):
            place = Place(file=f"{file.name} 第 {at} 段")
            found.append(Printed(name, number_in(text), text, place, _shown(whole)))
    return keywords, found


def _marked(paragraph: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Bookmarks with what stands between their ends; a bookmark that goes on after the paragraph ends with it."""
    open_marks: dict[str, tuple[str, list[str]]] = {}
    for node in paragraph.iter():
        number = node.get(f"{W}id", "")
        if node.tag == f"{W}bookmarkStart":
            open_marks[number] = (node.get(f"{W}name", ""), [])
        elif node.tag == f"{W}t":
            for _, texts in open_marks.values():
                texts.append(node.text or "")
        elif node.tag == f"{W}bookmarkEnd" and number in open_marks:
            name, texts = open_marks.pop(number)
            if name.startswith("fig_"):
                yield name, "".join(texts)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _workbook(file: Path) -> tuple[str, list[Printed]]:
    with _parts(file) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in parts.read(name):
                raise Unreadable
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        wanted: dict[str, dict[str, list[str]]] = {}
        for name, defined in book.defined_names.items():
            if name.startswith("fig_"):
                for sheet, cell in defined.destinations:
                    wanted.setdefault(sheet, {}).setdefault(cell.replace("$", ""), []).append(name)
        return book.properties.keywords or "", list(_cells(book, wanted, file.name))
    finally:
        book.close()


def _cells(book: Workbook, wanted: dict[str, dict[str, list[str]]], file: str) -> Iterator[Printed]:
    for sheet, names in wanted.items():
        if sheet not in book.sheetnames:
            raise Unreadable
        left = dict(names)
        for row in book[sheet].iter_rows():
            for cell in row:
                for name in left.pop(getattr(cell, "coordinate", ""), ()):
                    yield Printed(name, *_value(cell), Place(file=file, sheet=sheet, cell=cell.coordinate))
            if not left:
                break
        for address, lost in left.items():
            for name in lost:
                yield Printed(name, None, "", Place(file=file, sheet=sheet, cell=address))


def _value(cell: Any) -> tuple[Decimal | None, str]:
    value, shape = cell.value, getattr(cell, "number_format", "")
    if isinstance(value, bool) or value is None:
        return None, ""
    if isinstance(value, int | float):
        exact = Decimal(str(value))
        return (exact * 100 if "%" in str(shape) else exact), str(value)
    return number_in(str(value)), str(value)


def _page(file: Path) -> tuple[str, list[Printed]]:
    page = _Page(file.name)
    page.feed(file.read_text(encoding="utf-8", errors="strict"))
    page.close()
    return page.stamp, page.printed


class _Page(HTMLParser):
    """Collects the text of every element with `data-figure`, and the stamp of `<meta name="tracker">`."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file, self.stamp, self.printed = file, "", list[Printed]()
        self._open: list[tuple[str, str, int, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and said.get("name") == "tracker":
            self.stamp = said.get("content") or ""
        if tag not in _VOID:
            self._open.append((tag, said.get("data-figure") or "", self.getpos()[0], []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        for _, figure, _, texts in self._open:
            if figure:
                texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while any(one[0] == tag for one in self._open):
            name, figure, line, texts = self._open.pop()
            if figure:
                text = "".join(texts).strip()
                self.printed.append(Printed(figure, number_in(text), text, Place(file=self.file, line=line)))
            if name == tag:
                break
