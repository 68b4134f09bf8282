"""What an input counts over the tasks that a unit answers for, in one year. Nothing to count is not the same as none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from tracker import queries
from tracker.model import Count
from tracker.snapshot import Snapshot

SHOWN = 3


@dataclass(frozen=True)
class Tally:
    """So many of so many; `open_tasks` are tasks of which something has to be known first."""

    done: int = 0
    of: int = 0
    how: str = ""
    """How it was counted, in Chinese."""
    waits_for: str = ""
    """What has to be known first, in Chinese."""
    open_tasks: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    """The tasks counted."""

    @property
    def applies(self) -> bool:
        return bool(self.of or self.open_tasks)

    @property
    def share(self) -> Decimal | None:
        """In percent; None while something is open."""
        return None if self.open_tasks or not self.of else Decimal(100 * self.done) / self.of


def tally(count: Count, snapshot: Snapshot, year: int, unit: str) -> Tally:
    match count:
        case Count.FINISHED_ON_TIME:
            return _finished_on_time(snapshot, year, unit)
        case Count.REPORTED_ON_TIME:
            return _reported_on_time(snapshot, year, unit)
        case Count.YEAR_GOALS_DONE:
            return _year_goals_done(snapshot, year, unit)
        case Count.WITH_EVIDENCE:
            return _with_evidence(snapshot, year, unit)


def _items(snapshot: Snapshot, year: int, unit: str) -> pl.DataFrame:
    """Items of the year that the unit answers for and that have not been ended, with whether they `count` by now.

    What was finished counts, and what has fallen due.
    """
    return (
        queries.counted_items(snapshot.whole)
        .filter(
            pl.col("answer_unit") == unit,
            pl.col("effective_due").dt.year() == year,
            pl.col("state") != "cancelled",
        )
        .with_columns(
            counts=(pl.col("effective_due") <= snapshot.clock.as_of) | pl.col("finish").is_not_null()
        )
    )


def _of_items(snapshot: Snapshot, year: int, unit: str, which: pl.Expr, what: str) -> Tally:
    """How many of the items that count are as asked; one that fell due and nobody reported on is unknown."""
    items = _items(snapshot, year, unit)
    counted, done = items.filter("counts"), items.filter(pl.col("counts") & which).height
    silent = counted.filter(pl.col("state") == "awaiting_first_report")
    waits, open_ = "", silent
    if silent.height:
        waits = f"{silent.height}项到期待报（{_named(silent['what'].to_list())}）"
    elif items.height and not counted.height:
        waits, open_ = f"{items.height}项都还没有到期", items
    how = f"{year}年到期和已办结的{counted.height}项中，{done}项{what}"
    return Tally(done, counted.height, how, waits, _tasks_of(open_), _tasks_of(items))


def _finished_on_time(snapshot: Snapshot, year: int, unit: str) -> Tally:
    which = pl.col("finish").is_in(["on_time", "extended"])
    return _of_items(snapshot, year, unit, which, "按期办结")


def _with_evidence(snapshot: Snapshot, year: int, unit: str) -> Tally:
    proven = (
        pl.col("item_id").is_in(sorted(queries.items_with_evidence(snapshot.whole)))
        | pl.col("evidence").is_not_null()
    )
    return _of_items(snapshot, year, unit, pl.col("finish").is_not_null() & proven, "办结并有佐证")


def _reported_on_time(snapshot: Snapshot, year: int, unit: str) -> Tally:
    led = _led(snapshot, unit)
    rows = queries.task_windows(snapshot.whole).filter(
        pl.col("task_id").is_in(led), pl.col("period_end").dt.year() == year, pl.col("is_closed")
    )
    done = rows.filter(pl.col("state") == "reported").height
    how = f"{year}年已截止的{rows.height}次报送中，{done}次按时"
    if led and not rows.height:
        return Tally(0, 0, how, f"没有{year}年已截止的报送", tuple(led), tuple(led))
    return Tally(done, rows.height, how, tasks=_tasks_of(rows))


def _led(snapshot: Snapshot, unit: str) -> list[str]:
    rows = queries.counted_tasks(snapshot.whole).filter(pl.col("answer_unit") == unit)
    return [str(task) for task in rows["task_id"]]


def _year_goals_done(snapshot: Snapshot, year: int, unit: str) -> Tally:
    """By the report on the whole year; before it has come, nobody can say."""
    led = _led(snapshot, unit)
    goals = queries.year_goals(snapshot.whole, year).filter(pl.col("task_id").is_in(led))
    if led and not goals.height:
        return Tally(0, 0, "", f"没有设定{year}年度目标", tuple(led), tuple(led))
    open_ = goals.filter(pl.col("percent").is_null())
    done = goals.filter(pl.col("percent") >= 100).height
    waits = f"{open_.height}项年度目标没有全年的完成比例" if open_.height else ""
    how = f"{year}年设定的{goals.height}项年度目标中，{done}项完成"
    return Tally(done, goals.height, how, waits, _tasks_of(open_), _tasks_of(goals))


def _tasks_of(frame: pl.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(task) for task in frame["task_id"] if task is not None))


def _named(names: Sequence[str]) -> str:
    more = "等" if len(names) > SHOWN else ""
    return "、".join(names[:SHOWN]) + more
