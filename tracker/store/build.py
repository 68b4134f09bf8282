"""Plan and journal records into an in-memory DuckDB, judged by the views for one clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from itertools import count
from weakref import finalize

import duckdb
import polars as pl

from tracker.model import Plan, Threshold
from tracker.periods import Quarter, shanghai_day
from tracker.problems import Problem
from tracker.records.journal import Record
from tracker.store.facts import COLUMNS, fact_frames
from tracker.store.tables import PLAN_COLUMNS, plan_frames

VIEWS = (
    "visible",
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
SQL_TYPES = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Int32: "INTEGER",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


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


@lru_cache
def _ddl() -> str:
    return "".join(
        f"CREATE TABLE {table} ({', '.join(_column(name, kind) for name, kind in columns.items())});\n"
        for table, columns in {**PLAN_COLUMNS, **COLUMNS}.items()
    )


def _column(name: str, kind: pl.DataType) -> str:
    return f'"{name}" {SQL_TYPES[type(kind)]}'


# Planning is most of a build's time. These only look for a better order of joins than the views already have.
NOT_WORTH_PLANNING = "join_order,statistics_propagation,join_filter_pushdown"
_numbers = count(1)


@lru_cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One DuckDB for the process, since starting one costs as much as filling a small database."""
    engine = duckdb.connect(":memory:", config={"threads": 1, "autoinstall_known_extensions": False})
    engine.execute(f"SET disabled_optimizers = '{NOT_WORTH_PLANNING}'")
    engine.execute("SET enable_external_access = false; SET lock_configuration = true")
    return engine


def connect() -> duckdb.DuckDBPyConnection:
    """A fresh in-memory database that can reach neither files nor the network; it goes when the connection goes."""
    con, name = _engine().cursor(), f"judged_{next(_numbers)}"
    con.execute(f"ATTACH ':memory:' AS {name}; USE {name}")
    finalize(con, _drop, name).atexit = False
    return con


def _drop(name: str) -> None:
    _engine().cursor().execute(f"DETACH {name}")


def _set_variables(con: duckdb.DuckDBPyConnection, plan: Plan, clock: Clock) -> None:
    con.execute("SET VARIABLE as_of = ?::DATE", [clock.as_of])
    con.execute("SET VARIABLE known_at = ?::TIMESTAMP", [clock.known_at])
    con.execute("SET VARIABLE window_day = ?::DATE", [clock.window_day])
    for name, threshold in thresholds_in_force(plan, clock.as_of).items():
        con.execute(f"SET VARIABLE {name} = ?::DOUBLE", [float(threshold.value)])


def build(
    plan: Plan, records: Iterable[Record], clock: Clock, problems: Iterable[Problem] = ()
) -> duckdb.DuckDBPyConnection:
    """Load everything and run every view; the caller owns the connection.

    `problems` are those of the plan files: a task with an error in it is never judged green.

    A few thousand records take some tens of milliseconds, so nothing is kept between clocks.
    """
    con = connect()
    con.execute(_ddl())
    for table, frame in {**plan_frames(plan, problems, clock.window_day), **fact_frames(records)}.items():
        if frame.height:
            con.from_arrow(frame.to_arrow()).insert_into(table)
    _set_variables(con, plan, clock)
    con.execute(_sql("schema.sql"))
    for view in VIEWS:
        con.execute(_sql(f"views/{view}.sql"))
    return con
