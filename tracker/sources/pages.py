"""What printing puts on every page and no sentence says: page numbers and running heads, taken out of the lines."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

Page = list[str]

_DASH = "[-—–－·]"
_SAID = re.compile(
    rf"\s*(?:(?:{_DASH}\s*)+\d{{1,4}}(?:\s*{_DASH})+|第\s*\d{{1,4}}\s*页(?:[\s,，/]*共\s*\d{{1,4}}\s*页)?)\s*"
)
"""— 12 —, 第 12 页 共 40 页: nothing but the number of a page."""
_BARE = re.compile(r"\s*(\d{1,4})(?:\s*/\s*\d{1,4})?\s*")
"""12, 12/40: the number of a page when others before and after it count on."""
IN_A_ROW = 3
"""So many bare numbers that count on by one are page numbers."""
EDGE = 3
"""Lines at the top and at the bottom of a page that may belong to the page and not to the text."""


def without_numbers(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines that are page numbers become empty, so that the others keep their numbers; a lonely figure stays."""
    numbers = [(at, int(found[1])) for at, line in enumerate(lines) if (found := _BARE.fullmatch(line))]
    dropped = {at for run in _runs(numbers) if len(run) >= IN_A_ROW for at in run}
    return tuple("" if at in dropped or _SAID.fullmatch(line) else line for at, line in enumerate(lines))


def is_number_line(line: str) -> bool:
    """Whether a line is the number of its page and says so."""
    return _SAID.fullmatch(line) is not None


def text_of(pages: Sequence[Page]) -> list[str]:
    """The lines of printed pages without numbers at the edges and without what stands at the edge of many of them."""
    pages = [[line for line in page if line.strip()] for page in pages]
    for step in (1, -1):
        seen = Counter(place for page in pages for place in _edge(page[::step]))
        running = {place for place, count in seen.items() if count >= max(IN_A_ROW, len(pages) / 3)}
        pages = [_without_edge(page[::step], running)[::step] for page in pages]
    return [line for page in pages for line in page]


def _runs(numbers: list[tuple[int, int]]) -> list[list[int]]:
    """The lines of bare numbers, parted where a number does not follow on the last."""
    runs: list[list[int]] = []
    last = None
    for at, number in numbers:
        if last is None or number != last + 1:
            runs.append([])
        runs[-1].append(at)
        last = number
    return runs


def _edge(page: Page) -> list[tuple[int, str]]:
    """How far from the edge each of the first lines stands, and its words."""
    return [(depth, "".join(line.split())) for depth, line in enumerate(page[:EDGE])]


def _without_edge(page: Page, running: set[tuple[int, str]]) -> Page:
    belongs = (place in running or _is_number(place[1]) for place in _edge(page))
    return page[sum(takewhile(bool, belongs)) :]


def _is_number(line: str) -> bool:
    return bool(_SAID.fullmatch(line) or _BARE.fullmatch(line))
