"""Lines judged -> the grade: the first rule of the grading that holds, with what is unknown taken well, ill, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.assessment.results import Line, LineState
from tracker.model import GradeRule, Rubric


@dataclass(frozen=True)
class Standing:
    """What the grading looks at, with nothing left unknown."""

    missed: tuple[Line, ...]
    total: Decimal
    """In the points of the whole rubric."""


@dataclass(frozen=True)
class Grades:
    """`rule` decided `grade`; with a grade still open, it is the rule that decides at worst."""

    grade: str | None
    worst: str
    best: str
    rule: GradeRule
    total: Decimal
    """Points had so far, carried up where the rubric says so."""


def grades(rubric: Rubric, lines: Sequence[Line]) -> Grades:
    worst = _decides(rubric, _standing(rubric, lines, well=False))
    best = _decides(rubric, _standing(rubric, lines, well=True))
    decided = worst.grade == best.grade
    total = _standing(rubric, lines, well=False).total
    # What holds even at best is what decides.
    rule = best if decided else worst
    return Grades(rule.grade if decided else None, worst.grade, best.grade, rule, total)


def _standing(rubric: Rubric, lines: Sequence[Line], well: bool) -> Standing:
    """With everything unknown going well, or ill."""
    missed = [
        line
        for line in lines
        if line.state is LineState.NOT_MET or (line.state is LineState.UNKNOWN and not well)
    ]
    points = sum((line.score or Decimal(0) for line in lines), Decimal(0))
    if well:
        points += sum((line.at_risk for line in lines), Decimal(0))
    return Standing(tuple(missed), points * scale(rubric, lines))


def scale(rubric: Rubric, lines: Sequence[Line]) -> Decimal:
    """By what a total is carried up where lines do not apply; 1 where the rubric does not say so."""
    whole, had = rubric.full, full_of(lines)
    if not rubric.scaled or not whole or not had:
        return Decimal(1)
    return whole / had


def full_of(lines: Sequence[Line]) -> Decimal | None:
    """Points that can be had without bonus by the lines that apply; None where none has points."""
    points = [
        line.full for line in lines if line.full is not None and line.state is not LineState.NOT_APPLICABLE
    ]
    return sum(points, Decimal(0)) if points else None


def _decides(rubric: Rubric, standing: Standing) -> GradeRule:
    vetoes = {line.id for line in rubric.lines if line.is_veto}
    return next(rule for rule in rubric.grading if _holds(rule, standing, vetoes))


def _holds(rule: GradeRule, standing: Standing, vetoes: set[str]) -> bool:
    if rule.vetoed:
        return any(line.id in vetoes for line in standing.missed)
    if rule.missed is not None:
        return sum(line.group_id == rule.group for line in standing.missed) >= rule.missed
    if rule.all_met:
        return not standing.missed
    if rule.score is not None:
        # A division's last digit must not cost a grade.
        return round(standing.total, 12) >= rule.score
    return True
