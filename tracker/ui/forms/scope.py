"""For whom, for which quarter and on which day the forms speak: always today, whatever day the masthead shows."""

from dataclasses import replace

import streamlit as st

from tracker import queries
from tracker.periods import Quarter
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View

QUARTERS = 8
"""So many quarters back a report may be chosen for."""
NOBODY = "-"
"""The unit of an account that has none: no unit's id."""


def today(view: View) -> View:
    """The same page over the state of today, told to the reader where the masthead shows another day."""
    now = replace(view, as_of=ledger.workspace().today, known_at=None)
    if (now.as_of, now.known_at) != (view.as_of, view.known_at):
        st.html(note(f"填报和设定总是按今天（{day(now.as_of)}）的情况，不随上方的截至日期变化。"))
    return now


def unit_of(view: View) -> str:
    """The unit whose duties are shown: one's own; for the office the one it has chosen, "" = all."""
    if view.actor.of_unit:
        # Also when the register no longer has it: nothing is then its own, and never everything.
        return view.actor.unit or NOBODY
    asked = view.params.get("unit", "")
    return asked if asked in queries.unit_names(ledger.snapshot(view)) else ""


def quarters(view: View) -> list[Quarter]:
    """Quarters that have ended, latest first."""
    periods = queries.windows(ledger.snapshot(view))["period"].to_list()
    ended = sorted((q for q in map(Quarter.parse, periods) if q.end <= view.as_of), reverse=True)
    return ended[:QUARTERS] or [Quarter.last_ended(view.as_of)]


def quarter_of(view: View) -> Quarter:
    """The quarter asked for in the address, else the latest one that has ended."""
    known = quarters(view)
    return next((quarter for quarter in known if str(quarter) == view.params.get("period")), known[0])


def sections(view: View, titles: dict[str, str], current: str) -> None:
    """The decisions or duties of a page, one shown at a time (``?do=``)."""
    links = [
        tag(
            "a",
            title,
            href=view.here(do=code, id="", saved="", page="", sort=""),
            aria_current="page" if code == current else None,
        )
        for code, title in titles.items()
    ]
    st.html(tag("nav", *links, class_="sections", aria_label="本页各项"))


def nothing_there(what: str) -> None:
    st.html(note(f"没有这{what}，可能是地址写错了，或内容已经变动。请从列表中重新选择。"))
