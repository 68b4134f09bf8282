"""The plan and the ledger as the checks need them: what exists, who has a part in it, what has been recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.model import Document, Indicator, LeadBasis, Milestone, Plan, Target, Task, Unit
from tracker.records.journal import Ledger, Record
from tracker.store.tables import UnitNames


@dataclass
class PlanRegister:
    """Everything a record may speak of, by global id."""

    units: dict[str, Unit] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    milestones: dict[str, Milestone] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    parties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Task id -> ids of the single bodies named in it, in order; `document/goals` -> the coordinator."""
    stated_lead: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "PlanRegister":
        found, names = cls(units={unit.id: unit for unit in plan.units}), UnitNames(plan.units)
        for file in plan.files:
            document = file.document
            found.documents[document.id] = document
            found.indicators |= {f"{document.id}/{indicator.id}": indicator for indicator in file.indicators}
            coordinator = names.find(document.jurisdiction, document.coordinator)
            found.parties[f"{document.id}/goals"] = (coordinator.id,) if coordinator else ()
            for goals in file.goals:
                found._goals(f"{document.id}/goals", goals.milestones, goals.targets)
            for task in file.tasks:
                task_id = f"{document.id}/{task.id}"
                found.tasks[task_id] = task
                found._goals(task_id, task.milestones, task.targets)
                found._parties(document, task_id, task, names)
        return found

    def _goals(self, owner: str, milestones: Iterable[Milestone], targets: Iterable[Target]) -> None:
        self.milestones |= {f"{owner}/{milestone.id}": milestone for milestone in milestones}
        self.targets |= {f"{owner}/{target.id}": target for target in targets}

    def _parties(self, document: Document, task_id: str, task: Task, names: UnitNames) -> None:
        bodies: list[str] = []
        for assignment in task.assignments:
            single = [
                unit.id
                for name in assignment.units
                if (unit := names.find(document.jurisdiction, name)) and not unit.collective
            ]
            bodies += single
            if assignment.lead is LeadBasis.STATED and single:
                self.stated_lead.setdefault(task_id, single[0])
        self.parties[task_id] = tuple(dict.fromkeys(bodies))

    def owner_of(self, item_or_target: str) -> str:
        """The task (or `document/goals`) a milestone, work item or target belongs to."""
        return item_or_target.rsplit("/", 1)[0]

    def owners_of_indicator(self, indicator_id: str) -> set[str]:
        document_id, local = indicator_id.split("/", 1)
        return {
            self.owner_of(target_id)
            for target_id, target in self.targets.items()
            if target.indicator == local and target_id.startswith(f"{document_id}/")
        }


class LedgerRegister:
    """What has been recorded, as the checks ask for it. Corrected records count as their replacement."""

    def __init__(self, ledger: Ledger) -> None:
        self.records: dict[str, Record] = {}
        self.by_kind: dict[str, list[Record]] = {}
        self.replaced: set[str] = set()
        for record in ledger.records:
            self.records[record.id] = record
            self.by_kind.setdefault(record.kind, []).append(record)
            if record.kind == "correction":
                self.replaced.add(str(record.body["replaces"]))

    def all(self, kind: str) -> list[Record]:
        """Records of the kind that no correction has replaced, in order."""
        return [record for record in self.by_kind.get(kind, []) if record.id not in self.replaced]

    @property
    def is_open(self) -> bool:
        return bool(self.by_kind.get("opened"))

    def locked(self, period: str) -> bool:
        found = [record.body["locked"] for record in self.all("period_lock") if record.body["period"] == period]
        return bool(found and found[-1])

    def lead(self, plan: PlanRegister, task_id: str) -> str | None:
        """Who answers: the confirmed, else the stated, else the first-listed body."""
        confirmed = [record.body["unit"] for record in self.all("lead_confirmed") if record.body["task"] == task_id]
        if confirmed:
            return str(confirmed[-1])
        return plan.stated_lead.get(task_id) or next(iter(plan.parties.get(task_id, ())), None)

    def work_items(self) -> dict[str, Record]:
        """Latest record of every work item by global id."""
        return {f"{record.body['task']}/{record.body['item']}": record for record in self.all("work_item")}

    def since(self, seq: int, kind: str, match: Mapping[str, object]) -> list[Record]:
        """Records of the kind later than `seq` whose body agrees with `match`."""
        return [
            record
            for record in self.all(kind)
            if record.seq > seq and all(record.body.get(name) == value for name, value in match.items())
        ]

    def last_completion(self, item_id: str) -> date | None:
        """Day of the latest completion that has not been returned since."""
        day: date | None = None
        events = [*self.all("completion"), *self.all("close_out")]
        for record in sorted(events, key=lambda record: record.seq):
            if record.body.get("item") != item_id:
                continue
            if record.kind == "completion":
                day = record.effective_on
            elif record.body["verdict"] == "returned":
                day = None
        return day
