"""Which line breaks of a file end a paragraph, and which only the page or the conversion made."""

import re
from collections.abc import Iterator, Sequence

from tracker.sources.folding import fold
from tracker.sources.headings import Level, mark_of

LABEL = re.compile(
    r"[-*·•]{0,3}(?:主要|具体)?(?:责任|牵头|主责|主办|配合|协办|协同|协作|参与|参加|支持|承办|实施|落实|主管)(?:单位|部门|领导|人)?"
    r"(?:及分工)?:|完成(?:时限|时间):"
)
"""The words that open a line of its own about who answers."""
LONGEST_BRACKET = 500
"""An open bracket holds the lines behind it together no longer than this."""
_ENDS = "。;!?:"
_HANGS = tuple(",、。;:)!?%”’》")
"""What never opens a line of print."""
_OPEN = ",、(《“"
WIDEST_PAGE = 130
"""Half-width columns; longer lines are paragraphs, not lines of a page."""
MOSTLY = 0.7
"""So many lines have to be those of a page; the rest are rows of tables that were put together."""
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
            _runs_on(lines[rows[-1]], line, width, indents) or (inside and not _opens_chapter(line))
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


def _opens_chapter(line: str) -> bool:
    mark = mark_of(line)
    return mark is not None and mark.level <= Level.FIRST


def _columns(line: str) -> int:
    return sum(2 if character > "\u2e80" else 1 for character in line.strip())


def _page_width(lines: Sequence[str]) -> float:
    """The width at which a page breaks its lines; 0 where every line is a paragraph."""
    shown = [_columns(line) for line in lines if line.strip()]
    widths = sorted(width for width in shown if width <= WIDEST_PAGE)
    if len(widths) < max(12, MOSTLY * len(shown)):
        return 0
    widest = widths[len(widths) * 9 // 10]
    full = sum(FULL * widest <= width <= widest / FULL for width in widths)
    return widest if full >= 0.3 * len(widths) else 0


def _indents(lines: Sequence[str]) -> bool:
    """Whether the file sets paragraphs off by white space, and not by its marks alone."""
    shown = [line for line in lines if line.strip()]
    indented = sum(line[:2].isspace() for line in shown)
    return 0.03 * len(shown) <= indented <= 0.6 * len(shown)
