"""Tables of indicators (指标｜单位｜2020年｜2025年｜属性) -> sentences that say each figure with its year."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.extract.ledger import Grid, Line, Row, Words
from tracker.extract.script import simplified
from tracker.sources.folding import fold

HEADING_WITHIN = 4
"""The heading is looked for in so many first rows."""
LONGEST_HEADING = 16
FEWEST = 3
"""Columns of such a table in a text without marked cells."""
_NAME = re.compile(r"指标|名称|项目$|类型$")
_UNIT = re.compile(r"^(?:计量)?单位$")
_YEAR = re.compile(
    r"^(?:到)?((?:19|20)\d\d)年?(?:底|末)?\(?(?:目标值?|预期值?|预期目标|规划目标|规划值)?\)?$"
)
_GOAL = re.compile(r"^(?:目标值|预期目标|规划目标|目标)$")
_ORDER = re.compile(r"^(?:序号|编号|类别|维度|领域|一级指标|分类)$")
_EMPTY = re.compile(r"[—\-/\\.…]*|无|暂无")
_FIGURE = re.compile(
    r"[\[(【〔]?(?P<sign>[≥≤><＞＜]=?)?[\[(]?-?(?P<figure>\d[\d,.]*)(?P<rest>[^\])】〕]{0,12})[\])】〕]?"
)
_FALLS = re.compile(r"(?:降低|下降|减少|削减|下降率|降幅)$")
_OWN_UNIT = re.compile(r"[(（](?P<unit>[^()（）]{1,14})[)）]\s*$")
_SIGNS = {"≥": "不低于", ">": "超过", "≤": "不高于", "<": "低于"}
_CELL = re.compile(r"[^\s|]+")


@dataclass(frozen=True)
class _Columns:
    name: int
    unit: int | None
    goals: Mapping[int, str]
    """By column the words of its date; empty where the heading has no year."""


def indicator_lines(grid: Grid) -> list[Line] | None:
    """None when no row of the grid heads a table of indicators."""
    for at, row in enumerate(grid[:HEADING_WITHIN]):
        if (columns := _columns(row)) is not None:
            told = [line for before in grid[:at] for line in _plain(before)]
            return told + [line for below in grid[at + 1 :] for line in _told(below, columns)]
    return None


def indicator_tables(lines: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[int, int, Grid]]:
    """Those that a text prints with white space or | between the cells, a row a line; they do not overlap."""
    at = 0
    while at < len(lines):
        heading = _cells(lines[at], starts[at])
        at += 1
        if len(heading) < FEWEST or _columns(heading) is None:
            continue
        first, rows = at - 1, [heading]
        while at < len(lines) and (row := _cells(lines[at], starts[at])) and len(row) == len(heading):
            rows.append(row)
            at += 1
        if len(rows) > 1:
            yield first, at, rows


def _cells(line: str, start: int) -> dict[int, Words]:
    return {
        column: Words(match[0], range(start + match.start(), start + match.end()))
        for column, match in enumerate(_CELL.finditer(line))
    }


def _columns(row: Row) -> _Columns | None:
    said = {column: fold(simplified(words.text)) for column, words in row.items()}
    if any(len(words) > LONGEST_HEADING for words in said.values()):
        return None
    goals = {column: f"到{match[1]}年" for column, words in said.items() if (match := _YEAR.match(words))}
    goals |= {column: "" for column, words in said.items() if _GOAL.match(words)}
    names = [column for column, words in said.items() if _NAME.search(words) and not _ORDER.match(words)]
    if not goals or not names:
        return None
    unit = next((column for column, words in said.items() if _UNIT.match(words)), None)
    return _Columns(names[-1], unit, goals)


def _told(row: Row, columns: _Columns) -> Iterator[Line]:
    name = row.get(columns.name)
    if name is None or name.empty:
        yield from _plain(row)
        return
    unit = row.get(columns.unit) if columns.unit is not None else None
    for column, year in sorted(columns.goals.items()):
        value = row.get(column)
        if value is not None and not value.empty and not _EMPTY.fullmatch(fold(value.text)):
            yield _sentence(name, value, fold(unit.text) if unit else "", year)


def _sentence(name: Words, value: Words, unit: str, year: str) -> Line:
    """到2025年，森林覆盖率达到45%。 What the table does not print stands where the value does."""
    here = value.places[0] if value.places else 0
    subject, places = (
        name.text.replace("\n", ""),
        [at for at, mark in zip(name.places, name.text, strict=True) if mark != "\n"],
    )
    if own := _OWN_UNIT.search(subject):
        unit = unit or fold(own["unit"])
        subject, places = subject[: own.start()], places[: own.start()]
    said = _value(fold(value.text), unit, falls=bool(_FALLS.search(fold(subject))))
    before, after = (f"{year}，" if year else ""), f"{said}。"
    return before + subject + after, [here] * len(before) + places + [here] * len(after)


def _value(words: str, unit: str, *, falls: bool) -> str:
    match = _FIGURE.fullmatch(words)
    if match is None:
        return words
    sign = next((_SIGNS[mark] for mark in _SIGNS if (match["sign"] or "").startswith(mark)), "")
    verb = sign or ("" if falls else "达到")
    rest = match["rest"]
    return f"{verb}{match['figure']}{rest if rest[:1] in ('%', '‰') or (unit and rest.startswith(unit)) else unit + rest}"


def _plain(row: Row) -> Iterator[Line]:
    for _, words in sorted(row.items()):
        if words.text.strip():
            kept = [(mark, at) for mark, at in zip(words.text, words.places, strict=True) if mark != "\n"]
            yield "".join(mark for mark, _ in kept), [at for _, at in kept]
