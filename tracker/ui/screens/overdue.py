"""逾期与临期: what is past its date or near it, what is past and unknown, and which targets fell due unmet."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.due_rows import (
    BLOCKS,
    GOALS,
    Block,
    columns,
    goal_columns,
    items,
    level,
    target_columns,
    targets,
)
from tracker.ui.blocks.target_rows import COUNTS
from tracker.ui.facts import under
from tracker.ui.filters import choose, row
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Row, table

UNMET = ("missed", "no_reading", "awaiting_publication", "unknown", "awaiting_value")
STATES = {block.code: block.title for block in BLOCKS} | {"targets": "到期目标", "goals": GOALS}
"""The blocks of the page; the codes of ``?state=``."""


def show(view: View) -> None:
    st.html(_lead(view))
    with row():
        state = choose(view, "state", "只看", STATES, width=200)
        unit = choose(view, "unit", "单位", ledger.speakers(view), width=280)
    st.html(_blocks(view, state, unit))


@lru_cache(maxsize=32)
def _lead(view: View) -> Markup:
    return lead(view, ledger.snapshot(view))


@lru_cache(maxsize=64)
def _blocks(view: View, state: str, unit: str) -> Markup:
    return blocks(view, ledger.snapshot(view), state, unit)


def lead(view: View, snapshot: Snapshot) -> Markup:
    """How many there are in each block; every figure leads to its rows."""
    found = items(snapshot, "")
    parts: list[object] = []
    for block in BLOCKS:
        rows = [one for one in found if one["state"] == block.code]
        own = sum(one["task_id"] is None for one in rows)
        parts += ["，" if parts else "", f"{block.title} ", _figure(view, len(rows), block.code), " 项"]
        if block.code == "overdue" and rows:
            parts.append(f"：任务 {len(rows) - own}、{GOALS} {own}" if own else "")
            parts.append(f"（其中到期且未报 {sum(one['is_silent'] for one in rows)}）")
        elif own:
            parts.append(f"（其中{GOALS} {own} 项）")
    short = targets(snapshot, "")
    known = [
        join([f"{COUNTS[key]} ", link(size, view.link("targets", due=key))])
        for key in UNMET
        if (size := sum(one["counts"] == key for one in short))
    ]
    parts += ["；到期的量化目标未达标或情况不明 ", _figure(view, len(short), "targets"), " 项"]
    parts += ["（", Markup("、").join(known), "）"] if known else []
    return tag("p", *parts, "。", class_="lead")


def _figure(view: View, count: int, state: str) -> object:
    return link(count, view.link("overdue", state=state)) if count else "0"


def blocks(view: View, snapshot: Snapshot, state: str = "", unit: str = "") -> Markup:
    """The tables that are not empty, or the one asked for; `state` is a code of `STATES`."""
    found = items(snapshot, unit)
    shown: list[Markup] = []
    nothing: list[str] = []
    own = [one for one in found if one["task_id"] is None and state in ("", "goals", one["state"])]
    late = [one for one in own if one["state"] == "overdue" and state != "goals"]
    for block in _ordered(snapshot):
        rows = [one for one in found if one["state"] == block.code and one["task_id"]]
        if state == block.code or (rows and not state):
            shown.append(_items(view, snapshot, block, rows))
        elif not state:
            nothing.append(block.title)
        if block.code == "overdue" and late:
            shown.append(_goals(view, late, "：逾期"))
    if state in ("", "targets"):
        shown.append(_targets(view, targets(snapshot, unit)))
    rest = [one for one in own if one not in late]
    if rest or state == "goals":
        shown.append(_goals(view, rest, "：其他" if late else ""))
    if nothing:
        shown.append(note(f"任务中没有{'、'.join(nothing)}的事项。"))
    return tag("div", *shown, class_="stack")


def _ordered(snapshot: Snapshot) -> list[Block]:
    """Before the ledger is opened nothing can be overdue: what is unknown comes first."""
    if queries.opening(snapshot)[0] is None:
        return sorted(BLOCKS, key=lambda block: block.code != "awaiting_first_report")
    return list(BLOCKS)


def _items(view: View, snapshot: Snapshot, block: Block, rows: list[Row]) -> Markup:
    return table(
        rows,
        columns(view, block.code),
        caption=join([f"{block.title}（{len(rows)} 项）", under(block.note)]),
        group=(lambda one: level(snapshot, one)) if block.code == "due_soon" else None,
        empty=block.empty,
    )


def _targets(view: View, rows: list[Row]) -> Markup:
    ordered = sorted(rows, key=lambda one: UNMET.index(one["counts"]))
    return table(
        ordered,
        target_columns(view),
        caption=f"到期的量化目标：未达标或情况不明（{len(rows)} 项）",
        group=lambda one: COUNTS[one["counts"]],
        empty="到期的量化目标都已达标。",
    )


def _goals(view: View, rows: list[Row], which: str) -> Markup:
    order = [block.code for block in BLOCKS]
    ordered = sorted(rows, key=lambda one: (order.index(one["state"]), one["days_left"]))
    words = "总体目标属于方案本身，不属于某一项任务；按本系统的约定由统筹单位答复，不计入任务的灯。"
    return table(
        ordered,
        goal_columns(view),
        caption=join([f"{GOALS}中的时间节点{which}（{len(rows)} 项）", under(words)]),
        empty="没有逾期、到期待报、临期或待核的总体目标。",
    )
