"""What all kinds share: forms of words, figures and days, and the body they are built on."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


class MissingError(ValueError):
    """A field that another one makes necessary, and what to say of it."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Number = Annotated[Decimal, Field(max_digits=18, decimal_places=6, allow_inf_nan=False)]


def _no_timestamp(value: object) -> object:
    """A bare number would be taken for seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()):
        raise ValueError("不是日期，请写成 2026-09-30 这样。")
    return value


Day = Annotated[date, BeforeValidator(_no_timestamp)]


class Light(StrEnum):
    RED = "red"
    YELLOW = "yellow"
    GREY = "grey"
    BLUE = "blue"
    GREEN = "green"


class Body(BaseModel):
    """`kind` names the record; `subject` is the plan id the record speaks of, empty where it has none."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    kind: ClassVar[str]

    @property
    def subject(self) -> str:
        return ""

    def takes_effect(self) -> date | None:
        """The business date the body itself fixes; None = the day of the decision."""
        return None
