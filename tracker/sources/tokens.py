"""The figures, dates and responsible units of a text, and not the numbers that only name or count things off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.sources.folding import Folded


class TokenKind(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    UNIT = "unit"


@dataclass(frozen=True)
class Token:
    """`start` to `end` is the core that a quotation has to hold, e.g. 2025 of 到2025年; `words` is all of it."""

    kind: TokenKind
    words: str
    start: int
    end: int
    on: date | None = None
    """The day, where year, month and day are all said."""


_YEAR = r"(?:19|20)\d\d"
_COUNT = "[一二两三四五六七八九十]{1,3}"
_DATES = (
    rf"(?:到|至)?(?P<iso>{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))",
    rf"(?:到|至)?(?P<day>{_YEAR}年\d{{1,2}}月\d{{1,2}})日(?:之?前)?",
    rf"(?:到|至)?(?P<year>{_YEAR}(?:[-—–~至]{_YEAR})?年(?:\d{{1,2}}(?=月))?)月?(?:第?[一二三四]季度)?"
    r"(?:年底前|年底|年末|底前|底|末|之前|前|内)?",
    r"(?P<spoken>[一二][〇零○九][〇零○一二三四五六七八九]{2})年",
    r"(?P<month>\d{1,2}月(?:\d{1,2}(?=日))?)日?(?:底前|底|末|之?前|[上中下]旬)?",
    r"[“\"]?(?P<plan>十[一二三四五六七]五)[”\"]?(?:期间|时期|末|规划期(?:内|末)?)?(?![个部])",
    rf"(?:近|连续|未来|今后)?(?P<span>(?<![上下每第]){_COUNT}(?:年|个月))(?![度级生])",
)
_FIGURES = (
    r"(?P<percent>百分之[零〇一二三四五六七八九十百点]+)",
    r"(?P<fold>翻[一两二三]?番|[一二两三四五六七八九十]倍|全覆盖|零增长|清零|过半|一半)",
    r"(?P<grade>[一二三四五六七八九]星级)",
    r"(?P<tenth>[一二三四五六七八九]成)(?=以上|左右|以下)",
    r"(?P<figure>(?<![A-Za-z^\d.])\d+(?:,\d{3})*(?:\.\d+)?)(?:[亿万千百]{0,2}"
    r"(?:平方公里|平方米|立方米|千瓦时|千瓦|吨标准煤|蒸吨|公里|小时|分钟|个百分点|个月|工作日|号线|[\u4e00-\u9fff])|[%‰]|[A-Za-z]{1,4})?",
)
_TOKEN = re.compile("|".join((*_DATES, *_FIGURES)))
_NAMES_ONLY = re.compile(
    r"《[^》]{0,200}》"
    r"|[〔\[(【]\d{4}[〕\])】]第?\d+[号號]"
    r"|(?:GB|DB|HJ|JGJ|CJJ|ISO|IEC|[A-Z]{2,5})(?:\d{1,2})?(?:/[A-Z]{1,2})?\d+(?:\.\d+)*(?:[—–-]\d+)*"
    r"|附[件表录]\d+(?:[、,至-]\d+)*|[图表]\d+"
    r"|\(\d{1,2}\)|(?<=[;。:\]])\d{1,2}[.、](?=\D|(?:19|20)\d\d年)|\[bookmark:[^\]]{0,60}\]"
    r"|(?:电话|手机|传真|热线|邮编|邮政编码)[:]?[\d()、,;—-]+|(?<=[街路巷道])\d+号"
)
"""Titles, document numbers, standards, references to annexes, list numbers inside a line, marks of word processors,
telephone numbers and street addresses: they name, and set nothing."""
_LIST_NUMBER = re.compile(r"[-*#•·]*\d{1,2}[.、](?=\D|(?:19|20)\d\d年)")


_UNITS = re.compile(
    r"(?:责任|牵头|主责|主办|配合|协办|协同|参与|参加|支持)(?:单位|部门)[:]"
    r"(?P<names>(?:[^():;。]|\([^()]{0,40}\)){1,400}?)(?=[);。]|[、,]?[\u4e00-\u9fff]{2,6}(?:单位|部门):|$)"
)
"""A list of units as it is printed after its label: 主要责任单位:甲、乙,相关街镇."""
_UNIT = re.compile(r"(?:[^、,()]|\([^()]*\))+")
_DATE_GROUPS = frozenset(re.findall(r"\?P<(\w+)>", "".join(_DATES)))


def tokens(folded: Folded, start: int, end: int) -> list[Token]:
    """Those of one clause's own words, in order; a figure may be broken over lines."""
    words = folded.text[start:end]
    names = [found.span() for found in _NAMES_ONLY.finditer(words)]
    names += [(at - start, stop - start) for at, stop in _line_numbers(folded, start, end)]
    rest = list(words)
    for at, stop in names:
        rest[at:stop] = "\0" * (stop - at)
    found = []
    for match in _TOKEN.finditer("".join(rest)):
        group = str(match.lastgroup)
        at, stop = match.span(group)
        kind = TokenKind.DATE if group in _DATE_GROUPS else TokenKind.FIGURE
        shown = folded.original[start + match.start() : start + match.end()]
        found.append(Token(kind, shown, start + at, start + stop, _day(group, match[group])))
    return sorted([*found, *_units(folded, start, end)], key=lambda token: token.start)


def _units(folded: Folded, start: int, end: int) -> Iterator[Token]:
    """Each unit of a list; one without brackets around it ends with its line."""
    for listed in _UNITS.finditer(folded.text, start, end):
        low, high = listed.span("names")
        if high == end or folded.text[high] != ")":
            high = min(high, next(folded.lines_between(low, high))[1])
        for name in _UNIT.finditer(folded.text, low, high):
            yield Token(TokenKind.UNIT, folded.original[name.start() : name.end()], *name.span())


def _day(group: str, core: str) -> date | None:
    if group not in ("iso", "day"):
        return None
    try:
        year, month, day = map(int, re.findall(r"\d+", core))
        return date(year, month, day)
    except ValueError:
        return None


def _line_numbers(folded: Folded, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Numbers that open a line."""
    for at, stop in folded.lines_between(start, end):
        if found := _LIST_NUMBER.match(folded.text[at:stop]):
            yield at, at + found.end()
