"""方案读取: an official text beside the draft that was read from it; each part is accepted, edited or left out."""

import streamlit as st

from tracker.intake import Role
from tracker.ui import ledger
from tracker.ui.blocks.extract_diff import differences
from tracker.ui.blocks.extract_draft import SHOWS, draft, lead, matrix, unclear
from tracker.ui.blocks.extract_text import excerpt, text
from tracker.ui.extracting import Shown, shown
from tracker.ui.filters import choose, row
from tracker.ui.forms import extract_decide, extract_save, extract_upload
from tracker.ui.forms.scope import sections
from tracker.ui.marks import fault, link, note
from tracker.ui.markup import tag
from tracker.ui.state import View

HEIGHT = 480
"""Pixels of the two panes, so that both and the line above them stand on one screen."""
SECTIONS = {
    "": "审阅",
    "clauses": "逐条去向",
    "unclear": "没有读懂的",
    "diff": "与现有方案比较",
    "save": "保存为方案文件",
}


def show(view: View) -> None:
    if view.actor.role is not Role.OFFICE:
        return
    found, problems = shown(view)
    for problem in problems:
        st.html(fault(problem))
    if found is None:
        if view.params.get("text") and not problems:
            st.html(note("没有这份文本，或不是您上传的。"))
        extract_upload.show(view)
        return
    _heading(view, found)
    extract_upload.refused()
    do = view.params.get("do", "")
    sections(view, SECTIONS, do if do in SECTIONS else "")
    if do == "clauses":
        st.html(matrix(view, found))
    elif do == "unclear":
        st.html(unclear(found))
    elif do == "diff":
        _diff(view, found)
    elif do == "save":
        extract_save.show(view, found)
    else:
        _review(view, found)


def _diff(view: View, found: Shown) -> None:
    """Against the document of ``?against=``."""
    titles = {file.document.id: file.document.title for file in ledger.workspace().plan()[0].files}
    if not titles:
        st.html(note("还没有载入方案，没有可以比较的。"))
        return
    with row():
        choose(view, "against", "与哪一份比较", titles, any_="请选择", width=560)
    if (against := view.params.get("against", "")) in titles:
        st.html(differences(view, found, against))
    else:
        st.html(
            note("选一份已载入的文件：新文本的条款、单位、目标和节点逐一与它比较，审阅的结果不影响比较。")
        )


def _heading(view: View, found: Shown) -> None:
    document = found.draft.document
    number = f"（{document.document_number}）" if document.document_number else ""
    others = link("换一份文本", view.here(text="", of="", item="", do="", show=""))
    title = tag("h2", document.title or found.name, number)
    beside = tag("nav", others, class_="beside", aria_label="其他文本")
    st.html(tag("div", title, beside, class_="heading"))
    st.html(lead(found))


def _review(view: View, found: Shown) -> None:
    item = view.params.get("item", "")
    with row():
        if len(found.reading.drafts) > 1:
            titles = {
                str(at): one.document.title or one.document.document_number or f"第 {at + 1} 份"
                for at, one in enumerate(found.reading.drafts)
            }
            choose(view, "of", "文件里的公文", titles, any_="", drops=("item",), width=420)
        shows = {code: words for code, words in SHOWS.items() if code}
        choose(view, "show", "显示", shows, width=140)
        extract_decide.sure(view, found)
    left, right = st.columns(2)
    with left, st.container(height=HEIGHT, key="extract-text"):
        if item:
            st.html(excerpt(found, item))
        st.html(text(found, item))
    with right, st.container(height=HEIGHT, key="extract-draft"):
        if item:
            extract_decide.clause(view, found, item)
        st.html(draft(view, found, view.params.get("show", "")))
