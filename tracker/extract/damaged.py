"""A task list whose columns a conversion has run together: what can still be told of who answers, row by row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract.text import Clause, Folded
from tracker.extract.units.assigned import Assigned
from tracker.extract.units.names import LEVEL, is_certain_name
from tracker.extract.units.parts import parts
from tracker.extract.units.splitting import Name
from tracker.model import Role

_HEADINGS = "序号|重点举措|重点任务|具体举措|实施路径|完成时限|责任单位|牵头单位|配合单位"
_TORN = re.compile(rf"(?:{_HEADINGS}){{3,}}")
_NOISE = re.compile(rf"(?:{_HEADINGS})+|(?:(?!月)[\u4e00-\u9fff]){{2,8}}\(\d+项\)")
_MONTH = re.compile(r"(?<![0-9年])\d{1,2}月(?![底前份])")
_PARTS = "、,;"
_SHARED = re.compile(r"(?:各|相关|有关)[县市区州]\([^()]{1,8}\)(?:人民)?政府")
_OF_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}[区县市]政府")
_CROWDED = re.compile(r"\([^()]*[、,][^()]*\)")
_PLAIN = re.compile(
    r"[省市区县]委[\u4e00-\u9fff]{2,5}?(?:部|办|局|委)|[省市区县](?!委)[\u4e00-\u9fff]{1,9}?(?:局|委|办|厅|集团|公司|支队|研究院|联)"
    r"|[\u4e00-\u9fff]{2,3}[区县市]政府|(?:各?在|相关|各|有关)[\u4e00-\u9fff]{1,3}(?:高校|街镇|单位|部门)"
    r"|[\u4e00-\u9fff]{2,8}?(?:大学|职业技术学院|职业学院|理工学院|研究院|监管分局)"
)
"""A body by its form alone, where no list of the text has it whole."""
_BEGINS = re.compile(r"[市省区县](?=[\u4e00-\u9fff]{2})|各|相关|人行")
LONGEST_NAME = 24
LONGEST_RUN = 240
FURTHEST = 90
"""So many characters of the next column may stand inside a name."""
SHORTEST_PIECE = 2


@dataclass(frozen=True)
class Row:
    """The row of this number, counted by its deadlines."""

    number: int
    start: int
    end: int
    assigned: tuple[Assigned, ...]


def is_torn(folded: Folded, clause: Clause) -> bool:
    """Whether the headings of a table stand in a clause without anything between them."""
    return len(_TORN.findall(folded.text, clause.start, clause.end)) > 0


def torn_rows(folded: Folded, clause: Clause) -> Iterator[Row]:
    """Rows by their deadlines; one that cannot be told apart is left out."""
    kept = _kept(folded.text, clause.start, clause.end)
    words = "".join(folded.text[at] for at in kept)
    known = _known(folded, clause)
    months = list(_MONTH.finditer(words))
    for number, month in enumerate(months, 1):
        following = months[number].start() if number < len(months) else len(words)
        end = min(following, month.end() + LONGEST_RUN)
        lists = _lists(words[month.end() : end], known)
        if not lists:
            continue
        at = kept[month.start()]
        last = kept[min(end, len(kept)) - 1] + 1
        roles = (Role.RESPONSIBLE, Role.SUPPORT)
        assigned = tuple(
            Assigned(role, tuple(Name(name, at, last) for name in names), at, last)
            for role, names in zip(roles, lists, strict=False)
            if names
        )
        yield Row(number, at, last, assigned)


def _kept(text: str, start: int, end: int) -> list[int]:
    """Offsets of what is no heading and no label of a group."""
    gone = {at for found in _NOISE.finditer(text, start, end) for at in range(*found.span())}
    return [at for at in range(start, end) if at not in gone]


def _known(folded: Folded, clause: Clause) -> list[str]:
    """Names that stand whole somewhere in the clause, longest first."""
    found = set(_SHARED.findall(folded.text, clause.start, clause.end))
    for low, high in folded.lines_between(clause.start, clause.end):
        for start, end in parts(folded.text, low, high, "、,;/。月"):
            chunk = folded.text[start:end]
            listed = folded.text[start - 1 : start] == "、" or folded.text[end : end + 1] == "、"
            if _may_be_name(chunk, listed):
                found |= set(_glued(chunk))
    whole = {one for one in found if len(one) > SHORTEST_PIECE}
    whole = {one for one in whole if not any(_runs_into(one, other) for other in whole if other != one)}
    return sorted(whole, key=len, reverse=True)


def _may_be_name(chunk: str, listed: bool) -> bool:
    """Whether a piece of a line is a body as a list names it."""
    if len(chunk) > LONGEST_NAME or chunk.count("(") != chunk.count(")") or not is_certain_name(chunk):
        return False
    if _CROWDED.search(chunk):
        return False
    return listed or LEVEL.match(chunk) is not None or _OF_PLACE.fullmatch(chunk) is not None


def _glued(chunk: str) -> list[str]:
    """Two names without a sign between them are two."""
    for found in _BEGINS.finditer(chunk, SHORTEST_PIECE + 1):
        left, right = chunk[: found.start()], chunk[found.start() :]
        if left.count("(") == left.count(")") and is_certain_name(left) and is_certain_name(right):
            return [left, *_glued(right)]
    return [chunk]


def _runs_into(name: str, other: str) -> bool:
    """Whether a piece is another name with the beginning of a sentence, or the rest of a third, run into it."""
    behind = name.removeprefix(other)
    if behind != name and not behind.startswith("(") and name.startswith(other):
        return True
    return name.endswith(other) and 0 < len(name) - len(other) <= SHORTEST_PIECE + 1


def _lists(words: str, known: list[str]) -> list[list[str]]:
    """Who is responsible, and who supports."""
    first, rest, torn = _run(words, known)
    if not first:
        return []
    second = _run(rest, known)[0] if rest else []
    return [second, first] if torn and second and len(second) < len(first) else [first, second]


def _run(words: str, known: list[str]) -> tuple[list[str], str, bool]:
    """Names parted by 、; the words behind them, those of the next column first; and whether a name was torn by these."""
    names: list[str] = []
    other = ""
    torn = False
    while words:
        parted = words[0] in _PARTS
        words = words.lstrip(_PARTS)
        if names and not parted:
            break
        if name := next(
            (one for one in known if words.startswith(one) and words[len(one) : len(one) + 1] != "("), None
        ):
            names.append(name)
            words = words[len(name) :]
        elif piece := _torn_name(words, known):
            name, between, words = piece
            names.append(name)
            other += between
            torn = True
        elif (plain := _PLAIN.match(words)) and words[plain.end() : plain.end() + 1] != "(":
            names.append(plain[0])
            words = words[plain.end() :]
        else:
            break
    return names, other + words, torn


def _torn_name(words: str, known: list[str]) -> tuple[str, str, str] | None:
    """A name in two or three pieces: itself, what stands between them, what follows."""
    best: tuple[int, str, str, str] | None = None
    for name in known:
        size = next(
            (
                at
                for at in range(len(name) - SHORTEST_PIECE, SHORTEST_PIECE - 1, -1)
                if words.startswith(name[:at])
            ),
            0,
        )
        if not size or (best and size <= best[0]):
            continue
        rest, left = words[size : size + FURTHEST], name[size:]
        if found := _rest_of(rest, left):
            between, end = found
            best = size, name, between, words[size + end :]
    return best[1:] if best else None


def _rest_of(words: str, left: str) -> tuple[str, int] | None:
    """What stands between the pieces of the rest of a name, and where it ends."""
    if (at := words.find(left)) > 0:
        return words[:at], at + len(left)
    for size in range(len(left) - 1, SHORTEST_PIECE - 1, -1):
        low = words.find(left[:size])
        high = words.find(left[size:], low + size) if low > 0 else -1
        if low > 0 and high >= 0:
            return words[:low] + words[low + size : high], high + len(left) - size
    return None
