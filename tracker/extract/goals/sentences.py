"""A passage as sentences, what stands in brackets apart, and each sentence as the segments between its commas."""

import re
from dataclasses import dataclass

from tracker.extract.goals.masks import BLANK

_STOP = re.compile(r"[。!?\n]+[”’)]?")
_COMMA = re.compile(r"[,;:](?!\d{3}(?!\d))|(?<!\d)[,;:]")
_ONLY_DATE = re.compile(
    r"(?:到|至)?(?:20\d\d年?|\d{1,2}月|\d{1,2}日|[-—–~～至底前末]|“?十[三四五六]五”?(?:期间|时期))+"
)
"""A date alone in brackets belongs to the words around it: 第二阶段(2024年7月—2025年12月)."""
_OPEN, _CLOSE = "([〔【<", ")]〕】>"
LONGEST_BRACKET = 400


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
    outer, inner = _brackets(masked)
    start = 0
    for stop in [*_STOP.finditer(outer), None]:
        end = stop.start() if stop else len(outer)
        if outer[start:end].strip(BLANK):
            found.append(_sentence(outer, start, end, None))
        found += _within(
            masked, [span for span in inner if start <= span[0] < (stop.end() if stop else len(outer))]
        )
        start = stop.end() if stop else end
    return found


def _within(masked: str, spans: list[tuple[int, int]]) -> list[Sentence]:
    """What stands in brackets, without what stands in brackets inside it."""
    found = []
    for at, end in spans:
        plain = _blanked(masked, [span for span in spans if at < span[0] < end])
        start = at + 1
        for stop in [*_STOP.finditer(plain, start, end - 1), None]:
            until = stop.start() if stop else end - 1
            if plain[start:until].strip(BLANK):
                found.append(_sentence(plain, start, until, at))
            start = stop.end() if stop else until
    return found


def _sentence(text: str, start: int, end: int, inside: int | None) -> Sentence:
    segments, at = [], start
    for comma in _COMMA.finditer(text, start, end):
        segments.append(Segment(at, comma.start(), text[at : comma.start()], comma[0]))
        at = comma.end()
    segments.append(Segment(at, end, text[at:end], ""))
    return Sentence(start, end, text[start:end], tuple(one for one in segments if one.text), inside)


def _brackets(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with all brackets blanked, and where each bracket stands; one that never closes is no bracket."""
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character in _OPEN:
            opened.append(at)
        elif character in _CLOSE and opened:
            start = opened.pop()
            if at - start <= LONGEST_BRACKET and not _ONLY_DATE.fullmatch(text, start + 1, at):
                spans.append((start, at + 1))
        elif character == "\n":
            opened.clear()
    spans.sort()
    return _blanked(text, spans), spans


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = BLANK * (end - start)
    return "".join(characters)
