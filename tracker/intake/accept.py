"""Checks a batch of drafts against plan and ledger under the journal's lock, then writes all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import cast
from unicodedata import category

from pydantic import ValidationError

from tracker.intake.checks import CHECKS
from tracker.intake.conflicts import conflicts
from tracker.intake.corrections import correct
from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding, from_validation
from tracker.intake.permissions import Actor, Role, may
from tracker.intake.pilots import next_id
from tracker.intake.plan_copy import keep_plan
from tracker.intake.receipts import signed_as
from tracker.intake.register import PlanRegister
from tracker.intake.reported import next_item
from tracker.intake.setting import Setting
from tracker.intake.supervision import numbered
from tracker.labels import KIND
from tracker.periods import shanghai_day
from tracker.problems import Place, Problem
from tracker.records.evidence_files import is_kept
from tracker.records.journal import Entry, Ledger, Record
from tracker.records.kinds import (
    KINDS,
    Body,
    Capacity,
    Confirmation,
    ConfirmationVerdict,
    Correction,
    Evidence,
    Instruction,
    Notice,
    Opened,
    PeriodLock,
    Pilot,
    Progress,
    Receipt,
    Submission,
    WorkItem,
)
from tracker.snapshot import Workspace

LONGEST_USER = 100
OPENS_NOTHING = {"source_attached"}
"""Kinds that may be recorded before the ledger is opened: a text to read starts no reporting."""
NEEDS_NO_CONFIRMATION = {"workbook_taken"}
"""Kinds that a unit's reporter records without its confirmation: that a file was handed in is no report."""


@dataclass(frozen=True)
class Draft:
    """What somebody wants to record. `base_seq` is the journal's head when the form was opened."""

    kind: str
    body: dict[str, object]
    effective_on: date | None = None
    """Only for decisions; a report takes effect at the end of its period."""
    base_seq: int | None = None
    place: Place | None = None
    """Where it stands when it came in a file; its problems are then placed there."""
    cells: Mapping[str, Place] = field(default_factory=dict)
    """Where each field stands, by its label, when it came in several cells."""


@dataclass(frozen=True)
class Outcome:
    """Either all records or all problems."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


class _Refused(Exception):  # noqa: N818
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def accept(workspace: Workspace, drafts: Sequence[Draft], actor: Actor, dry_run: bool = False) -> Outcome:
    """Record the whole batch, or nothing and say every reason; a dry run only says the reasons.

    A batch is judged as if its drafts came one after the other. Opens the ledger on the day of the first record that
    is more than a text to read.
    Raises JournalDamaged or JournalUnwritable when the journal itself is in trouble.
    """
    parsed, problems = _parse(drafts, actor)
    if problems or not parsed:
        return Outcome(problems=tuple(problems))
    now, plan = workspace.now(), workspace.plan()[0]
    fingerprint = plan.fingerprint
    if not dry_run and any(isinstance(body, PeriodLock) and body.locked for _, body in parsed):
        fingerprint = keep_plan(workspace.tasks, workspace.data)
    today = shanghai_day(now)
    register = PlanRegister.of(plan, today)

    def entry(body: Body, day: date) -> Entry:
        content = body.model_dump(mode="json", exclude_none=True)
        clock = "simulated" if workspace.simulated else None
        return Entry(body.kind, actor.user, actor.role.value, actor.unit, now, day, content, clock)

    def decide(ledger: Ledger) -> list[Entry]:
        known = LedgerRegister(ledger.records)
        setting = Setting(actor, register, known, today, today)
        entries: list[Entry] = []
        found: list[Problem] = []
        for draft, body in parsed:
            judged, wrong = _recorded(draft, body, setting, ledger.head.seq, fingerprint)
            for taken, _ in judged:
                wrong += _unkept(taken, workspace.data)
            found += _placed(draft, wrong)
            written = [entry(taken, day) for taken, day in judged]
            entries += written
            if not wrong:
                for one in written:
                    known.expect(one)
        if found:
            raise _Refused(found)
        if not known.is_open and any(_matter(one, known) not in OPENS_NOTHING for one in entries):
            entries.insert(0, entry(Opened(on=today), today))
        return entries

    try:
        if dry_run:
            decide(workspace.journal.read())
            return Outcome()
        return Outcome(records=tuple(workspace.journal.append(decide)))
    except _Refused as refused:
        return Outcome(problems=tuple(refused.problems))


def _parse(drafts: Sequence[Draft], actor: Actor) -> tuple[list[tuple[Draft, Body]], list[Problem]]:
    parsed: list[tuple[Draft, Body]] = []
    problems = _nameless(actor)
    for draft in drafts:
        if draft.kind not in KINDS:
            message, cure = f"没有“{draft.kind}”这种记录。", f"可选：{'、'.join(KINDS)}。"
            problems.append(finding("intake.unknown-kind", "kind", message, cure))
        elif not may(actor, draft.kind):
            message = f"当前身份不能办理“{KIND[draft.kind]}”。"
            problems.append(finding("intake.not-allowed", None, message, "请由有权限的单位或办公室办理。"))
        else:
            try:
                parsed.append((draft, KINDS[draft.kind].model_validate(draft.body)))
            except ValidationError as error:
                named = (draft.body.get(name) for name in ("task", "target", "indicator", "item"))
                subject = next((str(value) for value in named if value), None)
                problems += _placed(draft, from_validation(error, subject))
    return parsed, problems


def _unkept(body: Body, data: Path) -> list[Problem]:
    """A file is kept before its record is written: what is on record can be opened."""
    if isinstance(body, Submission) and body.of == Evidence.kind:
        body = Evidence.model_validate(body.content)
    if not isinstance(body, Evidence) or body.sha256 is None or is_kept(data, body.sha256):
        return []
    message, cure = f"没有收到文件“{body.name}”。", "请在填报页面上传文件，或只写明文号。"
    return [finding("intake.file-not-kept", "sha256", message, cure, body.subject)]


def _matter(entry: Entry, known: LedgerRegister) -> str:
    """The kind of a record; of a correction the kind of what it corrects."""
    return (
        known.records[known.root(str(entry.body["replaces"]))].kind
        if entry.kind == "correction"
        else entry.kind
    )


def _placed(draft: Draft, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of a draft from a file stand where the draft stands, not at a form's field."""
    return [
        replace(problem, place=draft.cells.get(problem.place.field or "", draft.place))
        if draft.place
        else problem
        for problem in problems
    ]


def _nameless(actor: Actor) -> list[Problem]:
    """Every record says by whom it is, in characters that can be written."""
    unwritable = any(category(char) in ("Cc", "Cs") for char in actor.user)
    if 0 < len(actor.user.strip()) <= LONGEST_USER and not unwritable:
        return []
    message = f"没有写明填报人，或填报人超过 {LONGEST_USER} 字、含有不能显示的字符。"
    return [finding("intake.bad-field", None, message, "请写明填报人。")]


def _recorded(
    draft: Draft, body: Body, setting: Setting, head: int, fingerprint: str
) -> tuple[list[tuple[Body, date]], list[Problem]]:
    """What a draft becomes, each with its business date, and what speaks against it.

    Of a unit's reporter it becomes a submission; with a unit's confirmation comes what is confirmed, checked anew.
    """
    taken, day, wrong = _judged(draft, body, setting, head, fingerprint)
    waits = taken.kind not in NEEDS_NO_CONFIRMATION and not _takes_back(body, setting)
    if setting.actor.role is Role.REPORTER and waits:
        content = taken.model_dump(mode="json", exclude_none=True)
        return [(Submission(of=taken.kind, content=content), setting.today)], wrong
    found = [(taken, day)]
    if isinstance(body, Confirmation) and body.verdict is ConfirmationVerdict.CONFIRMED and not wrong:
        parsed, wrong = _parse([_sent(setting.ledger.records[body.submission], draft)], setting.actor)
        for inner, inner_body in parsed:
            fact, fact_day, wrong = _judged(inner, inner_body, setting, head, fingerprint)
            found.append((fact, fact_day))
    return found, wrong


def _sent(submission: Record, confirmation: Draft) -> Draft:
    """What is confirmed, as a draft of whoever confirms it: later than what was put up, and than what is seen now."""
    content = cast(dict[str, object], submission.body["content"])
    seen = max(submission.seq, confirmation.base_seq or 0)
    return Draft(str(submission.body["of"]), content, base_seq=seen)


def _takes_back(body: Body, setting: Setting) -> bool:
    """Whether it is a word on a submission, which is no fact that would have to be confirmed."""
    fact = setting.ledger.fact(body.replaces) if isinstance(body, Correction) else None
    return fact is not None and fact.kind == "submission"


def _judged(
    draft: Draft, body: Body, setting: Setting, head: int, fingerprint: str
) -> tuple[Body, date, list[Problem]]:
    """The draft as it is to be recorded, its business date, and what speaks against it."""
    if isinstance(body, Correction):
        corrected = correct(body, setting)
        return (
            corrected.body,
            corrected.effective_on,
            corrected.problems + _dated(draft, body, corrected.effective_on),
        )
    day, wrong = _effective(draft, body, setting)
    taken = _completed(body, setting.on(day), fingerprint)
    newer = conflicts(draft.base_seq, taken, setting, head)
    return taken, day, [*newer, *CHECKS[body.kind](taken, setting.on(day)), *wrong]


def _completed(body: Body, setting: Setting, fingerprint: str) -> Body:
    """What the intake itself knows better than the sender."""
    if isinstance(body, Progress):
        # The office may speak for a unit; where it names none, it speaks for the one that answers.
        answers = setting.actor.unit in (None, setting.ledger.lead(setting.plan, body.task))
        return body.model_copy(update={"capacity": Capacity.ANSWER if answers else Capacity.CONTRIBUTION})
    if isinstance(body, Receipt):
        return body.model_copy(update={"capacity": signed_as(body, setting)})
    if isinstance(body, Notice | Instruction):
        return numbered(body, setting)
    if isinstance(body, WorkItem) and body.item is None:
        return body.model_copy(update={"item": next_item(setting, body.task)})
    if isinstance(body, PeriodLock):
        return body.model_copy(update={"plan": fingerprint})
    if isinstance(body, Pilot) and body.pilot is None:
        return body.model_copy(update={"pilot": next_id(setting.ledger.records.values(), body.document)})
    return body


def _effective(draft: Draft, body: Body, setting: Setting) -> tuple[date, list[Problem]]:
    """The business date of a record: its content fixes it, or it is the day of the decision, never in the future."""
    fixed, today = body.takes_effect(), setting.today
    if fixed is not None and not isinstance(body, Opened):
        return fixed, _dated(draft, body, fixed)
    if setting.by_unit:
        # Whether an extension was asked for in time hangs on this day.
        return today, _dated(draft, body, today)
    day = fixed or draft.effective_on or today
    if day > today:
        message, cure = f"生效日期 {day} 还没有到。", "请填写今天或以前的日期。"
        return day, [finding("intake.future", "effective_on", message, cure, body.subject)]
    return day, []


def _dated(draft: Draft, body: Body, day: date) -> list[Problem]:
    """A date of one's own where there is no choice is refused, not dropped."""
    if draft.effective_on in (None, day):
        return []
    message = f"这种记录的生效日期是 {day}，不能另定。"
    return [finding("intake.bad-field", "effective_on", message, "请不要填写生效日期。", body.subject)]


def unreadable_draft(message: str, file: str) -> Problem:
    """A draft file that is no draft."""
    return Problem("intake.draft-file", message, "请按 docs/records.md 的格式写成 JSON。", Place(file=file))
