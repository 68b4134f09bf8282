"""A small document as text and as plan data."""

from typing import Any

from tracker.model import PlanFile
from tracker.sources.clauses import Outline
from tracker.sources.folding import Folded

TEXT = """示政发〔2025〕1号
各单位：
2025年3月3日
一、总体要求
  到 2026 年，能耗强度下降5％。
二、重点任务
（一）发展清洁供热
到2026年，清洁供热面积占比达到
10%以上。管网投资补贴30%。申报期至2025年8月31日。
(主要责任单位:区城市管理委、相关街镇)
（二）保障措施
1.加强宣传。不少于4次。
2.负责督查各单位。
三、附则
本方案有效期三年。"""

ASSIGNMENT = {
    "role": "responsible",
    "as_written": "区城市管理委、相关街镇",
    "units": ["区城市管理委", "相关街镇"],
}
DUE = {"wording": "到2026年", "on": "2026-12-31", "precision": "year"}
HEAT = {
    "id": "2.1",
    "clause": "二/(一)",
    "title": "发展清洁供热",
    "summary": "供热",
    "kind": "dated",
    "assignments": [ASSIGNMENT],
    "targets": [{"id": "t", "indicator": "share", "quote": "到2026年,清洁供热面积占比达到10%以上"}],
    "conditions": [{"what": "补贴", "quote": "补贴30%"}],
    "windows": [{"id": "w", "what": "申报", "closes": DUE, "quote": "申报期至2025年8月31日"}],
}
GOALS = {
    "clause": "一",
    "title": "总体要求",
    "milestones": [{"id": "m", "what": "下降", "due": DUE, "quote": "到2026年，能耗强度下降5%"}],
}


def plan_file(*tasks: dict[str, Any], **changes: Any) -> PlanFile:
    """The document with these tasks, by default the one on heating."""
    document = {
        "id": "example",
        "title": "示例方案",
        "document_number": "示政发〔2025〕1号",
        "issuers": ["示例区政府"],
        "issued_on": "2025-03-03",
        "status": "in_force",
        "jurisdiction": "示例区",
        "track": "carbon-peak",
        "coordinator": "区发展改革委",
        **changes.pop("document", {}),
    }
    content = {"document": document, "goals": [GOALS], "tasks": list(tasks or [HEAT]), **changes}
    return PlanFile.model_validate(content)


def outline(text: str = TEXT) -> Outline:
    return Outline(Folded(text.split("\n")))
