"""Who said what about a task and when, newest first: the records of the journal in plain words."""

from collections.abc import Mapping
from typing import Any, cast

from markupsafe import Markup

from tracker import queries
from tracker.duties import known_facts, plan_register
from tracker.intake import Role
from tracker.intake.decided import REVIEWED
from tracker.intake.supervision import instruction_of, notice_of
from tracker.labels import KIND
from tracker.queries.provisions import predecessors
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.succession import named
from tracker.ui.blocks.task_goals import task_items, task_targets
from tracker.ui.facts import under
from tracker.ui.forms.content import author, gist, moment, subject
from tracker.ui.marks import mark
from tracker.ui.markup import join, tag
from tracker.ui.sight import may_read_return, may_see_items
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def task_history(view: View, snapshot: Snapshot, task_id: str) -> list[Markup]:
    """The records of a task; those of every task that it has taken over follow under a heading of their own."""
    found = [history(view, snapshot, subjects(snapshot, task_id))]
    for earlier in predecessors(snapshot, task_id):
        found.append(tag("h3", f"承接前的记录：{named(earlier)}"))
        found.append(history(view, snapshot, subjects(snapshot, earlier["task_id"])))
    return found


def subjects(snapshot: Snapshot, task_id: str) -> set[str]:
    """Every id under which the journal may speak of a task."""
    items, targets = task_items(snapshot, task_id), task_targets(snapshot, task_id)
    of_targets = {row[name] for row in targets for name in ("target_id", "indicator_id")}
    return {task_id, *(row["item_id"] for row in items)} | of_targets


def history(view: View, snapshot: Snapshot, subjects: set[str]) -> Markup:
    """Records that speak of any of these plan ids."""
    rows = [
        row
        for row in queries.history(snapshot, subjects)
        if _is_shown(view, snapshot, cast(Record, row["record"]))
    ]
    if not rows:
        return tag("p", "流水里还没有关于这项任务的记录。", class_="quiet")
    columns = [
        Column("记录时间", lambda row: moment(row["record"].recorded_at), width="9.5em"),
        Column(
            "谁", lambda row: join([author(row["record"], snapshot), under(row["record"].by)]), width="12em"
        ),
        Column("事项", lambda row: _what(row, snapshot), width="19em"),
        Column("内容", lambda row: _content(view, snapshot, row["record"])),
        Column("生效日", lambda row: row["record"].effective_on, align="center", width="7em"),
        Column("现在", lambda row: _standing(view, snapshot, row), width="8em"),
        Column("记录号", lambda row: tag("span", row["record"].id, title=row["record"].hash), width="10em"),
    ]
    return table(rows, columns, caption=f"历次记录（{len(rows)} 条，新的在前）", view=view)


def _is_shown(view: View, snapshot: Snapshot, record: Record) -> bool:
    """What is addressed to single units, or said by them in answer, is shown as `supervision` shows it."""
    known = known_facts(snapshot)
    first = known.records[known.root(record.id)]
    body, units = first.body, set[str]()
    if "notice" in body or first.kind == "notice":
        sent = notice_of(known, str(body.get("notice") or body["number"]))
        units = {str(sent.body["unit"])} if sent else set()
    elif first.kind in ("receipt", "objection_decision", "reminder") or (
        "instruction" in body and "unit" in body
    ):
        units = {str(body["unit"])}
    elif "instruction" in body or first.kind == "instruction":
        sent = instruction_of(known, str(body.get("instruction") or body["number"]))
        units = set(cast(list[str], sent.body["units"])) if sent else set()
    acting = plan_register(snapshot).acting
    return not units or any(may_see_items(view, acting(unit)) for unit in units)


def _what(row: Row, snapshot: Snapshot) -> Markup:
    record = row["record"]
    return join([KIND[record.kind], under(subject(record.body, snapshot))])


def _content(view: View, snapshot: Snapshot, record: Record) -> Markup:
    """What the record says in a line; a correction also what stands instead."""
    first = known_facts(snapshot).records[known_facts(snapshot).root(record.id)]
    # Evidence that was withdrawn since, or marked as restricted, is no longer for everybody, whatever day is looked at.
    gone = first.kind == "evidence" and not known_facts(ledger.workspace().status()).fact(record.id)
    instead = record.body.get("body")
    lines = []
    if record.kind != "evidence" or not gone:
        lines.append(gist(_readable(view, snapshot, first, record.body), snapshot))
    if gone and not ("replaces" in record.body and instead is None):
        lines.append("材料已撤回或更正。")
    elif isinstance(instead, Mapping):
        lines.append(f"改为：{gist(_readable(view, snapshot, first, instead), snapshot)}")
    elif "replaces" in record.body:
        lines.append("撤回该记录。")
    return join(tag("div", line) for line in lines)


def _readable(view: View, snapshot: Snapshot, first: Record, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said, without the reason of a return for those whom it is not meant for; `first` is what was decided."""
    if body.get("verdict") != "returned" or may_read_return(view, _returned_to(snapshot, first)):
        return body
    return {name: value for name, value in body.items() if name != "reason"}


def _returned_to(snapshot: Snapshot, decision: Record) -> str | None:
    """The unit whose report, completion, reply or feedback was decided on."""
    known, body = known_facts(snapshot), decision.body
    unit = cast(str | None, body.get("unit"))
    if about := known.records.get(str(body.get("record"))):
        unit = about.unit
    elif "notice" in body:
        found = notice_of(known, str(body["notice"]))
        unit = str(found.body["unit"]) if found else None
    elif "item" in body:
        reported = known.all("completion", {"item": body["item"]})
        unit = next((one.unit for one in reversed(reported) if one.seq < decision.seq), None)
    return unit and plan_register(snapshot).acting(unit)


def _standing(view: View, snapshot: Snapshot, row: Row) -> Markup | str:
    if row["replaced"]:
        return mark("已被更正", "grey")
    if row["verdict"] == "returned":
        unit = row["record"].unit
        readable = may_read_return(view, unit and plan_register(snapshot).acting(unit))
        return mark("已退回", "red", (row["reason"] or "") if readable else "")
    if row["verdict"] == "accepted":
        return mark("已审核", "green")
    from_unit = row["record"].role == Role.UNIT and row["record"].kind in REVIEWED
    return mark("待审", "grey", "报送即计入，双碳办尚未审核") if from_unit else "有效"
