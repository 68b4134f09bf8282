"""Every mistake in a copy of an official text: its code, its sentence and its cure, in one table."""

from tracker.problems import Family, Place, Problem

_SAVE_AS = "请在 Word 或 WPS 中打开，另存为 .docx 后重新附上。"
_AS_TEXT = "请另存为 UTF-8 编码的 .txt 后重新附上。"

CODES: dict[str, tuple[str, str]] = {
    "source.too-large": ("文件过大（{what}）。", "请只保留公文正文，去掉图片和附带材料后重新附上。"),
    "source.unsupported-type": (
        "不认识这种文件（{what}）。",
        "请附上 .txt、.docx 或带文字的 .pdf；旧版 .doc、.wps、.ofd 请先另存为 .docx 或 .pdf。",
    ),
    "source.encoding": ("文件的文字编码既不是 UTF-8 也不是 GBK。", _AS_TEXT),
    "source.damaged": ("从这里起有 {what} 处无法辨认的字节，文字已损坏。", "请找一份完好的文件重新附上。"),
    "source.binary": ("文件内容不是文字，可能只是改了扩展名。", "请核对文件后重新附上。"),
    "source.not-a-document": ("文件内容不是 .docx 文档，可能只是改了扩展名，或已损坏。", _SAVE_AS),
    "source.old-format": ("这是旧版 .doc 文档。", _SAVE_AS),
    "source.macros": ("文档带有宏，不予打开。", _SAVE_AS),
    "source.encrypted": ("文件设有打开密码。", "请取消密码后重新附上。"),
    "source.unreadable": (
        "文件读不出来，可能已损坏或内容过于庞大。",
        "请把正文复制到一个新建的文档中再附上。",
    ),
    "source.no-text": ("文件里没有文字，可能是扫描件或图片。", "请附上带文字的文件，或先做文字识别并核对。"),
    "source.blank-pages": (
        "第 {what} 页没有文字，可能是扫描或图片。",
        "这些页上的条款不能核对，请尽量换一份带文字的文件。",
    ),
    "source.number-absent": (
        "文件里没有文号“{what}”单独成行，按整份文件核对。",
        "请确认附的是这份公文；没有附错可以不管。",
    ),
    "source.copy-missing": (
        "保存的原文副本“{what}”不见了，不能核对。",
        "请从备份恢复数据文件夹中的 sources，或重新附上这份文件。",
    ),
    "source.copy-altered": (
        "保存的原文副本“{what}”被改动过，与登记的散列不一致，不能用来核对。",
        "请从备份恢复数据文件夹中的 sources，或删去这份副本后重新附上原来的文件。",
    ),
}
"""Code -> what is wrong and what to do; words in braces are filled in where the mistake is found."""

WARNINGS = {"source.blank-pages", "source.number-absent"}
"""Taken all the same, but worth a look."""

_FAMILY = Family(CODES, WARNINGS)


def problem(code: str, place: Place, what: str = "", subject: str | None = None) -> Problem:
    return _FAMILY.problem(code, place, subject, what=what)
