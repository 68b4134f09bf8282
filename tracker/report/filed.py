"""Rows of the register of reports: each one that counts, as it was filed."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker import queries
from tracker.labels import LIGHTS
from tracker.periods import Quarter
from tracker.report.rows import Rows
from tracker.snapshot import Snapshot

CAPACITY = {"answer": "牵头", "contribution": "参与"}


class FiledRow(NamedTuple):
    number: int
    period: str
    document: str
    clause: str
    task: str
    unit: str
    capacity: str
    recorded_on: date
    percent: float | None
    progress: str
    problems: str | None
    next_step: str | None
    own_light: str
    review: str
    blank: None = None


def filed(now: Snapshot, every_period: bool) -> Rows:
    """Of the quarter, or of all up to it; read and made a few thousand at a time."""
    period = None if every_period else str(Quarter.of(now.clock.as_of))
    return Rows(FiledRow._fields, queries.filed_count(now, period), lambda: _rows(now, period))


def _rows(now: Snapshot, period: str | None) -> Iterator[FiledRow]:
    number = 0
    for piece in queries.filed(now, period):
        for row in piece.iter_rows(named=True):
            number += 1
            review = "审核通过" if row["verdict"] == "accepted" else "待审"
            yield FiledRow(
                number=number,
                period=Quarter.parse(row["period"]).label,
                document=row["document"],
                clause=row["clause"],
                task=row["title"],
                unit=row["unit"],
                capacity=CAPACITY[row["capacity"]],
                recorded_on=row["recorded_day"],
                percent=row["percent"],
                progress=row["text"],
                problems=row["problems"],
                next_step=row["next_step"],
                own_light=LIGHTS.get(row["own_light"], ""),
                review=f"{review}（更正后）" if row["is_corrected"] else review,
            )
