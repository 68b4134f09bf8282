"""What the brief names: the reddest tasks, targets short of their goal, units behind, changes and open decisions."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from tracker import queries
from tracker.labels import ANSWER_BASIS
from tracker.report.figures import TROUBLE
from tracker.report.fitted import shortened
from tracker.report.pieces import Counted, Word
from tracker.snapshot import Snapshot

Row = Mapping[str, Word]
NOBODY = ANSWER_BASIS["none"]
TOLD = ("turned_red", "newly_overdue", "target_state", "not_reported", "turned_green", "settled")
"""Changes that are named, in this order."""


def reddest(now: Snapshot) -> list[Row]:
    """Red tasks: those with the gravest rule first, then those with most red reasons, then as the text has them."""
    hits = queries.rule_hits(now)
    found = queries.counted_tasks(now).filter(light="red").to_dicts()

    def gravity(row: Mapping[str, Any]) -> tuple[str, int, int]:
        red = sum(hit["light"] == "red" for hit in hits.get(row["task_id"], []))
        return str(row["rule"]), -red, row["position"]

    return [
        {
            "clause": row["clause"],
            "task": row["title"],
            "unit": row["answers"] or NOBODY,
            "why": shortened(row["sentence"]),
        }
        for row in sorted(found, key=gravity)
    ]


def short_targets(now: Snapshot) -> list[Row]:
    return [
        {
            "clause": row["clause"],
            "indicator": f"{row['indicator']}（{row['goal_text']}）",
            "unit": row["answers"] or NOBODY,
            "verdict": row["verdict"],
            "short": row["short"] or "—",
        }
        for row in queries.shortfalls(now).iter_rows(named=True)
    ]


def units_behind(now: Snapshot, counted: Counted) -> list[Row]:
    """Units with something red, overdue, not reported or late, worst first."""
    found = queries.units(now).filter(pl.any_horizontal(pl.col(*TROUBLE) > 0))
    columns = ("led", *TROUBLE)
    return [
        {
            "unit": row["name"],
            **{name: counted.of(f"unit.{row['unit_id']}.{name}") for name in columns},
        }
        for row in found.iter_rows(named=True)
    ]
