"""The day from which reporting windows count: recorded once, by the office."""

import streamlit as st

from tracker.duties import standing
from tracker.intake import Draft
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.facts import facts
from tracker.ui.forms.content import author, moment
from tracker.ui.forms.form import Form
from tracker.ui.marks import note
from tracker.ui.state import View

TITLE = "启用台账"
WHY = "从启用之日起开始的报送期才计已报、迟报、漏报；启用以前一律不算漏报。"


def waiting(view: View) -> int:
    return int(not standing(ledger.snapshot(view), "opened"))


def opened(view: View) -> str:
    """已于 … 启用; "" before."""
    return next((f"已于{day(one.body['on'])}启用。" for one in standing(ledger.snapshot(view), "opened")), "")


def show(view: View) -> None:
    st.html(note(WHY))
    snapshot = ledger.snapshot(view)
    for record in standing(snapshot, "opened"):
        by = f"{author(record, snapshot)}，{moment(record.recorded_at)}，编号 {record.id}"
        pairs = [("启用日期", day(record.body["on"])), ("记入", by), ("能否改动", "启用只记一次，不能改动。")]
        st.html(facts(pairs, caption=f"台账{opened(view).rstrip('。')}"))
        return
    entry, _ = st.columns([2, 3])
    with entry, Form(view, "opened", {"on": view.as_of}) as form:
        form.day("on")
        st.html(note("启用只记一次，不能改动。"))
        form.send(("启用台账", lambda values: [Draft("opened", dict(values))]))
