"""What a check sees: the plan, who is called what, and where each thing is written."""

from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from functools import cached_property

from tracker.model import Document, Milestone, Plan, PlanFile, Rubric, Target, Task
from tracker.plan.catalogue import problem
from tracker.plan.complaints import Reading
from tracker.plan.units import UnitNames
from tracker.problems import Place, Problem


@dataclass(frozen=True)
class Context:
    plan: Plan
    reading: Reading
    rubrics: Table[str, Rubric] = field(default_factory=dict)
    """By file."""

    @cached_property
    def register(self) -> UnitNames:
        return UnitNames(self.plan.units)

    def tasks(self) -> Iterator[tuple[Document, Task, str]]:
        """Each task with its document and global id."""
        for file in self.plan.files:
            for task in file.tasks:
                yield file.document, task, f"{file.document.id}/{task.id}"

    def owners(self) -> Iterator[tuple[PlanFile, str, tuple[Milestone, ...], tuple[Target, ...]]]:
        """Each task or block of goals: its file, global id, milestones and targets."""
        for file in self.plan.files:
            for goals in file.goals:
                yield file, f"{file.document.id}/goals", goals.milestones, goals.targets
            for task in file.tasks:
                yield file, f"{file.document.id}/{task.id}", task.milestones, task.targets

    def milestones(self) -> Iterator[tuple[Milestone, str]]:
        for _, owner, milestones, _ in self.owners():
            for milestone in milestones:
                yield milestone, f"{owner}/{milestone.id}"

    def targets(self) -> Iterator[tuple[PlanFile, Target, str]]:
        for file, owner, _, targets in self.owners():
            for target in targets:
                yield file, target, f"{owner}/{target.id}"

    def is_whole(self, item: str) -> bool:
        """False when a part of the item, or the item, was lost in reading: then silence may only follow from that."""
        return item not in self.reading.incomplete

    def problem(self, code: str, item: str, path: str, **words: object) -> Problem:
        """A problem of an item that has an id, at the place of its field or the nearest one around it."""
        return problem(code, self.place(item, path), item.removeprefix("units/"), **words)

    def place(self, item: str, path: str) -> Place:
        while (item, path) not in self.reading.places and path:
            path = path.rpartition(".")[0]
        return self.reading.places.get((item, path), Place())
