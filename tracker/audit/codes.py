"""Every finding of a proof: its code, its sentence and its cure, in one table."""

from tracker.problems import Family, Place, Problem

CODES: dict[str, tuple[str, str]] = {
    "audit.plan-copy": (
        "锁定{what}时保存的方案副本缺失，或与登记的指纹不一致。",
        "请从备份恢复数据文件夹中的 plans；在此之前，这一季度的报告不能照原样重出。",
    ),
    "audit.source-missing": (
        "附上的原文“{what}”的副本不见了。",
        "请从备份恢复数据文件夹中的 sources，或重新附上这份文件。",
    ),
    "audit.source-altered": (
        "附上的原文“{what}”的副本被改动过，与登记的散列不一致。",
        "请从备份恢复数据文件夹中的 sources。",
    ),
    "audit.head-malformed": (
        "“{what}”不是印在报告上的链头。",
        "请照报告写成“序号·散列”，如 123·0123456789ab。",
    ),
    "audit.head-lost": (
        "现在的流水和访问记录里都没有链头 {what}。",
        "印出它以后，记录被改写、截短或换过；请核对数据文件夹，必要时从备份恢复。",
    ),
}
"""Code -> what is wrong and what to do; the word in braces is filled in where it is found."""

_FAMILY = Family(CODES)


def problem(code: str, place: Place, what: str = "") -> Problem:
    return _FAMILY.problem(code, place, what=what)
