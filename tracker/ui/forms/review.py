"""The office accepts a report or a reading, or returns it with a reason; a returned one stops counting at once."""

from collections import Counter

import streamlit as st

from tracker import queries
from tracker.duties import copied, known_facts, locked, report_before, review_of
from tracker.intake import Draft
from tracker.labels import KIND
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.evidence import evidence_beside
from tracker.ui.blocks.history import subjects
from tracker.ui.filters import choose
from tracker.ui.filters import row as filter_row
from tracker.ui.forms.beside import record_facts
from tracker.ui.forms.content import author, gist, moment, subject
from tracker.ui.forms.form import Form, Values, anew, kept, side_by_side, ticked
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View

TITLE = "报送审核"
WHY = "报送一经记入就计入判定，标明待审；退回的从退回之日起不再计入，单位在规定期限内重报的仍算已报。"
KINDS = ("progress", "reading")
"""A completion is verified by its close-out."""
AT_ONCE, SAID = 60, 90
"""So many records have a box on one page; so many characters of each are shown beside it."""


def waiting(view: View) -> int:
    return len(_records(ledger.snapshot(view)))


def board(view: View) -> None:
    """The reports that wait, of one unit or kind where that is asked for, with boxes to decide on several at once."""
    snapshot = ledger.snapshot(view)
    with filter_row():
        unit = choose(view, "unit", "报送单位", _units(view), width=280)
        kind = choose(view, "kind", "种类", {code: KIND[code] for code in KINDS}, width=180)
    rows = [fact for fact in _records(snapshot) if unit in ("", fact.unit) and kind in ("", fact.kind)]
    st.html(note(WHY))
    st.html(tag("h3", f"等待审核的报送（{len(rows)} 件，先报的在前）"))
    if not rows:
        st.html(note("没有等待审核的报送。"))
        return
    listed = rows[:AT_ONCE]
    with Form(view, anew(view, f"reviews {unit} {kind}")) as form:
        with st.container(key="ticks-review"):
            for fact in listed:
                _line(view, snapshot, form, fact)
        if len(rows) > AT_ONCE:
            st.html(
                note(
                    f"先列出 {AT_ONCE} 件，其余 {len(rows) - AT_ONCE} 件在这些办完以后列出，也可以按单位筛选。"
                )
            )
        form.words("reason", lines=2, label="审核意见（记入勾选的每一件；退回的必填，单位会看到）")
        form.send(
            ("勾选的审核通过", lambda values: _all(ticked(values), "accepted", values)),
            ("勾选的退回", lambda values: _all(ticked(values), "returned", values)),
            (
                f"列出的全部审核通过（{len(listed)} 件）",
                lambda values: _all([fact.id for fact in listed], "accepted", values),
            ),
        )


def _line(view: View, snapshot: Snapshot, form: Form, fact: Record) -> None:
    box, what, said, act = side_by_side(3.2, 4.5, 8, 0.9)
    with box:
        form.tick(fact.id, f"{author(fact, snapshot)}　{moment(fact.recorded_at)[5:10]}")
    what.html(tag("div", f"{KIND[fact.kind]}　{subject(fact.body, snapshot)}"))
    words = gist(fact.body, snapshot)
    flag = mark("与上期雷同", "amber") if _copied(snapshot, fact) else ""
    short = words if len(words) <= SAID else words[:SAID] + "…"
    said.html(tag("div", flag, "　" if flag else "", short, class_="quiet"))
    act.html(link("审核", view.here(do="review", id=fact.id, saved="", page="")))


def _all(records: list[str], verdict: str, values: Values) -> list[Draft]:
    """One review a record, all or none."""
    said = {"reason": values["reason"]} if "reason" in values else {}
    return [Draft("review", {"record": record, "verdict": verdict, **said}) for record in records]


def _units(view: View) -> dict[str, str]:
    """Units with something that waits."""
    snapshot = ledger.snapshot(view)
    names = queries.unit_names(snapshot)
    counted = Counter(fact.unit for fact in _records(snapshot) if fact.unit)
    return {unit: f"{names.get(unit, unit)}（{size}）" for unit, size in counted.most_common()}


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
    """What units have filed and nobody has looked at, oldest first; a locked quarter's reports stay as they are."""
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
    return sorted(found, key=lambda fact: fact.seq)


def _shown(snapshot: Snapshot, fact: Record) -> bool:
    """Whether it is about one of the documents shown."""
    about = str(fact.body.get("task") or fact.body.get("indicator") or "")
    return snapshot.shows(about.split("/")[0])


def _settled(snapshot: Snapshot, fact: Record) -> bool:
    return fact.kind == "progress" and locked(snapshot, Quarter.parse(str(fact.body["period"])))
