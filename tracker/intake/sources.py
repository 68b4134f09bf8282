"""What an attached copy of an official text must agree with."""

from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, unknown
from tracker.records import kinds


def source_attached(body: kinds.SourceAttached, setting: Setting) -> Problems:
    if body.document not in setting.plan.documents:
        yield unknown("document", body.document, "文件")
        return
    attached = setting.ledger.decisions("source_attached", {"document": body.document})
    if attached and attached[-1].body["sha256"] == body.sha256:
        day, name = attached[-1].effective_on, attached[-1].body["name"]
        message = f"这份文件已于 {day} 附上（“{name}”，内容完全相同）。"
        yield finding("intake.not-possible", "sha256", message, "不需要重复附上。", body.document)
