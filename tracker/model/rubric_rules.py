"""The six rules by which a line of a rubric is scored, as data."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from tracker.model.words import Frozen, Slug, Text


class Holds(StrEnum):
    """How a condition compares."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Measure(Frozen):
    """The figure itself, or with a goal the completion in percent, or with `excess` how far it lies over the goal."""

    actual: Slug
    goal: Slug | None = None
    goal_value: Decimal | None = None
    excess: bool = False
    """(actual - goal) / goal, for figures that should stay under theirs."""


class Requirement(Frozen):
    """A figure against another, or against a number."""

    actual: Slug
    goal: Slug | None = None
    goal_value: Decimal | None = None
    holds: Holds
    name: Text | None = None
    """What is asked, in Chinese, e.g. 完成年度目标; the input's name when left out."""


class Linear(Frozen):
    """min(rate, 100 %) × points, never below nothing."""

    points: Decimal = Field(gt=0)
    measure: Measure


class Step(Frozen):
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    score: Decimal = Field(ge=0)


class Steps(Frozen):
    """The score of the first step that the figure stands on."""

    points: Decimal = Field(gt=0)
    measure: Measure
    steps: tuple[Step, ...] = Field(min_length=1)
    otherwise: Decimal = Field(default=Decimal(0), ge=0)


class Bonus(Frozen):
    """`each` points for every full `per` of the figure over `over`, `cap` at most."""

    cap: Decimal = Field(gt=0)
    measure: Measure
    over: Decimal
    per: Decimal = Field(gt=0)
    each: Decimal = Field(gt=0)


class Matrix(Frozen):
    """Two conditions: both, one of them, or neither."""

    first: Requirement
    second: Requirement
    both: Decimal = Field(gt=0)
    only_first: Decimal = Field(ge=0)
    only_second: Decimal = Field(ge=0)
    neither: Decimal = Field(default=Decimal(0), ge=0)


class Veto(Frozen):
    """A condition without points; the grading says what follows where it does not hold."""

    requires: Requirement


class PassCount(Frozen):
    """Met when so many of the conditions hold."""

    requires: tuple[Requirement, ...] = Field(min_length=1)
    need: int = Field(ge=1)
    points: Decimal | None = Field(default=None, gt=0)
    """None where the rubric only counts what is met."""


Rule = Linear | Steps | Bonus | Matrix | Veto | PassCount
RULES = ("linear", "steps", "bonus", "matrix", "veto", "pass_count")


def parts_of(rule: Rule | None) -> Iterator[tuple[str, Measure | Requirement]]:
    """What a rule reads its figures by, each with its path in the rule."""
    match rule:
        case Linear(measure=measure) | Steps(measure=measure) | Bonus(measure=measure):
            yield "measure", measure
        case Matrix(first=first, second=second):
            yield "first", first
            yield "second", second
        case Veto(requires=requirement):
            yield "requires", requirement
        case PassCount(requires=requirements):
            for n, requirement in enumerate(requirements):
                yield f"requires.{n}", requirement
