"""Mistakes in a unit's filled form: each code with its sentence and its cure."""

_NEW_FORM = "请重新下载本单位的填报表，把已填内容复制过去再报送。"

FORM_CODES: dict[str, tuple[str, str]] = {
    "form.no-register": (
        "这不是本系统下发的填报表，或者随表的隐藏登记信息已经丢失。",
        "请在下载的填报表里填写，不要把内容另存到新的工作簿。",
    ),
    "form.version": ("这是版本 {text} 的填报表，现在用的是版本 {other}。", _NEW_FORM),
    "form.register-altered": ("随表的隐藏登记信息被改动过，无法确认这是哪个单位、哪一期的表。", _NEW_FORM),
    "form.several-forms": ("工作簿里并有几份填报表。", "请每份各存为一个文件，分别报送。"),
    "form.other-ledger": ("这份表不是从本台账下载的（表内所记的末条记录在本台账中对不上）。", _NEW_FORM),
    "form.unknown-unit": ("表内写的单位“{text}”不在本台账的单位名录里。", "请核对是不是其他地区的填报表。"),
    "form.wrong-unit": ("这是“{text}”的填报表，不是本单位的。", "请换成本单位的填报表。"),
    "form.wrong-period": ("这是{text}的填报表，这次只收{other}的。", "请换成这一期的填报表。"),
    "form.plan-revised": (
        "这份表下载以后，方案有过修订。",
        "内容照常核对；如有任务已经调整，会在该行另作提示。",
    ),
    "form.sheet-missing": (
        "没有找到“{text}”这张表，这一部分没有读取。",
        "不报这一部分的可以不管；要报的，请把这张表放回工作簿。",
    ),
    "form.no-keys": (
        "工作表“{text}”缺少隐藏的“行标识”一列（或表头被改动），认不出各行，没有读取。",
        "请不要删除隐藏列；可以重新下载后把内容复制过去。",
    ),
    "form.no-column": ("找不到“{text}”这一列的表头，这一列没有读取。", "请把表头改回“{text}”。"),
    "form.double-column": ("有两列表头都是“{text}”，内容不一样，分不清以哪一列为准。", "请只保留一列。"),
    "form.unknown-column": ("不认识表头“{text}”，这一列没有读取。", "要报送的内容请填在原有的列里。"),
    "form.no-key": ("这一行填了内容，但没有行标识，认不出是哪一项。", "请填在下发的原行里，不要另加行。"),
    "form.unknown-key": ("行标识“{text}”不是这份表里的，可能被改动过。", _NEW_FORM),
    "form.key-mismatch": (
        "这一行的行标识指的是“{other}”，表里写的是“{text}”，两者不一致。",
        "请不要改动任务名称和隐藏列；可以重新下载后再填。",
    ),
    "form.copies-differ": (
        "同一行在{other}也有一份，内容不一样。",
        "请只保留一份，删去另一份（或另一张复制的工作表）。",
    ),
    "form.row-missing": ("表里少了“{text}”这一行，这一项没有读取。", "已报过的内容不会因此删除。"),
    "form.emptied": (
        "这一格原来报过“{text}”，现在是空的；清空不等于撤回，仍按原来的内容保留。",
        "要撤回请在网页上更正；没有了请写“无”。",
    ),
    "form.returned-unchanged": (
        "这一项已被办公室退回，表里没有改动，不会重新报送。",
        "请按退回原因修改后再报。",
    ),
    "form.merged": ("合并单元格里的内容无法对应到单独一格。", "请取消合并，逐格填写。"),
    "form.no-result": ("公式没有算出结果。", "请改填数值，或在 Excel、WPS 中打开保存一次后再报送。"),
    "form.error": ("单元格里是错误值 {text}。", "请改填正确的内容。"),
    "form.not-a-number": ("“{text}”不是数值。", "请只填数字，不带单位、约数和文字。"),
    "form.percent-unit": ("这一格是百分数，而单位是“{other}”。", "请填绝对数，或核对单位。"),
    "form.percent-doubt": ("这里的 {text} 按 {text}% 读取。", "如果是 {other}%，请改填 {other} 后重新报送。"),
    "form.not-a-day": ("“{text}”不是日期。", "请写成 2026-09-30 这样。"),
    "form.not-a-period": (
        "“{text}”不是统计期。",
        "请写成 2025（年）、2025-Q2（季）或 2025-06（月）。",
    ),
    "form.not-a-choice": ("“{text}”不在可选范围内。", "可选：{other}。"),
    "form.no-period": ("填了数值，但没有写统计期。", "请填写统计期，例如 2025。"),
    "form.too-many-files": ("文件超过 {text} 个，或展开后过大。", "请分几次报送。"),
    "form.not-a-zip": ("压缩包打不开。", "请重新压缩为 .zip（不加密码）后再报送。"),
    "form.not-a-form-file": ("不是 .xlsx 工作簿，没有读取。", "请报送下载的填报表。"),
}
FORM_WARNINGS = {
    "form.plan-revised",
    "form.sheet-missing",
    "form.unknown-column",
    "form.row-missing",
    "form.emptied",
    "form.returned-unchanged",
    "form.percent-doubt",
}
"""Taken all the same, but worth a look."""
