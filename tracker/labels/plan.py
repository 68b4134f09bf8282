"""Words for what the texts say, and for how they are proven and compared."""

DOCUMENT_STATUS = {
    "in_force": "现行有效",
    "draft": "征求意见稿",
    "expired": "已到期",
    "out_of_scope": "不纳入",
}
TASK_KIND = {
    "dated": "有时限",
    "standing": "持续推进",
    "process": "程序事项",
    "triggered": "预警措施",
    "instrument": "支持政策",
}
JURISDICTION_LEVEL = {"national": "国家", "municipal": "市级", "district": "区级"}
APPLICATION_WINDOW = {"not_open": "未开始", "open": "开放中", "closed": "已截止"}
APPLICATION_WINDOW_TONES = {"not_open": "grey", "open": "blue", "closed": "grey"}
ALIGNMENT = {
    "looser": "松于上级",
    "looser_figure": "数值较松、口径不同",
    "same_or_stricter": "不松于上级",
    "different_scope": "口径不同",
    "different_date": "时限不同",
    "different_base": "基期不同或不明",
    "unknown": "不能比较",
}
ALIGNMENT_TONES = dict.fromkeys(ALIGNMENT, "grey") | {
    "looser": "amber",
    "looser_figure": "amber",
    "same_or_stricter": "green",
}
TRACK = {
    "carbon-peak": "碳达峰",
    "new-energy-heating": "新能源供热",
    "green-building": "绿色建筑",
    "green-fund": "绿色发展资金",
    "climate-finance": "气候投融资",
    "low-carbon-pilot": "低碳试点",
    "air-emergency": "空气重污染应急",
    "other": "其他",
}
ROLE = {"lead": "牵头单位", "support": "配合单位", "responsible": "责任单位"}
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
CITATION_KIND = {
    "title": "标题",
    "units": "单位",
    "milestone": "时间节点",
    "target": "指标目标",
    "due": "时限",
    "window": "申报期",
    "condition": "条件",
    "pilot": "试点类型",
    "reviewed": "已阅",
    "validity": "有效期",
}
VERDICT = {
    "proven": "已核实",
    "elsewhere": "在别的条款",
    "not_found": "没有找到",
    "own_words": "标题自拟",
}
VERDICT_TONES = {"proven": "green", "elsewhere": "amber", "not_found": "red", "own_words": "grey"}
TOKEN_KIND = {"figure": "数字", "date": "日期", "unit": "责任单位"}
