"""Ids of a draft: of the document from its number, of a task from its clause."""

import re
from collections.abc import Sequence

from pypinyin import Style, lazy_pinyin

from tracker.extract.text import Document
from tracker.sources.numerals import value

_NUMBER = re.compile(r"(?P<by>[\u4e00-\u9fff]+).*?(?P<year>(?:19|20)\d\d).*?(?P<number>\d+)号")
_NUMERAL = re.compile(r"[一二三四五六七八九十百零〇]+|\d+")
LONGEST = 10


def document_id(document: Document) -> str:
    """海政发〔2024〕8号 -> hzf-2024-8; without a number from the first characters of the title."""
    found = _NUMBER.fullmatch(document.document_number or "")
    if found:
        return f"{initials(found['by'])}-{found['year']}-{found['number']}"
    chinese = "".join(re.findall(r"[\u4e00-\u9fff]", document.title))
    return initials(chinese[:LONGEST]) or "plan"


def initials(words: str) -> str:
    letters = "".join(lazy_pinyin(words, style=Style.FIRST_LETTER, errors="ignore")).lower()
    return re.sub(r"[^a-z0-9]", "", letters)


def task_id(path: str, parts: Sequence[str] = ()) -> str:
    """五/(三) -> 5.3, 附件3/一/10 -> a3.1.10, 第四条 -> 4; of a plan printed inside the document p2.3."""
    steps = []
    for number, part in enumerate(parts, 1):
        if path == part or path.startswith(part + "/"):
            steps.append(f"p{number}")
            path = path[len(part) + 1 :]
    for step in path.split("/") if path else ():
        found = _NUMERAL.search(step)
        figure = str(value(found[0]) or found[0]) if found else ""
        if step.startswith("附"):
            steps.append(f"a{figure}" if figure.isdigit() else "a")
        elif figure.isdigit():
            steps.append(figure)
        elif len(step) == 1 and "①" <= step <= "⑳":
            steps.append(str(ord(step) - ord("①") + 1))
        else:
            steps.append(initials(step)[:LONGEST] or "x")
    return ".".join(steps) or "0"


def distinct(ids: Sequence[str]) -> list[str]:
    """Ids that stand more than once get a letter each: 2.3a, 2.3b, … and figures after z."""
    several = {one for one in ids if ids.count(one) > 1}
    count: dict[str, int] = {}
    found = []
    for one in ids:
        if one not in several:
            found.append(one)
            continue
        at = count.get(one, 0)
        count[one] = at + 1
        found.append(one + (chr(ord("a") + at) if at < 26 else f"-{at + 1}"))
    return found
