"""The field's vocabulary as data types: what a plan says, without any status and without I/O.

Ids are `document/local`, e.g. ``haidian-2024-8/5.3`` for a task and ``haidian-2024-8/5.3/t2025`` for its target.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

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
    """`standing` tasks are never overdue; `triggered` and `instrument` ones carry no light."""

    DATED = "dated"
    STANDING = "standing"
    TRIGGERED = "triggered"
    INSTRUMENT = "instrument"


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


class Due(Frozen):
    """A date as the text words it. `on` is the last day that still keeps the promise."""

    wording: Text
    """The words of the text, e.g. 到2025年."""
    on: date
    """Last day that still keeps the promise."""
    precision: Precision
    starts_on: date | None = None
    """First day of a worded period such as “十四五”期间."""


class Unit(Frozen):
    """A body or a collective of bodies, named as the documents of its jurisdiction name it."""

    id: Slug
    name: Text
    jurisdiction: Text
    aliases: tuple[Text, ...] = ()
    collective: bool = False
    """True for words such as 相关街镇 that stand for several bodies; a collective owes no report."""
    note: Text | None = None


class Assignment(Frozen):
    role: Role
    as_written: Text
    """The list of units exactly as the text prints it."""
    units: tuple[Text, ...] = Field(min_length=1)
    """Names as written, in order; each must be a name or alias of the unit register."""
    lead: LeadBasis = LeadBasis.NONE


class Baseline(Frozen):
    """Where a path starts. The value stays empty unless a source states it."""

    year: int = Field(ge=1949, le=2100)
    value: Decimal | None = None
    source: Text | None = None


class Indicator(Frozen):
    """What is measured; targets of several years on one indicator make one broken line."""

    id: Slug
    name: Text
    unit_of_measure: Text | None = None
    """Unit of the readings; unknown while the text does not tell it."""
    scope: Text | None = None
    """Whom and what the figure covers, in our words."""
    lowest: Decimal | None = None
    """No reading can lie below it by its nature, e.g. 0 for a share."""
    highest: Decimal | None = None
    """No reading can lie above it by its nature, e.g. 100 for a share."""


class Milestone(Frozen):
    """A dated goal without a figure."""

    id: Slug
    what: Text
    """Our own short wording of what has to be done."""
    due: Due
    quote: Text
    """The few words of the text that set the date."""


class Target(Frozen):
    """A goal with a figure (or with a figure set elsewhere, then `set_by` is given and `value` is empty)."""

    id: Slug
    indicator: Slug
    comparator: Comparator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    """Upper bound of `hold`."""
    unit_of_measure: Text | None = None
    due: Due | None = None
    modality: Text | None = None
    """力争, 原则上, 确保 … when the text softens or hardens the goal."""
    reduction: bool = False
    """下降 8 %: the figure is a positive reduction, judged as at least."""
    baseline: Baseline | None = None
    pathway: Pathway | None = None
    tolerance: Decimal | None = None
    set_by: Text | None = None
    """Who sets the value when the text leaves it open, e.g. 市级下达."""
    undefined: Text | None = None
    """Why the goal cannot be judged as written (口径未明), in Chinese."""
    quote: Text


class Goals(Frozen):
    """Goals that belong to the document itself, not to a task (总体目标)."""

    clause: Text
    title: Text
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Target, ...] = ()


class Task(Frozen):
    id: Slug
    clause: Text
    """Clause path as printed, e.g. 五/(三)."""
    title: Text
    summary: Text
    """Our own words; never the text's."""
    kind: TaskKind
    assignments: tuple[Assignment, ...] = Field(min_length=1)
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Target, ...] = ()


class Document(Frozen):
    id: Slug
    title: Text
    document_number: Text | None = None
    issuers: tuple[Text, ...] = Field(min_length=1)
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status: DocumentStatus
    status_reason: Text | None = None
    jurisdiction: Text
    track: Slug
    coordinator: Text
    """Unit that answers for the document's own goals (our convention)."""
    based_on: tuple[Text, ...] = ()


class PlanFile(Frozen):
    """One file under tasks/plans: one official document."""

    document: Document
    indicators: tuple[Indicator, ...] = ()
    goals: tuple[Goals, ...] = ()
    tasks: tuple[Task, ...] = ()


class Threshold(Frozen):
    """A number a rule reads. A later entry with the same id replaces the earlier from its day on."""

    id: ThresholdId
    value: Decimal
    unit_of_measure: Text
    effective_on: date
    source: Text


class Year(Frozen):
    """Public holidays and make-up workdays of one year (调休)."""

    official: bool
    source: Text
    holidays: tuple[date, ...]
    workdays: tuple[date, ...] = ()


class Calendar(Frozen):
    window_workdays: int = Field(ge=1, le=60)
    """A reporting window closes at the end of this working day after the quarter."""
    years: dict[int, Year]


class Plan(Frozen):
    """Everything under tasks/ that could be read, and the fingerprint of the files it came from."""

    files: tuple[PlanFile, ...]
    units: tuple[Unit, ...]
    thresholds: tuple[Threshold, ...]
    calendar: Calendar
    fingerprint: str
