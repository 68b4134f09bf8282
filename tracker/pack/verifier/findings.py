"""What can be wrong with a pack, and what is said of one: stands in the stand-alone verifier, see `alone`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST_SHOWN, LONGEST_SHOWN = 20, 200

CODES = {
    "pack.unreadable": ("读不出这个文件（{what}）。", "请核对路径和权限。"),
    "pack.not-a-pack": ("这不是佐证包，或开头已损坏。", "请向出具单位重新索取。"),
    "pack.newer-format": (
        "佐证包是更新的格式（{what}），本核验程序读不懂。",
        "请用出具单位提供的新版核验程序。",
    ),
    "pack.expected": ("整包的 SHA-256 是 {what}，与给出的不同。", "这不是收据上的那一份，请向出具单位核对。"),
    "pack.manifest": ("清单 manifest.json 被改动，包内各件无从据以核对。", "请向出具单位重新索取。"),
    "pack.structure": ("压缩包结构被改动：{what}。", "请向出具单位重新索取。"),
    "pack.length": ("压缩包结构被改动：{what}。", "请向出具单位重新索取。"),
    "pack.extra": ("包里的 {what} 不在清单上，或出现不止一次。", "不要采信它，请向出具单位核对。"),
    "pack.altered": ("{what} 的内容被改动，与清单上的散列不一致。", "请向出具单位重新索取。"),
    "pack.chain": ("流水{what}。", "流水被改动，请向出具单位核对原始流水。"),
    "pack.head": ("流水到 {what} 为止，与清单登记的链头不一致。", "请向出具单位核对。"),
    "pack.head-lost": ("流水里没有链头 {what}。", "纸上的报告和这个包不出自同一份流水，请向出具单位核对。"),
    "pack.head-malformed": ("“{what}”不是印在报告上的链头。", "请写成“序号·散列”，如 123·0123456789ab。"),
    "pack.plan": ("方案副本的指纹与清单登记的不一致（{what}）。", "请向出具单位核对方案文件。"),
    "pack.index": ("佐证清单第 {what}。", "请向出具单位核对这一件佐证材料。"),
    "pack.result": ("评分所依据的记录 {what} 不在流水里。", "请向出具单位核对评分结果。"),
}
"""Code -> what is wrong and what to do; the word in braces is filled in where it is found."""

LIMITS = (
    "以上没有证明：填报的内容是否属实；评分是否算得对（可在产品中用 tracker verify-pack 重算）；"
    "Word 和 Excel 文件里的文字与评分结果是否一致（它们只按散列核对）。"
)
UNANCHORED = (
    "没有给出收据上的散列（--expect）或纸质报告上的链头（--head）：能写文件的人可以把整包连同清单重新做一遍，"
    "本次核验发现不了。请从收据、正式报告等另外的途径取得其中之一，再核验一次。"
)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what, and in which part of the pack."""

    code: str
    place: str
    what: str = ""

    @property
    def message(self) -> str:
        return CODES[self.code][0].format(what=self.what)

    @property
    def cure(self) -> str:
        return CODES[self.code][1]


@dataclass
class Verdict:
    """What was found; `manifest` is None when there is none to be believed."""

    sha256: str = ""
    manifest: dict[str, Any] | None = None
    findings: list[Finding] = field(default_factory=list)
    records: int = 0
    given: int = 0
    left_out: int = 0
    vouched_plan: int = 0
    """Number of the record by which a locked quarter vouches for this very plan; 0 = none does."""
    anchored: bool = False

    @property
    def ok(self) -> bool:
        return self.manifest is not None and not self.findings

    def note(self, code: str, place: str, what: object = "") -> None:
        self.findings.append(Finding(code, place, str(what)[:LONGEST_SHOWN]))
