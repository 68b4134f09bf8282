"""A filled workbook of a unit that was taken: the same file sent again is known by its hash."""

from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from tracker.periods import Quarter
from tracker.records.kinds.body import Body, Short
from tracker.records.kinds.sources import hex_hash


class WorkbookTaken(Body):
    """First of the batch that a workbook became; what it says in its cells stands in the records behind it."""

    kind = "workbook_taken"
    name: Short
    """What the file was called, without its folder."""
    sha256: Annotated[str, AfterValidator(hex_hash)]
    form_unit: Short
    """Whose form it is."""
    form_period: str
    base: int = Field(ge=0)
    """The last record that the form had seen when it was made."""
    rows: int = Field(ge=1, le=10_000)
    """So many rows of it brought something new."""

    @field_validator("form_period")
    @classmethod
    def _quarter(cls, text: str) -> str:
        return str(Quarter.parse(text))
