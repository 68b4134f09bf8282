"""Checks a batch of drafts against plan and ledger under the journal's lock, then writes all of it or nothing."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from tracker.intake.checks import CHECKS, Setting
from tracker.intake.findings import finding, from_validation
from tracker.intake.permissions import Actor, Role, may
from tracker.intake.register import LedgerRegister, PlanRegister
from tracker.labels import KIND
from tracker.periods import shanghai_day
from tracker.problems import Place, Problem
from tracker.records.journal import Entry, Ledger, Record
from tracker.records.kinds import KINDS, Body, Capacity, Correction, PeriodLock, Progress
from tracker.snapshot import Workspace, kept_plan_folder

COMPETING = {
    "progress": ("task", "period"),
    "reading": ("indicator", "period"),
    "completion": ("item",),
    "target_setting": ("target",),
    "year_goal": ("task", "year"),
    "lead_confirmed": ("task",),
    "work_item": ("task", "item"),
    "close_out": ("item",),
    "extension_request": ("item",),
}


@dataclass(frozen=True)
class Draft:
    """What somebody wants to record. `base_seq` is the journal's head when the form was opened."""

    kind: str
    body: dict[str, object]
    effective_on: date | None = None
    """Only for decisions; a report takes effect at the end of its period."""
    base_seq: int | None = None


@dataclass(frozen=True)
class Outcome:
    """Either all records or all problems."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


class _Refused(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def accept(workspace: Workspace, drafts: Sequence[Draft], actor: Actor, dry_run: bool = False) -> Outcome:
    """Record the whole batch, or nothing and say every reason; a dry run only says the reasons.

    Opens the ledger on the day of the first record. Raises JournalDamaged or JournalUnwritable when the journal
    itself is in trouble.
    """
    parsed, problems = _parse(drafts, actor)
    if problems or not parsed:
        return Outcome(problems=tuple(problems))
    now, plan = workspace.now(), workspace.plan()[0]
    register, today = PlanRegister.of(plan), shanghai_day(now)

    def decide(ledger: Ledger) -> list[Entry]:
        known = LedgerRegister(ledger)
        setting = Setting(actor, register, known, today)
        found: list[Problem] = []
        bodies: list[tuple[Body, date]] = []
        for draft, body in parsed:
            mine = [*_conflicts(draft, body, known), *CHECKS[body.kind](body, setting)]
            taken = _completed(body, setting, plan.fingerprint)
            if isinstance(taken, Correction):
                corrected, wrong = _corrected(taken, setting)
                mine += wrong
                taken = corrected
            day, late = _effective(draft, taken, known, today)
            found += mine + late
            bodies.append((taken, day))
        if found:
            raise _Refused(found)
        if not known.is_open and not any(body.kind == "opened" for body, _ in bodies):
            bodies.insert(0, (KINDS["opened"].model_validate({"on": today}), today))
        clock = "simulated" if workspace.simulated else None
        return [
            Entry(
                body.kind,
                actor.user,
                actor.role.value,
                actor.unit,
                now,
                day,
                body.model_dump(mode="json", exclude_none=body.kind != "correction"),
                clock,
            )
            for body, day in bodies
        ]

    try:
        if dry_run:
            decide(workspace.journal.read())
            return Outcome()
        for _, body in parsed:
            if isinstance(body, PeriodLock) and body.locked:
                _keep_plan(workspace.tasks, kept_plan_folder(workspace.data, plan.fingerprint))
        return Outcome(records=tuple(workspace.journal.append(decide)))
    except _Refused as refused:
        return Outcome(problems=tuple(refused.problems))


def _parse(drafts: Sequence[Draft], actor: Actor) -> tuple[list[tuple[Draft, Body]], list[Problem]]:
    parsed: list[tuple[Draft, Body]] = []
    problems: list[Problem] = []
    for draft in drafts:
        if draft.kind not in KINDS:
            problems.append(finding("intake.unknown-kind", "kind", f"没有“{draft.kind}”这种记录。", f"可选：{'、'.join(KINDS)}。"))
        elif not may(actor, draft.kind):
            message = f"当前身份不能办理“{KIND[draft.kind]}”。"
            problems.append(finding("intake.not-allowed", None, message, "请由有权限的单位或办公室办理。"))
        else:
            try:
                parsed.append((draft, KINDS[draft.kind].model_validate(draft.body)))
            except ValidationError as error:
                subject = next((str(v) for k in ("task", "target", "indicator", "item") if (v := draft.body.get(k))), None)
                problems += from_validation(error, subject)
    return parsed, problems


def _conflicts(draft: Draft, body: Body, ledger: LedgerRegister) -> list[Problem]:
    if draft.base_seq is None or body.kind not in COMPETING:
        return []
    fields = COMPETING[body.kind]
    newer = ledger.since(draft.base_seq, body.kind, body.model_dump(mode="json", include=set(fields)))
    if not newer:
        return []
    message = f"打开表单之后，{newer[-1].by} 已就同一事项报送了新的内容。"
    return [finding("intake.conflict", fields[0], message, "请刷新后对照两份内容，再决定是否报送。", body.subject)]


def _completed(body: Body, setting: Setting, fingerprint: str) -> Body:
    """What the intake itself knows better than the sender."""
    if isinstance(body, Progress):
        answers = setting.actor.role is not Role.UNIT or setting.actor.unit == setting.ledger.lead(setting.plan, body.task)
        return body.model_copy(update={"capacity": Capacity.ANSWER if answers else Capacity.CONTRIBUTION})
    if isinstance(body, PeriodLock):
        return body.model_copy(update={"plan": fingerprint})
    return body


def _corrected(body: Correction, setting: Setting) -> tuple[Body, list[Problem]]:
    """The correction with its content checked and completed as the kind it replaces."""
    record = setting.ledger.records.get(body.replaces)
    if record is None or body.body is None:
        return body, []
    kind, original = record.kind, record.body
    while kind == "correction":
        root = setting.ledger.records[str(original["replaces"])]
        kind, original = root.kind, root.body
    try:
        content = KINDS[kind].model_validate(body.body)
    except ValidationError as error:
        return body, list(from_validation(error, None))
    if isinstance(content, Progress):
        content = content.model_copy(update={"capacity": Capacity(str(original["capacity"]))})
    subject = KINDS[kind].model_validate(original).subject
    if content.subject != subject:
        message = "更正不能换成另一个事项。"
        return body, [finding("intake.not-possible", "replaces", message, "请撤回原记录，再就另一事项报送。", subject)]
    return body.model_copy(update={"body": content.model_dump(mode="json", exclude_none=True)}), []


def _effective(draft: Draft, body: Body, ledger: LedgerRegister, today: date) -> tuple[date, list[Problem]]:
    """The business date of a record, never in the future."""
    if isinstance(body, Correction):
        record = ledger.records.get(body.replaces)
        fixed = record.effective_on if record else today
        while record and record.kind == "correction":
            record = ledger.records.get(str(record.body["replaces"]))
        if record and body.body is not None:
            fixed = KINDS[record.kind].model_validate(body.body).takes_effect() or fixed
        return fixed, []
    fixed_day = body.takes_effect()
    day = fixed_day or draft.effective_on or today
    if day > today and (fixed_day is None or body.kind == "opened"):
        return day, [finding("intake.future", "effective_on", f"生效日期 {day} 还没有到。", "请填写今天或以前的日期。", body.subject)]
    return day, []


def _keep_plan(tasks: Path, folder: Path) -> None:
    """A copy of tasks/ under its fingerprint, complete or not there at all."""
    if folder.exists():
        return
    unfinished = folder.with_suffix(".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(tasks, unfinished)
    unfinished.rename(folder)


def unreadable_draft(message: str, file: str) -> Problem:
    """A draft file that is no draft."""
    return Problem("intake.draft-file", message, "请按 docs/records.md 的格式写成 JSON。", Place(file=file))
