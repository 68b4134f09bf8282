"""Filled forms of units, one or two hundred in a run: each read, compared, and taken whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from tracker.intake.accept import Draft, accept
from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding
from tracker.intake.form_drafts import Change, Comparison
from tracker.intake.permissions import Actor, may
from tracker.intake.register import PlanRegister
from tracker.labels import KIND
from tracker.periods import Quarter
from tracker.problems import Place, Problem, has_errors
from tracker.records.child import Helper
from tracker.records.codes import problem
from tracker.records.journal import Ledger, Record
from tracker.records.kinds import WorkbookTaken
from tracker.records.unit_form import Register
from tracker.records.unit_form_reader import Form, read_form
from tracker.records.upload import reader
from tracker.snapshot import Workspace

LONGEST_NAME = 200


class Fate(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    READY = "ready"
    """A dry run that found nothing against it."""
    UNCHANGED = "unchanged"
    ALREADY = "already"
    CONFLICT = "conflict"
    FAULTY = "faulty"
    """It could be read, and cells of it have to be mended."""
    DAMAGED = "damaged"
    """It could not be read at all, or is no form of this ledger."""


@dataclass(frozen=True)
class Taken:
    """One file of a run; `register` is None when the file is no form."""

    file: str
    fate: Fate
    register: Register | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    records: tuple[Record, ...] = ()
    earlier: Record | None = None
    """The record of the same file, when it had been taken already."""

    @property
    def refused(self) -> bool:
        return self.fate in (Fate.CONFLICT, Fate.FAULTY, Fate.DAMAGED)


@dataclass
class _Ledgers:
    """The ledger now and as it was, each made once for the files of a run that ask for it."""

    plan: PlanRegister
    made: dict[int, LedgerRegister]

    def at(self, ledger: Ledger, seq: int) -> LedgerRegister:
        if seq not in self.made:
            if len(self.made) > 50:
                self.made.clear()
            self.made[seq] = LedgerRegister(ledger.records[:seq])
        return self.made[seq]


def take_forms(
    workspace: Workspace,
    files: Iterable[tuple[str, bytes]],
    actor: Actor,
    *,
    dry_run: bool = False,
    period: Quarter | None = None,
    tell: Callable[[Taken], None] = lambda _: None,
    helper: Helper | None = None,
) -> list[Taken]:
    """One file after the other, each all or nothing; what is wrong with one stops no other.

    A unit's people send their own unit's form; the office may send any unit's, and speaks for that unit then.
    """
    ledgers = _Ledgers(PlanRegister.of(workspace.plan()[0], workspace.today), {})
    found = []
    with nullcontext(helper) if helper else reader() as child:
        for name, data in files:
            one = _take(workspace, ledgers, name, data, actor, child, dry_run, period)
            found.append(one)
            tell(one)
    return found


def _take(
    workspace: Workspace,
    ledgers: _Ledgers,
    name: str,
    data: bytes,
    actor: Actor,
    helper: Helper,
    dry_run: bool,
    period: Quarter | None,
) -> Taken:
    ledger = workspace.journal.read()
    digest = sha256(data).hexdigest()
    if not may(actor, WorkbookTaken.kind):
        # Before it is compared with anything: who may send none is not told what the ledger says.
        words = f"当前身份不能办理“{KIND[WorkbookTaken.kind]}”。"
        refused = finding("intake.not-allowed", None, words, "请由有权限的单位或办公室办理。")
        return Taken(name, Fate.DAMAGED, problems=(replace(refused, place=Place(file=name)),))
    now = ledgers.at(ledger, ledger.head.seq)
    if earlier := now.all("workbook_taken", {"sha256": digest}):
        return Taken(name, Fate.ALREADY, earlier=earlier[0])
    form, problems = read_form(data, name, helper)
    if form is None:
        return Taken(name, Fate.DAMAGED, problems=tuple(problems))
    wrong = list(_not_ours(form, workspace, ledger, ledgers.plan, actor, name, period))
    if has_errors(wrong):
        return Taken(name, Fate.DAMAGED, form.register, problems=tuple(wrong))
    base = ledgers.at(ledger, form.register.base)
    compared = Comparison(form, base, now, ledgers.plan)
    found = [*wrong, *problems, *compared.problems]
    changes = tuple(change for row in compared.rows for change in row.changes)
    done = Taken(name, Fate.UNCHANGED, form.register, changes)
    if not compared.rows:
        return replace(done, fate=Fate.FAULTY if has_errors(found) else done.fate, problems=tuple(found))
    drafts = [_first(form, name, digest, len(compared.rows)), *(row.draft for row in compared.rows)]
    speaker = actor if actor.of_unit else replace(actor, unit=ledgers.plan.acting(form.register.unit))
    # Cells that cannot be read leave the rest to be judged, so that everything is said at once.
    outcome = accept(workspace, drafts, speaker, dry_run=dry_run or has_errors(found))
    by_place = {row.draft.place: row for row in compared.rows}
    found += [
        by_place[one.place].told(one) if one.code == "intake.conflict" and one.place in by_place else one
        for one in outcome.problems
    ]
    if not has_errors(found):
        fate = Fate.READY if dry_run else Fate.TAKEN
        return replace(done, fate=fate, problems=tuple(found), records=outcome.records)
    codes = {one.code for one in found if one.severity == "error"}
    fate = Fate.CONFLICT if codes == {"intake.conflict"} else Fate.FAULTY
    return replace(done, fate=fate, problems=tuple(found))


def _first(form: Form, name: str, digest: str, rows: int) -> Draft:
    register = form.register
    body: dict[str, object] = {
        "name": name[-LONGEST_NAME:],
        "sha256": digest,
        "form_unit": register.unit,
        "form_period": register.period,
        "base": register.base,
        "rows": rows,
    }
    return Draft("workbook_taken", body, place=Place(file=name))


def _not_ours(
    form: Form,
    workspace: Workspace,
    ledger: Ledger,
    plan: PlanRegister,
    actor: Actor,
    file: str,
    period: Quarter | None,
) -> Iterator[Problem]:
    """Why the form is not one to be taken here and now: another ledger's, another unit's, another period's."""
    register, place = form.register, Place(file=file)
    known = ledger.records[register.base - 1].hash if 0 < register.base <= len(ledger.records) else ""
    if register.base > len(ledger.records) or (register.base and not known.startswith(register.base_hash)):
        yield problem("form.other-ledger", place)
        return
    if register.unit not in plan.units:
        yield problem("form.unknown-unit", place, text=register.unit_name)
        return
    if actor.of_unit and plan.acting(register.unit) != actor.unit:
        yield problem("form.wrong-unit", place, text=register.unit_name)
    if period and register.period != str(period):
        label = Quarter.parse(register.period).label
        yield problem("form.wrong-period", place, text=label, other=period.label)
    if register.plan != workspace.plan()[0].fingerprint[: len(register.plan)]:
        yield problem("form.plan-revised", place)
