"""What each kind of journal record carries, and on which business date it takes effect."""

from tracker.records.kinds.body import Body, Light
from tracker.records.kinds.decided import (
    CloseOut,
    CloseOutVerdict,
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

__all__ = [
    "KINDS",
    "Basis",
    "Body",
    "Capacity",
    "CloseOut",
    "CloseOutVerdict",
    "Completion",
    "Correction",
    "ExtensionDecision",
    "ExtensionRequest",
    "LeadConfirmed",
    "Light",
    "Opened",
    "Override",
    "PeriodLock",
    "Progress",
    "Reading",
    "ReadingStatus",
    "Review",
    "TargetSetting",
    "Verdict",
    "WorkItem",
    "WorkItemState",
    "YearGoal",
]

KINDS: dict[str, type[Body]] = {
    body.kind: body
    for body in (
        Opened,
        TargetSetting,
        YearGoal,
        LeadConfirmed,
        WorkItem,
        Progress,
        Reading,
        Completion,
        Review,
        Override,
        ExtensionRequest,
        ExtensionDecision,
        CloseOut,
        PeriodLock,
        Correction,
    )
}
