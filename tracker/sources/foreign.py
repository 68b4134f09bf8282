"""The document libraries: lines of an unpacked .docx, of a .pdf or of a page, read in a child process.

Only `text` runs this module, as ``python -m tracker.sources.foreign docx|pdf|tables|html``; nothing else opens a foreign file.
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
from tracker.sources.ruled import Block, Page

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
    places, below = _places(body)
    lines: list[str] = []
    held: dict[tuple[int, int, int], list[int]] = {}
    for paragraph in _paragraphs(body):
        first = len(lines)
        lines += (numbering.label(paragraph) + _words(paragraph)).split("\n")
        if place := places.get(paragraph):
            held.setdefault(place, [first, 0])[1] = len(lines)
    cells: Cells = [(*place, first, last) for place, (first, last) in held.items()]
    cells += [(*place, held[above][0], held[above][1]) for place, above in below.items() if above in held]
    return lines, cells


Place = tuple[int, int, int]


def _places(body: Any) -> tuple[dict[Any, Place], dict[Place, Place]]:
    """By paragraph the table, row and column of its outermost cell; and by merged cell the first of those merged."""
    found: dict[Any, Place] = {}
    below: dict[Place, Place] = {}
    outer = (table for table in body.iter(f"{_W}tbl") if next(table.iterancestors(f"{_W}tbl"), None) is None)
    for number, table in enumerate(outer):
        rows = (row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table)
        for at, row in enumerate(rows):
            column = 0
            for cell in (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row):
                place = (number, at, column)
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(f"{_W}val") != "restart":
                    above = (number, at - 1, column)
                    below[place] = below.get(above, above)
                for paragraph in cell.iter(f"{_W}p"):
                    if place not in below:
                        found.setdefault(paragraph, place)
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                wide = span.get(f"{_W}val") if span is not None else None
                column += int(wide) if wide and wide.isdigit() else 1
    return found, below


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
    reader = _opened(data)
    pages = [as_printed(page.extract_text()) for page in reader.pages]
    return text_of([re.split(r"\r\n|\r|\n", page) for page in pages]), _blank(pages)


def pdf_tables(data: bytes) -> tuple[list[str], list[int], Cells]:
    """As `pdf_lines`, but where a page draws tables with rules the lines go from cell to cell; and those cells."""
    reader = _opened(data)
    pages: list[list[str]] = []
    ruled: list[list[Block]] = []
    for page in reader.pages:
        drawn = Page(float(page.mediabox.width), float(page.mediabox.height))
        text = as_printed(page.extract_text(visitor_text=drawn.words, visitor_operand_before=drawn.drawn))
        pages.append(re.split(r"\r\n|\r|\n", text))
        ruled.append(drawn.blocks())
    blank = _blank(["".join(page) for page in pages])
    if not any(ruled):
        return text_of(pages), blank, []
    lines: list[str] = []
    cells: Cells = []
    for printed, blocks in zip(pages, ruled, strict=True):
        if not blocks:
            lines += printed
        for block in blocks:
            lines += [as_printed(line) for line in block.lines]
            table = 1 + max((cell[0] for cell in cells), default=-1)
            for row, column, depth, words in block.cells:
                first = len(lines)
                lines += [as_printed(line) for line in words]
                cells += [(table, at, column, first, len(lines)) for at in range(row, row + depth)]
    return lines, blank, cells


def _blank(pages: list[str]) -> list[int]:
    blank = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(blank) == len(pages):
        raise _RefusedError("source.no-text")
    return blank


def _opened(data: bytes) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens(reader):
        raise _RefusedError("source.encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise _RefusedError("source.too-large", f"超过 {MAX_PAGES} 页")
    return reader


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
        elif kind == "tables":
            lines, blank, cells = pdf_tables(data)
        else:
            lines, blank = pdf_lines(data)
        print(json.dumps({"lines": lines, "blank": blank, "cells": cells}))
    except _RefusedError as refused:
        print(json.dumps({"refused": [refused.code, refused.what]}))


if __name__ == "__main__":
    _read_as_child(sys.argv[1])
