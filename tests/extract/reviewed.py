"""A text of the example district, its draft, and the workspace whose registers know its units."""

from pathlib import Path

from tracker.extract.draft import Draft, Reading, read
from tracker.extract.planned import Planned, planned
from tracker.extract.register import all_names, register_for
from tracker.extract.source import plain
from tracker.model import Plan
from tracker.plan.load import load_plan

TASKS = Path(__file__).parents[1] / "example" / "tasks"
TEXT = """示例市示例区人民政府
关于印发《示例市示例区供热行动方案》的通知
示政发〔2026〕9号
示例市示例区供热行动方案
一、总体目标
到2030年，可再生能源供热面积占比达到30%以上。
二、重点任务
（一）发展清洁供热。2027年底前建成供热管网。到2028年，建成示范项目10个以上。（责任单位：区城市管理委、区发展改革委）
（二）开展宣传活动。广泛宣传绿色低碳理念。（责任单位：区某某局）
"""


def plan() -> Plan:
    return load_plan(TASKS)[0]


def reading(text: str = TEXT) -> Reading:
    return read(plain(text.splitlines()), all_names(plan()))


def draft(text: str = TEXT) -> Draft:
    return reading(text).drafts[0]


def of(text: str = TEXT) -> Planned:
    found = reading(text)
    one = found.drafts[0]
    return planned(one, found.text.folded, register_for(one.document, plan()))
