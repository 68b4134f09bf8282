"""Journal records as one table a kind, with the columns of that kind's body, objects left out.

Shared columns: seq, id, author, role, filed_by (unit), recorded_at (naive UTC), recorded_day (Shanghai),
effective_on, replaces (id of the record that a correction stands in for).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

import polars as pl

from tracker.periods import StatPeriod, shanghai_day
from tracker.records.journal import Record
from tracker.records.kinds import KINDS, Body

SHARED: dict[str, pl.DataType] = {
    "seq": pl.Int64(),
    "id": pl.String(),
    "author": pl.String(),
    "role": pl.String(),
    "filed_by": pl.String(),
    "recorded_at": pl.Datetime("us"),
    "recorded_day": pl.Date(),
    "effective_on": pl.Date(),
    "replaces": pl.String(),
}
CORRECTION: dict[str, pl.DataType] = {
    "replaces": pl.String(),
    "root": pl.String(),
    "recorded_at": pl.Datetime("us"),
    "withdraws": pl.Boolean(),
    "reason": pl.String(),
}
DERIVED: dict[str, dict[str, pl.DataType]] = {"reading": {"months": pl.Int32()}}


def _plain(annotation: object) -> type:
    """The Python type behind `Annotated[...] | None`; a tuple of texts is a `tuple`."""
    if get_origin(annotation) is tuple:
        return tuple
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _plain(next(arg for arg in get_args(annotation) if arg is not NoneType))
    if not isinstance(annotation, type):
        raise TypeError(f"no column type for {annotation!r}")
    return annotation


def _column_type(annotation: object) -> pl.DataType:
    plain = _plain(annotation)
    if issubclass(plain, bool):
        return pl.Boolean()
    if issubclass(plain, int):
        return pl.Int32()
    if issubclass(plain, Decimal):
        return pl.Float64()
    if issubclass(plain, date):
        return pl.Date()
    if issubclass(plain, str | StrEnum):
        return pl.String()
    if issubclass(plain, tuple):
        return pl.List(pl.String())
    raise TypeError(f"no column type for {plain!r}")


def _columns(body: type[Body]) -> dict[str, pl.DataType]:
    fields = {
        name: _column_type(field.annotation)
        for name, field in body.model_fields.items()
        if get_origin(field.annotation) is not dict
    }
    return {**SHARED, **fields, **DERIVED.get(body.kind, {})}


COLUMNS: dict[str, dict[str, pl.DataType]] = {
    kind: _columns(body) for kind, body in KINDS.items() if kind != "correction"
} | {"correction": CORRECTION}


def _convert(kind: str, body: Mapping[str, object]) -> dict[str, object]:
    """JSON values of a body as values of the kind's columns."""
    row: dict[str, object] = {}
    columns = COLUMNS[kind]
    for name, value in body.items():
        wanted = columns.get(name)
        if value is None or wanted is None:
            continue
        if wanted == pl.Date:
            row[name] = date.fromisoformat(str(value))
        elif wanted == pl.Float64:
            row[name] = float(str(value))
        else:
            row[name] = value
    if kind == "reading":
        row["months"] = StatPeriod.parse(str(body["period"])).months
    return row


PIECE = 20_000
"""So many records become frames at a time: a frame takes several times what the database makes of it."""


def fact_frames(records: Iterable[Record]) -> Iterator[dict[str, pl.DataFrame]]:
    """One frame a kind, a piece of the journal after the other.

    A correction becomes a row of the kind it replaces, plus a row in `correction`.
    """
    origin: dict[str, tuple[str, str]] = {}
    feed = iter(records)
    while piece := [*islice(feed, PIECE)]:
        rows: dict[str, list[dict[str, object]]] = {}
        for record in piece:
            for kind, row in _rows(record, origin):
                rows.setdefault(kind, []).append(row)
        yield {kind: pl.DataFrame(found, schema=COLUMNS[kind]) for kind, found in rows.items()}


def _rows(record: Record, origin: dict[str, tuple[str, str]]) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows that a record makes; `origin` keeps of each earlier one the first of its line of corrections, and the kind."""
    kind, replaces = record.kind, None
    body: Mapping[str, object] = record.body
    if kind == "correction":
        replaced = str(body["replaces"])
        root, kind = origin.get(replaced, (replaced, ""))
        yield (
            "correction",
            {
                "replaces": replaced,
                "root": root,
                "recorded_at": record.recorded_at,
                "withdraws": body.get("body") is None,
                "reason": body["reason"],
            },
        )
        content = body.get("body")
        if not kind or not isinstance(content, Mapping):
            return
        body, replaces = content, root
        origin[record.id] = (root, kind)
    elif kind in COLUMNS:
        origin[record.id] = (record.id, kind)
    else:
        return
    yield (
        kind,
        {
            "seq": record.seq,
            "id": record.id,
            "author": record.by,
            "role": record.role,
            "filed_by": record.unit,
            "recorded_at": record.recorded_at,
            "recorded_day": shanghai_day(record.recorded_at),
            "effective_on": record.effective_on,
            "replaces": replaces,
            **_convert(kind, body),
        },
    )
