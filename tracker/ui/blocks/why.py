"""Why a task has its light: every rule that holds with its sentence, what it was judged by, and its threshold."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from tracker import queries
from tracker.labels import RULES, THRESHOLD
from tracker.sentences import amount, day, difference, number
from tracker.snapshot import Snapshot
from tracker.store.build import thresholds_in_force
from tracker.ui.facts import under
from tracker.ui.marks import light
from tracker.ui.markup import tag
from tracker.ui.table import Column, Row, table

THRESHOLDS = {
    ("R3", "lag"): "severe_lag",
    ("Y1", "lag"): "behind_lag",
    ("Y2", "target"): "on_path_band_percent",
    ("Y3", "target"): "late_finish_yellow_months",
    ("Y3", "milestone"): "late_finish_yellow_months",
    ("Y3", "work_item"): "late_finish_yellow_months",
    ("B1", "milestone"): "due_soon_days",
    ("B1", "work_item"): "due_soon_days",
}
"""The threshold a rule reads, by rule and by what it looks at."""

SAID: dict[str, tuple[str, Callable[[Any, Mapping[str, Any]], str]]] = {
    "due": ("原定时限", lambda value, _: day(value)),
    "effective_due": ("现时限", lambda value, _: day(value)),
    "days": ("相差", lambda value, _: f"{value} 天"),
    "extensions": ("延期", lambda value, _: f"{value} 次"),
    "completed_on": ("办结", lambda value, _: day(value)),
    "goal": ("目标", lambda value, inputs: amount(value, inputs.get("unit_of_measure"))),
    "value": ("实际", lambda value, inputs: amount(value, inputs.get("unit_of_measure"))),
    "gap_to_goal": ("距目标", lambda value, inputs: difference(value, inputs.get("unit_of_measure"))),
    "gap_to_path": ("距路径", lambda value, inputs: difference(value, inputs.get("unit_of_measure"))),
    "period": ("所属期", lambda value, _: str(value)),
    "percent": ("完成比例", lambda value, _: f"{number(value)}%"),
    "scheduled": ("序时进度", lambda value, _: f"{number(value)}%"),
    "lag": ("滞后", lambda value, _: f"{number(value)} 个百分点"),
    "windows": ("漏报", lambda value, _: f"{value} 期"),
    "year": ("年度", lambda value, _: str(value)),
}
"""Inputs of the rules that a reader wants to see, and how they are said."""


def why(snapshot: Snapshot, task: Row) -> Markup:
    """All rules that hold, the deciding one first."""
    rows = queries.rule_hits(snapshot).get(task["task_id"], []) if task["light"] else []
    thresholds = thresholds_in_force(snapshot.plan, snapshot.clock.as_of)

    def limit(row: Row) -> Markup | None:
        found = thresholds.get(THRESHOLDS.get((row["rule"], row["inputs"]["what"]), ""))
        if found is None:
            return None
        words = f"{THRESHOLD[found.id]} {amount(found.value, found.unit_of_measure)}"
        return tag("span", words, under(found.source))

    columns = [
        Column("规则", lambda row: f"{row['rule']}　{RULES[row['rule']]}", width="15em"),
        Column("灯", lambda row: light(row["light"]), width="4em"),
        Column("为什么", "sentence"),
        Column("判断所用的数", lambda row: inputs(row["inputs"]), width="21em"),
        Column("界限", limit, width="15em"),
    ]
    caption = f"为什么是这个灯（成立的规则 {len(rows)} 条，第一条决定灯色）" if rows else "为什么是这个灯"
    empty = "这类任务不评灯。" if not task["light"] else "没有成立的规则。"
    return table(rows, columns, caption=caption, empty=empty)


def inputs(found: Mapping[str, Any]) -> str:
    """What the rule was judged by."""
    dull = {"effective_due": found.get("due"), "extensions": 0, "windows": None}
    said = [
        f"{name} {say(value, found)}"
        for key, (name, say) in SAID.items()
        if (value := found.get(key)) is not None and value != dull.get(key, object())
    ]
    return "，".join(said)
