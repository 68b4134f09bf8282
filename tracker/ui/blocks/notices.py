"""A supervision notice on a page: its facts, and the Word document for whoever may have it."""

import io

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.report import notice as document
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.facts import facts
from tracker.ui.forms.content import grade_name, words
from tracker.ui.marks import notice_state
from tracker.ui.state import View
from tracker.ui.table import Row

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def notice_facts(view: View, snapshot: Snapshot, row: Row) -> Markup:
    signed = f"{day(row['signed_on'])}" if row["signed_on"] and not row["objection"] else "还没有签收"
    pairs = [
        ("发往单位", row["unit"]),
        ("级别", grade_name(snapshot, row["grade"])),
        ("有关任务", words("tasks", row["tasks"], row, snapshot) if row["tasks"] else None),
        ("有关事项", words("items", row["items"], row, snapshot) if row["items"] else None),
        ("督办要求", row["demand"]),
        ("印发日期", day(row["issued_on"])),
        ("回复期限", day(row["reply_by"])),
        ("接续", row["follows"]),
        ("签收", signed),
        ("状态", notice_state(row["state"])),
        ("情况", row["sentence"]),
    ]
    return facts(pairs, caption=str(row["number"]))


def reply_facts(row: Row) -> Markup:
    late = "（逾期回复）" if row["is_late"] else ""
    pairs = [
        ("回复内容", row["reply"]),
        ("整改措施", row["measures"]),
        ("回复日期", f"{day(row['replied_on'])}{late}"),
    ]
    return facts(pairs, caption="单位回复")


def download(view: View, number: str) -> None:
    """The notice as a Word document, made only when the reader asks for it."""
    demo = "演示－" if ledger.masthead(view.version).demo else ""
    st.download_button(
        "下载督办单（Word）",
        data=lambda: _document(view, number),
        file_name=f"{demo}{number}.docx",
        mime=WORD,
        on_click="ignore",
        key=f"notice {number}",
    )


def _document(view: View, number: str) -> bytes:
    file = io.BytesIO()
    document.write(ledger.workspace(), number, file)
    return file.getvalue()


def of_task(snapshot: Snapshot, task_id: str) -> list[Row]:
    """Notices about a task or one of its items, worst first."""
    whole = snapshot.whole
    return [
        row
        for row in queries.notices(whole)
        if task_id in (row["tasks"] or ())
        or any(one.rsplit("/", 1)[0] == task_id for one in row["items"] or ())
    ]
