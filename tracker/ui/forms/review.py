"""The office accepts a report or a reading, or returns it with a reason; a returned one stops counting at once."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.duties import copied, known_facts, locked, report_before, review_of
from tracker.intake import Draft
from tracker.labels import KIND
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.evidence import evidence_beside
from tracker.ui.blocks.history import subjects
from tracker.ui.forms.beside import record_facts
from tracker.ui.forms.content import author, gist, moment, subject
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "报送审核"
WHY = "报送一经记入就计入判定，标明待审；退回的从退回之日起不再计入，单位在规定期限内重报的仍算已报。"
KINDS = ("progress", "reading")
"""A completion is verified by its close-out."""


def waiting(view: View) -> int:
    return len(_records(ledger.snapshot(view)))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def said(row: Row) -> Markup:
        flag = mark("与上期雷同", "amber") if _copied(snapshot, row["fact"]) else ""
        return join([flag, "　" if flag else "", gist(row["fact"].body, snapshot)])

    def act(row: Row) -> Markup:
        return link("审核", view.here(do="review", id=row["fact"].id, saved="", page=""))

    columns = [
        Column("记入时间", lambda row: moment(row["fact"].recorded_at), width="10em"),
        Column("报送", lambda row: author(row["fact"], snapshot), width="12em"),
        Column("种类", lambda row: KIND[row["fact"].kind], width="5.5em"),
        Column("事项", lambda row: subject(row["fact"].body, snapshot), width="22em"),
        Column("办理", act, align="center", width="4em"),
        Column("内容", said),
    ]
    rows = [{"fact": fact} for fact in _records(snapshot)]
    return table(
        rows, columns, caption=f"等待审核的报送（{len(rows)} 件）", view=view, empty="没有等待审核的报送。"
    )


def show(view: View, record_id: str) -> None:
    snapshot = ledger.snapshot(view)
    name = f"review {record_id}"
    fact: Record | None = kept(name) or next((one for one in _records(snapshot) if one.id == record_id), None)
    if fact is None:
        return nothing_there("件等待审核的报送")
    st.html(tag("h2", f"审核{KIND[fact.kind]}：{subject(fact.body, snapshot)}"))
    entry, aside = st.columns([1, 1], gap="medium")
    with aside:
        st.html(record_facts(snapshot, "单位所报", fact))
        if before := report_before(snapshot, fact.body, fact.unit) if fact.kind == "progress" else None:
            label = Quarter.parse(str(before.body["period"])).label
            st.html(record_facts(snapshot, f"上次报送：{label}", before))
        about = str(fact.body.get("task") or fact.body.get("indicator"))
        proven = subjects(snapshot, about) if fact.kind == "progress" else {about}
        st.html(evidence_beside(view, snapshot, proven))
    with entry:
        st.html(note(WHY))
        if flag := _copied(snapshot, fact):
            st.html(note(join([mark("与上期雷同", "amber"), f"　本期文字与上期相似 {flag:.0%}。"])))
        with Form(view, name, about=fact) as form:
            form.words("reason", lines=3, label="审核意见（退回的必填，单位会看到）")

            def verdict(word: str, values: Values) -> list[Draft]:
                return [Draft("review", {"record": record_id, "verdict": word, **values})]

            form.send(
                ("审核通过", lambda values: verdict("accepted", values)),
                ("退回", lambda values: verdict("returned", values)),
            )


def _copied(snapshot: Snapshot, fact: Record) -> float | None:
    return copied(snapshot, fact.body, fact.unit) if fact.kind == "progress" else None


def _records(snapshot: Snapshot) -> list[Record]:
    """What units have filed and nobody has looked at, newest first; a locked quarter's reports stay as they are."""
    known = known_facts(snapshot)
    found = [
        fact
        for kind in KINDS
        for fact in known.all(kind)
        if fact.unit
        and _shown(snapshot, fact)
        and not review_of(snapshot, fact).verdict
        and not _settled(snapshot, fact)
    ]
    return sorted(found, key=lambda fact: fact.seq, reverse=True)


def _shown(snapshot: Snapshot, fact: Record) -> bool:
    """Whether it is about one of the documents shown."""
    about = str(fact.body.get("task") or fact.body.get("indicator") or "")
    return snapshot.shows(about.split("/")[0])


def _settled(snapshot: Snapshot, fact: Record) -> bool:
    return fact.kind == "progress" and locked(snapshot, Quarter.parse(str(fact.body["period"])))
