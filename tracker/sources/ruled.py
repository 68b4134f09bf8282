"""Pages whose tables are drawn with rules: which words stand in which cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

NEAR = 2.5
"""Points within which two rules are one."""
SHORTEST = 6.0
AS_LARGE = 0.93
"""A frame of so much of the page's width and height is no table."""
MOST_RULES = 20_000
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
Cells = list[tuple[int, int, int, list[str]]]
"""Row, column, how many rows it takes, and its lines."""


@dataclass(frozen=True)
class Piece:
    """Words as they are shown, by the left end of their base line."""

    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True)
class Rule:
    """A line that is level (`at` is its height) or upright (`at` is its distance from the left)."""

    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Block:
    """What stands on a page from top to bottom: lines of text, or the cells of a table."""

    lines: list[str]
    cells: Cells


class Page:
    """What a page draws, collected while pypdf reads it."""

    def __init__(self, width: float, height: float) -> None:
        self._size = width, height
        self.pieces: list[Piece] = []
        self._level: list[Rule] = []
        self._upright: list[Rule] = []
        self._from: tuple[float, float] = (0, 0)

    def words(self, text: str, cm: Sequence[Any], tm: Sequence[Any], _: Any, size: Any) -> None:
        shown = text.strip("\r\n")
        if shown.strip():
            x, y = _moved(cm, float(tm[4]), float(tm[5]))
            self.pieces.append(
                Piece(x, y, abs(float(size) * float(tm[3] or 1) * float(cm[3] or 1)) or 10, shown)
            )

    def drawn(self, operator: bytes, operands: Sequence[Any], cm: Sequence[Any], _: Any) -> None:
        if operator not in (b"re", b"m", b"l") or len(self._level) + len(self._upright) > MOST_RULES:
            return
        at = [float(one) for one in operands]
        if operator == b"re" and len(at) == 4 and not self._frames(at[2], at[3]):
            (x, y), (right, top) = _moved(cm, at[0], at[1]), _moved(cm, at[0] + at[2], at[1] + at[3])
            for start, end in (
                ((x, y), (right, y)),
                ((x, top), (right, top)),
                ((x, y), (x, top)),
                ((right, y), (right, top)),
            ):
                self._rule(start, end)
        elif operator != b"re" and len(at) == 2:
            end = _moved(cm, *at)
            if operator == b"l":
                self._rule(self._from, end)
            self._from = end

    def _frames(self, width: float, height: float) -> bool:
        return abs(width) > AS_LARGE * self._size[0] and abs(height) > AS_LARGE * self._size[1]

    def _rule(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        (x, y), (right, top) = start, end
        if abs(y - top) < NEAR and abs(x - right) >= SHORTEST:
            self._level.append(Rule((y + top) / 2, min(x, right), max(x, right)))
        elif abs(x - right) < NEAR and abs(y - top) >= SHORTEST:
            self._upright.append(Rule((x + right) / 2, min(y, top), max(y, top)))

    def blocks(self) -> list[Block]:
        """From top to bottom; none when the page has no table with rules."""
        tables = [table for low, high in self._extents() if (table := self._table(low, high))]
        if not tables:
            return []
        found: list[Block] = []
        rest = list(self.pieces)
        for _, high, cells, held in sorted(tables, key=lambda table: -table[1]):
            inside = {id(piece) for piece in held}
            above = [piece for piece in rest if piece.y > high and id(piece) not in inside]
            taken = {id(piece) for piece in above} | inside
            rest = [piece for piece in rest if id(piece) not in taken]
            found += [Block(_lines(above), []), Block([], cells)]
        return [*found, Block(_lines(rest), [])]

    def _extents(self) -> Iterator[tuple[float, float]]:
        """From where to where upright rules reach without a gap."""
        spans = sorted((rule.low, rule.high) for rule in self._upright)
        while spans:
            low, high = spans.pop(0)
            while spans and spans[0][0] <= high + NEAR:
                high = max(high, spans.pop(0)[1])
            yield low, high

    def _table(self, low: float, high: float) -> tuple[float, float, Cells, list[Piece]] | None:
        upright = [rule for rule in self._upright if low - NEAR <= rule.low and rule.high <= high + NEAR]
        level = [rule for rule in self._level if low - NEAR <= rule.at <= high + NEAR]
        columns = _clustered([rule.at for rule in upright])
        rows = _clustered([rule.at for rule in level])[::-1]
        if len(columns) <= FEWEST_COLUMNS or len(rows) <= FEWEST_ROWS:
            return None
        held: dict[tuple[int, int], list[Piece]] = {}
        for piece in self.pieces:
            row = _between(rows, piece.y + piece.size * 0.3, falling=True)
            column = _between(columns, piece.x + min(piece.size, 4) * 0.5)
            if row is not None and column is not None:
                held.setdefault(_corner(row, column, columns, rows, level, upright), []).append(piece)
        cells = [
            (row, column, _depth(row, column, columns, rows, level), _lines(pieces))
            for (row, column), pieces in sorted(held.items())
        ]
        return low, high, cells, [piece for pieces in held.values() for piece in pieces]


def _moved(cm: Sequence[Any], x: float, y: float) -> tuple[float, float]:
    return (
        x * float(cm[0]) + y * float(cm[2]) + float(cm[4]),
        x * float(cm[1]) + y * float(cm[3]) + float(cm[5]),
    )


def _clustered(values: Sequence[float]) -> list[float]:
    """The values, those near each other once, rising."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] < NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _between(edges: Sequence[float], value: float, falling: bool = False) -> int | None:
    pairs = enumerate(pairwise(edges))
    if falling:
        return next((at for at, (high, low) in pairs if low <= value < high), None)
    return next((at for at, (low, high) in pairs if low <= value < high), None)


def _corner(
    row: int,
    column: int,
    columns: Sequence[float],
    rows: Sequence[float],
    level: Sequence[Rule],
    upright: Sequence[Rule],
) -> tuple[int, int]:
    """The first row and column of the cell, which may take several of both."""
    middle = (rows[row] + rows[row + 1]) / 2
    while column and not _ruled(upright, columns[column], middle):
        column -= 1
    centre = (columns[column] + columns[column + 1]) / 2
    while row and not _ruled(level, rows[row], centre):
        row -= 1
    return row, column


def _depth(
    row: int, column: int, columns: Sequence[float], rows: Sequence[float], level: Sequence[Rule]
) -> int:
    centre = (columns[column] + columns[column + 1]) / 2
    below = row + 1
    while below < len(rows) - 1 and not _ruled(level, rows[below], centre):
        below += 1
    return below - row


def _ruled(rules: Sequence[Rule], at: float, across: float) -> bool:
    return any(abs(rule.at - at) < NEAR and rule.low - NEAR <= across <= rule.high + NEAR for rule in rules)


def _lines(pieces: Sequence[Piece]) -> list[str]:
    """Pieces of one height are one line."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x)):
        if found and found[-1][0].y - piece.y < 0.5 * piece.size:
            found[-1].append(piece)
        else:
            found.append([piece])
    return ["".join(piece.text for piece in sorted(line, key=lambda piece: piece.x)) for line in found]
