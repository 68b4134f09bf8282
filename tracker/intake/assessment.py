"""What a figure for the annual assessment must agree with: the rubric of its year, the unit and the document it names."""

from tracker.intake.findings import finding
from tracker.intake.setting import Problems, Setting, ended, single_body, unknown
from tracker.model import Rubric, RubricInput, RubricSubject, version_for
from tracker.periods import StatPeriod
from tracker.records import kinds


def assessment_figure(body: kinds.AssessmentFigure, setting: Setting) -> Problems:
    rubric = version_for(setting.plan.rubrics, body.rubric, body.year)
    if rubric is None:
        yield unknown("rubric", body.rubric, f"适用于 {body.year} 年度的评分细则", "评分细则文件")
        return
    line = next((line for line in rubric.lines if line.id == body.line), None)
    if line is None:
        yield unknown("line", body.line, "考核项", f"《{rubric.title}》")
        return
    asked = next((one for one in line.inputs if one.id == body.input), None)
    if asked is None:
        yield unknown("input", body.input, "数据项", f"考核项“{line.title}”")
        return
    if not asked.is_recorded:
        words = f"“{asked.name}”由系统从台账取数，不另行录入。"
        cure = "如有出入，请在指标数据或进展里更正。"
        yield finding("intake.not-possible", "input", words, cure, body.subject)
    yield from _about(body, rubric, setting)
    yield from _fits(body, asked)
    if body.period:
        yield from _of_year(body, setting)
    for record_id in body.evidence:
        fact = setting.ledger.fact(record_id)
        if fact is None or fact.kind != "evidence":
            yield unknown("evidence", record_id, "佐证材料", "台账")


def _about(body: kinds.AssessmentFigure, rubric: Rubric, setting: Setting) -> Problems:
    if rubric.subject is RubricSubject.DISTRICT and body.unit is not None:
        words = f"《{rubric.title}》考核全区，不分单位。"
        yield finding("intake.not-possible", "unit", words, "请不要填写单位。", body.subject)
    elif rubric.subject is RubricSubject.UNIT and body.unit is None:
        words = f"《{rubric.title}》按单位考核。"
        yield finding("intake.bad-field", "unit", words, "请选择单位。", body.subject)
    elif body.unit is not None:
        yield from single_body(setting, "unit", body.unit, setting.plan.home or None)


def _fits(body: kinds.AssessmentFigure, asked: RubricInput) -> Problems:
    if asked.yes_no and body.value not in (0, 1):
        words = f"“{asked.name}”只能填 1（是）或 0（否）。"
        yield finding("intake.bad-field", "value", words, "请重新填写。", body.subject)
    if asked.needs_document and not body.document_number:
        words = f"“{asked.name}”要有文件依据。"
        yield finding("intake.bad-field", "document_number", words, "请写明认定文件的文号。", body.subject)
    if asked.unit_of_measure and body.unit_of_measure not in (None, asked.unit_of_measure):
        words = f"“{asked.name}”的计量单位是 {asked.unit_of_measure}，不是 {body.unit_of_measure}。"
        cure = "请换算后填写，或核对细则。"
        yield finding("intake.bad-field", "unit_of_measure", words, cure, body.subject)


def _of_year(body: kinds.AssessmentFigure, setting: Setting) -> Problems:
    """An earlier year's figure never proves a later one."""
    period = StatPeriod.parse(str(body.period))
    yield from ended(setting, "period", period.end, f"统计期 {body.period} ", body.subject)
    if period.end.year != body.year:
        words = f"统计期 {body.period} 不在 {body.year} 年度。"
        yield finding("intake.not-possible", "period", words, "请填写本年度的数据。", body.subject)
