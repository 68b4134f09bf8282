"""A file as lines to be read: texts as they are printed, the rows of task lists as numbered clauses with labelled lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from tracker.extract.figures import indicator_lines, indicator_tables
from tracker.extract.grids import laid_out
from tracker.extract.ledger import Grid, Line, Row, Words, as_lines
from tracker.problems import Problem
from tracker.records.upload import Sheet, read_sheets
from tracker.sources.pages import is_number_line
from tracker.sources.text import Cell, Printed, format_of, read_printed

LEDGERS = frozenset({"xlsx", "csv", "xls", "xlsm", "et"})


@dataclass(frozen=True)
class Source:
    """`original` is the file as text. A line need not be one of its own: `places` says where each of its characters stands."""

    original: str
    lines: tuple[str, ...]
    places: tuple[Sequence[int], ...]


def read_source(data: bytes, name: str) -> tuple[Source | None, list[Problem]]:
    """Any file that the reader takes; None with one error when it is refused."""
    if format_of(name) in LEDGERS:
        sheets, problems = read_sheets(data, name)
        return (_of_sheets(sheets) if sheets else None), problems
    printed, problems = read_printed(data, name)
    return (_of_print(printed) if printed else None), problems


def plain(lines: Sequence[str]) -> Source:
    """Lines that are the original, with the tables in them."""
    return _of_print(Printed(tuple(lines)))


def _of_print(printed: Printed) -> Source:
    starts = [0, *accumulate(len(line) + 1 for line in printed.lines)]
    tables = sorted(
        [
            *_cell_tables(printed, starts),
            *laid_out(printed.lines, starts),
            *indicator_tables(printed.lines, starts),
        ],
        key=lambda table: table[0],
    )
    told: list[Line] = []
    at = 0
    for first, last, grid in tables:
        if first < at or (lines := as_lines(grid) or indicator_lines(grid)) is None:
            continue
        told += _untouched(printed.lines, starts, at, first)
        told += lines
        at = last
    told += _untouched(printed.lines, starts, at, len(printed.lines))
    return Source(
        "\n".join(printed.lines), tuple(line for line, _ in told), tuple(places for _, places in told)
    )


def _untouched(lines: Sequence[str], starts: Sequence[int], first: int, last: int) -> Iterator[Line]:
    for at in range(first, last):
        yield lines[at], range(starts[at], starts[at] + len(lines[at]))


def _cell_tables(printed: Printed, starts: Sequence[int]) -> list[tuple[int, int, Grid]]:
    """The tables that a file marks as such; one that goes on with the next page is one."""
    found: list[tuple[int, int, list[Row]]] = []
    for _, group in groupby(sorted(printed.cells, key=lambda cell: cell.table), key=lambda cell: cell.table):
        cells = list(group)
        rows: dict[int, dict[int, Words]] = {}
        for cell in cells:
            rows.setdefault(cell.row, {}).setdefault(cell.column, _cell_words(cell, printed.lines, starts))
        first, last = min(cell.first for cell in cells), max(cell.last for cell in cells)
        grid: list[Row] = [rows[row] for row in sorted(rows)]
        above = found[-1] if found else None
        if above and _goes_on(above, first, grid, printed.lines):
            found[-1] = above[0], last, [*above[2], *grid]
        else:
            found.append((first, last, grid))
    return list(found)


def _goes_on(
    above: tuple[int, int, list[Row]], first: int, grid: Sequence[Row], lines: Sequence[str]
) -> bool:
    """Whether nothing but the number of a page stands between two tables with as many columns."""
    between = (line for line in lines[above[1] : first] if line.strip())
    same = max(map(max, above[2])) == max(map(max, grid))
    return same and all(is_number_line(line) or line.strip().isdigit() for line in between)


def _cell_words(cell: Cell, lines: Sequence[str], starts: Sequence[int]) -> Words:
    text = "\n".join(lines[cell.first : cell.last])
    start = starts[cell.first] if cell.first < len(starts) else 0
    return Words(text, range(start, start + len(text)))


def _of_sheets(sheets: Sequence[Sheet]) -> Source:
    """The original of a ledger is its cells, one after the other, row by row."""
    original, told = "", list[Line]()
    for sheet in sheets:
        rows: dict[int, dict[int, Words]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            text = cell.text.replace("\r\n", "\n").replace("\r", "\n")
            places = range(len(original), len(original) + len(text))
            rows.setdefault(row, {})[column] = Words(text, places, cell.fault == "merged")
            original += text + "\n"
        grid = [rows[row] for row in sorted(rows)]
        told += as_lines(grid) or indicator_lines(grid) or _row_lines(grid)
    return Source(original, tuple(line for line, _ in told), tuple(places for _, places in told))


def _row_lines(grid: Grid) -> list[Line]:
    """A sheet that is no task list: a line a row."""
    found: list[Line] = []
    for row in grid:
        text, places = "", list[int]()
        for _, words in sorted(row.items()):
            text += words.text.replace("\n", " ") + "\t"
            places += [*words.places, words.places[-1] if words.places else 0]
        found.append((text, places))
    return found
