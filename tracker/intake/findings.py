"""How the intake words a mistake: a code, the form field, what is wrong and what to do."""

import re
from collections.abc import Iterable

from pydantic import ValidationError

from tracker.labels import FIELDS
from tracker.problems import Place, Problem
from tracker.records.kinds.body import MissingError

CODES = {
    "intake.not-allowed": "the role may not record this kind",
    "intake.unknown-kind": "no such record kind",
    "intake.bad-field": "a field is missing or not of its form",
    "intake.unknown-subject": "the task, target, indicator or item does not exist in the plan",
    "intake.not-yours": "the unit has no part in this task",
    "intake.future": "the date has not come yet",
    "intake.locked": "the reporting quarter is locked",
    "intake.conflict": "somebody else recorded on the same subject since the form was opened",
    "intake.against-the-text": "the office may not replace what the text itself states",
    "intake.not-possible": "the subject's present state does not allow this",
    "intake.impossible-value": "a reading lies outside what its indicator can be by its nature",
    "intake.file-not-kept": "a record speaks of a file that has not been kept",
    "intake.incomplete": "several fields only make sense together",
    "intake.no-evidence": "an item may not be closed without the evidence that the rules ask for",
    "intake.already-taken": "the same workbook, byte for byte, has been taken before",
    "intake.draft-file": "the draft file itself cannot be read",
}


def finding(code: str, field: str | None, message: str, cure: str, subject: str | None = None) -> Problem:
    """A problem placed at a form field; `field` is the body's field name."""
    if code not in CODES:
        raise KeyError(code)
    return Problem(
        code, message, cure, Place(field=FIELDS.get(field, field) if field else None), subject=subject
    )


def _cure(error_type: str, context: dict[str, object], label: str) -> tuple[str, str]:
    match error_type:
        case "missing" | "string_too_short":
            return f"没有填写{label}。", "请填写。"
        case "extra_forbidden":
            return "不是这种记录的栏目。", "请删去。"
        case "string_too_long":
            return "太长。", f"请控制在 {context.get('max_length')} 字以内。"
        case "greater_than_equal":
            return "太小。", f"不能小于 {context.get('ge')}。"
        case "less_than_equal":
            return "太大。", f"不能大于 {context.get('le')}。"
        case "string_pattern_mismatch":
            return "写法不对。", "分解事项编号应写成 w1、w2 这样。"
        case "bool_parsing" | "bool_type":
            return "只能是“是”或“否”。", "请重新选择。"
        case "enum":
            choices = re.findall("'(.+?)'", str(context["expected"]))
            return "不在可选范围内。", f"可选：{'、'.join(choices)}。"
        case "decimal_max_places":
            return "小数位数太多。", f"小数不超过 {context.get('decimal_places')} 位。"
        case kind if "decimal" in kind or "int" in kind or "float" in kind or kind == "finite_number":
            return "不是合适的数字。", "请只填数字，不带单位、约数和文字。"
        case kind if kind.startswith("date"):
            return "不是日期。", "请写成 2026-09-30 这样。"
        case kind if kind.startswith("string"):
            return "应是文字。", "请填写文字。"
    return "写法不对。", "请检查后重填。"


def from_validation(refused: ValidationError, subject: str | None) -> Iterable[Problem]:
    """Pydantic's findings in the words of a form."""
    for detail in refused.errors():
        field = str(detail["loc"][0]) if detail["loc"] else None
        if detail["type"] == "value_error":
            error = detail["ctx"]["error"]
            about = error.field if isinstance(error, MissingError) else field
            yield finding("intake.bad-field", about, str(error), "请补正。", subject)
            continue
        message, cure = _cure(detail["type"], detail.get("ctx", {}), FIELDS.get(field or "", "这一栏"))
        yield finding("intake.bad-field", field, message, cure, subject)
