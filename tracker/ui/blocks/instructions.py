"""A leader's instruction on a page: its words, and what each unit has fed back."""

from collections.abc import Sequence

from markupsafe import Markup

from tracker import queries
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.facts import facts
from tracker.ui.forms.content import words
from tracker.ui.marks import instruction_state
from tracker.ui.sight import sentence_of
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def instruction_facts(snapshot: Snapshot, row: Row) -> Markup:
    pairs = [
        ("批示领导", row["leader"]),
        ("批示内容", row["text"]),
        ("批示日期", day(row["given_on"])),
        ("有关任务", words("tasks", row["tasks"], row, snapshot) if row["tasks"] else None),
        ("反馈期限", day(row["feedback_by"])),
        ("核定办结", day(row["settled_on"]) if row["settled_on"] else None),
    ]
    return facts(pairs, caption=str(row["number"]))


def unit_columns(view: View) -> list[Column]:
    """Where one unit stands with an instruction."""
    return [
        Column("单位", "unit", width="11em"),
        Column(
            "状态",
            lambda row: instruction_state(row["state"]),
            width="8em",
        ),
        Column("反馈", "feedback"),
        Column("情况", lambda row: sentence_of(view, row), width="17em"),
    ]


def feedback_table(view: View, rows: Sequence[Row]) -> Markup:
    return table(rows, unit_columns(view), caption="各单位反馈情况，逾期未反馈的在前")


def of_task(snapshot: Snapshot, task_id: str) -> list[Row]:
    """A row an instruction and unit, of those that name a task."""
    whole = snapshot.whole
    return [row for row in queries.instructions(whole) if task_id in (row["tasks"] or ())]
