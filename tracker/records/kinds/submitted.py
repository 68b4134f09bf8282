"""What a unit's reporter prepares, and what the unit itself makes of it: only what is confirmed counts."""

from enum import StrEnum

from pydantic import Field, model_validator

from tracker.records.kinds.body import Body, MissingError, Short, Words


class Submission(Body):
    """A report as a reporter (填报员) has prepared it; it waits for the unit's confirmation and counts for nothing yet."""

    kind = "submission"
    of: Short
    """The kind of record it is to become."""
    content: dict[str, object] = Field(min_length=1)


class ConfirmationVerdict(StrEnum):
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Confirmation(Body):
    """The unit (审核人) confirms a submission, which is recorded right behind it as what it is, or returns it."""

    kind = "confirmation"
    submission: Short
    verdict: ConfirmationVerdict
    reason: Words | None = None

    @model_validator(mode="after")
    def _reason_for_return(self) -> "Confirmation":
        if self.verdict is ConfirmationVerdict.RETURNED and not self.reason:
            raise MissingError("reason", "退回要写明原因。")
        return self
