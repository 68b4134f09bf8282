"""范围: the choice of jurisdiction, track and document in the masthead, and what there is to know about a document chosen."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from tracker.labels import DOCUMENT_STATUS, TRACK
from tracker.model import Document, DocumentStatus
from tracker.queries.scope import EVERYWHERE, Scope
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.filters import choose
from tracker.ui.state import View

OF_A_PAGE = ("chapter", "unit", "id", "state", "due")
"""Conditions of single pages that mean nothing in other documents."""


STANDS = {
    DocumentStatus.DRAFT: "本文件是征求意见稿，单独列出",
    DocumentStatus.EXPIRED: "本文件已到期，单独列出",
    DocumentStatus.OUT_OF_SCOPE: "本文件不纳入台账，只作登记",
}


def choose_documents(view: View) -> None:
    """A small panel behind one button: which documents every page is about."""
    plan = ledger.workspace().plan()[0]
    if len(plan.files) < 2:
        return
    every = [file.document for file in plan.files]
    scope = view.scope
    with st.popover(_label(view, scope, plan.home), width=215):
        known = [place.name for place in plan.jurisdictions]
        places = {name: name for name in known if any(d.jurisdiction == name for d in every)}
        own = f"本级（{plan.home}）" if plan.home else "全部"
        choose(
            view,
            "place",
            "辖区",
            places | {EVERYWHERE: "全部辖区"},
            any_=own,
            drops=("track", "document", *OF_A_PAGE),
        )
        within = Scope(place=scope.place).documents(plan)
        tracks = {d.track: TRACK.get(d.track, d.track) for d in within}
        choose(view, "track", "专题", tracks, any_="全部专题", drops=("document", *OF_A_PAGE))
        within = Scope(place=scope.place, track=scope.track).documents(plan)
        choose(
            view,
            "document",
            "文件",
            {d.id: _name(d, view.as_of) for d in within},
            any_="全部文件",
            drops=OF_A_PAGE,
        )


def _label(view: View, scope: Scope, home: str) -> str:
    shown = ledger.documents(view)
    if not shown:
        return "范围：没有文件"
    if scope.document and len(shown) == 1:
        return f"范围：{shown[0].document_number or shown[0].title}"
    place = "全部辖区" if scope.place == EVERYWHERE else scope.place or (home if not scope.chosen else "")
    return "范围：" + "·".join(part for part in (place, TRACK.get(scope.track, scope.track)) if part)


def status_on(document: Document, on: date) -> DocumentStatus:
    """The status on a day: a document that binds lapses with its own validity, and not before."""
    if not document.binds:
        return document.status
    expired = document.expires_on is not None and document.expires_on < on
    return DocumentStatus.EXPIRED if expired else DocumentStatus.IN_FORCE


def _name(document: Document, on: date) -> str:
    status = status_on(document, on)
    words = "" if status is DocumentStatus.IN_FORCE else f"［{DOCUMENT_STATUS[status]}］"
    return f"{document.document_number or '没有文号'}　{words}{document.title}"


def standing_words(documents: Sequence[Document], on: date) -> str:
    """Why a single document chosen is not counted; "" when it is, or when several are shown."""
    if len(documents) != 1:
        return ""
    document = documents[0]
    status = status_on(document, on)
    if status is DocumentStatus.EXPIRED and document.expires_on:
        return f"本文件已于{day(document.expires_on)}到期，不再计入统计；到期前应完成而未了结的，以“到期结转”列出。"
    if status is not DocumentStatus.IN_FORCE:
        reason = f"：{document.status_reason.rstrip('。')}" if document.status_reason else ""
        return f"{STANDS[status]}，不计入统计{reason}。"
    return ""
