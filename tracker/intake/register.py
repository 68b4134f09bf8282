"""The plan as the checks need it: what exists and who has a part in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.model import Document, Indicator, LeadBasis, Milestone, Plan, Role, Target, Task, Unit
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
    provisional_lead: dict[str, str] = field(default_factory=dict)
    """The first-listed single body of every task that names one, supporting bodies left out."""
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
            if assignment.role is not Role.SUPPORT and single:
                self.provisional_lead.setdefault(task_id, single[0])
        self.parties[task_id] = tuple(dict.fromkeys(bodies))

    def owner_of(self, item_or_target: str) -> str:
        """The task (or `document/goals`) a milestone, work item or target belongs to."""
        return item_or_target.rsplit("/", 1)[0]

    def jurisdiction(self, task_id: str) -> str:
        return self.documents[task_id.split("/")[0]].jurisdiction

    def indicator_of(self, target_id: str) -> str:
        return f"{target_id.split('/')[0]}/{self.targets[target_id].indicator}"

    def targets_of(self, indicator_id: str) -> dict[str, Target]:
        """The targets that an indicator is measured for, by global id."""
        return {
            target_id: target
            for target_id, target in self.targets.items()
            if self.indicator_of(target_id) == indicator_id
        }
