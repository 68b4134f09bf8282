"""The rows under a heading: what each says by field, which of them belong together, and which are no tasks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tracker.problems import shown
from tracker.records.upload import Cell, cell_name
from tracker.takeover.columns import Headed
from tracker.takeover.words import Field, Words, key

OPENS_GROUP = ({Field.CLAUSE, Field.TITLE}, {Field.NUMBER})
"""A row that has nothing in the first of these that the sheet has goes on with the task of the row above."""
TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
FAULTS = {
    "no-result": "公式没有算出结果，不导入；请在 Excel、WPS 中打开保存一次，或改填内容",
    "error": "单元格里是错误值，不导入；请改填内容",
}
"""Cells that hold something, but nothing that could be read."""
SHOWN = 40
"""So many characters of a row that is passed over are shown."""


@dataclass(frozen=True)
class Said:
    """What a row says in one field; `cell` names where it is written, which a merged cell does in another row."""

    text: str
    cell: str
    raw: Cell


@dataclass(frozen=True)
class Line:
    """A row of the ledger. `follows` is the first row of the task that it goes on with."""

    sheet: str
    row: int
    said: Mapping[Field, Said]
    follows: int | None = None
    chapter: str = ""
    """The heading of a group of rows, or the clause written once above, under which it stands."""
    withheld: tuple[tuple[Field, str, str], ...] = ()
    """Field, cell and reason of what is not read at all: formulas without result, telephone numbers."""

    @property
    def id(self) -> tuple[str, int]:
        return self.sheet, self.row

    def text(self, field: Field) -> str:
        return self.said[field].text if field in self.said else ""

    @property
    def name(self) -> str:
        """What the row is called where it is shown."""
        in_order = [Field.TITLE, Field.MEASURE, Field.CLAUSE]
        if self.follows is not None:
            in_order = [Field.MEASURE, Field.TITLE, Field.CLAUSE]
        return next((text for says in in_order if (text := self.text(says))), "")


@dataclass(frozen=True)
class Passed:
    """A row that is no task, and why."""

    sheet: str
    row: int
    text: str
    reason: str


@dataclass
class _Group:
    """What the rows below may take over from: the first row, and merged cells by column."""

    row: int
    merged: dict[int, Said] = field(default_factory=dict)


def lines(headed: Headed, words: Words) -> tuple[list[Line], list[Passed]]:
    """Rows that speak of a task, and those that are passed over: titles of groups, totals, the foot of the sheet."""
    found: list[Line] = []
    passed: list[Passed] = []
    reader = _Rows(headed, words)
    for row in sorted({row for row, _ in headed.sheet.cells if row >= headed.first}):
        cells = {at: cell for at in reader.every if (cell := headed.sheet.cells.get((row, at)))}
        if why := reader.why_passed(row, cells):
            passed.append(why)
        elif line := reader.line(row, cells):
            found.append(line)
    return found, passed


class _Rows:
    def __init__(self, headed: Headed, words: Words) -> None:
        self._sheet, self._words = headed.sheet.name, words
        self.every = sorted({at for _, at in headed.sheet.cells})
        self._fields = {column.at: column.field for column in headed.columns if column.field}
        self._headings = {column.at: key(column.heading) for column in headed.columns}
        self._persons = {column.at for column in headed.columns if column.person}
        openers = ([at for at, field in self._fields.items() if field in fields] for fields in OPENS_GROUP)
        self._anchors: list[int] = next((found for found in openers if found), [])
        self._group: _Group | None = None
        self._chapter = ""
        self._clause: Said | None = None

    def why_passed(self, row: int, cells: Mapping[int, Cell]) -> Passed | None:
        known = {at: cell for at, cell in cells.items() if self._filled(cell)}
        if not known:
            return Passed(self._sheet, row, "", "空行") if cells else None
        first = known[min(known)].text
        if self._words.is_signature(first):
            return Passed(self._sheet, row, "", "表尾的签署，涉及个人，不显示也不导入")
        if sum(key(cell.text) == self._headings.get(at) for at, cell in known.items()) * 2 > len(known):
            return Passed(self._sheet, row, shown(first, SHOWN), "重复的表头")
        if any(key(first).startswith(word) for word in self._words.not_tasks):
            return Passed(self._sheet, row, shown(first, SHOWN), "合计、说明或落款")
        if len(known) == 1 and len(self._fields) > 1:
            self._chapter, self._group, self._clause = first, None, None
            return Passed(self._sheet, row, shown(first, SHOWN), "整行只有一格，作为分组标题")
        if not {at for at in known if at in self._fields}:
            return Passed(self._sheet, row, "", "没有可以导入的内容")
        return None

    def line(self, row: int, cells: Mapping[int, Cell]) -> Line | None:
        if not cells:
            return None
        opens = not self._anchors or any(self._filled(cells.get(at)) for at in self._anchors)
        before = self._group
        if opens or before is None:
            group = self._group = _Group(row)
        else:
            group = before
        found = dict(self._said(row, cells, group))
        unread = {says: why for says, one in found.items() if (why := _why_unread(one))}
        said = {says: one for says, one in found.items() if says not in unread}
        self._keep_clause(said)
        chapter = self._chapter if Field.CLAUSE in said or self._clause is None else self._clause.text
        withheld = tuple((says, found[says].cell, why) for says, why in unread.items())
        return Line(self._sheet, row, said, None if group.row == row else group.row, chapter, withheld)

    def _said(self, row: int, cells: Mapping[int, Cell], group: _Group) -> Iterator[tuple[Field, Said]]:
        for at, says in self._fields.items():
            cell = cells.get(at)
            if cell is None:
                # A merged cell speaks for the rows below it, as far as they are of the same task.
                if at in group.merged:
                    yield says, group.merged[at]
                continue
            said = Said(cell.text.strip(), cell_name(row, at), cell)
            if cell.fault == "merged":
                group.merged[at] = said
            else:
                group.merged.pop(at, None)
            if self._filled(cell):
                yield says, said

    def _keep_clause(self, said: Mapping[Field, Said]) -> None:
        """A clause written once over several tasks tells where those below it belong."""
        self._clause = said.get(Field.CLAUSE, self._clause)

    def _filled(self, cell: Cell | None) -> bool:
        return cell is not None and (cell.fault in FAULTS or not self._words.is_empty(cell.text))


def _why_unread(said: Said) -> str:
    """Why a cell cannot be taken as it stands, without saying what stands in it; empty when it can."""
    if TELEPHONE.search(said.text):
        return "含有电话号码，不导入；请删去电话后重新上传"
    return FAULTS.get(said.raw.fault or "", "")
