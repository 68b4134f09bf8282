"""What the last report was told about readings and progress, and what has been said differently since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from tracker import queries
from tracker.periods import end_of_shanghai_day
from tracker.records.journal import Record
from tracker.snapshot import Snapshot

Body = Mapping[str, object]
Key = tuple[str, str, str]
"""A reading's indicator, period and basis; a report's task, period and `progress`."""


@dataclass(frozen=True)
class Statement:
    """One time that a reading or a report was given; `body` is None where a correction withdrew it."""

    key: Key
    body: Body | None
    recorded_at: datetime
    effective_on: date
    reason: str | None
    """Given by a correction, and by nothing else."""


@dataclass(frozen=True)
class Revision:
    """A reading of a told period that has changed. `now` is None when no value is left."""

    indicator: str
    period: str
    basis: str
    before: Body
    now: Body | None
    reason: str | None


def told_until(now: Snapshot, before: Snapshot) -> datetime:
    """Up to when a fact was part of the last report: its lock, else the end of that quarter's reporting window."""
    if before.clock.known_at < now.clock.known_at:
        return before.clock.known_at
    closes = dict(queries.windows(now).select("period_end", "closes_on").iter_rows())
    return end_of_shanghai_day(closes.get(before.clock.as_of, before.clock.as_of))


def revised_readings(now: Snapshot, before: Snapshot) -> list[Revision]:
    """Readings of periods that the last report covered whose value is another one now."""
    told, best = told_until(now, before), {}
    for row in queries.readings(now).iter_rows(named=True):
        best[row["indicator_id"], row["period"], row["basis"]] = row
    was: dict[Key, Statement] = {}
    since: dict[Key, Statement] = {}
    for said in _statements(now):
        if said.key[2] == "progress" or said.effective_on > before.clock.as_of:
            continue
        if said.recorded_at <= told:
            was[said.key] = said
        elif said.key in was:
            since[said.key] = said
    found = []
    for key, said in since.items():
        old, new = was[key].body, best.get(key)
        if old is not None and (new is None or float(str(old["value"])) != new["value"]):
            found.append(Revision(*key, old, new, said.reason))
    return found


def corrected_reports(now: Snapshot, before: Snapshot) -> list[Statement]:
    """Corrections of progress reports that the last report was told of."""
    told = told_until(now, before)
    return [
        said
        for said in _statements(now)
        if said.key[2] == "progress"
        and said.reason
        and said.recorded_at > told
        and said.effective_on <= before.clock.as_of
    ]


def _statements(now: Snapshot) -> list[Statement]:
    known = now.clock.known_at
    records = (record for record in now.ledger.records if record.recorded_at <= known)
    return cast(list[Statement], now.once("statements", lambda: list(_read(records))))


def _read(records: Iterable[Record]) -> Iterable[Statement]:
    """Readings and reports in order of writing; a correction speaks of what it replaces."""
    origin: dict[str, tuple[Key, date]] = {}
    for record in records:
        if record.kind == "correction":
            if record.body["replaces"] not in origin:
                continue
            key, effective = origin[str(record.body["replaces"])]
            body, reason = cast(Body | None, record.body.get("body")), str(record.body["reason"])
        elif record.kind in ("reading", "progress"):
            body, reason, effective = record.body, None, record.effective_on
            key = _key(record.kind, body)
        else:
            continue
        origin[record.id] = (key, effective)
        # Reports are many, and only what was corrected about one is asked for.
        if key[2] == "progress" and not reason:
            continue
        yield Statement(key, body, record.recorded_at, effective, reason)


def _key(kind: str, body: Body) -> Key:
    if kind == "progress":
        return str(body["task"]), str(body["period"]), "progress"
    return str(body["indicator"]), str(body["period"]), str(body.get("basis") or "level")
