"""Words of 方案读取: what a part of a draft is, what was decided of it, what became of a clause."""

PART = {
    "head": "文件信息",
    "task": "任务",
    "goals": "总体目标",
    "assignment": "责任分工",
    "target": "量化目标",
    "milestone": "时间节点",
}
DECIDED = {"accepted": "接受", "edited": "修改", "rejected": "不列"}
DECIDED_TONES = {"accepted": "green", "edited": "blue", "rejected": "grey"}
BECAME = {"task": "任务", "goals": "总体目标", "reviewed": "不列任务", "heading": "标题", "open": "待确认"}
PART_FIELDS = {
    "id": "文件代号",
    "title": "标题",
    "summary": "概括（用自己的话）",
    "document_number": "文号",
    "issued_on": "印发日期",
    "status": "状态（in_force 现行、draft 征求意见稿）",
    "jurisdiction": "辖区",
    "track": "专题代号",
    "coordinator": "统筹单位",
    "role": "分工",
    "units": "单位（用“；”隔开）",
    "as_written": "原文写法",
    "indicator": "指标",
    "comparator": "比较",
    "value": "数值",
    "upper": "上限",
    "unit_of_measure": "计量单位",
    "due": "时限",
    "modality": "语气（力争、原则上等）",
    "set_by": "由谁下达（没有数值的）",
    "what": "事项（用自己的话）",
    "quote": "引文",
}
FIELDS_OF = {
    "head": ("id", "title", "document_number", "issued_on", "jurisdiction", "coordinator", "status", "track"),
    "task": ("title", "summary"),
    "goals": ("title",),
    "assignment": ("role", "units", "as_written"),
    "target": (
        "indicator",
        "comparator",
        "value",
        "upper",
        "unit_of_measure",
        "due",
        "modality",
        "set_by",
        "quote",
    ),
    "milestone": ("what", "due", "quote"),
}
DIFFERENCE = {
    "clause_added": "新增条款",
    "clause_removed": "删去条款",
    "renumbered": "条款号变动",
    "reworded": "标题改动",
    "unit_added": "增加单位",
    "unit_removed": "减少单位",
    "role_changed": "分工变动",
    "target_added": "新增目标",
    "target_removed": "删去目标",
    "target_changed": "目标变动",
    "milestone_added": "新增节点",
    "milestone_removed": "删去节点",
    "milestone_changed": "节点变动",
}
