"""What each column of the board shows of a row, by section and field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.changes import changes
from tracker.labels import (
    ANSWER_BASIS,
    CHANGE,
    CHANGE_TONES,
    FRESHNESS,
    FRESHNESS_TONES,
    ITEM_STATE,
    ITEM_TONES,
    LIGHT_ORDER,
    LIGHT_TONES,
    LIGHTS,
    RULES,
    TARGET_STATE,
    TARGET_TONES,
    TASK_KIND,
)
from tracker.markup import tag
from tracker.periods import Quarter
from tracker.report.board.layout import Content
from tracker.report.board.marks import bar, figure, lines, mark, share
from tracker.report.figures import Figures, shares
from tracker.sentences import amount, day, difference, period
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]
Cell = Callable[[Row], object]
WHOLE = "（总体目标）"
DUE_STATES = ("overdue", "awaiting_first_report", "due_soon")
UNIT_FIGURES = {
    "led": "led",
    **{light: f"led_{light}" for light in LIGHTS},
    "overdue": "overdue",
    "missing": "missing",
    "late": "late",
    "shared": "shared",
}
"""Column -> the part of the figure's name after the unit's id."""
_FIRST = {"red": "R", "yellow": "Y", "blue": "B"}


def rows(content: Content, now: Snapshot, before: Snapshot) -> Sequence[Row]:
    """The rows of a section, worst first; those of the ledger in the order of the text."""
    match content:
        case Content.LIGHTS:
            return [{"light": light} for light in LIGHT_ORDER]
        case Content.TARGETS:
            return queries.worst_first(queries.counted_targets(now)).to_dicts()
        case Content.DUE:
            found = queries.counted_items(now).filter(pl.col("state").is_in(DUE_STATES)).to_dicts()
            return sorted(found, key=lambda row: (DUE_STATES.index(row["state"]), row["days_left"]))
        case Content.UNITS:
            taking_part = pl.col("led") + pl.col("shared") + pl.col("overdue") > 0
            return queries.units(now).filter(taking_part).to_dicts()
        case Content.CHANGES:
            return changes(now, before).to_dicts()
        case Content.LEDGER:
            found = queries.tasks(now).filter(pl.col("in_force")).to_dicts()
            return [{**row, "number": at} for at, row in enumerate(found, 1)]


def cells(content: Content, known: Figures) -> Mapping[str, Cell]:
    """By field what it shows; `known` are the figures of the state."""
    match content:
        case Content.LIGHTS:
            return _lights(known)
        case Content.UNITS:
            named = {field: _of_unit(name, known) for field, name in UNIT_FIGURES.items()}
            return {"name": lambda row: _unit(row), **named}
        case _:
            return PLAIN[content]


def _lights(known: Figures) -> Mapping[str, Cell]:
    parts = shares(known)

    def shared(row: Row) -> object:
        name = f"share.light.{row['light']}"
        return tag("span", f"{parts[name]}%", data_figure=name) if parts else None

    def drawn(row: Row) -> Markup:
        return share(known[f"light.{row['light']}"] / (known["tasks"] or 1), LIGHT_TONES[row["light"]])

    return {
        "light": lambda row: mark(LIGHTS[row["light"]], LIGHT_TONES[row["light"]]),
        "count": lambda row: figure(f"light.{row['light']}", known),
        "share": shared,
        "bar": drawn,
        "meaning": lambda row: meaning(row["light"]),
    }


def meaning(light: str) -> str:
    """What its rules say."""
    rules = {"grey": ["G0"], "green": ["G1"]}.get(light) or [
        rule for rule in RULES if rule.startswith(_FIRST[light])
    ]
    return "；".join(RULES[rule] for rule in rules)


def _of_unit(name: str, known: Figures) -> Cell:
    return lambda row: figure(f"unit.{row['unit_id']}.{name}", known)


def _unit(row: Row) -> Markup:
    return lines(row["name"], "集合单位，不承担报送" if row["collective"] else "")


def _measured_in(row: Row) -> str | None:
    return "%" if row["comparator"] == "growth" else row["reading_unit"]


def _target_value(row: Row) -> float | None:
    """The judged value, else an earlier one, which proves nothing and is drawn in grey."""
    proven = row["judged_value"] is not None or row["goal"] is None or row["comparator"] == "growth"
    value: float | None = row["judged_value" if proven else "latest_value"]
    return value


def _progress_bar(row: Row) -> Markup | None:
    if row["goal"] is None or row["undefined"]:
        return None
    tone = TARGET_TONES[row["state"]] if row["judged_value"] is not None else "grey"
    return bar(_target_value(row), tone, row["goal"], row["required_today"])


def _value(row: Row) -> Markup | None:
    value = _target_value(row)
    if value is None:
        return None
    if row["judged_value"] is None:
        return lines(amount(value, _measured_in(row)), f"{period(row['latest_period'])}，不作判断依据")
    covers = f"至{row['growth_until']}年" if row["comparator"] == "growth" else period(row["reading_period"])
    return lines(amount(value, _measured_in(row)), f"{covers}（初步数）" if row["is_provisional"] else covers)


def _gap(row: Row) -> str:
    gap = row["gap_to_goal"]
    if gap is None:
        return ""
    return f"差 {difference(gap, _measured_in(row))}" if gap > 1e-9 else "已达到"


def _moved(row: Row) -> str:
    return f"原定{day(row['due'])}，延期{row['extensions']}次" if row["extensions"] else ""


def _task_light(row: Row) -> Markup:
    return mark(LIGHTS[row["light"]], LIGHT_TONES[row["light"]]) if row["light"] else mark("不评灯", None)


def _answers(row: Row) -> Markup:
    return lines(row["answers"] or "待明确", ANSWER_BASIS[row["answer_basis"]])


def _said(row: Row) -> object:
    """Every report with the quarter it is on, so that an old one cannot pass for news."""
    if row["progress_period"] is None:
        return "未报"
    part = (
        "" if row["progress_percent"] is None else f"，完成年度目标的 {amount(row['progress_percent'], '%')}"
    )
    return lines(row["progress_text"], f"{Quarter.parse(row['progress_period']).label}{part}")


PLAIN: Mapping[Content, Mapping[str, Cell]] = {
    Content.TARGETS: {
        "indicator": lambda row: lines(row["indicator"], row["scope"] or ""),
        "clause": lambda row: row["clause"],
        "task": lambda row: row["task"] or WHOLE,
        "unit": lambda row: row["answers"],
        "goal": lambda row: lines(row["goal_text"], row["modality"] or ""),
        "due": lambda row: row["wording"] or "未写时限",
        "bar": _progress_bar,
        "value": _value,
        "gap": _gap,
        "state": lambda row: mark(TARGET_STATE[row["state"]], TARGET_TONES[row["state"]], row["sentence"]),
        "sentence": lambda row: row["sentence"],
    },
    Content.DUE: {
        "state": lambda row: mark(ITEM_STATE[row["state"]], ITEM_TONES.get(row["state"]), row["sentence"]),
        "what": lambda row: row["what"],
        "clause": lambda row: row["clause"],
        "task": lambda row: row["task"] or WHOLE,
        "unit": lambda row: row["answers"],
        "due": lambda row: lines(day(row["effective_due"]), _moved(row)),
        "days": lambda row: abs(row["days_left"]),
        "sentence": lambda row: row["sentence"],
    },
    Content.CHANGES: {
        "kind": lambda row: mark(CHANGE[row["kind"]], CHANGE_TONES.get(row["kind"])),
        "clause": lambda row: row["clause"],
        "title": lambda row: row["title"],
        "before": lambda row: row["before"],
        "after": lambda row: row["after"],
        "sentence": lambda row: row["sentence"],
    },
    Content.LEDGER: {
        "number": lambda row: row["number"],
        "clause": lambda row: row["clause"],
        "title": lambda row: row["title"],
        "summary": lambda row: row["summary"],
        "document": lambda row: row["document"],
        "light": _task_light,
        "why": lambda row: row["sentence"],
        "unit": _answers,
        "due": lambda row: row["due_text"] or TASK_KIND[row["kind"]],
        "progress": _said,
        "freshness": lambda row: (
            mark(FRESHNESS[row["freshness"]], FRESHNESS_TONES[row["freshness"]]) if row["freshness"] else None
        ),
    },
}
FIELDS: Mapping[Content, frozenset[str]] = {
    Content.LIGHTS: frozenset({"light", "count", "share", "bar", "meaning"}),
    Content.UNITS: frozenset({"name", *UNIT_FIGURES}),
    **{content: frozenset(shown) for content, shown in PLAIN.items()},
}


def counted(content: Content, known: Figures) -> Iterable[tuple[str, str]]:
    """What stands beside a section's heading: words, and the figure after them."""
    match content:
        case Content.DUE:
            return [(ITEM_STATE[state], f"item.{state}") for state in DUE_STATES]
        case Content.TARGETS:
            return [("已到期", "target.due"), ("已达标", "target.met"), ("未达标", "target.missed")]
        case Content.CHANGES:
            return [("共", "change")] if known["change"] else []
        case Content.LEDGER:
            return [("评灯的任务", "tasks")]
        case _:
            return []
