"""The document libraries: lines of an unpacked .docx, of a .pdf or of a page, read in a child process.

Only `text` runs this module, as ``python -m tracker.sources.foreign docx|pdf|html``; nothing else opens a foreign file.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

import docx
import pypdf

from tracker.records.child import confine
from tracker.sources.glyphs import as_printed
from tracker.sources.hypertext import Cells, page_lines
from tracker.sources.numbering import Numbering
from tracker.sources.pages import text_of

MAX_PAGES = 1_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", _FALLBACK}
"""What is deleted, said twice, or only about the form."""
_WORDS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def docx_lines(data: bytes) -> tuple[list[str], Cells]:
    """Paragraphs and table cells in the order of the text, with the numbers that Word counts by itself."""
    document = docx.Document(io.BytesIO(data))
    numbering = Numbering(document)
    body = document.element.body
    places = _places(body)
    lines: list[str] = []
    held: dict[tuple[int, int, int], list[int]] = {}
    for paragraph in _paragraphs(body):
        first = len(lines)
        lines += (numbering.label(paragraph) + _words(paragraph)).split("\n")
        if place := places.get(paragraph):
            held.setdefault(place, [first, 0])[1] = len(lines)
    return lines, [(*place, first, last) for place, (first, last) in held.items()]


def _places(body: Any) -> dict[Any, tuple[int, int, int]]:
    """By paragraph: table, row and column of the cell it stands in; of a table in a table, those of the outer one."""
    found: dict[Any, tuple[int, int, int]] = {}
    outer = (table for table in body.iter(f"{_W}tbl") if next(table.iterancestors(f"{_W}tbl"), None) is None)
    for number, table in enumerate(outer):
        rows = (row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table)
        for at, row in enumerate(rows):
            column = 0
            for cell in (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row):
                for paragraph in cell.iter(f"{_W}p"):
                    found.setdefault(paragraph, (number, at, column))
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                wide = span.get(f"{_W}val") if span is not None else None
                column += int(wide) if wide and wide.isdigit() else 1
    return found


def _paragraphs(element: Any) -> Iterator[Any]:
    """Paragraphs in order; those of a text box follow the one they hang on."""
    for child in element:
        if child.tag in _SILENT:
            continue
        if child.tag == f"{_W}p":
            yield child
        yield from _paragraphs(child)


def _words(element: Any) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _WORDS:
            parts.append(_WORDS[child.tag])
        elif child.tag not in _SILENT and child.tag != f"{_W}p":
            parts.append(_words(child))
    return "".join(parts)


class _RefusedError(Exception):
    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code, self.what = code, what


def pdf_lines(data: bytes) -> tuple[list[str], list[int]]:
    """Lines of all pages, and the numbers of the pages that have none; a page of images has no words."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens(reader):
        raise _RefusedError("source.encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise _RefusedError("source.too-large", f"超过 {MAX_PAGES} 页")
    pages = [as_printed(page.extract_text()) for page in reader.pages]
    blank = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(blank) == len(pages):
        raise _RefusedError("source.no-text")
    return text_of([re.split(r"\r\n|\r|\n", page) for page in pages]), blank


def _opens(reader: pypdf.PdfReader) -> bool:
    """Without a password: many official files only forbid changes, under an empty one."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        # A cipher that the library has no means for is as good as a password.
        return False


def _read_as_child(kind: str) -> None:
    """Standard input: the file; standard output: its lines as JSON."""
    data = confine()
    blank: list[int] = []
    try:
        cells: Cells = []
        if kind == "docx":
            lines, cells = docx_lines(data)
        elif kind == "html":
            lines, cells = page_lines(data)
        else:
            lines, blank = pdf_lines(data)
        print(json.dumps({"lines": lines, "blank": blank, "cells": cells}))
    except _RefusedError as refused:
        print(json.dumps({"refused": [refused.code, refused.what]}))


if __name__ == "__main__":
    _read_as_child(sys.argv[1])
