"""The blocks of 逾期与临期: items by what is known of them, and the targets that have fallen due."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.labels import FINISH, ITEM_KIND, ITEM_STATE, ITEM_TONES
from tracker.sentences import amount
from tracker.snapshot import Snapshot
from tracker.store.build import thresholds_in_force
from tracker.ui.blocks.doors import filing, on_item
from tracker.ui.blocks.target_rows import earlier_words
from tracker.ui.facts import under
from tracker.ui.gaps import reading_words, short_of, unit_of
from tracker.ui.marks import item_state, link, mark, target_state
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column

Row = Mapping[str, Any]

LEVELS = (1, 7)
"""Within the days of 临期: from how many days left a nearer level begins."""


class Block(NamedTuple):
    """One table of the page; `code` is its word in ``?state=``, `note` is said between heading and table."""

    code: str
    title: str
    note: str
    empty: str


BLOCKS = (
    Block("overdue", "逾期", "", "没有逾期的事项。"),
    Block(
        "awaiting_first_report",
        "到期待报",
        "情况不明：这些事项已过时限，台账启用以来还没有人报过是否完成，也还没有一个报送期在到期后结束。"
        "它们不算逾期，也不算完成；请答复单位在“填报”页说明，由双碳办核实。",
        "没有情况不明的到期事项。",
    ),
    Block("due_soon", "临期", "", "没有临期的事项。"),
    Block(
        "completed",
        "办结待核",
        "单位已报完成，等双碳办核实销号；核实以前不算销号。",
        "没有等待核实的办结申报。",
    ),
)
GOALS = "总体目标"
FINISH_TONES = {"on_time": "green", "extended": "blue", "late": "amber"}


def items(snapshot: Snapshot, unit: str) -> list[Row]:
    """Counted items of the page's states, most days past first and fewest left first.

    `unit` keeps what one unit answers for; "" keeps all.
    """
    states = [block.code for block in BLOCKS]
    found = queries.counted_items(snapshot).filter(pl.col("state").is_in(states))
    if unit:
        found = found.filter(pl.col("answer_unit") == unit)
    return list(found.sort("days_left", "position").to_dicts())


def targets(snapshot: Snapshot, unit: str) -> list[Row]:
    """Targets that fell due and are not met, worst first, with `counts` as `queries.target_counts` counts them."""
    found = queries.worst_first(queries.fallen_due(snapshot).filter(pl.col("counts") != "met"))
    return [row for row in found.to_dicts() if unit in ("", row["answer_unit"])]


def level(snapshot: Snapshot, row: Row) -> str:
    """Heading of the level of an item that is due soon."""
    farthest = int(thresholds_in_force(snapshot.plan, snapshot.clock.as_of)["due_soon_days"].value)
    return f"{next((days for days in LEVELS if row['days_left'] <= days), farthest)} 天以内"


def columns(view: View, code: str) -> list[Column]:
    """The columns of a block of items."""
    shared = [
        Column("条款", "clause", width="5em"),
        Column("事项", lambda row: _what(view, row)),
        Column("单位", lambda row: _unit(view, row), width="11em"),
        Column("原定时限", lambda row: _as_worded(row, row["due"]), width="8em"),
        Column("现行时限", lambda row: _effective(view, row), width="11em"),
    ]
    # The last columns of every block are as wide together, so that the blocks stand in line.
    last = {
        "overdue": [
            Column("已逾期", lambda row: -row["days_left"], unit="天", align="right", width="8em"),
            Column("距原定", _past_original, unit="天", align="right", width="8em"),
            Column("报送", lambda row: _silence(view, row), width="9em"),
        ],
        "awaiting_first_report": [
            Column("已过", lambda row: -row["days_left"], unit="天", align="right", width="8em"),
            Column("怎样答复", lambda row: _answer(view, row), width="17em"),
        ],
        "due_soon": [
            Column("还有", "days_left", unit="天", align="right", width="8em"),
            Column("原文", lambda row: under(row["quote"]), width="17em"),
        ],
        "completed": [
            Column("报完成日", "completed_on", align="right", width="8em"),
            Column("办结", _finish, width="17em"),
        ],
    }
    return [*shared, *last[code]]


def goal_columns(view: View) -> list[Column]:
    return [
        Column("状态", state_and_cause, width="10.5em"),
        Column("总体目标", lambda row: _what(view, row)),
        Column("单位", lambda row: _unit(view, row), width="11em"),
        Column("时限", lambda row: _as_worded(row, row["effective_due"]), width="8em"),
        Column("情况", "sentence", width="32em"),
    ]


def target_columns(view: View) -> list[Column]:
    def name(row: Row) -> Markup:
        where = row["task"] or GOALS
        shown = link(row["indicator"], view.link("targets", id=row["target_id"]), row["scope"] or "")
        return join([shown, under(where)])

    def value(row: Row) -> Markup | None:
        if row["judged_value"] is None:
            return earlier_words(row)
        return join([amount(row["judged_value"], unit_of(row)), under(reading_words(row))])

    def gap(row: Row) -> str | None:
        return short_of(row["gap_to_goal"], row) if row["counts"] == "missed" else None

    return [
        Column("条款", "clause", width="5em"),
        Column("指标", name, width="16em"),
        Column("判定", lambda row: target_state(row["state"]), width="8.5em"),
        Column("单位", lambda row: _unit(view, row), width="11em"),
        Column("目标", lambda row: join([row["goal_text"], under(row["wording"])]), width="10em"),
        Column("到期值", value, align="right", width="8.5em"),
        Column("差多少", gap, align="right", width="8.5em"),
        Column("情况", "sentence"),
    ]


def _as_worded(row: Row, on: date) -> Markup:
    """A date over the words of the text that set it; a work item has no other words than its date."""
    return join([on, under(row["wording"] if row["item_kind"] == "milestone" else "")])


def _what(view: View, row: Row) -> Markup:
    if row["task_id"] is None:
        return join([row["what"], under(f"{row['clause']} {GOALS}")])
    kind = "" if row["item_kind"] == "milestone" else f"　{ITEM_KIND[row['item_kind']]}"
    task = view.link("task", id=row["task_id"])
    return join([link(row["what"], task, row["sentence"]), under(f"{row['task']}{kind}")])


def _unit(view: View, row: Row) -> object:
    if not row["answer_unit"]:
        return tag("span", "待明确责任单位", class_="grey")
    return link(row["answers"], view.link("units", id=row["answer_unit"]))


def _effective(view: View, row: Row) -> Markup:
    """With the number of extensions and whether each was asked for before the date it moved.

    The unit that answers is led to where it may ask for one.
    """
    ask = under(on_item(view, row)) if view.actor.of_unit else ""
    if not row["extensions"]:
        return join([tag("span", "未延期", class_="grey"), ask])
    late = row["extensions"] - row["extensions_in_time"]
    asked = f"{late} 次过时限才申请" if late else "时限前申请"
    return join([row["effective_due"], under(f"延期 {row['extensions']} 次，{asked}"), ask])


def _past_original(row: Row) -> int | None:
    return -row["original_days_left"] if row["extensions"] else None


def state_and_cause(row: Row) -> Markup:
    """The state of an item; beside 逾期 whether anybody reported since."""
    if row["state"] != "overdue":
        return item_state(row["state"], row["sentence"])
    cause = "到期且未报" if row["is_silent"] else "已报未完成"
    return mark(f"{ITEM_STATE['overdue']}·{cause}", ITEM_TONES["overdue"], row["sentence"])


def _silence(view: View, row: Row) -> Markup:
    """Why it is overdue; the office is led to a notice."""
    act = "" if view.actor.of_unit else under(on_item(view, row))
    if row["is_silent"]:
        return join([mark("到期且未报", "red", "到期后有报送期已结束，单位没有报送"), act])
    return join([mark("已报，未完成", "amber", "到期后单位报过进展，但没有报办结"), act])


def _answer(view: View, row: Row) -> object:
    """Where the item can be reported on, for whoever may; for others who has to."""
    if not row["answer_unit"]:
        return "双碳办先明确责任单位"
    return filing(view, row["answer_unit"], "completion", row["item_id"]) or f"由{row['answers']}填报"


def _finish(row: Row) -> Markup:
    return mark(FINISH[row["finish"]], FINISH_TONES[row["finish"]])
