"""The papers in Word that the page of reports offers: the circular on a quarter, and briefs on a quarter or the day shown."""

import io
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from tracker.intake.permissions import Role
from tracker.labels import SCHEDULE
from tracker.periods import Quarter
from tracker.queries import schedule_counts
from tracker.report import brief, circular
from tracker.report.asked import Asked
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.state import View

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Offered(NamedTuple):
    """Who may have it, and how it is made when asked for; `of_day` = of the day shown, not of the quarter."""

    key: str
    name: str
    roles: frozenset[Role]
    made: Callable[[View, Quarter], bytes]
    of_day: bool = False


def papers(view: View, quarter: Quarter, named: Callable[[str], str]) -> None:
    """A button for each paper that the reader may have; `named` makes a file's name from what it is called."""
    for paper in offered(view):
        about = view.as_of.isoformat() if paper.of_day else quarter.label
        st.download_button(
            f"下载{paper.name}（Word）",
            data=partial(paper.made, view, quarter),
            file_name=named(f"{about}{paper.name}.docx"),
            mime=DOCX,
            on_click="ignore",
            key=paper.key,
        )


def offered(view: View) -> list[Offered]:
    return [paper for paper in PAPERS if view.actor.role in paper.roles]


def schedule_words(report: Snapshot) -> str:
    """The classes that the circular counts."""
    counts = schedule_counts(report)
    return "、".join(f"{word} {counts[name]}" for name, word in SCHEDULE.items())


def _circular(view: View, quarter: Quarter) -> bytes:
    file = io.BytesIO()
    circular.write(ledger.workspace(), quarter, file, known_at=view.known_at, scope=view.scope)
    return file.getvalue()


def _brief(view: View, quarter: Quarter) -> bytes:
    return _one_page(Asked(quarter, quarter.end, view.known_at, view.scope))


def _brief_of_day(view: View, quarter: Quarter) -> bytes:
    return _one_page(Asked(None, view.as_of, view.known_at, view.scope))


def _one_page(asked: Asked) -> bytes:
    file = io.BytesIO()
    brief.write(ledger.workspace(), asked, file)
    return file.getvalue()


READERS = frozenset({Role.OFFICE, Role.LEADER})
PAPERS = (
    Offered("circular", "通报", frozenset({Role.OFFICE}), _circular),
    Offered("brief", "领导简报", READERS, _brief),
    Offered("brief-of-day", "当日简报", READERS, _brief_of_day, of_day=True),
)
