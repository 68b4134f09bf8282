"""The loaded state: plan and journal as they are now, judged for one clock and kept while both stay the same."""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock

import duckdb
import polars as pl

from tracker.model import Plan
from tracker.periods import Quarter, end_of_shanghai_day, shanghai_day
from tracker.plan import load_plan
from tracker.problems import Place, Problem
from tracker.records.disk import stamp
from tracker.records.journal import FileJournal, Head, Ledger
from tracker.store.build import ON_DEMAND, Clock, add_view, build

KEPT_SNAPSHOTS = 12


def utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass
class Snapshot:
    """One judged state. Frames are read once and then shared: treat them as constants."""

    plan: Plan
    problems: tuple[Problem, ...]
    ledger: Ledger
    clock: Clock
    con: duckdb.DuckDBPyConnection
    kept: dict[str, object] = field(default_factory=dict)
    part_of: "Snapshot | None" = None
    """The same state with every document, where this one shows only some."""
    documents: frozenset[str] | None = None
    """Ids of the documents shown; None = all."""
    unit: str | None = None
    """Id of the unit of whose tasks, targets and items alone it speaks; None = everybody's."""
    _lock: RLock = field(default_factory=RLock)

    @property
    def head(self) -> Head:
        return self.ledger.head

    @property
    def whole(self) -> "Snapshot":
        """The same state with every document."""
        return self.part_of or self

    def within(self, documents: frozenset[str]) -> "Snapshot":
        """This state as far as it speaks of these documents; what a question answers is then counted over them alone."""
        every = documents >= {file.document.id for file in self.plan.files}
        return self._part(None if every else documents, self.unit)

    def of_unit(self, unit: str | None) -> "Snapshot":
        """This state as far as it speaks of what a unit leads, shares or answers for; None = of everybody's again."""
        return self._part(self.documents, unit)

    def same_part(self, of: "Snapshot") -> "Snapshot":
        """Another state as far as it speaks of what this one shows."""
        return of.whole._part(self.documents, self.unit)

    def _part(self, documents: frozenset[str] | None, unit: str | None) -> "Snapshot":
        whole = self.whole
        if documents is None and unit is None:
            return whole

        def make() -> Snapshot:
            # One lock for both: they ask over one connection.
            return replace(whole, kept={}, part_of=whole, documents=documents, unit=unit)

        shown = None if documents is None else sorted(documents)
        found = whole.once(f"part {shown} {unit}", make)
        if not isinstance(found, Snapshot):
            raise TypeError(documents)
        return found

    def shows(self, document_id: str) -> bool:
        """Whether a document is among those shown."""
        return self.documents is None or document_id in self.documents

    def shown(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of the documents shown, by the column `document_id`."""
        if self.documents is None:
            return frame
        return frame.filter(pl.col("document_id").is_in(sorted(self.documents)))

    def frame(self, sql: str) -> pl.DataFrame:
        """The rows of a query, those of every document; the same query text gives the same frame."""
        if self.part_of is not None:
            return self.part_of.frame(sql)
        with self._lock:
            if sql not in self.kept:
                self.kept[sql] = self.con.sql(sql).pl()
            found = self.kept[sql]
        if not isinstance(found, pl.DataFrame):
            raise TypeError(sql)
        return found

    def ask(self, sql: str, **values: object) -> pl.DataFrame:
        """The rows of a query with `$names` in it, those of every document; unlike a frame they are not kept."""
        whole = self.whole
        with whole._lock:
            found: pl.DataFrame = whole.con.sql(sql, params=values).pl()
        return found

    def view(self, name: str) -> None:
        """Make the tables of a view that few pages read, one of ON_DEMAND, before they are asked about."""
        if name not in ON_DEMAND:
            raise ValueError(name)
        self.whole.once(f"view {name}", lambda: add_view(self.con, name))

    def once(self, name: str, make: Callable[[], object]) -> object:
        """A derived value computed once for this snapshot, e.g. a finished frame or a chart's specification."""
        with self._lock:
            if name not in self.kept:
                self.kept[name] = make()
            return self.kept[name]


class Workspace:
    """A tasks/ folder and a data/ folder, read again only when they change. Safe to share between threads."""

    def __init__(
        self, tasks: Path, data: Path, now: Callable[[], datetime] = utc_now, simulated: bool = False
    ) -> None:
        self.tasks, self.data, self.now, self.simulated = tasks, data, now, simulated
        self.journal = FileJournal(data / "journal")
        self.access = FileJournal(data / "access")
        """Logins, changes of accounts, views of restricted files; written by `tracker.accounts.access.record`."""
        self._lock = RLock()
        self._plan: tuple[object, Plan, tuple[Problem, ...]] | None = None
        self._kept: dict[str, tuple[Plan, tuple[Problem, ...]]] = {}
        self._snapshots: OrderedDict[object, Snapshot] = OrderedDict()

    @property
    def today(self) -> date:
        return shanghai_day(self.now())

    def plan(self) -> tuple[Plan, tuple[Problem, ...]]:
        """The plan and what is wrong with its files."""
        with self._lock:
            stamps = _stamp(self.tasks)
            if self._plan is None or self._plan[0] != stamps:
                plan, problems = load_plan(self.tasks)
                self._plan = (stamps, plan, tuple(problems))
            return self._plan[1], self._plan[2]

    def status(self, as_of: date | None = None, known_at: datetime | None = None) -> Snapshot:
        """The state on a day, by default today; `known_at` (naive UTC) by default includes everything recorded."""
        clock = Clock.of_status(as_of or self.today, known_at or self._everything())
        return self._judged(clock, *self.plan())

    def assessed(self, year: int, known_at: datetime | None = None) -> Snapshot:
        """The state that the assessment of a year is made from: `Clock.of_assessment`."""
        known_on = min(self.today, shanghai_day(known_at)) if known_at else self.today
        clock = Clock.of_assessment(year, known_on, known_at or self._everything())
        return self._judged(clock, *self.plan())

    def report(self, quarter: Quarter, known_at: datetime | None = None) -> Snapshot:
        """The state a report on a quarter shows; a locked quarter is as it was when it was locked, plan included."""
        lock = self.lock_of(quarter)
        if lock is None:
            return self._judged(Clock.of_report(quarter, known_at or self._everything()), *self.plan())
        locked_at, fingerprint = lock
        return self._judged(Clock.of_report(quarter, locked_at), *self._kept_plan(fingerprint))

    def report_seen_from(self, snapshot: Snapshot, quarter: Quarter) -> Snapshot:
        """The report on another quarter with what the snapshot knew: its lock by then, else the snapshot's plan."""
        known_at = snapshot.clock.known_at
        lock = self.lock_of(quarter, known_at)
        if lock is None:
            return self._judged(Clock.of_report(quarter, known_at), snapshot.plan, snapshot.problems)
        return self._judged(Clock.of_report(quarter, lock[0]), *self._kept_plan(lock[1]))

    def _everything(self) -> datetime:
        """The end of today, or the last record where a clock ran ahead when it was written."""
        records = self.journal.read().records
        return max(end_of_shanghai_day(self.today), records[-1].recorded_at if records else datetime.min)

    def _kept_plan(self, fingerprint: str) -> tuple[Plan, tuple[Problem, ...]]:
        """The plan as it was kept with a lock; the present one and a problem when that copy is not what it was."""
        with self._lock:
            if fingerprint not in self._kept:
                plan, problems = load_plan(kept_plan_folder(self.data, fingerprint))
                if plan.fingerprint != fingerprint:
                    present, found = self.plan()
                    return present, (*found, _lost_copy(fingerprint))
                self._kept[fingerprint] = plan, tuple(problems)
            return self._kept[fingerprint]

    def lock_of(self, quarter: Quarter, known_at: datetime | None = None) -> tuple[datetime, str] | None:
        """When the quarter was locked and the fingerprint of tasks/ then; None while it is (or was then) open."""
        found: tuple[datetime, str] | None = None
        for record in self.journal.read().records:
            if known_at is not None and record.recorded_at > known_at:
                break
            if record.kind == "period_lock" and record.body["period"] == str(quarter):
                found = (record.recorded_at, str(record.body["plan"])) if record.body["locked"] else None
        return found

    def _judged(self, clock: Clock, plan: Plan, problems: tuple[Problem, ...]) -> Snapshot:
        ledger = self.journal.read()
        key = (plan.fingerprint, problems, ledger.head, ledger.problems, clock)
        with self._lock:
            if key in self._snapshots:
                self._snapshots.move_to_end(key)
                return self._snapshots[key]
            con = build(plan, ledger.records, clock, problems)
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


def _lost_copy(fingerprint: str) -> Problem:
    return Problem(
        "snapshot.plan-copy",
        f"锁定时保存的方案副本 {fingerprint[:12]} 已缺失或被改动，本报告按现在的方案判断。",
        "请从备份恢复数据文件夹中的 plans。",
        Place(file=f"plans/{fingerprint}"),
    )


def _stamp(folder: Path) -> object:
    """What changes when a YAML file of the folder is written, added, removed or renamed."""
    files = (file for file in sorted(folder.rglob("*")) if file.suffix.lower() in (".yaml", ".yml"))
    return tuple((str(file), stamp(file)) for file in files)
