"""Every mistake in journal, upload and past readings: its code, its sentence and its cure, in one table."""

from tracker.problems import Family
from tracker.records.form_codes import FORM_CODES, FORM_WARNINGS

TORN_TAIL = "journal.torn-tail"

_RESTORE = "请暂停填报，用最近的备份核对并恢复流水文件夹。"
_SAVE_AS = "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”后重新上传。"

CODES: dict[str, tuple[str, str]] = {
    "journal.blank-line": ("这一行是空行，流水文件被手工改动过。", _RESTORE),
    "journal.not-utf8": ("这一行含有无法辨认的字节，未计入。", _RESTORE),
    "journal.unreadable-line": ("这一行不是完整的记录，未计入。", _RESTORE),
    "journal.newer-version": ("这一行由更新版本的程序写入，本版本读不懂，未计入。", "请升级程序后再打开。"),
    "journal.edited-line": ("这一行（{which}）写入后被改动过，未计入。", _RESTORE),
    "journal.inserted-line": ("这一行（{which}）不在原来的记录链上，是事后插入的，未计入。", _RESTORE),
    "journal.duplicated-line": ("这一行是{which}的重复，只计一次。", _RESTORE),
    "journal.reordered": ("{which}不在原来的位置；记录本身完好，已按原顺序计入。", _RESTORE),
    "journal.missing-line": ("{between}缺少{which}。", _RESTORE),
    "journal.cut-off": ("文件末尾缺少{which}，已经保存成功的内容被截掉。", _RESTORE),
    "journal.replaced": ("{which}与 head.json 登记的不一致：这一行被改写，或整个文件被换过。", _RESTORE),
    "journal.head-behind": (
        "从这一行起没有在 head.json 登记：由其他程序写入，或 head.json 被换成旧的。",
        _RESTORE,
    ),
    "journal.head-missing": ("head.json 缺失或读不出，无法确认末尾没有被截掉。", "请从备份恢复 head.json。"),
    TORN_TAIL: (
        "从这一行起是一次没有写完的保存（写入时断电或程序中断），当时没有提示“已保存”，未计入。",
        "请提交人重新提交；下一次保存会把这一段自动移到 journal.torn-*.jsonl。",
    ),
    "workbook.too-large": ("{what}。", "请只保留要报送的工作表和数据区域，另存为新文件后重新上传。"),
    "workbook.unsupported-type": ("不认识这种文件（{what}）。", "请上传 .xlsx 工作簿或 .csv 文件。"),
    "workbook.not-a-workbook": ("文件内容不是 .xlsx 工作簿，可能只是改了扩展名。", _SAVE_AS),
    "workbook.old-format": ("这是旧版 .xls 工作簿。", _SAVE_AS),
    "workbook.encrypted": ("工作簿设有打开密码。", "请取消密码后重新上传。"),
    "workbook.macros": ("工作簿带有宏，不予打开。", _SAVE_AS),
    "workbook.entities": ("工作簿内部有文档类型声明，正常的表格软件不会写出，不予打开。", _SAVE_AS),
    "workbook.unreadable": (
        "工作簿读不出来，可能已损坏或内容过于庞大。",
        "请把数据复制到一个新建的工作簿中再上传。",
    ),
    "workbook.formats-unknown": ("读不出单元格格式，分不清 0.25 和 25%。", "请逐项核对百分数后再提交。"),
    "workbook.encoding": (
        "文件的文字编码既不是 UTF-8 也不是 GBK。",
        "请另存为“CSV UTF-8”或 .xlsx 后重新上传。",
    ),
    "workbook.csv": (
        "第 {what} 行的引号或换行不完整，后面的内容读不出来。",
        "请改正这一行，或另存为 .xlsx 后重新上传。",
    ),
    "evidence.type": ("不收这种文件。", "可以附上：{what}。其他格式请先另存为 PDF。"),
    "evidence.empty": ("文件是空的。", "请核对文件后重新附上。"),
    "evidence.too-large": (
        "文件过大（单个文件不超过 {what}，压缩格式展开后不超过 50 MB）。",
        "请只保留能说明问题的部分，或压缩图片后重新附上。",
    ),
    "evidence.not-what-it-says": (
        "文件内容不是 {what} 格式，可能只是改了扩展名，或已损坏。",
        "请用原来的程序打开，另存后重新附上。",
    ),
    "evidence.not-a-parcel": (
        "文件内容不是 {what} 格式，可能只是改了扩展名，或已损坏。",
        "请用原来的程序打开，另存后重新附上。",
    ),
    "evidence.old-format": (
        "这是旧版 Office 文件，只是扩展名写成了 {what}。",
        "请另存为新格式或 PDF 后重新附上。",
    ),
    "evidence.encrypted": ("文件设有打开密码。", "请取消密码后重新附上，审核的人才看得到。"),
    "evidence.macros": ("文件带有宏，不予保存。", "请另存为不带宏的格式或 PDF 后重新附上。"),
    "evidence.missing": (
        "佐证材料“{what}”的文件不见了。",
        "请从备份恢复数据文件夹中的 evidence；没有备份的，请报送单位重新附上原来的文件。",
    ),
    "evidence.altered": (
        "佐证材料“{what}”的文件被改动过，与登记的散列不一致，不予打开。",
        "请从备份恢复数据文件夹中的 evidence；没有备份的，请报送单位重新附上原来的文件。",
    ),
    "readings.no-heading": (
        "没有找到表头：需要一行写有“指标”和年份（如 2020年、2021年）的表头。",
        "请按下载的模板填写。",
    ),
    "readings.sheet-skipped": (
        "工作表“{text}”里有数字，但没有写年份的表头，没有读取。",
        "不需要报送的可以不管；需要的，请按模板加上表头。",
    ),
    "readings.nothing": ("表里没有任何数值。", "请在年份各列填写数值后重新上传。"),
    "readings.unknown-heading": (
        "不认识表头“{text}”，这一列没有读取。",
        "年份请写成 2021年，季度写成 2023-Q2；不需要读取的说明请写在“备注”列。",
    ),
    "readings.duplicate-period": ("{text}与 {other} 重复，两列都没有读取。", "请只保留一列。"),
    "readings.no-indicator": ("这一行有数值，但没有写指标。", "请填写指标名称或编号。"),
    "readings.duplicate-row": (
        "指标“{text}”与第 {other} 行重复，这一行没有读取。",
        "请只保留一行，或用“数据性质”区分初步和最终。",
    ),
    "readings.status": ("数据性质“{text}”不认识，这一行没有读取。", "请填“初步数”或“最终数”，不清楚时留空。"),
    "readings.unit": ("单位“{text}”与方案里的“{other}”不同，这一行没有读取。", "请换算后再填，或改正单位。"),
    "readings.percent-unit": (
        "这一格是百分数，而单位是“{other}”。",
        "请填绝对数；如果填的是增速，请在“单位”列写 %。",
    ),
    "readings.percent-doubt": (
        "单位是 %，这里的 {text} 按 {text}% 读取。",
        "如果是 {other}%，请改填 {other} 后重新上传。",
    ),
    "readings.not-a-number": ("“{text}”不是数值。", "请只填数字；“约”“以上”、单位和说明请写在其他列。"),
    "readings.no-value": ("“{text}”按没有数据处理。", "没有数据的格子留空即可。"),
    "readings.merged": ("合并单元格里的数值无法对应到单独的年份，没有读取。", "请取消合并，逐格填写。"),
    "readings.no-result": (
        "公式没有算出结果，没有读取。",
        "请改填数值，或在 Excel、WPS 中打开保存一次后再上传。",
    ),
    "readings.error": ("单元格里是错误值 {text}，没有读取。", "请改填数值。"),
    **FORM_CODES,
}
"""Code -> what is wrong and what to do; words in braces are filled in where the mistake is found."""

WARNINGS = {
    "workbook.formats-unknown",
    "readings.percent-doubt",
    "readings.no-value",
    "readings.sheet-skipped",
    *FORM_WARNINGS,
}
"""Taken all the same, but worth a look."""

problem = Family(CODES, WARNINGS).problem
