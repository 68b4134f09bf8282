"""Which lines of a file are the document's own, where one file holds several documents."""

import re
from dataclasses import dataclass

from tracker.sources.folding import fold
from tracker.sources.text import Lines

_BRACKETS = str.maketrans("[【(［", "〔〔〔〔") | str.maketrans("]】)］", "〕〕〕〕")
_NUMBER = re.compile(r"[^\s〔〕]{1,20}〔\d{4}〕第?\d+号")
_SENTENCE_END = re.compile(r"[。;!?][)”’〕]*$|[。;!?)]$")
_RESIDUE = "*#_-"


@dataclass(frozen=True)
class Span:
    """Lines `first` to `last` of the file, both included, counted from 1."""

    first: int
    last: int
    named: bool
    """False when the file has no line with the document's number alone, and all of it was taken."""


def own_span(lines: Lines, document_number: str | None) -> Span:
    """From the line that consists of the document's number alone to before the next one with another number alone.

    White space, widths and kinds of brackets do not count: 京技管发〔2023〕29 号 is 京技管发[2023]29号. Lines that end
    no sentence at the end of such a span are the next document's title page and are left out. A document
    without a number, or whose number stands on no line of its own, is the whole file.
    """
    own = _as_number(document_number or "")
    numbers = [(at, number) for at, line in enumerate(lines, 1) if (number := _as_number(line))]
    first = next((at for at, number in numbers if number == own), None)
    if first is None:
        return Span(1, len(lines), named=False)
    following = next((at for at, number in numbers if at > first and number != own), None)
    last = len(lines) if following is None else _without_title_page(lines, first, following - 1)
    return Span(first, last, named=True)


def _as_number(line: str) -> str:
    """The folded line when it is a document number and nothing else, else ""."""
    plain = fold(line).strip(_RESIDUE).translate(_BRACKETS)
    return plain if _NUMBER.fullmatch(plain) else ""


def _without_title_page(lines: Lines, first: int, last: int) -> int:
    sentences = (at for at in range(last, first, -1) if _SENTENCE_END.search(fold(lines[at - 1])))
    return next(sentences, last)
