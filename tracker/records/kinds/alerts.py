"""Warnings (预警): declared, raised or lowered, ended; and what each unit did about them while they lasted."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from tracker.model import AlertLevel
from tracker.records.kinds.body import Body, MissingError, Short, Words

_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)|24[:：]00")


def _time_of_day(text: str) -> str:
    if not (found := _TIME.fullmatch(text)):
        raise ValueError("时间请写成 14:30 这样。")
    return f"{int(found[1]):02}:{found[2]}" if found[1] else "24:00"


TimeOfDay = Annotated[str, Field(max_length=200), AfterValidator(_time_of_day)]
"""Shanghai time on the day a record takes effect; 24:00 is the end of that day."""


class Alert(Body):
    """A warning is declared: from then on the triggered tasks of its level are a checklist."""

    kind = "alert"
    document: Short
    level: AlertLevel
    at: TimeOfDay | None = None
    reference: Words
    """The instruction it follows."""
    note: Words | None = None

    @property
    def subject(self) -> str:
        return self.document


class AlertChange(Body):
    """The level of a warning is raised or lowered; the checklist is that of the new level from then on."""

    kind = "alert_change"
    alert: Short
    level: AlertLevel
    at: TimeOfDay | None = None
    reference: Words

    @property
    def subject(self) -> str:
        return self.alert


class AlertEnd(Body):
    """The warning is lifted (解除); what was not reported by then stays unreported, never overdue."""

    kind = "alert_end"
    alert: Short
    at: TimeOfDay | None = None
    reference: Words

    @property
    def subject(self) -> str:
        return self.alert


class ActionState(StrEnum):
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class AlertAction(Body):
    """A unit has carried out a measure of a warning, or the measure does not apply to it."""

    kind = "alert_action"
    alert: Short
    task: Short
    unit: Short
    state: ActionState
    text: Words | None = None

    @property
    def subject(self) -> str:
        return self.task

    @model_validator(mode="after")
    def _reason_for_nothing(self) -> "AlertAction":
        if self.state is ActionState.NOT_APPLICABLE and not self.text:
            raise MissingError("text", "不适用的要写明原因。")
        return self
