"""Units and jurisdictions, thresholds, when to remind, and the working calendar."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from tracker.model.words import Frozen, JurisdictionLevel, Slug, Text, ThresholdId


class Jurisdiction(Frozen):
    """Where a document holds. Unit names are resolved within one jurisdiction only."""

    name: Text
    level: JurisdictionLevel
    upper: Text | None = None
    """The jurisdiction above; empty for the highest."""


class FormerName(Frozen):
    """What a unit was called up to and including a day."""

    name: Text
    until: date


class Unit(Frozen):
    """A body or a collective of bodies, named as the documents of its jurisdiction name it."""

    id: Slug
    name: Text
    jurisdiction: Text
    full_name: Text | None = None
    """The official name where a document prints it, e.g. 北京市发展和改革委员会; resolves like an alias."""
    aliases: tuple[Text, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    """Earlier names, oldest first; a view of an earlier day shows the name of that day."""
    upper: Slug | None = None
    """The unit it belongs to, e.g. the command of an office."""
    merged_into: Slug | None = None
    """The unit that has taken over its duties."""
    merged_on: date | None = None
    """First day on which the other unit answers."""
    document: Slug | None = None
    """The only document in which the name means this, for words such as 各成员单位 that mean others elsewhere."""
    collective: bool = False
    """True for words such as 相关街镇 that stand for several bodies; a collective owes no report."""
    members: tuple[Slug, ...] = ()
    """Ids of the bodies a collective stands for, where a text lists them."""
    note: Text | None = None


class Threshold(Frozen):
    """A number a rule reads. A later entry with the same id replaces the earlier from its day on."""

    id: ThresholdId
    value: Decimal
    unit_of_measure: Text
    effective_on: date
    source: Text


class Grade(Frozen):
    """How urgently a supervision notice speaks."""

    id: Slug
    name: Text


class Supervision(Frozen):
    """How supervision notices and leaders' instructions are numbered, graded and signed."""

    source: Text
    """Whose practice this is, or that it is a convention of the product."""
    notice_number: Text
    """With `{year}` and `{number}`, the count within the year."""
    instruction_number: Text
    grades: tuple[Grade, ...]
    """From the mildest to the gravest."""
    leaders: tuple[Text, ...]
    """Titles, never names of persons."""


class ReminderRule(Frozen):
    """When units are reminded of a due day. A later entry replaces the earlier from its day on."""

    before: tuple[int, ...] = Field(min_length=1)
    """Days before the due day."""
    after: tuple[int, ...] = Field(min_length=1)
    """Days after it."""
    every: int = Field(ge=1, le=366)
    """After the last of these: whenever so many days more have passed since the due day."""
    gap: int = Field(ge=1, le=60)
    """So many days lie at least between two reminders of one thing."""
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
