"""Charts by what they are of: the drawing of a target or a task of a state, and the title it has away from its page."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

import polars as pl

from tracker import queries
from tracker.audit.heads import Heads, heads_in_words
from tracker.charts.style import Drawing
from tracker.charts.targets import target_drawing
from tracker.charts.timeline import timeline
from tracker.sentences import day
from tracker.snapshot import Snapshot

DEMO = "演示数据，不是真实报送"


class Named(NamedTuple):
    drawing: Drawing
    title: str


def of_target(snapshot: Snapshot, target_id: str) -> Named | None:
    """None where there is no such target, or nothing to draw of it."""
    row = _row(queries.targets(snapshot), "target_id", target_id)
    drawing = target_drawing(snapshot, target_id) if row else None
    if row is None or drawing is None:
        return None
    due = f"（{row['wording']}）" if row["wording"] else ""
    return Named(drawing, f"{row['indicator']}：目标 {row['goal_text']}{due}")


def of_task(snapshot: Snapshot, task_id: str) -> Named | None:
    """The milestones and work items of a task in time; None where there are none."""
    row = _row(queries.tasks(snapshot), "task_id", task_id)
    drawing = task_drawing(snapshot, task_id) if row else None
    return Named(drawing, f"{row['clause']}　{row['title']}：时间节点") if row and drawing else None


def task_drawing(snapshot: Snapshot, task_id: str) -> Drawing | None:
    def make() -> Drawing | None:
        items = queries.items(snapshot).filter(pl.col("task_id") == task_id)
        rows = items.sort("effective_due", "position").to_dicts()
        return timeline(rows, snapshot.clock.as_of) if rows else None

    return cast(Drawing | None, snapshot.once(f"timeline {task_id}", make))


CHARTS: Mapping[str, Callable[[Snapshot, str], Named | None]] = {"targets": of_target, "task": of_task}
"""By the page that shows the chart."""


def notes(snapshot: Snapshot, heads: Heads) -> tuple[str, ...]:
    """What a chart says of itself away from its page."""
    said = f"截至{day(snapshot.clock.as_of)}　{heads_in_words(heads)}"
    return (DEMO, said) if queries.opening(snapshot)[1] else (said,)


def _row(frame: pl.DataFrame, name: str, value: str) -> Mapping[str, Any] | None:
    found = frame.filter(pl.col(name) == value)
    return found.row(0, named=True) if found.height else None
