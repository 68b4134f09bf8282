"""What a text says once for all of it: who leads of several, and who answers everywhere without being listed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tracker.extract.units.splitting import Name, split

_FIRST = (
    r"(?:列|排|排名|排列|排序|位列|名列|位居|居|写|列示|标注)(?:在|于|为)?(?:最)?(?:第一|首|前|第1)(?:位|名|个|列)?|(?:第一|首)(?:个|家)(?:责任)?(?:单位|部门)|"
    r"(?:首位|第一位|排头|居首|列首|排首)"
)
_IS = (
    r"(?:的|者)?(?:责任|负责)?(?:单位|部门|者)?(?:(?:均|都)?(?:为|是|系|即|作为|担任|负责)"
    r"(?:第一责任单位|总?牵头|主办|主责|责任牵头|主要责任|第一责任|统筹)|牵头)"
)
_COMMA = r"(?:第一个|首个|第1个)?(?:逗号|“,”|\",\")(?:之|以)?前"
_STAR = r"(?:标|带|加|注|打|有|标注|标有|标记)?(?:有|注)?[“\"‘']?(?:[*]+|星号|星标|#)[”\"’']?(?:号|标记|标识|符号)?"
_RULES = (
    ("comma", re.compile(rf"{_COMMA}[^。;]{{0,16}}?{_IS}(?:单位|部门)?")),
    ("star", re.compile(rf"{_STAR}[^。;]{{0,8}}?{_IS}(?:单位|部门)?")),
    ("first", re.compile(rf"(?:{_FIRST}){_IS}(?:单位|部门)?")),
)
_REST = re.compile(
    r"(?:其余|其他|其它|后面|之后|逗号后)[^。;,]{0,10}(?:为|是)(?P<role>配合|协办|参与|协助|协同|支持|责任|参加)"
)
_SAME = re.compile(r"[,，、。]?(?:以下各项)?(?:下同|以下(?:均)?同|均同|同下)")
_IMPLIED = re.compile(
    r"(?:以下|以上|上述|下述|下列|其余|各项|所有|本(?:方案|意见|措施|计划)|文中)[^。;:]{0,16}?(?:均|都|皆)?(?:需要?|须|由|应由?|要|涉及)(?:由)?(?P<names>[^。;:]{2,80}?)(?:按照?(?:各自)?(?:职责|分工)(?:分工)?)?(?:具体|分别|共同|认真|抓好|组织)?"
    r"(?:负责|落实|配合|参与|组织实施|抓好落实|贯彻落实|推进|实施|承担)+[^。;]{0,10}?[,，]?(?:均|都)?(?:不再|不另|不)(?:逐一|一一|单独|另行|重复|分别|逐项)*(?:列出|列示|列入|列明|赘述|标注|注明|罗列|列|说明)"
)

_NO_MORE = re.compile(
    r"不再(?:逐一|一一|单独|另行|重复|分别|逐项)*(?:列出|列示|列入|列明|赘述|标注|注明|罗列|说明)|(?:为|是)(?:所有|全部|各项|每项)[^,;。]{0,8}责任(?:单位|部门)"
)
_IMPLIED_AS = re.compile(
    r"(?<=[(;。,])(?P<names>[^。;:()]{2,60}?(?:\([^()]{0,20}\)[^。;:()]{0,40}?)?)(?:均|都|同|也)?(?:为|是)(?:所有|全部|各项|以下|上述|每项|各)[^。;,]{0,10}的?责任(?:单位|部门)"
    r"[,，]?(?:以下|文中)?(?:均|都)?(?:不再|不另|不)[^。;)]{0,10}"
)


class Kind(StrEnum):
    FIRST = "first"
    COMMA = "comma"
    STAR = "star"


@dataclass(frozen=True)
class LeadRule:
    """Which of several bodies leads, as the text itself says; `rest` is 配合 or the like where it says that too."""

    kind: Kind
    start: int
    end: int
    rest: str = ""


@dataclass(frozen=True)
class Implied:
    """Bodies that answer for every clause although they are not listed there."""

    start: int
    end: int
    names: tuple[Name, ...]


def is_statement(words: str) -> bool:
    """下同; 排在第一位的部门为牵头部门: words of a list that are no name."""
    return bool(
        _SAME.fullmatch(words)
        or any(rule.search(words) for _, rule in _RULES)
        or _REST.search(words)
        or _IMPLIED.search(words)
        or _NO_MORE.search(words)
    )


def lead_rule(text: str, start: int, end: int) -> LeadRule | None:
    """The first that the text states."""
    found = [(match, kind) for kind, rule in _RULES if (match := rule.search(text, start, end))]
    if not found:
        return None
    match, kind = min(found, key=lambda one: one[0].start())
    rest = _REST.search(text, match.end(), min(end, match.end() + 40))
    high = rest.end() if rest else match.end()
    if same := _SAME.match(text, high, end):
        high = same.end()
    return LeadRule(Kind(kind), match.start(), high, rest["role"] if rest else "")


def implied(text: str, start: int, end: int, known: Collection[str] = ()) -> list[Implied]:
    found = []
    for match in (*_IMPLIED.finditer(text, start, end), *_IMPLIED_AS.finditer(text, start, end)):
        names = split(text, *match.span("names"), known)
        if names:
            found.append(Implied(match.start(), match.end(), tuple(names)))
    return found
