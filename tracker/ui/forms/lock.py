"""Locking and unlocking a reporting quarter; a locked one changes only by correction with a reason."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import locked, standing
from tracker.intake import Draft
from tracker.periods import Quarter
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms.content import author, moment
from tracker.ui.forms.form import Form, kept
from tracker.ui.forms.scope import nothing_there, quarters
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "锁定报告期"
WHY = "锁定以后，这一季度的报告照锁定时的方案和记录出具；各单位的报送只能写明原因更正，在下期报告中列明。"


def waiting(view: View) -> int:
    """Quarters that count, whose window has closed and that are still open."""
    return sum(row["owed"] > 0 and row["is_closed"] and not row["locked"] for row in _rows(view))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def state(row: Row) -> Markup:
        return mark("已锁定", "green") if row["locked"] else mark("未锁定", "grey")

    def last(row: Row) -> str | None:
        return _last_words(snapshot, row["quarter"])

    columns = [
        Column("报告期", lambda row: row["quarter"].label, width="9em"),
        Column("报送期", lambda row: row["span"], width="21em"),
        Column("应报", "owed", unit="项", align="right", width="6em"),
        Column("已报", "reported", align="right", width="4em"),
        Column("迟报", "late", align="right", width="4em"),
        Column("漏报", "missing", align="right", width="4em"),
        Column("状态", state, width="6em"),
        Column("办理", lambda row: _act(view, row), align="center", width="4em"),
        Column("最近一次办理", last),
    ]
    empty = "还没有要锁定的报告期：台账启用以后才开始的报送期才计入。"
    return table(_rows(view), columns, caption="计入的报告期", view=view, empty=empty)


def show(view: View, period: str) -> None:
    snapshot = ledger.snapshot(view)
    quarter = next((quarter for quarter in quarters(view) if str(quarter) == period), None)
    if quarter is None:
        return nothing_there("个已结束的报告期")
    name = f"lock {period}"
    is_locked = locked(snapshot, quarter) if (found := kept(name)) is None else bool(found)
    st.html(tag("h2", f"{'解锁' if is_locked else '锁定'}{quarter.label}"))
    st.html(note(_last_words(snapshot, quarter) or WHY))
    entry, _ = st.columns([3, 2])
    with entry, Form(view, name, about=is_locked) as form:
        if is_locked:
            st.html(note("解锁以后，各单位可以直接补报和重报；已出具的报告会与以后重新出具的不一致。"))
        form.words("reason", lines=2, optional=not is_locked, label="解锁原因" if is_locked else "说明")
        said = {"period": period, "locked": not is_locked, "plan": ""}
        word = "解锁" if is_locked else "锁定"
        form.send((f"{word}{quarter.label}", lambda values: [Draft("period_lock", {**said, **values})]))


def _rows(view: View) -> list[Row]:
    snapshot = ledger.snapshot(view)
    rows: list[Row] = []
    windows = {row["period"]: row for row in queries.windows(snapshot).iter_rows(named=True)}
    for quarter in quarters(view):
        filed = queries.task_windows(snapshot).filter(pl.col("period") == str(quarter))["state"].to_list()
        window = windows.get(str(quarter))
        is_locked = locked(snapshot, quarter)
        if window is None or not (filed or is_locked):
            continue
        counts = {state: filed.count(state) for state in ("reported", "late", "missing")}
        closed = {"is_closed": view.as_of > window["closes_on"], "locked": is_locked}
        span = f"{day(window['opens_on'])}至{day(window['closes_on'])}"
        rows.append({"quarter": quarter, "span": span, "owed": len(filed), **counts, **closed})
    return rows


def _act(view: View, row: Row) -> Markup:
    return link("解锁" if row["locked"] else "锁定", view.here(do="lock", id=str(row["quarter"]), saved=""))


def _last_words(snapshot: Snapshot, quarter: Quarter) -> str | None:
    for record in standing(snapshot, "period_lock", period=str(quarter)):
        reason = f"，原因：{record.body['reason']}" if record.body.get("reason") else ""
        word = "锁定" if record.body["locked"] else "解锁"
        return f"{author(record, snapshot)} {moment(record.recorded_at)} {word}{reason}"
    return None
