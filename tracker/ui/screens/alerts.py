"""应急预警: whether a warning is on, its measures by unit as a checklist, the forms for it, and the warnings of the past."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.intake import Role
from tracker.labels import ALERT_DUTY
from tracker.ui import ledger
from tracker.ui.blocks import alert_rows
from tracker.ui.blocks.alert_rows import BY, EVERY_UNIT, alert_shown, duties, unit_wanted
from tracker.ui.filters import choose, row
from tracker.ui.forms import alert, alert_actions, saved
from tracker.ui.forms.scope import sections, today
from tracker.ui.markup import tag
from tracker.ui.state import View

FORMS = {
    "tick": alert_actions.show,
    "declare": alert.declare,
    "change": alert.change,
    "end": alert.end,
}


def show(view: View) -> None:
    titles = _titles(view)
    do = view.params.get("do", "")
    do = do if do in titles else ""
    now = today(view) if do else view
    saved.show(now)
    st.html(_lead(now))
    if len(titles) > 1:
        sections(now, titles, do)
    if do:
        FORMS[do](now)
    else:
        _list(now)


def _titles(view: View) -> dict[str, str]:
    """What the reader may do here; the list itself is the first."""
    titles = {"": "清单"}
    if alert_actions.may_report(view):
        titles["tick"] = "登记落实情况"
    if view.actor.role is Role.OFFICE:
        titles |= {"declare": "发布预警", "change": "调整级别", "end": "解除预警"}
    return titles


def _list(view: View) -> None:
    units = _units(view)
    if units:
        with row():
            own = "本单位" if view.actor.unit in units else "全部单位"
            every = {EVERY_UNIT: "全部单位"} if view.actor.unit in units else {}
            choose(view, "unit", "单位", units | every, any_=own, width=270)
            choose(view, "state", "登记情况", ALERT_DUTY, width=190)
            choose(view, "by", "排列", BY, any_="", width=150)
    st.html(_tables(view))


@lru_cache(maxsize=32)
def _lead(view: View) -> Markup:
    return alert_rows.lead(view, ledger.chosen(view))


@lru_cache(maxsize=32)
def _units(view: View) -> dict[str, str]:
    """Who has a part in the warning that is shown, in the order of the text."""
    snapshot = ledger.chosen(view)
    shown = alert_shown(view, snapshot)
    rows = duties(snapshot, shown["alert_id"]) if shown else []
    return {one["unit_id"]: one["unit"] for one in rows if one["unit_id"]}


@lru_cache(maxsize=64)
def _tables(view: View) -> Markup:
    snapshot = ledger.chosen(view)
    past = alert_rows.past(view, snapshot)
    shown = alert_shown(view, snapshot)
    if shown is None:
        return past
    unit, state, by = unit_wanted(view), view.params.get("state", ""), view.params.get("by", "")
    listed = alert_rows.checklist(
        view, snapshot, shown, unit, state if state in ALERT_DUTY else "", by or "unit"
    )
    beside = tag(
        "div",
        alert_rows.course(view, snapshot, shown),
        alert_rows.by_unit(view, snapshot, shown, act=view.actor.role is Role.OFFICE),
        class_="stack",
    )
    return tag("div", tag("div", tag("div", listed), beside, class_="sides wide-left"), past, class_="stack")
