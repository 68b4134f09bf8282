"""Words for what a rubric reads."""

LINE_RULE = {
    "linear": "按完成率计分，满分封顶",
    "steps": "按完成率分档计分",
    "bonus": "超额完成加分，有上限",
    "matrix": "两个条件合并判断",
    "veto": "一项不达标即定等次",
    "pass_count": "只判达标或不达标，按项数定等次",
}
YES_NO = {"1": "是", "0": "否"}
"""What a finding says that is recorded as a figure."""
