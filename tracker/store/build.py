"""Plan and journal records into an in-memory DuckDB, judged by the views for one clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from weakref import finalize

import duckdb

from tracker.model import Plan, Threshold
from tracker.periods import Quarter, shanghai_day
from tracker.problems import Problem
from tracker.records.journal import Record
from tracker.store.engine import attach, drop, fill
from tracker.store.loaded import loaded_facts, loaded_plan
from tracker.store.tables import CALENDAR_COLUMNS, calendar_frames

VIEWS = (
    "visible",
    "expanded",
    "answers",
    "windows",
    "items",
    "readings",
    "goals",
    "paths",
    "growth",
    "outlook",
    "targets",
    "annual",
    "lights",
    "units",
)
ON_DEMAND = ("alerts", "filed", "pilots", "schedule", "supervision")
"""Views that few pages read; `Snapshot.view` runs them for the first question that needs one."""


@dataclass(frozen=True)
class Clock:
    """The two times of a question; `window_day` is the day on which reporting windows are read."""

    as_of: date
    known_at: datetime
    """Naive UTC: what had been recorded by then."""
    window_day: date

    @classmethod
    def of_status(cls, as_of: date, known_at: datetime) -> "Clock":
        return cls(as_of, known_at, as_of)

    @classmethod
    def of_assessment(cls, year: int, known_on: date, known_at: datetime) -> "Clock":
        """An assessment is judged at the end of its year; while that has not come, on the last day that is known of.

        Its last quarter is reported on in the next year: windows are read on the day that is known of.
        """
        return cls(min(date(year, 12, 31), known_on), known_at, known_on)

    @classmethod
    def of_report(cls, quarter: Quarter, known_at: datetime) -> "Clock":
        return cls(quarter.end, known_at, shanghai_day(known_at))


def thresholds_in_force(plan: Plan, as_of: date) -> dict[str, Threshold]:
    """The latest entry of each threshold that had taken effect; before the first one, the first one."""
    found: dict[str, Threshold] = {}
    for threshold in sorted(plan.thresholds, key=lambda item: item.effective_on):
        if threshold.effective_on <= as_of or threshold.id not in found:
            found[threshold.id] = threshold
    return found


@lru_cache
def _sql(name: str) -> str:
    return files("tracker.store").joinpath(name).read_text(encoding="utf-8")


def _set_variables(con: duckdb.DuckDBPyConnection, plan: Plan, clock: Clock) -> None:
    con.execute("SET VARIABLE as_of = ?::DATE", [clock.as_of])
    con.execute("SET VARIABLE known_at = ?::TIMESTAMP", [clock.known_at])
    con.execute("SET VARIABLE window_day = ?::DATE", [clock.window_day])
    con.execute("SET VARIABLE home = ?::VARCHAR", [plan.home or None])
    for name, threshold in thresholds_in_force(plan, clock.as_of).items():
        con.execute(f"SET VARIABLE {name} = ?::DOUBLE", [float(threshold.value)])


def build(
    plan: Plan, records: Iterable[Record], clock: Clock, problems: Iterable[Problem] = ()
) -> duckdb.DuckDBPyConnection:
    """Load everything and run the views; the caller owns the connection.

    `problems` are those of the plan files: a task with an error in it is never judged green.

    Plan and facts are loaded once; what is judged from them is made anew for each clock.
    """
    con, name = attach("judged")
    records = tuple(records)
    known, facts = loaded_plan(plan, problems, clock.as_of), loaded_facts(records)
    # The database goes with its connection, and what it reads from not before it.
    finalize(con, lambda name, *_: drop(name), name, known, facts).atexit = False
    fill(con, CALENDAR_COLUMNS, calendar_frames(plan, clock.window_day, _opened_on(records)))
    con.execute(f"SET search_path = '{name}.main,{facts.name}.main,{known.name}.main'")
    _set_variables(con, plan, clock)
    con.execute(_sql("schema.sql"))
    for view in VIEWS:
        add_view(con, view)
    return con


def _opened_on(records: Iterable[Record]) -> date | None:
    """The opening is the first record but for texts to read."""
    return next((record.effective_on for record in records if record.kind == "opened"), None)


def add_view(con: duckdb.DuckDBPyConnection, view: str) -> None:
    """Make the tables of one view over a database that `build` has loaded."""
    con.execute(_sql(f"views/{view}.sql"))
