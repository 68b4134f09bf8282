"""One change between two judged states, and how both states are called in its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import polars as pl

from tracker.periods import Quarter
from tracker.snapshot import Snapshot

Row = Mapping[str, object]
NOT_COUNTED = "未计入"
NOT_SET = "未设定"


@dataclass(frozen=True)
class Change:
    """One row; `before` and `after` are in the words of the interface."""

    kind: str
    subject: str
    task_id: str | None
    clause: str | None
    title: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True)
class Pair:
    """The two states that are compared."""

    now: Snapshot
    before: Snapshot

    @property
    def then(self) -> str:
        """What the earlier one is called: 上季度, or its name where quarters lie between."""
        return last_words(self.now, self.before)

    @property
    def here(self) -> str:
        return "本季度" if self.then == LAST else "现"


LAST = "上季度"


def last_words(now: Snapshot, before: Snapshot) -> str:
    """上季度 for the quarter before, else which quarter it is; of two states of one day the earlier is 此前."""
    if before.clock.as_of == now.clock.as_of:
        return "此前"
    quarter = Quarter.of(before.clock.as_of)
    return LAST if quarter == Quarter.last_ended(now.clock.as_of - timedelta(days=1)) else quarter.label


def by_id(frame: pl.DataFrame, name: str) -> dict[str, Row]:
    return {str(row[name]): row for row in frame.iter_rows(named=True)}


def of_task(kind: str, task: Row, before: str, after: str, sentence: str) -> Change:
    task_id = str(task["task_id"])
    return Change(kind, task_id, task_id, str(task["clause"]), str(task["title"]), before, after, sentence)


def of_part(kind: str, subject: str, row: Row, title: str, before: str, after: str, sentence: str) -> Change:
    """Of an item, a target or an indicator; what belongs to no task is the document's own."""
    task_id = cast(str | None, row["task_id"])
    return Change(kind, subject, task_id, str(row["clause"]), title, before, after, sentence)
