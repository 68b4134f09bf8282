"""A line and its inputs -> its state, its points or those at risk, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.assessment.results import Input, LineState
from tracker.assessment.scoring import Outcome, gap, outcome
from tracker.assessment.words import line_sentence
from tracker.model import RubricLine


@dataclass(frozen=True)
class Verdict:
    state: LineState
    score: Decimal | None
    rate: Decimal | None
    gap: Decimal | None
    at_risk: Decimal
    sentence: str


def judge(
    line: RubricLine, inputs: Sequence[Input], applies: bool = True, supposed: Decimal | None = None
) -> Verdict:
    """`supposed` is the outcome that a rehearsal gives to the whole line: 1 met, 0 missed."""
    figures = {one.id: one.value for one in inputs}
    said = outcome(line, figures) if supposed is None else _supposed(line, supposed > 0)
    state = _state(line, said, applies or supposed is not None)
    had = state not in (LineState.UNKNOWN, LineState.NOT_APPLICABLE)
    best = line.highest if said.earned_at_best is None else said.earned_at_best
    return Verdict(
        state,
        said.score if had else None,
        said.rate if had else None,
        gap(line, figures),
        best if state is LineState.UNKNOWN else Decimal(0),
        line_sentence(line, state, said, inputs),
    )


def _supposed(line: RubricLine, met: bool) -> Outcome:
    score = line.highest if met else Decimal(0)
    return Outcome(met, None if line.full is None else score, is_supposed=True)


def _state(line: RubricLine, said: Outcome, applies: bool) -> LineState:
    """A line that decides the grade is missed when it falls short at all; elsewhere part of the points is a score."""
    if not applies:
        return LineState.NOT_APPLICABLE
    if said.met is None:
        return LineState.UNKNOWN if said.score is None else LineState.SCORED
    if said.met:
        return LineState.MET
    return LineState.SCORED if said.score and not line.is_veto else LineState.NOT_MET
