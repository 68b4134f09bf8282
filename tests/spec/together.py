"""Rows that ask on the same day, each with a document of its own, judged in one build: a build costs more than a row."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.spec.tables import Table
from tests.spec.world import WORLD, clock_of, make_file, make_plan, make_records
from tracker.records.chain import Record
from tracker.records.journal import Ledger
from tracker.snapshot import Snapshot
from tracker.store.build import build

Row = dict[str, Any]
APART = {"others", "units", "home", "places"}
"""Words of a world in which a row's document is not alone with its records."""
POINTERS = {"replaces", "record", "request"}


class Worlds:
    """`of(table, row)` is the judged state that holds the row, and the name of the row's document in it."""

    def __init__(self, rows: list[tuple[Table, Row]]) -> None:
        self._shared: dict[str, list[tuple[Table, Row]]] = defaultdict(list)
        self._names: dict[int, str] = {}
        self._judged: dict[str, Snapshot] = {}
        for table, row in rows:
            shared = table.asks in ("target", "task", "item", "schedule", "figure")
            if shared and not APART & ({*table.spec} | {*row}):
                group = self._shared[_day(table, row)]
                self._names[id(row)] = f"doc{len(group)}"
                group.append((table, row))

    def of(self, table: Table, row: Row) -> tuple[Snapshot, str] | None:
        """None for a row that has to be judged in a world of its own."""
        if id(row) not in self._names:
            return None
        day = _day(table, row)
        if day not in self._judged:
            self._judged[day] = self._judge(self._shared[day])
        return self._judged[day], self._names[id(row)]

    def _judge(self, group: list[tuple[Table, Row]]) -> Snapshot:
        opened = _opened(*group[0])
        files, records = [], make_records([], opened)
        for table, row in group:
            name = self._names[id(row)]
            files.append(
                make_file(name, {**table.spec, **{word: row[word] for word in WORLD if word in row}})
            )
            own = make_records([*table.spec.get("given", []), *row.get("given", [])], opened)
            facts = own[1:] if opened else own
            records += [_moved(record, name, len(records) + at) for at, record in enumerate(facts, 1)]
        plan = make_plan({}).model_copy(update={"files": tuple(files)})
        clock = clock_of(group[0][0].spec, group[0][1])
        return Snapshot(plan, (), Ledger(tuple(records)), clock, build(plan, tuple(records), clock))


def _opened(table: Table, row: Row) -> Any:
    return row.get("opened", table.spec.get("opened"))


def _day(table: Table, row: Row) -> str:
    return f"{clock_of(table.spec, row)} {_opened(table, row)}"


def _moved(record: Record, name: str, seq: int) -> Record:
    """The record as one about the document `name`."""
    body = {key: _renamed(key, value, name) for key, value in record.body.items()}
    return replace(record, seq=seq, id=f"{name}.{record.id}", batch=f"b{seq}", hash=str(seq), body=body)


def _renamed(key: str, value: object, name: str) -> object:
    if isinstance(value, Mapping):
        return {inner: _renamed(inner, said, name) for inner, said in value.items()}
    if key in POINTERS and value:
        return f"{name}.{value}"
    if isinstance(value, str) and value.startswith("doc/"):
        return name + value.removeprefix("doc")
    return value
