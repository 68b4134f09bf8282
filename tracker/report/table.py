"""One sheet with one table: rows of named fields in the columns, widths and formats that the layout gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker.report.book import Book, LongText
from tracker.report.cells import PALETTES, Cell, Figure, lines, most_lines, pieces, room, row_height
from tracker.report.layout import Align, Column, Sheet

HEADING = 2
FIRST = HEADING + 1
LEADS_A_FORMULA = "=+-@"
Rows = Sequence[NamedTuple]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A column with what is the same in all of its cells."""

    column: Column
    place: int
    """Of the field in a row."""
    capacity: int
    align: str
    text: Format
    quoted: Format
    number: Format
    day: Format


def table(book: Book, sheet: Sheet, rows: Rows) -> None:
    columns = [column for column in sheet.columns if not column.only_with_data or _has_data(column, rows)]
    page = book.page(sheet)
    book.head(page, sheet)
    _headings(book, page, sheet, columns)
    prepared = _prepare(book, columns, rows)
    most = most_lines(book.size)
    for at, row in enumerate(rows, FIRST):
        _row(book, page, sheet, at, row, prepared, most)
    last = max(FIRST + len(rows) - 1, FIRST)
    if rows:
        _colours(book, page, columns, last)
        _totals(book, page, columns, rows, last)
    else:
        style = book.styles.text(book.layout.fonts.body, book.size)
        page.write_string(FIRST, 0, "没有可列的内容。", style)
    page.autofilter(HEADING, 0, last, len(columns) - 1)


def annex(book: Book, sheet: Sheet) -> None:
    """The texts that tables had to cut, in full, over as many rows as they need; no sheet when there are none."""
    if book.long_texts:
        width = next((float(column.width) for column in sheet.columns if column.field == "text"), 80.0)
        capacity, most = room(width, book.size), most_lines(book.size)
        # Ours are cut to fit, so that the table keeps none of them for yet another annex.
        whole, book.long_texts = book.long_texts, []
        table(
            book,
            sheet,
            [long._replace(text=part) for long in whole for part in pieces(long.text, capacity, most)],
        )


def _has_data(column: Column, rows: Rows) -> bool:
    return any(getattr(row, column.field) not in (None, "") for row in rows)


def _headings(book: Book, page: Worksheet, sheet: Sheet, columns: list[Column]) -> None:
    style, tallest = book.styles.heading(), 1
    for index, column in enumerate(columns):
        width = float(column.width)
        page.set_column(index, index, width)
        page.write_string(HEADING, index, column.heading, style)
        # The button of the filter covers a character.
        tallest = max(tallest, lines(column.heading + "　", room(width, book.size)))
    page.set_row(HEADING, row_height(tallest, book.size))
    page.freeze_panes(FIRST, min(sheet.frozen_columns, len(columns)))
    page.repeat_rows(HEADING)
    page.fit_to_pages(1, 0)


def _prepare(book: Book, columns: list[Column], rows: Rows) -> list[_Prepared]:
    found = []
    for column in columns if rows else ():
        align = column.align.value
        found.append(
            _Prepared(
                column,
                rows[0]._fields.index(column.field),
                room(float(column.width), book.size),
                align,
                book.styles.cell(align),
                book.styles.cell(align, quote_prefix=True),
                book.styles.cell(align, column.format or "General"),
                book.styles.cell(align, column.format or book.layout.date_format),
            )
        )
    return found


def _row(
    book: Book, page: Worksheet, sheet: Sheet, at: int, row: NamedTuple, columns: list[_Prepared], most: int
) -> None:
    """Exact types are asked for: this is where the time of a workbook goes that is not the library's."""
    tallest = 1
    for index, column in enumerate(columns):
        value: Cell = row[column.place]
        kind = type(value)
        if value is None or value == "":
            page.write_blank(at, index, None, column.text)
        elif kind is str:
            text = str(value)
            if len(text) * 2 > column.capacity or "\n" in text:
                needed = lines(text, column.capacity)
                if needed > most:
                    text, needed = _cut(book, sheet, at - FIRST + 1, column, text), most
                if needed > tallest:
                    tallest = needed
            # With a quote prefix it also stays text when somebody edits the cell.
            page.write_string(at, index, text, column.quoted if text[0] in LEADS_A_FORMULA else column.text)
        elif kind is int or kind is float:
            page.write_number(at, index, value, column.number)
        elif isinstance(value, Figure):
            page.write_number(at, index, value.value, book.styles.cell(column.align, value.number_format))
        elif isinstance(value, date):
            page.write_datetime(at, index, datetime.combine(value, time()), column.day)
        else:
            raise TypeError(f"no cell can hold a {kind.__name__}")
    page.set_row(at, row_height(tallest, book.size))


def _cut(book: Book, sheet: Sheet, row: int, column: _Prepared, text: str) -> str:
    """What fits of a text, with a pointer to the annex that gives it in full."""
    number = len(book.long_texts) + 1
    book.long_texts.append(LongText(number, sheet.name, row, column.column.heading, text))
    mark = f"……（全文见附页第 {number} 条）"
    kept = most_lines(book.size) - lines(mark, column.capacity)
    return f"{pieces(text, column.capacity, kept)[0]}\n{mark}"


def _colours(book: Book, page: Worksheet, columns: list[Column], last: int) -> None:
    """One rule a tone, on the first words of a cell, so that the colour follows when the office edits it."""
    for index, column in enumerate(columns):
        cell = xl_rowcol_to_cell(FIRST, index)
        for tone, words in PALETTES[column.colours].items() if column.colours else ():
            tests = ",".join(f'LEFT({cell},{len(word)})="{word}"' for word in words)
            rule = {"type": "formula", "criteria": f"=OR({tests})", "format": book.styles.tone(tone)}
            page.conditional_format(FIRST, index, last, index, rule)


def _totals(book: Book, page: Worksheet, columns: list[Column], rows: Rows, last: int) -> None:
    """A row of live sums below the table, outside its filter."""
    if not any(column.total for column in columns):
        return
    named = next((at for at, column in enumerate(columns) if column.align is Align.LEFT), 0)
    for index, column in enumerate(columns):
        style = book.styles.cell(column.align.value, column.format or "General", bold=True)
        if column.total:
            total = sum(getattr(row, column.field) or 0 for row in rows)
            page.write_formula(last + 1, index, f"=SUM({xl_range(FIRST, index, last, index)})", style, total)
        elif index == named:
            page.write_string(last + 1, index, "合计", style)
        else:
            page.write_blank(last + 1, index, None, style)
    page.set_row(last + 1, row_height(1, book.size))
