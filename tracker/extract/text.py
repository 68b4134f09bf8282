"""An official text ready to be read: folded for matching, every character with its place in the original, and its clauses."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from tracker.extract.script import simplified
from tracker.extract.source import Source
from tracker.sources import folding
from tracker.sources.headings import Level

FRONT = "引言"
"""Path of what a plan says before its first clause."""
LONGEST_PARAGRAPH = 2_000
NOTICE = "印发通知"
"""Path of the words of the notice that sends the plan."""


class Folded(folding.Folded):
    """The lines of a file as `sources` folds them, without white space, and in simplified characters with one kind of bracket.

    `text` is for matching: half-width figures, signs and round brackets, 〔〕 and 【】 as (), 。、“” as printed.
    `original` has as many characters in the words of the file. Offsets count characters of either.
    Line breaks are no characters: `paragraphs` says where the text really breaks.
    """

    def __init__(self, source: Source, hidden: frozenset[int] = frozenset()) -> None:
        """`hidden` are the places in the lines of what the page prints and no sentence says: heads, feet, numbers."""
        shown = ["" if at in hidden else line for at, line in enumerate(source.lines)]
        super().__init__([simplified(line) for line in shown])
        self.original = "".join("".join(line.split()) for line in shown)
        self.raw = source.original
        """What the places of `span` count in."""
        self._places = source.places
        self._breaks: tuple[int, ...] = tuple(self._starts) if len(self) else ()

    def break_at(self, starts: Sequence[int]) -> None:
        """Where paragraphs begin; before this is said, with every line."""
        self._breaks = tuple(starts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a range stands in `raw`: from its first character to behind its last."""
        if not self.text:
            return 0, 0
        if start >= end:
            at = self._place(min(start, len(self) - 1)) + (start >= len(self))
            return at, at
        return self._place(start), self._place(end - 1) + 1

    def quote(self, start: int, end: int) -> str:
        """The words of the file without white space, in the file's own width and script."""
        return self.original[start:end]

    def paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The paragraphs of a range, cut to it; none is empty, and endless ones are parted at the end of a sentence."""
        low = bisect_right(self._breaks, start)
        high = bisect_left(self._breaks, end)
        edges = [start, *self._breaks[low:high], end]
        for first, last in pairwise(edges):
            while last - first > LONGEST_PARAGRAPH:
                cut = self.text.rfind("。", first, first + LONGEST_PARAGRAPH) + 1 or first + LONGEST_PARAGRAPH
                yield first, cut
                first = cut
            if first < last:
                yield first, last

    @cached_property
    def gaps(self) -> frozenset[int]:
        """Offsets before which white space stands inside a line."""
        return frozenset(
            at
            for at in range(1, len(self))
            if self._line[at] == self._line[at - 1] and self._column[at] != self._column[at - 1] + 1
        )

    def _place(self, offset: int) -> int:
        return self._places[self._line[offset]][self._column[offset]]


@dataclass(frozen=True)
class Clause:
    """Offsets of `Folded`: what a clause itself says, title and all, is start..end; its children follow up to `whole`."""

    path: str
    """As plan files write it: 五/(三), 第四条, 附件3/一/10; `FRONT` and `NOTICE` for the words before any clause."""
    title: str
    level: Level
    start: int
    body: int
    """Where what it says begins, behind mark and title."""
    end: int
    whole: int
    line: int
    titles: tuple[int, int]
    """Where its title stands."""
    parent: str | None = None
    titled: bool = True


@dataclass(frozen=True)
class Document:
    """One official document of a file; the notice that sends a plan is told apart from the plan."""

    title: str
    document_number: str | None
    issued_on: date | None
    issuers: tuple[str, ...]
    start: int
    end: int
    plan_start: int
    """Where the plan begins; `start` when no notice goes before it."""
    clauses: tuple[Clause, ...] = ()
    """In the order of the text, NOTICE and FRONT first where they say anything; together they hold every character once."""
    effective_on: date | None = None
    parts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Text:
    folded: Folded
    documents: tuple[Document, ...]
