"""办公室: one decision at a time (``?do=``), each with its own list and form."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from types import ModuleType

import streamlit as st
from markupsafe import Markup

from tracker.ui.forms import (
    breakdown,
    close_out,
    ending,
    expansion,
    extension_decision,
    instruction,
    lead,
    lock,
    notice,
    opening,
    override,
    past,
    receipts,
    remind,
    review,
    saved,
    setting,
    takeover,
    year_goal,
)
from tracker.ui.forms.scope import sections, today
from tracker.ui.marks import link, note
from tracker.ui.state import View
from tracker.ui.table import Column, table

PARTS: dict[str, ModuleType] = {
    "opening": opening,
    "setting": setting,
    "lead": lead,
    "expansion": expansion,
    "year_goal": year_goal,
    "past": past,
    "takeover": takeover,
    "review": review,
    "close_out": close_out,
    "extension": extension_decision,
    "breakdown": breakdown,
    "receipts": receipts,
    "notice": notice,
    "instruction": instruction,
    "ending": ending,
    "override": override,
    "remind": remind,
    "lock": lock,
}
BOARDS: dict[str, Callable[[View], None]] = {"review": review.board, "lead": lead.board}
"""Parts whose list is itself a form."""
WHOLE: dict[str, Callable[[View], None]] = {
    "opening": opening.show,
    "past": past.show,
    "takeover": takeover.show,
    "remind": remind.show,
}
"""Parts that are one form without a list."""


def show(view: View) -> None:
    now = today(view)
    do = view.params.get("do", "")
    saved.show(now)
    # How much waits does not hang on where in the page one is.
    waiting = _waiting(replace(now, query=()))
    titles = {do: part.TITLE + (f"（{waiting[do]}）" if waiting[do] else "") for do, part in PARTS.items()}
    sections(now, {"": "待办"} | titles, do if do in PARTS else "")
    if do not in PARTS:
        st.html(_to_do(now, waiting))
    elif do in WHOLE:
        WHOLE[do](now)
    elif subject := view.params.get("id"):
        PARTS[do].show(now, subject)
    elif do in BOARDS:
        BOARDS[do](now)
    else:
        st.html(note(PARTS[do].WHY))
        st.html(PARTS[do].listed(now))


@lru_cache(maxsize=32)
def _waiting(view: View) -> dict[str, int]:
    return {do: part.waiting(view) for do, part in PARTS.items()}


def _to_do(view: View, waiting: dict[str, int]) -> Markup:
    rows = [{"do": do, "part": part, "waiting": waiting[do]} for do, part in PARTS.items()]
    rows.sort(key=lambda row: not row["waiting"])
    columns = [
        Column("事项", lambda row: link(row["part"].TITLE, view.here(do=row["do"], saved="")), width="9em"),
        Column("待办", lambda row: row["waiting"] or None, unit="项", align="right", width="7em"),
        Column(
            "说明", lambda row: (opening.opened(view) if row["part"] is opening else "") + row["part"].WHY
        ),
    ]
    return table(rows, columns, caption="办公室要办的事，有待办的在前", view=view)
