"""How far tasks are against the time that has passed: 超进度, 达进度, 欠进度, 已完成, 其它, each task in exactly one."""

from collections import Counter
from typing import cast

import polars as pl

from tracker.labels import SCHEDULE, SCHEDULE_OTHER
from tracker.queries.counted import counted_tasks
from tracker.snapshot import Snapshot

SCHEDULE_ROWS = "SELECT task_id, class, reason FROM schedule"


def schedule(snapshot: Snapshot) -> pl.DataFrame:
    """The counted tasks with their `class`, a key of labels.SCHEDULE; of `other` the `reason`, a key of SCHEDULE_OTHER."""

    def make() -> pl.DataFrame:
        snapshot.view("schedule")
        return counted_tasks(snapshot).join(snapshot.frame(SCHEDULE_ROWS), on="task_id", how="left")

    return cast(pl.DataFrame, snapshot.once("schedule of tasks", make))


def schedule_counts(snapshot: Snapshot) -> dict[str, int]:
    """Number of counted tasks by class, every class named; they add up to the counted tasks."""
    found = Counter(schedule(snapshot)["class"])
    return {name: found[name] for name in SCHEDULE}


def schedule_other(snapshot: Snapshot) -> dict[str, int]:
    """What the class `other` contains: number of tasks by reason, every reason named."""
    found = Counter(schedule(snapshot)["reason"].drop_nulls())
    return {name: found[name] for name in SCHEDULE_OTHER}
