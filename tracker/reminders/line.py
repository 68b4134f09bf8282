"""One line of an inbox, and the words it needs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from tracker import queries
from tracker.periods import shanghai_day
from tracker.records.journal import Record
from tracker.records.kinds import RemindedOf
from tracker.snapshot import Snapshot

SHOWN_FOR = timedelta(days=92)
"""Decisions older than a quarter are history, found at the task; what still waits is always shown."""


@dataclass(frozen=True)
class Line:
    """One line of an inbox. `key` is what a mark of reading holds on to; a line that only says what is so has none."""

    title: str
    tone: str
    """A colour of marks, e.g. red."""
    what: str
    text: str
    on: datetime | None = None
    """When it came in, naive UTC."""
    key: str = ""
    page: str = ""
    params: dict[str, str] = field(default_factory=dict, hash=False)
    """Where it can be dealt with: a page and its parameters."""


def form_of(about: str, thing: str, unit: str) -> dict[str, str]:
    """The form of 填报 that settles a thing."""
    return {
        RemindedOf.ITEM.value: {"do": "completion", "id": thing},
        RemindedOf.WINDOW.value: {"do": "progress", "period": thing},
        RemindedOf.NOTICE.value: {"do": "notice_reply", "id": thing},
        RemindedOf.INSTRUCTION.value: {"do": "feedback", "id": f"{thing}:{unit}"},
    }[str(about)]


def recent(snapshot: Snapshot, record: Record) -> bool:
    return shanghai_day(record.recorded_at) >= snapshot.clock.as_of - SHOWN_FOR


SPOKEN_OF = ("item", "task", "indicator", "notice", "instruction")


def said_of(snapshot: Snapshot, body: dict[str, object]) -> str:
    """Of what a prepared report speaks."""
    about = next((str(body[name]) for name in SPOKEN_OF if body.get(name)), "")
    return names_of(snapshot).get(about, about)


def names_of(snapshot: Snapshot) -> dict[str, str]:
    """Of tasks, items and indicators, by id."""
    whole = snapshot.whole

    def make() -> dict[str, str]:
        found = dict(queries.targets(whole).select("indicator_id", "indicator").iter_rows())
        named = [queries.tasks(whole).select("task_id", "clause", "title")]
        named.append(queries.items(whole).select("item_id", "clause", "what"))
        return found | {one: f"{clause} {what}" for frame in named for one, clause, what in frame.iter_rows()}

    return cast(dict[str, str], whole.once("names in the inbox", make))
