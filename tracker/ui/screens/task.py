"""任务详情: one task by ``?id=``: where it is written, who answers, why its light, what was said about it and when."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.charts.named import task_drawing
from tracker.ui import ledger
from tracker.ui.blocks.alignment import alignment
from tracker.ui.blocks.clause_text import clause_text
from tracker.ui.blocks.evidence import evidence_table
from tracker.ui.blocks.history import subjects, task_history
from tracker.ui.blocks.provisions import provisions
from tracker.ui.blocks.supervision import supervision
from tracker.ui.blocks.support import support
from tracker.ui.blocks.task_facts import heading, is_followed, judgements, last_report, task_facts, task_row
from tracker.ui.blocks.task_goals import items_table, targets_table, task_items, task_targets
from tracker.ui.blocks.unlit import lamp
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
    if drawing := task_drawing(ledger.whole(view), _id(view)):
        draw(drawing, view)
    st.html(clause_text(view, _id(view)))
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
    snapshot = ledger.whole(view)
    task = task_row(snapshot, _id(view))
    if task is None:
        return None
    said = [*provisions(view, snapshot, task["task_id"]), *support(view, snapshot, task["task_id"])]
    judged = [judgements(task), last_report(view, snapshot, task)] if is_followed(task) else []
    right = tag("div", *judged, *said, class_="stack")
    sides = tag("div", task_facts(view, snapshot, task), right, class_="sides")
    lit = tag("div", why(snapshot, task), class_="below") if lamp(task) else ""
    return join([heading(view, snapshot, task), sides, lit])


@lru_cache(maxsize=64)
def _below(view: View) -> Markup:
    snapshot, task_id = ledger.whole(view), _id(view)
    items, targets = task_items(snapshot, task_id), task_targets(snapshot, task_id)
    blocks = (
        [items_table(items, view), targets_table(view, targets)] if items or targets or _reports(view) else []
    )
    blocks += supervision(view, snapshot, task_id)
    blocks += [alignment(view, snapshot, {row["target_id"] for row in targets})]
    blocks += [evidence_table(view, snapshot, subjects(snapshot, task_id))]
    return tag("div", *blocks, *task_history(view, snapshot, task_id), class_="stack")


def _reports(view: View) -> bool:
    """Whether goals are to be expected: of other kinds their absence is not worth a line."""
    task = task_row(ledger.whole(view), _id(view))
    return task is not None and is_followed(task)
