"""A milestone or work item reported as done: what is open, and the form."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import OPEN_STATES, pending
from tracker.evidence import evidence_of
from tracker.intake import Draft
from tracker.labels import ITEM_KIND
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.evidence import evidence_beside
from tracker.ui.forms.beside import item_facts
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.put_up import sends_or, standing_mark, standing_words
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import item_state, link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

PRESSING = ("overdue", "awaiting_first_report")
"""States in which the unit's word is overdue."""


def owed(view: View) -> list[Row]:
    """The milestones and work items of the unit's tasks, open ones first by due date."""
    snapshot, unit = ledger.snapshot(view), unit_of(view)
    found = queries.counted_items(snapshot)
    if unit:
        shared = queries.unit_tasks(snapshot, unit)["task_id"].to_list()
        found = found.filter(pl.col("task_id").is_in(shared) | (pl.col("answer_unit") == unit))
    return sorted(found.to_dicts(), key=lambda row: (row["state"] not in OPEN_STATES, row["effective_due"]))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def act(row: Row) -> Markup | None:
        is_open = row["state"] in OPEN_STATES
        act = link("报办结", view.here(do="completion", id=row["item_id"], saved=""))
        put_up = standing_mark(pending(snapshot, unit_of(view), "completion", item=row["item_id"]))
        if not is_open:
            return None
        return join([put_up, tag("div", act)]) if put_up else act

    def proofs(item_id: str) -> int | None:
        return len(evidence_of(snapshot, {item_id})) or None

    columns = [
        Column("条款", "clause", width="5em"),
        Column("事项", "what"),
        Column("种类", lambda row: ITEM_KIND[row["item_kind"]], width="6em"),
        Column("时限", lambda row: day(row["effective_due"]), align="right", width="9.5em"),
        Column("状态", lambda row: item_state(row["state"]), width="7em"),
        Column("办理", act, align="center", width="9em"),
        Column("材料", lambda row: proofs(row["item_id"]), unit="件", align="right", width="6.5em"),
        Column("依据", "sentence", width="26em"),
    ]
    empty = "本单位承担的任务没有时间节点和分解事项。"
    return table(owed(view), columns, caption="时间节点和分解事项", view=view, empty=empty)


def show(view: View, item_id: str) -> None:
    snapshot = ledger.snapshot(view)
    name = f"completion {item_id}"
    items = queries.items(snapshot).iter_rows(named=True)
    item: Row | None = kept(name) or next((row for row in items if row["item_id"] == item_id), None)
    if item is None:
        return nothing_there("个时间节点或分解事项")
    st.html(tag("h2", f"{item['clause']} 报办结：{item['what']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(item_facts(item))
        st.html(evidence_beside(view, snapshot, {item_id}))
    with entry:
        if item["state"] not in OPEN_STATES:
            st.html(note(f"这一事项不用再报：{item['sentence']}如日期有误，请在“已报记录”中更正。"))
            return None
        put_up = pending(snapshot, unit_of(view), "completion", item=item_id)
        if put_up:
            st.html(note(standing_words(put_up)))
        initial = put_up.content if put_up else None
        about = {"item": item_id}
        with Form(view, name, initial, about=item, matters={"": ("completion", about)}) as form:
            ask(form, snapshot, about)
            form.prove(about)
            form.send((sends_or(view, "报办结"), lambda values: [Draft("completion", {**about, **values})]))


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """The fields of a completion."""
    form.day("completed_on")
    form.words("note", label="办结说明", lines=4, placeholder="完成了什么，怎样算完成")
    if "evidence" in about:
        # A new one comes with the evidence itself.
        form.words("evidence", lines=2, optional=True)
