"""报表: choose a quarter, what to compare it with and whose tasks, see what the report will say, download the workbook."""

import io
from datetime import date
from functools import lru_cache, partial

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.accounts.policy_file import policy_of
from tracker.accounts.visibility import Matter, may_see
from tracker.changes import previous
from tracker.model import DocumentStatus
from tracker.periods import Quarter
from tracker.queries.scope import EVERYWHERE
from tracker.report import quarterly, unit_books
from tracker.report.layout import Content, load_layout
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.board import board
from tracker.ui.blocks.papers import offered, papers, schedule_words
from tracker.ui.blocks.scope import status_on
from tracker.ui.facts import facts
from tracker.ui.filters import choose, row
from tracker.ui.forms.content import moment
from tracker.ui.forms.scope import NOBODY, quarter_of, quarters
from tracker.ui.marks import note
from tracker.ui.state import View

NAMED = 3
"""So many documents are named before the rest is only counted."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(view: View) -> None:
    quarter, unit, against = quarter_of(view), whose(view), against_of(view)
    with row():
        choose(view, "period", "报告期", {str(one): one.label for one in quarters(view)}, any_="", width=200)
        earlier = {str(one): one.label for one in _earlier(view, quarter)}
        choose(view, "against", "与哪一期对比", earlier, any_="上季度", width=230)
        if sees_all(view):
            choose(view, "unit", "单位", _having(view, quarter), any_="全部任务", width=220)
        if unit and unit not in _having(view, quarter):
            unit = NOBODY
        else:
            _buttons(view, quarter, unit, against)
    if not unit and offered(view):
        with st.container(horizontal=True, key="papers"):
            papers(view, quarter, partial(_named, view))
    if unit == NOBODY:
        st.html(note("本单位在这一报告期没有任务，没有报表。"))
    else:
        st.html(_about(view, quarter, unit, against))
    board(view)


def sees_all(view: View) -> bool:
    """Whether the reader may have the report on every unit."""
    return may_see(policy_of(ledger.workspace().data).visibility, view.actor, Matter.ITEMS)


def whose(view: View) -> str:
    """Of which unit the report is: of those who may see all the one chosen, "" = all; else one's own."""
    if sees_all(view):
        asked = view.params.get("unit", "")
        return asked if asked in _having(view, quarter_of(view)) else ""
    return view.actor.unit or NOBODY


def against_of(view: View) -> Quarter | None:
    """The earlier quarter chosen for comparison; None = the one before."""
    earlier = _earlier(view, quarter_of(view))
    return next((one for one in earlier if str(one) == view.params.get("against")), None)


def _earlier(view: View, quarter: Quarter) -> list[Quarter]:
    """The one before is what is compared with where nothing is chosen."""
    return [one for one in quarters(view) if one < quarter.previous]


def _buttons(view: View, quarter: Quarter, unit: str, against: Quarter | None) -> None:
    st.download_button(
        "下载季度报表（Excel）",
        data=lambda: _workbook(view, quarter, unit, against),
        file_name=_file_name(view, quarter, unit),
        mime=XLSX,
        on_click="ignore",
        type="primary",
        key="quarterly",
    )
    if sees_all(view) and not unit:
        st.download_button(
            "下载各单位的报表（一个压缩包）",
            data=lambda: _parcel(view, quarter, against),
            file_name=f"{_demo(view)}{quarter.label}各单位季度报告.zip",
            mime="application/zip",
            on_click="ignore",
            key="quarterly-units",
        )


def _report(view: View, quarter: Quarter) -> Snapshot:
    return view.scope.of(ledger.workspace().report(quarter, view.known_at))


@lru_cache(maxsize=32)
def _having(view: View, quarter: Quarter) -> dict[str, str]:
    return unit_books.units_with_a_book(_report(view, quarter))


@lru_cache(maxsize=32)
def _about(view: View, quarter: Quarter, unit: str, against: Quarter | None) -> Markup:
    workspace = ledger.workspace()
    report, lock = _report(view, quarter).of_unit(unit or None), workspace.lock_of(quarter)
    if lock:
        known = f"{moment(lock[0])} 锁定，照锁定时的方案和记录出具，以后重新出具也一样"
    else:
        known = "尚未锁定，照现有的全部记录出具；锁定以前，再报送的内容会改变报表"
    sheets = load_layout(quarterly.LAYOUT, quarterly.FIELDS).layout.sheets
    before = previous(workspace, report, against)
    names = [
        sheet.name.format(against=against.label if against else "上季度")
        for sheet in sheets
        if sheet.content is not Content.ANNEX
    ]
    pairs = [
        ("范围", scope_words(view, quarter.end)),
        ("报告期", f"{quarter.label}（截至{day(quarter.end)}）"),
        ("对比", f"{Quarter.of(before.clock.as_of).label}（截至{day(before.clock.as_of)}）"),
        ("摘要", queries.summary_sentence(report)),
        ("进度", schedule_words(report)),
        ("状态", known),
        ("工作表", "、".join(names)),
    ]
    if unit:
        about = f"{_having(view, quarter)[unit]}牵头和参与的任务。{queries.load_sentence(report, unit)}"
        pairs.insert(1, ("单位", about))
    return facts(pairs, caption=f"{quarter.label}报表")


def scope_words(view: View, on: date) -> str:
    """Which documents the report is about, by name as far as one line goes."""
    every = ledger.documents(view)
    shown = [one for one in every if status_on(one, on) is DocumentStatus.IN_FORCE]
    named = "、".join(f"《{document.title}》" for document in shown[:NAMED]) or "没有现行有效的文件"
    named += f"等 {len(shown)} 份现行有效的文件" if len(shown) > NAMED else ""
    rest = len(every) - len(shown)
    return f"{named}；另有 {rest} 份不计入统计" if rest else named


def _demo(view: View) -> str:
    return "演示－" if ledger.masthead(view.version).demo else ""


def _file_name(view: View, quarter: Quarter, unit: str) -> str:
    if unit:
        return unit_books.file_name(_report(view, quarter), quarter, _having(view, quarter)[unit])
    return _named(view, f"{quarter.label}季度报告.xlsx")


def _named(view: View, name: str) -> str:
    """A file's name with what it is about, where that is not the home jurisdiction."""
    scope = view.scope
    titles = [document.title for document in ledger.documents(view)] if scope.document else []
    about = "".join(titles) or scope.place.replace(EVERYWHERE, "全部辖区")
    return f"{_demo(view)}{about}{'－' if about else ''}{name}"


def _workbook(view: View, quarter: Quarter, unit: str, against: Quarter | None) -> bytes:
    """Made only when the reader asks for it."""
    file, space = io.BytesIO(), ledger.workspace()
    quarterly.write(
        space, quarter, file, known_at=view.known_at, scope=view.scope, unit=unit or None, against=against
    )
    return file.getvalue()


def _parcel(view: View, quarter: Quarter, against: Quarter | None) -> bytes:
    space = ledger.workspace()
    return unit_books.parcel(space, quarter, known_at=view.known_at, scope=view.scope, against=against)
