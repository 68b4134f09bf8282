"""What changed between two judged states, as rows with a Chinese sentence each; worst kinds first."""

from datetime import timedelta
from typing import cast

import polars as pl

from tracker.changes.change import Change, Pair, last_words
from tracker.changes.goals import changed_items, changed_targets
from tracker.changes.tasks import changed_lights, changed_tasks, not_reported
from tracker.changes.told import revised
from tracker.labels import CHANGE
from tracker.periods import Quarter
from tracker.snapshot import Snapshot, Workspace

__all__ = ["SCHEMA", "Change", "changes", "last_words", "previous"]

SCHEMA: dict[str, pl.DataType] = {
    name: pl.String()
    for name in ("kind", "subject", "task_id", "clause", "title", "before", "after", "sentence")
}


def previous(workspace: Workspace, snapshot: Snapshot, against: Quarter | None = None) -> Snapshot:
    """The report on the last quarter that ended before the snapshot's day, or on an earlier one asked for.

    A quarter locked by then is as it was when it was locked; an open one is judged with what the snapshot knows.
    """
    quarter = against or Quarter.last_ended(snapshot.clock.as_of - timedelta(days=1))
    return snapshot.same_part(workspace.report_seen_from(snapshot, quarter))


def changes(now: Snapshot, before: Snapshot) -> pl.DataFrame:
    """Columns of SCHEMA; `kind` is a key of labels.CHANGE, in whose order the rows stand, then as the plan does.

    `subject` is a task, item, target or indicator; `task_id` is empty for the document's own goals.
    """

    def make() -> pl.DataFrame:
        pair = Pair(now, before)
        found = [
            *changed_lights(pair),
            *changed_targets(pair),
            *changed_items(pair),
            *changed_tasks(pair),
            *revised(pair),
            *not_reported(pair),
        ]
        order = list(CHANGE)
        found.sort(key=lambda change: order.index(change.kind))
        return pl.DataFrame([vars(change) for change in found], schema=SCHEMA)

    shown = None if before.documents is None else sorted(before.documents)
    key = f"changes since {before.clock} {before.plan.fingerprint} {before.head} {shown} {before.unit}"
    return cast(pl.DataFrame, now.once(key, make))
