"""Supervision notices, leaders' instructions and receipts: where each stands on the day, worst first, said in a sentence."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tracker.labels import INSTRUCTION_STATE, NOTICE_STATE, RECEIPT_STATE
from tracker.queries.counted import counted_items
from tracker.queries.judged import items
from tracker.sentences import day
from tracker.snapshot import Snapshot

NOTICES = "SELECT * FROM notice_now ORDER BY reply_by, seq"
INSTRUCTIONS = "SELECT * FROM instruction_unit ORDER BY feedback_by, seq, unit_position"
EXTENSIONS = "SELECT * FROM extension_asked ORDER BY asked_on, seq"
CLOSE_OUTS = "SELECT * FROM close_out_said ORDER BY decided_on, seq"
RECEIPTS = "SELECT * FROM receipt_now ORDER BY leads DESC, position, unit_position"

Rows = list[Mapping[str, Any]]


def _asked(snapshot: Snapshot, sql: str) -> list[dict[str, Any]]:
    snapshot.view("supervision")
    return snapshot.whole.frame(sql).to_dicts()


def _worst_first(rows: Rows, states: Iterable[str]) -> Rows:
    order = {state: rank for rank, state in enumerate(states)}
    return sorted(rows, key=lambda row: order[row["state"]])


def _concerns(snapshot: Snapshot, row: Mapping[str, Any]) -> bool:
    """Whether it speaks of one of the documents shown; what names no task concerns all."""
    about = [*(row["tasks"] or ()), *(row.get("items") or ())]
    shown = snapshot.documents
    return shown is None or not about or any(one.split("/")[0] in shown for one in about)


def _deadline(row: Mapping[str, Any], what: str, by: str) -> str:
    left = row["days_left"]
    if left < 0:
        return f"应于{day(row[by])}{what}，已过{-left}天。"
    return f"应于{day(row[by])}{what}，{f'还有{left}天' if left else '当日到期'}。"


def _returned(what: str, row: Mapping[str, Any], why: bool) -> str:
    if not row["returned_reason"]:
        return ""
    return f"{what}已退回：{row['returned_reason']}。" if why else f"{what}已退回。"


def notice_sentence(row: Mapping[str, Any], *, why_returned: bool = True) -> str:
    """Why a notice is in its state; not everybody is told why a reply came back."""
    state, late = row["state"], "（逾期回复）" if row["is_late"] else ""
    if state == "settled":
        return f"{day(row['replied_on'])}回复{late}，{day(row['settled_on'])}核定办结。"
    if state == "escalated":
        return f"已升级为{row['raised_to']}。"
    if state == "replied":
        return f"单位已于{day(row['replied_on'])}回复{late}，等待办公室核定。"
    if state == "objected":
        return f"单位提出异议：{row['objection']}。等待办公室答复。"
    returned = _returned("回复", row, why_returned)
    signed = "" if row["signed_on"] or returned else "单位还没有签收。"
    answer = f"异议未采纳：{row['answer']}。" if row["answer"] and row["objection"] else ""
    return f"{answer}{signed}{returned}{_deadline(row, '回复', 'reply_by')}"


def instruction_sentence(row: Mapping[str, Any], *, why_returned: bool = True) -> str:
    """Where one unit stands with an instruction; not everybody is told why its feedback came back."""
    state, late = row["state"], "（逾期反馈）" if row["is_late"] else ""
    if state == "settled":
        return f"{day(row['settled_on'])}核定办结。"
    if state == "done":
        return f"单位已于{day(row['fed_back_on'])}报办结{late}，等待办公室核定。"
    if state == "reported":
        return f"单位已于{day(row['fed_back_on'])}反馈{late}，还在办理。"
    return f"{_returned('反馈', row, why_returned)}{_deadline(row, '反馈', 'feedback_by')}"


def receipt_sentence(row: Mapping[str, Any]) -> str:
    """Whether a unit has taken a task for its own."""
    state, part = row["state"], "牵头" if row["leads"] else "配合"
    if state == "signed":
        return f"{day(row['said_on'])}签收（{part}）。"
    if state == "objected":
        return f"{day(row['said_on'])}提出分工异议：{row['reason']}。等待办公室答复。"
    if state == "released":
        return f"办公室已同意调整：{row['answer']}。"
    if state == "upheld":
        return f"办公室维持分工：{row['answer']}。等待签收。"
    if row["leads_since"]:
        return "原来作为配合单位签收，现在由其牵头，须重新签收。"
    return f"还没有签收（{part}）。"


def _sentences(said: Callable[..., str], row: Mapping[str, Any]) -> dict[str, str]:
    return {"sentence": said(row), "for_others": said(row, why_returned=False)}


def notices(snapshot: Snapshot, unit: str = "") -> Rows:
    """Every notice with its `state`, `days_left` for the reply, and whether the reply was late (`is_late`).

    `sentence` says why, `for_others` the same without the reason for which a reply was returned.

    `unit` keeps those of one unit. The grade is an id; its name is in the plan's rules.
    """
    found = [row | _sentences(notice_sentence, row) for row in _asked(snapshot, NOTICES)]
    shown: Rows = [row for row in found if unit in ("", row["unit_id"]) and _concerns(snapshot, row)]
    return _worst_first(shown, NOTICE_STATE)


def instructions(snapshot: Snapshot, unit: str = "") -> Rows:
    """A row an instruction and unit it was handed to, with that unit's `state`; sentences as of a notice."""
    found = [row | _sentences(instruction_sentence, row) for row in _asked(snapshot, INSTRUCTIONS)]
    shown: Rows = [row for row in found if unit in ("", row["unit_id"]) and _concerns(snapshot, row)]
    return _worst_first(shown, INSTRUCTION_STATE)


def extensions(snapshot: Snapshot) -> Rows:
    """Every extension asked for on an item, oldest first: `from_due`, `in_time`, and what was decided, if anything was."""
    return _of_items(snapshot, EXTENSIONS)


def extensions_waiting(snapshot: Snapshot) -> Rows:
    """Requests for more time that wait for the office, with the item asked about: what is due first comes first."""
    counted = {row["item_id"]: row for row in counted_items(snapshot).iter_rows(named=True)}
    found = [
        counted[row["item_id"]] | dict(row)
        for row in extensions(snapshot)
        if row["approved"] is None and row["item_id"] in counted
    ]
    return sorted(found, key=lambda row: (row["effective_due"], row["seq"]))


def close_outs(snapshot: Snapshot) -> Rows:
    """Every verdict on an item that was said to be complete, oldest first."""
    return _of_items(snapshot, CLOSE_OUTS)


def _of_items(snapshot: Snapshot, sql: str) -> Rows:
    """Rows that speak of items, with who `answers` for each and the title of its task."""
    shown = {row["item_id"]: row for row in items(snapshot).iter_rows(named=True)}
    return [
        row | {name: shown[row["item_id"]][name] for name in ("answers", "answer_unit", "task")}
        for row in _asked(snapshot, sql)
        if row["item_id"] in shown
    ]


def receipts(snapshot: Snapshot, unit: str = "", task: str = "") -> Rows:
    """A row a task in force and unit that has a part in it, with the `state` of its receipt; who leads comes first."""
    found = [row | {"sentence": receipt_sentence(row)} for row in _asked(snapshot, RECEIPTS)]
    shown: Rows = [
        row
        for row in found
        if unit in ("", row["unit_id"])
        and task in ("", row["task_id"])
        and (snapshot.documents is None or row["document_id"] in snapshot.documents)
    ]
    return _worst_first(shown, RECEIPT_STATE)
