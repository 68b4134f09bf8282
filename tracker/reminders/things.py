"""What units can be reminded of: everything with a due day and a unit that owes it. A new source is a line of SOURCES."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from tracker import queries
from tracker.duties import OPEN_STATES, locked
from tracker.periods import Quarter
from tracker.queries.scope import HOME
from tracker.records.kinds import RemindedOf
from tracker.snapshot import Snapshot


@dataclass(frozen=True)
class Thing:
    """Something a unit owes by a day. Without a unit it is owed by nobody, and the office has to see to that."""

    about: str
    thing: str
    unit: str | None
    due: date
    what: str
    """In a few words, without the date."""
    tasks: tuple[str, ...]
    """The tasks it belongs to; none of a document's own goals."""
    was_due: date | None = None
    """The due day before it was moved."""

    @property
    def key(self) -> tuple[str, str, str | None]:
        return self.about, self.thing, self.unit


def things(snapshot: Snapshot) -> list[Thing]:
    """Everything that is open now in the documents of the office, earliest due day first; nothing in an unopened ledger."""
    if queries.opening(snapshot)[0] is None:
        return []
    home = HOME.of(snapshot.whole)
    return sorted((thing for source in SOURCES for thing in source(home)), key=lambda thing: thing.due)


def items(snapshot: Snapshot) -> Iterable[Thing]:
    """Milestones and approved work items that nobody has reported as done, by their effective due day."""
    found = queries.counted_items(snapshot).filter(pl.col("state").is_in(OPEN_STATES))
    for row in found.iter_rows(named=True):
        moved = row["due"] if row["due"] != row["effective_due"] else None
        tasks = (row["task_id"],) if row["task_id"] else ()
        what = f"{row['clause']} {row['what']}"
        yield Thing(
            RemindedOf.ITEM, row["item_id"], row["answer_unit"], row["effective_due"], what, tasks, moved
        )


def windows(snapshot: Snapshot) -> Iterable[Thing]:
    """The reports a unit owes for a quarter, in one: of every task its latest window, for a report is cumulative."""
    counted = queries.counted_tasks(snapshot).select("task_id", "answer_unit", "position")
    latest = queries.task_windows(snapshot).group_by("task_id").agg(pl.all().sort_by("period_end").last())
    owed = latest.filter(pl.col("state").is_in(["missing", "not_yet_due"])).join(counted, on="task_id")
    by_unit = (
        owed.sort("position")
        .group_by("answer_unit", "period", "closes_on", maintain_order=True)
        .agg(pl.col("task_id"))
    )
    for unit, period, closes_on, tasks in by_unit.iter_rows():
        quarter = Quarter.parse(period)
        if not locked(snapshot, quarter):
            what = f"{quarter.label}进展报告 {len(tasks)} 项"
            yield Thing(RemindedOf.WINDOW, period, unit, closes_on, what, tuple(tasks))


def notices(snapshot: Snapshot) -> Iterable[Thing]:
    """Supervision notices without a reply; one that the unit objects to waits for the office."""
    for row in queries.notices(snapshot.whole):
        if row["state"] in ("overdue", "unsigned", "open"):
            what, tasks = f"{row['number']}回复：{row['demand']}", tuple(row["tasks"] or ())
            yield Thing(RemindedOf.NOTICE, row["number"], row["unit_id"], row["reply_by"], what, tasks)


def instructions(snapshot: Snapshot) -> Iterable[Thing]:
    """Leaders' instructions that a unit has not said anything of."""
    for row in queries.instructions(snapshot.whole):
        if row["state"] in ("overdue", "open"):
            what, tasks = f"{row['number']}反馈：{row['text']}", tuple(row["tasks"] or ())
            yield Thing(
                RemindedOf.INSTRUCTION, row["number"], row["unit_id"], row["feedback_by"], what, tasks
            )


SOURCES: list[Callable[[Snapshot], Iterable[Thing]]] = [items, windows, notices, instructions]


def tasks_of_nobody(snapshot: Snapshot) -> list[str]:
    """Tasks whose reports nobody owes: given only to a collective, or to nobody."""
    home = HOME.of(snapshot.whole)
    nobody = pl.col("answer_basis") == "none"
    return queries.counted_tasks(home).filter(nobody)["task_id"].to_list()
