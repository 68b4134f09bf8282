"""总览: what is true today, which targets are short, what is overdue or due soon, who is behind, what changed."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.ui import ledger
from tracker.ui.blocks.changes import changed
from tracker.ui.blocks.due import due
from tracker.ui.blocks.summary import lead, listed_only, nothing_counts, unknown
from tracker.ui.blocks.targets import goals, targets
from tracker.ui.blocks.units import units
from tracker.ui.markup import join, tag
from tracker.ui.state import View


def show(view: View) -> None:
    st.html(_overview(view))


@lru_cache(maxsize=32)
def _overview(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    if nothing_counts(snapshot):
        return listed_only(view, snapshot)
    urgent = [due(view, snapshot), unknown(view, snapshot)]
    if queries.opening(snapshot)[0] is None:
        urgent.reverse()
    bodies = tag("div", units(view, snapshot), changed(view, snapshot), class_="sides")
    if queries.counted_targets(snapshot)["task_id"].is_not_null().any():
        goal_rows = tag("div", targets(view, snapshot), tag("div", *urgent), class_="sides wide-left")
        return join([lead(view, snapshot), goal_rows, bodies, goals(view, snapshot)])
    return join([lead(view, snapshot), goals(view, snapshot), tag("div", *urgent, class_="sides"), bodies])
