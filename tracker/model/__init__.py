"""The field's vocabulary as data types: what a plan says, without any status and without I/O.

Ids are `document/local`, e.g. ``haidian-2024-8/5.3`` for a task and ``haidian-2024-8/5.3/t2025`` for its target.
"""

from tracker.model.goals import (
    Alignment,
    Baseline,
    Due,
    Goals,
    Indicator,
    Milestone,
    Target,
)
from tracker.model.plan import (
    Document,
    PilotType,
    Plan,
    PlanFile,
    Reviewed,
)
from tracker.model.registers import (
    Calendar,
    FormerName,
    Jurisdiction,
    ReminderRule,
    Threshold,
    Unit,
    Year,
)
from tracker.model.tasks import (
    ApplicationWindow,
    Assignment,
    Condition,
    Duty,
    Task,
)
from tracker.model.words import (
    AlertLevel,
    Comparator,
    DocumentStatus,
    Frozen,
    JurisdictionLevel,
    LeadBasis,
    Pathway,
    PilotStage,
    Precision,
    Role,
    Slug,
    TaskKind,
    Text,
    ThresholdId,
)

__all__ = [
    "AlertLevel",
    "Alignment",
    "ApplicationWindow",
    "Assignment",
    "Baseline",
    "Calendar",
    "Comparator",
    "Condition",
    "Document",
    "DocumentStatus",
    "Due",
    "Duty",
    "FormerName",
    "Frozen",
    "Goals",
    "Indicator",
    "Jurisdiction",
    "JurisdictionLevel",
    "LeadBasis",
    "Milestone",
    "Pathway",
    "PilotStage",
    "PilotType",
    "Plan",
    "PlanFile",
    "Precision",
    "ReminderRule",
    "Reviewed",
    "Role",
    "Slug",
    "Target",
    "Task",
    "TaskKind",
    "Text",
    "Threshold",
    "ThresholdId",
    "Unit",
    "Year",
]
