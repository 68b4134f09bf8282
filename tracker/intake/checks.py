"""The check of every kind of record, in one table; corrections are checked as the kind they replace."""

from collections.abc import Callable
from typing import Any

from tracker.intake import (
    alerts,
    assessment,
    decided,
    evidence,
    pilots,
    receipts,
    reminders,
    reported,
    sources,
    submissions,
    supervision,
    workbooks,
)
from tracker.intake.decided import stated
from tracker.intake.setting import Problems, Setting

__all__ = ["CHECKS", "stated"]

CHECKS: dict[str, Callable[[Any, Setting], Problems]] = {
    "opened": decided.opened,
    "target_setting": decided.target_setting,
    "year_goal": decided.year_goal,
    "lead_confirmed": decided.lead_confirmed,
    "expansion": decided.expansion,
    "work_item": reported.work_item,
    "progress": reported.progress,
    "reading": reported.reading,
    "completion": reported.completion,
    "evidence": evidence.evidence,
    "review": decided.review,
    "override": decided.override,
    "extension_request": reported.extension_request,
    "extension_decision": decided.extension_decision,
    "close_out": decided.close_out,
    "period_lock": decided.period_lock,
    "alert": alerts.alert,
    "alert_change": alerts.alert_change,
    "alert_end": alerts.alert_end,
    "alert_action": alerts.alert_action,
    "pilot": pilots.pilot,
    "pilot_stage": pilots.pilot_stage,
    "source_attached": sources.source_attached,
    "notice": supervision.notice,
    "notice_reply": supervision.notice_reply,
    "notice_closed": supervision.notice_closed,
    "instruction": supervision.instruction,
    "instruction_feedback": supervision.instruction_feedback,
    "instruction_closed": supervision.instruction_closed,
    "receipt": receipts.receipt,
    "objection_decision": receipts.objection_decision,
    "reminder": reminders.reminder,
    "submission": submissions.submission,
    "confirmation": submissions.confirmation,
    "workbook_taken": workbooks.workbook_taken,
    "assessment_figure": assessment.assessment_figure,
}
