"""What a report in Word consists of, before it is written: paragraphs, tables and page breaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.report.paper_layout import Grid
from tracker.report.pieces import Said, Word, pieces, plain
from tracker.report.word import Word as Paper

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Paragraph:
    """`part` says how it is set, see `Word.say`."""

    part: str
    words: Said

    @property
    def text(self) -> str:
        return plain(self.words)


@dataclass(frozen=True)
class Table:
    """The rows by the fields of the grid's columns; `empty` is said where there is none."""

    grid: Grid
    rows: Sequence[Mapping[str, Word]]
    empty: Said

    def cells(self) -> list[list[Said]]:
        return [[pieces(row[column.field]) for column in self.grid.columns] for row in self.rows]


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Turn:
    """What follows stands on landscape pages."""


Block = Paragraph | Table | NewPage | Turn


def write(paper: Paper, blocks: Iterable[Block]) -> None:
    """Downwards, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            paper.say(block.words, block.part)
        elif isinstance(block, NewPage):
            paper.new_page()
        elif isinstance(block, Turn):
            paper.turn()
        elif block.rows:
            paper.grid(block.grid.columns, block.cells())
        else:
            paper.say(block.empty)


def spoken(blocks: Iterable[Block]) -> list[Said]:
    """Everything that they say, cell by cell, in the order of the file."""
    found: list[Said] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.words)
        elif isinstance(block, Table):
            found += [cell for row in block.cells() for cell in row] if block.rows else [block.empty]
    return found


class Numbers:
    """Headings as official papers number them: 一、 then （一） below each."""

    def __init__(self) -> None:
        self._first = self._second = 0

    def heading(self, words: Said) -> Paragraph:
        self._first, self._second = self._first + 1, 0
        return Paragraph("heading", (*pieces(f"{NUMERALS[self._first - 1]}、"), *words))

    def subheading(self, words: Said) -> Paragraph:
        self._second += 1
        return Paragraph("subheading", (*pieces(f"（{NUMERALS[self._second - 1]}）"), *words))
