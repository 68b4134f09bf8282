"""What the product says and how it is coloured: Chinese words and the colours shared by pages, charts and workbooks."""

PRODUCT = "双碳任务台账"

COLOURS = {
    "ground": "#FBFBF9",
    "ink": "#1F2933",
    "ink2": "#5B6770",
    "hairline": "#E3E6E8",
    "brand": "#1E6B4F",
    "red": "#B83227",
    "amber": "#B97A00",
    "green": "#2E7D4F",
    "blue": "#2F6DB5",
    "grey": "#8A94A0",
}
FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC")

LIGHTS = {"red": "红", "yellow": "黄", "grey": "灰", "blue": "蓝", "green": "绿"}
FRESHNESS = {"reported": "已报", "late": "迟报", "missing": "漏报", "not_yet_due": "未到报送期"}
LIGHT_ORDER = ("red", "yellow", "grey", "blue", "green")

DOCUMENT_STATUS = {"in_force": "现行有效", "draft": "征求意见", "expired": "已到期", "out_of_scope": "不纳入"}
TASK_KIND = {"dated": "有时限", "standing": "持续推进", "triggered": "触发启动", "instrument": "支持政策"}
ROLE = {"lead": "牵头单位", "support": "配合单位", "responsible": "主要责任单位"}
ANSWER_BASIS = {
    "confirmed": "已确认牵头",
    "stated": "文中明确牵头",
    "provisional": "拟定牵头、待确认",
    "none": "待明确责任单位",
}
COMPARATOR = {
    "ge": "不低于",
    "le": "不高于",
    "eq": "等于",
    "about": "左右",
    "hold": "保持在",
    "growth": "年均增长",
    "multiple": "增至基期的",
}
PATHWAY = {"linear": "匀速", "compound": "等比", "step": "到期一次到位"}
ITEM_KIND = {"milestone": "时间节点", "work_item": "分解事项"}
ITEM_STATE = {
    "on_track": "未到期",
    "due_soon": "临期",
    "overdue": "逾期",
    "awaiting_first_report": "到期待报",
    "completed": "办结待核",
    "closed": "已销号",
    "cancelled": "已终止",
}
FINISH = {"on_time": "按期办结", "extended": "延期办结", "late": "逾期办结"}
TARGET_STATE = {
    "met": "到期已达标",
    "missed": "到期未达标",
    "met_late": "逾期达标",
    "awaiting_publication": "到期待公布",
    "no_reading": "未报数据",
    "below_baseline": "差于基期",
    "ahead": "超前于路径",
    "on_path": "符合路径",
    "behind": "落后于路径",
    "no_path": "未设路径",
    "no_baseline": "缺基期值",
    "no_tolerance": "未定允许偏差",
    "stale": "数据过旧",
    "incomplete": "年份不全",
    "standing_met": "目前达标",
    "standing_missed": "目前未达标",
    "undated": "无时限、未报数据",
    "undefined": "口径未明",
    "awaiting_value": "待下达目标值",
}
TARGET_ORDER = (
    "missed",
    "below_baseline",
    "standing_missed",
    "no_reading",
    "behind",
    "met_late",
    "awaiting_publication",
    "stale",
    "incomplete",
    "no_tolerance",
    "no_baseline",
    "no_path",
    "undated",
    "awaiting_value",
    "undefined",
    "on_path",
    "ahead",
    "standing_met",
    "met",
)
"""Worst first; what is not known stands before what is good."""
OUTLOOK = {"likely": "预计可达", "at_risk": "有风险", "unlikely": "预计不达", "insufficient_data": "数据不足"}
RULES = {
    "R1": "时间节点或分解事项逾期",
    "R2": "指标未达标、差于基期或到期未报数据",
    "R3": "严重滞后于序时进度，或上年目标未完成",
    "R4": "连续两个报送期漏报",
    "Y1": "滞后于序时进度",
    "Y2": "指标落后于路径",
    "Y3": "一年内逾期办结或逾期达标，或漏报一期",
    "G0": "有未知情况，不能判断",
    "B1": "有事项临期",
    "B2": "办结待核",
    "G1": "未见问题",
}
CHANGE = {
    "turned_red": "转红",
    "newly_overdue": "新增逾期",
    "target_state": "指标判定变化",
    "other_light": "其他灯色变化",
    "not_reported": "本期漏报",
    "revised_value": "数据更正",
    "moved_due": "时限调整",
    "settled": "办结或销号",
    "turned_green": "转绿",
}
# Tone of a state: a key of COLOURS, on pages always with a shape or word beside it. What is not named has none.
LIGHT_TONES = {"red": "red", "yellow": "amber", "grey": "grey", "blue": "blue", "green": "green"}
FRESHNESS_TONES = {"reported": "green", "late": "amber", "missing": "red", "not_yet_due": "grey"}
ITEM_TONES = {
    "overdue": "red",
    "awaiting_first_report": "grey",
    "due_soon": "blue",
    "completed": "blue",
    "closed": "green",
    "cancelled": "grey",
}
TARGET_TONES = dict.fromkeys(TARGET_STATE, "grey") | {
    "missed": "red",
    "standing_missed": "red",
    "below_baseline": "red",
    "behind": "amber",
    "met_late": "amber",
    "met": "green",
    "standing_met": "green",
    "ahead": "green",
    "on_path": "green",
}
CHANGE_TONES = {
    "turned_red": "red",
    "newly_overdue": "red",
    "not_reported": "amber",
    "turned_green": "green",
    "settled": "green",
}
THRESHOLD = {
    "due_soon_days": "临期提示天数",
    "on_path_band_percent": "符合路径的允许幅度",
    "behind_lag": "滞后界限",
    "severe_lag": "严重滞后界限",
    "late_finish_yellow_months": "逾期办结保持黄灯",
    "refile_workdays": "退回后重报期限",
    "outlook_min_readings": "趋势判断最少读数",
    "outlook_min_years": "趋势判断最短跨度",
}
READING_STATUS = {"provisional": "初步数", "final": "最终数"}
KIND = {
    "opened": "启用台账",
    "target_setting": "指标设定",
    "year_goal": "年度目标",
    "lead_confirmed": "确认牵头",
    "work_item": "任务分解",
    "progress": "进展报告",
    "reading": "指标数据",
    "completion": "办结申报",
    "review": "审核",
    "override": "人工研判",
    "extension_request": "延期申请",
    "extension_decision": "延期决定",
    "close_out": "销号",
    "period_lock": "锁定报告期",
    "correction": "更正",
}
FIELDS = {
    "task": "任务",
    "target": "指标目标",
    "indicator": "指标",
    "item": "时间节点或分解事项",
    "unit": "单位",
    "period": "报告期",
    "percent": "完成比例",
    "text": "本期进展",
    "problems": "存在问题",
    "next_step": "下一步措施",
    "own_light": "自评",
    "value": "数值",
    "status": "数据性质",
    "source": "来源",
    "method": "计算方法",
    "basis": "口径",
    "published_on": "公布日期",
    "completed_on": "办结日期",
    "note": "办结说明",
    "evidence": "佐证",
    "comparator": "比较方式",
    "unit_of_measure": "计量单位",
    "baseline_year": "基期年份",
    "baseline_value": "基期值",
    "pathway": "路径",
    "tolerance": "允许偏差",
    "lag_months": "公布时滞（月）",
    "reporting_unit": "报数单位",
    "year": "年度",
    "goal": "年度目标",
    "reason": "原因",
    "title": "事项",
    "due": "完成时限",
    "deliverable": "成果",
    "state": "状态",
    "record": "报送记录",
    "verdict": "结论",
    "until": "有效期至",
    "light": "研判",
    "new_due": "新的时限",
    "request": "延期申请",
    "approved": "是否同意",
    "document_number": "文号",
    "locked": "是否锁定",
    "replaces": "被更正的记录",
    "effective_on": "生效日期",
    "on": "启用日期",
    "kind": "记录种类",
    "body": "内容",
}
ROLES = {"unit": "责任单位", "office": "双碳办", "leader": "区领导", "auditor": "审计"}
