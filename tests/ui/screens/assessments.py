"""Assessments written by hand, so that what a page says of them can be told apart from how they were reached."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tracker.assessment import Assessment, Input, Line, LineState
from tracker.model import Rubric

KNOWN = Input("实际降低率", Decimal("17.2"), "%", "2025", "（演示）统计公报 演示〔2026〕1号", id="actual")
UNKNOWN = Input("年度降低率", None, "%", None, None, missing="缺 2025 年数，由区统计局提供", id="yearly")


def line(number: str, state: LineState, **more: Any) -> Line:
    given: dict[str, Any] = {
        "id": f"l{number}",
        "number": number,
        "group": "目标完成",
        "title": f"第 {number} 项",
        "rule": "linear",
        "state": state,
        "full": Decimal(25),
        "score": None,
        "rate": None,
        "at_risk": Decimal(0),
        "veto": False,
        "inputs": (KNOWN,),
        "sentence": f"第 {number} 项的原因。",
        "source": "示例细则 一",
        "evidence_wanted": "统计公报",
    }
    return Line(**{**given, **more})


MET = line("1", LineState.MET, score=Decimal(25), rate=Decimal(104), targets=("example-2025-1/1.1/t2025",))
MISSED = line("2", LineState.NOT_MET, score=Decimal(10), veto=True)
OPEN = line("3", LineState.UNKNOWN, at_risk=Decimal(25), inputs=(KNOWN, UNKNOWN), units=("ex-cgw",))
LATER = line(
    "4", LineState.UNKNOWN, at_risk=Decimal(30), inputs=(UNKNOWN,), group="措施落实", full=Decimal(30)
)


def assessment(*lines: Line, **more: Any) -> Assessment:
    lines = lines or (MET, MISSED, OPEN, LATER)
    given: dict[str, Any] = {
        "rubric": "r",
        "title": "某考核细则",
        "standing": "示例",
        "year": 2026,
        "unit": None,
        "subject": "某区",
        "lines": lines,
        "full": sum((one.full or Decimal(0) for one in lines), Decimal(0)),
        "score": sum((one.score or Decimal(0) for one in lines), Decimal(0)),
        "at_risk": sum((one.at_risk for one in lines), Decimal(0)),
        "grade": None,
        "worst": "不合格",
        "best": "良好",
        "sentence": "已得 35 分。",
        "rule_id": "g1",
        "supposing": {},
    }
    return Assessment(**{**given, **more})


def supposing(found: Assessment, key: str, value: str, *lines: Line) -> Assessment:
    return replace(found, supposing={key: Decimal(value)}, lines=lines or found.lines)


def _rubric() -> Rubric:
    """The file that `assessment` would have been judged by, as far as a page reads it."""

    def asked(line: Line) -> dict[str, Any]:
        inputs = [{"id": one.id, "name": one.name, "supplied_by": "区统计局"} for one in line.inputs]
        told = {"title": line.title, "source": line.source, "evidence_wanted": line.evidence_wanted}
        rule = {"points": line.full, "measure": {"actual": inputs[0]["id"]}}
        return {"id": line.id, "number": line.number, "group": "g", "inputs": inputs, "linear": rule, **told}

    return Rubric.model_validate(
        {
            "id": "r",
            "title": "某考核细则",
            "version": "1",
            "from_year": 2026,
            "standing": "example",
            "used_as": "仅说明写法",
            "source": "示例",
            "subject": "district",
            "groups": [{"id": "g", "title": "目标完成"}],
            "lines": [asked(one) for one in (MET, MISSED, OPEN, LATER)],
            "grades": ["优秀", "不合格"],
            "grading": [{"id": "g1", "grade": "不合格", "words": "其余"}],
        }
    )


RUBRIC = _rubric()
