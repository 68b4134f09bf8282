"""The register of pilots (试点): who applied for which kind of pilot, and the stages each has gone through."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from tracker.model import PilotStage
from tracker.records.kinds.body import Body, MissingError, Short, Words

_SLUG = "abcdefghijklmnopqrstuvwxyz0123456789.-"


def _slug(text: str) -> str:
    if not text or text[0] in ".-" or not set(text) <= set(_SLUG):
        raise ValueError("试点编号只用小写字母、数字、点和连字符，例如 p1；留空则自动编号。")
    return text


class Pilot(Body):
    """A pilot is entered in the register. Its id is `document/pilot`."""

    kind = "pilot"
    document: Short
    pilot: Annotated[str, Field(max_length=60), AfterValidator(_slug)] | None = None
    """Unique in the document; the intake counts on where it is left out."""
    type: Short
    """Id of one of the document's kinds of pilots."""
    applicant: Short
    """An organisation, never a person."""
    name: Short
    place: Short | None = None

    @property
    def subject(self) -> str:
        return self.document


class PilotReached(Body):
    """A pilot has reached a stage on the business date of the record."""

    kind = "pilot_stage"
    pilot: Short
    stage: PilotStage
    document_number: Short | None = None
    note: Words | None = None
    reason: Words | None = None

    @property
    def subject(self) -> str:
        return self.pilot

    @model_validator(mode="after")
    def _reason_for_cancelling(self) -> "PilotReached":
        if self.stage is PilotStage.CANCELLED and not self.reason:
            raise MissingError("reason", "取消试点要写明原因。")
        return self
