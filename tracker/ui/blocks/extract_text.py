"""方案读取, left: the official text as it was uploaded, with the words that the draft cites marked."""

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from tracker.extract.proposal import Part
from tracker.ui.extracting import Shown
from tracker.ui.markup import tag


def anchor(part: Part) -> str:
    """The id of the place of a part in the text; parts at one place share it."""
    return f"at{part.start}"


def text(shown: Shown, chosen: str = "") -> Markup:
    """The lines of the document; `chosen` is the item whose marks stand out."""
    folded = shown.reading.text.folded
    raw = folded.raw
    low, high = folded.span(shown.draft.document.start, shown.draft.document.end)
    low = raw.rfind("\n", 0, low) + 1
    return tag("div", *lines(raw, low, high, shown.parts, chosen), class_="official")


def excerpt(shown: Shown, item: str) -> Markup:
    """What the text says where the parts of one item stand, without anchors."""
    raw = shown.reading.text.folded.raw
    own = [part for part in shown.parts if part.item == item and part.end]
    if not own:
        return Markup("")
    low = raw.rfind("\n", 0, min(part.start for part in own)) + 1
    high = raw.find("\n", max(part.end for part in own))
    high = min(len(raw) if high < 0 else high, low + 3_000)
    return tag("blockquote", *lines(raw, low, high, own, "", anchors=False), class_="clause")


def lines(
    raw: str, low: int, high: int, parts: Sequence[Part], chosen: str, *, anchors: bool = True
) -> list[Markup]:
    """The lines of raw[low:high]; places may overlap, so the text is cut at every edge."""
    inside = sorted(
        (part for part in parts if part.end > part.start and low <= part.start < high),
        key=lambda part: part.start,
    )
    edges = sorted({low, high, *(at for part in inside for at in (part.start, min(part.end, high)))})
    found: list[Markup] = []
    line: list[object] = []
    named: set[int] = set()
    waiting, running = list(inside), list[Part]()
    for start, end in pairwise(edges):
        while waiting and waiting[0].start <= start:
            running.append(waiting.pop(0))
        running = [part for part in running if part.end > start]
        for at, piece in enumerate(raw[start:end].split("\n")):
            if at:
                found += _line(line)
                line = []
            if not piece:
                continue
            if not running:
                line.append(piece)
                continue
            own = {}
            if anchors and start not in named and any(part.start == start for part in running):
                named.add(start)
                own = {"id": f"at{start}"}
            doubtful = any(part.doubtful for part in running)
            now = bool(chosen) and any(part.item == chosen for part in running)
            classes = " ".join(word for word, on in (("unsure", doubtful), ("now", now)) if on)
            line.append(tag("mark", piece, class_=classes, **own))
    return found + _line(line)


def _line(line: list[object]) -> list[Markup]:
    return [tag("p", *line)] if any(str(piece).strip() for piece in line) else []
