"""One target in time: readings, goals, required path, baseline, outlook and the day it is seen from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import altair as alt
import polars as pl

from tracker import queries
from tracker.charts.axes import Axes, year_end
from tracker.charts.growth import growth
from tracker.charts.style import DASH, Chart, Drawing, drawing, label
from tracker.labels import COLOURS
from tracker.sentences import amount, day, difference, number, outlook_words, period
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]

HEIGHT = 300
ON_A_LINE = ("ge", "le", "eq", "about", "multiple")
"""Comparators whose dated goals make one broken line."""
SMOOTH = 24
"""Pieces by which a curved leg is drawn."""
FEW = 8
"""Up to this number of readings each is labelled, else the first and the last."""


def target_drawing(snapshot: Snapshot, target_id: str) -> Drawing | None:
    """The drawing of a target, not to be mutated; None when there is neither a reading nor a path to draw."""

    def make() -> Drawing | None:
        found = queries.targets(snapshot)
        row = found.row(by_predicate=pl.col("target_id") == target_id, named=True)
        readings = queries.readings(snapshot, row["indicator_id"]).to_dicts()
        if row["comparator"] == "growth":
            return growth(row, readings, snapshot.clock.as_of)
        same = found.filter(pl.col("indicator_id") == row["indicator_id"]).to_dicts()
        legs = queries.legs(snapshot).filter(pl.col("indicator_id") == row["indicator_id"]).to_dicts()
        known = [one for one in readings if one["basis"] == "level"]
        return levels(row, same, legs, known, snapshot.clock.as_of)

    return cast(Drawing | None, snapshot.once(f"drawing {target_id}", make))


def levels(
    row: Row, same: Sequence[Row], legs: Sequence[Row], readings: Sequence[Row], as_of: date
) -> Drawing | None:
    """`same`: all targets of the indicator, `row` among them. A leg without a declared pathway is not drawn."""
    path = [leg for leg in legs if leg["pathway"]]
    if not readings and not path:
        return None
    goals = [one for one in same if one["due"] and one["goal"] is not None and one["comparator"] in ON_A_LINE]
    steps = _steps(
        goals or [row],
        [year_end(as_of), *(one["t"] - 1 for one in readings), *(leg["t0"] - 1 for leg in path)],
    )
    values = [one["value"] for one in readings] + [leg[end] for leg in path for end in ("v0", "v1")]
    values += [step[name] for step in steps for name in ("goal", "upper") if step[name] is not None]
    values += [row[name] for name in ("outlook_low", "outlook_high") if row[name] is not None]
    times = [time for step in steps for time in (step["x0"], step["x1"])] + [year_end(as_of)]
    room = 0.13 if readings and row["outlook_low"] is not None else 0.03
    axes = Axes(times, values, row["reading_unit"], room)
    # Readings that are short lie on one side of the path with their words; the path's own words take the other.
    short = (row["gap_to_path"] or 0) > 0
    above = short != (row["sign"] > 0)
    layers = [
        *_outlook(axes, row, readings),
        *_goals(axes, steps, above=row["sign"] > 0),
        *_path(axes, row, path, as_of, not above),
        *_baseline(axes, same, path),
        *_readings(axes, readings, above),
        *_today(axes, as_of),
    ]
    return drawing(alt.layer(*layers), _words(row, steps, readings), HEIGHT)


def along(leg: Row, t: float) -> float:
    """What a leg's pathway asks for at t."""
    share = (t - leg["t0"]) / (leg["t1"] - leg["t0"])
    if leg["pathway"] == "step":
        return float(leg["v1"] if share >= 1 else leg["v0"])
    if leg["pathway"] == "compound" and leg["v0"] > 0 and leg["v1"] > 0:
        return float(leg["v0"] * (leg["v1"] / leg["v0"]) ** share)
    return float(leg["v0"] + (leg["v1"] - leg["v0"]) * share)


def _steps(goals: Sequence[Row], times: Sequence[float]) -> list[dict[str, Any]]:
    """Each goal holds from the due date of the one before it to its own; an undated one all the time."""
    steps, start = [], min(times)
    for goal in sorted(goals, key=lambda one: one["due"] or date.max):
        end = year_end(goal["due"]) if goal["due"] else max(times)
        slack = goal["tolerance"] or 0
        steps.append(
            {
                "x0": min(start, end),
                "x1": end,
                "goal": goal["goal"],
                "upper": goal["upper"]
                if goal["upper"] is not None
                else goal["goal"] + slack
                if slack
                else None,
                "lower": goal["goal"] - slack,
                "edge": goal["upper"],
                "words": f"目标 {goal['goal_text']}",
                # Readings crowd around the end of a goal that has fallen due.
                "at_start": bool(goal["is_due"]),
            }
        )
        start = end
    return steps


def _goals(axes: Axes, steps: list[dict[str, Any]], above: bool) -> list[Chart]:
    """Where values must not pass it is the far side that is free for words: `above` the goal or below it."""
    frame = pl.DataFrame(steps, infer_schema_length=None)
    wide = frame.filter(pl.col("upper").is_not_null())
    band = alt.Chart(wide).mark_rect(color=COLOURS["ink"], opacity=0.09)
    rule = alt.Chart(frame).mark_rule(strokeWidth=1.5)
    return [
        *([band.encode(x=axes.x("x0"), x2="x1", y=axes.y("lower"), y2="upper")] if wide.height else []),
        rule.encode(x=axes.x("x0"), x2="x1", y=axes.y("goal")),
        *([rule.encode(x=axes.x("x0"), x2="x1", y=axes.y("edge"))] if frame["edge"].count() else []),
        *(
            label(part, axes.x(end), axes.y("goal"), "words", align=align, dx=dx, dy=-9 if above else 13)
            for at_start, end, align, dx in ((True, "x0", "left", 2), (False, "x1", "right", 0))
            if (part := frame.filter(at_start=at_start)).height
        ),
    ]


def _path(axes: Axes, row: Row, legs: Sequence[Row], as_of: date, above: bool) -> list[Chart]:
    """The required broken line, and what it asks for today."""
    if not legs:
        return []
    points = []
    for leg in legs:
        shares = [n / SMOOTH for n in range(SMOOTH + 1)] if leg["pathway"] == "compound" else [0, 1 - 1e-9, 1]
        for t in (leg["t0"] + (leg["t1"] - leg["t0"]) * share for share in shares):
            points.append({"x": t - 1, "y": along(leg, t), "leg": leg["target_id"]})
    line = alt.Chart(pl.DataFrame(points)).mark_line(color=COLOURS["ink2"], strokeDash=DASH, strokeWidth=1.5)
    last, now = max(legs, key=lambda leg: float(leg["t1"])), year_end(as_of)
    # Clear of the words of today's requirement, which stand on the same side.
    ahead = last["t1"] - now - 1 > 0.3 * (last["t1"] - last["t0"])
    begin = max(now + 1, last["t0"]) if ahead else last["t0"]
    middle = begin + (last["t1"] - begin) * (0.6 if ahead else 0.35)
    place = axes.beside(above, rising=last["v1"] >= last["v0"]) | {"color": COLOURS["ink2"]}
    named = pl.DataFrame([{"x": middle - 1, "y": along(last, middle), "words": "路径要求"}])
    layers: list[Chart] = [
        line.encode(x=axes.x(), y=axes.y(), detail="leg:N"),
        label(named, axes.x(), axes.y(), "words", **place),
    ]
    if row["required_today"] is not None and not row["is_due"]:
        asked = f"截至日应到 {amount(row['required_today'], row['reading_unit'])}"
        point = pl.DataFrame([{"x": now, "y": row["required_today"], "words": asked}])
        diamond = alt.Chart(point).mark_point(shape="diamond", color=COLOURS["ink2"], size=55)
        layers += [diamond.encode(x=axes.x(), y=axes.y()), label(point, axes.x(), axes.y(), "words", **place)]
    return layers


def _baseline(axes: Axes, same: Sequence[Row], legs: Sequence[Row]) -> list[Chart]:
    """The value a leg starts from, where it is a baseline and not an earlier goal."""
    starts = {leg["t0"] - 1 for leg in legs}
    known = {
        float(one["baseline_year"]): float(one["baseline_value"])
        for one in same
        if one["baseline_value"] is not None
    }
    rows = [
        {"x": year, "y": value, "words": f"基期 {amount(value, axes.unit)}"}
        for year, value in known.items()
        if year in starts
    ]
    if not rows:
        return []
    frame = pl.DataFrame(rows)
    square = alt.Chart(frame).mark_point(shape="square", color=COLOURS["ink2"], filled=False, strokeWidth=1.5)
    rising = all(leg["v1"] >= leg["v0"] for leg in legs)
    place = {"align": "left", "dx": -4, "dy": 15 if rising else -13, "color": COLOURS["ink2"]}
    return [square.encode(x=axes.x(), y=axes.y()), label(frame, axes.x(), axes.y(), "words", **place)]


def _readings(axes: Axes, readings: Sequence[Row], above: bool) -> list[Chart]:
    """A line through the readings; provisional ones are hollow."""
    if not readings:
        return []
    rows = [
        {
            "x": one["t"] - 1,
            "y": one["value"],
            "provisional": one["status"] == "provisional",
            "words": amount(one["value"], axes.unit) + (" 初步数" if one["status"] == "provisional" else ""),
            "period": period(one["period"]),
            "source": one["source"],
        }
        for one in readings
    ]
    frame = pl.DataFrame(rows)
    titles = {"period": "时期", "words": "数值", "source": "来源"}
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    base = alt.Chart(frame).encode(x=axes.x(), y=axes.y(), tooltip=tooltip)
    fill = alt.condition("datum.provisional", alt.value(COLOURS["ground"]), alt.value(COLOURS["brand"]))
    return [
        base.mark_line(),
        base.mark_point(size=50, strokeWidth=2, stroke=COLOURS["brand"]).encode(fill=fill),
        label(
            frame if len(rows) <= FEW else frame[[0, len(rows) - 1]],
            axes.x(),
            axes.y(),
            "words",
            dy=-13 if above else 16,
            color=COLOURS["brand"],
        ),
    ]


def _outlook(axes: Axes, row: Row, readings: Sequence[Row]) -> list[Chart]:
    """A wedge from the latest reading to the range at the due date, named beyond its end."""
    if row["outlook_low"] is None or not readings:
        return []
    low, high = sorted((row["outlook_low"], row["outlook_high"]))
    last, end = readings[-1], year_end(row["due"])
    frame = pl.DataFrame(
        [
            {"x": last["t"] - 1, "low": last["value"], "high": last["value"]},
            {"x": end, "low": low, "high": high},
        ]
    )
    base = alt.Chart(frame).encode(x=axes.x())
    edge = base.mark_line(strokeWidth=1, opacity=0.6)
    words = f"按趋势\n{number(low)}—{amount(high, axes.unit)}"
    named = pl.DataFrame([{"x": end, "y": (low + high) / 2, "words": words}])
    place = {"align": "left", "dx": 6, "baseline": "middle", "lineBreak": "\n", "color": COLOURS["brand"]}
    return [
        base.mark_area().encode(y=axes.y("low"), y2="high"),
        edge.encode(y=axes.y("low")),
        edge.encode(y=axes.y("high")),
        label(named, axes.x(), axes.y(), "words", **place),
    ]


def _today(axes: Axes, as_of: date) -> list[Chart]:
    now = year_end(as_of)
    frame = pl.DataFrame([{"x": now, "words": f"截至 {as_of}"}])
    rule = alt.Chart(frame).mark_rule(color=COLOURS["grey"], strokeWidth=1)
    right = now > axes.first + (axes.last - axes.first) * 0.8
    place: dict[str, Any] = {
        "align": "right" if right else "left",
        "dx": -4 if right else 4,
        "baseline": "top",
    }
    words = alt.Chart(frame).mark_text(**place, color=COLOURS["ink2"])
    return [rule.encode(x=axes.x()), words.encode(x=axes.x(), y=alt.value(0), text="words:N")]


def _words(row: Row, steps: Sequence[Row], readings: Sequence[Row]) -> str:
    unit = row["reading_unit"]
    read = "、".join(f"{period(one['period'])} {amount(one['value'], unit)}" for one in readings)
    parts = [
        f"{row['indicator']}：" + (f"各期数值 {read}" if read else "还没有数据"),
        *(step["words"] for step in steps),
    ]
    if row["gap_to_path"] is not None and not row["is_due"]:
        asked = amount(row["required_at_reading"], unit)
        gap = row["gap_to_path"]
        side = f"{'差' if gap > 0 else '超前'} {difference(abs(gap), unit)}" if gap else "正好符合"
        parts.append(f"{day(row['reading_on'])}的路径要求为 {asked}，{side}")
    if row["outlook_low"] is not None:
        span = f"{number(row['outlook_low'])} 至 {amount(row['outlook_high'], unit)}"
        parts.append(f"按趋势到期为 {span}，{outlook_words(row)}")
    return "；".join(parts) + "。"
