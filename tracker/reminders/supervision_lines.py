"""Notices, instructions and objections in an inbox: what a unit has to answer, and what waits for the office's answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from tracker import queries
from tracker.duties import known_facts
from tracker.labels import INSTRUCTION_TONES, NOTICE_TONES
from tracker.queries.scope import HOME
from tracker.records.journal import Record
from tracker.records.kinds import RemindedOf
from tracker.reminders.line import Line, form_of, names_of, recent
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]


def notices(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """Supervision notices that the unit has to answer; one whose answer was sent back is a new one."""
    for row in queries.notices(snapshot.whole, unit):
        if row["state"] in ("overdue", "unsigned", "open"):
            title, fact = _latest(snapshot, "notice", row["number"], "督办单", "退回督办回复")
            what, tone = f"{row['number']}：{row['demand']}", NOTICE_TONES[row["state"]]
            where = form_of(RemindedOf.NOTICE, row["number"], unit)
            yield Line(title, tone, what, row["sentence"], fact.recorded_at, fact.id, "report", where)


def instructions(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """Leaders' instructions that the unit has to give feedback on."""
    for row in queries.instructions(snapshot.whole, unit):
        if row["state"] in ("overdue", "open"):
            title, fact = _latest(
                snapshot, "instruction", row["number"], "领导批示", "退回批示反馈", unit=unit
            )
            what, tone = f"{row['number']}：{row['text']}", INSTRUCTION_TONES[row["state"]]
            where = form_of(RemindedOf.INSTRUCTION, row["number"], unit)
            yield Line(title, tone, what, row["sentence"], fact.recorded_at, fact.id, "report", where)


def _latest(
    snapshot: Snapshot, kind: str, number: str, issued: str, returned: str, **of: str
) -> tuple[str, Record]:
    """The record by which it last came to the unit: its issue, or the return of the answer."""
    known = known_facts(snapshot)
    back = known.all(f"{kind}_closed", {kind: number, "verdict": "returned", **of})
    return (returned, back[-1]) if back else (issued, known.all(kind, {"number": number})[-1])


def objections_answered(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """What the office said of the unit's objections."""
    for fact in known_facts(snapshot).all("objection_decision", {"unit": unit}):
        if recent(snapshot, fact):
            title, tone = ("同意调整分工", "green") if fact.body["approved"] else ("维持分工", "amber")
            about = str(fact.body.get("task") or fact.body.get("notice"))
            what = names_of(snapshot).get(about, about)
            said = f"理由：{fact.body['reason']}"
            yield Line(title, tone, what, said, fact.recorded_at, fact.id, "report", {"do": "receipt"})


def answered(snapshot: Snapshot) -> Iterable[Line]:
    """Replies and feedback that the office has still to accept."""
    known = known_facts(snapshot)
    for row in queries.notices(snapshot.whole):
        replies = known.all("notice_reply", {"notice": row["number"]})
        if row["state"] == "replied" and replies:
            yield _waiting("督办回复待核定", row, row["reply"], replies[-1], "notice")
    for row in queries.instructions(snapshot.whole):
        feedback = known.all("instruction_feedback", {"instruction": row["number"], "unit": row["unit_id"]})
        if row["state"] == "done" and feedback:
            yield _waiting("批示反馈待核定", row, row["feedback"], feedback[-1], "instruction")


def _waiting(title: str, row: Row, said: str, fact: Record, part: str) -> Line:
    what, where = f"{row['unit']}：{row['number']}", {"do": part, "id": str(row["number"])}
    return Line(title, "blue", what, said, fact.recorded_at, fact.id, "office", where)


def objections(snapshot: Snapshot) -> Iterable[Line]:
    """Units that say that a task or notice is not theirs."""
    known = known_facts(snapshot)
    found = [
        ("task", row["task_id"], row, row["reason"])
        for row in queries.receipts(HOME.of(snapshot.whole))
        if row["state"] == "objected"
    ]
    found += [
        ("notice", row["number"], row, row["objection"])
        for row in queries.notices(snapshot.whole)
        if row["state"] == "objected"
    ]
    for kind, about, row, reason in found:
        facts = known.all("receipt", {kind: about, "unit": row["unit_id"], "state": "objected"})
        if facts:
            what = f"{row['unit']}：{names_of(snapshot).get(about, about)}"
            where = {"do": "receipts", "id": f"{kind}:{about}:{row['unit_id']}"}
            yield Line(
                "分工异议",
                "amber",
                what,
                f"理由：{reason}",
                facts[-1].recorded_at,
                facts[-1].id,
                "office",
                where,
            )
