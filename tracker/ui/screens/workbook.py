"""报表: choose a quarter, see what its report will say, download the quarterly workbook."""

import io
from datetime import datetime
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.periods import Quarter
from tracker.report import quarterly
from tracker.report.layout import Content, load_layout
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.facts import facts
from tracker.ui.filters import choose, row
from tracker.ui.forms.content import moment
from tracker.ui.forms.scope import quarter_of, quarters
from tracker.ui.state import View


def show(view: View) -> None:
    quarter = quarter_of(view)
    with row():
        choose(view, "period", "报告期", {str(one): one.label for one in quarters(view)}, any_="", width=230)
        st.download_button(
            "下载季度报表（Excel）",
            data=lambda: _workbook(quarter, view.known_at),
            file_name=f"{'演示－' if ledger.masthead(view.version).demo else ''}{quarter.label}季度报告.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            type="primary",
            key="quarterly",
        )
    st.html(_about(view, quarter))


@lru_cache(maxsize=32)
def _about(view: View, quarter: Quarter) -> Markup:
    workspace = ledger.workspace()
    report, lock = workspace.report(quarter, view.known_at), workspace.lock_of(quarter)
    if lock:
        known = f"{moment(lock[0])} 锁定，照锁定时的方案和记录出具，以后重新出具也一样"
    else:
        known = "尚未锁定，照现有的全部记录出具；锁定以前，再报送的内容会改变报表"
    sheets = load_layout(quarterly.LAYOUT, quarterly.FIELDS).layout.sheets
    pairs = [
        ("报告期", f"{quarter.label}（截至{day(quarter.end)}）"),
        ("摘要", queries.summary_sentence(report)),
        ("状态", known),
        ("工作表", "、".join(sheet.name for sheet in sheets if sheet.content is not Content.ANNEX)),
    ]
    return facts(pairs, caption=f"{quarter.label}报表")


def _workbook(quarter: Quarter, known_at: datetime | None) -> bytes:
    """Made only when the reader asks for it."""
    file = io.BytesIO()
    quarterly.write(ledger.workspace(), quarter, file, known_at=known_at)
    return file.getvalue()
