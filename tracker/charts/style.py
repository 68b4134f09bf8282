"""The one style of every chart: fonts, colours, axes, Chinese dates, and how a chart becomes a drawing."""

from typing import Any, NamedTuple

import altair as alt
import polars as pl

from tracker.labels import COLOURS, FONTS

FONT = ", ".join([*(f'"{name}"' for name in FONTS), "sans-serif"])

LETTERS = 12
"""Height of letters in pixels."""

_MONTHS = [f"{month}月" for month in range(1, 13)]
_WEEKDAYS = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"]
_LOCALE = {
    "time": {
        "dateTime": "%Y年%-m月%-d日 %H:%M",
        "date": "%Y-%m-%d",
        "time": "%H:%M",
        "periods": ["上午", "下午"],
        "days": _WEEKDAYS,
        "shortDays": _WEEKDAYS,
        "months": _MONTHS,
        "shortMonths": _MONTHS,
    },
}

CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "locale": _LOCALE,
    "view": {"stroke": None},
    "legend": {"disable": True},
    "axis": {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": LETTERS,
        "titleFontSize": LETTERS,
        "titleFontWeight": "normal",
        "labelAngle": 0,
        "labelColor": COLOURS["ink2"],
        "titleColor": COLOURS["ink2"],
        "domainColor": COLOURS["ink"],
        "tickColor": COLOURS["ink"],
        "gridColor": COLOURS["hairline"],
    },
    # The title of a y axis lies above it, to be read without turning the head.
    "axisY": {
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleY": -10,
        "titleX": 0,
    },
    "axisX": {"grid": False},
    "text": {"font": FONT, "fontSize": LETTERS, "color": COLOURS["ink"]},
    "line": {"color": COLOURS["brand"], "strokeWidth": 2},
    "point": {"color": COLOURS["brand"], "filled": True, "size": 45, "opacity": 1},
    "bar": {"color": COLOURS["brand"]},
    "area": {"color": COLOURS["brand"], "opacity": 0.16},
    "rule": {"color": COLOURS["ink"]},
}
"""The look of every chart. References (a goal, a required path) are `COLOURS["ink"]`, dashed with `DASH` when required."""

DASH = [5, 4]
PADDING = {"left": 2, "right": 12, "top": 4, "bottom": 2}

Chart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart


class Drawing(NamedTuple):
    """A finished chart: show it with `tracker.ui.drawing.draw`."""

    spec: dict[str, Any]
    words: str
    """What the chart says, in a Chinese sentence: read aloud, and shown where the chart cannot be."""


def drawing(chart: Chart, words: str, height: int | None = None) -> Drawing:
    """The chart in the product's style, as wide as its place and `height` pixels high (the plot, without axes).

    Every tooltip field needs a Chinese `title`. Figures must be floats: a Decimal stops Altair.
    """
    spec = chart.to_dict()
    if height is not None:
        spec["height"] = height
    # Without a padding of its own the page adds an empty line below every chart.
    spec |= {"config": CONFIG, "padding": PADDING}
    return Drawing(spec, words)


def label(frame: pl.DataFrame, x: alt.X, y: alt.Y, text: str, **mark: Any) -> Chart:
    """The words of column `text` beside a point, kept legible over lines by a seam of the ground's colour."""
    seam: dict[str, Any] = {"stroke": COLOURS["ground"], "strokeWidth": 4, "strokeJoin": "round"}
    base = alt.Chart(frame).encode(x=x, y=y, text=alt.Text(f"{text}:N"))
    return alt.layer(base.mark_text(**mark, **seam), base.mark_text(**mark))
