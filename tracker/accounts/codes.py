"""Every mistake in what is asked of accounts: its code, its sentence and its cure, in one table."""

from tracker.problems import Family, Place, Problem

CODES: dict[str, tuple[str, str]] = {
    "account.bad-user": (
        "用户名“{user}”不能用。",
        "请用 2 至 32 个汉字、字母、数字，中间可以有 . _ -，不要有空格。",
    ),
    "account.bad-name": ("姓名超过 40 字，或含有不能显示的字符。", "请改正。"),
    "account.taken": ("已经有用户名为“{user}”的账号（含已停用的）。", "请另取一个；停用的账号可以重新启用。"),
    "account.unknown": ("没有用户名为“{user}”的账号。", "请核对，或先新建账号。"),
    "account.disabled": ("账号“{user}”已停用。", "请由系统管理员启用，或换用自己的账号。"),
    "account.bad-role": ("没有“{role}”这种角色。", "可选：{choices}。"),
    "account.unit-missing": ("单位的账号要写明是哪个单位。", "请选定单位；命令行用 --unit 写单位编号。"),
    "account.unit-unknown": (
        "没有单位“{unit}”。",
        "请写明单位编号（见 tracker plan --json）；集合单位不能报送。",
    ),
    "account.unit-needless": ("{role}的账号不属于某个责任单位。", "请不要填写单位。"),
    "account.first-exists": (
        "已经有系统管理员，不能再用这个命令建立。",
        "请由现有的系统管理员新建；口令忘了用 tracker account reset 重置。",
    ),
    "account.last-admin": ("这是最后一个可用的系统管理员。", "请先新建另一个系统管理员，再作这项改动。"),
    "account.oneself": ("不能停用自己的账号，也不能改自己的角色。", "请由另一个系统管理员办理。"),
    "account.unchanged": ("账号本来就是这样，没有改动。", "请核对。"),
    "account.password-length": ("口令的长度要在 {least} 到 {most} 个字符之间。", "请另设一个。"),
    "account.password-classes": (
        "大写字母、小写字母、数字、其他字符四类中，口令至少要有 {classes} 类。",
        "请另设一个。",
    ),
    "account.password-user": ("口令里不能含有用户名。", "请另设一个。"),
    "account.password-history": ("不能与现在或最近 {count} 次用过的口令相同。", "请另设一个。"),
    "account.password-differs": ("两次输入的新口令不一样。", "请重新输入。"),
    "account.password-wrong": ("现在的口令不对。", "请重新输入；连续输错会锁定账号。"),
    "account.session-ended": ("登录已失效。", "请重新登录后再办理。"),
    "account.code-wrong": ("动态口令不对，或者已经用过。", "请输入手机上此刻显示的 6 位数字。"),
    "account.totp-off": ("本单位的策略不使用动态口令。", "如需使用，请由系统管理员修改 policy.yaml。"),
    "account.totp-set": ("已经启用动态口令。", "换手机请由系统管理员重置账号。"),
    "account.totp-required": (
        "按本单位的策略，{role}必须使用动态口令，不能停用。",
        "换手机请由系统管理员重置账号。",
    ),
    "account.needed": (
        "这个数据文件夹已启用账号，“{user}”不是可用的账号。",
        "请用 --as 写自己的用户名；新建账号用 tracker account add。",
    ),
    "account.not-as": ("账号“{user}”是{role}，不能用 --role、--unit 改成别的身份。", "请去掉这两个选项。"),
    "account.not-allowed": ("账号“{user}”的角色（{role}）不能这样做。", "请由有权限的人办理。"),
}
_FAMILY = Family(CODES)


def problem(code: str, field: str | None = None, **words: object) -> Problem:
    return _FAMILY.problem(code, Place(field=field), **words)
