"""The common axes of a target's drawing: years by their ends, values from zero wherever that still shows something."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

YEARS_SHOWN = 12


def year_end(on: date) -> float:
    """A day on the time axis, where whole numbers are ends of years: 2025-12-31 is 2025."""
    return on.year - 1 + on.timetuple().tm_yday / date(on.year, 12, 31).timetuple().tm_yday


class Axes:
    """`times` and `values` are all that will be drawn; `unit` is the unit of measure of the values.

    `room` is the share of the width left free after the last time, for words.
    """

    def __init__(
        self, times: Sequence[float], values: Sequence[float], unit: str | None, room: float = 0.03
    ) -> None:
        self.first, self.last, self.unit = min(times), max(times), unit
        span, low, high = self.last - self.first or 1.0, min(values), max(values)
        margin = 0.14 * (high - low or abs(high) or 1.0)
        # Zero stays in sight unless all values are so far from it that nothing could be told apart.
        bottom = 0.0 if 0 <= low < high / 2 else low - 1.5 * margin
        self.shows_zero = bottom <= 0 <= high + margin
        self._x = alt.Scale(
            domain=[self.first - span * 0.03, self.last + span * room], nice=False, zero=False
        )
        self._y = alt.Scale(domain=[bottom, high + margin], nice=False, zero=False)

    def x(self, field: str = "x") -> alt.X:
        years = range(-int(-self.first // 1), int(self.last) + 1)
        shown = list(years[:: -(-len(years) // YEARS_SHOWN) or 1])
        axis = alt.Axis(
            title="（各年年末）", titleAnchor="end", titleAlign="right", titlePadding=2, values=shown
        )
        axis.labelExpr = "format(datum.value, 'd') + '年'"
        return alt.X(f"{field}:Q", scale=self._x, axis=axis)

    def y(self, field: str = "y") -> alt.Y:
        parts = [
            f"单位：{self.unit}" if self.unit and self.unit != "%" else "",
            "" if self.shows_zero else "纵轴不从零起",
        ]
        suffix = "%" if self.unit == "%" else ""
        axis = alt.Axis(
            title="，".join(filter(None, parts)) or None,
            tickCount=5,
            labelExpr=f"format(datum.value, '~r') + '{suffix}'",
        )
        return alt.Y(f"{field}:Q", scale=self._y, axis=axis)

    def beside(self, above: bool, rising: bool) -> dict[str, Any]:
        """Where words stand clear of a sloping line."""
        left = above == rising
        return {"align": "right" if left else "left", "dx": -7 if left else 7, "dy": -9 if above else 12}
