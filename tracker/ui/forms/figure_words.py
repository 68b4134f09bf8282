"""A figure recorded for an assessment in words: what it is for, and what it says."""

from collections.abc import Mapping

from tracker.labels import YES_NO
from tracker.model import Plan, RubricInput, RubricLine, version_for
from tracker.sentences import number


def figure(body: Mapping[str, object], plan: Plan) -> str:
    """Its value; a finding is 是 or 否."""
    _, asked = _asked_for(body, plan)
    if asked and asked.yes_no:
        return YES_NO.get(number(body["value"]), str(body["value"]))
    return f"{body['value']}{body.get('unit_of_measure') or ''}"


def figure_subject(body: Mapping[str, object], plan: Plan, units: Mapping[str, str]) -> str:
    """Year, number of the line, name of the figure, and the unit it is about."""
    line, asked = _asked_for(body, plan)
    what = f"{line.number} {asked.name}" if line and asked else f"{body['line']}/{body['input']}"
    unit = units.get(str(body.get("unit")), "")
    return f"{body['year']}年 {what}" + (f"（{unit}）" if unit else "")


def _asked_for(body: Mapping[str, object], plan: Plan) -> tuple[RubricLine | None, RubricInput | None]:
    """The line and the input that it is for, while the rubric still has them."""
    rubric = version_for(plan.rubrics, str(body["rubric"]), int(str(body["year"])))
    if rubric is None:
        return None, None
    found = ((line, one) for line, one in rubric.inputs() if line.id == body["line"])
    return next(((line, one) for line, one in found if one.id == body["input"]), (None, None))
