"""The ledger as the checks need it: every fact as it now stands, and what follows from the facts on one matter."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from typing import cast

from tracker.intake.register import PlanRegister
from tracker.records.journal import Entry, Record

MATTER: Mapping[str, tuple[str, ...]] = {
    "progress": ("task", "period"),
    "reading": ("indicator", "period", "basis"),
    "completion": ("item",),
    "evidence": ("task", "item", "indicator", "period", "sha256", "document_number"),
    "target_setting": ("target",),
    "year_goal": ("task", "year"),
    "lead_confirmed": ("task",),
    "work_item": ("task", "item"),
    "review": ("record",),
    "override": ("task",),
    "extension_request": ("item",),
    "extension_decision": ("request",),
    "close_out": ("item",),
    "expansion": ("task", "collective"),
    "alert": ("document",),
    "alert_change": ("alert",),
    "alert_end": ("alert",),
    "alert_action": ("alert", "task", "unit"),
    "pilot": ("document", "pilot"),
    "pilot_stage": ("pilot",),
    "source_attached": ("document",),
    "notice": ("number",),
    "notice_reply": ("notice",),
    "notice_closed": ("notice",),
    "instruction": ("number",),
    "instruction_feedback": ("instruction", "unit"),
    "instruction_closed": ("instruction",),
    "receipt": ("task", "notice", "unit"),
    "objection_decision": ("task", "notice", "unit"),
    "reminder": ("about", "thing", "unit"),
    "confirmation": ("submission",),
    "correction": ("replaces",),
    "workbook_taken": ("sha256",),
    "assessment_figure": ("rubric", "line", "input", "year", "unit"),
}
"""The fields that say what a record of a kind is about: records that agree in them compete."""


class LedgerRegister:
    """A correction stands as a fact of the kind it replaces, under its own id and seq; what it replaces is gone."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records: dict[str, Record] = {}
        """Every record as it was written, by id."""
        self._facts: dict[str, dict[str, Record]] = {}
        self._index: dict[str, dict[tuple[object, ...], dict[str, Record]]] = {}
        """The facts of the kinds that were asked about, by what they say they are about: a batch asks for each draft."""
        self._kind: dict[str, str] = {}
        self._seq = 0
        for record in records:
            self._take(record)

    def _take(self, record: Record) -> None:
        self.records[record.id] = record
        self._seq = record.seq
        if record.kind == "correction":
            replaced, content = str(record.body["replaces"]), record.body.get("body")
            kind = self._kind.get(replaced, "")
            gone = self._facts.get(kind, {}).pop(replaced, None)
            if gone and kind in self._index:
                self._index[kind][self._key(gone)].pop(replaced)
            if not kind or content is None:
                return
            record = replace(record, kind=kind, body=cast(dict[str, object], content))
        self._kind[record.id] = record.kind
        self._facts.setdefault(record.kind, {})[record.id] = record
        if record.kind in self._index:
            self._index[record.kind].setdefault(self._key(record), {})[record.id] = record

    def _about(self, kind: str, key: tuple[object, ...]) -> dict[str, Record]:
        """The facts of a kind that have a key."""
        if kind not in self._index:
            index = self._index[kind] = {}
            for fact in self._facts.get(kind, {}).values():
                index.setdefault(self._key(fact), {})[fact.id] = fact
        return self._index[kind].get(key, {})

    @classmethod
    def _key(cls, fact: Record) -> tuple[object, ...]:
        """What a submission is about; of other facts the first field of their matter."""
        if fact.kind == "submission":
            return cls.submitted_matter(fact)
        return tuple(fact.body.get(name) for name in MATTER.get(fact.kind, ())[:1])

    def expect(self, entry: Entry) -> None:
        """Count an accepted draft as recorded, so that the next one of its batch is judged as if it came later."""
        seq = self._seq + 1
        self._take(
            Record(
                v=0,
                seq=seq,
                id=f"draft.{seq}",
                batch="draft",
                index=1,
                size=1,
                kind=entry.kind,
                by=entry.by,
                role=entry.role,
                unit=entry.unit,
                recorded_at=entry.recorded_at,
                effective_on=entry.effective_on,
                body=entry.body,
                clock=entry.clock,
                prev="",
                hash="",
            )
        )

    def without(self, record_id: str) -> "LedgerRegister":
        """The ledger as it would stand had this fact not been recorded."""
        other, fact = copy(self), self.fact(record_id)
        if fact:
            left = {one: other for one, other in self._facts[fact.kind].items() if one != record_id}
            other._facts = self._facts | {fact.kind: left}
            other._index = {kind: index for kind, index in self._index.items() if kind != fact.kind}
        return other

    def fact(self, record_id: str) -> Record | None:
        """The fact that stands under this id; None when it has been corrected or withdrawn, or never was."""
        return self._facts.get(self._kind.get(record_id, ""), {}).get(record_id)

    def root(self, record_id: str) -> str:
        """The record that a chain of corrections began with: what others went on to speak of."""
        while (record := self.records.get(record_id)) and record.kind == "correction":
            record_id = str(record.body["replaces"])
        return record_id

    def all(self, kind: str, match: Mapping[str, object] | None = None) -> list[Record]:
        """The facts of a kind that stand, in the order of their records, as far as their body agrees with `match`."""
        match, first = match or {}, next(iter(MATTER.get(kind, ())), "")
        facts = self._about(kind, (match[first],)) if first in match else self._facts.get(kind, {})
        return [
            fact
            for fact in facts.values()
            if all(fact.body.get(name) == value for name, value in match.items())
        ]

    def decisions(self, kind: str, match: Mapping[str, object] | None = None) -> list[Record]:
        """Like `all`, in the order in which decisions take effect: the last one is in force."""
        return sorted(self.all(kind, match), key=lambda fact: (fact.effective_on, fact.seq))

    @property
    def is_open(self) -> bool:
        return bool(self.all("opened"))

    def locked(self, period: str) -> bool:
        found = self.all("period_lock", {"period": period})
        return bool(found and found[-1].body["locked"])

    def lead(self, plan: PlanRegister, task_id: str) -> str | None:
        """Who answers: the confirmed, else the stated, else the first-listed body."""
        if confirmed := self.decisions("lead_confirmed", {"task": task_id}):
            return plan.acting(str(confirmed[-1].body["unit"]))
        return plan.stated_lead.get(task_id) or plan.provisional_lead.get(task_id)

    def members(self, plan: PlanRegister, task_id: str, collective: str) -> tuple[str, ...]:
        """The bodies a collective stands for in a task: as the office has named them, else as a text lists them."""
        if named := self.decisions("expansion", {"task": task_id, "collective": collective}):
            return tuple(cast(list[str], named[-1].body["members"]))
        return plan.units[collective].members

    def bodies(self, plan: PlanRegister, task_id: str) -> tuple[str, ...]:
        """Whom a task is given to, in order; a collective nobody has opened stands for itself."""
        found: list[str] = []
        for unit_id in plan.named.get(task_id, ()):
            opened = self.members(plan, task_id, unit_id) if plan.units[unit_id].collective else ()
            found += opened or (unit_id,)
        return tuple(dict.fromkeys(map(plan.acting, found)))

    def work_items(self) -> dict[str, Record]:
        """The latest fact about every work item, by global id."""
        return {f"{fact.body['task']}/{fact.body['item']}": fact for fact in self.decisions("work_item")}

    def reporting_units(self, plan: PlanRegister, indicator_id: str) -> set[str]:
        """Units that the office has named to file an indicator; of two settings for one target the one in force."""
        named = {
            str(fact.body["target"]): str(fact.body["reporting_unit"])
            for fact in self.decisions("target_setting")
            if fact.body.get("reporting_unit")
        }
        return {plan.acting(named[one]) for one in plan.targets_of(indicator_id) if one in named}

    def due_now(self, item_id: str, due: date) -> date:
        """The due date of an item as the approved extensions have moved it."""
        for decision in self.all("extension_decision"):
            request = self.fact(str(decision.body["request"]))
            if decision.body["approved"] and request and request.body["item"] == item_id:
                due = date.fromisoformat(str(decision.body["new_due"]))
        return due

    def decided(self, request_id: str) -> bool:
        return bool(self.all("extension_decision", {"request": request_id}))

    def waiting(self) -> list[Record]:
        """Submissions that their unit has still to decide on; of two on one matter only the later one."""
        latest = {self.submitted_matter(fact): fact for fact in self.all("submission")}
        decided = {fact.body["submission"] for fact in self.all("confirmation")}
        return [fact for fact in latest.values() if fact.id not in decided]

    def waiting_on(self, matter: tuple[object, ...]) -> Record | None:
        """The submission on a matter (see `submitted_matter`) that its unit has still to decide on."""
        latest = next(reversed(self._about("submission", matter).values()), None)
        return latest if latest and self.confirmation_of(latest.id) is None else None

    def confirmation_of(self, submission_id: str) -> Record | None:
        found = self.all("confirmation", {"submission": submission_id})
        return found[-1] if found else None

    @staticmethod
    def submitted_matter(submission: Record) -> tuple[object, ...]:
        """What a submission is about, for the unit that sent it."""
        kind, content = str(submission.body["of"]), cast(dict[str, object], submission.body["content"])
        return submission.unit, kind, *(content.get(name) for name in MATTER[kind])

    def returned(self, record_id: str) -> bool:
        """Whether the office's last review of a record returned it."""
        reviews = self.all("review", {"record": record_id})
        return bool(reviews and reviews[-1].body["verdict"] == "returned")

    def completed_on(self, item_id: str) -> date | None:
        """Day of the latest completion of an item that the office has not returned."""
        returns = [fact.seq for fact in self.all("close_out", {"item": item_id, "verdict": "returned"})]
        found = [
            fact.effective_on
            for fact in self.all("completion", {"item": item_id})
            if fact.seq > max(returns, default=0) and not self.returned(fact.id)
        ]
        return found[-1] if found else None

    def cancelled(self, item_id: str) -> bool:
        return bool(self.all("close_out", {"item": item_id, "verdict": "cancelled"}))
