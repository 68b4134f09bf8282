"""The mapping of a ledger as a YAML file: written to be looked through and changed, and read back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from tracker.labels.takeover import FIELD, FIT, WORK_ITEMS
from tracker.model import Frozen, Text
from tracker.plan.complaints import Reading
from tracker.problems import Place, Problem
from tracker.takeover.codes import problem
from tracker.takeover.columns import NOTHING
from tracker.takeover.files import read_as
from tracker.takeover.proposal import Choices, Proposal

LONGEST = 60
"""Characters of a heading or row that say which one is meant."""
HEAD = """\
# 台账《{file}》的对应表。可以改：work_items、每一列的 field、每一行的 task；改好后用 --mapping 读回。
# field：{fields}；不导入写 none。涉及个人的列不能导入。
# task：任务编号，不导入的写 none。fit 和 why 只是说明，存疑的行（doubtful）要把 take 改为 true 才导入。
# work_items：{work_items}。
"""


class MappedColumn(Frozen):
    sheet: Text
    column: int
    heading: Text
    field: Text
    why: Text | None = None


class MappedRow(Frozen):
    sheet: Text
    row: int
    text: Text | None = None
    task: Text
    take: bool
    fit: Text | None = None
    why: Text | None = None


class Mapping(Frozen):
    period: Text
    work_items: Text
    columns: tuple[MappedColumn, ...]
    rows: tuple[MappedRow, ...]


def written(proposal: Proposal) -> str:
    """The mapping as it stands, doubtful rows with the task that they may be."""
    head = HEAD.format(
        file=proposal.file,
        fields="、".join(f"{code} {words}" for code, words in FIELD.items()),
        work_items="、".join(f"{code} {words}" for code, words in WORK_ITEMS.items()),
    )
    columns = [
        {
            "sheet": one.sheet,
            "column": one.at,
            "heading": _short(one.heading),
            "field": one.field.value if one.field else NOTHING,
            "why": one.reason,
        }
        for one in proposal.columns
    ]
    rows = [
        {
            "sheet": one.line.sheet,
            "row": one.line.row,
            **({"text": _short(one.line.name)} if _short(one.line.name) else {}),
            "task": one.task_id or NOTHING,
            "take": one.taken,
            "fit": one.fit,
            "why": one.reason or FIT[one.fit],
        }
        for one in proposal.rows
    ]
    top: dict[str, Any] = {
        "period": str(proposal.choices.period),
        "work_items": proposal.choices.work_items,
    }
    body = top | {"columns": columns, "rows": rows}
    return head + yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=1000)


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST].strip()


def read_mapping(
    data: bytes, name: str, start: Choices, ask: Callable[[Choices], Proposal]
) -> tuple[Choices, list[Problem]]:
    """What a mapping file decides beyond `start`; `ask` says how the ledger is read with some choices.

    Columns are settled first, since what a row is called hangs on them. With problems nothing of the file holds.
    """
    mapping, reading = read_as(Mapping, data, name)
    if mapping is None:
        return start, reading.problems
    told = _Told(mapping, reading, name)
    found = [*reading.problems, *told.wrong_top(start), *told.wrong_columns(first := ask(start))]
    if found:
        return start, found
    held = {(one.sheet, one.at): one.field.value if one.field else NOTHING for one in first.columns}
    columns = {
        (one.sheet, one.column): one.field
        for one in mapping.columns
        if one.field != held[one.sheet, one.column]
    }
    choices = replace(start, work_items=mapping.work_items, columns=columns)
    second = ask(choices)
    if found := [*told.wrong_rows(second)]:
        return start, found
    return replace(choices, rows=told.changed_rows(second)), []


@dataclass(frozen=True)
class _Told:
    """What the file says, and where each part of it stands."""

    mapping: Mapping
    reading: Reading
    name: str

    def _at(self, path: str) -> Place:
        return self.reading.places.get((self.name, path), Place(self.name))

    def wrong_top(self, start: Choices) -> Iterator[Problem]:
        if self.mapping.period != str(start.period):
            words = {"text": self.mapping.period, "other": start.period}
            yield problem("takeover.period", self._at("period"), **words)
        if self.mapping.work_items not in WORK_ITEMS:
            words = {"text": self.mapping.work_items, "choices": "、".join(WORK_ITEMS)}
            yield problem("takeover.unknown-choice", self._at("work_items"), **words)

    def wrong_columns(self, proposal: Proposal) -> Iterator[Problem]:
        columns = {(one.sheet, one.at): one for one in proposal.columns}
        for number, said in enumerate(self.mapping.columns):
            column, path = columns.get((said.sheet, said.column)), f"columns.{number}."
            if column is None:
                text = f"工作表“{said.sheet}”第 {said.column} 列"
                yield problem("takeover.no-such-row", self._at(path + "column"), text=text)
            elif _short(said.heading) != _short(column.heading):
                words = {"text": said.heading, "other": _short(column.heading)}
                yield problem("takeover.other-file", self._at(path + "heading"), **words)
            elif said.field not in (NOTHING, *FIELD):
                choices = "、".join((*FIELD, NOTHING))
                at = self._at(path + "field")
                yield problem("takeover.unknown-field", at, text=said.field, choices=choices)
            elif column.person and said.field != NOTHING:
                yield problem("takeover.person", self._at(path + "field"), text=column.heading)

    def wrong_rows(self, proposal: Proposal) -> Iterator[Problem]:
        rows = {one.line.id: one.line for one in proposal.rows}
        tasks = {one.task_id for one in proposal.tasks}
        for number, row in enumerate(self.mapping.rows):
            line, path = rows.get((row.sheet, row.row)), f"rows.{number}."
            if line is None:
                text = f"工作表“{row.sheet}”第 {row.row} 行"
                yield problem("takeover.no-such-row", self._at(path + "row"), text=text)
            elif _short(row.text or "") != _short(line.name):
                words = {"text": row.text or "", "other": _short(line.name)}
                yield problem("takeover.other-file", self._at(path + "text"), **words)
            elif row.task not in tasks and (row.task != NOTHING or row.take):
                yield problem("takeover.unknown-task", self._at(path + "task"), text=row.task)

    def changed_rows(self, proposal: Proposal) -> dict[tuple[str, int], str]:
        """Rows whose task is not the one that would be taken anyway, with those that would follow them."""
        said = {(row.sheet, row.row): row.task if row.take else "" for row in self.mapping.rows}
        changed: dict[tuple[str, int], str] = {}
        for one in proposal.rows:
            line, task = one.line, said.get(one.line.id)
            moved = line.follows is not None and (line.sheet, line.follows) in changed
            if task is not None and (moved or task != (one.task_id if one.taken else "")):
                changed[line.id] = task
        return changed
