"""Blanks out what only names: titles, document numbers, standards, models and figures inside quotation marks."""

import re

BLANK = "\0"
_NAMES = re.compile(
    r"《[^》]{0,200}》"
    r"|[〔\[(【]\d{4}[〕\])】]第?\d{1,15}[号號]"
    r"|(?:GB|DB|HJ|JGJ|CJJ|ISO|IEC|IATF|CJ|NB|DL)(?:/[TZ])?\s?\d{1,15}(?:\.\d{1,15})*(?:[—–-]\d{1,15})*"
    r"|PM(?:2\.5|10)|CO2|SO2|N2O|NOx|CH4|O3|VOCs|m[23]"
    r"|附[件表录图]\d{1,15}|专栏\d{1,15}|[图表]\d{1,15}"
    r"|第\d{1,15}[届次条章节款批期版号轮类季]|\d{1,15}号(?:线|楼|地块|文)?|(?<=[街路巷道])\d{1,15}号"
    r"|(?:电话|手机|传真|热线|邮编|邮政编码|邮箱)[:]?[\w.@()、,;—-]*"
    r"|https?:[\w./?=&%-]*|\$[^$]{0,80}\$"
    r"|\d{1,15}(?:\+[\dNX]+)+|[\dNX]+\+[\dNX]+(?:\+[\dNX]+)*"
    r"|\d{1,15}[A-Za-z]\d*(?![\u4e00-\u9fff]*[以超])(?=级|类|系列|网络|基站|技术|产业|景区)|[45]G"
)
_NO_FIGURE = re.compile(r"\d{13,}")
_QUOTED = re.compile(r"“([^”]{1,24})”|\"([^\"]{1,24})\"|‘([^’]{1,24})’")
_PLAN = re.compile(r"十[二三四五六七]五")


def masked(text: str) -> str:
    """The same length as the text, so that every offset stays."""
    rest = _NAMES.sub(_blank, _NO_FIGURE.sub(_blank, text))
    return _QUOTED.sub(_blank_inside, rest)


def _blank(found: re.Match[str]) -> str:
    return BLANK * len(found[0])


def _blank_inside(found: re.Match[str]) -> str:
    inside = found[0][1:-1]
    if _PLAN.match(inside):
        return found[0]
    return found[0][0] + re.sub(r"[\d一二三四五六七八九十百千万两]", BLANK, inside) + found[0][-1]
