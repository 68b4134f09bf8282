"""What is not known and who can supply it, counted: the way out of a grey light."""

from dataclasses import dataclass
from typing import cast

import polars as pl

from tracker import queries
from tracker.labels import ROLES
from tracker.snapshot import Snapshot

LACKS_READING = ("no_reading", "undated", "stale", "incomplete")
LACKS_SETTING = ("no_path", "no_baseline", "no_tolerance")


@dataclass(frozen=True)
class Unknown:
    """One kind of missing fact. `key` names it for links; `states` are the target states it stands for."""

    key: str
    who: str
    what: str
    count: int
    states: tuple[str, ...] = ()


def never_reported(snapshot: Snapshot) -> frozenset[str]:
    """Ids of counted tasks on which nothing has been reported yet."""

    def make() -> frozenset[str]:
        counted = set(queries.counted_tasks(snapshot)["task_id"])
        hits = queries.rule_hits(snapshot)
        silent = {
            task
            for task, found in hits.items()
            if any(cast(queries.Row, hit["inputs"])["what"] == "nothing_reported" for hit in found)
        }
        return frozenset(counted & silent)

    return cast(frozenset[str], snapshot.once("never reported", make))


def unknowns(snapshot: Snapshot) -> list[Unknown]:
    """Every kind of missing fact that there is, the units' first, then the office's, then what comes from elsewhere."""
    tasks, states = queries.counted_tasks(snapshot), queries.counted_targets(snapshot)["state"].to_list()
    items = queries.counted_items(snapshot)["state"].to_list()
    unit, office = "责任单位", ROLES["office"]
    basis = dict(tasks.group_by("answer_basis").len().iter_rows())
    set_by = "、".join(
        queries.counted_targets(snapshot)
        .filter(pl.col("state") == "awaiting_value")["set_by"]
        .drop_nulls()
        .unique()
        .sort()
    )

    def targets(who: str, what: str, *wanted: str) -> Unknown:
        return Unknown("targets", who, what, sum(state in wanted for state in states), wanted)

    found = [
        Unknown(
            "never_reported",
            unit,
            "任务从未报送过进展、数据或办结情况",
            len(never_reported(snapshot)),
        ),
        Unknown(
            "awaiting_first_report",
            unit,
            "时间节点或事项已到期，是否完成还没有报",
            items.count("awaiting_first_report"),
        ),
        targets("报数单位", "指标没有数据，或数据过旧、年份不全", *LACKS_READING),
        Unknown("provisional", office, "任务的牵头单位是拟定的，待确认", basis.get("provisional", 0)),
        Unknown("none", office, "任务只写了集合单位，待明确责任单位", basis.get("none", 0)),
        targets(office, "指标没有设定基期值、路径或允许偏差", *LACKS_SETTING),
        targets(office, "指标口径未明，要先说明怎样算", "undefined"),
        targets(f"{office}（{set_by or '上级'}）", "指标的目标值待下达、待录入", "awaiting_value"),
        targets("报数单位", "指标已到期，统计数据还没有到公布时间", "awaiting_publication"),
    ]
    return [unknown for unknown in found if unknown.count]
