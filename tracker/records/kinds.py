"""What each kind of journal record carries, and on which business date it takes effect."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from tracker.model import Comparator, Pathway
from tracker.periods import Quarter, StatPeriod

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Number = Annotated[Decimal, Field(max_digits=18, decimal_places=6, allow_inf_nan=False)]


class Light(StrEnum):
    RED = "red"
    YELLOW = "yellow"
    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"


class Capacity(StrEnum):
    """In what capacity a unit reported; set by the intake. Only `answer` meets the unit's duty to report."""

    ANSWER = "answer"
    CONTRIBUTION = "contribution"


class Body(BaseModel):
    """`kind` names the record; `subject` is the plan id the record speaks of, empty where it has none."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    kind: ClassVar[str]

    @property
    def subject(self) -> str:
        return ""

    def takes_effect(self) -> date | None:
        """The business date the body itself fixes; None = the day of the decision."""
        return None


class Opened(Body):
    """The ledger is opened: reporting windows count from this day on."""

    kind = "opened"
    on: date
    demo: bool = False

    def takes_effect(self) -> date:
        return self.on


class TargetSetting(Body):
    """What the office sets for a target because the text leaves it open. Fields left empty are left as they were."""

    kind = "target_setting"
    target: Short
    source: Words
    value: Number | None = None
    comparator: Comparator | None = None
    unit_of_measure: Short | None = None
    baseline_year: int | None = Field(default=None, ge=1949, le=2100)
    baseline_value: Number | None = None
    pathway: Pathway | None = None
    tolerance: Number | None = Field(default=None, ge=0)
    lag_months: int | None = Field(default=None, ge=0, le=60)
    reporting_unit: Short | None = None

    @property
    def subject(self) -> str:
        return self.target

    @model_validator(mode="after")
    def _sets_something(self) -> "TargetSetting":
        if not self.model_fields_set - {"target", "source"}:
            raise ValueError("没有填写任何要设定的内容。")
        if (self.baseline_value is None) != (self.baseline_year is None):
            raise ValueError("基期年份和基期值要一起填写。")
        return self


class YearGoal(Body):
    """A task's goal for one year. Setting it again for the same year needs a reason and settles the earlier one."""

    kind = "year_goal"
    task: Short
    year: int = Field(ge=2000, le=2100)
    goal: Words
    source: Words
    reason: Words | None = None

    @property
    def subject(self) -> str:
        return self.task


class LeadConfirmed(Body):
    """The office says which unit leads a task whose text names none."""

    kind = "lead_confirmed"
    task: Short
    unit: Short
    source: Words

    @property
    def subject(self) -> str:
        return self.task


class WorkItemState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class WorkItem(Body):
    """A piece a task is broken into (分解). Only approved items are judged."""

    kind = "work_item"
    task: Short
    item: Annotated[str, StringConstraints(pattern=r"^w[0-9]{1,4}$")]
    title: Words
    unit: Short
    due: date
    deliverable: Words
    year: int = Field(ge=2000, le=2100)
    state: WorkItemState

    @property
    def subject(self) -> str:
        return self.task


class Progress(Body):
    """A unit's confirmed report on a task for one quarter."""

    kind = "progress"
    task: Short
    period: str
    text: Words
    percent: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)] | None = None
    """Share of the year's goal that is done."""
    problems: Words | None = None
    next_step: Words | None = None
    own_light: Light | None = None
    """The unit's own judgement; shown beside the computed light, never instead of it."""
    capacity: Capacity = Capacity.ANSWER

    @field_validator("period")
    @classmethod
    def _quarter(cls, text: str) -> str:
        return str(Quarter.parse(text))

    @property
    def subject(self) -> str:
        return self.task

    def takes_effect(self) -> date:
        return Quarter.parse(self.period).end


class Basis(StrEnum):
    """For growth goals a reading is either a level (亿元) or a yearly rate (%); all else are levels."""

    LEVEL = "level"
    RATE = "rate"


class ReadingStatus(StrEnum):
    PROVISIONAL = "provisional"
    FINAL = "final"


class Reading(Body):
    """One value of an indicator for one statistical period."""

    kind = "reading"
    indicator: Short
    period: str
    value: Number
    status: ReadingStatus
    source: Words
    basis: Basis = Basis.LEVEL
    method: Words | None = None
    published_on: date | None = None

    @field_validator("period")
    @classmethod
    def _stat_period(cls, text: str) -> str:
        return StatPeriod.parse(text).text

    @property
    def subject(self) -> str:
        return self.indicator

    def takes_effect(self) -> date:
        return StatPeriod.parse(self.period).end


class Completion(Body):
    """The unit says that a milestone or work item is done; the office still has to verify it."""

    kind = "completion"
    item: Short
    completed_on: date
    note: Words
    evidence: Words | None = None

    @property
    def subject(self) -> str:
        return self.item

    def takes_effect(self) -> date:
        return self.completed_on


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Review(Body):
    """The office accepts a submitted record or returns it; a returned one stops counting on the day of return."""

    kind = "review"
    record: Short
    verdict: Verdict
    reason: Words | None = None

    @model_validator(mode="after")
    def _reason_for_return(self) -> "Review":
        if self.verdict is Verdict.RETURNED and not self.reason:
            raise ValueError("退回要写明原因。")
        return self


class Override(Body):
    """A reviewer's own judgement of a task, with reason and expiry; shown beside the computed light."""

    kind = "override"
    task: Short
    light: Light
    reason: Words
    until: date

    @property
    def subject(self) -> str:
        return self.task


class ExtensionRequest(Body):
    kind = "extension_request"
    item: Short
    new_due: date
    reason: Words

    @property
    def subject(self) -> str:
        return self.item


class ExtensionDecision(Body):
    kind = "extension_decision"
    request: Short
    approved: bool
    new_due: date | None = None
    document_number: Short | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _new_due_if_approved(self) -> "ExtensionDecision":
        if self.approved and self.new_due is None:
            raise ValueError("同意延期要写明新的完成时限。")
        return self


class CloseOutVerdict(StrEnum):
    CLOSED = "closed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class CloseOut(Body):
    """The office verifies a completion (销号), returns it, or ends the item by a decision with a document number."""

    kind = "close_out"
    item: Short
    verdict: CloseOutVerdict
    reason: Words | None = None
    document_number: Short | None = None

    @property
    def subject(self) -> str:
        return self.item

    @model_validator(mode="after")
    def _grounds(self) -> "CloseOut":
        if self.verdict is CloseOutVerdict.CANCELLED and not self.document_number:
            raise ValueError("终止要写明依据的文号。")
        if self.verdict is CloseOutVerdict.RETURNED and not self.reason:
            raise ValueError("退回要写明原因。")
        return self


class PeriodLock(Body):
    """Locks or unlocks a reporting quarter; `plan` is the fingerprint of tasks/ kept with the lock."""

    kind = "period_lock"
    period: str
    locked: bool
    plan: str
    reason: Words | None = None

    @field_validator("period")
    @classmethod
    def _quarter(cls, text: str) -> str:
        return str(Quarter.parse(text))

    @model_validator(mode="after")
    def _reason_for_unlock(self) -> "PeriodLock":
        if not self.locked and not self.reason:
            raise ValueError("解锁要写明原因。")
        return self


class Correction(Body):
    """Replaces an earlier record of the same kind; an empty `body` withdraws it."""

    kind = "correction"
    replaces: Short
    reason: Words
    body: dict[str, object] | None = None


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
