"""What can be wrong when a pack is made: its code, its sentence and its cure; of one that is verified see the verifier."""

from tracker.pack.verifier import CODES as VERIFIED
from tracker.problems import Place, Problem, Severity

CODES: dict[str, tuple[str, str]] = {
    **VERIFIED,
    "pack.exists": ("{what} 已经存在。", "请换一个文件名；佐证包从不覆盖已有的文件。"),
    "pack.not-kept": (
        "佐证材料“{what}”缺失，或与登记的散列不一致，没有出具佐证包。",
        "请从备份恢复数据文件夹中的 evidence 后重试。",
    ),
    "pack.plan-gone": (
        "找不到评分所用的方案（指纹 {what}），没有出具佐证包。",
        "方案文件刚被改过，请重试；或从备份恢复 plans。",
    ),
    "pack.too-large": (
        "佐证包有 {what}，超过 4 GB 的上限，没有出具。",
        "请按单位分别出具，或者不带内部材料。",
    ),
    "pack.not-yours": ("佐证包含有全部流水，只有双碳办和审计员可以出具。", "请联系双碳办。"),
    "pack.other-result": (
        "按包内的方案和流水重算，“{what}”与包内的评分结果不同。",
        "请向出具单位核对评分结果。",
    ),
    "pack.not-computed": (
        "按包内的方案和流水重算不出评分结果（{what}）。",
        "包内的流水或方案不是本系统写成的样子，请向出具单位核对。",
    ),
    "pack.other-version": (
        "佐证包由 {what} 版程序出具，与现在的版本不同。",
        "评分结果已用现在的版本重算；有出入时请用同一版本再算。",
    ),
}
"""Code -> what is wrong and what to do; the word in braces is filled in where it is found."""

WARNINGS = {"pack.other-version"}
LONGEST_SHOWN = 120


def problem(code: str, file: str, what: object = "") -> Problem:
    """The mistake in the table's words; `what` is shown in one line and cut short."""
    message, cure = CODES[code]
    line = " ".join(str(what).split())
    shown = line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + "…"
    severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
    return Problem(code, message.format(what=shown), cure, Place(file=file), severity)
