"""An assessment in words: why a line has its points, what the grade hangs on, what the rubric is worth here."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

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
    supposed = "预演：" if said.is_supposed or any(one.supposed for one in inputs) else ""
    provisional = "（初步数）" if any(one.provisional for one in inputs) else ""
    return f"{supposed}{_said(line, state, said, inputs)}{provisional}。"


def _said(line: RubricLine, state: LineState, said: Outcome, inputs: Sequence[Input]) -> str:
    if state is LineState.NOT_APPLICABLE:
        return "没有涉及的事项，本项不适用"
    if state is LineState.UNKNOWN:
        return _unknown(line, said, inputs)
    if said.is_supposed:
        met = "达标" if said.met else "不达标"
        return f"假设本项{met}{_points(line, said)}"
    match line.rule:
        case Linear(measure=measure) | Steps(measure=measure) | Bonus(measure=measure):
            return f"{_measured(line, measure, said, inputs)}{_points(line, said)}"
        case Matrix(first=first, second=second):
            return f"{_held(line, (first, second), said, inputs)}{_points(line, said)}"
        case Veto(requires=requires):
            verdict = "没有否决情形" if said.met else "触发否决"
            return f"{_compared(line, (requires,), said, inputs)}，{verdict}"
        case PassCount(requires=requires, need=need):
            count = f"，应满足{need}条以上" if len(requires) > 1 else ""
            return f"{_compared(line, requires, said, inputs)}{count}，{'达标' if said.met else '不达标'}{_points(line, said)}"
    raise ValueError(f"{line.id} has no rule")


def _unknown(line: RubricLine, said: Outcome, inputs: Sequence[Input]) -> str:
    missing = "；".join(one.missing for one in inputs if one.missing)
    why = missing or "目标值不大于零，算不出完成率"
    best = said.earned_at_best if said.earned_at_best is not None else line.highest
    points = f"，不得分，{number(best)}分待定" if best else ""
    return f"缺依据{points}：{why}"


def _points(line: RubricLine, said: Outcome) -> str:
    if said.score is None:
        return ""
    if line.bonus:
        return f"，加{rounded(said.score)}分（最多加{number(line.bonus.cap)}分）"
    return f"，得{rounded(said.score)}分（满分{number(line.full)}分）"


def rounded(value: Decimal | None) -> str:
    """Two places; what only rounding would make whole is cut, so that 89.996 is not called 90."""
    if value is None:
        return "—"
    near = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if near != value and near == near.to_integral_value():
        near = value.quantize(Decimal("0.01"), ROUND_DOWN)
    return number(near)


def _measured(line: RubricLine, measure: Measure, said: Outcome, inputs: Sequence[Input]) -> str:
    words = _figure(line, measure.actual, inputs)
    if measure.goal:
        words += f"，{_figure(line, measure.goal, inputs)}"
    if measure.excess:
        return f"{words}，超出{rounded(said.measured)}%"
    # Of a share in percent the completion is the figure itself.
    return (
        words if said.rate is None or measure.goal_value == 100 else f"{words}，完成率{rounded(said.rate)}%"
    )


def _figure(line: RubricLine, input_id: str, inputs: Sequence[Input]) -> str:
    asked = next(one for one in line.inputs if one.id == input_id)
    found = next(one for one in inputs if one.id == input_id)
    if asked.yes_no and found.value is not None:
        return f"{found.name}：{'是' if found.value else '否'}"
    return f"{found.name} {amount(found.value, found.unit_of_measure)}"


def _held(line: RubricLine, requires: Sequence[Requirement], said: Outcome, inputs: Sequence[Input]) -> str:
    parts = []
    for one, held in zip(requires, said.held, strict=True):
        figure = _figure(line, one.actual, inputs)
        words = f"{one.name}（{figure}）" if one.name else figure
        parts.append(f"{words}{'符合' if held else '不符合'}")
    return "，".join(parts)


def _compared(
    line: RubricLine, requires: Sequence[Requirement], said: Outcome, inputs: Sequence[Input]
) -> str:
    if len(requires) > 1:
        names = [
            one.name or next(asked.name for asked in line.inputs if asked.id == one.actual)
            for one, held in zip(requires, said.held, strict=True)
            if held
        ]
        which = f"（{'、'.join(names)}）" if names else ""
        return f"{len(requires)}条中{len(names)}条符合{which}"
    read = [requires[0].actual, *([requires[0].goal] if requires[0].goal else [])]
    return "，".join(_figure(line, input_id, inputs) for input_id in read)


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
        parts.append(f"得{rounded(score)}分（可得满分{number(full)}分）")
        if found.total != score:
            parts.append(f"有不适用的项，折算为{rounded(found.total)}分")
    else:
        met = sum(line.state is LineState.MET for line in lines)
        missed = sum(line.state is LineState.NOT_MET for line in lines)
        parts.append(f"{len(lines)}项中达标{met}项、不达标{missed}项")
    unknown = sum(line.state is LineState.UNKNOWN for line in lines)
    if unknown:
        risk = f"，{number(at_risk)}分待定" if at_risk else ""
        parts.append(f"缺依据{unknown}项{risk}")
    if found.grade:
        parts.append(f"等次为{found.grade}（{found.rule.words}）")
    else:
        parts.append(f"等次未定，最差{found.worst}，最好{found.best}")
    return "，".join(parts) + "。"


def _clock(asked: Question) -> str:
    as_of = asked.snapshot.clock.as_of
    supposed = "（含预演假设）" if asked.supposing else ""
    if as_of < date(asked.year, 12, 31):
        return f"{asked.year}年度年内推算，截至{day(as_of)}{supposed}"
    return f"{asked.year}年度{supposed}"
