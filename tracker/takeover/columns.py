"""Where the heading of a sheet stands, which may take two rows, and what each of its columns says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from tracker.labels.takeover import FIELD
from tracker.periods import Quarter
from tracker.records.upload import Sheet
from tracker.takeover.words import Field, Words, key

HEADING_WITHIN = 15
"""The heading is looked for in so many first rows: titles and notes may stand above it."""
LEAST = 3
"""A row is a heading when it has so many known columns, one of them a clause, a task or a measure."""
ANCHORS = {Field.CLAUSE, Field.TITLE, Field.MEASURE}
ONLY_READ: Mapping[Field, str] = {
    Field.NUMBER: "只用来辨认合并的行",
    Field.CLAUSE: "用来对应方案条款",
    Field.TITLE: "用来对应方案任务",
    Field.SUPPORT: "分工以方案原文为准，不导入",
    Field.NOTE: "没有对应的记录，不导入",
}
"""Fields that become no record of their own, and why."""
NOTHING = "none"
"""What a mapping says of a column that is not taken."""
WITHIN = "表头含"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what it says (None = nothing that is taken) and why it is read so."""

    sheet: str
    at: int
    heading: str
    field: Field | None
    reason: str
    person: bool = False


@dataclass(frozen=True)
class Headed:
    """A sheet with its heading; `first` is the row after it."""

    sheet: Sheet
    first: int
    columns: tuple[Column, ...]

    def at(self, field: Field) -> int | None:
        return next((column.at for column in self.columns if column.field is field), None)


@dataclass(frozen=True)
class _Heading:
    own: str
    above: str = ""

    @property
    def words(self) -> str:
        return f"{self.above}／{self.own}" if self.above and self.own != self.above else self.own


def headed(
    sheet: Sheet, words: Words, period: Quarter, chosen: Mapping[tuple[str, int], str]
) -> Headed | None:
    """The sheet with its columns; None when no row of it is a heading. `chosen` are fields set by hand, by column."""
    tried: list[tuple[int, int, int, dict[int, _Heading]]] = []
    for top in range(1, HEADING_WITHIN + 1):
        for depth in (1, 2):
            found = _headings(sheet, top, depth)
            known = {_known(heading, words)[0] for heading in found.values()} - {None}
            if known & ANCHORS and len(known) >= LEAST:
                tried.append((len(known), top, depth, found))
    if not tried:
        return None
    # Of equal ones a single row, since the one above it may be the title of the sheet.
    _, top, depth, found = max(tried, key=lambda one: (one[0], -one[2], -one[1]))
    columns = _columns(sheet.name, found, words, period, chosen)
    return Headed(sheet, top + depth, columns)


def _headings(sheet: Sheet, top: int, depth: int) -> dict[int, _Heading]:
    """By column: what its heading says; a heading over several columns stands above each of theirs."""
    upper = {column: cell.text for (row, column), cell in sheet.cells.items() if row == top}
    if depth == 1:
        return {column: _Heading(_line(text)) for column, text in upper.items()}
    lower = {column: cell.text for (row, column), cell in sheet.cells.items() if row == top + 1}
    found: dict[int, _Heading] = {}
    above = ""
    for column in sorted({*upper, *lower}):
        above = upper.get(column, above)
        own = lower.get(column) or upper[column]
        found[column] = _Heading(_line(own), _line(above) if column in lower else "")
    return found


def _line(text: str) -> str:
    return "".join(text.split())


def _known(heading: _Heading, words: Words) -> tuple[Field | None, str]:
    """The field of a heading and why; people are nobody's field."""
    if words.is_person(heading.own) or words.is_person(heading.above):
        return None, ""
    tried = (key(heading.own), key(heading.above + heading.own), key(heading.own + heading.above))
    if "%" in normalize("NFKC", heading.words) and re.search("进度|完成|比例", heading.words):
        return Field.PERCENT, "表头写明是百分比"
    for text in tried:
        if field := words.by_heading.get(text):
            label = FIELD[field]
            return field, "表头相同" if text == label else f"表头是“{label}”的另一种写法"
    within = [text for text in words.by_heading if len(text) > 1 and text in tried[0]]
    if within:
        longest = max(within, key=len)
        return words.by_heading[longest], f"{WITHIN}“{longest}”"
    return None, ""


def _columns(
    sheet: str,
    found: Mapping[int, _Heading],
    words: Words,
    period: Quarter,
    chosen: Mapping[tuple[str, int], str],
) -> tuple[Column, ...]:
    """Each field is read from one column: the one chosen by hand, else the best fitting, else the first."""
    read: list[tuple[Column, int]] = []
    for at, heading in sorted(found.items()):
        field, reason = _known(heading, words)
        person, rank = words.is_person(heading.words), 0
        by_hand = chosen.get((sheet, at))
        if person:
            field, reason = None, "涉及个人，一律不导入"
        elif by_hand is not None:
            field = None if by_hand == NOTHING else Field(by_hand)
            reason, rank = ("由办公室指定" if field else "由办公室指定不导入"), 3
        elif field is None:
            reason = "不认识的表头，不导入；需要的请指定栏目"
        elif why := _other_period(heading.words, field, words, period):
            field, reason = None, why
        else:
            # A heading of this very period before one that may be of any.
            rank = 2 if _names(heading.words, period) else 0 if reason.startswith(WITHIN) else 1
        read.append((Column(sheet, at, heading.words, field, reason, person), rank))
    best: dict[Field, tuple[int, int]] = {}
    for column, rank in read:
        if column.field and (column.field not in best or rank > best[column.field][0]):
            best[column.field] = rank, column.at
    return tuple(_settled(column, best) for column, _ in read)


def _settled(column: Column, best: Mapping[Field, tuple[int, int]]) -> Column:
    if column.field is None:
        return column
    if best[column.field][1] != column.at:
        words = f"“{FIELD[column.field]}”已由另一列提供，这一列不导入"
        return Column(column.sheet, column.at, column.heading, None, words)
    if column.field in ONLY_READ:
        reason = f"{column.reason}；{ONLY_READ[column.field]}"
        return Column(column.sheet, column.at, column.heading, column.field, reason)
    return column


def _quarters(heading: str) -> set[int]:
    return {_QUARTERS[word] for word in re.findall(r"(?:第)?([一二三四1-4])季度", heading)}


def _names(heading: str, period: Quarter) -> bool:
    return period.number in _quarters(heading)


def _other_period(heading: str, field: Field, words: Words, period: Quarter) -> str:
    """Why a column does not speak of the period that is taken over; empty when it does, or does not say."""
    if field not in (
        Field.TEXT,
        Field.PERCENT,
        Field.PROBLEMS,
        Field.NEXT_STEP,
        Field.STATUS,
        Field.YEAR_GOAL,
    ):
        return ""
    years = {int(year) for year in re.findall(r"(20\d\d)年?", heading)}
    if years and period.year not in years:
        return f"是 {'、'.join(map(str, sorted(years)))} 年的内容，不是{period.label}的"
    quarters = _quarters(heading)
    if field is not Field.YEAR_GOAL and quarters and period.number not in quarters:
        return f"是其他季度的内容，不是{period.label}的"
    if any(word in heading for word in words.other_periods):
        return "是以前的内容，不是本期的"
    return ""
