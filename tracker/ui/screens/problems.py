"""数据问题: what in the plan files or the journal could not be taken as written, where it stands, and its cure."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.ui import ledger
from tracker.ui.blocks.problem_rows import SEVERITY
from tracker.ui.marks import link, mark
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def show(view: View) -> None:
    st.html(_problems(view))


@lru_cache(maxsize=32)
def _problems(view: View) -> Markup:
    snapshot = ledger.whole(view)
    tasks = {task.id for file in snapshot.plan.files for task in file.tasks}
    rows = [{"problem": problem} for problem in (*snapshot.ledger.problems, *snapshot.problems)]

    def touched(row: Row) -> object:
        subject = row["problem"].subject
        return link(subject, view.link("task", id=subject)) if subject in tasks else subject

    columns = [
        Column("程度", lambda row: mark(*SEVERITY[row["problem"].severity]), width="5em"),
        Column("位置", lambda row: row["problem"].place, width="20em"),
        Column("问题", lambda row: row["problem"].message),
        Column("怎么办", lambda row: row["problem"].cure),
        Column("涉及", touched, width="13em"),
        Column("编号", lambda row: row["problem"].code, width="7em"),
    ]
    caption = f"数据问题（{len(rows)} 处）"
    return table(rows, columns, caption=caption, view=view, empty="方案文件和流水没有发现问题。")
