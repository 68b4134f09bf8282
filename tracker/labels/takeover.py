"""Words for an existing ledger that is taken over."""

FIELD = {
    "number": "序号",
    "clause": "来源章节",
    "title": "重点任务",
    "measure": "具体举措",
    "year_goal": "年度目标",
    "stage_goal": "阶段目标",
    "lead": "牵头单位",
    "support": "配合单位",
    "due": "完成时限",
    "text": "本期进展",
    "percent": "完成比例",
    "status": "状态",
    "problems": "存在问题",
    "next_step": "下一步措施",
    "evidence": "佐证材料",
    "note": "备注",
}
FIT = {"sure": "确定", "doubtful": "存疑", "none": "没有对应", "chosen": "办公室指定", "dropped": "不导入"}
FIT_TONES = {"sure": "green", "doubtful": "amber", "none": "grey", "chosen": "green", "dropped": "grey"}
WORK_ITEMS = {"proposed": "作为提出的事项，待审定", "approved": "由办公室直接审定", "none": "不导入"}
