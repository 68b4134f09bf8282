"""An assessment rubric as data: its lines, what each reads, by which rule it is scored, and what decides the grade."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from tracker.model.rubric_rules import (
    RULES,
    Bonus,
    Linear,
    Matrix,
    PassCount,
    Rule,
    Steps,
    Veto,
    parts_of,
)
from tracker.model.words import Frozen, Slug, Text

MET = "met"
"""Never the id of an input: `line/met` in a rehearsal supposes that the line is met, or is not."""


class Standing(StrEnum):
    """What a rubric is worth: read in its own text, known from others' accounts of it, or made up to show the form."""

    ORIGINAL = "original"
    UNCHECKED = "unchecked"
    EXAMPLE = "example"


class RubricSubject(StrEnum):
    DISTRICT = "district"
    UNIT = "unit"


class TargetFigure(StrEnum):
    """What an input takes from a target of the plan, once it has fallen due."""

    ACTUAL = "actual"
    GOAL = "goal"
    REACHED = "reached"
    """1 when the target was reached in time, else 0."""


class Count(StrEnum):
    """What an input counts over the tasks that a unit answers for; all are percentages."""

    FINISHED_ON_TIME = "finished_on_time"
    """Milestones and work items due in the year that were finished by their effective due."""
    REPORTED_ON_TIME = "reported_on_time"
    """Quarters of the year, a task each, whose report came inside the window."""
    YEAR_GOALS_DONE = "year_goals_done"
    """Goals of the year reported done to 100 %."""
    WITH_EVIDENCE = "with_evidence"
    """Finished milestones and work items with evidence on record."""


class RubricInput(Frozen):
    """One fact a line reads: a target's, a count, else a figure that the office records for the year."""

    id: Slug
    name: Text
    unit_of_measure: Text | None = None
    target: Text | None = None
    """Global id of a target of the plan."""
    figure: TargetFigure | None = None
    count: Count | None = None
    yes_no: bool = False
    """The figure recorded is 1 for yes and 0 for no."""
    needs_document: bool = False
    """The figure counts only with the number of the document that states it."""
    supplied_by: Text
    """Who can supply it, in Chinese."""

    @property
    def is_recorded(self) -> bool:
        return self.target is None and self.count is None


class RubricLine(Frozen):
    """One line; it has exactly one of the six rules."""

    id: Slug
    number: Text
    """As the rubric prints it, e.g. 1.2."""
    group: Slug
    title: Text
    source: Text
    """Which text says this line, with its place."""
    evidence_wanted: Text
    inputs: tuple[RubricInput, ...] = Field(min_length=1)
    linear: Linear | None = None
    steps: Steps | None = None
    bonus: Bonus | None = None
    matrix: Matrix | None = None
    veto: Veto | None = None
    pass_count: PassCount | None = None
    decisive: bool = False
    """Missing it decides the grade whatever the total (否决性指标)."""
    tasks: tuple[Text, ...] = ()
    """Global ids of the plan's tasks that serve it. This is our reading; no text states it."""
    targets: tuple[Text, ...] = ()
    """Global ids of the plan's targets that speak of the same thing. This is our reading too."""

    @property
    def rule_name(self) -> str:
        return next((name for name in RULES if getattr(self, name) is not None), "")

    @property
    def rule(self) -> Rule | None:
        """None only while the loader looks at it: a rubric with such a line is not used."""
        return self.linear or self.steps or self.bonus or self.matrix or self.veto or self.pass_count

    def role_of(self, input_id: str) -> str:
        """`actual` or `goal` where the rule sets this input against another one, else empty."""
        pairs = [(part.actual, part.goal) for _, part in parts_of(self.rule) if part.goal]
        if any(input_id == actual for actual, _ in pairs):
            return "actual"
        return "goal" if any(input_id == goal for _, goal in pairs) else ""

    @property
    def is_veto(self) -> bool:
        return self.decisive or self.veto is not None

    @property
    def full(self) -> Decimal | None:
        """Points that can be had, a bonus having none; None where the line is only met or not."""
        match self.rule:
            case Linear(points=points) | Steps(points=points) | PassCount(points=points):
                return points
            case Matrix(both=both):
                return both
            case Bonus():
                return Decimal(0)
        return None

    @property
    def highest(self) -> Decimal:
        """The most that the line can bring, its bonus included."""
        return self.bonus.cap if self.bonus else self.full or Decimal(0)


class RubricGroup(Frozen):
    id: Slug
    title: Text


class GradeRule(Frozen):
    """The first rule that holds gives the grade. One without any condition always holds."""

    id: Slug
    grade: Text
    vetoed: bool = False
    """Holds when a decisive line or a veto is missed."""
    group: Slug | None = None
    missed: int | None = Field(default=None, ge=1)
    """Holds when so many lines of the group, or more, are missed."""
    all_met: bool = False
    """Holds when no line is missed."""
    score: Decimal | None = None
    """Holds from this total on."""
    words: Text
    """What it says, in Chinese."""


class Rubric(Frozen):
    """One version of a rubric: a file under tasks/rubrics."""

    id: Slug
    title: Text
    document_number: Text | None = None
    version: Text
    from_year: int = Field(ge=2000, le=2100)
    to_year: int | None = Field(default=None, ge=2000, le=2100)
    """The last year it is valid for; empty while no end is known."""
    standing: Standing
    used_as: Text
    """How it is used here, in Chinese; printed wherever it shows."""
    source: Text
    """Where it is known from; a second-hand account is called one."""
    subject: RubricSubject
    points: Decimal | None = None
    """The full points, for the loader to check the lines by; none where the rubric only counts what is met."""
    scaled: bool = False
    """Whether a total is carried up to the full points when a line does not apply to the subject."""
    groups: tuple[RubricGroup, ...] = Field(min_length=1)
    lines: tuple[RubricLine, ...] = Field(min_length=1)
    grades: tuple[Text, ...] = Field(min_length=2)
    """Its own words, from the best to the worst."""
    grading: tuple[GradeRule, ...] = Field(min_length=1)

    def holds_in(self, year: int) -> bool:
        return self.from_year <= year <= (self.to_year or year)

    def inputs(self) -> Iterator[tuple[RubricLine, RubricInput]]:
        for line in self.lines:
            for one in line.inputs:
                yield line, one

    @property
    def full(self) -> Decimal | None:
        """Points that can be had without bonus; None where the rubric only counts what is met."""
        points = [line.full for line in self.lines if line.full is not None]
        return sum(points, Decimal(0)) if points else None


def version_for(rubrics: Iterable[Rubric], rubric_id: str, year: int) -> Rubric | None:
    """The version of a rubric that is valid for a year."""
    return next((one for one in rubrics if one.id == rubric_id and one.holds_in(year)), None)
