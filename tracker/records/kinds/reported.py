"""What units report: progress, readings, completions, requests, and pieces they break a task into."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from tracker.periods import Quarter, StatPeriod
from tracker.records.kinds.body import Body, Day, Light, Number, Short, Words


class Capacity(StrEnum):
    """In what capacity a unit reported; set by the intake. Only `answer` meets the unit's duty to report."""

    ANSWER = "answer"
    CONTRIBUTION = "contribution"


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
    """Set by the intake."""

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
    published_on: Day | None = None

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
    completed_on: Day
    note: Words
    evidence: Words | None = None

    @property
    def subject(self) -> str:
        return self.item

    def takes_effect(self) -> date:
        return self.completed_on


class WorkItemState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class WorkItem(Body):
    """A piece a task is broken into (分解). Only approved items are judged."""

    kind = "work_item"
    task: Short
    item: Annotated[str, StringConstraints(pattern=r"^w[0-9]{1,4}$")] | None = None
    """Unique in the task; the intake counts on where it is left out."""
    title: Words
    unit: Short
    due: Day
    deliverable: Words
    year: int = Field(ge=2000, le=2100)
    state: WorkItemState
    reason: Words | None = None
    """Why the office has changed a proposal or turned it down."""

    @property
    def subject(self) -> str:
        return self.task


class ExtensionRequest(Body):
    kind = "extension_request"
    item: Short
    new_due: Day
    reason: Words
    present: Words | None = None
    """How far the item has come when the extension is asked for."""

    @property
    def subject(self) -> str:
        return self.item


class Correction(Body):
    """Replaces what an earlier record says by `body`, of the same kind; without a `body` it withdraws it."""

    kind = "correction"
    replaces: Short
    reason: Words
    body: dict[str, object] | None = None
