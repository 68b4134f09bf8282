"""Tables that a text prints without saying so: parted by tabs or |, a cell a line, or set in columns by white space."""

import re
from collections.abc import Iterator, Sequence

from tracker.extract.columns import spaced_table
from tracker.extract.ledger import Grid, Kind, Words, heading_kinds
from tracker.model import Role
from tracker.sources.folding import fold
from tracker.sources.headings import Level, mark_of

Table = tuple[int, int, Grid]
_PARTED = re.compile(r"\t|(?<!\\)\|")
_RULE = re.compile(r"[\s|:+-]*")
_SPEAKS = re.compile(r"[\t|]|单位|單位|部门|部門|牵头|牽頭|序\s*号|序\s*號|编号|項次|项次")
"""What a heading says at least, in its first line."""
FEWEST = 3
"""Columns of a table."""
LONGEST_CELL_RUN = 40
"""Lines that one row may take where every cell is a line."""


def laid_out(lines: Sequence[str], starts: Sequence[int]) -> Iterator[Table]:
    """Each table with the places of its first line and of the one behind its last; they do not overlap."""
    at = 0
    while at < len(lines):
        found = None
        if _SPEAKS.search(lines[at]):
            found = (
                _parted(lines, starts, at) or _stacked(lines, starts, at) or spaced_table(lines, starts, at)
            )
        if found:
            yield found
        at = found[1] if found else at + 1


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether cells head a task list: somebody answers there, for something."""
    kinds = heading_kinds(dict(enumerate(cells)))
    roles = any(isinstance(kind, Role) for kind in kinds.values())
    tasks = {Kind.NUMBER, Kind.TITLE, Kind.MEASURE} & set(kinds.values())
    return roles and bool(tasks) and len(kinds) >= FEWEST


def _parted(lines: Sequence[str], starts: Sequence[int], first: int) -> Table | None:
    """Cells on one line, with tabs or | between them."""
    if len(_PARTED.findall(lines[first])) < FEWEST - 1 or not _is_heading(
        _PARTED.split(lines[first].strip().strip("|"))
    ):
        return None
    rows = []
    at = first
    while at < len(lines):
        line = lines[at]
        if line.strip() and not _RULE.fullmatch(line):
            if len(_PARTED.findall(line)) < FEWEST - 1:
                break
            rows.append(_cells(line, starts[at]))
        at += 1
    return first, at, rows


def _cells(line: str, start: int) -> dict[int, Words]:
    offset = len(line) - len(line.lstrip())
    plain = line.strip()
    if plain.startswith("|"):
        offset, plain = offset + 1, plain[1:]
    found: dict[int, Words] = {}
    low = 0
    for column, stop in enumerate([*(found_.start() for found_ in _PARTED.finditer(plain)), len(plain)]):
        text = plain[low:stop]
        begin = start + offset + low
        found[column] = Words(text, range(begin, begin + len(text)))
        low = stop + 1
    return {column: words for column, words in found.items() if words.text.strip()}


def _stacked(lines: Sequence[str], starts: Sequence[int], first: int) -> Table | None:
    """A cell a line, as tables come out of pages and documents: headings first, then rows that count from 1."""
    rows = [at for at in range(first, min(first + 60, len(lines))) if lines[at].strip()]
    heading: list[int] = []
    for at in rows:
        if fold(lines[at]) == "1" or len(fold(lines[at])) > 14:
            break
        heading.append(at)
    if not FEWEST <= len(heading) <= 12 or not _is_heading([lines[at] for at in heading]):
        return None
    kinds = heading_kinds({column: lines[at] for column, at in enumerate(heading)})
    if kinds.get(0) is not Kind.NUMBER:
        return None
    found: list[dict[int, Words]] = [
        {column: _line_words(lines[at], starts[at]) for column, at in enumerate(heading)}
    ]
    at, number = heading[-1] + 1, 1
    end = at
    while (row := _stacked_row(lines, at, number)) is not None:
        own, at = row
        found.append(_fitted(own, lines, starts, kinds, len(heading)))
        end, number = at, number + 1
    return (first, end, found) if len(found) > 2 else None


def _stacked_row(lines: Sequence[str], at: int, number: int) -> tuple[list[int], int] | None:
    """The lines of the row of this number, and where the next one begins."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    if at >= len(lines) or fold(lines[at]) != str(number):
        return None
    own, at = [at], at + 1
    while at < len(lines) and len(own) < LONGEST_CELL_RUN:
        plain = fold(lines[at])
        if plain == str(number + 1):
            break
        mark = mark_of(lines[at])
        if mark is not None and mark.level <= Level.FIRST:
            break
        if plain:
            own.append(at)
        at += 1
    return own, at


def _fitted(
    own: Sequence[int], lines: Sequence[str], starts: Sequence[int], kinds: dict[int, Kind | Role], width: int
) -> dict[int, Words]:
    """Lines as cells; surplus ones belong to the widest cell, the measure, and those behind it are counted from the right."""
    surplus = len(own) - width
    wide = next((column for column, kind in kinds.items() if kind is Kind.MEASURE), None)
    if wide is None:
        wide = next((column for column, kind in kinds.items() if kind is Kind.TITLE), width - 1)
    cells: dict[int, Words] = {}
    taken = 0
    for column in range(width):
        count = 1 + max(0, surplus) if column == wide else 1
        part = own[taken : taken + count]
        taken += count
        if part:
            cells[column] = _joined([_line_words(lines[at], starts[at]) for at in part])
    return cells


def _line_words(line: str, start: int) -> Words:
    return Words(line, range(start, start + len(line)))


def _joined(parts: Sequence[Words]) -> Words:
    text = "\n".join(part.text for part in parts)
    places: list[int] = []
    for number, part in enumerate(parts):
        places += ([places[-1] if places else 0] if number else []) + list(part.places)
    return Words(text, places)
