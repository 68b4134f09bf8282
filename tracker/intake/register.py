"""The plan as the checks need it: what exists and who has a part in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker.cadence import rule_in_force
from tracker.model import (
    AlertLevel,
    Calendar,
    Document,
    Indicator,
    LeadBasis,
    Milestone,
    PilotType,
    Plan,
    ReminderRule,
    Role,
    Rubric,
    Supervision,
    Target,
    Task,
    TaskKind,
    Threshold,
    Unit,
)
from tracker.plan.units import UnitNames
from tracker.store.build import thresholds_in_force


@dataclass
class PlanRegister:
    """Everything a record may speak of, by global id."""

    units: dict[str, Unit] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    milestones: dict[str, Milestone] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    parties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Task id -> ids of the bodies named in it or given a duty; `document/goals` -> the coordinator.

    Whom its collectives stand for, the ledger knows.
    """
    stated_lead: dict[str, str] = field(default_factory=dict)
    provisional_lead: dict[str, str] = field(default_factory=dict)
    """The first-listed single body of every task that names one, supporting bodies left out."""
    documents: dict[str, Document] = field(default_factory=dict)
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Task id -> ids of all units named in it, collectives included, in order."""
    pilots: dict[str, PilotType] = field(default_factory=dict)
    thresholds: dict[str, Threshold] = field(default_factory=dict)
    """Those in force on the register's day, by id."""
    supervision: Supervision | None = None
    names: UnitNames = field(default_factory=lambda: UnitNames(()))
    day: date = date.min
    calendar: Calendar = field(default_factory=lambda: Calendar(window_workdays=1, years={}))
    reminder_rule: ReminderRule | None = None
    rubrics: tuple[Rubric, ...] = ()
    home: str = ""

    @classmethod
    def of(cls, plan: Plan, day: date) -> "PlanRegister":
        """As of a day: what was given to a unit that has been merged by then belongs to the other."""
        names = UnitNames(plan.units)
        rule = rule_in_force(plan.reminders, day)
        found = cls(units=names.by_id, names=names, day=day, calendar=plan.calendar, reminder_rule=rule)
        found.rubrics, found.home = plan.rubrics, plan.home
        found.thresholds, found.supervision = thresholds_in_force(plan, day), plan.supervision
        for file in plan.files:
            document = file.document
            found.documents[document.id] = document
            found.indicators |= {f"{document.id}/{indicator.id}": indicator for indicator in file.indicators}
            found.pilots |= {f"{document.id}/{pilot.id}": pilot for pilot in file.pilots}
            coordinator = names.find(document, document.coordinator)
            found.parties[f"{document.id}/goals"] = (found.acting(coordinator.id),) if coordinator else ()
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
        named: list[Unit] = []
        for assignment in task.assignments:
            units = [unit for name in assignment.units if (unit := names.find(document, name))]
            single = [self.acting(unit.id) for unit in units if not unit.collective]
            named += units
            if assignment.lead is LeadBasis.STATED and single:
                self.stated_lead.setdefault(task_id, single[0])
            if assignment.role is not Role.SUPPORT and single:
                self.provisional_lead.setdefault(task_id, single[0])
        self.named[task_id] = tuple(dict.fromkeys(unit.id for unit in named))
        bodies = [self.acting(unit.id) for unit in named if not unit.collective]
        given = [unit for duty in task.duties for name in duty.units if (unit := names.find(document, name))]
        bodies += [self.acting(unit.id) for unit in given if not unit.collective]
        self.parties[task_id] = tuple(dict.fromkeys(bodies))

    def acting(self, unit_id: str) -> str:
        """Who answers on the register's day for what was given to a unit."""
        return self.names.acting(unit_id, self.day)

    def owner_of(self, item_or_target: str) -> str:
        """The task (or `document/goals`) a milestone, work item or target belongs to."""
        return item_or_target.rsplit("/", 1)[0]

    def jurisdiction(self, task_id: str) -> str:
        return self.documents[task_id.split("/")[0]].jurisdiction

    def in_force(self, document_id: str, day: date) -> bool:
        """Whether a document has taken effect and not expired by a day; an unknown one has not."""
        document = self.documents.get(document_id)
        if document is None or not document.binds:
            return False
        start = document.effective_on or document.issued_on or day
        return start <= day <= (document.expires_on or day)

    def alert_levels(self, document_id: str) -> set[AlertLevel]:
        """The levels of a warning at which something has to be done by a document."""
        return {
            level
            for task_id, task in self.tasks.items()
            if task.kind is TaskKind.TRIGGERED and task_id.split("/")[0] == document_id
            for level in task.alert_levels
        }

    def indicator_of(self, target_id: str) -> str:
        return f"{target_id.split('/')[0]}/{self.targets[target_id].indicator}"

    def targets_of(self, indicator_id: str) -> dict[str, Target]:
        """The targets that an indicator is measured for, by global id."""
        return {
            target_id: target
            for target_id, target in self.targets.items()
            if self.indicator_of(target_id) == indicator_id
        }
