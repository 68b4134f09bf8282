"""What changed since the last quarter that ended."""

from markupsafe import Markup

from tracker.changes import changes, previous
from tracker.labels import CHANGE, CHANGE_TONES, LIGHT_ORDER, LIGHTS
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

SHOWN = 8


def changed(view: View, snapshot: Snapshot) -> Markup:
    """The worst changes; the others can be unfolded."""
    before = previous(ledger.workspace(), snapshot)
    rows = changes(snapshot, before).to_dicts()
    columns = [
        Column("变化", change_kind, width="8em"),
        Column("条款", "clause", width="5em"),
        Column("事项", lambda row: _subject(view, row), width="16em"),
        Column("说明", "sentence"),
    ]
    since = day(before.clock.as_of)
    caption = f"与上季度相比（{since}以来 {len(rows)} 处变化）"
    shown = table(rows[:SHOWN], columns, caption=caption, empty="没有变化。")
    if len(rows) <= SHOWN:
        return shown
    rest = table(rows[SHOWN:], columns, caption="")
    return tag("div", shown, tag("details", tag("summary", f"其余 {len(rows) - SHOWN} 处变化"), rest))


def change_kind(row: Row) -> Markup:
    """A light that turned neither red nor green is better or worse; only what began or ceased to count is neither."""
    kind = row["kind"]
    order = [LIGHTS[light] for light in LIGHT_ORDER]
    if kind == "other_light" and {row["before"], row["after"]} <= set(order):
        return tag("span", "变差" if order.index(row["after"]) < order.index(row["before"]) else "变好")
    tone = CHANGE_TONES.get(kind)
    return mark(CHANGE[kind], tone) if tone else tag("span", CHANGE[kind])


def _subject(view: View, row: Row) -> object:
    title = row["title"]
    return (
        link(title, view.link("task", id=row["task_id"]))
        if row["task_id"]
        else join([title, tag("small", "（总体目标）")])
    )
