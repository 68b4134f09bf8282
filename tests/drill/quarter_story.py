"""What happens in the quarter that is played through twice: who says what of which task on which day."""

from dataclasses import dataclass

PLAN = "haidian-2024-8"
PERIOD = "2026-Q3"
STARTED = "2026-09-01"
"""From when the ledger counts."""
OPENING, FILING, DECIDING, LOCKING = "2026-10-08", "2026-10-12", "2026-10-14", "2026-10-30"
SCIENCE, CITY = "hd-kjc", "hd-cgw"

OFFICE, LEADER, AUDITOR, ADMIN = "双碳办甲", "区领导甲", "审计员甲", "管理员甲"


@dataclass(frozen=True)
class Account:
    user: str
    role: str
    unit: str = ""


ACCOUNTS = (
    Account("科学城填报员", "reporter", SCIENCE),
    Account("科学城审核人", "unit", SCIENCE),
    Account("城管填报员", "reporter", CITY),
    Account("城管审核人", "unit", CITY),
    Account(OFFICE, "office"),
    Account(LEADER, "leader"),
    Account(AUDITOR, "auditor"),
)
REPORTER = {SCIENCE: "科学城填报员", CITY: "城管填报员"}
APPROVER = {SCIENCE: "科学城审核人", CITY: "城管审核人"}


def task(number: str) -> str:
    return f"{PLAN}/{number}"


LEADS = {"3.1": SCIENCE, "6.3": CITY}
LEAD_SOURCE = "区双碳工作领导小组会议纪要〔2026〕示例1号"
GOAL = {"task": "6.3", "goal": "新能源环卫车更新 200 辆", "source": "2026年度工作要点（示例）"}

PROGRESS: dict[str, dict[str, str]] = {
    "3.1": {
        "text": "第三季度立项基础前沿研究 6 项，到位经费 1800 万元。",
        "problems": "两项尚未签订任务书。",
        "next_step": "十一月底前全部签订。",
    },
    "3.2": {"text": "推进适用技术示范，形成应用场景。"},
    "5.3": {"text": "耦合供热项目按计划推进。"},
    "5.4": {"text": "能源监测平台新接入楼宇 120 栋。", "own_light": "green"},
    "6.3": {"text": "前三季度更新新能源环卫车 150 辆。", "percent": "75"},
}
MENDED = {
    "3.2": "第三季度新增示范应用场景 4 个，累计 11 个。",
    "5.3": "第三季度新开工耦合供热项目 3 个，供热面积 42 万平方米。",
}
"""What is written after a return: 3.2 was returned inside the unit, 5.3 by the office."""
RETURNED_INSIDE = "请写明新增几个场景。"
RETURNED_BY_OFFICE = "请写明本季度新开工项目的数量和面积。"
READING = {
    "indicator": "coupled-heating-share",
    "period": "2025",
    "value": "10.3",
    "status": "final",
    "source": "2025年供热统计年报（示例）",
    "method": "耦合供热面积除以供热总面积",
}
COMPLETION = {"item": "3.1/m2025", "completed_on": "2025-12-18", "note": "布局重点项目 9 项，均已启动。"}
PROOF = "示科发〔2025〕18号"
EXTENSION = {
    "item": "3.2/m2025",
    "new_due": "2027-06-30",
    "reason": "两个场景的验收推迟。",
    "present": "十一个场景中九个已验收，其余两个正在整改。",
}
EXTENSION_DECISION = {"document_number": "示双碳办〔2026〕7号", "reason": "同意，请按新时限完成。"}
CLOSED = "已查看立项文件，属实。"
NOTICE = {
    "item": "3.3/m2025",
    "grade": "reminder",
    "demand": "请说明未按时限完成的原因，提出整改措施和完成时间，书面回复。",
}
REPLY_BY = "2026-10-21"
REPLY = {"text": "重点实验室已建成 5 家，差 1 家正在认定。", "measures": "由科技处负责，十一月底前完成认定。"}
SETTLED = "措施可行，请按期完成。"
