"""任务详情: one task by ``?id=``: where it is written, who answers, why its light, what was said about it and when."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.charts.style import Drawing
from tracker.charts.timeline import timeline
from tracker.ui import ledger
from tracker.ui.blocks.history import history
from tracker.ui.blocks.task_facts import heading, judgements, last_report, task_facts, task_row
from tracker.ui.blocks.task_goals import items_table, targets_table, task_items, task_targets
from tracker.ui.blocks.why import why
from tracker.ui.drawing import draw
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View


def show(view: View) -> None:
    top = _top(view)
    st.html(top or _nothing(view))
    if not top:
        return
    if drawing := _timeline(view):
        draw(drawing)
    st.html(_below(view))


def _id(view: View) -> str:
    return view.params.get("id", "")


def _nothing(view: View) -> Markup:
    words = (
        f"方案里没有编号为“{_id(view)}”的任务，可能是编号写错，或任务已从方案中移出。"
        if _id(view)
        else "没有指明是哪一项任务。"
    )
    return note(join([words, link("到任务台账查找", view.link("ledger"))]))


@lru_cache(maxsize=64)
def _top(view: View) -> Markup | None:
    """The first screen; None when there is no such task."""
    snapshot = ledger.snapshot(view)
    task = task_row(snapshot, _id(view))
    if task is None:
        return None
    right = tag("div", judgements(task), last_report(snapshot, task), class_="stack")
    sides = tag("div", task_facts(view, snapshot, task), right, class_="sides")
    return join([heading(view, snapshot, task), sides, tag("div", why(snapshot, task), class_="below")])


@lru_cache(maxsize=64)
def _timeline(view: View) -> Drawing | None:
    snapshot = ledger.snapshot(view)
    items = task_items(snapshot, _id(view))
    return timeline(items, view.as_of) if items else None


@lru_cache(maxsize=64)
def _below(view: View) -> Markup:
    snapshot, task_id = ledger.snapshot(view), _id(view)
    items, targets = task_items(snapshot, task_id), task_targets(snapshot, task_id)
    subjects = {task_id, *(row["item_id"] for row in items)}
    subjects |= {row[name] for row in targets for name in ("target_id", "indicator_id")}
    blocks = [items_table(items), targets_table(view, targets), history(view, snapshot, subjects)]
    return tag("div", *blocks, class_="stack")
