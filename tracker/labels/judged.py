"""The product's name, its colours, and words for what was judged."""

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
SHAPES = {"red": "●", "amber": "▲", "green": "■", "blue": "◆", "grey": "○"}
"""What stands before a word of a tone: never colour alone."""
FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC")
QUARTERS = {1: "一季度", 2: "上半年", 3: "前三季度", 4: "全年"}
"""Of a report: cumulative within the year."""
LIGHTS = {"red": "红", "yellow": "黄", "grey": "灰", "blue": "蓝", "green": "绿"}
FRESHNESS = {"reported": "已报", "late": "迟报", "missing": "漏报", "not_yet_due": "未到报送期"}
LIGHT_ORDER = ("red", "yellow", "grey", "blue", "green")
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
    "newly_due": "新到期待报",
    "reopened": "退回重办",
    "target_state": "指标判定变化",
    "other_light": "其他灯色变化",
    "not_reported": "本期漏报",
    "revised_value": "数据更正",
    "moved_due": "时限调整",
    "goal_changed": "目标调整",
    "lead_changed": "责任单位调整",
    "plan_changed": "任务事项增减改动",
    "settled": "办结或销号",
    "turned_green": "转绿",
}
SCHEDULE = {
    "ahead": "超进度",
    "on_schedule": "达进度",
    "behind": "欠进度",
    "done": "已完成",
    "other": "其它",
}
SCHEDULE_OTHER = {
    "not_reported": "没有报送",
    "not_judged": "指标暂不能判断",
    "not_due": "节点未到期且未设年度目标",
    "no_measure": "没有可比的目标和节点",
    "no_lead": "待明确责任单位",
    "plan_fault": "方案文件有误",
}
"""What is in the class `other`, and why."""
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
    "reopened": "amber",
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
    "evidence_to_close": "销号所需佐证",
}
