"""What stands beside a task's goals: who has signed for it, proposed work items, notices and instructions about it."""

from markupsafe import Markup

from tracker import queries
from tracker.intake import Role
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.blocks import instructions, notices
from tracker.ui.blocks.doors import breakdown
from tracker.ui.forms.content import grade_name
from tracker.ui.forms.work_item import items_table, proposals
from tracker.ui.marks import link, notice_state, receipt_state
from tracker.ui.markup import join, tag
from tracker.ui.sight import may_see_items, sentence_of
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def supervision(view: View, snapshot: Snapshot, task_id: str) -> list[Markup]:
    """The tables that have something in them."""
    blocks = []
    if found := _visible(view, notices.of_task(snapshot, task_id)):
        blocks.append(_notices(view, snapshot, found))
    if found := _visible(view, instructions.of_task(snapshot, task_id)):
        blocks.append(_instructions(view, found))
    waiting = proposals(snapshot, "proposed")
    if mine := {item: fact for item, fact in waiting.items() if fact.body["task"] == task_id}:
        blocks.append(items_table(view, snapshot, mine, ""))
    if found := _visible(view, queries.receipts(snapshot.whole, task=task_id)):
        blocks.append(_receipts(view, found))
    parties = {row["unit_id"] for row in queries.receipts(snapshot.whole, task=task_id)}
    if act := breakdown(view, task_id, parties):
        blocks.append(tag("p", act, class_="note"))
    return blocks


def _visible(view: View, rows: list[Row]) -> list[Row]:
    """What the office's policy lets the reader see of each row's unit."""
    return [row for row in rows if may_see_items(view, row["unit_id"])]


def _notices(view: View, snapshot: Snapshot, rows: list[Row]) -> Markup:
    columns = [
        Column("督办单", lambda row: _number(view, row), width="11em"),
        Column("级别", lambda row: grade_name(snapshot, row["grade"]), width="6em"),
        Column("单位", "unit", width="12em"),
        Column("督办要求", "demand"),
        Column("回复期限", lambda row: day(row["reply_by"]), align="right", width="9.5em"),
        Column("状态", lambda row: notice_state(row["state"]), width="8em"),
        Column("情况", lambda row: sentence_of(view, row), width="24em"),
    ]
    return table(rows, columns, caption=f"督办单（{len(rows)} 件）")


def _number(view: View, row: Row) -> Markup | str:
    """A link for the office and for the unit that it was sent to."""
    if view.actor.role is Role.OFFICE:
        return link(row["number"], view.link("office", do="notice", id=row["number"]))
    if view.actor.unit == row["unit_id"]:
        return link(row["number"], view.link("report", do="notice_reply", id=row["number"]))
    return str(row["number"])


def _instructions(view: View, rows: list[Row]) -> Markup:
    columns = [
        Column("批示", lambda row: join([row["number"], "　", row["leader"]]), width="18em"),
        Column("批示内容", "text"),
        *instructions.unit_columns(view),
    ]
    return table(rows, columns, caption=f"领导批示（{len(rows)} 项次）")


def _receipts(view: View, rows: list[Row]) -> Markup:
    open_ = sum(row["state"] in ("unsigned", "upheld", "objected") for row in rows)
    columns = [
        Column("单位", lambda row: link(row["unit"], view.link("units", id=row["unit_id"])), width="16em"),
        Column("承担", lambda row: "牵头" if row["leads"] else "配合", width="5em"),
        Column("签收", lambda row: receipt_state(row["state"]), width="11em"),
        Column("情况", "sentence"),
    ]
    said = f"还有 {open_} 个单位没有签收" if open_ else "都已签收"
    body = table(rows, columns, caption=f"任务签收（{len(rows)} 个单位，{said}）")
    return (
        tag("details", tag("summary", f"任务签收：{len(rows)} 个单位，{said}"), body)
        if len(rows) > 6
        else body
    )
