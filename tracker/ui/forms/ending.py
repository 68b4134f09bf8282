"""The office ends a milestone or work item by a decision with a document number (终止): it is then counted no more."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Draft
from tracker.labels import ITEM_KIND
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.blocks.history import history
from tracker.ui.forms.beside import item_facts
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import item_state, link, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "终止事项"
WHY = "方案调整、任务取消等原因不再要求完成的，凭批准文件的文号终止；终止以后不再计算逾期，也不能再报办结。"
ENDED = ("closed", "cancelled")


def waiting(view: View) -> int:
    """Ending something is the office's choice: nothing waits."""
    return 0


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    columns = [
        Column("条款", "clause", width="5em"),
        Column("事项", "what", width="24em"),
        Column("种类", lambda row: ITEM_KIND[row["item_kind"]], width="6em"),
        Column("答复单位", "answers", width="12em"),
        Column("现行时限", lambda row: day(row["effective_due"]), align="right", width="9.5em"),
        Column("状态", lambda row: item_state(row["state"]), width="7em"),
        Column("办理", lambda row: link("终止", view.here(do="ending", id=row["item_id"])), width="4em"),
        Column("现况", "sentence"),
    ]
    found = _rows(view)
    caption = f"没有销号和终止的事项（{len(found)} 项，时限早的在前）"
    return table(found, columns, caption=caption, view=view, empty="没有可以终止的事项。")


def show(view: View, item_id: str) -> None:
    name = f"ending {item_id}"
    item: Row | None = kept(name) or next((row for row in _rows(view) if row["item_id"] == item_id), None)
    if item is None:
        return nothing_there("个可以终止的事项")
    st.html(tag("h2", f"{item['clause']} 终止：{item['what']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(item_facts(item))
    with entry:
        st.html(note(WHY))
        with Form(view, name, about=item) as form:
            form.words("document_number", label="依据的文号", placeholder="例如 海政办〔2026〕1号")
            form.words("reason", lines=3, label="终止原因", optional=True)

            def ended(values: Values) -> list[Draft]:
                return [Draft("close_out", {"item": item_id, "verdict": "cancelled", **values})]

            form.send(("终止这一事项", ended))
    st.html(tag("div", history(view, ledger.whole(view), {item_id}), class_="below"))
    return None


def _rows(view: View) -> list[Row]:
    found = queries.counted_items(ledger.snapshot(view)).filter(~pl.col("state").is_in(ENDED))
    return list(found.sort("effective_due", "position").iter_rows(named=True))
