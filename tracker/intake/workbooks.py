"""The check of the record that a workbook was taken: nobody takes the same file twice, or for another unit."""

from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, unknown
from tracker.periods import shanghai_day
from tracker.records import kinds


def workbook_taken(body: kinds.WorkbookTaken, setting: Setting) -> Problems:
    for earlier in setting.ledger.all("workbook_taken", {"sha256": body.sha256}):
        message = f"这份文件已于 {shanghai_day(earlier.recorded_at)} 由 {earlier.by} 报送。"
        yield finding("intake.already-taken", "sha256", message, "不需要再报。")
        return
    if body.form_unit not in setting.plan.units:
        yield unknown("form_unit", body.form_unit, "单位", "单位名录")
    elif setting.by_unit and setting.actor.unit != setting.plan.acting(body.form_unit):
        cure = "请用本单位的填报表。"
        yield finding("intake.not-yours", "form_unit", "这是别的单位的填报表。", cure)
