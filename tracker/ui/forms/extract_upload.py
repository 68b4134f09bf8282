"""方案读取: a text is uploaded, or the attached copy of a document is taken; the text is kept for its review."""

import sqlite3

import streamlit as st

from tracker import reviews
from tracker.intake import Actor
from tracker.problems import Problem
from tracker.records.kept import Lost, held
from tracker.sources.copies import copies_of
from tracker.sources.keeping import kept_file
from tracker.ui import identity, ledger
from tracker.ui.extracting import FORMATS, reading_of
from tracker.ui.forms.content import moment
from tracker.ui.marks import fault, link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

REFUSED = "extract refused"
"""Where the session keeps why a text was not taken."""
FIELD, COPY = "extract-file", "extract-copy"
NOT_WRITTEN = "没有存下：数据文件夹写不进去，请告诉系统管理员后再试。"
SIGNED_OUT = "登录已失效，没有存下；请重新登录后再试。"


def show(view: View) -> None:
    """The field, the copies that are attached, and what the reader has begun."""
    st.html(
        note(
            "上传官方文本（.txt、.docx、带文字的 .pdf、.html）或任务清单（.xlsx、.csv），读成方案草稿，逐项审阅后另存为方案文件。"
            "不联网；审阅只存为草稿，不进台账，也不改动现有方案。"
        )
    )
    refused()
    left, right = st.columns(2, vertical_alignment="top")
    with left:
        st.file_uploader(
            "官方文本",
            type=list(FORMATS),
            max_upload_size=10,
            key=FIELD,
            on_change=_uploaded,
            args=(view.actor,),
        )
    known = copies_of(ledger.snapshot(view))
    titles = {one.document.id: one.document.title for one in ledger.workspace().plan()[0].files}
    if offered := {one: titles[one] for one in known if one in titles}:
        with right:
            st.selectbox(
                "或用已附上的官方原文", list(offered), format_func=lambda one: offered[one], key=COPY
            )
            st.button("读取这份原文", key="extract-take", on_click=_copied, args=(view,))
    begun(view)


def refused() -> None:
    for said in st.session_state.pop(REFUSED, ()):
        st.html(fault(said) if isinstance(said, Problem) else tag("p", said, class_="fault", role="alert"))


def begun(view: View) -> None:
    """The reader's own texts, latest first."""
    rows = [{"text": one} for one in reviews.texts(ledger.workspace(), view.actor)]
    columns = [
        Column(
            "文件", lambda row: link(row["text"].name, view.here(text=row["text"].sha256, of="", item=""))
        ),
        Column("散列", lambda row: row["text"].sha256[:12], width="9em"),
        Column("存入", lambda row: moment(row["text"].saved_at), width="12em"),
    ]
    if rows:
        st.html(join([table(rows, columns, caption=f"我在审阅的文本（{len(rows)} 份）")]))


def _uploaded(actor: Actor) -> None:
    """Runs before the page is drawn again."""
    file = st.session_state.get(FIELD)
    if file is not None:
        _take(actor, file.name, file.getvalue())


def _copied(view: View) -> None:
    document = st.session_state.get(COPY)
    copy = copies_of(ledger.snapshot(view)).get(str(document))
    if copy is None:
        return
    content = held(kept_file(ledger.workspace().data, copy.sha256, copy.format), copy.sha256)
    if isinstance(content, Lost):
        st.session_state[REFUSED] = ("附上的原文现在读不出来，请到“原文核对”重新附上。",)
    else:
        _take(view.actor, copy.name, content)


def _take(actor: Actor, name: str, content: bytes) -> None:
    speaker = identity.sending(actor)
    if isinstance(speaker, Problem) or not reviews.may_review(speaker):
        st.session_state[REFUSED] = (SIGNED_OUT,)
        return
    reading, problems = reading_of(name, content, ledger.workspace().plan()[0].fingerprint)
    if reading is None or not reading.drafts:
        st.session_state[REFUSED] = tuple(problems) or ("文件里没有读出公文，请检查是不是选错了文件。",)
        return
    try:
        st.query_params["text"] = reviews.keep(ledger.workspace(), speaker, name, content)
    except sqlite3.Error:
        st.session_state[REFUSED] = (NOT_WRITTEN,)
        return
    for void in ("of", "item", "do"):
        st.query_params.pop(void, None)
