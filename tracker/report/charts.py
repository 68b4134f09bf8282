"""Native charts on a sheet of their own, so that they never shrink a printed table."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from tracker import queries
from tracker.labels import COLOURS, LIGHT_ORDER, LIGHT_TONES, LIGHTS
from tracker.report.book import Book
from tracker.report.cells import lines, room, row_height
from tracker.report.layout import Sheet
from tracker.report.tables import TargetRow, UnitRow
from tracker.sentences import number
from tracker.snapshot import Snapshot

FULL_WIDTH, HALF_WIDTH, GAP = 980, 480, 20
"""Pixels; the full width is that of a landscape A4 page."""
ROW, PAGE_ROWS, HEAD_ROWS = 20, 29, 2
"""Pixels of an untouched row, rows that fill one page, and those of the title."""
TALLEST = (PAGE_ROWS - HEAD_ROWS) * ROW
DATA_COLUMNS = (48.0, 14.0, 14.0, 14.0, 14.0, 14.0)


class _Sheet:
    """Pages of charts first, then the figures they are drawn from, one block after another."""

    def __init__(self, book: Book, sheet: Sheet, page: Worksheet, pages: int) -> None:
        self.book, self.sheet, self.page = book, sheet, page
        self.row = pages * PAGE_ROWS
        page.set_h_pagebreaks([PAGE_ROWS * number for number in range(1, pages + 1)])
        for column, width in enumerate(DATA_COLUMNS):
            page.set_column(column, column, width)

    def block(self, title: str, headings: list[str], rows: list[list[Any]]) -> tuple[int, int]:
        """First and last row of the figures written."""
        styles, page = self.book.styles, self.page
        page.write_string(self.row, 0, title, styles.text(self.book.layout.fonts.heading, 12))
        page.set_row(self.row, 24)
        page.set_row(self.row + 1, 32)
        for column, heading in enumerate(headings):
            page.write_string(self.row + 1, column, heading, styles.heading())
        first = self.row + 2
        for at, row in enumerate(rows, first):
            page.write_string(at, 0, row[0], styles.cell("left"))
            page.set_row(at, row_height(lines(row[0], room(DATA_COLUMNS[0], self.book.size)), self.book.size))
            for column, value in enumerate(row[1:], 1):
                if value is None:
                    page.write_blank(at, column, None, styles.cell("right"))
                else:
                    page.write_number(at, column, value, styles.cell("right", "General"))
        self.row = first + len(rows) + 1
        return first, first + len(rows) - 1

    def chart(self, kind: dict[str, str], title: str, series: list[dict[str, Any]]) -> Any:
        chart = self.book.workbook.add_chart(kind)
        font = {"name": self.book.layout.fonts.body, "color": COLOURS["ink"]}
        for one in series:
            chart.add_series(one)
        heading = {**font, "name": self.book.layout.fonts.heading, "size": 12, "bold": False}
        chart.set_title({"name": title, "name_font": heading, "overlay": False})
        chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
        chart.set_legend(
            {"none": True} if len(series) == 1 else {"position": "bottom", "font": {**font, "size": 10}}
        )
        return chart

    def series(self, column: int, first: int, last: int, **more: Any) -> dict[str, Any]:
        name = self.sheet.name
        font = {"name": self.book.layout.fonts.body, "size": 9, "color": COLOURS["ink"]}
        return {
            "name": [name, first - 1, column],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, column, last, column],
            "data_labels": {"value": True, "font": font},
            **more,
        }

    def insert(self, row: int, chart: Any, width: int, height: int, words: str, offset: int = 0) -> None:
        """Charts keep their size when rows and columns are changed."""
        chart.set_size({"width": width, "height": height})
        self.page.insert_chart(
            row, 0, chart, {"x_offset": offset, "description": words, "object_position": 2}
        )


def charts(book: Book, sheet: Sheet, now: Snapshot, targets: list[TargetRow], units: list[UnitRow]) -> None:
    """Tasks by light, units by light, and the distance of percent targets to their goals."""
    page = book.page(sheet)
    page.fit_to_pages(1, 0)
    book.head(page, sheet)
    known = [row for row in targets if row.value and row.goal and row.gap_to_goal and row.value.after == "%"]
    drawn = _Sheet(book, sheet, page, pages=2 if known else 1)
    _lights(drawn, now)
    _units(drawn, units)
    if known:
        _targets(drawn, known)
    else:
        note = "还没有可以对照目标的百分比指标数据，指标图从略。"
        page.write_string(drawn.row, 0, note, book.styles.text(book.layout.fonts.body, 12))


def _axis(drawn: _Sheet, **more: Any) -> dict[str, Any]:
    font = {"name": drawn.book.layout.fonts.body, "size": 10, "color": COLOURS["ink"]}
    return {"num_font": font, "line": {"color": COLOURS["grey"]}, "major_tick_mark": "none", **more}


def _bare(drawn: _Sheet, **more: Any) -> dict[str, Any]:
    """A value axis of which the labels of the bars say everything."""
    return _axis(drawn, visible=False, major_gridlines={"visible": False}, **more)


def _lights(drawn: _Sheet, now: Snapshot) -> None:
    counts = queries.light_counts(now)
    first, last = drawn.block(
        "图 1 的数据：任务灯色", ["灯色", "项数"], [[LIGHTS[k], n] for k, n in counts.items()]
    )
    points = [{"fill": {"color": COLOURS[LIGHT_TONES[light]]}} for light in counts]
    series = drawn.series(1, first, last, points=points, gap=60)
    chart = drawn.chart({"type": "column"}, "图 1　任务灯色（项）", [series])
    chart.set_x_axis(_axis(drawn))
    chart.set_y_axis(_bare(drawn, min=0))
    words = "，".join(f"{LIGHTS[light]} {count} 项" for light, count in counts.items())
    drawn.insert(HEAD_ROWS, chart, HALF_WIDTH, TALLEST, f"任务灯色柱形图：{words}。")


def _units(drawn: _Sheet, units: list[UnitRow]) -> None:
    """Units that lead something, worst first from the top."""
    leading = [unit for unit in units if unit.led]
    rows = [
        [unit.name, *(getattr(unit, f"led_{light}") or None for light in LIGHT_ORDER)] for unit in leading
    ]
    first, last = drawn.block(
        "图 2 的数据：各单位牵头任务", ["单位", *(LIGHTS[k] for k in LIGHT_ORDER)], rows
    )
    if not rows:
        return
    chart = drawn.chart(
        {"type": "bar", "subtype": "stacked"},
        "图 2　各单位牵头任务（项，最差在上）",
        [
            drawn.series(
                column,
                first,
                last,
                fill={"color": COLOURS[LIGHT_TONES[light]]},
                data_labels={"value": True, "font": {"color": "#FFFFFF", "size": 9}},
                gap=40,
            )
            for column, light in enumerate(LIGHT_ORDER, 1)
        ],
    )
    chart.set_x_axis(_bare(drawn, min=0))
    chart.set_y_axis(_axis(drawn, reverse=True))
    words = "各单位牵头任务按灯色的堆积条形图，数据见下方表格。"
    drawn.insert(HEAD_ROWS, chart, HALF_WIDTH, TALLEST, words, offset=HALF_WIDTH + GAP)


def _targets(drawn: _Sheet, known: list[TargetRow]) -> None:
    """Percent targets with a reading, the widest gap first; other units do not share an axis."""
    figures = [
        (f"{row.indicator}（{row.wording}）", row.value, row.required_at_reading, row.goal, row.gap_to_goal)
        for row in sorted(known, key=lambda row: -row.gap_to_goal.value if row.gap_to_goal else 0)
    ]
    # As on the pages, so that the labels of the bars are no longer than theirs.
    rows = [
        [name, *(round(figure.value, 2) if figure else None for figure in rest)] for name, *rest in figures
    ]
    headings = ["指标", "实际值（%）", "同期路径要求（%）", "目标值（%）", "距目标（个百分点）"]
    first, last = drawn.block("图 3 的数据：百分比指标与目标（只列已有数据的）", headings, rows)
    tones = ("brand", "grey", "ink2")
    chart = drawn.chart(
        {"type": "bar"},
        "图 3　百分比指标：实际、同期路径要求与目标（%，距目标最远的在上）",
        [
            drawn.series(column, first, last, fill={"color": COLOURS[tone]}, gap=60)
            for column, tone in enumerate(tones, 1)
        ],
    )
    chart.set_x_axis(_bare(drawn, min=0))
    chart.set_y_axis(_axis(drawn, reverse=True))
    words = "；".join(f"{row[0]}实际 {number(row[1])}%，目标 {number(row[3])}%" for row in rows)
    drawn.insert(
        PAGE_ROWS, chart, FULL_WIDTH, min(110 + 66 * len(rows), TALLEST), f"百分比指标条形图：{words}。"
    )
