"""A file of unknown origin -> the lines of its text, or a problem that says what to do; never an exception."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from tracker.plan.encoding import encoding_of
from tracker.problems import Place, Problem
from tracker.records.child import ChildDiedError, ask
from tracker.records.parcel import MEGABYTE, ParcelRefusedError, unpacked
from tracker.sources.codes import problem
from tracker.sources.pages import without_numbers

MAX_FILE = 10 * MEGABYTE
MAX_CHARACTERS = 1_000_000
MAX_CONTROL_CHARACTERS = 100
HYPERTEXT = ("html", "htm")

Lines = tuple[str, ...]
"""Line n of the file is entry n - 1; of a .docx a paragraph, of a .pdf a line as its pages have them."""


@dataclass(frozen=True)
class Cell:
    """Lines `first` to `last` of a file, counted from 0, the last not included, that a cell of one of its tables holds."""

    table: int
    row: int
    column: int
    first: int
    last: int


@dataclass(frozen=True)
class Printed:
    """A file as it is printed, with the numbers of its pages."""

    lines: Lines
    cells: tuple[Cell, ...] = ()


_BREAK = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DOCX = {"[content_types].xml", "word/document.xml"}


class _RefusedError(Exception):
    def __init__(self, code: str, what: str = "", line: int | None = None) -> None:
        super().__init__(code)
        self.code, self.what, self.line = code, what, line


def format_of(name: str) -> str:
    """txt, docx, pdf, or whatever else the name ends in, without the dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def read_lines(data: bytes, name: str) -> tuple[Lines | None, list[Problem]]:
    """The text of a .txt, .docx or .pdf; None with one error when it is refused, else perhaps warnings."""
    if format_of(name) in HYPERTEXT:
        return None, [problem("source.unsupported-type", Place(name), f".{format_of(name)}")]
    printed, found = read_printed(data, name, tables=False)
    return (without_numbers(printed.lines) if printed else None), found


def read_printed(data: bytes, name: str, tables: bool = True) -> tuple[Printed | None, list[Problem]]:
    """As `read_lines`, with what tables hold (of a .pdf when they are drawn with rules), and also of a .html."""
    try:
        if len(data) > MAX_FILE:
            raise _RefusedError("source.too-large", f"超过 {MAX_FILE // MEGABYTE} MB")
        printed, found = _read(data, name, tables)
        if sum(map(len, printed.lines)) > MAX_CHARACTERS:
            raise _RefusedError("source.too-large", f"超过 {MAX_CHARACTERS // 10_000} 万字")
        if not any(line.strip() for line in printed.lines):
            raise _RefusedError("source.no-text")
        return printed, found
    except _RefusedError as refused:
        return None, [problem(refused.code, Place(name, refused.line), refused.what)]


def _read(data: bytes, name: str, tables: bool) -> tuple[Printed, list[Problem]]:
    match format_of(name):
        case "txt":
            return Printed(tuple(_BREAK.split(_decoded(data)))), []
        case "docx":
            return _asked("docx", _unpacked(data), name)
        case "pdf":
            return _asked("tables" if tables else "pdf", data, name)
        case other if other in HYPERTEXT:
            return _asked("html", _decoded(data).encode(), name)
        case other:
            raise _RefusedError("source.unsupported-type", f".{other}" if other else "没有扩展名")


def _decoded(data: bytes) -> str:
    """UTF-8, GB 18030, or UTF-16 where its mark stands first."""
    if data.startswith(_UTF_16):
        encoding = "utf-16"
    elif b"\0" in data:
        raise _RefusedError("source.binary")
    else:
        encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _RefusedError("source.encoding") from error
    if len(_CONTROL.findall(text)) > MAX_CONTROL_CHARACTERS:
        raise _RefusedError("source.binary")
    return text


def _encoding(data: bytes) -> str:
    found = encoding_of(data)
    if found.damaged:
        raise _RefusedError("source.damaged", str(found.damaged), found.line)
    return found.name


def _unpacked(data: bytes) -> bytes:
    try:
        return unpacked(data, needed=_DOCX)
    except ParcelRefusedError as refused:
        reason = "not-a-document" if refused.reason == "not-a-parcel" else refused.reason
        raise _RefusedError(f"source.{reason}", "展开后过大") from refused


def _asked(kind: str, data: bytes, name: str) -> tuple[Printed, list[Problem]]:
    """What the child process reads; `blank` are the numbers of pages without a word."""
    try:
        said = ask("tracker.sources.foreign", data, kind)
    except ChildDiedError as error:
        raise _RefusedError("source.unreadable") from error
    if "refused" in said:
        raise _RefusedError(*said["refused"])
    blank = said["blank"]
    shown = "、".join(map(str, blank[:10])) + ("等" if len(blank) > 10 else "")
    found = [problem("source.blank-pages", Place(name), shown)] if blank else []
    return Printed(tuple(said["lines"]), tuple(Cell(*cell) for cell in said.get("cells", ()))), found
