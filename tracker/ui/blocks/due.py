"""What is overdue, past due without a word, or due soon: with unit and days."""

from collections.abc import Sequence

from markupsafe import Markup

from tracker import queries
from tracker.report.tables import DUE_STATES
from tracker.snapshot import Snapshot
from tracker.ui.blocks.due_rows import state_and_cause
from tracker.ui.blocks.summary import count_link
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

SHOWN = 10
GOALS = "总体目标："


def due(view: View, snapshot: Snapshot) -> Markup:
    order = list(DUE_STATES)
    rows = [
        row for row in queries.counted_items(snapshot).iter_rows(named=True) if row["state"] in DUE_STATES
    ]
    rows.sort(key=lambda row: (order.index(row["state"]), row["days_left"], row["task_id"] is None))
    columns = [
        Column("状态", state_and_cause, width="10.5em"),
        Column("事项", lambda row: _what(view, row)),
        Column("单位", "answers", width="10.4em"),
        Column("天数", lambda row: abs(row["days_left"]), align="right", width="4.2em"),
    ]
    counts = [
        join([word, " ", count_link(_count(rows, state), view.link("overdue", state=state))])
        for state, word in (("overdue", "逾期"), ("awaiting_first_report", "到期待报"), ("due_soon", "临期"))
    ]
    caption = join(["逾期与临期　", tag("small", Markup("　").join(counts))])
    shown = table(rows[:SHOWN], columns, caption=caption, empty="没有逾期、到期待报和临期的事项。")
    rest = len(rows) - SHOWN
    return (
        shown + tag("p", link(f"其余 {rest} 项", view.link("overdue")), class_="more") if rest > 0 else shown
    )


def _count(rows: Sequence[Row], state: str) -> int:
    return sum(row["state"] == state for row in rows)


def _what(view: View, row: Row) -> Markup:
    if row["task_id"] is None:
        return tag("div", tag("small", GOALS), row["what"], class_="clamp", title=row["what"])
    return link(row["what"], view.link("task", id=row["task_id"]), row["task"])
