"""What one unit answers for: its tasks, dated items, figures and reports; and where an item's words lead to."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

import polars as pl

from tracker import queries
from tracker.snapshot import Snapshot
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View

Row = Mapping[str, Any]


def tasks(snapshot: Snapshot, unit_id: str) -> list[Row]:
    """Counted tasks the unit leads (`leads`) or shares, led ones first, worst first."""
    found = queries.unit_tasks(snapshot, unit_id).filter(pl.col("in_force") & pl.col("light").is_not_null())
    return list(found.to_dicts())


def without_light(snapshot: Snapshot, unit_id: str) -> list[Row]:
    """Tasks in force that no quarter judges: steps of a procedure, duties of a warning, lines of support."""
    found = queries.unit_tasks(snapshot, unit_id).filter(pl.col("in_force") & pl.col("light").is_null())
    return list(found.sort("position").to_dicts())


def items(snapshot: Snapshot, unit_id: str) -> list[Row]:
    """Dated items the unit answers for, by date."""
    found = queries.counted_items(snapshot).filter(pl.col("answer_unit") == unit_id)
    return list(found.sort("effective_due", "position").to_dicts())


def overdue_goals(snapshot: Snapshot) -> Mapping[str, int]:
    """By unit: how many of its overdue items are 总体目标, which no task shows."""

    def make() -> Mapping[str, int]:
        own = pl.col("task_id").is_null() & (pl.col("state") == "overdue")
        return Counter(queries.counted_items(snapshot).filter(own)["answer_unit"])

    return cast(Mapping[str, int], snapshot.once("overdue goals", make))


def targets(snapshot: Snapshot, unit_id: str) -> list[Row]:
    """Targets whose figures the unit reports, worst first."""
    found = queries.counted_targets(snapshot).filter(pl.col("answer_unit") == unit_id)
    return list(queries.worst_first(found).to_dicts())


def windows(snapshot: Snapshot, unit_id: str) -> list[Row]:
    """What stands filed for each task the unit leads, window by window."""
    led = [task["task_id"] for task in tasks(snapshot, unit_id) if task["leads"]]
    return list(queries.task_windows(snapshot).filter(pl.col("task_id").is_in(led)).to_dicts())


def item_link(view: View, row: Row) -> object:
    if row["task_id"] is None:
        return join([row["what"], tag("small", "（总体目标）")])
    return link(row["what"], view.link("task", id=row["task_id"]), row["task"])
