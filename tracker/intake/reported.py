"""What a record that units send must agree with: the plan, the ledger and the day. One function a kind."""

from tracker.intake.findings import finding
from tracker.intake.setting import (
    Problems,
    Setting,
    due_now,
    ended,
    judged_item,
    known_task,
    later_than,
    single_body,
    unknown,
)
from tracker.model import JUDGED, Comparator
from tracker.periods import Quarter, StatPeriod
from tracker.records import kinds


def progress(body: kinds.Progress, setting: Setting) -> Problems:
    yield from known_task(setting, body.task)
    task = setting.plan.tasks.get(body.task)
    if task and task.kind not in JUDGED:
        yield finding("intake.not-possible", "task", "这类任务不按季报进展。", "请选择其他任务。", body.task)
    yield from ended(setting, "period", Quarter.parse(body.period).end, f"报告期 {body.period} ", body.task)
    if setting.ledger.locked(body.period):
        yield finding(
            "intake.locked",
            "period",
            f"{Quarter.parse(body.period).label}报告期已锁定。",
            "没有报过的请在下一季度的报告中说明；已报的如需修改，请写明原因提出更正，在下期报告中体现。",
            body.task,
        )


def _possible(body: kinds.Reading, setting: Setting) -> Problems:
    indicator = setting.plan.indicators[body.indicator]
    if body.basis is kinds.Basis.RATE:
        return
    low, high = indicator.lowest, indicator.highest
    if (low is not None and body.value < low) or (high is not None and body.value > high):
        limits = "—".join("" if limit is None else f"{limit}" for limit in (low, high)).strip("—")
        unit = indicator.unit_of_measure or ""
        words = f"“{indicator.name}”不可能是 {body.value}{unit}。"
        within = f"应在 {limits}{unit} 之间" if None not in (low, high) else f"以 {limits}{unit} 为界"
        yield finding(
            "intake.impossible-value", "value", words, f"{within}，请核对小数点和单位。", body.indicator
        )
    elif indicator.ordinal and body.value != body.value.to_integral_value():
        words = f"“{indicator.name}”是等级，不能是 {body.value}。"
        yield finding("intake.impossible-value", "value", words, "请写整数，例如二星级写 2。", body.indicator)


def reading(body: kinds.Reading, setting: Setting) -> Problems:
    if body.indicator not in setting.plan.indicators:
        yield unknown("indicator", body.indicator, "指标")
        return
    targets = setting.plan.targets_of(body.indicator)
    shares = any(setting.shares(setting.plan.owner_of(target_id)) for target_id in targets)
    named = setting.ledger.reporting_units(setting.plan, body.indicator)
    if setting.by_unit and not shares and setting.actor.unit not in named:
        yield finding(
            "intake.not-yours",
            "indicator",
            "这个指标不由本单位报送。",
            "请选择本单位承担的指标。",
            body.indicator,
        )
    yield from ended(
        setting, "period", StatPeriod.parse(body.period).end, f"统计期 {body.period} ", body.indicator
    )
    if body.published_on and body.published_on > setting.today:
        yield finding("intake.future", "published_on", "公布日期还没有到。", "请核对日期。", body.indicator)
    yield from _possible(body, setting)
    growth = any(target.comparator is Comparator.GROWTH for target in targets.values())
    if body.basis is kinds.Basis.RATE and not growth:
        yield finding(
            "intake.against-the-text",
            "basis",
            "这个指标没有增速目标。",
            "请报水平值，不报增速。",
            body.indicator,
        )


def completion(body: kinds.Completion, setting: Setting) -> Problems:
    yield from judged_item(setting, body.item)
    if body.completed_on > setting.today:
        yield finding(
            "intake.future", "completed_on", "办结日期还没有到。", "请填写实际办结的日期。", body.item
        )
    if day := setting.ledger.completed_on(body.item):
        yield finding(
            "intake.not-possible", "item", f"这一事项已报 {day} 办结。", "如日期有误，请提出更正。", body.item
        )


def extension_request(body: kinds.ExtensionRequest, setting: Setting) -> Problems:
    yield from judged_item(setting, body.item)
    yield from later_than(setting, body.item, body.new_due)
    if setting.ledger.completed_on(body.item):
        yield finding("intake.not-possible", "item", "这一事项已报办结。", "不需要延期。", body.item)
    requests = setting.ledger.all("extension_request", {"item": body.item})
    if any(not setting.ledger.decided(request.id) for request in requests):
        yield finding(
            "intake.not-possible",
            "item",
            "这一事项已有延期申请，办公室还没有决定。",
            "请等办公室决定；申请有误的请提出更正。",
            body.item,
        )


def next_item(setting: Setting, task_id: str) -> str:
    """w1, w2 … : the first that has not been used in the task, withdrawn ones included."""
    used = set()
    for record in setting.ledger.records.values():
        said = record.body.get("content", {}) if record.kind == "submission" else record.body
        if isinstance(said, dict) and "work_item" in (record.kind, record.body.get("of")):
            used |= {str(said.get("item"))} if said.get("task") == task_id else set()
    return next(f"w{n}" for n in range(1, len(used) + 2) if f"w{n}" not in used)


def work_item(body: kinds.WorkItem, setting: Setting) -> Problems:
    yield from known_task(setting, body.task)
    if body.task not in setting.plan.tasks:
        return
    yield from single_body(setting, "unit", body.unit, setting.plan.jurisdiction(body.task))
    proposed = body.state is kinds.WorkItemState.PROPOSED
    if setting.by_unit and not proposed:
        yield finding(
            "intake.not-allowed", "state", "分解事项由办公室审定。", "请以“提出”状态报送。", body.task
        )
    item_id = f"{body.task}/{body.item}"
    before = setting.ledger.work_items().get(item_id)
    if before is None:
        return
    if before.body["state"] == kinds.WorkItemState.APPROVED:
        if body.state is not kinds.WorkItemState.APPROVED:
            yield finding(
                "intake.not-possible",
                "state",
                "这一分解事项已经审定。",
                "需要延期请提出延期申请；需要终止请由办公室凭文号办理；新的事项请换一个编号。",
                item_id,
            )
        elif body.due.isoformat() != before.body["due"]:
            yield finding(
                "intake.not-possible",
                "due",
                f"审定的时限 {due_now(setting, item_id)} 不能直接改动。",
                "请由单位提出延期申请；录入有误的请提出更正。",
                item_id,
            )
    elif setting.by_unit and before.body["state"] == "proposed" and not setting.sent(before):
        yield finding("intake.not-yours", "item", "这个编号已由其他单位使用。", "请换一个编号。", item_id)
