"""A printed list of bodies -> its names, each with its place; names that contain 、 or 和 stay whole."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tracker.extract.units.names import ENDING, LEVEL, bare, is_certain_name, is_name, points

_SEPARATORS = "、,;/|"
_AND = re.compile(r"以及|及其|及|和|与|暨|并")
_BARE_PLACE = re.compile(
    r"(?:省|自治区|直辖市|自治州|自治县|县级市|州|县|市|区|旗|盟|镇|乡|街道|地区)(?:\([^()]*\))?(?:级)?(?:人民政府|政府|党委|党工委|办事处)?(?:\([^()]*\))?"
)
"""What continues 各市、: in 各市、县（市、区）人民政府 the places share one 各."""
_NO_BODY = re.compile(
    r"(?:省|自治区|直辖市|自治州|自治县|县级市|州|县|市|区|旗|盟|镇|乡|街道|地区)(?:\([^()]*\))?"
)
_SHARED = re.compile(r"^(?:各(?:有关|相关)?|有关|相关|所有|全市各|全省各|全区各|全县各)")
_TAIL = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:国务院|省级|市级|区级|县级|省直|市直|区直|县直)?(?:有关|相关|责任|职能|成员|主管|行业|配合|单位和|地方)*(?:部门|单位|地区|方面|机构|企业)?(?:和单位|及单位)?$|等$"
)
_LEAD = re.compile(
    r"^(?:(?:以上|上述|本项|该项|此项|各项|以下|本)[^由、,]{0,8}由|由|会同|联合|和|及|以及|与|并|请|[*]+|各(?=各)|:|其中)+"
)
_MARKS = "*#。.:;,、—-·• "
_GROUP_END = re.compile(r"(?:等)?(?:有关|相关|行业|行政|主管|管理|监管|职能)*(?:部门|单位|主管)$")


@dataclass(frozen=True)
class Name:
    """A body as printed between `start` and `end`; `starred` when a * stands at it, `after_comma` when , and not 、 parts it."""

    words: str
    start: int
    end: int
    starred: bool = False
    after_comma: bool = False


def split(
    text: str, start: int, end: int, known: Collection[str] = (), spaces: Collection[int] = ()
) -> list[Name]:
    """The names of a list; `known` are names of the register, `spaces` offsets that white space stands before."""
    pieces = _whole_names(list(_pieces(text, start, end, spaces)), text, known)
    found: list[Name] = []
    for low, high, comma in pieces:
        for at, stop in _parted(text, low, high, known):
            name = _trimmed(text, at, stop, comma and at == low)
            if name is not None:
                found.append(name)
    return found


Piece = tuple[int, int, bool]


def _pieces(text: str, start: int, end: int, spaces: Collection[int]) -> Iterator[Piece]:
    """Between separators outside of brackets; with whether a comma stands before."""
    depth, low, comma = 0, start, False
    for at in range(start, end):
        character = text[at]
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and (
            character in _SEPARATORS or (at > low and at in spaces and _ends_name(text[low:at]))
        ):
            if low < at:
                yield low, at, comma
            separator = character in _SEPARATORS
            low = at + separator
            comma = character in ",;" if separator else comma
    if low < end:
        yield low, end, comma


def _ends_name(words: str) -> bool:
    return ENDING.search(bare(words)) is not None


def _whole_names(pieces: list[Piece], text: str, known: Collection[str]) -> list[Piece]:
    """Pieces that 、 parts although they are one name are put together."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        count = (
            _of_known(pieces, at, text, known)
            or _of_places(pieces, at, text)
            or _of_domains(pieces, at, text)
            or 1
        )
        found.append((pieces[at][0], pieces[at + count - 1][1], pieces[at][2]))
        at += count
    return found


def _of_known(pieces: list[Piece], at: int, text: str, known: Collection[str]) -> int:
    """How many pieces make up a name that is known with its 、; 0 for none."""
    for last in range(min(at + 4, len(pieces)), at + 1, -1):
        if text[pieces[at][0] : pieces[last - 1][1]] in known:
            return last - at
    return 0


def _of_places(pieces: list[Piece], at: int, text: str) -> int:
    """各市、县（市、区）人民政府; not 各区、各有关单位."""
    first = text[pieces[at][0] : pieces[at][1]]
    if not _SHARED.match(first) or not _NO_BODY.fullmatch(_SHARED.sub("", first)):
        return 0
    count = 1
    while at + count < len(pieces) and not pieces[at + count][2]:
        following = text[pieces[at + count][0] : pieces[at + count][1]]
        if not _BARE_PLACE.fullmatch(following):
            break
        count += 1
    return count if count > 1 else 0


def _of_domains(pieces: list[Piece], at: int, text: str) -> int:
    """生态环境、卫生健康、教育等部门: fields without a body of their own, up to the word that makes one of them."""
    count = 0
    while at + count < len(pieces):
        words = text[pieces[at + count][0] : pieces[at + count][1]]
        if count and _GROUP_END.search(words) and not LEVEL.match(words):
            return count + 1
        if not re.fullmatch(r"[\u4e00-\u9fff]{2,6}", words) or _ends_name(words) or LEVEL.match(words):
            return 0
        count += 1
    return 0


def _parted(text: str, low: int, high: int, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """甲局和乙局 are two, 发展和改革委员会 is one: what stands before the word has to end as names do."""
    words = text[low:high]
    if words in known:
        yield low, high
        return
    plain = _blanked(words)
    at = 0
    for found in _AND.finditer(plain):
        left, right = words[at : found.start()], words[found.end() :]
        if (
            is_certain_name(left)
            and (is_name(_TAIL.sub("", right)) or is_name(right))
            and not _one_body(left, right)
        ):
            yield low + at, low + found.start()
            at = found.end()
    yield low + at, high


def _one_body(left: str, right: str) -> bool:
    """Whether what follows 和 is no body of its own: 各部委和直属 ends nowhere."""
    return not right or (points(right) and len(bare(right)) < 3)


def _blanked(words: str) -> str:
    """What stands in brackets parts nothing."""
    depth, shown = 0, []
    for character in words:
        depth += character == "("
        shown.append("\0" if depth else character)
        depth -= character == ")" and depth > 0
    return "".join(shown)


def _trimmed(text: str, low: int, high: int, comma: bool) -> Name | None:
    """Without the words that only lead in or round off: 由, *, 等有关部门."""
    words = text[low:high]
    starred = "*" in words[:3] or words.endswith("*")
    lead = _LEAD.match(words)
    if lead and lead.end() < len(words):
        low += lead.end()
    while low < high and text[low] in _MARKS:
        low += 1
    while low < high and text[high - 1] in _MARKS:
        high -= 1
    tail = _TAIL.search(text, low, high)
    if tail and tail.start() > low and (tail[0] == "等" or _ends_name(text[low : tail.start()])):
        high = tail.start()
    words = text[low:high]
    if not words or words in ("等", "无", "-", "—", "各") or re.fullmatch(r"等.{0,8}", words):
        return None
    return Name(words, low, high, starred, comma)
