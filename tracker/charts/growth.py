"""A goal of yearly growth: the rate of each year, the geometric mean so far, and the goal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
import polars as pl

from tracker.charts.style import DASH, Chart, Drawing, drawing, label
from tracker.labels import COLOURS
from tracker.sentences import number

Row = Mapping[str, Any]

HEIGHT = 260


def yearly_rates(row: Row, readings: Sequence[Row]) -> list[dict[str, Any]]:
    """One entry a year of the goal's period: rate in %, or None where no figure tells it.

    Rates are taken as reported; a year without one gets it from the levels of that year and the year before
    (`computed`).
    """
    yearly = [one for one in readings if one["months"] == 12]
    rates = {one["period_end"].year: one for one in yearly if one["basis"] == "rate"}
    levels = {one["period_end"].year: one for one in yearly if one["basis"] == "level"}
    known = {year: one["value"] for year, one in levels.items()}
    if row["baseline_value"] is not None:
        known.setdefault(row["baseline_year"], row["baseline_value"])
    found = []
    for year in range(row["starts_on"].year, row["due"].year + 1):
        told, computed = rates.get(year), None
        if not told and year in levels and known.get(year - 1):
            told, computed = levels[year], 100 * (known[year] / known[year - 1] - 1)
        found.append(
            {
                "year": year,
                "rate": computed if computed is not None else told["value"] if told else None,
                "provisional": told is not None and told["status"] == "provisional",
                "computed": computed is not None,
            }
        )
    return found


def growth(row: Row, readings: Sequence[Row], as_of: date) -> Drawing | None:
    """None without a single year's rate, and for a goal whose years are not stated."""
    if row["starts_on"] is None or row["due"] is None:
        return None
    years = yearly_rates(row, readings)
    known = [one["rate"] for one in years if one["rate"] is not None]
    if not known:
        return None
    # Name, height, first and last year, colour of each reference beside the goal.
    lines = []
    if row["judged_value"] is not None:
        span = years[0]["year"], row["growth_until"]
        lines.append(("年均", row["judged_value"], *span, COLOURS["brand"]))
    if row["needed_pace"] is not None:
        span = row["growth_until"] + 1, years[-1]["year"]
        lines.append(("余下各年须", row["needed_pace"], *span, COLOURS["amber"]))
    values = [0.0, *known, row["value"], *(line[1] for line in lines)]
    low, high = min(values), max(values)
    margin = 0.16 * (high - low or 1.0)
    scale = alt.Scale(domain=[low - margin if low < 0 else 0, high + margin], nice=False)
    x = alt.X(
        "year:N",
        sort=None,
        scale=alt.Scale(paddingOuter=0.7),
        axis=alt.Axis(title=None, ticks=False, labelPadding=7),
    )
    title = alt.Axis(title="比上年增长", tickCount=5, labelExpr="datum.label + '%'")
    y = alt.Y("height:Q", scale=scale, axis=title)
    frame = pl.DataFrame([_bar(one, as_of) for one in years])
    goal = frame[[0]].with_columns(
        height=pl.lit(float(row["value"])), words=pl.lit(f"目标 {number(row['value'])}%")
    )
    drawn: list[Chart] = [
        _bars(frame, x, y),
        alt.Chart(goal).mark_rule(strokeWidth=1.5).encode(y=y),
        *(_reference(x, y, *line[1:]) for line in lines),
        *(
            label(part, x, y, "words", dy=dy, color=COLOURS["ink2"])
            for part, dy in (
                (frame.filter(pl.col("height") >= 0), -9),
                (frame.filter(pl.col("height") < 0), 11),
            )
            if part.height
        ),
        label(goal, x, y, "words", align="right", dx=-26, dy=-9),
    ]
    for name, height, _, last, colour in lines:
        end = pl.DataFrame([{"year": f"{last}年", "height": height, "words": f"{name} {number(height)}%"}])
        drawn.append(label(end, x, y, "words", align="left", dx=26, dy=-9, color=colour))
    return drawing(alt.layer(*drawn), _sentence(row, years, as_of), HEIGHT)


def _bar(one: Row, as_of: date) -> dict[str, Any]:
    words = "缺" if one["year"] < as_of.year else ""
    if one["rate"] is not None:
        marks = [word for word, holds in (("初步数", one["provisional"]), ("推算", one["computed"])) if holds]
        words = " ".join([f"{number(one['rate'])}%", *marks])
    height = float(one["rate"] or 0.0)
    return {"year": f"{one['year']}年", "height": height, "words": words, "provisional": one["provisional"]}


def _bars(frame: pl.DataFrame, x: alt.X, y: alt.Y) -> Chart:
    opacity = alt.condition("datum.provisional", alt.value(0.3), alt.value(0.55))
    tooltip = [alt.Tooltip("year:N", title="年份"), alt.Tooltip("words:N", title="增速")]
    bars: Chart = alt.Chart(frame).mark_bar(width=34).encode(x=x, y=y, opacity=opacity, tooltip=tooltip)
    return bars


def _reference(x: alt.X, y: alt.Y, height: float, first: int, last: int, colour: str) -> Chart:
    frame = pl.DataFrame([{"year": f"{year}年", "height": float(height)} for year in (first, last)])
    line: Chart = alt.Chart(frame).mark_line(color=colour, strokeDash=DASH, strokeWidth=1.5).encode(x=x, y=y)
    return line


def _sentence(row: Row, years: Sequence[Row], as_of: date) -> str:
    told = [
        f"{one['year']}年 " + (f"{number(one['rate'])}%" if one["rate"] is not None else "缺数据")
        for one in years
        if one["rate"] is not None or one["year"] < as_of.year
    ]
    mean = ""
    if row["judged_value"] is not None:
        mean = f"，至{row['growth_until']}年几何平均 {number(row['judged_value'])}%"
    return f"{row['indicator']}各年增速：{'、'.join(told)}{mean}；目标年均 {number(row['value'])}%。"
