"""What comes in for a unit: reminders, what was sent back and why, decisions, what its own people prepare."""

from collections.abc import Callable, Iterable
from typing import cast

from tracker.duties import known_facts, review_of
from tracker.intake import Role
from tracker.labels import KIND
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.reminders.line import Line, form_of, names_of, recent, said_of
from tracker.reminders.pending import calls
from tracker.reminders.supervision_lines import instructions, notices, objections_answered
from tracker.reminders.words import step_words
from tracker.sentences import day
from tracker.snapshot import Snapshot


def reminders(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """Of one thing only the last one, as long as it is still open."""
    still_open = {(call.thing.about, call.thing.thing) for call in calls(snapshot) if call.unit == unit}
    last = {
        (fact.body["about"], fact.body["thing"]): fact
        for fact in known_facts(snapshot).all("reminder", {"unit": unit})
    }
    for (about, thing), fact in last.items():
        if (about, thing) in still_open:
            step = cast(int | None, fact.body.get("step"))
            yield Line(
                "催办", "amber", str(fact.body["text"]), step_words(step), fact.recorded_at, fact.id,
                "report", form_of(str(about), str(thing), unit),
            )  # fmt: skip


def returned(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """Reports and completions that the office has sent back, until something new is filed on the same matter."""
    known = known_facts(snapshot)
    names = names_of(snapshot)
    for kind, subject, form in (
        ("progress", "task", "progress"),
        ("reading", "indicator", "reading"),
        ("completion", "item", "completion"),
    ):
        latest = {
            tuple(fact.body.get(name) for name in (subject, "period")): fact
            for fact in known.all(kind)
            if fact.unit == unit
        }
        for (about, period), fact in latest.items():
            verdict = _sent_back(snapshot, fact)
            if verdict is None:
                continue
            what = names.get(str(about), str(about))
            if kind == "progress":
                what = f"{Quarter.parse(str(period)).label}　{what}"
            reason = str(verdict.body.get("reason") or "")
            params = {"do": form, "id": str(about)} | ({"period": str(period)} if kind == "progress" else {})
            yield Line(
                f"退回{KIND[kind]}", "red", what, f"原因：{reason}", verdict.recorded_at, verdict.id, "report", params
            )  # fmt: skip


def _sent_back(snapshot: Snapshot, fact: Record) -> Record | None:
    """The word of the office by which a report no longer stands."""
    known = known_facts(snapshot)
    if review_of(snapshot, fact).returned:
        return known.all("review", {"record": fact.id})[-1]
    if fact.kind == "completion":
        closings = [one for one in known.all("close_out", {"item": fact.body["item"]}) if one.seq > fact.seq]
        if closings and closings[-1].body["verdict"] == "returned":
            return closings[-1]
    return None


def decisions(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """What the office decided on the unit's requests for more time."""
    known = known_facts(snapshot)
    names = names_of(snapshot)
    for decision in known.all("extension_decision"):
        request = known.fact(str(decision.body["request"]))
        if request is None or request.unit != unit or not recent(snapshot, decision):
            continue
        item = str(request.body["item"])
        if decision.body["approved"]:
            title, tone, said = "同意延期", "green", f"延至{day(decision.body['new_due'])}"
        else:
            title, tone, said = "不同意延期", "red", "仍按原时限办理"
        reason = f"；{decision.body['reason']}" if decision.body.get("reason") else ""
        where = {"id": item.rsplit("/", 1)[0]}
        yield Line(
            title, tone, names.get(item, item), said + reason, decision.recorded_at, decision.id, "task", where
        )  # fmt: skip


def proposals_decided(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """What the office made of the work items that the unit proposed."""
    known = known_facts(snapshot)
    proposed = {
        (record.body["task"], record.body["item"])
        for record in known.records.values()
        if record.kind == "work_item" and record.unit == unit and record.body["state"] == "proposed"
    }
    for fact in known.work_items().values():
        is_answer = fact.unit != unit and (fact.body["task"], fact.body["item"]) in proposed
        if is_answer and recent(snapshot, fact):
            approved = fact.body["state"] == "approved"
            title, tone = ("分解事项已审定", "green") if approved else ("分解事项未采纳", "red")
            said, where = str(fact.body.get("reason") or ""), {"id": str(fact.body["task"])}
            yield Line(title, tone, str(fact.body["title"]), said, fact.recorded_at, fact.id, "task", where)


def to_confirm(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """What the unit's own reporters have prepared and nobody has confirmed."""
    for fact in known_facts(snapshot).waiting():
        if fact.unit == unit:
            what = said_of(snapshot, cast(dict[str, object], fact.body["content"]))
            yield Line(
                "待本单位审核", "blue", what, f"{KIND[str(fact.body['of'])]}，{fact.by} 提交", fact.recorded_at, fact.id,
                "report", {"do": "confirm"},
            )  # fmt: skip


def not_confirmed(snapshot: Snapshot, unit: str) -> Iterable[Line]:
    """What the unit has sent back to its reporter, until it is prepared anew."""
    known = known_facts(snapshot)
    latest = {known.submitted_matter(fact): fact for fact in known.all("submission") if fact.unit == unit}
    for fact in latest.values():
        decided = known.confirmation_of(fact.id)
        if decided is None or decided.body["verdict"] != "returned" or not recent(snapshot, decided):
            continue
        what = said_of(snapshot, cast(dict[str, object], fact.body["content"]))
        reason = f"原因：{decided.body['reason']}"
        yield Line(
            "本单位退回", "amber", what, reason, decided.recorded_at, decided.id, "report", {"do": "confirm"}
        )


UNIT_LINES: list[Callable[[Snapshot, str], Iterable[Line]]] = [
    reminders,
    returned,
    notices,
    instructions,
    decisions,
    objections_answered,
    proposals_decided,
]
INSIDE: dict[Role, Callable[[Snapshot, str], Iterable[Line]]] = {
    Role.UNIT: to_confirm,
    Role.REPORTER: not_confirmed,
}
"""What comes from one's own colleague: to the approver what was put up, to the reporter what was sent back."""
