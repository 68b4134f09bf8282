"""The office decides on a request for a later due date, with the history of the item beside it."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.intake import Draft
from tracker.records.journal import Record
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.blocks.history import history
from tracker.ui.forms.beside import item_facts, record_facts
from tracker.ui.forms.content import author, moment
from tracker.ui.forms.extension import asked_in_time, requests
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "延期审批"
WHY = (
    "同意的写明新的时限，原时限一直保留；时限前申请的，在新时限内完成算延期办结，到期后才申请的仍算逾期办结。"
)


def waiting(view: View) -> int:
    return len(requests(ledger.snapshot(view)))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    found = [{"request": request, "item": item} for request, item in requests(snapshot)]

    def in_time(row: Row) -> Markup:
        return (
            mark("时限前申请", "green")
            if asked_in_time(row["request"], row["item"])
            else mark("到期后申请", "amber")
        )

    def act(row: Row) -> Markup:
        return link("审批", view.here(do="extension", id=row["request"].id, saved="", page=""))

    columns = [
        Column("申请时间", lambda row: moment(row["request"].recorded_at), width="10em"),
        Column("单位", lambda row: author(row["request"], snapshot), width="11em"),
        Column("条款", lambda row: row["item"]["clause"], width="5em"),
        Column("事项", lambda row: row["item"]["what"], width="19em"),
        Column("现行时限", lambda row: day(row["item"]["effective_due"]), align="right", width="9.5em"),
        Column("申请延至", lambda row: day(row["request"].body["new_due"]), align="right", width="9.5em"),
        Column("是否按时提出", in_time, width="8em"),
        Column("办理", act, align="center", width="4em"),
        Column("原因", lambda row: row["request"].body["reason"]),
    ]
    caption = f"等待审批的延期申请（{len(found)} 件，时限早的在前）"
    return table(found, columns, caption=caption, view=view, empty="没有等待审批的延期申请。")


def show(view: View, record_id: str) -> None:
    snapshot, name = ledger.snapshot(view), f"extension {record_id}"
    found: tuple[Record, Row] | None = kept(name) or next(
        (pair for pair in requests(snapshot) if pair[0].id == record_id), None
    )
    if found is None:
        return nothing_there("件等待审批的延期申请")
    request, item = found
    st.html(tag("h2", f"{item['clause']} 延期审批：{item['what']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(item_facts(item))
    with entry:
        st.html(record_facts(snapshot, "单位申请", request, reviewed=False))
        asked = "时限前提出" if asked_in_time(request, item) else "到期后才提出，批准后完成仍算逾期办结"
        st.html(note(f"申请于{day(request.effective_on)}提出，属于{asked}。"))
        with Form(view, name, {"new_due": request.body["new_due"]}, about=found) as form:
            form.day("new_due", label="批准延至")
            form.words("document_number", optional=True, placeholder="批复的文号")
            form.words("reason", lines=2, label="审批意见（不同意的必填，单位会看到）")
            form.send(
                ("同意延期", lambda values: [_draft(record_id, True, values)]),
                ("不同意", lambda values: [_draft(record_id, False, values)]),
            )
    st.html(tag("div", history(view, ledger.whole(view), {item["item_id"]}), class_="below"))
    return None


def _draft(record_id: str, approved: bool, values: Values) -> Draft:
    """A refusal moves nothing, whatever date stands in the form."""
    dropped = () if approved else ("new_due", "document_number")
    said = {name: value for name, value in values.items() if name not in dropped}
    return Draft("extension_decision", {"request": record_id, "approved": approved, **said})
