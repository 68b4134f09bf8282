"""One official document as data, and all of them together."""

from datetime import date

from pydantic import Field

from tracker.model.goals import Goals, Indicator
from tracker.model.registers import Calendar, Jurisdiction, ReminderRule, Supervision, Threshold, Unit
from tracker.model.rubrics import Rubric
from tracker.model.tasks import Task
from tracker.model.words import DocumentStatus, Frozen, PilotStage, Slug, Text


class Document(Frozen):
    id: Slug
    title: Text
    document_number: Text | None = None
    issuers: tuple[Text, ...] = Field(min_length=1)
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    validity: Text | None = None
    """The words of the text that limit its validity."""
    status: DocumentStatus
    status_reason: Text | None = None
    jurisdiction: Text
    track: Slug
    coordinator: Text
    """Unit that answers for the document's own goals (our convention)."""
    based_on: tuple[Text, ...] = ()
    parts: tuple[Text, ...] = ()
    """Titles of plans printed inside the document, each with clauses of its own; the first level of a clause path."""

    @property
    def binds(self) -> bool:
        """Whether it is in force between its dates. One that has been repealed was, if the day of its end is known."""
        ended = self.status is DocumentStatus.EXPIRED and self.expires_on is not None
        return ended or self.status is DocumentStatus.IN_FORCE


class PilotType(Frozen):
    """A kind of pilot that a document calls for."""

    id: Slug
    name: Text
    applicants: Text
    """Who may apply, in our words."""
    stages: tuple[PilotStage, ...] = Field(min_length=1)
    """The stages the text knows, in order."""
    months: int | None = Field(default=None, ge=1, le=120)
    """Length of the pilot where the text sets it."""
    quote: Text
    """The few words that name the type, or set its length."""


class Reviewed(Frozen):
    """A clause without a task, or a figure or date that is no goal: read, and left out for a reason."""

    clause: Text
    quote: Text | None = None
    """The words with the figure or date; empty when the whole clause holds nothing to follow."""
    why: Text


class PlanFile(Frozen):
    """One file under tasks/plans: one official document."""

    document: Document
    indicators: tuple[Indicator, ...] = ()
    goals: tuple[Goals, ...] = ()
    tasks: tuple[Task, ...] = ()
    pilots: tuple[PilotType, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()


class Plan(Frozen):
    """Everything under tasks/ that could be read, and the fingerprint of the files it came from."""

    files: tuple[PlanFile, ...]
    units: tuple[Unit, ...]
    jurisdictions: tuple[Jurisdiction, ...] = ()
    home: str = ""
    """The jurisdiction whose office keeps the ledger; what pages show first."""
    thresholds: tuple[Threshold, ...]
    reminders: tuple[ReminderRule, ...] = ()
    calendar: Calendar
    supervision: Supervision | None = None
    """None when tasks/rules.yaml does not say how notices and instructions are numbered."""
    rubrics: tuple[Rubric, ...] = ()
    """Those without a mistake, in the order of their files."""
    fingerprint: str
