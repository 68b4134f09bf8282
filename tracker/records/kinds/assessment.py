"""What the office records for an annual assessment: a figure or a finding that a line of a rubric reads."""

from pydantic import Field, field_validator

from tracker.periods import StatPeriod
from tracker.records.kinds.body import Body, Number, Short, Words
from tracker.records.kinds.reported import ReadingStatus


class AssessmentFigure(Body):
    """A figure for one input of a rubric's line and one year, with its source. A finding is 1 (yes) or 0 (no).

    It counts for its year, whenever it is recorded.
    """

    kind = "assessment_figure"
    rubric: Short
    line: Short
    input: Short
    year: int = Field(ge=2000, le=2100)
    unit: Short | None = None
    """Whom it is about where the rubric scores units; empty for the district."""
    value: Number
    unit_of_measure: Short | None = None
    period: Short | None = None
    """The statistical period, where the figure is a statistic."""
    source: Words
    document_number: Short | None = None
    evidence: tuple[Short, ...] = Field(default=(), max_length=50)
    """Ids of evidence records."""
    status: ReadingStatus

    @field_validator("period")
    @classmethod
    def _stat_period(cls, text: str | None) -> str | None:
        return StatPeriod.parse(text).text if text else None

    @property
    def subject(self) -> str:
        return f"{self.rubric}/{self.line}/{self.input}"
