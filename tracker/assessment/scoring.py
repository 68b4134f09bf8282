"""The six rules: what a line makes of figures that are known. Exact arithmetic; figures are rounded only in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from tracker.model import (
    Bonus,
    Holds,
    Linear,
    Matrix,
    Measure,
    PassCount,
    Requirement,
    RubricLine,
    Steps,
    Veto,
)

HUNDRED = Decimal(100)
Figures = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Outcome:
    """What a rule says. `met` is None where it only scores; all are None while it cannot say anything."""

    met: bool | None = None
    score: Decimal | None = None
    rate: Decimal | None = None
    measured: Decimal | None = None
    """What was put on the scale: the rate, the excess, or the figure itself."""
    held: tuple[bool | None, ...] = ()
    """Of each condition whether it holds; None while that is unknown."""
    earned_at_best: Decimal | None = None
    """The most that is still within reach while something is unknown; None = the line's highest."""

    is_supposed: bool = False
    """A rehearsal gave it to the whole line."""


UNKNOWN = Outcome()


def outcome(line: RubricLine, figures: Figures) -> Outcome:
    """The line judged by its figures; a figure that is missing is None."""
    match line.rule:
        case Linear() as rule:
            return linear(rule, figures)
        case Steps() as rule:
            return steps(rule, figures)
        case Bonus() as rule:
            return bonus(rule, figures)
        case Matrix() as rule:
            return matrix(rule, figures)
        case Veto() as rule:
            return veto(rule, figures)
        case PassCount() as rule:
            return pass_count(rule, figures)
    raise ValueError(f"{line.id} has no rule")


def linear(rule: Linear, figures: Figures) -> Outcome:
    """min(rate, 100 %) × points; a negative rate brings nothing."""
    rate = measured(rule.measure, figures)
    if rate is None:
        return UNKNOWN
    counted = max(min(rate, HUNDRED), Decimal(0))
    return Outcome(rate >= HUNDRED, counted * rule.points / HUNDRED, rate, rate)


def steps(rule: Steps, figures: Figures) -> Outcome:
    """The first step that the figure stands on."""
    value = measured(rule.measure, figures)
    if value is None:
        return UNKNOWN
    for step in rule.steps:
        low = step.at_least is None or value >= step.at_least
        if low and (step.at_most is None or value <= step.at_most):
            return Outcome(None, step.score, _rate(rule.measure, value), value)
    return Outcome(None, rule.otherwise, _rate(rule.measure, value), value)


def bonus(rule: Bonus, figures: Figures) -> Outcome:
    """Full stretches only; never less than nothing and never more than the cap."""
    value = measured(rule.measure, figures)
    if value is None:
        return UNKNOWN
    stretches = ((value - rule.over) / rule.per).to_integral_value(ROUND_FLOOR)
    earned = min(max(stretches, Decimal(0)) * rule.each, rule.cap)
    return Outcome(None, earned, _rate(rule.measure, value), value)


def matrix(rule: Matrix, figures: Figures) -> Outcome:
    held = holds(rule.first, figures), holds(rule.second, figures)
    scores = {
        (True, True): rule.both,
        (True, False): rule.only_first,
        (False, True): rule.only_second,
        (False, False): rule.neither,
    }
    possible = [
        score
        for key, score in scores.items()
        if all(known in (None, one) for known, one in zip(held, key, strict=True))
    ]
    if None in held:
        return Outcome(held=held, earned_at_best=max(possible))
    return Outcome(all(held), possible[0], held=held)


def veto(rule: Veto, figures: Figures) -> Outcome:
    held = holds(rule.requires, figures)
    return Outcome(held, held=(held,))


def pass_count(rule: PassCount, figures: Figures) -> Outcome:
    """What is still unknown does not matter once enough hold, or too few can."""
    held = tuple(holds(one, figures) for one in rule.requires)
    passed, open_ = held.count(True), held.count(None)
    if passed < rule.need <= passed + open_:
        return Outcome(held=held)
    met = passed >= rule.need
    score = None if rule.points is None else rule.points if met else Decimal(0)
    return Outcome(met, score, completion(rule.requires, figures), held=held)


def holds(one: Requirement, figures: Figures) -> bool | None:
    actual = figures.get(one.actual)
    goal = figures.get(one.goal) if one.goal else one.goal_value
    if actual is None or goal is None:
        return None
    return actual >= goal if one.holds is Holds.AT_LEAST else actual <= goal


def completion(requires: Sequence[Requirement], figures: Figures) -> Decimal | None:
    """The completion rate of a single figure that should reach another one."""
    if len(requires) != 1 or requires[0].holds is not Holds.AT_LEAST or requires[0].goal is None:
        return None
    return measured(Measure(actual=requires[0].actual, goal=requires[0].goal), figures)


def gap(line: RubricLine, figures: Figures) -> Decimal | None:
    """How far the one figure of a line is from its goal, in its own unit; positive = short of it, or over its ceiling."""
    match line.rule:
        case Linear(measure=one) | Steps(measure=one) | Bonus(measure=one):
            ceiling = one.excess
        case Veto(requires=one) | PassCount(requires=(one,)):
            ceiling = one.holds is Holds.AT_MOST
        case _:
            return None
    actual, goal = figures.get(one.actual), figures.get(one.goal or "")
    if actual is None or goal is None:
        return None
    return actual - goal if ceiling else goal - actual


def measured(measure: Measure, figures: Figures) -> Decimal | None:
    """The figure on the rule's scale; None while it is unknown, or where a rate has no goal above zero."""
    actual = figures.get(measure.actual)
    if measure.goal is None and measure.goal_value is None:
        return actual
    goal = figures.get(measure.goal) if measure.goal else measure.goal_value
    if actual is None or goal is None or goal <= 0:
        return None
    return (actual - goal if measure.excess else actual) / goal * HUNDRED


def _rate(measure: Measure, value: Decimal) -> Decimal | None:
    """The completion rate, where the rule's scale is one."""
    has_goal = measure.goal is not None or measure.goal_value is not None
    return value if has_goal and not measure.excess else None
