"""Figures with their unit of measure: 1.45亿平方米, 10%以上, 1—2家, 翻一番, 全覆盖, 二星级, 百分之二十."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.extract.goals.measures import PER, SCALE, UNIT, Kind, kind_of
from tracker.extract.goals.numbers import NUMERAL, percent, spoken, written

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,9})?"
_NOT_INSIDE = r"(?<![\d.+×^$:])(?<![A-Za-z][-—])(?<!(?<![A-Z])[A-Za-z])(?<!第)(?<!\d[-—~/])"
_MORE = r"[余多来]?"
_MEASURED = rf"(?P<scale>{SCALE}?){_MORE}(?P<unit>%|‰|{UNIT}|[个]?百分点)(?P<per>{PER}?)"
_PATTERN = re.compile(
    rf"(?P<figure>{_NOT_INSIDE}(?P<low>{_NUMBER})(?:(?:%|‰|{SCALE}|(?:{UNIT}))?[-—–~～至到]+(?P<high>{_NUMBER}))?{_MORE}{_MEASURED}(?!(?<![亿星])级))"
    rf"|(?P<hundredth>百分之(?P<share>[零〇一二三四五六七八九十百点]+))"
    rf"|(?P<fold>翻(?P<times>[一两二三四]?)番|(?P<once>(?:增长|增加|提高|提升|扩大)一倍)|(?P<nfold>[两三四五六七八九十]倍))"
    rf"|(?P<cover>全覆盖(?![、的式性监网]))"
    rf"|(?P<zero>零增长|负增长(?=[,。;、]|$))"
    rf"|(?P<half>(?:超过?|过)半(?!数)|(?:超过)?一半|过半数|半数)(?=以上|左右|的|达|实现|完成|[,。;、]|$)"
    rf"|(?P<grade>(?P<star>[一二三四五])星级)"
    rf"|(?P<tenth>(?P<tenths>[一二两三四五六七八九])成)(?=以上|左右|以下)"
    rf"|(?P<words>(?<![第前一二两三四五六七八九十百千万几数]){_MORE}(?P<spoken>{NUMERAL}){_MORE}(?P<wunit>{UNIT})(?P<wper>{PER}?)(?!(?<![亿星])级))"
    rf"|(?P<short>{_NOT_INSIDE}(?P<part>{_NUMBER})(?P<partscale>{SCALE}?)(?=(?:[、和及]{_NUMBER}{SCALE}?){{0,8}}[、和及]{_NUMBER}{SCALE}?(?:%|‰|{UNIT})))"
    rf"|(?P<bare>{_NOT_INSIDE}(?P<plain>{_NUMBER})(?=以下|以上|以内|左右|[,。;、)]|$))"
)


@dataclass(frozen=True)
class Quantity:
    """`start` to `end` in the text it was found in; `upper` where a range is said; `in_words` for 两万平方米."""

    start: int
    end: int
    value: Decimal
    unit: str
    kind: Kind
    upper: Decimal | None = None
    in_words: bool = False


def quantities(text: str) -> list[Quantity]:
    """All of a masked text in order, whatever they count; 100万、200万平方米 are both 平方米."""
    found: list[Quantity] = []
    for one in reversed(list(_found(text))):
        if one.kind is Kind.BARE and one.unit != "":
            one = _completed(one, found[-1]) if found else one
        if found and one.end == found[-1].start and found[-1].kind is Kind.COVER:
            found.pop()
        found.append(one)
    return found[::-1]


def _completed(short: Quantity, following: Quantity) -> Quantity:
    """A figure that leaves its unit to the next one; it keeps a scale of its own."""
    scale = short.unit.strip("?")
    unit = scale + re.sub(rf"^{SCALE}", "", following.unit) if scale else following.unit
    return replace(short, unit=unit, kind=following.kind)


def _found(text: str) -> Iterator[Quantity]:
    for match in _PATTERN.finditer(text):
        quantity = _read(match)
        if quantity is not None:
            yield quantity


def _read(match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    match match.lastgroup:
        case _ if match["figure"]:
            return _figure(match)
        case _ if match["hundredth"]:
            value = percent(match["share"])
            return None if value is None else Quantity(start, end, value, "%", Kind.SHARE, in_words=True)
        case _ if match["fold"]:
            return _fold(match)
        case _ if match["cover"]:
            return Quantity(start, end, Decimal(100), "%", Kind.COVER)
        case _ if match["zero"]:
            return None if match["zero"] == "负增长" else Quantity(start, end, Decimal(0), "%", Kind.SHARE)
        case _ if match["half"]:
            return Quantity(start, end, Decimal(50), "%", Kind.SHARE, in_words=True)
        case _ if match["grade"]:
            return Quantity(start, end, Decimal(_single(match["star"])), "星级", Kind.GRADE)
        case _ if match["tenth"]:
            return Quantity(
                start, end, Decimal(10 * _single(match["tenths"])), "%", Kind.SHARE, in_words=True
            )
        case _ if match["words"]:
            return _in_words(match)
        case _ if match["short"]:
            return Quantity(start, end, written(match["part"]), match["partscale"] + "?", Kind.BARE)
        case _:
            return Quantity(start, end, written(match["plain"]), "", Kind.BARE)


def _single(word: str) -> int:
    return spoken(word) or 0


def _figure(match: re.Match[str]) -> Quantity | None:
    unit = match["scale"] + match["unit"] + match["per"]
    low = written(match["low"])
    high = written(match["high"]) if match["high"] else None
    if high is not None and high <= low:
        return None
    return Quantity(*match.span(), low, unit, kind_of(unit), upper=high)


def _fold(match: re.Match[str]) -> Quantity:
    if match["once"]:
        value = 2
    elif match["nfold"]:
        value = _single(match["nfold"][0])
    else:
        value = 2 ** (_single(match["times"]) if match["times"] else 1)
    return Quantity(*match.span(), Decimal(value), "倍", Kind.FOLD, in_words=True)


def _in_words(match: re.Match[str]) -> Quantity | None:
    """两万平方米 is 2 万平方米; 一个 and 一批 are no figures."""
    words, unit = match["spoken"], match["wunit"] + match["wper"]
    for scale in ("亿", "万"):
        if words.endswith(scale) and len(words) > 1:
            words, unit = words.removesuffix(scale), scale + unit
            break
    number = spoken(words)
    if words == "千" and unit[:1] in "瓦克米卡焦伏":
        return None
    if number is None or (number < 2 and unit == match["wunit"] + match["wper"]):
        return None
    return Quantity(*match.span(), Decimal(number), unit, kind_of(unit), in_words=True)
