"""What a decision of the office must agree with: the plan, the ledger and the day. One function a kind."""

from tracker.intake.closing import evidenced
from tracker.intake.findings import finding
from tracker.intake.setting import (
    Problems,
    Setting,
    ended,
    judged_item,
    known_task,
    later_than,
    single_body,
    unknown,
)
from tracker.model import Comparator, Pathway, Target
from tracker.periods import Quarter
from tracker.records import kinds

REVIEWED = ("progress", "reading", "completion")


def opened(body: kinds.Opened, setting: Setting) -> Problems:
    if found := setting.ledger.all("opened"):
        day = found[0].effective_on
        yield finding("intake.not-possible", "on", f"台账已于 {day} 启用。", "不必再次启用。")


def stated(target: Target) -> dict[str, object]:
    """What the text itself says in the fields of a target setting; None = left open."""
    return {
        "value": target.value,
        "comparator": target.comparator,
        "unit_of_measure": target.unit_of_measure,
        "baseline_value": target.baseline.value if target.baseline else None,
        "pathway": target.pathway,
        "tolerance": target.tolerance,
    }


def target_setting(body: kinds.TargetSetting, setting: Setting) -> Problems:
    target = setting.plan.targets.get(body.target)
    if target is None:
        yield unknown("target", body.target, "指标目标")
        return
    for field, value in stated(target).items():
        if value is not None and getattr(body, field) is not None:
            yield finding(
                "intake.against-the-text",
                field,
                f"方案原文已写明（{value}）。",
                "原文写明的内容不能另行设定，请留空。",
                body.target,
            )
    if target.baseline and body.baseline_year not in (None, target.baseline.year):
        year = target.baseline.year
        yield finding(
            "intake.against-the-text",
            "baseline_year",
            f"原文写明以 {year} 年为基期。",
            f"请填 {year}。",
            body.target,
        )
    yield from _complete(body, target)
    if body.reporting_unit is not None:
        yield from single_body(setting, "reporting_unit", body.reporting_unit)


def _complete(body: kinds.TargetSetting, target: Target) -> Problems:
    if (
        body.value is not None
        and target.comparator is None
        and (body.comparator is None or body.unit_of_measure is None)
    ):
        yield finding(
            "intake.incomplete",
            "comparator",
            "只填了目标值。",
            "请同时选择比较方式并填写计量单位。",
            body.target,
        )
    if body.comparator is Comparator.HOLD:
        yield finding(
            "intake.incomplete",
            "comparator",
            "“保持在”要有上下两个界限。",
            "请选择不低于或不高于。",
            body.target,
        )
    if body.pathway is Pathway.COMPOUND and body.baseline_value is not None and body.baseline_value <= 0:
        yield finding(
            "intake.incomplete",
            "baseline_value",
            "等比路径的基期值要大于 0。",
            "请改用匀速路径，或核对基期值。",
            body.target,
        )
    if target.due and body.baseline_year is not None and body.baseline_year >= target.due.on.year:
        yield finding(
            "intake.not-possible",
            "baseline_year",
            f"基期年份不早于到期的 {target.due.on.year} 年。",
            "请核对年份。",
            body.target,
        )


def lead_confirmed(body: kinds.LeadConfirmed, setting: Setting) -> Problems:
    yield from known_task(setting, body.task)
    if body.task not in setting.plan.tasks:
        return
    yield from single_body(setting, "unit", body.unit, setting.plan.jurisdiction(body.task))
    if body.task in setting.plan.stated_lead:
        yield finding(
            "intake.against-the-text", "unit", "原文已写明牵头单位。", "不需要另行确认。", body.task
        )


def expansion(body: kinds.Expansion, setting: Setting) -> Problems:
    if body.task not in setting.plan.tasks:
        yield unknown("task", body.task, "任务")
        return
    collective = setting.plan.units.get(body.collective)
    if collective is None or body.collective not in setting.plan.named[body.task]:
        yield unknown("collective", body.collective, "集合单位", "这项任务")
        return
    if not collective.collective:
        message = f"“{collective.name}”是一个具体单位，不是集合单位。"
        yield finding("intake.not-possible", "collective", message, "不需要明确。", body.task)
        return
    for unit_id in body.members:
        yield from single_body(setting, "members", unit_id, collective.jurisdiction)


def year_goal(body: kinds.YearGoal, setting: Setting) -> Problems:
    yield from known_task(setting, body.task)
    earlier = setting.ledger.all("year_goal", {"task": body.task, "year": body.year})
    if earlier and body.reason is None:
        yield finding(
            "intake.incomplete",
            "reason",
            f"{body.year} 年的目标已经设定过。",
            "如需调整，请写明原因。",
            body.task,
        )


def review(body: kinds.Review, setting: Setting) -> Problems:
    fact = setting.ledger.fact(body.record)
    if fact is None and body.record in setting.ledger.records:
        yield finding(
            "intake.not-possible", "record", "这条报送已被更正或撤回。", "请审核更正后的报送。", body.record
        )
    elif fact is None or fact.kind not in REVIEWED:
        yield unknown("record", body.record, "可审核的报送", "台账")


def override(body: kinds.Override, setting: Setting) -> Problems:
    yield from known_task(setting, body.task)
    if body.until < setting.today:
        yield finding("intake.not-possible", "until", "有效期已过。", "请填写今天或以后的日期。", body.task)


def extension_decision(body: kinds.ExtensionDecision, setting: Setting) -> Problems:
    request = setting.ledger.fact(body.request)
    if request is None or request.kind != "extension_request":
        yield unknown("request", body.request, "延期申请", "台账")
        return
    if setting.ledger.decided(body.request):
        yield finding(
            "intake.not-possible",
            "request",
            "这份申请已经作过决定。",
            "如需改变，请由单位另行申请。",
            body.request,
        )
    elif not body.approved and not body.reason:
        yield finding(
            "intake.incomplete", "reason", "没有写明不同意的原因。", "请写明，单位会看到。", body.request
        )
    elif body.approved and body.new_due:
        yield from later_than(setting, str(request.body["item"]), body.new_due)


def close_out(body: kinds.CloseOut, setting: Setting) -> Problems:
    if wrong := list(judged_item(setting, body.item)):
        yield from wrong
        return
    needs_completion = body.verdict is not kinds.CloseOutVerdict.CANCELLED
    if needs_completion and setting.ledger.completed_on(body.item) is None:
        yield finding(
            "intake.not-possible", "item", "单位还没有报办结。", "请等单位报办结后再核实。", body.item
        )
    elif body.verdict is kinds.CloseOutVerdict.CLOSED:
        yield from evidenced(setting.plan, setting.ledger, body.item, body.document_number)


def period_lock(body: kinds.PeriodLock, setting: Setting) -> Problems:
    yield from ended(setting, "period", Quarter.parse(body.period).end, f"报告期 {body.period} ", body.period)
    if setting.ledger.locked(body.period) == body.locked:
        state = "已经锁定" if body.locked else "没有锁定"
        yield finding(
            "intake.not-possible",
            "period",
            f"报告期 {body.period} {state}。",
            "不需要重复操作。",
            body.period,
        )
