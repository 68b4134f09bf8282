"""The board to take along: one HTML file of the view's day and documents, for the office and the leaders."""

import streamlit as st

from tracker.intake import Role
from tracker.report.asked import Asked
from tracker.report.board import page
from tracker.ui import ledger
from tracker.ui.marks import note
from tracker.ui.state import View

READERS = frozenset({Role.OFFICE, Role.LEADER})
WORDS = "看板是一个网页文件，写的是截至日期的情况：不用联网、不用登录、不用安装，用旧浏览器也能打开和打印。请按内部材料保管。"


def board(view: View) -> None:
    if view.actor.role not in READERS:
        return
    asked = Asked(None, view.as_of, view.known_at, view.scope)
    demo = "演示－" if ledger.masthead(view.version).demo else ""
    st.download_button(
        f"下载看板（HTML，截至 {view.as_of}）",
        data=lambda: page.made(ledger.workspace(), asked),
        file_name=f"{demo}看板－截至{view.as_of}.html",
        mime="text/html",
        on_click="ignore",
        key="board",
    )
    st.html(note(WORDS))
