"""Which lines of print are a title, and which a date, an issuer or the matter that a web page puts around a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.sources.headings import mark_of

KINDS = (
    "方案|规划|计划|纲要|意见|措施|举措|政策|办法|细则|规定|规则|条例|预案|清单|指南|指引|要点|任务|通知|决定|通告|公告|决议|函|批复|行动|路径|导则|"
    "安排|分工|部署|标准|制度|蓝图|台账|目录|责任书|分解|分解表|一览表|任务表|工作表|[一二三四五六七八九十]+条"
)
"""What official texts call themselves, at the end of their titles."""
STATUS = r"(?:\([^()]{1,40}\))*"
_TITLE = re.compile(rf"[^。;!?:]{{2,100}}(?:{KINDS}){STATUS}|[^。;!?:,]{{2,60}}(?:{KINDS})》?的通知{STATUS}")
_STATUS_ROW = re.compile(r"\([^()]{1,40}\)")
_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,20}\(?(?:19|20)\d\d\)?第?\d+号")
_DATE = re.compile(r"((?:19|20)\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})日?(?:印发|发布)?")
_ISSUER = re.compile(
    r"[\u4e00-\u9fff、()]{0,40}(?:人民政府|委员会|办公厅|办公室|国务院|厅|局|部|委|署|院|会|中心|银行|集团|公司|政府办|管委会|指挥部)(?:\([^()]+\))?"
)
_AROUND = re.compile(
    r"(?:来源|时间|热度|发布|索引号|主题|发文|成文|字体|浏览|作者|编辑|分享|打印|首页|当前位置|信息|公开|文号|有效性|阅读|点击)[^。]{0,30}[:>]"
)
_BEHIND = re.compile(
    r"(?:扫描二维码|扫一扫|关注[“\"]|关注方式|微信公众号|分享到|上一篇|下一篇|打印本页|关闭窗口|相关(?:文档|链接|附件|阅读|解读)|版权所有|网站标识码|主办单位:|主管单位:"
    r"|国际标准连续出版物|国内统一连续出版物|编辑出版|索引号:|主题分类:|发文机关:|成文日期:|发文字号:|发布日期:|地址:|邮编:|网址:|联系电话:|责任编辑|来源:|信息来源|《[^》]*公报》(?:简介|是|为))"
)
"""What a web page or a gazette prints behind the last document."""
MOST_ROWS = 6
"""Rows that a title may be broken over."""


@dataclass(frozen=True)
class Title:
    """A title as it is printed on rows `first` to `last`, the last not included."""

    first: int
    last: int
    words: str


def is_number(row: str) -> bool:
    return _NUMBER.fullmatch(row) is not None


def date_of(row: str) -> date | None:
    """The day when a row is a day and nothing else."""
    found = _DATE.fullmatch(row)
    return day(*found.groups()) if found else None


def day(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def is_issuer(row: str) -> bool:
    return len(row) <= 40 and _ISSUER.fullmatch(row) is not None


def is_around(row: str) -> bool:
    """來源：… 时间：…, the matter of a web page."""
    return _AROUND.match(row) is not None


def names_kind(words: str) -> bool:
    return _TITLE.fullmatch(words) is not None and _balanced(words)


def _balanced(words: str) -> bool:
    return words.count("《") == words.count("》") and words.count("(") == words.count(")")


def text_end(rows: Sequence[str]) -> int:
    """The row behind the text: where the matter of the page begins, which takes at least two rows."""
    first = max(len(rows) // 2, len(rows) - 60)
    behind = [at for at in range(first, len(rows)) if _BEHIND.match(rows[at])]
    if len(behind) < 2 or any(
        mark_of(row) for row in rows[behind[0] + 1 :] if row.startswith(("一、", "第", "附件"))
    ):
        return len(rows)
    return behind[0]


def title_at(rows: Sequence[str], first: int) -> Title | None:
    """The title that begins with a row, also when it is broken over several; with its （试行） on a row of its own."""
    words = ""
    for at in range(first, min(first + MOST_ROWS, len(rows))):
        row = rows[at]
        if (
            row.endswith(("。", ";", ":", "!"))
            or is_around(row)
            or is_number(row)
            or date_of(row)
            or mark_of(row)
        ):
            return None
        words += row
        if names_kind(words):
            last = at + 1
            if last < len(rows) and _STATUS_ROW.fullmatch(rows[last]):
                words += rows[last]
                last += 1
            return Title(first, last, words)
    return None


def first_title(rows: Sequence[str], first: int, last: int) -> Title | None:
    """The first title of a stretch that is not an issuer's name run into the next row."""
    for at in range(first, min(last, len(rows))):
        if (is_issuer(rows[at]) or len(rows[at]) < 6) and not names_kind(rows[at]):
            continue
        if found := title_at(rows, at):
            return found
    return None


def title_above(rows: Sequence[str], number: int) -> Title | None:
    """The title above a document's number, walked up from it until an issuer is named or a sentence ends."""
    words, best = "", None
    for at in range(number - 1, max(-1, number - 1 - MOST_ROWS), -1):
        row = rows[at]
        if row.endswith(("。", ";")) or date_of(row) or is_number(row) or is_around(row):
            break
        if best and names_kind(row):
            break
        if best and len(row) < 6 and not is_issuer(row):
            break
        words = row + words
        if names_kind(words):
            best = Title(at, number, words)
            before = re.split(r"关于|印发", words, maxsplit=1)[0]
            if before != words and before and _ISSUER.fullmatch(before):
                break
    return best


_SIGNS = re.compile(r"[\s《》()\[\]“”\"'‘’,、:;。·—–~-]|(?<=\d)年(?=\d)")


def same_title(one: str, other: str) -> bool:
    """Signs, brackets and how a span of years is written do not count, nor does （试行） where only one has it."""
    plain, second = _SIGNS.sub("", one), _SIGNS.sub("", other)
    if plain == second:
        return True
    bare, other_bare = (_SIGNS.sub("", re.sub(r"\([^()]*\)$", "", words)) for words in (one, other))
    return bare == other_bare and len(bare) >= 6


def run_of(rows: Sequence[str], title: str, first: int) -> Title | None:
    """Where rows print a title that is already known, from row `first` on."""
    for at in range(first, len(rows)):
        words = ""
        for last in range(at, min(at + MOST_ROWS, len(rows))):
            words += rows[last]
            if len(words) > len(title) + 30:
                break
            if same_title(words, title) and not words.startswith("《"):
                stop = last + 1
                if stop < len(rows) and _STATUS_ROW.fullmatch(rows[stop]) and not date_of(rows[stop][1:-1]):
                    words += rows[stop]
                    stop += 1
                return Title(at, stop, words)
    return None
