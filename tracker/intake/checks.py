"""What a record of each kind must agree with: the plan, the ledger and the day. One function a kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.intake.findings import finding
from tracker.intake.permissions import Actor, Role
from tracker.intake.register import LedgerRegister, PlanRegister
from tracker.model import Comparator, Pathway, TaskKind
from tracker.periods import Quarter, StatPeriod
from tracker.problems import Problem
from tracker.records import kinds

Problems = Iterator[Problem]


@dataclass(frozen=True)
class Setting:
    """Everything a check may look at."""

    actor: Actor
    plan: PlanRegister
    ledger: LedgerRegister
    today: date

    def shares(self, owner: str) -> bool:
        """Whether the actor's unit has a part in a task (or in a document's own goals)."""
        if self.actor.role is not Role.UNIT:
            return True
        unit = self.actor.unit
        items = self.ledger.work_items()
        return (
            unit in self.plan.parties.get(owner, ())
            or unit == self.ledger.lead(self.plan, owner)
            or any(str(r.body["task"]) == owner and r.body["unit"] == unit for r in items.values())
        )


def _not_yours(setting: Setting, field: str, owner: str) -> Problems:
    if not setting.shares(owner):
        yield finding(
            "intake.not-yours", field, "本单位不是这项任务的责任单位。", "请选择本单位承担的任务；分工有误请联系办公室。", owner
        )


def _unknown(field: str, value: str, what: str) -> Problem:
    return finding("intake.unknown-subject", field, f"方案中没有{what}“{value}”。", "请核对编号，或从列表中选择。", value)


def _task(setting: Setting, task_id: str) -> Problems:
    if task_id not in setting.plan.tasks:
        yield _unknown("task", task_id, "任务")
        return
    yield from _not_yours(setting, "task", task_id)


def _not_ended(setting: Setting, field: str, end: date, what: str) -> Problems:
    if end > setting.today:
        yield finding("intake.future", field, f"{what}到 {end} 才结束。", "请等结束后再报。")


def opened(body: kinds.Opened, setting: Setting) -> Problems:
    if setting.ledger.is_open:
        day = setting.ledger.by_kind["opened"][0].effective_on
        yield finding("intake.not-possible", "on", f"台账已于 {day} 启用。", "不必再次启用。")


def progress(body: kinds.Progress, setting: Setting) -> Problems:
    yield from _task(setting, body.task)
    task = setting.plan.tasks.get(body.task)
    if task and task.kind not in (TaskKind.DATED, TaskKind.STANDING):
        yield finding("intake.not-possible", "task", "这类任务不按季报进展。", "请选择其他任务。", body.task)
    yield from _not_ended(setting, "period", Quarter.parse(body.period).end, f"报告期 {body.period} ")
    yield from _locked(setting, body.period)


def _locked(setting: Setting, period: str) -> Problems:
    if setting.ledger.locked(period):
        yield finding(
            "intake.locked", "period", f"报告期 {period} 已锁定。", "如需修改，请写明原因提出更正，在下期报告中体现。"
        )


def reading(body: kinds.Reading, setting: Setting) -> Problems:
    if body.indicator not in setting.plan.indicators:
        yield _unknown("indicator", body.indicator, "指标")
        return
    owners = setting.plan.owners_of_indicator(body.indicator)
    if not any(setting.shares(owner) for owner in owners) and setting.actor.unit not in _reporting_units(body, setting):
        yield finding("intake.not-yours", "indicator", "这个指标不由本单位报送。", "请选择本单位承担的指标。", body.indicator)
    yield from _not_ended(setting, "period", StatPeriod.parse(body.period).end, f"统计期 {body.period} ")
    if body.published_on and body.published_on > setting.today:
        yield finding("intake.future", "published_on", "公布日期还没有到。", "请核对日期。")
    growth = any(
        target.comparator is Comparator.GROWTH
        for target_id, target in setting.plan.targets.items()
        if f"{target_id.split('/')[0]}/{target.indicator}" == body.indicator
    )
    if body.basis is kinds.Basis.RATE and not growth:
        yield finding("intake.against-the-text", "basis", "这个指标没有增速目标。", "请报水平值，不报增速。", body.indicator)


def _reporting_units(body: kinds.Reading, setting: Setting) -> set[object]:
    return {
        record.body.get("reporting_unit")
        for record in setting.ledger.all("target_setting")
        if (target := setting.plan.targets.get(str(record.body["target"])))
        and body.indicator.endswith(f"/{target.indicator}")
    }


def _item(item_id: str, setting: Setting) -> Problems:
    if item_id not in setting.plan.milestones and item_id not in setting.ledger.work_items():
        yield _unknown("item", item_id, "时间节点或分解事项")
        return
    yield from _not_yours(setting, "item", setting.plan.owner_of(item_id))
    if any(r.body["verdict"] == "cancelled" for r in setting.ledger.since(0, "close_out", {"item": item_id})):
        yield finding("intake.not-possible", "item", "这一事项已终止。", "不需要再报。", item_id)


def completion(body: kinds.Completion, setting: Setting) -> Problems:
    yield from _item(body.item, setting)
    if body.completed_on > setting.today:
        yield finding("intake.future", "completed_on", "办结日期还没有到。", "请填写实际办结的日期。", body.item)
    if (day := setting.ledger.last_completion(body.item)) is not None:
        yield finding("intake.not-possible", "item", f"这一事项已报 {day} 办结。", "如日期有误，请提出更正。", body.item)


def extension_request(body: kinds.ExtensionRequest, setting: Setting) -> Problems:
    yield from _item(body.item, setting)
    milestone, work = setting.plan.milestones.get(body.item), setting.ledger.work_items().get(body.item)
    due = milestone.due.on if milestone else date.fromisoformat(str(work.body["due"])) if work else None
    if due and body.new_due <= due:
        yield finding("intake.not-possible", "new_due", f"新的时限不晚于原定的 {due}。", "请填写更晚的日期。", body.item)
    if setting.ledger.last_completion(body.item) is not None:
        yield finding("intake.not-possible", "item", "这一事项已报办结。", "不需要延期。", body.item)


def extension_decision(body: kinds.ExtensionDecision, setting: Setting) -> Problems:
    request = setting.ledger.records.get(body.request)
    if request is None or request.kind != "extension_request":
        yield _unknown("request", body.request, "延期申请")
    elif setting.ledger.since(0, "extension_decision", {"request": body.request}):
        yield finding("intake.not-possible", "request", "这份申请已经作过决定。", "如需改变，请由单位另行申请。")


def close_out(body: kinds.CloseOut, setting: Setting) -> Problems:
    yield from _item(body.item, setting)
    needs_completion = body.verdict is not kinds.CloseOutVerdict.CANCELLED
    if needs_completion and setting.ledger.last_completion(body.item) is None:
        yield finding("intake.not-possible", "item", "单位还没有报办结。", "请等单位报办结后再核实。", body.item)


def target_setting(body: kinds.TargetSetting, setting: Setting) -> Problems:
    target = setting.plan.targets.get(body.target)
    if target is None:
        yield _unknown("target", body.target, "指标目标")
        return
    stated = {
        "value": target.value,
        "comparator": target.comparator,
        "unit_of_measure": target.unit_of_measure,
        "baseline_value": target.baseline.value if target.baseline else None,
        "pathway": target.pathway,
        "tolerance": target.tolerance,
    }
    for field, value in stated.items():
        if value is not None and getattr(body, field) is not None:
            yield finding(
                "intake.against-the-text", field, f"方案原文已写明（{value}）。", "原文写明的内容不能另行设定，请留空。", body.target
            )
    if target.baseline and body.baseline_year not in (None, target.baseline.year):
        year = target.baseline.year
        yield finding("intake.against-the-text", "baseline_year", f"原文写明以 {year} 年为基期。", f"请填 {year}。", body.target)
    if body.value is not None and target.comparator is None and (body.comparator is None or body.unit_of_measure is None):
        yield finding("intake.incomplete", "comparator", "只填了目标值。", "请同时选择比较方式并填写计量单位。", body.target)
    if body.pathway is Pathway.COMPOUND and body.baseline_value is not None and body.baseline_value <= 0:
        yield finding("intake.incomplete", "baseline_value", "等比路径的基期值要大于 0。", "请改用匀速路径，或核对基期值。")
    if body.reporting_unit is not None:
        yield from _single_body(setting, "reporting_unit", body.reporting_unit)


def _single_body(setting: Setting, field: str, unit_id: str) -> Problems:
    unit = setting.plan.units.get(unit_id)
    if unit is None:
        yield _unknown(field, unit_id, "单位")
    elif unit.collective:
        yield finding("intake.not-possible", field, f"“{unit.name}”是集合单位。", "请选择一个具体单位。", unit_id)


def lead_confirmed(body: kinds.LeadConfirmed, setting: Setting) -> Problems:
    yield from _task(setting, body.task)
    yield from _single_body(setting, "unit", body.unit)
    if body.task in setting.plan.stated_lead:
        yield finding("intake.against-the-text", "unit", "原文已写明牵头单位。", "不需要另行确认。", body.task)


def year_goal(body: kinds.YearGoal, setting: Setting) -> Problems:
    yield from _task(setting, body.task)
    earlier = setting.ledger.since(0, "year_goal", {"task": body.task, "year": body.year})
    if earlier and body.reason is None:
        yield finding("intake.incomplete", "reason", f"{body.year} 年的目标已经设定过。", "如需调整，请写明原因。", body.task)


def work_item(body: kinds.WorkItem, setting: Setting) -> Problems:
    yield from _task(setting, body.task)
    yield from _single_body(setting, "unit", body.unit)
    if setting.actor.role is Role.UNIT and body.state is not kinds.WorkItemState.PROPOSED:
        yield finding("intake.not-allowed", "state", "分解事项由办公室审定。", "请以“提出”状态报送。", body.task)


def review(body: kinds.Review, setting: Setting) -> Problems:
    record = setting.ledger.records.get(body.record)
    if record is None or record.kind not in ("progress", "reading", "completion", "correction"):
        yield _unknown("record", body.record, "可审核的报送")
    elif record.id in setting.ledger.replaced:
        yield finding("intake.not-possible", "record", "这条报送已被更正。", "请审核更正后的报送。")


def override(body: kinds.Override, setting: Setting) -> Problems:
    yield from _task(setting, body.task)
    if body.until < setting.today:
        yield finding("intake.not-possible", "until", "有效期已过。", "请填写今天或以后的日期。", body.task)


def period_lock(body: kinds.PeriodLock, setting: Setting) -> Problems:
    yield from _not_ended(setting, "period", Quarter.parse(body.period).end, f"报告期 {body.period} ")
    if setting.ledger.locked(body.period) == body.locked:
        state = "已经锁定" if body.locked else "没有锁定"
        yield finding("intake.not-possible", "period", f"报告期 {body.period} {state}。", "不需要重复操作。")


def correction(body: kinds.Correction, setting: Setting) -> Problems:
    record = setting.ledger.records.get(body.replaces)
    if record is None or record.kind in ("opened", "period_lock"):
        yield _unknown("replaces", body.replaces, "可更正的记录")
    elif record.id in setting.ledger.replaced:
        yield finding("intake.not-possible", "replaces", "这条记录已被更正过。", "请对更正后的记录提出更正。")
    elif setting.actor.role is Role.UNIT and record.unit != setting.actor.unit:
        yield finding("intake.not-yours", "replaces", "这条记录不是本单位报送的。", "只能更正本单位报送的记录。")


CHECKS: dict[str, Callable[[Any, Setting], Problems]] = {
    "opened": opened,
    "progress": progress,
    "reading": reading,
    "completion": completion,
    "extension_request": extension_request,
    "extension_decision": extension_decision,
    "close_out": close_out,
    "target_setting": target_setting,
    "lead_confirmed": lead_confirmed,
    "year_goal": year_goal,
    "work_item": work_item,
    "review": review,
    "override": override,
    "period_lock": period_lock,
    "correction": correction,
}
