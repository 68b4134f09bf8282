"""What the words of a cell come to: a share of the year's goal, a date, the bodies that are named."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from tracker.model import Document
from tracker.periods import parse_due
from tracker.plan.units import UnitNames
from tracker.records.typed import folded
from tracker.records.upload import Cell
from tracker.takeover.words import Words, key

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)?)(%)?", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][0-9:.]+)?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_HALVES = {"上半年": "6月底", "下半年": "12月底", "年中": "6月底"}
_BETWEEN_UNITS = re.compile(r"[、,;/和及\s]+")


@dataclass(frozen=True)
class Figure:
    """A figure, or why there is none."""

    value: Decimal | None
    reason: str = ""


def in_fractions(column: Iterable[Cell]) -> bool:
    """Whether a whole column of shares is written as 0.6 for 60 %."""
    found = [figure[0] for one in column if (figure := _figure(one)) and not figure[1]]
    return max(found, default=0) <= 1 and any(0 < one < 1 for one in found)


def percent(cell: Cell, *, fractions: bool) -> Figure:
    """The share that a cell states. 0.6 is 60 % only where its column is written so (`in_fractions`)."""
    if cell.fault in ("no-result", "error"):
        return Figure(None, "单元格没有可用的结果")
    figure = _figure(cell)
    if figure is None:
        return Figure(None, f"“{cell.text}”不是确数，不作为完成比例")
    value, signed = figure
    if signed:
        return Figure(value)
    if 0 < value <= 1:
        if not fractions:
            return Figure(None, f"分不清 {_short(value)} 是 {_short(value)}% 还是 {_short(value * 100)}%")
        return Figure(_rounded(value * 100), f"整列都按小数填写，{_short(value)} 读作 {_short(value * 100)}%")
    return Figure(_rounded(value))


def is_figure(cell: Cell) -> bool:
    return _figure(cell) is not None


def _figure(cell: Cell) -> tuple[Decimal, bool] | None:
    """The number, and whether a percent sign goes with it."""
    match = _NUMBER.fullmatch(folded(cell.text))
    if not match:
        return None
    value = Decimal(match[1])
    if cell.percent:
        return _rounded(value * 100), True
    return _rounded(value) if match[2] else value, bool(match[2])


def _rounded(value: Decimal) -> Decimal:
    """As many decimals as a report keeps."""
    return Decimal(_short(round(value, 2)))


def _short(value: Decimal) -> str:
    return format(value.normalize(), "f")


@dataclass(frozen=True)
class When:
    """A date, none at all (持续推进), or why it is not understood."""

    on: date | None = None
    standing: bool = False
    reason: str = ""


def due(cell: Cell, words: Words) -> When:
    """The last day of a date as people write it in tables."""
    text = cell.text.strip()
    plain = folded(text)
    if key(text) in words.dateless:
        return When(standing=True)
    if match := _DAY.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            return When(date(year, month, day))
        except ValueError:
            return When(reason=f"“{text}”没有这一天")
    if match := _MONTH.fullmatch(plain):
        if cell.number and match[2] == "1":
            return When(reason=f"“{text}”存成了数字，分不清是 1 月还是 10 月")
        plain = f"{match[1]}年{int(match[2])}月"
    for half, month_words in _HALVES.items():
        plain = re.sub(rf"年{half}(?:底|末|前|底前)?$", f"年{month_words}", plain)
    plain = plain.removesuffix("完成").replace("以前", "前").replace("之前", "前").replace("月份", "月")
    if found := parse_due(plain):
        return When(found.on)
    if re.match(r"\d{1,2}月|[一二三四]季度|第|年底|年内|本年|今年|全年", plain):
        return When(reason=f"“{text}”没有写年份")
    return When(reason=f"“{text}”看不出是哪一天")


@dataclass(frozen=True)
class Named:
    """The bodies that a cell names, and words that the register does not know."""

    units: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def named(text: str, document: Document, names: UnitNames) -> Named:
    """Names within the document's jurisdiction; 、 may stand inside one, so the longest known name holds."""
    known: Sequence[str] = sorted(set(names.names(document)), key=len, reverse=True)
    rest = re.sub(r"[()（）]", "、", normalize("NFKC", text)).strip("、,;/ \n")
    units: list[str] = []
    unknown: list[str] = []
    while rest:
        name = next((one for one in known if _begins(rest, normalize("NFKC", one))), None)
        unit = names.find(document, name) if name else None
        if name and unit:
            units.append(unit.id)
            rest = rest[len(normalize("NFKC", name)) :]
        else:
            word = _BETWEEN_UNITS.split(rest, maxsplit=1)[0]
            unknown.append(word)
            rest = rest[len(word) :]
        rest = _BETWEEN_UNITS.sub("", rest, count=1) if _BETWEEN_UNITS.match(rest) else rest
    return Named(tuple(dict.fromkeys(units)), tuple(dict.fromkeys(one for one in unknown if one)))


def _begins(text: str, name: str) -> bool:
    """Whether the text begins with the name and nothing more of a word follows."""
    end = text[len(name) : len(name) + 1]
    return text.startswith(name) and (not end or bool(_BETWEEN_UNITS.match(end)))
