"""Notices, instructions, receipts and work items in the inboxes: what a unit has to answer, what the office has to settle."""

from collections.abc import Iterable

from tracker import queries
from tracker.duties import known_facts
from tracker.labels import INSTRUCTION_STATE, NOTICE_STATE
from tracker.records.journal import Record
from tracker.reminders.line import Line, names_of, recent
from tracker.snapshot import Snapshot

OF_UNIT = {"overdue": "red", "unsigned": "amber", "open": "amber"}
"""States in which a notice or an instruction waits for its unit, with their colours."""
OF_OFFICE = {"overdue": "red", "replied": "blue", "done": "blue"}


def _last(snapshot: Snapshot, number: str, *kinds: tuple[str, str]) -> Record:
    """The latest record that speaks of a number, of the kinds and under the fields asked for."""
    known = known_facts(snapshot)
    found = [fact for kind, field in kinds for fact in known.all(kind, {field: number})]
    return max(found, key=lambda fact: fact.seq)


def to_answer(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """Notices and instructions that wait for the unit; sent back, they are new again."""
    for row in queries.notices(snapshot.whole, unit):
        if row["state"] in OF_UNIT:
            fact = _last(snapshot, row["number"], ("notice", "number"), ("notice_closed", "notice"))
            title, what = f"督办单{NOTICE_STATE[row['state']]}", f"{row['number']}：{row['demand']}"
            where = {"do": "notice_reply", "id": row["number"]}
            tone = OF_UNIT[row["state"]]
            yield Line(title, tone, what, row["sentence"], fact.recorded_at, fact.id, "report", where)
    for row in queries.instructions(snapshot.whole, unit):
        if row["state"] in OF_UNIT:
            fact = _last(
                snapshot, row["number"], ("instruction", "number"), ("instruction_closed", "instruction")
            )
            title, what = f"批示{INSTRUCTION_STATE[row['state']]}", f"{row['number']}：{row['text']}"
            where = {"do": "feedback", "id": f"{row['number']}:{unit}"}
            tone = OF_UNIT[row["state"]]
            yield Line(title, tone, what, row["sentence"], fact.recorded_at, fact.id, "report", where)


def decided(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """What the office said of the unit's objections and of the work items it proposed."""
    known, names = known_facts(snapshot), names_of(snapshot)
    for answer in known.all("objection_decision", {"unit": unit}):
        if recent(snapshot, answer):
            about = str(answer.body.get("task") or answer.body.get("notice"))
            title, tone = ("同意调整分工", "green") if answer.body["approved"] else ("维持分工", "amber")
            said = str(answer.body["reason"])
            what = names.get(about, about)
            where = {"do": "receipt"}
            yield Line(title, tone, what, said, answer.recorded_at, answer.id, "report", where)
    proposed = {
        (record.body["task"], record.body["item"])
        for record in known.records.values()
        if record.kind == "work_item" and record.unit == unit and record.body["state"] == "proposed"
    }
    for fact in known.work_items().values():
        if (fact.body["task"], fact.body["item"]) not in proposed or fact.unit == unit:
            continue
        if recent(snapshot, fact):
            approved = fact.body["state"] == "approved"
            title, tone = ("分解事项已审定", "green") if approved else ("分解事项未采纳", "red")
            said, where = str(fact.body.get("reason") or ""), {"id": str(fact.body["task"])}
            yield Line(title, tone, str(fact.body["title"]), said, fact.recorded_at, fact.id, "task", where)


def to_settle(snapshot: Snapshot) -> Iterable[Line]:
    """Replies and feedback to be settled, and what units have let pass."""
    for row in queries.notices(snapshot.whole):
        if row["state"] in OF_OFFICE:
            fact = _last(snapshot, row["number"], ("notice", "number"), ("notice_reply", "notice"))
            title = "督办回复待核定" if row["state"] == "replied" else "督办逾期未回复"
            what, where = f"{row['unit']}：{row['number']}", {"do": "notice", "id": row["number"]}
            tone = OF_OFFICE[row["state"]]
            yield Line(title, tone, what, row["sentence"], fact.recorded_at, fact.id, "office", where)
    for row in queries.instructions(snapshot.whole):
        if row["state"] in OF_OFFICE:
            kinds = (("instruction", "number"), ("instruction_feedback", "instruction"))
            fact = _last(snapshot, row["number"], *kinds)
            title = "批示已报办结" if row["state"] == "done" else "批示逾期未反馈"
            what, where = f"{row['unit']}：{row['number']}", {"do": "instruction", "id": row["number"]}
            key = f"{fact.id} {row['unit_id']}"
            tone = OF_OFFICE[row["state"]]
            yield Line(title, tone, what, row["sentence"], fact.recorded_at, key, "office", where)


def objections(snapshot: Snapshot) -> Iterable[Line]:
    """Objections to the division of work without an answer."""
    known = known_facts(snapshot)
    open_ = [
        (f"{row['unit']}：{row['clause']} {row['title']}", row, {"task": row["task_id"]})
        for row in queries.receipts(snapshot.whole)
        if row["state"] == "objected"
    ] + [
        (f"{row['unit']}：{row['number']}", row, {"notice": row["number"]})
        for row in queries.notices(snapshot.whole)
        if row["state"] == "objected"
    ]
    for what, row, about in open_:
        fact = known.all("receipt", {**about, "state": "objected"})[-1]
        said, where = str(row["sentence"]), {"do": "receipts"}
        yield Line("分工异议待答复", "amber", what, said, fact.recorded_at, fact.id, "office", where)
