"""The formulas of a score sheet: what a rule of the rubric does with its inputs, as a reader would check it by hand."""

from collections.abc import Mapping
from decimal import Decimal

from tracker.assessment.results import Assessment, Line, LineState
from tracker.labels import LINE_STATE
from tracker.model import (
    MET,
    Bonus,
    GradeRule,
    Holds,
    Linear,
    Matrix,
    Measure,
    PassCount,
    Requirement,
    Rubric,
    Rule,
    Steps,
    Veto,
)

Cells = Mapping[str, str]
"""Id of an input -> where its value stands."""


def rate_formula(rule: Rule, cells: Cells) -> str | None:
    """What the rule puts on its scale: mostly the completion in percent; None where it has no scale."""
    match rule:
        case Linear() | Steps() | Bonus():
            return _measured(rule.measure, cells)
        case PassCount(requires=(Requirement(actual=actual, goal=str(goal), holds=Holds.AT_LEAST),)):
            return _measured(Measure(actual=actual, goal=goal), cells)
    return None


def score_formula(rule: Rule, cells: Cells, rate: str, full: str) -> str | None:
    """The points; `rate` is what is put on the scale, `full` the cell of the line. None where the rule gives no points."""
    match rule:
        case Linear():
            return f"MAX(0,MIN({rate},100))/100*{full}"
        case Steps():
            found = _number(rule.otherwise)
            for step in reversed(rule.steps):
                bounds = [
                    f"{_rounded(rate)}{sign}{_number(bound)}"
                    for sign, bound in ((">=", step.at_least), ("<=", step.at_most))
                    if bound is not None
                ]
                found = f"IF(AND({','.join(bounds)}),{_number(step.score)},{found})"
            return found
        case Bonus():
            over = f"INT(ROUND(({rate}-{_number(rule.over)})/{_number(rule.per)},9))"
            return f"MIN({_number(rule.cap)},MAX(0,{over})*{_number(rule.each)})"
        case Matrix():
            first, second = (_holds(one, cells) for one in (rule.first, rule.second))
            one = f"IF({first},{_number(rule.only_first)},IF({second},{_number(rule.only_second)},{_number(rule.neither)}))"
            return f"IF(AND({first},{second}),{_number(rule.both)},{one})"
        case PassCount() if rule.points is not None:
            met = "+".join(f"IF({_holds(one, cells)},1,0)" for one in rule.requires)
            return f"IF({met}>={rule.need},{full},0)"
        case PassCount() | Veto():
            return None


def state_formula(rule: Rule, cells: Cells) -> str | None:
    """Met or not, of a line that has no points."""
    match rule:
        case Veto():
            met = _holds(rule.requires, cells)
        case PassCount():
            met = "+".join(f"IF({_holds(one, cells)},1,0)" for one in rule.requires) + f">={rule.need}"
        case _:
            return None
    return f'IF({met},"{LINE_STATE["met"]}","{LINE_STATE["not_met"]}")'


def scale_formula(rubric: Rubric, total: str, full: str) -> str:
    """The total carried up to the full points of the rubric from those of the lines that apply."""
    return f"{total}*{_number(rubric.full or Decimal(0))}/{full}"


def grade_formula(rubric: Rubric, columns: Mapping[str, str], total: str) -> str:
    """The first rule of the grading that holds; `columns` are the ranges of `group`, `veto` and `state`."""
    missed = f'"{LINE_STATE["not_met"]}"'
    groups = {group.id: group.title for group in rubric.groups}
    grade = '""'
    for rule in reversed(rubric.grading):
        conditions = list(_conditions(rule, groups, columns, total, missed))
        words = f'"{rule.grade}"'
        grade = f"IF(AND({','.join(conditions)}),{words},{grade})" if conditions else words
    return grade


def _conditions(
    rule: GradeRule, groups: Mapping[str, str], columns: Mapping[str, str], total: str, missed: str
) -> list[str]:
    state = columns["state"]
    found = []
    if rule.vetoed:
        found.append(f'COUNTIFS({columns["veto"]},"是",{state},{missed})>0')
    if rule.missed is not None:
        within = f'{columns["group"]},"{groups[rule.group]}",' if rule.group else ""
        found.append(f"COUNTIFS({within}{state},{missed})>={rule.missed}")
    if rule.all_met:
        found.append(f"COUNTIF({state},{missed})=0")
    if rule.score is not None:
        found.append(f"{_rounded(total)}>={_number(rule.score)}")
    return found


def grade_reads(rubric: Rubric) -> set[str]:
    """The columns that the formula of the grade needs."""
    asked = {"state"} if any(rule.vetoed or rule.missed or rule.all_met for rule in rubric.grading) else set()
    asked |= {"veto"} if any(rule.vetoed for rule in rubric.grading) else set()
    asked |= {"group"} if any(rule.group for rule in rubric.grading) else set()
    return asked


def _measured(measure: Measure, cells: Cells) -> str | None:
    actual = cells[measure.actual]
    goal = (
        cells[measure.goal] if measure.goal else _number(measure.goal_value) if measure.goal_value else None
    )
    if goal is None:
        return actual
    return f"({actual}-{goal})/{goal}*100" if measure.excess else f"{actual}/{goal}*100"


def _holds(one: Requirement, cells: Cells) -> str:
    goal = cells[one.goal] if one.goal else _number(one.goal_value or Decimal(0))
    return f"{cells[one.actual]}{'>=' if one.holds is Holds.AT_LEAST else '<='}{goal}"


def _rounded(cell: str) -> str:
    """Bounds are compared as people write them, not by the last digit of a machine's number."""
    return f"ROUND({cell},9)"


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def checked(found: Assessment, line: Line) -> bool:
    """Whether the line follows from figures that all stand in the sheet, so that there is something to check."""
    return (
        line.state not in (LineState.UNKNOWN, LineState.NOT_APPLICABLE)
        and all(one.value is not None for one in line.inputs)
        and f"{line.id}/{MET}" not in found.supposing
    )
