"""What can be wrong with a backup, or with restoring one: its code, its sentence and its cure, in one table."""

from tracker.problems import Family, Place, Problem

_OTHER = "请换一份备份；这一份不能用来恢复。"

CODES: dict[str, tuple[str, str]] = {
    "backup.exists": ("{what} 已经存在。", "请换一个文件名；备份从不覆盖已有的文件。"),
    "backup.inside": ("不能备份到 {what} 里面。", "请写到数据和方案文件夹以外，最好是另一块磁盘。"),
    "backup.unreadable": ("这不是备份文件，或者已经损坏（{what}）。", _OTHER),
    "backup.no-manifest": ("备份里没有清单，或清单读不出来（{what}）。", _OTHER),
    "backup.newer-format": (
        "备份由更新版本的程序写成，本版本读不懂（格式 {what}）。",
        "请升级程序后再恢复。",
    ),
    "backup.unsafe-name": ("文件名“{what}”不能放进备份，或不能由备份恢复。", "请改名后重新备份。"),
    "backup.missing-file": ("清单上的 {what} 不在备份里。", _OTHER),
    "backup.extra-file": ("备份里的 {what} 不在清单上。", _OTHER),
    "backup.altered-file": ("备份里的 {what} 与清单上的散列不一致。", _OTHER),
    "backup.wrong-chain": ("备份里的{what}与清单登记的链头不一致。", _OTHER),
    "backup.wrong-plan": ("备份里的方案与清单登记的指纹不一致。", _OTHER),
    "backup.wrong-state": ("按备份重新判断的状态，与备份时的状态散列不一致。", _OTHER),
    "backup.other-version": (
        "备份由 {what} 版程序写成，与现在的版本不同，状态散列没有比较。",
        "散列链和文件都已核对；如需比较状态，请用同一版本的程序。",
    ),
    "backup.damaged-database": ("数据库文件 {what} 已损坏。", _OTHER),
    "backup.not-empty": ("{what} 里已有内容。", "请指定一个不存在的或空的文件夹；恢复从不覆盖已有的数据。"),
    "backup.not-own": (
        "{what} 的链头不在现在的流水和访问记录里，可能是别的台账的备份，没有删除。",
        "请核对这个文件夹；确认不要的，请手工删除。",
    ),
    "backup.not-proven": ("{what} 通不过核验，没有删除，也不算在保留的份数里。", "请查明原因后手工处理。"),
    "backup.unfinished": (
        "{what} 是一次没有做完的备份或恢复留下的。",
        "确认没有正在进行的备份后，可以删除。",
    ),
    "backup.not-noted": ("这次操作没有能记入访问记录（{what}）。", "请检查数据文件夹中 access 的写入权限。"),
}
"""Code -> what is wrong and what to do; the word in braces is filled in where it is found."""

WARNINGS = {
    "backup.other-version",
    "backup.not-own",
    "backup.not-proven",
    "backup.unfinished",
    "backup.not-noted",
}
"""Worth a look; the backup or the restored folder is sound all the same."""

_FAMILY = Family(CODES, WARNINGS, longest=120)
"""Paths of folders are longer than what people type."""


def problem(code: str, file: str, what: object = "") -> Problem:
    return _FAMILY.problem(code, Place(file=file), what=what)
