"""A unit's filled form -> drafts: what differs from what stood when the form was made, each change with its cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.intake.accept import Draft
from tracker.intake.facts import LedgerRegister
from tracker.intake.register import PlanRegister
from tracker.intake.setting import has_part
from tracker.intake.standing import Standing, matter_of, standing
from tracker.labels import FIELDS
from tracker.problems import Place, Problem, shown
from tracker.records import entries
from tracker.records.codes import problem
from tracker.records.unit_form import ENTRIES, SAYS_NOTHING, Part
from tracker.records.unit_form_reader import FilledRow, Form


@dataclass(frozen=True)
class Change:
    """One cell that says something new."""

    part: Part
    subject: str
    title: str
    field: str
    before: str
    """As the form showed it when it was made; empty when nothing had been reported."""
    after: str
    now: str | None
    """What somebody else has reported since; None when nothing has moved."""
    by: str
    """Who that was."""
    place: Place

    @property
    def label(self) -> str:
        return FIELDS[self.field] if (self.part, self.field) != (Part.READING, "period") else "统计期"


@dataclass(frozen=True)
class Row:
    """A row that says something new, as it goes to the intake."""

    draft: Draft
    changes: tuple[Change, ...]

    def told(self, conflict: Problem) -> Problem:
        """The intake's word on a conflict with both versions, and what can be done about it in a workbook."""
        both = "；".join(
            f"{change.label}现在是“{shown(change.now or '空')}”，表里是“{shown(change.after)}”"
            for change in self.changes
            if change.now is not None and change.now != change.after
        )
        message = "这份表下载以后，" + conflict.message.removeprefix("打开表单之后，").rstrip("。")
        cure = "请对照两份内容；仍要报这一份的，请重新下载填报表，填好再报。"
        return replace(conflict, message=f"{message}：{both}。" if both else f"{message}。", cure=cure)


class Comparison:
    """One form beside the ledger as it was when the form was made, and as it is."""

    def __init__(self, form: Form, base: LedgerRegister, now: LedgerRegister, plan: PlanRegister) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self._form, self._base, self._now, self._plan = form, base, now, plan
        self._unit = plan.acting(form.register.unit)
        for filled in form.rows:
            if not filled.faulty:
                self._take(filled)

    def _take(self, filled: FilledRow) -> None:
        part = filled.row.part
        matter = matter_of(part, filled.row.subject, self._form.register.period, filled.values)
        before = standing(self._base, self._plan, self._unit, part, matter)
        told = before.values(part) if before else {}
        values = filled.values if before else filled.said and filled.values
        # The register of a form is anybody's to write: of another unit's matter nothing is told, and the intake refuses it.
        ours = self._has_part(filled)
        self.problems += self._emptied(filled, told) if ours else ()
        changed = [
            name
            for name, entry in ENTRIES[part].items()
            if name in values and not (name in told and entries.same(entry, told[name], values[name]))
        ]
        if not changed:
            if ours and before and before.returned:
                self._say("form.returned-unchanged", filled.place)
            return
        if part is Part.READING and not matter["period"]:
            self._say("form.no-period", filled.cells.get("period", filled.place))
            return
        now = standing(self._now, self._plan, self._unit, part, matter) if ours else None
        before, told = (before, told) if ours else (None, {})
        body: dict[str, object] = {name: text for name, text in {**matter, **told, **values}.items() if text}
        if not self._said_already(part, now, body):
            self._add(filled, matter, body, changed, told, now if _moved(before, now) else None)

    def _add(
        self,
        filled: FilledRow,
        matter: Mapping[str, str],
        body: dict[str, object],
        changed: list[str],
        told: Mapping[str, str],
        rival: Standing | None,
    ) -> None:
        part, theirs = filled.row.part, rival.values(filled.row.part) if rival else {}
        ours = SAYS_NOTHING.get(part, ()) if not told else ()
        changes = tuple(
            Change(
                part=part,
                subject=filled.row.subject,
                title=filled.row.title + (f"（{matter['period']}）" if part is Part.READING else ""),
                field=name,
                before=entries.shown(ENTRIES[part][name], told[name]) if name in told else "",
                after=entries.shown(ENTRIES[part][name], str(body[name])),
                now=(entries.shown(ENTRIES[part][name], theirs[name]) if name in theirs else "")
                if rival
                else None,
                by=rival.record.by if rival else "",
                place=filled.cells.get(name, filled.place),
            )
            for name in changed
            if name not in ours or name == "status"
        )
        cells = {FIELDS[name]: place for name, place in filled.cells.items()}
        base = self._form.register.base
        place = changes[0].place if changes else filled.place
        self.rows.append(Row(Draft(part, body, base_seq=base, place=place, cells=cells), changes))

    def _has_part(self, filled: FilledRow) -> bool:
        part, subject, plan = filled.row.part, filled.row.subject, self._plan
        owners = {subject}
        if part is Part.COMPLETION:
            owners = {plan.owner_of(subject)}
        elif part is Part.READING:
            if self._unit in self._now.reporting_units(plan, subject):
                return True
            owners = {plan.owner_of(target) for target in plan.targets_of(subject)}
        return any(has_part(plan, self._now, self._unit, owner) for owner in owners)

    def _emptied(self, filled: FilledRow, told: Mapping[str, str]) -> Iterator[Problem]:
        part = filled.row.part
        for name, text in told.items():
            if name in filled.cells and name not in filled.values and name not in ("period", "basis"):
                before = entries.shown(ENTRIES[part][name], text)
                yield problem("form.emptied", filled.cells[name], text=before)

    def _said_already(self, part: Part, now: Standing | None, body: Mapping[str, object]) -> bool:
        """The very same has been reported meanwhile, e.g. from a copy of the file that was saved anew."""
        said = now.values(part) if now and not now.returned else {}
        return all(
            name in said and entries.same(entry, said[name], str(body[name]))
            for name, entry in ENTRIES[part].items()
            if name in body
        )

    def _say(self, code: str, place: Place) -> None:
        self.problems.append(problem(code, place))


def _moved(before: Standing | None, now: Standing | None) -> bool:
    return (before and before.record.id) != (now and now.record.id)
