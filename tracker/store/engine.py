"""One DuckDB for the process, and the in-memory databases attached to it; none can reach a file or the network."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import count

import duckdb
import polars as pl

Columns = Mapping[str, Mapping[str, pl.DataType]]
SQL_TYPES = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Int32: "INTEGER",
    pl.Float64: "DOUBLE",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
    pl.List: "VARCHAR[]",
}

NOT_WORTH_PLANNING = (
    "join_order,statistics_propagation,join_filter_pushdown,common_subexpressions,common_subplan,"
    "join_elimination,window_self_join,window_rewriter,partitioned_execution,"
    "partial_aggregate_pushdown,remote_pushdown,grouping_sets,distinct_aggregate_rewrite,"
    "aggregate_reuse,projection_placement,redundant_order_keys,late_materialization,"
    "compressed_materialization,top_n_window_elimination,sampling_pushdown,"
    "aggregate_function_rewriter,row_group_pruner,limit_pushdown,type_pushdown,scalar_fn_pushdown,"
    "in_clause,regex_range,build_side_probe_side,duplicate_groups,reorder_filter"
)
"""Planning is most of a build's time: over a few thousand rows these steps cost more than they save."""
_numbers = count(1)


@lru_cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Starting a DuckDB costs as much as filling a small database. It spills nothing to disk."""
    engine = duckdb.connect(
        ":memory:", config={"threads": 1, "autoinstall_known_extensions": False, "temp_directory": ""}
    )
    engine.execute(f"SET disabled_optimizers = '{NOT_WORTH_PLANNING}'")
    engine.execute("SET enable_external_access = false; SET lock_configuration = true")
    return engine


def attach(kind: str) -> tuple[duckdb.DuckDBPyConnection, str]:
    """A connection that uses a fresh database, and the name under which that is attached until it is dropped."""
    con, name = _engine().cursor(), f"{kind}_{next(_numbers)}"
    con.execute(f"ATTACH ':memory:' AS {name}; USE {name}")
    return con, name


def drop(name: str) -> None:
    _engine().cursor().execute(f"DETACH {name}")


def fill(
    con: duckdb.DuckDBPyConnection, columns: Columns, frames: Mapping[str, pl.DataFrame] | None = None
) -> None:
    """Make every table of `columns`, with the rows of its frame."""
    con.execute(_ddl(tuple((table, tuple(fields.items())) for table, fields in columns.items())))
    add(con, frames or {})


def add(con: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Further rows of tables that there are."""
    for table, frame in frames.items():
        if frame.height:
            con.from_arrow(frame.to_arrow()).insert_into(table)


@lru_cache
def _ddl(tables: tuple[tuple[str, tuple[tuple[str, pl.DataType], ...]], ...]) -> str:
    return "".join(
        f'CREATE TABLE "{table}" ({", ".join(_column(name, kind) for name, kind in fields)});\n'
        for table, fields in tables
    )


def _column(name: str, kind: pl.DataType) -> str:
    return f'"{name}" {SQL_TYPES[type(kind)]}'
