"""Targets that were missed, lag behind, or on the trend of their readings will be missed, each with by how much, worst first."""

from collections.abc import Mapping
from typing import Any, cast

import polars as pl

from tracker.labels import TARGET_STATE
from tracker.queries.counted import counted_targets, worst_first
from tracker.sentences import amount, difference, outlook_words
from tracker.snapshot import Snapshot

MISSED = ("missed", "below_baseline", "standing_missed")
TRENDS = ("unlikely", "at_risk")
BOUNDS = ("ge", "le")
"""Comparators of which one end of the outlook is the better one."""


def shortfalls(snapshot: Snapshot) -> pl.DataFrame:
    """The targets with `verdict` and `short`, both in words.

    A gap is that to the goal where it is due or stands for good, that to the required path before.
    """

    def make() -> pl.DataFrame:
        wanted = pl.col("state").is_in([*MISSED, "behind"]) | (
            pl.col("outlook").is_in(TRENDS) & ~pl.col("state").is_in(["met", "met_late"])
        )
        found = worst_first(counted_targets(snapshot).filter(wanted))
        rows = found.to_dicts()
        return found.with_columns(
            pl.Series("verdict", [verdict(row) for row in rows], dtype=pl.String),
            pl.Series("short", [short(row) for row in rows], dtype=pl.String),
        )

    return cast(pl.DataFrame, snapshot.once("shortfalls", make))


def verdict(row: Mapping[str, Any]) -> str:
    """The state, and what the trend says beside it."""
    trend = outlook_words(row) if row["outlook"] in TRENDS else ""
    state = TARGET_STATE[row["state"]]
    return f"{state}，{trend}" if trend and row["state"] not in MISSED else state


def short(row: Mapping[str, Any]) -> str:
    """By how much: 差0.9个百分点; where only the trend speaks, what it leads to."""
    unit = "%" if row["comparator"] == "growth" else row["reading_unit"]
    to_goal = row["gap_to_goal"]
    if row["state"] in MISSED:
        # The wrong way from its baseline, and yet on the good side of the goal: nothing is short.
        return f"距目标差{difference(to_goal, unit)}" if to_goal is not None and to_goal > 0 else ""
    said = [_trend(row, unit)] if row["outlook"] in TRENDS and row["outlook_low"] is not None else []
    if row["state"] == "behind" and (row["gap_to_path"] or 0) > 0:
        said.append(f"比路径差{difference(row['gap_to_path'], unit)}")
    elif row["state"] == "behind" and to_goal is not None:
        said.append(f"距目标差{difference(to_goal, unit)}")
    return "，".join(said)


def _trend(row: Mapping[str, Any], unit: object) -> str:
    """By how much the trend misses the goal; where neither end of it is the better one, what it leads to."""
    low, high = sorted((row["outlook_low"], row["outlook_high"]))
    best = row["goal"] - high if row["sign"] == 1 else low - row["goal"]
    worst = row["goal"] - low if row["sign"] == 1 else high - row["goal"]
    if row["comparator"] not in BOUNDS or worst <= 0:
        return f"按趋势到期{amount(low, '')}—{amount(high, unit)}"
    most = difference(worst, unit)
    return f"按趋势到期差{amount(best, '')}—{most}" if best > 0 else f"按趋势到期最多差{most}"
