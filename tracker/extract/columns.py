"""A table set in columns by white space, as the text of a .pdf comes; its cells stand in the middle of their rows."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from tracker.extract.ledger import Grid, Kind, Words, heading_kinds
from tracker.model import Role
from tracker.sources.headings import Level, mark_of
from tracker.sources.pages import is_number_line

_WORD = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"\d{1,3}")
_NUMBERED = re.compile(r"\d")
_TAIL = re.compile(r"(?:人民)?政府|管委会|办公室|办事处|委员会|[局委办厅院会]|公司|集团|中心")
_CLOSED = "。；;！!）)”"
_NOTHING = Words("", ())
MID_SENTENCE = 4.0
"""What it costs to begin a row in the middle of a sentence, in squared lines off the middle."""
FEWEST = 4
"""Columns that white space alone must show."""
ABSENT = 60
"""So many lines without anything in the columns end a table."""
Fragments = Mapping[int, list[tuple[int, int, int]]]
"""By line: column, first and last character of each piece of a cell."""


def spaced_table(lines: Sequence[str], starts: Sequence[int], first: int) -> tuple[int, int, Grid] | None:
    """The table whose heading is this line, with the pages on which the heading is printed again."""
    heading = _heading(lines[first])
    if heading is None:
        return None
    names = [words for words, _, _ in heading]
    kinds = heading_kinds(dict(enumerate(names)))
    grid: list[dict[int, Words]] = [
        {
            column: Words(words, range(starts[first], starts[first] + len(words)))
            for column, words in enumerate(names)
        }
    ]
    at = first
    while True:
        own = _heading(lines[at])
        end, again = _page_end(lines, at + 1, names)
        if own is None:
            break
        rows = _page(lines, starts, at + 1, end, own, kinds, _is_cut(grid[-1], kinds) and len(grid) > 1)
        grid += _mended(grid[-1], rows, kinds) if len(grid) > 1 else rows
        at = end
        if not again:
            break
    return (first, at, grid) if len(grid) > 2 else None


def _heading(line: str) -> list[tuple[str, int, int]] | None:
    """Name, first and last character of each column."""
    words = [(found[0], found.start(), found.end()) for found in re.finditer(r"\S+", line)]
    kinds = heading_kinds({column: one[0] for column, one in enumerate(words)})
    roles = any(isinstance(kind, Role) for kind in kinds.values())
    if len(words) < FEWEST or len(kinds) < len(words) or not roles or Kind.NUMBER not in kinds.values():
        return None
    return words


def _page_end(lines: Sequence[str], at: int, names: Sequence[str]) -> tuple[int, bool]:
    """The line that repeats the heading, or at which the table is over, and which of both."""
    empty = 0
    while at < len(lines):
        own = _heading(lines[at])
        if own and [name for name, _, _ in own] == list(names):
            return at, True
        mark = mark_of(lines[at])
        if (mark is not None and mark.level <= Level.ANNEX) or (own is not None):
            return at, False
        empty = 0 if lines[at].strip() else empty + 1
        if empty > ABSENT:
            return at, False
        at += 1
    return at, False


def _page(
    lines: Sequence[str],
    starts: Sequence[int],
    first: int,
    last: int,
    heading: Sequence[tuple[str, int, int]],
    kinds: Mapping[int, Kind | Role],
    cut: bool,
) -> list[dict[int, Words]]:
    """The rows of one page; pieces before the first number go on with the last row of the page before."""
    shown = [at for at in range(first, last) if lines[at].strip() and not is_number_line(lines[at])]
    cuts = _cuts([lines[at] for at in shown], heading)
    fragments = {at: _fragments(lines[at], cuts) for at in shown}
    number = next(column for column, kind in kinds.items() if kind is Kind.NUMBER)
    merged = (
        {column for column, kind in kinds.items() if kind in (Kind.TITLE, Kind.GROUP)}
        if Kind.MEASURE in kinds.values()
        else set()
    )
    middles = [
        at
        for at in shown
        for column, low, high in fragments[at]
        if column == number and _FIGURE.fullmatch(lines[at][low:high].strip())
    ]
    rows = []
    measure = next((column for column, kind in kinds.items() if kind is Kind.MEASURE), None)
    open_ = _open_sentences(shown, fragments, lines, measure)
    for low, high, numbered in _bands(shown, middles, fragments, {number, *merged}, open_, cut):
        row: dict[int, list[tuple[int, int, int]]] = {}
        for at in shown:
            if low <= at < high:
                for column, start, stop in fragments[at]:
                    if column not in merged and (column != number or numbered):
                        row.setdefault(column, []).append((at, start, stop))
        rows.append({column: _words(pieces, lines, starts) for column, pieces in row.items()})
    return rows


def _is_cut(above: Mapping[int, Words], kinds: Mapping[int, Kind | Role]) -> bool:
    """Whether the last row of a page stops in the middle of a sentence."""
    measure = next((column for column, kind in kinds.items() if kind is Kind.MEASURE), None)
    text = above.get(measure, _NOTHING).text.strip() if measure is not None else ""
    return bool(text) and text[-1] not in _CLOSED


def _mended(
    above: dict[int, Words], rows: list[dict[int, Words]], kinds: Mapping[int, Kind | Role]
) -> list[dict[int, Words]]:
    """The end of a name that the page has cut off goes back to the row above: 相关县（市、区）| 政府."""
    if not rows or not _NUMBERED.search(rows[0].get(0, _NOTHING).text):
        return rows
    for column, kind in kinds.items():
        words, before = rows[0].get(column), above.get(column)
        if not isinstance(kind, Role) or not words or not before or "\n" not in words.text:
            continue
        first, _ = words.text.split("\n", 1)
        if _TAIL.fullmatch(first.strip()):
            above[column] = Words(before.text + first, [*before.places, *words.places[: len(first)]])
            rows[0][column] = Words(words.text[len(first) + 1 :], words.places[len(first) + 1 :])
    return rows


def _words(pieces: Sequence[tuple[int, int, int]], lines: Sequence[str], starts: Sequence[int]) -> Words:
    text, places = "", list[int]()
    for at, low, high in pieces:
        if text:
            text += "\n"
            places.append(places[-1])
        text += lines[at][low:high]
        places += range(starts[at] + low, starts[at] + high)
    return Words(text, places)


def _cuts(lines: Sequence[str], heading: Sequence[tuple[str, int, int]]) -> list[int]:
    """The characters between two headings at which the fewest lines print anything."""
    cuts = []
    for (_, low, high), (_, following, stop) in pairwise(heading):
        left, right = (low + high) // 2, (following + stop) // 2
        used = [
            sum(at < len(line) and not line[at].isspace() for line in lines) for at in range(left, right + 1)
        ]
        least = min(used)
        runs, start = [], None
        for at, count in enumerate([*used, least + 1]):
            if count == least and start is None:
                start = at
            elif count != least and start is not None:
                runs.append((at - start, start, at))
                start = None
        _, begin, end = max(runs)
        cuts.append(left + (begin + end) // 2)
    return cuts


def _fragments(line: str, cuts: Sequence[int]) -> list[tuple[int, int, int]]:
    """The pieces of a line by column; a word that a cut would part goes to the side where most of it stands."""
    edges = [0]
    for cut in cuts:
        edges.append(max(edges[-1], _gap(line, cut)))
    edges.append(len(line))
    found = []
    for column, (low, high) in enumerate(pairwise(edges)):
        piece = line[low:high]
        if piece.strip():
            start = low + len(piece) - len(piece.lstrip())
            found.append((column, start, low + len(piece.rstrip())))
    return found


def _gap(line: str, cut: int) -> int:
    """The white space nearest to a cut, within a few characters; else the cut itself."""
    if cut >= len(line):
        return cut
    for away in range(7):
        for at in (cut - away, cut + away):
            if 0 <= at < len(line) and line[at].isspace():
                return at
    return cut


def _open_sentences(
    shown: Sequence[int], fragments: Fragments, lines: Sequence[str], measure: int | None
) -> frozenset[int]:
    """Lines before which the measure is in the middle of a sentence, so that hardly a row begins there."""
    found, open_ = set(), False
    for at in shown:
        if open_:
            found.add(at)
        for column, _, high in fragments[at]:
            if column == measure:
                open_ = lines[at][:high].rstrip()[-1] not in _CLOSED
    return frozenset(found)


def _bands(
    shown: Sequence[int],
    middles: Sequence[int],
    fragments: Fragments,
    beside: set[int],
    open_: frozenset[int],
    cut: bool,
) -> list[tuple[int, int, bool]]:
    """Where each row begins and ends: so that what its columns print stands in the middle, where its number is."""
    if not shown:
        return []
    end = shown[-1] + 1
    if not middles:
        return [(shown[0], end, False)]
    edges = [*shown, end]
    # best[k][e]: least cost of the first k rows, the last of which ends before edges[e]; with where it begins.
    best: list[dict[int, tuple[float, int]]] = [
        {
            at: (_leading(at, cut) + MID_SENTENCE * (line in open_), -1)
            for at, line in enumerate(edges)
            if line <= middles[0]
        }
    ]
    for middle in middles:
        row: dict[int, tuple[float, int]] = {}
        for begin, (cost, _) in best[-1].items():
            if edges[begin] > middle:
                continue
            for stop in range(begin + 1, len(edges)):
                if edges[stop] <= middle:
                    continue
                added = cost + _off_middle(edges[begin], edges[stop], middle, shown, fragments, beside)
                added += MID_SENTENCE * (edges[stop] in open_)
                if stop not in row or added < row[stop][0]:
                    row[stop] = added, begin
                if edges[stop] - middle > 3 * (middle - edges[begin]) + 12:
                    break
        best.append(row)
    return _traced(best, edges, shown)


def _leading(lines: int, cut: bool) -> float:
    """What it costs to give so many first lines of a page to the row that the page before has cut off, if it has."""
    return (0.0 if lines else 2 * MID_SENTENCE) if cut else 1.5 * lines


def _traced(
    best: list[dict[int, tuple[float, int]]], edges: Sequence[int], shown: Sequence[int]
) -> list[tuple[int, int, bool]]:
    if len(edges) - 1 not in best[-1]:
        return [(shown[0], edges[-1], False)]
    bands: list[tuple[int, int, bool]] = []
    stop = len(edges) - 1
    for row in reversed(best[1:]):
        begin = row[stop][1]
        bands.insert(0, (edges[begin], edges[stop], True))
        stop = begin
    if stop > 0:
        bands.insert(0, (edges[0], edges[stop], False))
    return bands


def _off_middle(
    low: int, high: int, middle: int, shown: Sequence[int], fragments: Fragments, beside: set[int]
) -> float:
    """How far the pieces of each column stand from the middle, squared and summed."""
    spans: dict[int, list[int]] = {}
    for at in shown:
        if low <= at < high:
            for column, _, _ in fragments[at]:
                if column not in beside:
                    spans.setdefault(column, []).append(at)
    return sum(((lines[0] + lines[-1]) / 2 - middle) ** 2 + 0.02 * _holes(lines) for lines in spans.values())


def _holes(lines: Sequence[int]) -> int:
    return lines[-1] - lines[0] + 1 - len(lines)
