"""Small things in the board's cells: words with a shape, named figures, bars made of table cells that any browser draws."""

from collections.abc import Mapping
from itertools import pairwise

from markupsafe import Markup

from tracker.labels import SHAPES
from tracker.markup import join, tag
from tracker.report.figures import Figures

NOTHING = tag("span", "—", class_="none")
THIN, THICK = 0.6, 1.6
"""Width of the lines in a bar, in per cent of it."""


def mark(word: object, tone: str | None, why: str = "") -> Markup:
    """Never colour alone: a shape stands before the word; without a tone the word is all."""
    if tone is None:
        return tag("span", word, title=why)
    return tag("span", f"{SHAPES[tone]}\u00a0{word}", class_=tone, title=why)


def figure(name: str, known: Figures) -> Markup:
    """A counted number under its name, so that it can be held against other outputs; a nought is grey."""
    return tag("span", known[name], class_="" if known[name] else "none", data_figure=name)


def small(words: object) -> Markup:
    return tag("div", words, class_="small") if words else Markup("")


def lines(*parts: object) -> Markup:
    return join([parts[0], *(small(part) for part in parts[1:])])


def share(part: float, tone: str) -> Markup:
    """A bar of so much of a whole."""
    return _bar(_cells(0.0, round(part * 100, 2), {}, tone))


def bar(value: float | None, tone: str, goal: float, need: float | None = None) -> Markup:
    """From zero to `value`, a thick line at the goal and a thin one at what the path requires by now."""
    known = [0.0, *(float(one) for one in (value, goal, need) if one is not None)]
    low, high = min(known), max(known)
    span = (high - low or 1.0) * 1.04
    lines_at = {_at(goal, low, span): THICK}
    if need is not None:
        lines_at.setdefault(_at(need, low, span), THIN)
    filled = sorted((_at(0, low, span), _at(value, low, span))) if value is not None else [0.0, 0.0]
    return _bar(_cells(filled[0], filled[1], lines_at, tone))


def _bar(cells: list[Markup]) -> Markup:
    return tag("table", tag("tr", *cells), class_="bar", role="presentation")


def _at(number: float, low: float, span: float) -> float:
    return round((float(number) - low) / span * 100, 2)


def _cells(begin: float, end: float, lines_at: Mapping[float, float], tone: str) -> list[Markup]:
    """The bar cut at every edge; a line takes its width from what follows it."""
    edges = sorted({0.0, begin, end, 100.0, *lines_at, *(at + wide for at, wide in lines_at.items())})
    cells = []
    for left, right in pairwise(edges):
        within = begin <= left < end
        line = any(at <= left < at + wide for at, wide in lines_at.items())
        name = "ink" if line else f"fill-{tone}" if within else "rest"
        cells.append(tag("td", class_=name, style=f"width:{round(right - left, 2)}%"))
    return cells
