"""Milestones and work items of a task on a line in time, with the day of the question."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
import polars as pl

from tracker.charts.style import DASH, Chart, Drawing, drawing, label
from tracker.labels import COLOURS, ITEM_STATE, ITEM_TONES
from tracker.sentences import day

Row = Mapping[str, Any]
ROW, AROUND = 28, 46
"""Height of one item, and of the words above and the axis below, in pixels."""
PLAIN = "ink2"
"""Colour of an item that is simply not due yet."""
SHAPES = {"red": "circle", "grey": "circle", "green": "square", "blue": "diamond", PLAIN: "circle"}
HOLLOW = ("grey", PLAIN)


def timeline(items: Sequence[Row], as_of: date, since: date | None = None) -> Drawing:
    """One line an item (rows of the `items` question), earliest first; `since` lets time begin on an earlier day.

    An extension is a bar from the original date to the present one, a completion a tick.
    """
    dated = sorted(items, key=lambda row: (row["effective_due"], row["position"]))
    known = [row[name] for row in dated for name in ("due", "effective_due", "completed_on") if row[name]]
    start = date(min([*known, as_of, since or as_of]).year, 1, 1)
    end = date(max([*known, as_of]).year + 1, 1, 1)
    points = pl.DataFrame(
        [_point(n, row, start, end) for n, row in enumerate(dated)], infer_schema_length=None
    )
    today = pl.DataFrame({"on": [as_of], "words": [f"截至 {as_of.isoformat()}"]})

    short = end.year - start.year <= 2
    step = {"interval": "month", "step": 3} if short else {"interval": "year", "step": 1}
    axis = alt.Axis(format="%Y年%-m月" if short else "%Y年", tickCount=step, title=None)

    def x(field: str) -> alt.X:
        ends = [alt.DateTime(year=year, month=1, date=1) for year in (start.year, end.year)]
        return alt.X(f"{field}:T", axis=axis, scale=alt.Scale(domain=ends))

    place = alt.Y("row:O", scale=alt.Scale(type="band"), axis=alt.Axis(labels=False, grid=True, title=None))
    layers: list[Chart] = [
        alt.Chart(today).mark_rule(strokeDash=DASH).encode(x=x("on")),
        alt.Chart(today).mark_text(baseline="bottom").encode(x=x("on"), y=alt.value(-4), text="words:N"),
    ]
    if not (moved := points.filter("is_moved")).is_empty():
        ends = moved.unpivot(["first", "due"], index="row", value_name="on")
        line = alt.Chart(ends).mark_line(
            color=COLOURS["grey"], point={"filled": False, "color": COLOURS["grey"]}
        )
        layers.append(line.encode(x=x("on"), y=place, detail="row:N"))
    if not (finished := points.filter(pl.col("finished").is_not_null())).is_empty():
        tick = alt.Chart(finished).mark_tick(color=COLOURS["green"], thickness=2, height=14)
        layers.append(tick.encode(x=x("finished"), y=place))
    for tone in points["tone"].unique().sort():
        layers.append(_marks(points.filter(tone=tone), tone, x("due"), place))
    for (early,), part in points.partition_by("is_early", as_dict=True, include_key=False).items():
        side: dict[str, Any] = {"align": "left", "dx": 11} if early else {"align": "right", "dx": -11}
        layers.append(label(part, x("due"), place, "label", limit=620, **side))
    return drawing(alt.layer(*layers), _words(dated, as_of), height=ROW * len(points) + AROUND)


def _point(n: int, row: Row, start: date, end: date) -> dict[str, object]:
    state, due = ITEM_STATE[row["state"]], row["effective_due"]
    return {
        "row": n,
        "what": row["what"],
        "state": state,
        "tone": ITEM_TONES.get(row["state"], PLAIN),
        "first": row["due"],
        "due": due,
        "finished": row["completed_on"],
        "is_moved": row["due"] != due,
        "is_early": (due - start) / (end - start) < 0.5,
        "original": f"{row['wording']}（{day(row['due'])}）",
        "moved": f"延至{day(due)}，共{row['extensions']}次" if row["extensions"] else "没有",
        "done": day(row["completed_on"]),
        "label": f"{row['what']}（{state}）",
    }


def _marks(points: pl.DataFrame, tone: str, x: alt.X, y: alt.Y) -> alt.Chart:
    fill = COLOURS["ground"] if tone in HOLLOW else COLOURS[tone]
    names = {"what": "事项", "state": "状态", "original": "原定时限", "moved": "延期", "done": "办结"}
    tooltip = [alt.Tooltip(f"{name}:N", title=title) for name, title in names.items()]
    chart = alt.Chart(points).mark_point(
        shape=SHAPES[tone], stroke=COLOURS[tone], fill=fill, size=90, strokeWidth=1.5
    )
    marked: alt.Chart = chart.encode(x=x, y=y, tooltip=tooltip)
    return marked


def _words(items: Sequence[Row], as_of: date) -> str:
    said = "；".join(
        f"{row['what']}，{day(row['effective_due'])}，{ITEM_STATE[row['state']]}" for row in items
    )
    return f"截至{day(as_of)}的时间节点和分解事项：{said}。"
