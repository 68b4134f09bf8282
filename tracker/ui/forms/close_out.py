"""The office verifies a completion (销号) or returns it."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import known_facts, plan_register, standing
from tracker.intake import Draft
from tracker.intake.closing import needed, proofs
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.evidence import evidence_beside
from tracker.ui.forms.beside import item_facts, record_facts
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "办结核实"
WHY = "单位报办结的时间节点和分解事项，有佐证的核实后销号；不符的写明原因退回，从原时限起继续计算。"


def waiting(view: View) -> int:
    return len(_rows(view))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def said(row: Row) -> object:
        return next(
            (fact.body["note"] for fact in standing(snapshot, "completion", item=row["item_id"])), None
        )

    def proven(row: Row) -> Markup:
        found = found_evidence(snapshot, row["item_id"])
        enough = len(found) >= needed(plan_register(snapshot))
        return mark(f"{len(found)} 件", "green" if enough else "amber", "、".join(found))

    columns = [
        Column("条款", "clause", width="5em"),
        Column("事项", "what", width="24em"),
        Column("答复单位", "answers", width="12em"),
        Column("时限", lambda row: day(row["effective_due"]), align="right", width="9.5em"),
        Column("报称完成", lambda row: day(row["completed_on"]), align="right", width="9.5em"),
        Column("佐证", proven, width="5em"),
        Column(
            "办理",
            lambda row: link("核实", view.here(do="close_out", id=row["item_id"], saved="")),
            width="4em",
        ),
        Column("办结说明", said),
    ]
    return table(
        _rows(view), columns, caption="等待核实的办结申报", view=view, empty="没有等待核实的办结申报。"
    )


def show(view: View, item_id: str) -> None:
    snapshot = ledger.snapshot(view)
    name = f"close_out {item_id}"
    item: Row | None = kept(name) or next((row for row in _rows(view) if row["item_id"] == item_id), None)
    if item is None:
        return nothing_there("个等待核实的事项")
    st.html(tag("h2", f"{item['clause']} 核实办结：{item['what']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(item_facts(item))
        st.html(evidence_beside(view, snapshot, {item_id}))
    with entry:
        for record in standing(snapshot, "completion", item=item_id)[:1]:
            st.html(record_facts(snapshot, "单位所报", record, reviewed=False))
        st.html(note(evidence_words(snapshot, item_id)))
        with Form(view, name, about=item) as form:
            form.words("document_number", optional=True, label="验收、印发等文件的文号")
            form.words("reason", lines=2, label="核实情况（退回的必填）")

            def verdict(word: str, values: Values) -> list[Draft]:
                return [Draft("close_out", {"item": item_id, "verdict": word, **values})]

            form.send(
                ("核实销号", lambda values: verdict("closed", values)),
                ("退回", lambda values: verdict("returned", _without_number(values))),
            )


def _without_number(values: Values) -> Values:
    """A document number proves the work; a return proves nothing."""
    return {name: value for name, value in values.items() if name != "document_number"}


def found_evidence(snapshot: Snapshot, item_id: str) -> list[str]:
    return proofs(known_facts(snapshot), item_id)


def evidence_words(snapshot: Snapshot, item_id: str) -> str:
    """Whether there is enough evidence to close, before anybody presses the button."""
    found, wanted = found_evidence(snapshot, item_id), needed(plan_register(snapshot))
    has = f"已有佐证 {len(found)} 件：{'、'.join(found)}。" if found else "还没有佐证。"
    if not wanted:
        return f"{has}按现行规则，销号不要求佐证。"
    if len(found) >= wanted:
        return f"{has}可以销号（规则要求至少 {wanted} 件文号或佐证文件）。"
    return f"{has}销号要有至少 {wanted} 件文号或佐证文件：请补填文号，或退回单位补充。"


def _rows(view: View) -> list[Row]:
    found = queries.counted_items(ledger.snapshot(view)).filter(pl.col("state") == "completed")
    return list(found.sort("completed_on").iter_rows(named=True))
