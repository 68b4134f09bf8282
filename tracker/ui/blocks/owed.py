"""What a unit has to do now: what was returned, is overdue, silent or unknown, then what comes due."""

from markupsafe import Markup

from tracker import queries
from tracker.accounts.policy_file import policy_of
from tracker.accounts.visibility import Matter, may_see
from tracker.duties import pending
from tracker.duties import waiting as to_confirm
from tracker.intake import Role
from tracker.labels import (
    ALERT_LEVEL,
)
from tracker.periods import Quarter
from tracker.sentences import moment
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.alert_lines import waiting
from tracker.ui.blocks.doors import filing
from tracker.ui.blocks.unit_rows import Row, item_link, items, targets, tasks, windows
from tracker.ui.forms.put_up import standing_mark
from tracker.ui.marks import instruction_state, item_state, link, mark, notice_state
from tracker.ui.sight import may_read_return, sentence_of
from tracker.ui.state import View
from tracker.ui.table import Column, table
from tracker.unknowns import LACKS_READING


def owed(view: View, snapshot: Snapshot, unit_id: str) -> Markup:
    """What the unit has to do now, the most pressing first."""
    found = [
        *_to_confirm(view, snapshot, unit_id),
        *_measures(view, snapshot, unit_id),
        *_supervised(view, snapshot, unit_id),
        *_returned(view, snapshot, unit_id),
        *_open_items(view, snapshot, unit_id, "overdue", "awaiting_first_report"),
        *_missing(view, snapshot, unit_id),
        *_open_windows(view, snapshot, unit_id),
        *_figures(view, snapshot, unit_id),
        *_open_items(view, snapshot, unit_id, "due_soon"),
        *_unsigned(snapshot, unit_id),
    ]
    rows = [_put_up(view, snapshot, unit_id, row) for row in found]
    columns = [
        Column("要做的", "kind", width="9em"),
        Column("事项", "what", width="30em"),
        Column("时限", "due", align="center", width="7em"),
        Column("情况", "why"),
        Column("办理", lambda row: filing(view, unit_id, *row["form"]), align="center", width="5.5em"),
    ]
    return table(
        rows, columns, caption=f"现在要做的（{len(rows)} 件）", empty="现在没有欠报、逾期和临期的事项。"
    )


def _put_up(view: View, snapshot: Snapshot, unit_id: str, row: Row) -> Row:
    """Told to those who may see it: that the unit's reporter has done it, and the unit has still to confirm."""
    form, subject = row["form"]
    rule = policy_of(ledger.workspace().data).visibility
    if form not in MATTERS or not may_see(rule, view.actor, Matter.PENDING, unit_id):
        return row
    about = {MATTERS[form]: subject} | ({"period": row["period"]} if form == "progress" else {})
    said = pending(snapshot, unit_id, form, **about)
    return {**row, "kind": standing_mark(said)} if said else row


def _to_confirm(view: View, snapshot: Snapshot, unit_id: str) -> list[Row]:
    """For the unit's approver: what its reporters have put up."""
    count = len(to_confirm(snapshot, unit_id))
    if not count or view.actor.role is not Role.UNIT or view.actor.unit != unit_id:
        return []
    what, why = f"{count} 件填报员提交的内容", "审核同意后才算报送。"
    return [_todo("confirm", "", kind=mark("待本单位审核", "blue"), what=what, why=why)]


MATTERS = {"progress": "task", "reading": "indicator", "completion": "item"}
"""By form: the field that its subject stands in."""


def _measures(view: View, snapshot: Snapshot, unit_id: str) -> list[Row]:
    """The measures of a warning that is on, as far as the unit has not said anything of them yet."""
    return [
        {
            "form": ("alerts", row["alert_id"]),
            "kind": mark("预警待登记", "amber"),
            "what": link(f"{ALERT_LEVEL[row['level']]}：{count} 项措施", view.link("alerts", unit=unit_id)),
            "due": None,
            "why": f"预警自{moment(row['starts_on'], row['starts_time'])}起，落实情况还没有登记。",
        }
        for row in queries.alerts(snapshot).iter_rows(named=True)
        if row["is_on"] and (count := waiting(snapshot, row["alert_id"], unit_id))
    ]


def _todo(
    form: str,
    subject: str,
    *,
    kind: object,
    what: object,
    why: object,
    due: object = None,
    period: object = None,
) -> Row:
    """`form` and `subject` name the form of 填报 that settles it and what it is opened on, `period` the quarter."""
    return {"form": (form, subject), "kind": kind, "what": what, "due": due, "why": why, "period": period}


def _supervised(view: View, snapshot: Snapshot, unit_id: str) -> list[Row]:
    """Notices and instructions that the unit has not answered, for those who may see its things."""
    if not may_see(policy_of(ledger.workspace().data).visibility, view.actor, Matter.ITEMS, unit_id):
        return []
    notices = [
        _todo(
            "notice_reply",
            row["number"],
            kind=notice_state(row["state"]),
            what=f"{row['number']}：{row['demand']}",
            due=row["reply_by"],
            why=sentence_of(view, row),
        )
        for row in queries.notices(snapshot, unit_id)
        if row["state"] in ("overdue", "unsigned", "open")
    ]
    instructions = [
        _todo(
            "feedback",
            f"{row['number']}:{unit_id}",
            kind=instruction_state(row["state"]),
            what=f"{row['number']}：{row['text']}",
            due=row["feedback_by"],
            why=sentence_of(view, row),
        )
        for row in queries.instructions(snapshot, unit_id)
        if row["state"] in ("overdue", "open")
    ]
    return [*notices, *instructions]


def _unsigned(snapshot: Snapshot, unit_id: str) -> list[Row]:
    """One line for all the tasks that the unit has not signed for."""
    rows = [row for row in queries.receipts(snapshot, unit_id) if row["state"] in ("unsigned", "upheld")]
    if not rows:
        return []
    led = sum(row["leads"] for row in rows)
    why = f"其中由本单位牵头 {led} 项。" if led else "都是配合的任务。"
    what = f"{len(rows)} 项任务还没有签收"
    return [_todo("receipt", "", kind=mark("待签收", "amber"), what=what, why=why)]


def _task_link(view: View, task: Row) -> Markup:
    return link(f"{task['clause']} {task['title']}", view.link("task", id=task["task_id"]))


def _returned(view: View, snapshot: Snapshot, unit_id: str) -> list[Row]:
    readable = may_read_return(view, unit_id)
    return [
        _todo(
            "progress",
            task["task_id"],
            kind=mark("重报", "red"),
            what=_task_link(view, task),
            period=task["returned_period"],
            why=f"{Quarter.parse(task['returned_period']).label}的报告被退回"
            + (f"：{task['returned_reason']}" if readable else "。"),
        )
        for task in tasks(snapshot, unit_id)
        if task["leads"] and task["returned_period"]
    ]


def _missing(view: View, snapshot: Snapshot, unit_id: str) -> list[Row]:
    return [
        _todo(
            "progress",
            task["task_id"],
            kind=mark("补报进展", "red"),
            what=_task_link(view, task),
            period=task["freshness_period"],
            why=_silence(task),
        )
        for task in tasks(snapshot, unit_id)
        if task["leads"] and task["freshness"] == "missing"
    ]


def _silence(task: Row) -> str:
    last = f"{Quarter.parse(task['freshness_period']).label}的报送期已过，没有报送"
    return f"{last}；已连续 {task['missed_in_row']} 期。" if task["missed_in_row"] > 1 else f"{last}。"


def _open_windows(view: View, snapshot: Snapshot, unit_id: str) -> list[Row]:
    by_id = {task["task_id"]: task for task in tasks(snapshot, unit_id)}
    return [
        _todo(
            "progress",
            window["task_id"],
            kind=mark("报进展", "blue"),
            what=_task_link(view, by_id[window["task_id"]]),
            due=window["closes_on"],
            period=window["period"],
            why=f"{Quarter.parse(window['period']).label}的报送期已开，还没有报。",
        )
        for window in windows(snapshot, unit_id)
        if not window["is_closed"] and window["state"] == "not_yet_due"
    ]


def _figures(view: View, snapshot: Snapshot, unit_id: str) -> list[Row]:
    return [
        _todo(
            "reading",
            row["indicator_id"],
            kind=mark("报数据", "grey"),
            what=link(row["indicator"], view.link("targets", id=row["target_id"])),
            due=row["due"],
            why=row["sentence"],
        )
        for row in targets(snapshot, unit_id)
        if row["state"] in LACKS_READING
    ]


def _open_items(view: View, snapshot: Snapshot, unit_id: str, *states: str) -> list[Row]:
    return [
        _todo(
            "completion",
            row["item_id"],
            kind=item_state(row["state"]),
            what=item_link(view, row),
            due=row["effective_due"],
            why=row["sentence"],
        )
        for row in items(snapshot, unit_id)
        if row["state"] in states
    ]
