"""A correction stands in for an earlier record, so it is checked as that kind of record, on the same matter."""

from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from tracker.intake.alerts import reopened
from tracker.intake.checks import CHECKS
from tracker.intake.facts import MATTER
from tracker.intake.findings import finding, from_validation
from tracker.intake.setting import Setting, unknown
from tracker.intake.submissions import withdrawn
from tracker.problems import Problem
from tracker.records.journal import Record
from tracker.records.kinds import KINDS, Body, Capacity, Correction, Progress

FINAL = ("opened", "period_lock", "confirmation", "reminder")
"""An opening, a unit's own word or a message that went out is never taken back; a lock is undone by unlocking."""


ANSWERED = {
    "notice_reply": ("notice_closed", ("notice",)),
    "instruction_feedback": ("instruction_closed", ("instruction",)),
    "receipt": ("objection_decision", ("task", "notice", "unit")),
}
"""What a unit says that the office decides on, by what kind of record, and what both speak of."""


@dataclass
class Corrected:
    """The correction as it is to be recorded, its business date, and what speaks against it."""

    body: Correction
    effective_on: date
    problems: list[Problem] = field(default_factory=list)


def correct(body: Correction, setting: Setting) -> Corrected:
    fact = setting.ledger.fact(body.replaces)
    if fact is None or fact.kind in FINAL:
        return Corrected(body, setting.today, [_not_correctable(body, setting)])
    found = Corrected(body, fact.effective_on)
    if setting.by_unit and not setting.sent(fact):
        message = "这条记录不是本单位报送的。"
        found.problems.append(
            finding("intake.not-yours", "replaces", message, "只能更正本单位报送的记录。", fact.id)
        )
    if fact.kind == "extension_request" and setting.ledger.decided(fact.id):
        message = "办公室已就这份申请作出决定。"
        found.problems.append(
            finding("intake.not-possible", "replaces", message, "如需改变，请另行申请。", fact.id)
        )
    if fact.kind in ANSWERED and _answered(fact, setting):
        message = "办公室已就这份报送作出决定。"
        found.problems.append(
            finding("intake.not-possible", "replaces", message, "如需改变，请另行报送。", fact.id)
        )
    if fact.kind == "submission":
        found.problems += withdrawn(fact, body, setting)
    if body.body is None and fact.kind == "alert_end":
        found.problems += reopened(fact, setting.without(fact.id))
    if body.body is not None and not found.problems:
        _replace_content(found, body.body, fact, setting)
    return found


def _answered(fact: Record, setting: Setting) -> bool:
    """Whether the office has since decided on what a unit said."""
    kind, names = ANSWERED[fact.kind]
    about = {name: fact.body.get(name) for name in names}
    return any(decision.seq > fact.seq for decision in setting.ledger.all(kind, about))


def _not_correctable(body: Correction, setting: Setting) -> Problem:
    record = setting.ledger.records.get(body.replaces)
    if record is None or record.kind in FINAL:
        return unknown("replaces", body.replaces, "可更正的记录", "台账")
    if record.kind == "correction" and record.body.get("body") is None:
        return finding("intake.not-possible", "replaces", "这条记录已撤回。", "请重新报送。", record.id)
    return finding(
        "intake.not-possible", "replaces", "这条记录已被更正过。", "请对更正后的记录提出更正。", record.id
    )


def _replace_content(found: Corrected, raw: dict[str, object], fact: Record, setting: Setting) -> None:
    """Adds what the content of the correction is, or why it cannot be taken."""
    try:
        content: Body = KINDS[fact.kind].model_validate(raw)
    except ValidationError as error:
        found.problems += from_validation(error, fact.id)
        return
    if isinstance(content, Progress):
        content = content.model_copy(update={"capacity": Capacity(str(fact.body["capacity"]))})
    written = content.model_dump(mode="json", exclude_none=True)
    if any(written.get(name) != fact.body.get(name) for name in MATTER[fact.kind]):
        message = "更正不能换成另一个事项或报告期。"
        found.problems.append(
            finding("intake.not-possible", "replaces", message, "请撤回原记录，再就另一事项报送。", fact.id)
        )
        return
    # A lock is no bar: a correction with its reason is how a locked period is changed.
    found.effective_on = content.takes_effect() or fact.effective_on
    found.problems += [
        problem
        for problem in CHECKS[fact.kind](content, setting.on(found.effective_on).without(fact.id))
        if problem.code != "intake.locked"
    ]
    found.body = found.body.model_copy(update={"body": written})
