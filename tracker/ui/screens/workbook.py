"""报表: choose a quarter, see what its report will say, download the workbook, the circular and the one-page brief."""

import io
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake.permissions import Role
from tracker.labels import SCHEDULE
from tracker.model import DocumentStatus
from tracker.periods import Quarter
from tracker.queries.scope import EVERYWHERE
from tracker.report import brief, circular, quarterly
from tracker.report.asked import Asked
from tracker.report.layout import Content, load_layout
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.board import board
from tracker.ui.blocks.scope import status_on
from tracker.ui.facts import facts
from tracker.ui.filters import choose, row
from tracker.ui.forms.content import moment
from tracker.ui.forms.scope import quarter_of, quarters
from tracker.ui.state import View

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMED = 3
"""So many documents are named before the rest is only counted."""


class Offered(NamedTuple):
    """A paper in Word: who may have it, and how it is made when asked for."""

    key: str
    name: str
    roles: frozenset[Role]
    made: Callable[[View, Quarter], bytes]


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
        for paper in PAPERS:
            if view.actor.role in paper.roles:
                st.download_button(
                    f"下载{paper.name}（Word）",
                    data=partial(paper.made, view, quarter),
                    file_name=_file_name(view, quarter, f"{paper.name}.docx"),
                    mime=DOCX,
                    on_click="ignore",
                    key=paper.key,
                )
    st.html(_about(view, quarter))
    board(view)


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
        ("进度", _schedule_words(report)),
        ("状态", known),
        ("工作表", "、".join(sheet.name for sheet in sheets if sheet.content is not Content.ANNEX)),
    ]
    return facts(pairs, caption=f"{quarter.label}报表")


def _schedule_words(report: Snapshot) -> str:
    """The classes that the circular counts."""
    counts = queries.schedule_counts(report)
    return "、".join(f"{word} {counts[name]}" for name, word in SCHEDULE.items())


def scope_words(view: View, on: date) -> str:
    """Which documents the report is about, by name as far as one line goes."""
    every = ledger.documents(view)
    shown = [one for one in every if status_on(one, on) is DocumentStatus.IN_FORCE]
    named = "、".join(f"《{document.title}》" for document in shown[:NAMED]) or "没有现行有效的文件"
    named += f"等 {len(shown)} 份现行有效的文件" if len(shown) > NAMED else ""
    rest = len(every) - len(shown)
    return f"{named}；另有 {rest} 份不计入统计" if rest else named


def _file_name(view: View, quarter: Quarter, ending: str = "季度报告.xlsx") -> str:
    demo, scope = "演示－" if ledger.masthead(view.version).demo else "", view.scope
    titles = [document.title for document in ledger.documents(view)] if scope.document else []
    whose = "".join(titles) or scope.place.replace(EVERYWHERE, "全部辖区")
    return f"{demo}{whose}{'－' if whose else ''}{quarter.label}{ending}"


def _workbook(view: View, quarter: Quarter) -> bytes:
    """Made only when the reader asks for it."""
    file = io.BytesIO()
    quarterly.write(ledger.workspace(), quarter, file, known_at=view.known_at, scope=view.scope)
    return file.getvalue()


def _circular(view: View, quarter: Quarter) -> bytes:
    file = io.BytesIO()
    circular.write(ledger.workspace(), quarter, file, known_at=view.known_at, scope=view.scope)
    return file.getvalue()


def _brief(view: View, quarter: Quarter) -> bytes:
    file = io.BytesIO()
    brief.write(ledger.workspace(), Asked(quarter, quarter.end, view.known_at, view.scope), file)
    return file.getvalue()


PAPERS = (
    Offered("circular", "通报", frozenset({Role.OFFICE}), _circular),
    Offered("brief", "领导简报", frozenset({Role.OFFICE, Role.LEADER}), _brief),
)
