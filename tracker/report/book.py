"""Tables with a layout into one workbook: headings, widths, row heights, colours, print set-up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from tracker.report.cells import PALETTES, Cell, Figure, lines, most_lines, pieces, room, row_height
from tracker.report.layout import Column, Layout, Paper, Sheet
from tracker.report.styles import Styles

TITLE, NOTE, HEADING = 0, 1, 2
"""Rows above the first row of a table."""
FIRST = HEADING + 1
PAPER = {Paper.A3: 8, Paper.A4: 9}
LEADS_A_FORMULA = ("=", "+", "-", "@")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


class LongText(NamedTuple):
    """Part of a text that no row is tall enough for; it is given in full on the annex."""

    number: int
    sheet: str
    row: int
    """The row's number as printed in its first column."""
    heading: str
    text: str


@dataclass(frozen=True)
class Table:
    """Where a table came to stand, for charts: zero-based column by field, first and last row."""

    name: str
    columns: Mapping[str, int]
    first: int
    last: int


class Book:
    """`words` fill the braces in titles and notes; `demo` marks every sheet."""

    def __init__(
        self, layout: Layout, words: Mapping[str, str], demo: bool, properties: Mapping[str, object]
    ) -> None:
        self._buffer = BytesIO()
        self.layout, self.words, self.demo = layout, words, demo
        self.workbook = Workbook(self._buffer, OPTIONS)
        self.workbook.set_properties(dict(properties))
        self.styles = Styles(self.workbook, layout.fonts)
        self.long_texts: list[LongText] = []
        self._size = float(layout.fonts.body_size)

    def finish(self) -> bytes:
        self.workbook.close()
        return self._buffer.getvalue()

    def page(self, sheet: Sheet) -> Worksheet:
        """An empty sheet with its print set-up."""
        page = self.workbook.add_worksheet(sheet.name)
        font = self.layout.fonts.body
        if not sheet.portrait:
            page.set_landscape()
        page.set_paper(PAPER[sheet.paper])
        page.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        page.center_horizontally()
        page.hide_gridlines(2)
        page.set_footer(f'&C&"{font},Regular"&10第 &P 页 共 &N 页')
        if self.demo:
            page.set_header(f'&R&"{font},Regular"&10{self.layout.demo_mark}')
        return page

    def said(self, text: str) -> str:
        """A title or note of the layout with its words filled in."""
        return text.format_map(self.words)

    def note(self, page: Worksheet, row: int, text: str) -> None:
        """A line under a title, after the mark of demo data."""
        style = self.styles.text(self.layout.fonts.body, self._size)
        if self.demo:
            mark = self.styles.text(self.layout.fonts.body, self._size, colour="red")
            page.write_rich_string(row, 0, mark, f"【{self.layout.demo_mark}】", style, text or " ")
        else:
            page.write_string(row, 0, text, style)
        page.set_row(row, row_height(1, self._size))

    def table(self, sheet: Sheet, rows: Sequence[NamedTuple]) -> Table:
        """One sheet with one table; rows are numbered by a field called number, if they have one."""
        page = self.page(sheet)
        columns = [column for column in sheet.columns if not column.only_with_data or _has_data(column, rows)]
        self._head(page, sheet, columns)
        room_of = [room(float(column.width), self._size) for column in columns]
        plain = [self.styles.cell(column.align.value) for column in columns]
        dates = [
            self.styles.cell(column.align.value, column.format or self.layout.date_format)
            for column in columns
        ]
        numbers = [self.styles.cell(column.align.value, column.format or "General") for column in columns]
        places = [rows[0]._fields.index(column.field) for column in columns] if rows else []
        most = most_lines(self._size)
        for at, values in enumerate(rows, FIRST):
            tallest = 1
            for index, place in enumerate(places):
                value: Cell = values[place]
                if value is None or value == "":
                    page.write_blank(at, index, None, plain[index])
                elif isinstance(value, str):
                    needed = lines(value, room_of[index])
                    if needed > most:
                        value = self._shortened(value, sheet, columns[index], room_of[index], at - FIRST + 1)
                        needed = most
                    page.write_string(
                        at, index, value, self._text_format(value, columns[index], plain[index])
                    )
                    tallest = max(tallest, needed)
                elif isinstance(value, Figure):
                    style = self.styles.cell(columns[index].align.value, value.number_format)
                    page.write_number(at, index, value.value, style)
                elif isinstance(value, date):
                    page.write_datetime(at, index, datetime.combine(value, datetime.min.time()), dates[index])
                else:
                    page.write_number(at, index, value, numbers[index])
            page.set_row(at, row_height(max(tallest, 1), self._size))
        last = FIRST + len(rows) - 1
        if rows:
            self._colour(page, columns, last)
            self._totals(page, columns, rows, last)
        else:
            page.write_string(
                FIRST, 0, "没有可列的内容。", self.styles.text(self.layout.fonts.body, self._size)
            )
        page.autofilter(HEADING, 0, max(last, HEADING), len(columns) - 1)
        return Table(sheet.name, {column.field: at for at, column in enumerate(columns)}, FIRST, last)

    def _head(self, page: Worksheet, sheet: Sheet, columns: list[Column]) -> None:
        fonts = self.layout.fonts
        page.write_string(TITLE, 0, self.said(sheet.title), self.styles.text(fonts.title, fonts.title_size))
        page.set_row(TITLE, fonts.title_size * 1.8)
        self.note(page, NOTE, self.said(sheet.note or ""))
        heading, tallest = self.styles.heading(), 1
        for index, column in enumerate(columns):
            page.set_column(index, index, float(column.width))
            page.write_string(HEADING, index, column.heading, heading)
            # The button of the filter covers the end of the last line.
            tallest = max(tallest, lines(column.heading + "　", room(float(column.width), self._size)))
        page.set_row(HEADING, row_height(tallest, self._size))
        page.freeze_panes(FIRST, min(sheet.frozen_columns, len(columns)))
        page.repeat_rows(HEADING)
        page.fit_to_pages(1, 0)

    def _text_format(self, value: str, column: Column, plain: Format) -> Format:
        """Text that looks like a formula also stays text when somebody edits its cell."""
        if value.startswith(LEADS_A_FORMULA):
            return self.styles.cell(column.align.value, quote_prefix=True)
        return plain

    def _shortened(self, text: str, sheet: Sheet, column: Column, capacity: int, row: int) -> str:
        number = len({(long.sheet, long.row, long.heading) for long in self.long_texts}) + 1
        self.long_texts.append(LongText(number, sheet.name, row, column.heading, text))
        mark = f"……（全文见附页第 {number} 条）"
        kept = most_lines(self._size) - lines(mark, capacity) - 1
        return f"{pieces(text, capacity, kept)[0]}\n{mark}"

    def annex(self, sheet: Sheet) -> None:
        """The long texts in full, cut over as many rows as they need; no sheet when there are none."""
        if self.long_texts:
            width = next((float(column.width) for column in sheet.columns if column.field == "text"), 80.0)
            capacity, most = room(width, self._size), most_lines(self._size)
            self.table(
                sheet,
                [
                    long._replace(text=piece)
                    for long in self.long_texts
                    for piece in pieces(long.text, capacity, most - 1)
                ],
            )

    def _colour(self, page: Worksheet, columns: list[Column], last: int) -> None:
        for index, column in enumerate(columns):
            for word, tone in PALETTES[column.colours].items() if column.colours else ():
                page.conditional_format(
                    FIRST,
                    index,
                    last,
                    index,
                    {
                        "type": "text",
                        "criteria": "begins with",
                        "value": word,
                        "format": self.styles.tone(tone),
                        "stop_if_true": True,
                    },
                )

    def _totals(self, page: Worksheet, columns: list[Column], rows: Sequence[NamedTuple], last: int) -> None:
        """A row of sums below the table, outside its filter."""
        if not any(column.total for column in columns):
            return
        named = next((at for at, column in enumerate(columns) if column.align == "left"), 0)
        for index, column in enumerate(columns):
            style = self.styles.cell(column.align.value, column.format or "General", bold=True)
            if column.total:
                name = xl_range(FIRST, index, last, index)
                total = sum(getattr(row, column.field) or 0 for row in rows)
                page.write_formula(last + 1, index, f"=SUM({name})", style, total)
            elif index == named:
                page.write_string(last + 1, index, "合计", style)
            else:
                page.write_blank(last + 1, index, None, style)
        page.set_row(last + 1, row_height(1, self._size))


def _has_data(column: Column, rows: Sequence[NamedTuple]) -> bool:
    return any(getattr(row, column.field) not in (None, "") for row in rows)
