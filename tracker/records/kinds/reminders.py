"""Reminders (催办) that went out: of what, to which unit, at which step before or after the due day."""

from enum import StrEnum

from pydantic import model_validator

from tracker.records.kinds.body import Body, Day, Short, Words


class RemindedOf(StrEnum):
    ITEM = "item"
    """A milestone or an approved work item."""
    WINDOW = "window"
    """The reports that a unit owes for a quarter, all of them in one."""
    NOTICE = "notice"
    """The reply to a supervision notice."""
    INSTRUCTION = "instruction"
    """The feedback on a leader's instruction."""


class Reminder(Body):
    """A unit has been reminded of something that is due. The record is the reminder: its inbox shows it from then on."""

    kind = "reminder"
    about: RemindedOf
    thing: Short
    """Id of the item; of a window the quarter; else the number."""
    unit: Short
    due: Day
    step: int | None = None
    """Days from the due day to the step it was sent for, negative before it; left out when the office chases by hand."""
    text: Words
    reason: Words | None = None
    """Why the office chases again so soon after the last time."""

    @property
    def subject(self) -> str:
        return self.thing

    @model_validator(mode="after")
    def _reason_only_by_hand(self) -> "Reminder":
        if self.step is not None and self.reason:
            raise ValueError("按规定节点发出的催办不写原因。")
        return self
