"""What the office decides: settings, year goals, leads, members, reviews, extensions, close-outs and locks."""

from datetime import date
from enum import StrEnum

from pydantic import Field, field_validator, model_validator

from tracker.model import Comparator, Pathway
from tracker.periods import Quarter
from tracker.records.kinds.body import Body, Day, Light, MissingError, Number, Short, Words


class Opened(Body):
    """The ledger is opened: reporting windows count from this day on."""

    kind = "opened"
    on: Day
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
        if not self.model_dump(exclude={"target", "source"}, exclude_none=True):
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


class Expansion(Body):
    """The office names the bodies that a collective (相关街镇) stands for in one task; the latest naming holds."""

    kind = "expansion"
    task: Short
    collective: Short
    members: tuple[Short, ...] = Field(min_length=1, max_length=200)
    source: Words

    @property
    def subject(self) -> str:
        return self.task

    @field_validator("members")
    @classmethod
    def _each_once(cls, members: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(members))


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
            raise MissingError("reason", "退回要写明原因。")
        return self


class Override(Body):
    """A reviewer's own judgement of a task, with reason and expiry; shown beside the computed light."""

    kind = "override"
    task: Short
    light: Light
    reason: Words
    until: Day

    @property
    def subject(self) -> str:
        return self.task


class ExtensionDecision(Body):
    kind = "extension_decision"
    request: Short
    approved: bool
    new_due: Day | None = None
    document_number: Short | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _new_due_if_approved(self) -> "ExtensionDecision":
        if self.approved and self.new_due is None:
            raise MissingError("new_due", "同意延期要写明新的完成时限。")
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
            raise MissingError("document_number", "终止要写明依据的文号。")
        if self.verdict is CloseOutVerdict.RETURNED and not self.reason:
            raise MissingError("reason", "退回要写明原因。")
        return self


class PeriodLock(Body):
    """Locks or unlocks a reporting quarter."""

    kind = "period_lock"
    period: str
    locked: bool
    plan: str = ""
    """Fingerprint of tasks/ as kept with the lock; set by the intake."""
    reason: Words | None = None

    @field_validator("period")
    @classmethod
    def _quarter(cls, text: str) -> str:
        return str(Quarter.parse(text))

    @model_validator(mode="after")
    def _reason_for_unlock(self) -> "PeriodLock":
        if not self.locked and not self.reason:
            raise MissingError("reason", "解锁要写明原因。")
        return self
