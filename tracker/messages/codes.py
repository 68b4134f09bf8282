"""Every mistake in the settings of messages and in the register of contacts: its code, its sentence and its cure."""

from tracker.problems import Family, Place, Problem

CODES: dict[str, tuple[str, str]] = {
    "messages.readable-by-others": (
        "messages.yaml 里有口令，而其他用户也能读它（权限 {mode}），没有使用。",
        "请执行 chmod 600 messages.yaml，并更换已经泄露的口令。",
    ),
    "messages.unreadable": ("messages.yaml 读不出来（{reason}）。", "请核对文件的权限和编码。"),
    "messages.not-yaml": ("messages.yaml 第 {line} 行起不是合格的 YAML。", "请按用户手册的样子改正。"),
    "messages.bad-setting": ("messages.yaml 的 {field} 写得不对。", "请按用户手册的样子改正。"),
    "messages.bad-address": (
        "messages.yaml 的 {field} 不是可以发送的地址。",
        "请按用户手册的样子写，例如 mailtos://… 或 wecombot://…。",
    ),
    "contacts.not-allowed": ("当前身份不能登记这个单位的联系人。", "请由本单位或双碳办登记。"),
    "contacts.unknown-unit": ("单位名录里没有这个单位，或者它是集合单位。", "请选择一个具体单位。"),
    "contacts.unknown": ("没有这位联系人，可能已被删除。", "请刷新后重新选择。"),
    "contacts.empty": ("没有填写{field}。", "请填写。"),
    "contacts.too-long": ("{field}太长。", "请控制在 {limit} 字以内。"),
    "contacts.bad-character": ("{field}里有不能显示的字符。", "请删去换行和控制字符。"),
    "contacts.no-way": ("电话、电子邮箱和群机器人地址都没有填写。", "请至少填写一种联系方式。"),
    "contacts.bad-telephone": (
        "电话的写法不对。",
        "请写成 010-00000000 或 13 位以内的手机号，分机号用 - 连接。",
    ),
    "contacts.bad-email": ("电子邮箱的写法不对。", "请写成 name@example.cn，只填一个。"),
    "contacts.not-noted": ("访问记录写不进去，没有保存（{reason}）。", "请联系系统管理员。"),
    "contacts.bad-channel": (
        "群机器人地址不是企业微信或钉钉的。",
        "请粘贴群机器人的 Webhook 地址，或写成 wecombot://…、dingtalk://…。",
    ),
}
"""Code -> what is wrong and what to do; words in braces are filled in where the mistake is found."""

LABELS = {
    "unit": "单位",
    "name": "姓名",
    "post": "职务",
    "telephone": "电话",
    "email": "电子邮箱",
    "channel": "群机器人地址",
}
problem = Family(CODES).problem


def at_field(code: str, field: str, **words: object) -> Problem:
    """A mistake in a field of a contact."""
    label = LABELS[field]
    return problem(code, Place(field=label), field=label, **words)
