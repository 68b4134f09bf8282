"""Every mistake in an existing ledger that is taken over, or in its mapping: its code, its sentence and its cure."""

from tracker.problems import Family

CODES: dict[str, tuple[str, str]] = {
    "takeover.no-heading": (
        "没有找到表头：需要一行（或上下两行）写有“重点任务”“来源章节”“具体举措”之一，连同其他栏目至少三列。",
        "请核对表头，或在 reports/existing-ledger.yaml 中补上本单位用的表头。",
    ),
    "takeover.sheet-skipped": (
        "工作表“{text}”没有认得的表头，没有读取。",
        "不是台账的可以不管；是台账的，请核对表头。",
    ),
    "takeover.no-rows": ("表头下面没有一行任务。", "请核对上传的是不是填好的台账。"),
    "takeover.not-office": ("导入已有台账由双碳办办理。", "请由双碳办的人员导入。"),
    "takeover.other-file": (
        "对应表里的“{text}”与台账中的“{other}”不一致，对应表不是为这份台账做的。",
        "请用这份台账重新写出对应表，再作修改。",
    ),
    "takeover.no-such-row": ("台账中没有对应表写的这一处（{text}）。", "请重新写出对应表，再作修改。"),
    "takeover.unknown-task": (
        "方案中没有可以报进展的任务“{text}”。",
        "请填任务编号（见 tracker plan --json），不导入的写 none。",
    ),
    "takeover.unknown-field": ("没有“{text}”这个栏目。", "可选：{choices}。"),
    "takeover.person": ("“{text}”一列涉及个人，不能导入。", "请把这一列的栏目改回 none。"),
    "takeover.unknown-choice": ("work_items 不能写“{text}”。", "可选：{choices}。"),
    "takeover.period": (
        "对应表是为报告期 {text} 写的，这次导入的是 {other}。",
        "请为这一期重新写出对应表。",
    ),
}
"""Code -> what is wrong and what to do; words in braces are filled in where the mistake is found."""

WARNINGS = {"takeover.sheet-skipped"}

problem = Family(CODES, WARNINGS).problem
