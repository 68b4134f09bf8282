"""Does a line open a clause? The marks official texts number with, from 附件 and 第一章 down to （1）."""

import re
from dataclasses import dataclass
from enum import IntEnum

from tracker.sources.folding import fold
from tracker.sources.numerals import NUMERAL, value


class Level(IntEnum):
    """What may stand inside what; a smaller level is never inside a greater one."""

    PART = 0
    """A plan printed inside the document, known by its title."""
    ANNEX = 1
    BOOK = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    FIRST = 6
    """一、"""
    SECOND = 7
    """（一）"""
    THIRD = 8
    """1."""
    FOURTH = 9
    """（1）"""
    FIFTH = 10
    """①"""


@dataclass(frozen=True)
class Mark:
    """The mark at the head of a line: `step` as a clause path has it, `width` in folded characters."""

    level: Level
    step: str
    number: int
    width: int


_RESIDUE = re.compile(r"[“”‘’]+(?=[(\d一二三四五六七八九十])|[-*#•·]*")
"""What a conversion to text leaves before a line."""
_LISTS = re.compile(r"附[件表录][:]")
_ANNEX = re.compile(rf"附([件表录])(\d{{1,2}}|{NUMERAL})?:?")
_ANNEX_WITH_TITLE = re.compile(r"\s*附\s*([件表录])\s*(\d{1,2})(?:\s*[:：]\s*|[\s\u3000]+)(?=\S)")
_DIVISION = re.compile(rf"第({NUMERAL}|\d{{1,3}})([编章节条])")
_LEVELS = {"编": Level.BOOK, "章": Level.CHAPTER, "节": Level.SECTION, "条": Level.ARTICLE}
_FIRST = re.compile(rf"({NUMERAL})[、.．](?!{NUMERAL}[、季级类])")
_REFERS = r"(?![至、,和及]\(|款|项(?!目))"
"""（一）至（三）, （一）项: in running text broken over lines such a mark refers to a clause and opens none."""
_SECOND = re.compile(rf"\(({NUMERAL})\){_REFERS}")
_THIRD = re.compile(r"(\d{1,3})[“”]*[.、](?=\D|(?:19|20)\d\d年)")
_FOURTH = re.compile(rf"\((\d{{1,2}})\){_REFERS}")
_FIFTH = re.compile("([①-⑳])")
_CONTENTS = re.compile(r"(?:\t|\.{3}|…|·{3}|[ \u3000]{3})\s{0,3}\d{1,3}$")
LONGEST_TITLE = 60


def opens_list_of_annexes(line: str) -> bool:
    """附件: with the names of the annexes after it or below it; their numbers open no clause."""
    return _LISTS.match(fold(line).lstrip("-*#•·")) is not None


def mark_of(line: str) -> Mark | None:
    """The mark a line begins with; None for running text, and for a line of a table of contents."""
    plain = fold(line)
    if not plain or _CONTENTS.search(line.rstrip()[-12:]):
        return None
    residue = _RESIDUE.match(plain)
    width = residue.end() if residue else 0
    rest = plain[width:]
    return _annex(line, rest, width) or _division(line, rest, width) or _numbered(rest, width)


def _annex(line: str, rest: str, width: int) -> Mark | None:
    found = _ANNEX.fullmatch(rest)
    if found and not opens_list_of_annexes(line):
        number = value(found[2]) if found[2] else 0
        return None if number is None else Mark(Level.ANNEX, _step(found), number, width + len(rest))
    with_title = _ANNEX_WITH_TITLE.match(line)
    if with_title and len(rest) <= LONGEST_TITLE and rest[-1] not in "。;,、":
        mark = fold(with_title[0])
        return Mark(Level.ANNEX, _step(with_title), int(with_title[2]), width + len(mark))
    return None


def _step(found: re.Match[str]) -> str:
    number = value(found[2]) if found[2] else None
    return f"附{found[1]}{number or ''}"


def _division(line: str, rest: str, width: int) -> Mark | None:
    """第一条 is followed by a space or ends the line; in running text (第一条、第二条, 第一条规定) it is not."""
    found = _DIVISION.match(rest)
    if not found:
        return None
    after = line.split(found[2], 1)[1][:1]
    number = value(found[1])
    alone = after == "" or after.isspace() or after in ":："
    if number is None or not alone:
        return None
    return Mark(_LEVELS[found[2]], found[0], number, width + found.end())


def _numbered(rest: str, width: int) -> Mark | None:
    for pattern, level in (
        (_FIRST, Level.FIRST),
        (_SECOND, Level.SECOND),
        (_THIRD, Level.THIRD),
        (_FOURTH, Level.FOURTH),
    ):
        found = pattern.match(rest)
        if found and (number := value(found[1])) is not None:
            bracketed = level in (Level.SECOND, Level.FOURTH)
            step = f"({found[1]})" if bracketed else found[1]
            return Mark(level, step, number, width + found.end())
    if found := _FIFTH.match(rest):
        return Mark(Level.FIFTH, found[1], ord(found[1]) - ord("①") + 1, width + 1)
    return None
