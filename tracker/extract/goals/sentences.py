"""A passage as sentences, what stands in brackets apart, and each sentence as the segments between its commas."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract.goals.masks import BLANK

_STOP = re.compile(r"[。!?\n]+[”’)]?")
_COMMA = re.compile(r"[,;](?!\d{3}(?!\d))|(?<!\d)[,;:]|:(?!\d)")
_PAUSE = re.compile(r"[,;:、]")
_ONLY_DATE = re.compile(
    r"(?:到|至)?(?:20\d\d年?|\d{1,2}月|\d{1,2}日|[-—–~～至底前末]|“?十[三四五六]五”?(?:期间|时期))+"
)
"""A date alone in brackets belongs to the words around it: 第二阶段(2024年7月—2025年12月)."""
_OPEN, _CLOSE = "([〔【<", ")]〕】>"
LONGEST_BRACKET = 400
LONGEST_SENTENCE = 1200
LONGEST_SEGMENT = 240
"""Longer ones are no language; they are cut so that any text is read in time that grows with its length alone."""
_Span = tuple[int, int]


@dataclass(frozen=True)
class Segment:
    """Offsets in the passage; `mark` is the punctuation that ends it, empty at the end of the sentence."""

    start: int
    end: int
    text: str
    mark: str


@dataclass(frozen=True)
class Sentence:
    """`text` begins at `start` of the passage, brackets blanked out; `inside` is where the bracket opens that holds it."""

    start: int
    end: int
    text: str
    segments: tuple[Segment, ...]
    inside: int | None = None


def sentences(masked: str) -> list[Sentence]:
    """The sentences of a passage in order, each followed by those in its brackets."""
    found: list[Sentence] = []
    spans = _brackets(masked)
    outer = _blanked(masked, 0, len(masked), spans)
    opened = [start for start, _ in spans]
    for start, end, after in _stretches(outer, 0, len(outer)):
        if outer[start:end].strip(BLANK):
            found.append(_sentence(outer, start, end, None))
        for at, close in spans[bisect_left(opened, start) : bisect_left(opened, after)]:
            inner = spans[bisect_left(opened, at + 1) : bisect_left(opened, close)]
            plain = _blanked(masked, at, close, inner)
            for low, high, _ in _stretches(plain, 1, len(plain) - 1):
                if plain[low:high].strip(BLANK):
                    found.append(_moved(_sentence(plain, low, high, at), at))
    return found


def _stretches(text: str, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Where each sentence starts and ends, and where the next one starts."""
    start = first
    for stop in [*_STOP.finditer(text, first, last), None]:
        end = stop.start() if stop else last
        while end - start > LONGEST_SENTENCE:
            cut = _cut(text, start, LONGEST_SENTENCE)
            yield start, cut, cut
            start = cut
        after = stop.end() if stop else last
        yield start, end, after
        start = after


def _cut(text: str, start: int, longest: int) -> int:
    """Behind the last pause that still fits."""
    pauses = [match.end() for match in _PAUSE.finditer(text, start + longest // 2, start + longest)]
    return pauses[-1] if pauses else start + longest


def _sentence(text: str, start: int, end: int, inside: int | None) -> Sentence:
    segments: list[Segment] = []
    at = start
    for comma in _COMMA.finditer(text, start, end):
        segments += _pieces(text, at, comma.start(), comma[0])
        at = comma.end()
    segments += _pieces(text, at, end, "")
    return Sentence(start, end, text[start:end], tuple(segments), inside)


def _pieces(text: str, start: int, end: int, mark: str) -> Iterator[Segment]:
    while end - start > LONGEST_SEGMENT:
        cut = _cut(text, start, LONGEST_SEGMENT)
        yield Segment(start, cut, text[start:cut], "")
        start = cut
    if start < end:
        yield Segment(start, end, text[start:end], mark)


def _moved(sentence: Sentence, by: int) -> Sentence:
    segments = tuple(Segment(one.start + by, one.end + by, one.text, one.mark) for one in sentence.segments)
    return Sentence(sentence.start + by, sentence.end + by, sentence.text, segments, sentence.inside)


def _brackets(text: str) -> list[_Span]:
    """Where each bracket stands, in order; one that never closes, or holds a date alone, is none."""
    opened: list[int] = []
    spans: list[_Span] = []
    for at, character in enumerate(text):
        if character in _OPEN:
            opened.append(at)
        elif character in _CLOSE and opened:
            start = opened.pop()
            if at - start <= LONGEST_BRACKET and not _ONLY_DATE.fullmatch(text, start + 1, at):
                spans.append((start, at + 1))
        elif character == "\n":
            opened.clear()
    return sorted(spans)


def _blanked(text: str, start: int, end: int, spans: list[_Span]) -> str:
    """A part of the text with the brackets in it blanked."""
    characters = list(text[start:end])
    upto = start
    for low, high in spans:
        if high > upto:
            low = max(low, upto)
            characters[low - start : high - start] = BLANK * (high - low)
            upto = high
    return "".join(characters)
