"""报表: choose a quarter, see what its report will say, download the quarterly workbook."""

import io
from datetime import date
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.model import DocumentStatus
from tracker.periods import Quarter
from tracker.queries.scope import EVERYWHERE
from tracker.report import quarterly
from tracker.report.layout import Content, load_layout
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.blocks.scope import status_on
from tracker.ui.facts import facts
from tracker.ui.filters import choose, row
from tracker.ui.forms.content import moment
from tracker.ui.forms.scope import quarter_of, quarters
from tracker.ui.state import View

NAMED = 3
"""So many documents are named before the rest is only counted."""


def show(view: View) -> None:
    quarter = quarter_of(view)
    with row():
        choose(view, "period", "报告期", {str(one): one.label for one in quarters(view)}, any_="", width=230)
        st.download_button(
            "下载季度报表（Excel）",
            data=lambda: _workbook(view, quarter),
            file_name=_file_name(view, quarter),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            type="primary",
            key="quarterly",
        )
    st.html(_about(view, quarter))


@lru_cache(maxsize=32)
def _about(view: View, quarter: Quarter) -> Markup:
    workspace = ledger.workspace()
    report, lock = view.scope.of(workspace.report(quarter, view.known_at)), workspace.lock_of(quarter)
    if lock:
        known = f"{moment(lock[0])} 锁定，照锁定时的方案和记录出具，以后重新出具也一样"
    else:
        known = "尚未锁定，照现有的全部记录出具；锁定以前，再报送的内容会改变报表"
    sheets = load_layout(quarterly.LAYOUT, quarterly.FIELDS).layout.sheets
    pairs = [
        ("范围", scope_words(view, quarter.end)),
        ("报告期", f"{quarter.label}（截至{day(quarter.end)}）"),
        ("摘要", queries.summary_sentence(report)),
        ("状态", known),
        ("工作表", "、".join(sheet.name for sheet in sheets if sheet.content is not Content.ANNEX)),
    ]
    return facts(pairs, caption=f"{quarter.label}报表")


def scope_words(view: View, on: date) -> str:
    """Which documents the report is about, by name as far as one line goes."""
    every = ledger.documents(view)
    shown = [one for one in every if status_on(one, on) is DocumentStatus.IN_FORCE]
    named = "、".join(f"《{document.title}》" for document in shown[:NAMED]) or "没有现行有效的文件"
    named += f"等 {len(shown)} 份现行有效的文件" if len(shown) > NAMED else ""
    rest = len(every) - len(shown)
    return f"{named}；另有 {rest} 份不计入统计" if rest else named


def _file_name(view: View, quarter: Quarter) -> str:
    demo, scope = "演示－" if ledger.masthead(view.version).demo else "", view.scope
    titles = [document.title for document in ledger.documents(view)] if scope.document else []
    whose = "".join(titles) or scope.place.replace(EVERYWHERE, "全部辖区")
    return f"{demo}{whose}{'－' if whose else ''}{quarter.label}季度报告.xlsx"


def _workbook(view: View, quarter: Quarter) -> bytes:
    """Made only when the reader asks for it."""
    file = io.BytesIO()
    quarterly.write(ledger.workspace(), quarter, file, known_at=view.known_at, scope=view.scope)
    return file.getvalue()
