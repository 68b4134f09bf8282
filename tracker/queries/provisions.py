"""What a text provides for a task beside its goals: duties, application windows, conditions, support, succession."""

from typing import Any, cast

import polars as pl

from tracker.queries.judged import tasks
from tracker.snapshot import Snapshot

Row = dict[str, Any]

DUTIES = """
SELECT task_id, duty_id, any_value(what) AS what, list(name_as_written ORDER BY position) AS units,
       list(unit_id ORDER BY position) AS unit_ids
FROM duty GROUP BY task_id, duty_id ORDER BY min(position)"""

# A window whose opening the text does not tell is open from the day the document was issued.
WINDOWS = """
SELECT w.*, CASE WHEN as_of() < coalesce(w.opens_on, d.issued_on) THEN 'not_open'
                 WHEN as_of() > w.closes_on THEN 'closed' ELSE 'open' END AS state
FROM application_window AS w JOIN document AS d USING (document_id) ORDER BY w.position"""

CONDITIONS = "SELECT * FROM condition ORDER BY position"
LEVELS = "SELECT task_id, level FROM task_level"
FUNDING = "SELECT task_id, instrument_id FROM funding ORDER BY position"

SUCCESSION = "SELECT * FROM taken_over ORDER BY since, by_task"


def duties(snapshot: Snapshot, task_id: str) -> list[Row]:
    """分工: what the clause gives to which named units: `what`, `units` as written, `unit_ids`."""
    return _of(snapshot, DUTIES, "task_id", task_id)


def application_windows(snapshot: Snapshot, task_id: str) -> list[Row]:
    """`state` = not_open, open or closed on the day; nobody is ever late in one."""
    return _of(snapshot, WINDOWS, "task_id", task_id)


def conditions(snapshot: Snapshot, task_id: str) -> list[Row]:
    """Rates, amounts and thresholds that hold for a case: `what` and `quote`. They are no goals."""
    return _of(snapshot, CONDITIONS, "task_id", task_id)


def alert_levels(snapshot: Snapshot, task_id: str) -> list[str]:
    """The levels of a warning at which the task has to be done."""
    return [row["level"] for row in _of(snapshot, LEVELS, "task_id", task_id)]


def instruments(snapshot: Snapshot, task_id: str) -> list[Row]:
    """The rows of the instruments that may pay for a task."""
    return _tasks(snapshot, [row["instrument_id"] for row in _of(snapshot, FUNDING, "task_id", task_id)])


def funded(snapshot: Snapshot, instrument_id: str) -> list[Row]:
    """The rows of the tasks that name an instrument."""
    return _tasks(
        snapshot, [row["task_id"] for row in _of(snapshot, FUNDING, "instrument_id", instrument_id)]
    )


def predecessors(snapshot: Snapshot, task_id: str) -> list[Row]:
    """The rows of the tasks that this one has taken over, each with `since`; theirs follow them, all only once."""
    found: dict[str, object] = {}
    open_ids = [task_id]
    while open_ids:
        for one in _of(snapshot, SUCCESSION, "by_task", open_ids.pop(0)):
            if one["task_id"] not in found and one["task_id"] != task_id:
                found[one["task_id"]] = one["since"]
                open_ids.append(one["task_id"])
    return [row | {"since": found[row["task_id"]]} for row in _tasks(snapshot, list(found))]


def successors(snapshot: Snapshot, task_id: str) -> list[Row]:
    """The rows of the tasks that have taken this one over, each with `since`, the earliest first."""
    since = {one["by_task"]: one["since"] for one in _of(snapshot, SUCCESSION, "task_id", task_id)}
    return [row | {"since": since[row["task_id"]]} for row in _tasks(snapshot, list(since))]


def _of(snapshot: Snapshot, question: str, column: str, wanted: str) -> list[Row]:
    return snapshot.frame(question).filter(pl.col(column) == wanted).to_dicts()


def _tasks(snapshot: Snapshot, ids: list[str]) -> list[Row]:
    """The rows of `queries.tasks` in the order of the ids, documents not shown included."""
    whole = snapshot.whole

    def make() -> dict[str, Row]:
        return {row["task_id"]: row for row in tasks(whole).to_dicts()}

    known = cast(dict[str, Row], whole.once("task by id", make))
    return [known[one] for one in ids if one in known]
