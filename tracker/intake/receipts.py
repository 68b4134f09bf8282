"""What a receipt (签收) and the answer to an objection must agree with. One function a kind."""

from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, single_body, unknown
from tracker.intake.supervision import its_own, notice_of, open_notice
from tracker.records import kinds
from tracker.records.journal import Record

Of = kinds.Receipt | kinds.ObjectionDecision


def signed_as(body: kinds.Receipt, setting: Setting) -> kinds.Capacity:
    """Whether the unit leads the task that it signs for; a notice is always its own."""
    if body.task is None or setting.ledger.lead(setting.plan, body.task) == setting.plan.acting(body.unit):
        return kinds.Capacity.ANSWER
    return kinds.Capacity.CONTRIBUTION


def _same(fact: Record, body: Of, setting: Setting) -> bool:
    acting = setting.plan.acting
    return acting(str(fact.body["unit"])) == acting(body.unit)


def _about(body: Of) -> dict[str, object]:
    return {"task": body.task, "notice": body.notice}


def standing_receipt(body: Of, setting: Setting) -> Record | None:
    """What the unit last said on the same matter."""
    found = [fact for fact in setting.ledger.all("receipt", _about(body)) if _same(fact, body, setting)]
    return found[-1] if found else None


def answered(receipt: Record, body: Of, setting: Setting) -> bool:
    """Whether the office has answered an objection."""
    return any(
        _same(fact, body, setting) and fact.seq > receipt.seq
        for fact in setting.ledger.all("objection_decision", _about(body))
    )


def objected(setting: Setting, notice: str, unit: str) -> bool:
    """Whether the unit objects to a notice and waits for the office's answer."""
    about = kinds.Receipt(notice=notice, unit=unit, state=kinds.Signed.SIGNED)
    before = standing_receipt(about, setting)
    waits = before is not None and before.body["state"] == kinds.Signed.OBJECTED
    return waits and before is not None and not answered(before, about, setting)


def _given_to(body: Of, setting: Setting) -> Problems:
    """That the task or notice exists and the unit has been given it."""
    if wrong := list(single_body(setting, "unit", body.unit)):
        yield from wrong
        return
    unit = setting.plan.acting(body.unit)
    if body.notice is not None:
        if wrong := list(open_notice(setting, body.notice)):
            yield from wrong
            return
        found = notice_of(setting.ledger, body.notice)
        given = found is not None and setting.plan.acting(str(found.body["unit"])) == unit
        what, subject = "督办单不是发给", body.notice
    else:
        task = str(body.task)
        if task not in setting.plan.tasks:
            yield unknown("task", task, "任务")
            return
        given, what, subject = setting.has_part(unit, task), "任务没有分给", task
    if not given:
        message = f"这项{what}{setting.plan.units[body.unit].name}的。"
        yield finding("intake.not-possible", "unit", message, "请核对单位。", subject)


def receipt(body: kinds.Receipt, setting: Setting) -> Problems:
    if wrong := list(_given_to(body, setting)):
        yield from wrong
        return
    yield from its_own(setting, "unit", body.unit)
    before = standing_receipt(body, setting)
    if before is None:
        return
    if before.body["state"] == kinds.Signed.SIGNED and before.body["capacity"] == body.capacity:
        message = f"已于 {before.effective_on} 签收。"
        cure = "不需要再签；签收有误的请先更正原记录。"
        yield finding("intake.not-possible", "state", message, cure, body.subject)
    elif before.body["state"] == body.state == kinds.Signed.OBJECTED and not answered(before, body, setting):
        message = "已提出异议，办公室还没有答复。"
        yield finding("intake.not-possible", "state", message, "请等办公室答复。", body.subject)


def objection_decision(body: kinds.ObjectionDecision, setting: Setting) -> Problems:
    if wrong := list(_given_to(body, setting)):
        yield from wrong
        return
    before = standing_receipt(body, setting)
    if before is None or before.body["state"] != kinds.Signed.OBJECTED or answered(before, body, setting):
        message = "没有等待答复的异议。"
        yield finding("intake.not-possible", "unit", message, "请从列表中选择。", body.subject)
