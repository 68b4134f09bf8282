"""How much room a text takes on paper, so that a report that may have one page only is cut before it is printed."""

from tracker.report.pieces import Piece, Said

POINTS_A_MM = 72 / 25.4
CELL_MARGINS = 3.9
"""Left and right of what stands in a cell, in millimetres."""
MORE = "…"


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


def _head(text: str, room: float) -> str:
    cut = len(text)
    while cut and width(text[:cut]) > room:
        cut -= 1
    return text[:cut].rstrip("，、；：。（“")
