"""What stands behind it: units and their tasks, readings, required paths, reporting windows, and the records."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from tracker.labels import LIGHT_ORDER
from tracker.queries.judged import Row, tasks
from tracker.snapshot import Snapshot

UNITS = """
SELECT * FROM unit_summary
ORDER BY led_red DESC, overdue DESC, led_yellow DESC, missing DESC, led_grey DESC, shared_red DESC, shared_yellow DESC,
         led DESC, position"""


def units(snapshot: Snapshot) -> pl.DataFrame:
    """Every unit, worst first: tasks led and shared by light, overdue items, reports missing and late."""
    return snapshot.frame(UNITS)


def unit_tasks(snapshot: Snapshot, unit_id: str) -> pl.DataFrame:
    """The tasks a unit answers for or shares, with `leads`; led ones first, then by light."""
    shares = snapshot.frame(
        "SELECT unit_id, task_id, coalesce(bool_or(leads), FALSE) AS leads FROM unit_task GROUP BY ALL"
    ).filter(pl.col("unit_id") == unit_id)
    order = {light: rank for rank, light in enumerate(LIGHT_ORDER)}
    return (
        tasks(snapshot)
        .join(shares.select("task_id", "leads"), on="task_id")
        .with_columns(rank=pl.col("light").replace_strict(order, default=9, return_dtype=pl.Int32))
        .sort("leads", "rank", "position", descending=[True, False, False])
    )


def unit_names(snapshot: Snapshot) -> dict[str, str]:
    return dict(snapshot.frame("SELECT unit_id, name FROM unit").iter_rows())


def readings(snapshot: Snapshot, indicator_id: str | None = None) -> pl.DataFrame:
    """The best reading of each period: period, period_end, value, status, basis, source, published_on."""
    frame = snapshot.frame("SELECT * FROM best_reading ORDER BY indicator_id, period_end")
    return frame if indicator_id is None else frame.filter(pl.col("indicator_id") == indicator_id)


def legs(snapshot: Snapshot) -> pl.DataFrame:
    """The required path's legs: target, pathway, (t0, v0) - (t1, v1) with t in years (2020-12-31 is 2021.0)."""
    return snapshot.frame("SELECT * FROM leg ORDER BY indicator_id, t1")


def windows(snapshot: Snapshot) -> pl.DataFrame:
    """Reporting windows up to the running quarter, with whether the end day is an estimate."""
    return snapshot.frame("SELECT * FROM reporting_window ORDER BY period_end")


def task_windows(snapshot: Snapshot) -> pl.DataFrame:
    """What was filed for each task in each window that counts: period, opens_on, closes_on, is_closed, state."""
    return snapshot.frame("SELECT * FROM task_window ORDER BY period_end, task_id")


def opening(snapshot: Snapshot) -> tuple[date | None, bool]:
    """The day the ledger was opened, and whether it holds demo submissions."""
    row = snapshot.frame("SELECT opened_on, coalesce(demo, FALSE) AS demo FROM ledger_opening").row(0)
    return row[0], bool(row[1])


def history(snapshot: Snapshot, subjects: set[str]) -> list[Row]:
    """Records that speak of any of these plan ids, newest first, with whether each still counts and its review with reason."""
    verdicts = {row["id"]: row for row in snapshot.frame("SELECT * FROM last_review").iter_rows(named=True)}
    replaced = set(snapshot.frame("SELECT id FROM replaced")["id"])
    found: list[Row] = []
    spoken: set[str] = set()
    for record in snapshot.ledger.records:
        body = record.body
        pointed = {
            str(body.get(name))
            for name in ("task", "target", "indicator", "item", "record", "request", "replaces")
        }
        if not pointed & (subjects | spoken) or record.recorded_at > snapshot.clock.known_at:
            continue
        spoken.add(record.id)
        review: Mapping[str, object] = verdicts.get(record.id, {})
        said = {"verdict": review.get("verdict"), "reason": review.get("reason")}
        found.append({"record": record, "replaced": record.id in replaced, **said})
    return found[::-1]
