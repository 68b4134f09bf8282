"""What each kind of journal record carries, and on which business date it takes effect."""

from tracker.records.kinds.alerts import ActionState, Alert, AlertAction, AlertChange, AlertEnd
from tracker.records.kinds.body import Body, Light
from tracker.records.kinds.decided import (
    CloseOut,
    CloseOutVerdict,
    Expansion,
    ExtensionDecision,
    LeadConfirmed,
    Opened,
    Override,
    PeriodLock,
    Review,
    TargetSetting,
    Verdict,
    YearGoal,
)
from tracker.records.kinds.evidence import Evidence, EvidenceFormat
from tracker.records.kinds.pilots import Pilot, PilotReached
from tracker.records.kinds.reminders import RemindedOf, Reminder
from tracker.records.kinds.reported import (
    Basis,
    Capacity,
    Completion,
    Correction,
    ExtensionRequest,
    Progress,
    Reading,
    ReadingStatus,
    WorkItem,
    WorkItemState,
)
from tracker.records.kinds.sources import SourceAttached, SourceFormat
from tracker.records.kinds.submitted import Confirmation, ConfirmationVerdict, Submission
from tracker.records.kinds.workbooks import WorkbookTaken

__all__ = [
    "KINDS",
    "ActionState",
    "Alert",
    "AlertAction",
    "AlertChange",
    "AlertEnd",
    "Basis",
    "Body",
    "Capacity",
    "CloseOut",
    "CloseOutVerdict",
    "Completion",
    "Confirmation",
    "ConfirmationVerdict",
    "Correction",
    "Evidence",
    "EvidenceFormat",
    "Expansion",
    "ExtensionDecision",
    "ExtensionRequest",
    "LeadConfirmed",
    "Light",
    "Opened",
    "Override",
    "PeriodLock",
    "Pilot",
    "PilotReached",
    "Progress",
    "Reading",
    "ReadingStatus",
    "RemindedOf",
    "Reminder",
    "Review",
    "SourceAttached",
    "SourceFormat",
    "Submission",
    "TargetSetting",
    "Verdict",
    "WorkItem",
    "WorkItemState",
    "WorkbookTaken",
    "YearGoal",
]

KINDS: dict[str, type[Body]] = {
    body.kind: body
    for body in (
        Opened,
        TargetSetting,
        YearGoal,
        LeadConfirmed,
        Expansion,
        WorkItem,
        Progress,
        Reading,
        Completion,
        Evidence,
        Review,
        Override,
        ExtensionRequest,
        ExtensionDecision,
        CloseOut,
        PeriodLock,
        Alert,
        AlertChange,
        AlertEnd,
        AlertAction,
        Pilot,
        PilotReached,
        SourceAttached,
        Reminder,
        Submission,
        Confirmation,
        WorkbookTaken,
        Correction,
    )
}
