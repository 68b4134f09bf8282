"""What a check looks at, and the findings that several checks share."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding
from tracker.intake.permissions import Actor
from tracker.intake.register import PlanRegister
from tracker.problems import Problem
from tracker.records.journal import Record
from tracker.records.kinds import WorkItemState

Problems = Iterator[Problem]


@dataclass(frozen=True)
class Setting:
    """Who speaks, on which day, and what plan and ledger say so far."""

    actor: Actor
    plan: PlanRegister
    ledger: LedgerRegister
    today: date
    day: date
    """The business date of the record under judgement."""
    replaced: Record | None = None
    """The fact that the record under judgement would stand in for; the ledger is as if it had not been made."""

    @property
    def by_unit(self) -> bool:
        return self.actor.of_unit

    def shares(self, owner: str) -> bool:
        """Whether the actor's unit has a part in a task (or in a document's own goals)."""
        return not self.by_unit or self.has_part(self.actor.unit, owner)

    def has_part(self, unit: str | None, owner: str) -> bool:
        """Whether a unit answers for a task, shares it, or has a work item of it."""
        return has_part(self.plan, self.ledger, unit, owner)

    def sent(self, fact: Record) -> bool:
        """Whether the actor's unit has sent a record, or another that has been merged into it since."""
        unit = self.ledger.records[fact.id].unit
        return unit is not None and self.actor.unit in (unit, self.plan.acting(unit))

    def on(self, day: date) -> "Setting":
        """The same, for a record that takes effect on another day."""
        return replace(self, day=day)

    def without(self, record_id: str) -> "Setting":
        """The same, as if a record had not been made."""
        return replace(self, ledger=self.ledger.without(record_id), replaced=self.ledger.fact(record_id))


def has_part(plan: PlanRegister, ledger: LedgerRegister, unit: str | None, owner: str) -> bool:
    return (
        unit in plan.parties.get(owner, ())
        or unit in ledger.bodies(plan, owner)
        or unit == ledger.lead(plan, owner)
        or any(
            plan.acting(str(fact.body["unit"])) == unit for fact in ledger.all("work_item", {"task": owner})
        )
    )


def unknown(field: str, value: str, what: str, where: str = "方案") -> Problem:
    return finding(
        "intake.unknown-subject",
        field,
        f"{where}中没有{what}“{value}”。",
        "请核对编号，或从列表中选择。",
        value,
    )


def not_yours(setting: Setting, field: str, owner: str) -> Problems:
    if not setting.shares(owner):
        yield finding(
            "intake.not-yours",
            field,
            "本单位不是这项任务的责任单位。",
            "请选择本单位承担的任务；分工有误请联系办公室。",
            owner,
        )


def known_task(setting: Setting, task_id: str) -> Problems:
    if task_id not in setting.plan.tasks:
        yield unknown("task", task_id, "任务")
        return
    yield from not_yours(setting, "task", task_id)


def judged_item(setting: Setting, item_id: str) -> Problems:
    """A milestone, or a work item that the office has approved; not one that has been ended."""
    work = setting.ledger.work_items().get(item_id)
    if item_id not in setting.plan.milestones and work is None:
        yield unknown("item", item_id, "时间节点或分解事项")
        return
    yield from not_yours(setting, "item", setting.plan.owner_of(item_id))
    if work and work.body["state"] != WorkItemState.APPROVED:
        yield finding(
            "intake.not-possible", "item", "这一分解事项没有经办公室审定。", "请等办公室审定后再报。", item_id
        )
    if setting.ledger.cancelled(item_id):
        yield finding("intake.not-possible", "item", "这一事项已终止。", "不需要再报。", item_id)


def due_now(setting: Setting, item_id: str) -> date | None:
    """The due date of a milestone or work item with its extensions; None when there is no such item."""
    milestone, work = setting.plan.milestones.get(item_id), setting.ledger.work_items().get(item_id)
    if milestone:
        return setting.ledger.due_now(item_id, milestone.due.on)
    return setting.ledger.due_now(item_id, date.fromisoformat(str(work.body["due"]))) if work else None


def later_than(setting: Setting, item_id: str, new_due: date) -> Problems:
    """An extension moves the date back, never forward."""
    due = due_now(setting, item_id)
    if due and new_due <= due:
        yield finding(
            "intake.not-possible", "new_due", f"新的时限不晚于现在的 {due}。", "请填写更晚的日期。", item_id
        )


def ended(setting: Setting, field: str, end: date, what: str, subject: str) -> Problems:
    if end > setting.today:
        yield finding("intake.future", field, f"{what}到 {end} 才结束。", "请等结束后再报。", subject)


def single_body(setting: Setting, field: str, unit_id: str, jurisdiction: str | None = None) -> Problems:
    """A body of the register, no collective; with `jurisdiction` one that this place's documents name."""
    unit = setting.plan.units.get(unit_id)
    if unit is None or jurisdiction not in (None, unit.jurisdiction):
        yield unknown(field, unit_id, f"{jurisdiction}的单位" if jurisdiction else "单位", "单位名录")
    elif unit.collective:
        yield finding(
            "intake.not-possible", field, f"“{unit.name}”是集合单位。", "请选择一个具体单位。", unit_id
        )
