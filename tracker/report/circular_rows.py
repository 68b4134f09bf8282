"""The rows of the circular's tables: every one is named, and every figure in them comes from a query."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from tracker import queries
from tracker.changes import changes
from tracker.labels import ANSWER_BASIS, CHANGE, LIGHTS, RULES, SCHEDULE, TARGET_STATE
from tracker.report.circular_layout import Meanings
from tracker.report.pieces import Counted, Piece, Word
from tracker.report.tables import WHOLE_DOCUMENT
from tracker.sentences import day, number
from tracker.snapshot import Snapshot
from tracker.store.build import thresholds_in_force

Row = Mapping[str, Word]
NOBODY = ANSWER_BASIS["none"]
FRESH = "是"


def classes(now: Snapshot, counted: Counted, meanings: Meanings) -> list[Row]:
    """The five classes of schedule, each with what it means."""
    words = {"behind_lag": number(thresholds_in_force(now.plan, now.clock.as_of)["behind_lag"].value)}
    return [
        {
            "class": word,
            "count": counted.of(f"schedule.{name}"),
            "share": counted.share(f"schedule.{name}"),
            "meaning": getattr(meanings, name).format_map(words),
        }
        for name, word in SCHEDULE.items()
    ]


def red(now: Snapshot) -> list[Row]:
    """Red tasks in the order of the text, with the sentence of the deciding rule."""
    return [_task(at, row) for at, row in _numbered(queries.counted_tasks(now).filter(light="red"))]


def done(now: Snapshot) -> list[Row]:
    return [_task(at, row) for at, row in _numbered(queries.schedule(now).filter(pl.col("class") == "done"))]


def _task(at: int, row: Mapping[str, Any]) -> Row:
    return {
        "number": str(at),
        "clause": row["clause"],
        "task": row["title"],
        "unit": row["answers"] or NOBODY,
        "why": row["sentence"],
        "rule": f"{LIGHTS[row['light']]}：{RULES[row['rule']]}",
    }


def overdue(now: Snapshot, before: Snapshot) -> list[Row]:
    """Overdue items, longest first; those that were not overdue a quarter ago are marked."""
    fresh = set(changes(now, before).filter(kind="newly_overdue")["subject"])
    found = queries.counted_items(now).filter(state="overdue").sort("days_left", maintain_order=True)
    return [
        {
            "number": str(at),
            "clause": row["clause"],
            "what": row["what"],
            "unit": row["answers"] or NOBODY,
            "due": day(row["effective_due"]),
            "days": str(-row["days_left"]),
            "sentence": row["sentence"],
            "fresh": FRESH if row["item_id"] in fresh else "",
        }
        for at, row in _numbered(found)
    ]


def due_targets(now: Snapshot) -> list[Row]:
    """Targets that have fallen due, worst first; those without a value come last."""
    return [
        {
            "number": str(at),
            "clause": row["clause"],
            "indicator": row["indicator"],
            "goal": row["goal_text"],
            "unit": row["answers"] or NOBODY,
            "due": day(row["due"]),
            "state": TARGET_STATE[row["state"]],
            "sentence": row["sentence"],
        }
        for at, row in _numbered(queries.worst_first(queries.fallen_due(now)))
    ]


def silent(now: Snapshot, counted: Counted) -> list[Row]:
    """Units that have not reported, or too late, with the tasks concerned; worst first."""
    tasks = queries.counted_tasks(now).filter(pl.col("freshness").is_in(["missing", "late"]))
    found: list[Row] = []
    for unit in queries.units(now).filter(pl.col("missing") + pl.col("late") > 0).iter_rows(named=True):
        own = tasks.filter(answer_unit=unit["unit_id"]).iter_rows(named=True)
        found.append(
            {
                "unit": unit["name"],
                "missing": counted.of(f"unit.{unit['unit_id']}.missing"),
                "late": counted.of(f"unit.{unit['unit_id']}.late"),
                "tasks": "；".join(
                    f"{row['clause']} {row['title']}（{'漏报' if row['freshness'] == 'missing' else '迟报'}）"
                    for row in own
                ),
            }
        )
    return found


def moved(now: Snapshot, before: Snapshot) -> list[Row]:
    """What changed since the state before, worst kinds first."""
    return [
        {
            "number": str(at),
            "kind": CHANGE[row["kind"]],
            "clause": row["clause"] or WHOLE_DOCUMENT,
            "title": row["title"],
            "before": row["before"],
            "after": row["after"],
            "sentence": row["sentence"],
        }
        for at, row in _numbered(changes(now, before))
    ]


def of_units(now: Snapshot, counted: Counted, column: str) -> Iterator[tuple[str, Piece]]:
    """The units of which a column of `units` counts something, most first."""
    found = queries.units(now).filter(pl.col(column) > 0).sort(column, "position", descending=[True, False])
    for unit in found.iter_rows(named=True):
        yield unit["name"], counted.of(f"unit.{unit['unit_id']}.{column}")


def _numbered(frame: pl.DataFrame) -> Iterator[tuple[int, dict[str, Any]]]:
    return enumerate(frame.iter_rows(named=True), 1)
