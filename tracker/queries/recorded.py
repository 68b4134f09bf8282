"""What stands behind it: units and their tasks, readings, required paths, reporting windows, and the records."""

from collections.abc import Mapping
from datetime import date
from typing import cast

import polars as pl
import polars.selectors as cs

from tracker.labels import LIGHT_ORDER, LIGHTS
from tracker.queries.counted import counted_items, counted_tasks
from tracker.queries.judged import Row, parts, tasks
from tracker.snapshot import Snapshot

UNITS = "SELECT unit_id, name, collective, position, jurisdiction, acts_as <> unit_id AS merged FROM unit"

POINTING = (
    *("task", "target", "indicator", "item", "thing", "record", "request", "replaces", "subject"),
    *("notice", "instruction", "follows"),
)
"""Fields of a record that name what it speaks of, or a record that it answers."""

WORST_UNITS = (
    *("led_red", "overdue", "led_yellow", "missing", "led_grey", "shared_red", "shared_yellow", "led"),
    "position",
)


def units(snapshot: Snapshot) -> pl.DataFrame:
    """Every unit, worst first: tasks led and shared by light, overdue items, reports missing and late.

    One that has been `merged` into another by the day has nothing to do any more.

    Of a snapshot of some documents: the units of their jurisdictions and whoever else answers there, with what those
    documents give them; of a snapshot of one unit that unit alone.
    """

    def make() -> pl.DataFrame:
        # Tasks without a light are no load that could be judged.
        load = parts(snapshot).join(
            counted_tasks(snapshot).select("task_id", "light", "freshness"), on="task_id"
        )
        # Of whom the item itself says that it answers, 到期结转 included.
        overdue = (
            counted_items(snapshot).filter(pl.col("state") == "overdue").rename({"answer_unit": "unit_id"})
        )
        leads = pl.col("leads")
        counts = [leads.sum().alias("led"), (~leads).sum().alias("shared")]
        for part, share in (("led", leads), ("shared", ~leads)):
            counts += [
                (share & (pl.col("light") == light)).sum().alias(f"{part}_{light}") for light in LIGHT_ORDER
            ]
        counts += [
            (leads & (pl.col("freshness") == state)).sum().alias(state) for state in ("missing", "late")
        ]
        found = (
            snapshot.frame(UNITS)
            .join(load.group_by("unit_id").agg(counts), on="unit_id", how="left")
            .join(overdue.group_by("unit_id").agg(overdue=pl.len()), on="unit_id", how="left")
        )
        if snapshot.unit is not None:
            found = found.filter(pl.col("unit_id") == snapshot.unit)
        elif snapshot.documents is not None:
            places = [
                file.document.jurisdiction for file in snapshot.plan.files if snapshot.shows(file.document.id)
            ]
            # A body of another place may have taken over what was given to one of these.
            given = pl.any_horizontal(pl.col("led", "shared", "overdue") > 0)
            found = found.filter(pl.col("jurisdiction").is_in(places) | given)
        down = [name != "position" for name in WORST_UNITS]
        return found.with_columns(cs.numeric().fill_null(0)).sort(WORST_UNITS, descending=down)

    return cast(pl.DataFrame, snapshot.once("units", make))


def load_sentence(snapshot: Snapshot, unit: str) -> str:
    """What a unit leads and what it shares, each counted by light, apart."""
    row = units(snapshot).filter(pl.col("unit_id") == unit).row(0, named=True)
    return f"牵头任务 {_by_light(row, 'led')}；参与任务 {_by_light(row, 'shared')}。"


def _by_light(row: Row, part: str) -> str:
    found = "、".join(
        f"{LIGHTS[light]} {row[f'{part}_{light}']}" for light in LIGHT_ORDER if row[f"{part}_{light}"]
    )
    return f"{row[part]} 项" + (f"：{found}" if found else "")


def unit_tasks(snapshot: Snapshot, unit_id: str) -> pl.DataFrame:
    """The tasks a unit answers for or shares, with `leads`; led ones first, then by light."""
    shares = parts(snapshot).filter(pl.col("unit_id") == unit_id)
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
    frame = snapshot.frame("SELECT * FROM best_reading ORDER BY indicator_id, period_end, months, basis")
    return frame if indicator_id is None else frame.filter(pl.col("indicator_id") == indicator_id)


def legs(snapshot: Snapshot) -> pl.DataFrame:
    """The required path's legs: target, pathway, (t0, v0) - (t1, v1) with t in years (2020-12-31 is 2021.0)."""
    return snapshot.frame("SELECT * FROM leg ORDER BY indicator_id, t1, target_id")


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
        pointed = {str(body.get(name)) for name in POINTING}
        for name in ("tasks", "items"):
            pointed |= set(cast(list[str], body.get(name) or ()))
        if not pointed & (subjects | spoken) or record.recorded_at > snapshot.clock.known_at:
            continue
        spoken.add(record.id)
        # Notices and instructions are spoken of by their number.
        spoken |= {str(body["number"])} if body.get("number") else set()
        review: Mapping[str, object] = verdicts.get(record.id, {})
        said = {"verdict": review.get("verdict"), "reason": review.get("reason")}
        found.append({"record": record, "replaced": record.id in replaced, **said})
    return found[::-1]
