"""The sealed line: how one record becomes one line of the journal, and how a line proves itself and the one before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from sys import intern
from types import NoneType
from typing import Any

VERSION = 1
GENESIS = "0" * 64
TICK = timedelta(microseconds=1)
LONGEST_WORD = 40
"""Characters; what is longer is a text, and hardly ever said twice."""

_HASH_LENGTH = len(f',"hash":"{GENESIS}"')
_SHAPE: tuple[tuple[str, type | tuple[type, ...]], ...] = (
    *((name, str) for name in ("id", "batch", "kind", "by", "role", "recorded_at", "effective_on")),
    *((name, int) for name in ("seq", "index", "size")),
    *((name, (str, NoneType)) for name in ("unit", "clock")),
    ("body", dict),
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last record of a chain: two journals with equal heads hold the same records."""

    seq: int = 0
    hash: str = GENESIS

    @property
    def short(self) -> str:
        return self.hash[:12]


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked fact on its way into the journal."""

    kind: str
    by: str
    role: str
    unit: str | None
    recorded_at: datetime
    """Naive UTC."""
    effective_on: date
    body: dict[str, object]
    """Decimals and dates are written as text, so that 35.50 stays 35.50."""
    clock: str | None = None
    """`simulated` when the writer ran under a simulated clock."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the journal, proven by its hash."""

    v: int
    seq: int
    id: str
    batch: str
    index: int
    """Place within the batch, from 1 to `size`."""
    size: int
    kind: str
    by: str
    role: str
    unit: str | None
    recorded_at: datetime
    effective_on: date
    body: dict[str, object]
    clock: str | None
    prev: str
    hash: str


class LineError(ValueError):
    """A line that is not a record: unreadable, or its content and its hash disagree."""


class EditedLineError(LineError):
    """A readable line whose content was changed after it was written."""


class NewerLineError(LineError):
    """A sound line in a form that this version of the program does not know."""


def canonical(content: object) -> str:
    """The one spelling of a JSON value that hashes are taken of."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a journal body holds JSON values, decimals and dates, not {type(value).__name__}")


def digest(prev: str, text: bytes) -> str:
    return sha256(prev.encode() + b"\n" + text).hexdigest()


def seal(entries: Sequence[Entry], last: Record | None) -> list[bytes]:
    """The lines of one batch, chained behind `last`, and later than it whatever the clock says.

    So “what had been recorded by then” always falls between two batches, e.g. before and after a lock.
    """
    head = Head(last.seq, last.hash) if last else Head()
    instant = last.recorded_at + TICK if last else datetime.min
    contents = [_content(entry) for entry in entries]
    batch = f"{head.seq + 1:06d}-{digest(head.hash, canonical(contents).encode())[:6]}"
    lines, prev = [], head.hash
    for index, (entry, content) in enumerate(zip(entries, contents, strict=True), start=1):
        instant = max(entry.recorded_at, instant)
        content |= {
            "v": VERSION,
            "seq": head.seq + index,
            "id": f"{batch}.{index}",
            "batch": batch,
            "index": index,
            "size": len(entries),
            "recorded_at": instant.isoformat(timespec="microseconds") + "Z",
            "prev": prev,
        }
        prev = digest(prev, canonical(content).encode())
        lines.append(canonical(content | {"hash": prev}).encode())
    return lines


def _content(entry: Entry) -> dict[str, object]:
    if entry.recorded_at.tzinfo is not None:
        raise ValueError("recorded_at is naive UTC")
    return {
        "kind": entry.kind,
        "by": entry.by,
        "role": entry.role,
        "unit": entry.unit,
        "recorded_at": entry.recorded_at.isoformat(),
        "effective_on": entry.effective_on.isoformat(),
        "body": entry.body,
        "clock": entry.clock,
    }


def unseal(line: bytes) -> Record:
    """The record of one line without its line end. Raises LineError; says nothing about the line before.

    The hash is taken of the bytes as they stand, so that a change that leaves the JSON value as it was is found too.
    """
    start = line.rfind(b',"hash":"')
    end = start + _HASH_LENGTH
    try:
        data = json.loads(line.decode())
        if digest(data["prev"], line[:start] + line[end:]) != data["hash"]:
            raise EditedLineError("content and hash disagree")
        if data["v"] != VERSION:
            raise NewerLineError(f"schema version {data['v']}")
        return _record(data)
    except LineError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LineError(str(error)) from error


def _record(data: dict[str, Any]) -> Record:
    for name, kinds in _SHAPE:
        if not isinstance(data[name], kinds):
            raise TypeError(f"{name} is of another type")
    return Record(
        v=data["v"],
        seq=data["seq"],
        id=data["id"],
        batch=intern(data["batch"]),
        index=data["index"],
        size=data["size"],
        kind=intern(data["kind"]),
        by=intern(data["by"]),
        role=intern(data["role"]),
        unit=_once(data["unit"]),
        recorded_at=datetime.fromisoformat(data["recorded_at"].removesuffix("Z")),
        effective_on=date.fromisoformat(data["effective_on"]),
        body={intern(name): _once(value) for name, value in data["body"].items()},
        clock=data["clock"],
        prev=intern(data["prev"]),
        hash=intern(data["hash"]),
    )


def _once(value: Any) -> Any:
    """What a journal says over and over, ids and single words, is held once: it is most of what a long one would take."""
    return intern(value) if type(value) is str and len(value) <= LONGEST_WORD else value


def follow(data: bytes, start: int, last: Record | None) -> tuple[list[Record], int]:
    """The records from byte `start` on, as long as each line is whole and chained to the one before it.

    Also returns the byte where that ends: the length of `data` when everything is in order.
    """
    head = Head(last.seq, last.hash) if last else Head()
    seq, prev, records = head.seq, head.hash, []
    while (end := data.find(b"\n", start)) >= 0:
        try:
            record = unseal(data[start:end])
        except LineError:
            break
        if record.prev != prev or record.seq != seq + 1:
            break
        records.append(record)
        seq, prev, start = record.seq, record.hash, end + 1
    return records, start
