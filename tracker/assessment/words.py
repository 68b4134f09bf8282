"""An assessment in words: why a line has its points, what the grade hangs on, what the rubric is worth here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tracker.assessment.gathering import Question
from tracker.assessment.grading import Grades
from tracker.assessment.results import Input, Line, LineState
from tracker.assessment.scoring import Outcome
from tracker.labels import STANDING
from tracker.model import (
    Bonus,
    Linear,
    Matrix,
    Measure,
    PassCount,
    Requirement,
    Rubric,
    RubricLine,
    Steps,
    Veto,
)
from tracker.sentences import amount, day, number


def standing_words(rubric: Rubric) -> str:
    return f"{STANDING[rubric.standing]}：{rubric.used_as}"


def line_sentence(line: RubricLine, state: LineState, said: Outcome, inputs: Sequence[Input]) -> str:
    supposed = "预演假设：" if any(one.supposed for one in inputs) else ""
    provisional = "（初步数）" if any(one.provisional for one in inputs) else ""
    return f"{supposed}{_said(line, state, said, inputs)}{provisional}。"


def _said(line: RubricLine, state: LineState, said: Outcome, inputs: Sequence[Input]) -> str:
    if state is LineState.NOT_APPLICABLE:
        return "没有涉及的事项，本项不适用"
    if state is LineState.UNKNOWN:
        return _unknown(line, said, inputs)
    if not said.held and said.measured is None:
        met = "达标" if said.met else "不达标"
        return f"预演假设本项{met}{_points(line, said)}"
    match line.rule:
        case Linear(measure=measure) | Steps(measure=measure) | Bonus(measure=measure):
            return f"{_measured(line, measure, said, inputs)}{_points(line, said)}"
        case Matrix(first=first, second=second):
            return f"{_held(line, (first, second), said)}{_points(line, said)}"
        case Veto(requires=requires):
            return _held(line, (requires,), said)
        case PassCount(requires=requires, need=need):
            count = f"，应满足 {need} 条以上" if len(requires) > 1 else ""
            return f"{_compared(line, requires, said, inputs)}{count}，{'达标' if said.met else '不达标'}{_points(line, said)}"
    raise ValueError(f"{line.id} has no rule")


def _unknown(line: RubricLine, said: Outcome, inputs: Sequence[Input]) -> str:
    missing = "；".join(one.missing for one in inputs if one.missing)
    why = missing or "目标值不大于零，算不出完成率"
    best = said.earned_at_best if said.earned_at_best is not None else line.highest
    points = f"，不得分，{number(best)} 分待定" if best else ""
    return f"缺依据{points}：{why}"


def _points(line: RubricLine, said: Outcome) -> str:
    if said.score is None:
        return ""
    if line.bonus:
        return f"，加 {number(said.score)} 分（最多加 {number(line.bonus.cap)} 分）"
    return f"，得 {number(said.score)} 分（满分 {number(line.full)} 分）"


def _measured(line: RubricLine, measure: Measure, said: Outcome, inputs: Sequence[Input]) -> str:
    by_id = {one.id: one for one in inputs}
    actual = by_id[measure.actual]
    words = f"{actual.name} {amount(actual.value, actual.unit_of_measure)}"
    goal = by_id.get(measure.goal or "")
    if goal is None and measure.goal_value is None:
        return words
    if goal:
        words += f"，{goal.name} {amount(goal.value, goal.unit_of_measure)}"
    if measure.excess:
        return f"{words}，超出 {number(said.measured)}%"
    if goal is None and measure.goal_value == 100:
        return words
    return f"{words}，完成率 {number(said.rate)}%"


def _held(line: RubricLine, requires: Sequence[Requirement], said: Outcome) -> str:
    names = {one.id: one.name for one in line.inputs}
    parts = [
        f"“{one.name or names[one.actual]}”{'符合' if held else '不符合'}"
        for one, held in zip(requires, said.held, strict=True)
    ]
    return "，".join(parts)


def _compared(
    line: RubricLine, requires: Sequence[Requirement], said: Outcome, inputs: Sequence[Input]
) -> str:
    if len(requires) > 1:
        return f"{len(requires)} 条中 {said.held.count(True)} 条符合"
    return "，".join(
        f"{one.name} {amount(one.value, one.unit_of_measure)}" for one in inputs if one.value is not None
    )


def grade_sentence(
    asked: Question,
    lines: Sequence[Line],
    found: Grades,
    score: Decimal | None,
    full: Decimal | None,
    at_risk: Decimal,
) -> str:
    parts = [_clock(asked)]
    if score is not None:
        parts.append(f"得 {number(score)} 分（可得满分 {number(full)} 分）")
        if found.total != score:
            parts.append(f"有不适用的项，折算为 {number(found.total)} 分")
    else:
        met = sum(line.state is LineState.MET for line in lines)
        missed = sum(line.state is LineState.NOT_MET for line in lines)
        parts.append(f"{len(lines)} 项中达标 {met} 项、不达标 {missed} 项")
    unknown = sum(line.state is LineState.UNKNOWN for line in lines)
    if unknown:
        risk = f"，{number(at_risk)} 分待定" if at_risk else ""
        parts.append(f"缺依据 {unknown} 项{risk}")
    if found.grade:
        parts.append(f"等次为{found.grade}（{found.rule.words}）")
    else:
        parts.append(f"等次未定，最差{found.worst}，最好{found.best}")
    return "，".join(parts) + "。"


def _clock(asked: Question) -> str:
    as_of = asked.snapshot.clock.as_of
    supposed = "（含预演假设）" if asked.supposing else ""
    if as_of < date(asked.year, 12, 31):
        return f"{asked.year}年度预演，截至{day(as_of)}{supposed}"
    return f"{asked.year}年度{supposed}"
