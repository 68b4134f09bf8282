"""How much room a text takes on paper, so that a report that may have one page only is cut before it is printed."""

import re

from tracker.report.pieces import Piece, Said

POINTS_A_MM = 72 / 25.4
CELL_MARGINS = 3.9
"""Left and right of what stands in a cell, in millimetres."""
MORE = "…"
_NAMED = re.compile(r"(指标|)“([^”]*)”")


def width(text: str) -> float:
    """In ems: a Chinese character is one, a Latin one half, a capital more, and where the two meet there is a gap."""
    found, before = 0.0, None
    for char in text:
        latin = ord(char) < 0x2E80 and char not in "“”‘’—…·"
        found += (0.7 if char.isupper() else 0.52) if latin else 1
        found += 0.25 if before is not None and before != latin else 0
        before = latin
    return found


def ems(millimetres: float, size: float) -> float:
    """How many of them surely go on a line of this length; one is kept back for the rules of line ends."""
    return max(millimetres * POINTS_A_MM / size - 1.2, 2)


def clipped(words: Said, millimetres: float, size: float, lines: int) -> Said:
    """The words as far as so many lines take them, with … where they go on; a figure is never cut."""
    room, found = ems(millimetres, size) * lines, list[Piece]()
    if sum(width(piece.text) for piece in words) <= room:
        return words
    room -= 1
    for piece in words:
        need = width(piece.text)
        if need > room:
            if not piece.figure:
                found.append(Piece(_head(piece.text, room)))
            break
        found.append(piece)
        room -= need
    return (*found, Piece(MORE))


def shortened(text: str, most: int = 14) -> str:
    """A sentence that begins with a long name in quotes, with the name cut: what is said of it comes sooner."""
    found = _NAMED.match(text)
    if found is None or len(found[2]) <= most:
        return text
    name = _whole_numbers(found[2], most)
    return f"{found[1]}“{name}{MORE}”{text[found.end() :]}"


def _head(text: str, room: float) -> str:
    cut = len(text)
    while cut and width(text[:cut]) > room:
        cut -= 1
    return _whole_numbers(text, cut).rstrip("，、；：。（“")


def _whole_numbers(text: str, cut: int) -> str:
    """The text up to there, or up to the number that would be cut in two: half a number is another number."""
    if re.match(r"[\d.%]", text[cut : cut + 1]):
        return re.sub(r"[\d.,]+$", "", text[:cut])
    return text[:cut]
