"""The words a plan file may use, and the base of all its types."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
ThresholdId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class DocumentStatus(StrEnum):
    """Only `in_force` documents are counted; the others are shown apart."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    EXPIRED = "expired"
    OUT_OF_SCOPE = "out_of_scope"


class TaskKind(StrEnum):
    """`standing` tasks are never overdue; `process`, `triggered` and `instrument` ones carry no light.

    A `process` task is a step of a procedure (审批, 申报, 评审): done whenever a case comes up, or inside an
    application window that a text opens and closes.
    """

    DATED = "dated"
    STANDING = "standing"
    PROCESS = "process"
    TRIGGERED = "triggered"
    INSTRUMENT = "instrument"


JUDGED = (TaskKind.DATED, TaskKind.STANDING)
"""Kinds that carry a light and are reported on every quarter."""
UNJUDGED = tuple(kind for kind in TaskKind if kind not in JUDGED)


class AlertLevel(StrEnum):
    """Levels of a warning (预警), lightest first."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class JurisdictionLevel(StrEnum):
    """Whose goals stand above whose, highest first."""

    NATIONAL = "national"
    MUNICIPAL = "municipal"
    DISTRICT = "district"


class PilotStage(StrEnum):
    """申报 → 评审 → 创建 → 评估 → 授牌, or 取消 at any time."""

    APPLICATION = "application"
    REVIEW = "review"
    BUILDING = "building"
    ASSESSMENT = "assessment"
    AWARDED = "awarded"
    CANCELLED = "cancelled"


class Role(StrEnum):
    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class LeadBasis(StrEnum):
    """Whether the text says who leads. `provisional` = first-listed single body, to be confirmed by the office."""

    STATED = "stated"
    PROVISIONAL = "provisional"
    NONE = "none"


class Comparator(StrEnum):
    GE = "ge"
    LE = "le"
    EQ = "eq"
    ABOUT = "about"
    HOLD = "hold"
    GROWTH = "growth"
    MULTIPLE = "multiple"


class Pathway(StrEnum):
    LINEAR = "linear"
    COMPOUND = "compound"
    STEP = "step"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    PERIOD = "period"


class Frozen(BaseModel):
    """Strict about names, immutable once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
