"""A drawing as a file of its own: SVG whose text is text, or PNG at twice its size; nothing is asked of the network."""

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any

from markupsafe import escape

from tracker.charts.fonts import chinese_missing
from tracker.charts.style import FONT, Drawing
from tracker.labels import COLOURS
from tracker.problems import Problem

WIDTH, SCALE = 760, 2
TITLE, NOTE = 15, 12
"""Sizes of the letters above the drawing, in pixels."""
PAPER = "#FFFFFF"
_OPENING = re.compile(r"<svg[^>]*>")
_TOLD = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


class Format(StrEnum):
    SVG = "svg"
    PNG = "png"


MEDIA = {Format.SVG: "image/svg+xml", Format.PNG: "image/png"}


def picture(drawing: Drawing, title: str, notes: Sequence[str], kind: Format) -> bytes | Problem:
    """The drawing under its title, with `notes` (day, heads, demo mark) between both; a Problem where no font is."""
    svg = _svg(
        json.dumps(drawing.spec, ensure_ascii=False, sort_keys=True), drawing.words, title, tuple(notes)
    )
    return svg.encode() if kind is Format.SVG else _png(svg)


@lru_cache(maxsize=32)
def _svg(spec_text: str, words: str, title: str, notes: tuple[str, ...]) -> str:
    # Imported when the first picture is asked for: it takes 80 MB, which a page without one should not pay for.
    import vl_convert

    # Paper is white; the seam around words on the pages has the colour of their ground.
    spec = json.loads(spec_text.replace(COLOURS["ground"], PAPER))
    spec |= {"width": WIDTH, "background": PAPER, "title": _heading(title, notes), "padding": 12}
    # Its own words for reading aloud are English; ours stand in title and desc.
    spec["config"] = {**spec["config"], "aria": False, "background": PAPER}
    svg = _TOLD.sub("", vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError(f"not an SVG: {svg[:80]!r}")
    start = f'{opening[0][:-1]} role="img" lang="zh-CN">'
    return f"{start}<title>{escape(title)}</title><desc>{escape(words)}</desc>{svg[opening.end() :]}"


@lru_cache(maxsize=32)
def _png(svg: str) -> bytes | Problem:
    import vl_convert

    return chinese_missing() or vl_convert.svg_to_png(svg, scale=SCALE)


def _heading(title: str, notes: Sequence[str]) -> dict[str, Any]:
    line = WIDTH // TITLE
    return {
        "text": [title[at : at + line] for at in range(0, len(title), line)],
        "subtitle": list(notes),
        "anchor": "start",
        "frame": "bounds",
        "font": FONT,
        "subtitleFont": FONT,
        "fontSize": TITLE,
        "subtitleFontSize": NOTE,
        "color": COLOURS["ink"],
        "subtitleColor": COLOURS["ink2"],
        "offset": 14,
        "subtitlePadding": 4,
        "lineHeight": TITLE + 5,
        "subtitleLineHeight": NOTE + 5,
    }
