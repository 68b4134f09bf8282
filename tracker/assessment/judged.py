"""What an input takes from a target of the plan: the verdict of the year in which it fell due, never of another."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from tracker import queries
from tracker.assessment.results import Input
from tracker.model import RubricInput, TargetFigure
from tracker.sentences import day
from tracker.snapshot import Snapshot

REACHED = {"met": True, "standing_met": True, "missed": False, "met_late": False, "standing_missed": False}
"""States in which a target has been judged; met_late was not reached in time."""


def target_input(asked: RubricInput, snapshot: Snapshot, year: int) -> Input:
    row = _targets(snapshot).get(str(asked.target))
    if row is None:
        return _missing(asked, "方案中没有这个目标")
    due, reading_on = cast(date | None, row["due"]), cast(date | None, row["reading_on"])
    if asked.figure is TargetFigure.GOAL and row["goal"] is not None and due and due.year == year:
        return _found(asked, row, _figure(row["goal"]), "方案目标值")
    if due and due.year != year:
        return _missing(asked, f"目标的时限是{day(due)}，不是{year}年度")
    if row["state"] not in REACHED:
        return _missing(asked, str(row["sentence"]).rstrip("。"))
    if due is None and (reading_on is None or reading_on.year != year):
        return _missing(asked, f"没有{year}年的数据")
    match asked.figure:
        case TargetFigure.REACHED:
            return _found(asked, row, Decimal(int(REACHED[str(row["state"])])), "按台账判定")
        case TargetFigure.GOAL:
            return _found(asked, row, _figure(row["goal"]), "方案目标值")
    return _found(asked, row, _actual(row), str(row["reading_source"] or "按各年数据计算"))


def _targets(snapshot: Snapshot) -> Mapping[str, queries.Row]:
    def make() -> dict[str, queries.Row]:
        return {str(row["target_id"]): row for row in queries.targets(snapshot.whole).to_dicts()}

    return cast(Mapping[str, queries.Row], snapshot.whole.once("targets by id", make))


def _actual(row: queries.Row) -> Decimal:
    """The value of the due period, also where a later one has reached the goal since."""
    if row["state"] != "met_late" or row["short_at_due"] is None:
        return _figure(row["judged_value"])
    short = _figure(row["short_at_due"])
    goal = _figure(row["goal"])
    return goal + short if row["comparator"] == "le" else goal - short


def _figure(value: object) -> Decimal:
    """A figure of the engine, whose last binary digits mean nothing."""
    return Decimal(str(round(float(str(value)), 9)))


def _found(asked: RubricInput, row: queries.Row, value: Decimal, source: str) -> Input:
    unit = None if asked.figure is TargetFigure.REACHED else asked.unit_of_measure or row["reading_unit"]
    record = row["reading_record"]
    return Input(
        asked.name,
        value,
        cast(str | None, unit),
        cast(str | None, row["reading_period"]),
        source,
        provisional=bool(row["is_provisional"]),
        target=asked.target,
        records=(str(record),) if record else (),
    )


def _missing(asked: RubricInput, why: str) -> Input:
    missing = f"{asked.name}：{why}（{asked.supplied_by}）"
    return Input(asked.name, None, asked.unit_of_measure, None, None, missing, target=asked.target)
