"""Every report on a task that counts, read in pieces: a register of them may be far longer than memory should hold."""

from collections.abc import Iterator
from typing import cast

import polars as pl

from tracker.queries.judged import parts
from tracker.snapshot import Snapshot

PIECE = 4000
KEPT = 1000
"""So many are read once and kept, as the answers to other questions are."""
SHOWN = """
FROM filed_report AS f
WHERE (f.period = $period OR $period IS NULL) AND ($documents IS NULL OR list_contains($documents, f.document_id))
  AND ($tasks IS NULL OR list_contains($tasks, f.task_id))"""
ROWS = f"""
WITH piece AS (SELECT f.* {SHOWN} AND f.nr > $after ORDER BY f.nr LIMIT $piece)
SELECT f.nr, f.task_id, f.document_id, d.title AS document, t.clause, t.title, p.period, f.unit_id,
       coalesce(u.name, f.unit_id, '') AS unit, p.capacity, p.recorded_day, p.percent, p.text, p.problems, p.next_step,
       p.own_light, p.replaces IS NOT NULL AS is_corrected, r.verdict
FROM v_progress AS p
JOIN piece AS f USING (seq)
JOIN task AS t ON t.task_id = f.task_id
JOIN document AS d ON d.document_id = f.document_id
LEFT JOIN unit AS u ON u.unit_id = f.unit_id
LEFT JOIN last_review AS r ON r.id = f.id
ORDER BY f.nr"""


def filed_count(snapshot: Snapshot, period: str | None) -> int:
    """How many there are for a quarter, or with None for every one up to the day."""

    def make() -> int:
        return int(snapshot.ask(f"SELECT count(*) AS found {SHOWN}", **_asked(snapshot, period))["found"][0])

    return cast(int, snapshot.once(f"filed_count {period}", make))


def filed(snapshot: Snapshot, period: str | None) -> Iterator[pl.DataFrame]:
    """The same reports by period, as the plan has the tasks, in the order of filing; a frame of PIECE rows at a time."""
    if filed_count(snapshot, period) <= KEPT:
        yield cast(pl.DataFrame, snapshot.once(f"filed {period}", lambda: _piece(snapshot, period, 0, KEPT)))
        return
    after = 0
    while (found := _piece(snapshot, period, after, PIECE)).height:
        yield found
        after = int(found["nr"][-1])


def _piece(snapshot: Snapshot, period: str | None, after: int, most: int) -> pl.DataFrame:
    return snapshot.ask(ROWS, **_asked(snapshot, period), after=after, piece=most)


def _asked(snapshot: Snapshot, period: str | None) -> dict[str, object]:
    snapshot.view("filed")
    shown, own = snapshot.documents, None
    if snapshot.unit is not None:
        own = parts(snapshot).filter(pl.col("unit_id") == snapshot.unit)["task_id"].to_list()
    return {"period": period, "documents": None if shown is None else sorted(shown), "tasks": own}
