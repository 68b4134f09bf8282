"""Which line breaks of a file end a paragraph, and which only the page or the conversion made."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.sources.folding import fold
from tracker.sources.headings import Level, mark_of

LABEL = re.compile(
    r"[-*·•]{0,3}(?:主要|具体)?(?:责任|牵头|主责|主办|配合|协办|协同|协作|参与|参加|支持|承办|实施|落实|主管)(?:单位|部门|领导|人)?"
    r"(?:及分工)?:|完成(?:时限|时间):"
)
"""The words that open a line of its own about who answers."""
LONGEST_BRACKET = 500
LONGEST_RUN = 60
"""An open bracket holds the lines behind it together no longer than this."""
_ENDS = "。;!?:"
_HANGS = tuple(",、。;:)!?%”’》")
"""What never opens a line of print."""
_OPEN = ",、(《“"
WIDEST_PAGE = 130
"""Half-width columns; longer lines are paragraphs, not lines of a page."""
MOSTLY = 0.7
"""So many lines have to be those of a page; the rest are rows of tables that were put together."""
NARROWEST, FEWEST_LINES = 40, 12
FULL = 0.85
"""A line of so much of the page's width runs on into the next one."""


def joined_lines(lines: Sequence[str]) -> Iterator[list[int]]:
    """The places in `lines` that make up each paragraph."""
    width = _page_width(lines)
    indents = _indents(lines)
    rows: list[int] = []
    depth = held = 0
    for at, line in enumerate(lines):
        plain = fold(line)
        if not plain:
            continue
        inside = depth > 0 and held < LONGEST_BRACKET
        if rows and not (
            _runs_on(lines[rows[-1]], line, width, indents)
            or (inside and not _opens_chapter(line))
            or _counts_on(rows, lines, line)
        ):
            yield rows
            rows, depth, held = [], 0, 0
        rows.append(at)
        depth = max(0, depth + plain.count("(") - plain.count(")"))
        held = held + len(plain) if depth else 0
    if rows:
        yield rows


def _runs_on(line: str, following: str, width: float, indents: bool) -> bool:
    plain, after = fold(line), fold(following)
    if after.startswith(_HANGS) and not after.startswith(("“",)):
        return True
    if LABEL.match(after) or mark_of(following) is not None:
        return False
    if plain[-1] in _OPEN:
        return True
    if not width or _columns(line) < FULL * width:
        return False
    indented = following[:2].isspace() and len(following) - len(following.lstrip()) >= 2
    return not indented if indents else plain[-1] not in _ENDS


def _counts_on(rows: Sequence[int], lines: Sequence[str], line: str) -> bool:
    """（2） at the head of a line, where （1） stood in the middle of the paragraph."""
    mark = mark_of(line)
    if mark is None or mark.level is not Level.FOURTH or mark.number < 2 or len(rows) > LONGEST_RUN:
        return False
    return fold("".join(lines[row] for row in rows)).find(f"({mark.number - 1})") > 0


def _opens_chapter(line: str) -> bool:
    mark = mark_of(line)
    return mark is not None and mark.level <= Level.FIRST


def _columns(line: str) -> int:
    return sum(2 if character > "\u2e80" else 1 for character in line.strip())


def _page_width(lines: Sequence[str]) -> float:
    """The width at which a page breaks its lines; 0 where every line is a paragraph."""
    shown = [line for line in lines if line.strip()]
    widths = [_columns(line) for line in shown]
    if len(widths) < FEWEST_LINES:
        return 0
    widest = sorted(widths)[len(widths) * 9 // 10]
    full = sum(FULL * widest <= width <= widest / FULL for width in widths)
    if widest <= WIDEST_PAGE and full >= 0.3 * len(widths):
        return widest
    return _edge(shown, widths)


def _edge(lines: Sequence[str], widths: Sequence[int]) -> float:
    """The width that many lines share and none goes beyond, most of them in mid-sentence: a list broken at an edge."""
    common = Counter(width // 4 * 4 for width in widths if NARROWEST <= width <= WIDEST_PAGE)
    for width, _ in common.most_common(3):
        at = [line for line, own in zip(lines, widths, strict=True) if width - 2 <= own < width + 6]
        open_ = sum(fold(line)[-1] not in _ENDS for line in at)
        beyond = sum(own >= width + 8 for own in widths)
        if (
            len(at) >= max(FEWEST_LINES, 0.05 * len(widths))
            and open_ >= 0.7 * len(at)
            and beyond <= 0.03 * len(widths)
        ):
            return width
    return 0


def _indents(lines: Sequence[str]) -> bool:
    """Whether the file sets paragraphs off by white space, and not by its marks alone."""
    shown = [line for line in lines if line.strip()]
    indented = sum(line[:2].isspace() for line in shown)
    return 0.03 * len(shown) <= indented <= 0.6 * len(shown)
