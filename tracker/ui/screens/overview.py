"""总览: what is true today, which targets are short, what is overdue or due soon, who is behind, what changed."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.ui import ledger
from tracker.ui.blocks.changes import changed
from tracker.ui.blocks.due import due
from tracker.ui.blocks.summary import lead, unknown
from tracker.ui.blocks.targets import goals, targets
from tracker.ui.blocks.units import units
from tracker.ui.markup import join, tag
from tracker.ui.state import View


def show(view: View) -> None:
    st.html(_overview(view))


@lru_cache(maxsize=32)
def _overview(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    urgent = [due(view, snapshot), unknown(view, snapshot)]
    if queries.opening(snapshot)[0] is None:
        urgent.reverse()
    return join(
        [
            lead(view, snapshot),
            tag("div", targets(view, snapshot), tag("div", *urgent), class_="sides wide-left"),
            tag("div", units(view, snapshot), changed(view, snapshot), class_="sides"),
            goals(view, snapshot),
        ]
    )
