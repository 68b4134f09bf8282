"""督办回复: the notices a unit has received, and its answer to one."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import pending
from tracker.intake import Draft
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.notices import download, notice_facts
from tracker.ui.forms.content import grade_name
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.notice import columns
from tracker.ui.forms.put_up import sends_or, standing_words
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import link, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Row, table

TITLE = "督办回复"
WHY = "收到督办单请先签收，在期限以前书面回复原因和整改措施；回复由办公室核定，退回的要重新回复。"
OPEN = ("overdue", "objected", "unsigned", "open")


def waiting(view: View) -> int:
    return sum(row["state"] in OPEN for row in rows(view))


def rows(view: View) -> list[Row]:
    """The notices of one's own unit; for the office those of the unit it has chosen, else all."""
    unit = unit_of(view)
    return list(queries.notices(ledger.snapshot(view), unit)) if unit or not view.actor.of_unit else []


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def act(row: Row) -> Markup:
        words = "回复" if row["state"] in OPEN else "查看"
        return link(words, view.here(do="notice_reply", id=row["number"], saved="", page=""))

    found = rows(view)
    caption = f"收到的督办单（{len(found)} 件，逾期未回复的在前）"
    return tag(
        "div",
        note(WHY),
        table(found, columns(snapshot, act), caption=caption, view=view, empty="没有收到督办单。"),
        class_="stack",
    )


def show(view: View, number: str) -> None:
    snapshot, name = ledger.snapshot(view), f"notice_reply {number}"
    row: Row | None = kept(name) or next((one for one in rows(view) if one["number"] == number), None)
    if row is None:
        return nothing_there("件督办单")
    st.html(tag("h2", f"{number}　{grade_name(snapshot, row['grade'])}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(notice_facts(view, snapshot, row))
        download(view, number)
    with entry:
        if row["state"] not in (*OPEN, "replied"):
            st.html(note(row["sentence"]))
            return None
        if row["state"] == "unsigned":
            signing = link("去签收", view.here(do="receipt", id="", saved="", page=""))
            st.html(note(Markup("这份督办单还没有签收。") + signing))
        st.html(note(row["sentence"]))
        put_up = pending(snapshot, row["unit_id"], "notice_reply", notice=number)
        if put_up:
            st.html(note(standing_words(put_up)))
        with Form(view, name, put_up.content if put_up else None, about=row) as form:
            ask(form, snapshot, {"notice": number})
            form.send(
                (
                    sends_or(view, "报送回复"),
                    lambda values: [Draft("notice_reply", {"notice": number, **values})],
                )
            )
    return None


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """The fields of a reply."""
    form.words("text", label="回复内容", lines=4, placeholder="现在的情况，为什么没有按时完成")
    form.words("measures", lines=3, placeholder="采取什么措施，由谁负责，何时完成")
