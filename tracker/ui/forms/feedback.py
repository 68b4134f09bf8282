"""批示反馈: the instructions a unit has been handed, and its word on how far it has come."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import pending
from tracker.intake import Draft
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.instructions import feedback_table, instruction_facts
from tracker.ui.forms.form import Form, Values
from tracker.ui.forms.instruction import columns
from tracker.ui.forms.put_up import sends_or, standing_words
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import link, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Row, table

TITLE = "批示反馈"
WHY = "请在反馈期限以前报办理情况；还没办完的先报进展，办完以后再报办结，由办公室核定。"
OPEN = ("overdue", "open")
DONE = {"False": "还在办理", "True": "已经办结"}


def waiting(view: View) -> int:
    return sum(row["state"] in OPEN for row in rows(view))


def rows(view: View) -> list[Row]:
    """What one's own unit was handed; for the office what the unit it has chosen was, else all."""
    unit = unit_of(view)
    return list(queries.instructions(ledger.snapshot(view), unit)) if unit or not view.actor.of_unit else []


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    def act(row: Row) -> Markup:
        words = "查看" if row["state"] == "settled" else "反馈"
        subject = f"{row['number']}:{row['unit_id']}"
        return link(words, view.here(do="feedback", id=subject, saved="", page=""))

    found = rows(view)
    caption = f"交办的领导批示（{len(found)} 项次，逾期未反馈的在前）"
    return tag(
        "div",
        note(WHY),
        table(found, columns(act), caption=caption, view=view, empty="没有交办的领导批示。"),
        class_="stack",
    )


def show(view: View, subject: str) -> None:
    number, _, unit = subject.partition(":")
    snapshot = ledger.snapshot(view)
    row = next((one for one in rows(view) if (one["number"], one["unit_id"]) == (number, unit)), None)
    if row is None:
        return nothing_there("件领导批示")
    st.html(tag("h2", f"{number}　{row['leader']}批示"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(instruction_facts(snapshot, row))
    with entry:
        st.html(feedback_table(view, [row]))
        if row["state"] == "settled":
            return None
        fixed = {"instruction": number, "unit": unit}
        put_up = pending(snapshot, unit, "instruction_feedback", instruction=number)
        if put_up:
            st.html(note(standing_words(put_up)))
        initial = {"done": "False"} | (dict(put_up.content) if put_up else {})
        with Form(view, f"feedback {subject}", initial) as form:
            ask(form, snapshot, {"instruction": number})
            form.send(
                (
                    sends_or(view, "报送反馈"),
                    lambda values: [Draft("instruction_feedback", _body(fixed, values))],
                )
            )
    return None


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """The fields of a feedback."""
    form.words("text", label="反馈内容", lines=4, placeholder="按批示做了什么，结果怎样，还有什么困难")
    form.choose("done", DONE, beside=True)


def _body(fixed: Values, values: Values) -> dict[str, object]:
    return {**fixed, **values, "done": values.get("done") == "True"}
