"""What holds of every rule, whatever the figures: more is never worse, points have bounds, unknown never beats known."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.assessed import make_line
from tracker.assessment.judging import judge
from tracker.assessment.results import Input, LineState
from tracker.model import RubricLine

FIGURE = st.decimals(-1000, 1000, places=3)
GOAL = st.decimals("0.001", 1000, places=3)
RATE: dict[str, Any] = {"measure": {"actual": "actual", "goal": "goal"}}
STEPS = [{"at_least": 90, "score": 36}, {"at_least": 50, "score": 20}]
TWO = {
    "first": {"actual": "actual", "goal": "goal", "holds": "at_least"},
    "second": {"actual": "other", "goal_value": 1, "holds": "at_least"},
}
LINES = {
    "linear": make_line({"linear": {"points": 25, **RATE}}),
    "steps": make_line({"steps": {"points": 36, "steps": STEPS, **RATE}}),
    "bonus": make_line({"bonus": {"cap": 5, "over": 100, "per": 10, "each": 1, **RATE}}),
    "matrix": make_line({"matrix": {**TWO, "both": 35, "only_first": 20, "only_second": 10}}),
    "veto": make_line({"veto": {"requires": TWO["first"]}}),
    "pass_count": make_line({"pass_count": {"need": 1, "points": 15, "requires": [*TWO.values()]}}),
}
RULES = st.sampled_from(sorted(LINES))


def said(line: RubricLine, **figures: Decimal | None) -> Any:
    return judge(
        line, [Input(one.name, figures.get(one.id), None, None, None, id=one.id) for one in line.inputs]
    )


def worth(verdict: Any) -> Decimal:
    """What a line brings: its points, or for a veto 1 when it holds."""
    met = Decimal(verdict.state is LineState.MET)
    return met if verdict.score is None else verdict.score


@settings(max_examples=60)
@given(RULES, FIGURE, FIGURE, GOAL, FIGURE)
def test_a_higher_figure_never_scores_less(
    rule: str, one: Decimal, two: Decimal, goal: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, two))
    worse, better = (said(LINES[rule], actual=value, goal=goal, other=other) for value in (low, high))
    assert worth(worse) <= worth(better)


@settings(max_examples=60)
@given(RULES, FIGURE, GOAL, FIGURE)
def test_points_lie_between_nothing_and_all(
    rule: str, actual: Decimal, goal: Decimal, other: Decimal
) -> None:
    line = LINES[rule]
    found = said(line, actual=actual, goal=goal, other=other)
    assert found.state is not LineState.UNKNOWN
    assert found.at_risk == 0
    assert Decimal(0) <= (found.score or Decimal(0)) <= line.highest
    assert (found.score is None) == (line.full is None)


@settings(max_examples=60)
@given(RULES, FIGURE, GOAL, FIGURE, st.sets(st.sampled_from(["actual", "goal", "other"]), min_size=1))
def test_unknown_never_beats_known(
    rule: str, actual: Decimal, goal: Decimal, other: Decimal, lost: set[str]
) -> None:
    """What is scored without a figure is no more than with it, and with what is at risk no less."""
    figures = {"actual": actual, "goal": goal, "other": other}
    known = said(LINES[rule], **figures)
    less = said(LINES[rule], **{name: value for name, value in figures.items() if name not in lost})
    if less.state is not LineState.UNKNOWN:
        assert (less.state, less.score) == (known.state, known.score), "it did not hang on the figure"
        return
    assert less.score is None
    assert (known.score or Decimal(0)) <= less.at_risk
