"""The document libraries: lines of an unpacked .docx or of a .pdf, read in a child process.

Only `text` runs this module, as ``python -m tracker.sources.foreign docx|pdf``; nothing else opens a foreign file.
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
from tracker.sources.numbering import Numbering
from tracker.sources.pages import text_of

MAX_PAGES = 1_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", _FALLBACK}
"""What is deleted, said twice, or only about the form."""
_WORDS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def docx_lines(data: bytes) -> list[str]:
    """Paragraphs and table cells in the order of the text, with the numbers that Word counts by itself."""
    document = docx.Document(io.BytesIO(data))
    numbering = Numbering(document)
    lines: list[str] = []
    for paragraph in _paragraphs(document.element.body):
        lines += (numbering.label(paragraph) + _words(paragraph)).split("\n")
    return lines


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
        if kind == "docx":
            lines = docx_lines(data)
        else:
            lines, blank = pdf_lines(data)
        print(json.dumps({"lines": lines, "blank": blank}))
    except _RefusedError as refused:
        print(json.dumps({"refused": [refused.code, refused.what]}))


if __name__ == "__main__":
    _read_as_child(sys.argv[1])
