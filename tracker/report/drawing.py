"""A sheet of native charts: pages of drawings first, then the figures they are drawn from, one block after another."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from tracker.labels import COLOURS
from tracker.report.book import Book
from tracker.report.cells import Figure, Formula, lines, room, row_height
from tracker.report.layout import Sheet

FULL_WIDTH, HALF_WIDTH, GAP = 980, 480, 20
"""Pixels; the full width is that of a landscape A4 page."""
ROW, PAGE_ROWS, HEAD_ROWS = 20, 29, 2
"""Pixels of an untouched row, rows that fill one page, and those of the title."""
TALLEST = (PAGE_ROWS - HEAD_ROWS) * ROW
DATA_COLUMNS = (48.0, 14.0, 14.0, 14.0, 14.0, 14.0)


class Drawing:
    def __init__(self, book: Book, sheet: Sheet, page: Worksheet, pages: int) -> None:
        self.book, self.sheet, self.page = book, sheet, page
        self.name = book.said(sheet.name)
        self.row = pages * PAGE_ROWS
        page.set_h_pagebreaks([PAGE_ROWS * number for number in range(1, pages + 1)])
        for column, width in enumerate(DATA_COLUMNS):
            page.set_column(column, column, width)

    def block(
        self, title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], share: int | None = None
    ) -> tuple[int, int]:
        """First and last row of the figures written; `share` is the place of a column of percents, if there is one.

        In a formula `{row}` is the number of its row.
        """
        styles, page = self.book.styles, self.page
        page.write_string(self.row, 0, title, styles.text(self.book.layout.fonts.heading, 12))
        page.set_row(self.row, 24)
        for column, heading in enumerate(headings):
            page.write_string(self.row + 1, column, heading, styles.heading())
        page.set_row(self.row + 1, 32)
        first = self.row + 2
        for at, row in enumerate(rows, first):
            page.write_string(at, 0, row[0], styles.cell("left"))
            for column, value in enumerate(row[1:], 1):
                style = styles.cell("right", "0.0%" if column == share else _form(value))
                if value is None:
                    page.write_blank(at, column, None, styles.cell("right"))
                elif isinstance(value, Formula):
                    formula = "=" + value.expression.format(row=at + 1)
                    page.write_formula(at, column, formula, style, value.value)
                else:
                    page.write_number(at, column, value, style)
            page.set_row(at, row_height(lines(row[0], room(DATA_COLUMNS[0], self.book.size)), self.book.size))
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
        font = {"name": self.book.layout.fonts.body, "size": 9, "color": COLOURS["ink"]}
        return {
            "name": [self.name, first - 1, column],
            "categories": [self.name, first, 0, last, 0],
            "values": [self.name, first, column, last, column],
            "data_labels": {"value": True, "font": font},
            **more,
        }

    def insert(self, row: int, chart: Any, width: int, height: int, words: str, offset: int = 0) -> None:
        """Charts keep their size when rows and columns are changed."""
        chart.set_size({"width": width, "height": height})
        self.page.insert_chart(
            row, 0, chart, {"x_offset": offset, "description": words, "object_position": 2}
        )

    def note(self, words: str) -> None:
        self.page.write_string(self.row, 0, words, self.book.styles.text(self.book.layout.fonts.body, 12))
        self.row += 1

    def axis(self, **more: Any) -> dict[str, Any]:
        font = {"name": self.book.layout.fonts.body, "size": 10, "color": COLOURS["ink"]}
        return {"num_font": font, "line": {"color": COLOURS["grey"]}, "major_tick_mark": "none", **more}

    def bare(self, **more: Any) -> dict[str, Any]:
        """A value axis of which the labels of the bars say everything."""
        return self.axis(visible=False, major_gridlines={"visible": False}, **more)


def _form(value: object) -> str:
    """As many decimals as the pages show."""
    return Figure(value).number_format if isinstance(value, float) else "General"
