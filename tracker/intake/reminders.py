"""What a reminder must agree with: the thing is still open, the unit answers for it, and its step has been reached."""

from collections.abc import Callable
from datetime import date

from tracker.cadence import Sent, pending, too_soon
from tracker.intake import receipts, supervision
from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, due_now, judged_item, single_body, unknown
from tracker.model import TaskKind
from tracker.periods import Quarter, windows
from tracker.records import kinds
from tracker.records.kinds import RemindedOf
from tracker.sentences import day

SETTLED = "不需要再催办；请刷新后再看。"


def reminder(body: kinds.Reminder, setting: Setting) -> Problems:
    if not setting.ledger.is_open:
        yield finding(
            "intake.not-possible", None, "台账还没有启用，没有可以催办的事项。", "请先启用台账。", body.thing
        )
        return
    if setting.day != setting.today:
        yield finding(
            "intake.bad-field", "effective_on", "催办只能记在发出的当天。", "请不要填写生效日期。", body.thing
        )
    wrong = list(single_body(setting, "unit", body.unit)) or list(STILL_OPEN[body.about](body, setting))
    yield from wrong or _in_its_time(body, setting)


def sent(ledger: LedgerRegister, about: str, thing: str, unit: str) -> list[Sent]:
    """The reminders of one thing to one unit."""
    match = {"about": about, "thing": thing, "unit": unit}
    return [
        Sent(fact.effective_on, date.fromisoformat(str(fact.body["due"])))
        for fact in ledger.all("reminder", match)
    ]


def _in_its_time(body: kinds.Reminder, setting: Setting) -> Problems:
    rule = setting.plan.reminder_rule
    if rule is None:
        message = "rules.yaml 没有写明催办的节点（reminders）。"
        yield finding("intake.not-possible", None, message, "请先在 rules.yaml 中写明。", body.thing)
        return
    before = sent(setting.ledger, body.about, body.thing, body.unit)
    last = too_soon(rule, setting.today, before)
    if body.step is None:
        if last and not body.reason:
            message = f"{day(last)}刚催办过，还不到 {rule.gap} 天。"
            yield finding("intake.incomplete", "reason", message, "确需再催，请写明原因。", body.thing)
    elif last:
        message = f"{day(last)}已经催办过，两次之间要隔 {rule.gap} 天。"
        yield finding("intake.not-possible", "step", message, SETTLED, body.thing)
    elif pending(rule, body.due, setting.today, before) != body.step:
        message = "这个节点没有到，或已经催办过。"
        yield finding("intake.not-possible", "step", message, SETTLED, body.thing)


def _open_item(body: kinds.Reminder, setting: Setting) -> Problems:
    if wrong := list(judged_item(setting, body.thing)):
        yield from wrong
    elif setting.ledger.completed_on(body.thing) is not None:
        yield finding("intake.not-possible", "thing", "单位已报办结。", SETTLED, body.thing)
    else:
        yield from _as_it_stands(body, _answers_for(body.thing, setting), due_now(setting, body.thing))


def _answers_for(item_id: str, setting: Setting) -> str | None:
    if work := setting.ledger.work_items().get(item_id):
        return setting.plan.acting(str(work.body["unit"]))
    owner = setting.plan.owner_of(item_id)
    if owner in setting.plan.tasks:
        return setting.ledger.lead(setting.plan, owner)
    return next(iter(setting.plan.parties.get(owner, ())), None)


def _open_window(body: kinds.Reminder, setting: Setting) -> Problems:
    try:
        quarter = Quarter.parse(body.thing)
    except ValueError:
        yield unknown("thing", body.thing, "报告期")
        return
    [window] = windows(setting.plan.calendar, quarter, quarter)
    if setting.today < window.opens_on:
        yield finding("intake.future", "thing", f"{quarter.label}的报送期还没有开始。", SETTLED, body.thing)
    elif setting.ledger.locked(str(quarter)):
        yield finding("intake.not-possible", "thing", f"{quarter.label}已经锁定。", SETTLED, body.thing)
    elif not any(_owes(task, body.unit, str(quarter), setting) for task in setting.plan.tasks):
        message = f"这个单位没有欠报{quarter.label}的进展。"
        yield finding("intake.not-possible", "thing", message, SETTLED, body.thing)
    else:
        yield from _as_it_stands(body, body.unit, window.closes_on)


def _open_notice(body: kinds.Reminder, setting: Setting) -> Problems:
    if wrong := list(supervision.open_notice(setting, body.thing, "thing")):
        yield from wrong
    elif supervision.replied(setting.ledger, body.thing) is not None:
        yield finding("intake.not-possible", "thing", "单位已经回复。", SETTLED, body.thing)
    elif receipts.objected(setting, body.thing, body.unit):
        message = "单位提出了异议，还没有答复。"
        yield finding("intake.not-possible", "thing", message, "请先答复异议。", body.thing)
    elif found := supervision.notice_of(setting.ledger, body.thing):
        unit, due = setting.plan.acting(str(found.body["unit"])), str(found.body["reply_by"])
        yield from _as_it_stands(body, unit, date.fromisoformat(due))


def _open_instruction(body: kinds.Reminder, setting: Setting) -> Problems:
    if wrong := list(supervision.open_instruction(setting, body.thing)):
        yield from wrong
    elif supervision.fed_back(setting, body.thing, body.unit) is not None:
        yield finding("intake.not-possible", "thing", "单位已经反馈。", SETTLED, body.thing)
    elif found := supervision.instruction_of(setting.ledger, body.thing):
        unit = body.unit if body.unit in supervision.charged(setting, body.thing) else None
        yield from _as_it_stands(body, unit, date.fromisoformat(str(found.body["feedback_by"])))


def _owes(task_id: str, unit: str, period: str, setting: Setting) -> bool:
    """Whether the unit answers for a task that takes reports, and none of the period stands."""
    if setting.plan.tasks[task_id].kind not in (TaskKind.DATED, TaskKind.STANDING):
        return False
    if setting.ledger.lead(setting.plan, task_id) != unit:
        return False
    filed = setting.ledger.all("progress", {"task": task_id, "period": period, "capacity": "answer"})
    return all(setting.ledger.returned(fact.id) for fact in filed)


def _as_it_stands(body: kinds.Reminder, unit: str | None, due: date | None) -> Problems:
    if unit != body.unit:
        message = "这一事项现在不由这个单位答复。"
        yield finding("intake.not-possible", "unit", message, SETTLED, body.thing)
    if due != body.due:
        message = f"这一事项现在的时限是{day(due)}。"
        yield finding("intake.not-possible", "due", message, SETTLED, body.thing)


STILL_OPEN: dict[str, Callable[[kinds.Reminder, Setting], Problems]] = {
    RemindedOf.ITEM: _open_item,
    RemindedOf.WINDOW: _open_window,
    RemindedOf.NOTICE: _open_notice,
    RemindedOf.INSTRUCTION: _open_instruction,
}
"""By what a reminder speaks of: what says that it is settled, or not as the reminder has it."""
