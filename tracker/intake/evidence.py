"""What a piece of evidence must agree with: its subject, and that the same proof is not there already."""

from tracker.intake.facts import MATTER
from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, known_task, not_yours, unknown
from tracker.records import kinds


def evidence(body: kinds.Evidence, setting: Setting) -> Problems:
    yield from _subject(body, setting)
    proof = body.model_dump(mode="json", include=set(MATTER["evidence"]))
    if found := setting.ledger.all("evidence", proof):
        what = "这份文件" if body.is_file else "这个文号"
        message = f"{what}已于 {found[-1].effective_on} 附在这一事项上。"
        field = "sha256" if body.is_file else "document_number"
        yield finding("intake.not-possible", field, message, "不需要重复附上。", body.subject)


def _subject(body: kinds.Evidence, setting: Setting) -> Problems:
    if body.task is not None:
        yield from known_task(setting, body.task)
    elif body.item is not None:
        if body.item in setting.plan.milestones or body.item in setting.ledger.work_items():
            yield from not_yours(setting, "item", setting.plan.owner_of(body.item))
        else:
            yield unknown("item", body.item, "时间节点或分解事项")
    elif body.indicator not in setting.plan.indicators:
        yield unknown("indicator", str(body.indicator), "指标")
    elif setting.by_unit and setting.actor.unit not in setting.ledger.reporting_units(
        setting.plan, body.indicator
    ):
        owners = {setting.plan.owner_of(target_id) for target_id in setting.plan.targets_of(body.indicator)}
        if not any(map(setting.shares, owners)):
            message, cure = "这个指标不由本单位报送。", "请选择本单位承担的指标。"
            yield finding("intake.not-yours", "indicator", message, cure, body.indicator)
