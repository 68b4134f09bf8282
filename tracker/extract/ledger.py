"""Rows of a task list -> lines as a plan without tables would print them: a numbered clause, then 牵头单位：…, 完成时限：…"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.extract.script import simplified
from tracker.extract.units.labels import heading_role
from tracker.extract.units.names import LEVEL, POINTING, bare, is_name
from tracker.model import Role
from tracker.sources.folding import fold

HEADING_WITHIN = 15
"""The heading is looked for in so many first rows."""
LONGEST_HEADING = 24
_EMPTY = frozenset({"", "/", "\\", "-", "--", "—", "——", "无", "暂无", "…", "……", "/ /"})
_NUMBER = re.compile(r"(?:序|编|项|条)(?:号|次|目)|№|No\.?")
_DUE = re.compile(r"时限|时间|期限|节点|完成日期|截止|进度要求|起止")
_PERSON = re.compile(r"领导|责任人|负责人|联系人|联络员|电话|手机|姓名|经办|填报|审核")
_MEASURE = re.compile(
    r"路径|措施|举措|内容|要求|具体任务|任务分解|工作目标|任务目标|年度目标|建设规模|做法|主要工作"
)
_TITLE = re.compile(r"任务|事项|项目|工作|举措|指标|名称|目标|要点|重点")
_GROUP = re.compile(r"维度|领域|类别|板块|方向|章节|分类|来源|属性|条线|类型")
_REMARK = re.compile(r"备注|说明|进展|状态|问题|佐证|附件|总投资|地点|是否|分类")
_DIGITS = re.compile(r"[((]?(\d{1,3})[)).、]?")
LABELS: Mapping[Role, str] = {
    Role.LEAD: "牵头单位：",
    Role.SUPPORT: "配合单位：",
    Role.RESPONSIBLE: "责任单位：",
}


class Kind(StrEnum):
    """What a column of a task list says, besides the roles."""

    NUMBER = "number"
    GROUP = "group"
    TITLE = "title"
    MEASURE = "measure"
    DUE = "due"
    OTHER = "other"


@dataclass(frozen=True)
class Words:
    """What a cell says, and where each character stands in the original; `merged` = it stands for the blank ones below too."""

    text: str
    places: Sequence[int]
    merged: bool = False

    @property
    def empty(self) -> bool:
        return fold(self.text) in _EMPTY


Row = Mapping[int, Words]
Grid = Sequence[Row]
Line = tuple[str, Sequence[int]]
Columns = Mapping[int, Kind | Role]


def as_lines(grid: Grid) -> list[Line] | None:
    """None when no row of the grid is the heading of a task list that says who answers."""
    found = _heading(grid)
    if found is None:
        return None
    first, columns = found
    lines = [line for row in grid[: first - 1] for line in _plain(row)] if first > 1 else []
    for count, row in enumerate(_rows(grid[first:], columns), 1):
        lines += _told(row, columns, count)
    return lines


def _heading(grid: Grid) -> tuple[int, Columns] | None:
    """The row after the heading, and what the columns say; a heading may take two rows."""
    for at in range(min(HEADING_WITHIN, len(grid))):
        for depth in (2, 1):
            if at + depth > len(grid):
                continue
            said = _heading_words(grid, at, depth)
            columns = _columns(said)
            roles = [kind for kind in columns.values() if isinstance(kind, Role)]
            tasks = [kind for kind in columns.values() if kind in (Kind.TITLE, Kind.MEASURE)]
            if (
                roles
                and (tasks or Kind.NUMBER in columns.values())
                and (depth == 1 or _better(grid, at, len(roles)))
            ):
                return at + depth, _with_task(columns, grid[at + depth :])
    return None


def _heading_words(grid: Grid, at: int, depth: int) -> dict[int, str]:
    said = {column: _line(words.text) for column, words in grid[at].items() if not words.empty}
    if depth == 2:
        said |= {column: _line(words.text) for column, words in grid[at + 1].items() if not words.empty}
    return said


def _better(grid: Grid, at: int, roles: int) -> bool:
    """Whether the second row of a heading parts what the first one says of several columns."""
    lower = _columns(_heading_words(grid, at + 1, 1))
    upper = _columns(_heading_words(grid, at, 1))
    short = all(len(_line(words.text)) <= LONGEST_HEADING for words in grid[at + 1].values())
    return (
        short
        and any(isinstance(kind, Role) for kind in lower.values())
        and roles > sum(isinstance(kind, Role) for kind in upper.values())
    )


def heading_kinds(said: Mapping[int, str]) -> dict[int, Kind | Role]:
    """What columns with these headings say; those that nobody knows are left out."""
    return _with_task(_columns({column: _line(words) for column, words in said.items()}), ())


def _line(text: str) -> str:
    return fold(simplified(text))


def _columns(said: Mapping[int, str]) -> dict[int, Kind | Role]:
    found: dict[int, Kind | Role] = {}
    for column, words in said.items():
        if len(words) <= LONGEST_HEADING and (kind := _kind(words)) is not None:
            found[column] = kind
    return found


def _kind(words: str) -> Kind | Role | None:
    plain = re.sub(r"\([^()]*\)", "", words) or words
    if _PERSON.search(plain):
        return Kind.OTHER
    if (role := heading_role(plain)) is not None:
        return role
    for kind, pattern in (
        (Kind.NUMBER, _NUMBER),
        (Kind.DUE, _DUE),
        (Kind.OTHER, _REMARK),
        (Kind.GROUP, _GROUP),
        (Kind.MEASURE, _MEASURE),
        (Kind.TITLE, _TITLE),
    ):
        if pattern.search(plain):
            return kind
    return None


def _with_task(columns: dict[int, Kind | Role], rows: Grid) -> dict[int, Kind | Role]:
    """With one title and one measure; without either, the column with the longest words is the measure."""
    titles = [column for column, kind in columns.items() if kind is Kind.TITLE]
    measures = [column for column, kind in columns.items() if kind is Kind.MEASURE]
    if len(titles) > 1 and not measures:
        columns = columns | {titles[-1]: Kind.MEASURE}
    elif not titles and len(measures) > 1:
        columns = columns | {measures[0]: Kind.TITLE}
    elif not titles and not measures:
        lengths: dict[int, int] = {}
        for row in rows:
            for column, words in row.items():
                if columns.get(column) in (None, Kind.OTHER):
                    lengths[column] = lengths.get(column, 0) + len(words.text)
        if lengths:
            columns = columns | {max(lengths, key=lambda column: lengths[column]): Kind.MEASURE}
    return columns


def _rows(grid: Grid, columns: Columns) -> Iterator[dict[int, Words]]:
    """One for each task: heads repeated on every page are gone, rows cut by a page are whole, merged cells filled in."""
    numbered = next((column for column, kind in columns.items() if kind is Kind.NUMBER), None)
    open_: dict[int, Words] | None = None
    above: dict[int, Words] = {}
    for row in grid:
        if _columns({column: _line(words.text) for column, words in row.items()}) == columns:
            continue
        said = {column: words for column, words in row.items() if words.text.strip()}
        if not said:
            continue
        starts = numbered is None or numbered in said
        if open_ is not None and not starts and not _is_title(said, columns):
            open_ = {column: _joined(open_.get(column), said.get(column)) for column in {*open_, *said}}
            continue
        if open_ is not None:
            yield open_
        filled = {column: words for column, words in above.items() if words.merged and column not in said}
        above = filled | said
        open_ = filled | said
    if open_ is not None:
        yield open_


def _is_title(row: Row, columns: Columns) -> bool:
    """A row of one cell that heads those below it: 一、能源领域（5项）."""
    return (
        len(row) == 1
        and re.match(
            r"\s*(?:[一二三四五六七八九十]+[、.]|[((][一二三四五六七八九十]+[))])",
            next(iter(row.values())).text,
        )
        is not None
    )


def _joined(first: Words | None, second: Words | None) -> Words:
    if first is None or second is None:
        one = first or second
        if one is None:
            raise ValueError
        return one
    return Words(first.text + second.text, [*first.places, *second.places], first.merged)


def _plain(row: Row) -> Iterator[Line]:
    for _, words in sorted(row.items()):
        if words.text.strip():
            yield (
                words.text.replace("\n", ""),
                [at for at, character in zip(words.places, words.text, strict=True) if character != "\n"],
            )


def _told(row: Row, columns: Columns, count: int) -> Iterator[Line]:
    if len(row) == 1 and _is_title(row, columns):
        yield from _plain(row)
        return
    said = {kind: row[column] for column, kind in columns.items() if column in row and not row[column].empty}
    title, measure = said.get(Kind.TITLE), said.get(Kind.MEASURE)
    number = said.get(Kind.NUMBER)
    found = _DIGITS.fullmatch(fold(number.text)) if number else None
    head = title or measure
    if head is None:
        yield from _plain(row)
        return
    mark = f"{int(found[1]) if found else count}."
    text, places = _one_line(head)
    at = places[0] if places else 0
    yield mark + text, [at] * len(mark) + places
    if title and measure:
        yield _one_line(measure)
    for column, kind in sorted(columns.items()):
        if isinstance(kind, Role) and column in row and not row[column].empty:
            yield _labelled(LABELS[kind], *_list(row[column]))
    for column, kind in sorted(columns.items()):
        if column in row and not row[column].empty and kind is Kind.DUE:
            yield _labelled("完成时限：", *_one_line(row[column]))


def _labelled(label: str, text: str, places: list[int]) -> Line:
    at = places[0] if places else 0
    return label + text, [at] * len(label) + places


def _one_line(words: Words) -> tuple[str, list[int]]:
    kept = [
        (character, at) for character, at in zip(words.text, words.places, strict=True) if character != "\n"
    ]
    return "".join(character for character, _ in kept), [at for _, at in kept]


def _list(words: Words) -> tuple[str, list[int]]:
    """Names on lines of their own are parted by 、; a line that only broke a name is put together again."""
    text, places = "", list[int]()
    for place, (at, character) in enumerate(zip(words.places, words.text, strict=True)):
        if character != "\n":
            text, places = text + character, [*places, at]
        elif _ends_name(text) and _begins_name(words.text[place:].lstrip("\n")):
            text, places = text + "、", [*places, at]
    return text, places


def _ends_name(text: str) -> bool:
    plain = fold(simplified(text))
    last = re.split(r"[、,;]", bare(plain))[-1]
    return plain.count("(") == plain.count(")") and is_name(last)


def _begins_name(text: str) -> bool:
    plain = fold(simplified(text[:12]))
    return LEVEL.match(plain) is not None or POINTING.match(plain) is not None
