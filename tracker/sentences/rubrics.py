"""The rule of a rubric's line in one short sentence: what brings how many points."""

from tracker.model import Bonus, Linear, Matrix, Measure, PassCount, Requirement, RubricLine, Steps, Veto
from tracker.model.rubric_rules import Holds, Step
from tracker.sentences.figures import number


def rule_words(line: RubricLine) -> str:
    match line.rule:
        case Linear(points=points):
            return f"完成率 × {number(points)} 分，最多 {number(points)} 分"
        case Steps(steps=steps, otherwise=otherwise, measure=measure):
            each = [_step(step, _unit(line, measure)) for step in steps]
            return "；".join([*each, f"其余 {number(otherwise)} 分"])
        case Bonus(over=over, per=per, each=each_points, cap=cap):
            beyond = f"完成率超过 {number(over)}% 的，每满 {number(per)} 个百分点"
            return f"{beyond}加 {number(each_points)} 分，最多加 {number(cap)} 分"
        case Matrix() as rule:
            first, second = _asked(line, rule.first), _asked(line, rule.second)
            return (
                f"{first}、{second}都做到 {number(rule.both)} 分；只做到前一条 {number(rule.only_first)} 分；"
                f"只做到后一条 {number(rule.only_second)} 分；都没有 {number(rule.neither)} 分"
            )
        case Veto():
            return "不符合的，不看总分直接定等次"
        case PassCount(requires=requires, need=need, points=points):
            met = (
                f"{len(requires)} 条中满足 {need} 条以上"
                if len(requires) > 1
                else _compared(line, requires[0])
            )
            return f"{met}的得 {number(points)} 分，否则不得分" if points else f"{met}的为达标"
    raise ValueError(f"{line.id} has no rule")


def _step(step: Step, unit: str) -> str:
    low = f"{number(step.at_least)}{unit}以上" if step.at_least is not None else ""
    high = f"{number(step.at_most)}{unit}以下" if step.at_most is not None else ""
    return f"{'、'.join(filter(None, (low, high)))} {number(step.score)} 分"


def _unit(line: RubricLine, measure: Measure) -> str:
    """Of the scale: percent for a completion, else that of the figure."""
    if measure.goal is not None or measure.goal_value is not None:
        return "%"
    return next((one.unit_of_measure or "" for one in line.inputs if one.id == measure.actual), "")


def _compared(line: RubricLine, one: Requirement) -> str:
    """One figure against another, against a number, or a finding."""
    named = {found.id: found for found in line.inputs}
    actual = named[one.actual]
    if actual.yes_no:
        return f"“{actual.name}”为{'是' if one.holds is Holds.AT_LEAST else '否'}"
    goal = named[one.goal].name if one.goal else f"{number(one.goal_value)}{actual.unit_of_measure or ''}"
    return f"{actual.name}{'不低于' if one.holds is Holds.AT_LEAST else '不高于'}{goal}"


def _asked(line: RubricLine, one: Requirement) -> str:
    if one.name:
        return one.name
    name = next(found.name for found in line.inputs if found.id == one.actual)
    if one.goal_value is None:
        return name
    return f"{name}{'不低于' if one.holds is Holds.AT_LEAST else '不高于'} {number(one.goal_value)}"
