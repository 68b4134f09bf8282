"""What a plan gives to whom."""

from datetime import date

from pydantic import Field

from tracker.model.goals import Due, Milestone, Target
from tracker.model.words import AlertLevel, Frozen, LeadBasis, Role, Slug, TaskKind, Text


class Assignment(Frozen):
    role: Role
    as_written: Text
    """The list of units exactly as the text prints it."""
    units: tuple[Text, ...] = Field(min_length=1)
    """Names as written, in order; each must be a name or alias of the unit register."""
    lead: LeadBasis = LeadBasis.NONE
    inherited_from: Text | None = None
    """Clause that names the units, where the task's own clause does not."""


class Duty(Frozen):
    """What one named unit has to do within a clause that is given to many (分工)."""

    id: Slug
    units: tuple[Text, ...] = Field(min_length=1)
    what: Text
    """Our own words."""


class Condition(Frozen):
    """A rate, amount, threshold or time limit that a text sets for a case; never a goal."""

    what: Text
    """Our own short wording."""
    quote: Text
    clause: Text | None = None
    """Where the text sets it, when that is another clause than the task's."""


class ApplicationWindow(Frozen):
    """A span in which something may be handed in; it opens and closes, and nobody is late."""

    id: Slug
    what: Text
    opens_on: date | None = None
    """First day; empty where the text does not say."""
    closes: Due
    quote: Text


class Task(Frozen):
    id: Slug
    clause: Text
    """Clause path as printed, e.g. 五/(三)."""
    title: Text
    summary: Text
    """Our own words; never the text's."""
    kind: TaskKind
    assignments: tuple[Assignment, ...] = Field(min_length=1)
    duties: tuple[Duty, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Target, ...] = ()
    windows: tuple[ApplicationWindow, ...] = ()
    conditions: tuple[Condition, ...] = ()
    alert_levels: tuple[AlertLevel, ...] = ()
    """Levels of a declared alert at which a triggered task has to be done."""
    funded_by: tuple[Text, ...] = ()
    """Global ids of instruments that may pay for it. This is our reading; no text states it."""
    supersedes: tuple[Text, ...] = ()
    """Global ids of tasks of earlier documents that this one takes over, with their history."""
