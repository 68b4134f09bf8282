"""What a text provides for a task beside its goals: 分工, 申报窗口, 条件与标准."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from tracker.labels import APPLICATION_WINDOW, APPLICATION_WINDOW_TONES
from tracker.queries.provisions import application_windows, conditions, duties
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

Row = Mapping[str, Any]


def provisions(view: View, snapshot: Snapshot, task_id: str) -> list[Markup]:
    """The tables that have anything to say."""
    made = (
        _duties(view, duties(snapshot, task_id)),
        _windows(application_windows(snapshot, task_id)),
        _conditions(conditions(snapshot, task_id)),
    )
    return [block for block in made if block]


def _duties(view: View, rows: Sequence[Row]) -> Markup:
    if not rows:
        return Markup("")
    columns = [
        Column("单位", lambda row: _units(view, row), width="11em"),
        Column("负责什么", "what"),
    ]
    return table(rows, columns, caption=_caption("分工", len(rows), "项", "文中逐一写明的职责"))


def _units(view: View, row: Row) -> Markup:
    named = [
        tag("div", link(name, view.link("units", id=unit)) if unit else name)
        for name, unit in zip(row["units"], row["unit_ids"], strict=True)
    ]
    return join(named)


def _windows(rows: Sequence[Row]) -> Markup:
    if not rows:
        return Markup("")
    columns = [
        Column("申报事项", lambda row: join([row["what"], under(tag("q", row["quote"]))])),
        Column("开始", lambda row: day(row["opens_on"]) if row["opens_on"] else "文中没有写", width="8.5em"),
        Column("截止", lambda row: day(row["closes_on"]), width="8.5em"),
        Column("截至日", _state, width="6.5em"),
    ]
    return table(rows, columns, caption=_caption("申报窗口", len(rows), "个", "只分开放和截止，不算逾期"))


def _state(row: Row) -> Markup:
    return mark(APPLICATION_WINDOW[row["state"]], APPLICATION_WINDOW_TONES[row["state"]])


def _conditions(rows: Sequence[Row]) -> Markup:
    if not rows:
        return Markup("")
    columns = [
        Column("条件或标准", "what"),
        Column("文中的话", lambda row: tag("q", row["quote"]), width="50%"),
    ]
    note = "申请或办理时适用的比例、金额和门槛，不是目标，不作判定"
    return table(rows, columns, caption=_caption("条件与标准", len(rows), "条", note))


def _caption(title: str, count: int, measure: str, note: str) -> Markup:
    return join([f"{title}（{count} {measure}）　", tag("small", note)])
