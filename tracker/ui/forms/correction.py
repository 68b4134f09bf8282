"""Records as they stand, and their correction or withdrawal with a reason; the earlier version stays in the ledger."""

from collections.abc import Callable
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.accounts.policy_file import policy_of
from tracker.accounts.visibility import Matter, may_see
from tracker.duties import known_facts, review_of
from tracker.intake import Draft
from tracker.intake.corrections import FINAL
from tracker.intake.decided import REVIEWED
from tracker.labels import KIND
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms import (
    alert,
    alert_actions,
    assessment_figure,
    completion,
    feedback,
    notice_reply,
    pilot,
    progress,
    proof,
    reading,
)
from tracker.ui.forms.beside import record_facts
from tracker.ui.forms.content import author, gist, moment, subject
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

ASK: dict[str, Callable[[Form, Snapshot, Values], None]] = {
    "progress": progress.ask,
    "reading": reading.ask,
    "completion": completion.ask,
    "evidence": proof.ask,
    "alert": alert.ask,
    "alert_change": alert.ask,
    "alert_end": alert.ask,
    "alert_action": alert_actions.ask,
    "pilot": pilot.ask,
    "notice_reply": notice_reply.ask,
    "instruction_feedback": feedback.ask,
    "assessment_figure": assessment_figure.ask,
}
"""Kinds whose content is corrected field by field; the others are withdrawn and recorded anew."""
INSIDE = ("submission", "confirmation")
"""What happens inside a unit before anything is reported; see `confirm`."""
SAID = 90
"""Characters of a record's content that the list shows."""


def recorded(view: View) -> list[Record]:
    """What stands recorded by the unit shown, newest first; without one, by everybody."""
    unit, known = unit_of(view), known_facts(ledger.snapshot(view))
    kinds = [kind for kind in KIND if kind not in INSIDE]
    found = [fact for kind in kinds for fact in known.all(kind) if not unit or fact.unit == unit]
    return sorted(found, key=lambda fact: fact.seq, reverse=True)


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def said(row: Row) -> str:
        whole = gist(row["fact"].body, snapshot)
        return whole if len(whole) <= SAID else whole[:SAID] + "…"

    def verdict(row: Row) -> Markup | None:
        if row["fact"].kind not in REVIEWED:
            return None
        review = review_of(snapshot, row["fact"])
        if review.returned:
            return mark("退回", "red", review.reason)
        return mark("通过", "green") if review.verdict else mark("待审", "grey")

    def act(row: Row) -> Markup | None:
        if row["fact"].kind in FINAL:
            return None
        words = "更正" if row["fact"].kind in ASK else "撤回"
        return link(words, view.here(do="correct", id=row["fact"].id, saved="", page=""))

    columns = [
        Column("记入时间", lambda row: moment(row["fact"].recorded_at), width="10em"),
        Column("种类", lambda row: KIND[row["fact"].kind], width="6em"),
        Column("事项", lambda row: subject(row["fact"].body, snapshot), width="19em"),
        Column("内容", said),
        Column("报送", lambda row: author(row["fact"], snapshot), width="9em"),
        Column("审核", verdict, width="5em"),
        Column("办理", act, align="center", width="4.5em"),
        Column("编号", lambda row: row["fact"].id, width="9.5em"),
    ]
    rows = [{"fact": fact} for fact in recorded(view)]
    return table(
        rows, columns, caption=f"已报记录（{len(rows)} 条，新的在前）", view=view, empty="还没有记录。"
    )


def show(view: View, record_id: str) -> None:
    snapshot = ledger.snapshot(view)
    name = f"correct {record_id}"
    fact: Record | None = kept(name) or known_facts(snapshot).fact(record_id)
    if fact is None or fact.kind in FINAL or not _may_read(view, fact):
        return nothing_there("条可以更正的记录")
    inside = fact.kind == "submission"
    what = f"撤回提交的{KIND[str(fact.body['of'])]}" if inside else f"更正{KIND[fact.kind]}"
    st.html(tag("h2", f"{what}：{subject(fact.body, snapshot)}"))
    if view.actor.of_unit and fact.unit != view.actor.unit:
        st.html(note("这条记录不是本单位报送的，只能由报送单位或办公室更正。"))
        return None
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(
            record_facts(snapshot, "提交的内容" if inside else "原记录", fact, reviewed=fact.kind in REVIEWED)
        )
    with entry:
        can = "改正内容，或整条撤回" if fact.kind in ASK else "整条撤回，再另行记入"
        kept_words = "还没有审核的可以撤回；要改动的不用撤回，直接重新提交即可。"
        words = f"可以{can}。原记录和原因都留在流水里，并在下期报告中列明。"
        st.html(note(kept_words if inside else words))
        with Form(view, name, fact.body, about=fact) as form:
            if fact.kind in ASK:
                ASK[fact.kind](form, snapshot, fact.body)
            form.words("reason", label="撤回原因" if inside else "更正原因", lines=2)
            withdraw = ("撤回" if inside else "撤回原记录", lambda values: [_draft(fact, values, None)])
            anew = ("提交更正", lambda values: [_draft(fact, values, form.over(fact.body, values))])
            form.send(*([anew, withdraw] if fact.kind in ASK else [withdraw]))


def _may_read(view: View, fact: Record) -> bool:
    """What waits inside a unit is not shown to others, nor anything that the policy keeps from them."""
    matter = Matter.PENDING if fact.kind in INSIDE else Matter.ITEMS
    return may_see(policy_of(ledger.workspace().data).visibility, view.actor, matter, fact.unit)


def _draft(fact: Record, values: Values, body: dict[str, object] | None) -> Draft:
    said = {"replaces": fact.id, "reason": values.get("reason", "")}
    return Draft("correction", said if body is None else said | {"body": body})
