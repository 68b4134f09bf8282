"""The loaded state: plan and journal as they are now, judged for one clock and kept while both stay the same."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path
from threading import RLock

import duckdb
import polars as pl

from tracker.model import Plan
from tracker.periods import Quarter, end_of_shanghai_day, shanghai_day
from tracker.plan import load_plan
from tracker.problems import Problem
from tracker.records.journal import FileJournal, Head, Ledger
from tracker.store.build import Clock, build

KEPT_SNAPSHOTS = 12


def utc_now() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None)


@dataclass
class Snapshot:
    """One judged state. Frames are read once and then shared: treat them as constants."""

    plan: Plan
    problems: tuple[Problem, ...]
    ledger: Ledger
    clock: Clock
    con: duckdb.DuckDBPyConnection
    kept: dict[str, object] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    @property
    def head(self) -> Head:
        return self.ledger.head

    def frame(self, sql: str) -> pl.DataFrame:
        """The rows of a query; the same query text gives the same frame."""
        with self._lock:
            if sql not in self.kept:
                self.kept[sql] = self.con.cursor().sql(sql).pl()
            found = self.kept[sql]
        if not isinstance(found, pl.DataFrame):
            raise TypeError(sql)
        return found

    def once(self, name: str, make: Callable[[], object]) -> object:
        """A derived value computed once for this snapshot, e.g. a finished frame or a chart's specification."""
        with self._lock:
            if name not in self.kept:
                self.kept[name] = make()
            return self.kept[name]


class Workspace:
    """A tasks/ folder and a data/ folder, read again only when they change. Safe to share between threads."""

    def __init__(self, tasks: Path, data: Path, now: Callable[[], datetime] = utc_now, simulated: bool = False) -> None:
        self.tasks, self.data, self.now, self.simulated = tasks, data, now, simulated
        self.journal = FileJournal(data / "journal")
        self._lock = RLock()
        self._plan: tuple[object, Plan, tuple[Problem, ...]] | None = None
        self._snapshots: OrderedDict[object, Snapshot] = OrderedDict()

    @property
    def today(self) -> date:
        return shanghai_day(self.now())

    def plan(self) -> tuple[Plan, tuple[Problem, ...]]:
        """The plan and what is wrong with its files."""
        with self._lock:
            stamp = _stamp(self.tasks)
            if self._plan is None or self._plan[0] != stamp:
                plan, problems = load_plan(self.tasks)
                self._plan = (stamp, plan, tuple(problems))
            return self._plan[1], self._plan[2]

    def status(self, as_of: date | None = None, known_at: datetime | None = None) -> Snapshot:
        """The state on a day, by default today; `known_at` (naive UTC) by default includes everything recorded."""
        known = known_at or end_of_shanghai_day(self.today)
        return self._judged(Clock.of_status(as_of or self.today, known), *self.plan())

    def report(self, quarter: Quarter, known_at: datetime | None = None) -> Snapshot:
        """The state a report on a quarter shows; a locked quarter is as it was when it was locked, plan included."""
        lock = self.lock_of(quarter)
        if lock is None:
            known = known_at or end_of_shanghai_day(self.today)
            return self._judged(Clock.of_report(quarter, known), *self.plan())
        locked_at, fingerprint = lock
        kept = kept_plan_folder(self.data, fingerprint)
        plan, problems = load_plan(kept) if kept.is_dir() else self.plan()
        return self._judged(Clock.of_report(quarter, locked_at), plan, tuple(problems))

    def lock_of(self, quarter: Quarter) -> tuple[datetime, str] | None:
        """When the quarter was locked and the fingerprint of tasks/ then; None while it is open."""
        found: tuple[datetime, str] | None = None
        for record in self.journal.read().records:
            if record.kind == "period_lock" and record.body["period"] == str(quarter):
                found = (record.recorded_at, str(record.body["plan"])) if record.body["locked"] else None
        return found

    def _judged(self, clock: Clock, plan: Plan, problems: tuple[Problem, ...]) -> Snapshot:
        ledger = self.journal.read()
        key = (plan.fingerprint, ledger.head, len(ledger.problems), clock)
        with self._lock:
            if key in self._snapshots:
                self._snapshots.move_to_end(key)
                return self._snapshots[key]
            con = build(plan, ledger.records, clock)
            snapshot = Snapshot(plan, problems, ledger, clock, con)
            self._snapshots[key] = snapshot
            if len(self._snapshots) > KEPT_SNAPSHOTS:
                self._snapshots.popitem(last=False)
            return snapshot


def kept_plan_folder(data: Path, fingerprint: str) -> Path:
    """Where a copy of tasks/ is kept for a locked quarter; the fingerprint comes from a record, so it is checked."""
    if not re.fullmatch(r"[0-9a-f]{64}", fingerprint):
        raise ValueError(f"not a fingerprint: {fingerprint!r}")
    return data / "plans" / fingerprint


def _stamp(folder: Path) -> object:
    return tuple(
        (str(file), stat.st_mtime_ns, stat.st_size)
        for file in sorted(folder.rglob("*.yaml"))
        for stat in (file.stat(),)
    )
