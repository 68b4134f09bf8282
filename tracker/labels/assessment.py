"""Words for what an assessment says."""

LINE_STATE = {
    "met": "达标",
    "not_met": "不达标",
    "scored": "计分",
    "unknown": "缺依据",
    "not_applicable": "不涉及",
}
LINE_TONES = {"met": "green", "not_met": "red", "scored": "blue", "unknown": "grey"}
YES_NO = {"1": "是", "0": "否"}
"""What a finding says that is recorded as a figure."""
