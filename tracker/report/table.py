"""One sheet with one table: rows of named fields in the columns, widths and formats that the layout gives."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker.report.book import Book, LongText, Placed
from tracker.report.cells import (
    PALETTES,
    Cell,
    Figure,
    Formula,
    Named,
    lines,
    most_lines,
    pieces,
    room,
    row_height,
)
from tracker.report.layout import Align, Column, Sheet
from tracker.report.rows import Rows, listed

HEADING = 2
FIRST = HEADING + 1
LEADS_A_FORMULA = "=+-@"
MOST_ROWS = 1_000_000
"""On one sheet; spreadsheets take 48,576 more. What is left goes on with the next one."""


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
    total: bool
    tally: Counter[str] | None
    """Of a coloured column: how often each of its texts has been written."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all rows of a sheet are written to and with."""

    book: Book
    page: Worksheet
    layout: Sheet
    columns: list[_Prepared]
    letters: dict[str, str]
    """Field -> letter of the first column that shows it."""
    most: int
    totals: dict[int, float]
    """Place of a column with a total -> the sum so far."""


def table(book: Book, sheet: Sheet, rows: Rows) -> None:
    """A table longer than a sheet can be goes on on further ones."""
    filled = rows.filled({column.field for column in sheet.columns if column.only_with_data})
    columns = [column for column in sheet.columns if not column.only_with_data or column.field in filled]
    feed = rows.make()
    for part in range(max(-(-rows.count // MOST_ROWS), 1)):
        size = min(rows.count - part * MOST_ROWS, MOST_ROWS)
        named = sheet if part == 0 else sheet.model_copy(update={"name": f"{sheet.name}（{part + 1}）"})
        _one(book, named, columns, rows.fields, islice(feed, size), size)


def annex(book: Book, sheet: Sheet) -> None:
    """The texts that tables had to cut, in full, over as many rows as they need; no sheet when there are none."""
    if book.long_texts:
        width = next((float(column.width) for column in sheet.columns if column.field == "text"), 80.0)
        capacity, most = room(width, book.size), most_lines(book.size)
        # Ours are cut to fit, so that the table keeps none of them for yet another annex.
        whole, book.long_texts = book.long_texts, []
        found = [long._replace(text=part) for long in whole for part in pieces(long.text, capacity, most)]
        table(book, sheet, listed(LongText, found))


def _one(
    book: Book,
    sheet: Sheet,
    columns: list[Column],
    fields: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    count: int,
) -> None:
    page = book.page(sheet)
    book.head(page, sheet)
    _headings(book, page, sheet, columns)
    letters: dict[str, str] = {}
    for index, column in enumerate(columns):
        letters.setdefault(column.field, xl_col_to_name(index))
    last = max(FIRST + count - 1, FIRST)
    totals = {index: 0.0 for index, column in enumerate(columns) if column.total}
    prepared = _prepare(book, columns, fields)
    made = _Sheet(book, page, sheet, prepared, letters, most_lines(book.size), totals)
    for at, row in enumerate(rows, FIRST):
        _row(made, at, row)
        book.written(page, at)
    if count:
        _colours(book, page, columns, last)
        _totals(made, last)
    else:
        style = book.styles.text(book.layout.fonts.body, book.size)
        page.write_string(FIRST, 0, "没有可列的内容。", style)
    page.autofilter(HEADING, 0, last, len(columns) - 1)
    said = {one.column.field: one.tally for one in prepared if one.tally is not None}
    sums = {columns[at].field: found for at, found in totals.items()}
    where = Placed(book.said(sheet.name), FIRST + 1, last + 1, letters, said, sums)
    book.placed.setdefault(sheet.content, []).append(where)


def _headings(book: Book, page: Worksheet, sheet: Sheet, columns: list[Column]) -> None:
    style, tallest = book.styles.heading(), 1
    for index, column in enumerate(columns):
        width, heading = float(column.width), book.said(column.heading)
        page.set_column(index, index, width)
        page.write_string(HEADING, index, heading, style)
        # The button of the filter covers a character.
        tallest = max(tallest, lines(heading + "　", room(width, book.size)))
    page.set_row(HEADING, row_height(tallest, book.size))
    page.freeze_panes(FIRST, min(sheet.frozen_columns, len(columns)))
    page.repeat_rows(HEADING)
    page.fit_to_pages(1, 0)


def _prepare(book: Book, columns: list[Column], fields: Sequence[str]) -> list[_Prepared]:
    found = []
    for column in columns:
        align = column.align.value
        found.append(
            _Prepared(
                column,
                fields.index(column.field),
                room(float(column.width), book.size),
                align,
                book.styles.cell(align),
                book.styles.cell(align, quote_prefix=True),
                book.styles.cell(align, column.format or "General"),
                book.styles.cell(align, column.format or book.layout.date_format),
                column.total,
                Counter() if column.colours else None,
            )
        )
    return found


def _row(sheet: _Sheet, at: int, row: tuple[Any, ...]) -> None:
    """Exact types are asked for: this is where the time of a workbook goes that is not the library's."""
    page, tallest = sheet.page, 1
    for index, column in enumerate(sheet.columns):
        value = row[column.place]
        kind = type(value)
        if value is None or value == "":
            page.write_blank(at, index, None, column.text)
        elif kind is str:
            text = str(value)
            if len(text) * 2 > column.capacity or "\n" in text:
                needed = lines(text, column.capacity)
                if needed > sheet.most:
                    text, needed = _cut(sheet, at - FIRST + 1, column, text), sheet.most
                if needed > tallest:
                    tallest = needed
            # With a quote prefix it also stays text when somebody edits the cell.
            page.write_string(at, index, text, column.quoted if text[0] in LEADS_A_FORMULA else column.text)
            if column.tally is not None:
                column.tally[text] += 1
        elif kind is int or kind is float:
            page.write_number(at, index, value, column.number)
            if column.total:
                sheet.totals[index] += value
        else:
            _figure(sheet, at, index, column, value)
    page.set_row(at, row_height(tallest, sheet.book.size))


def _figure(sheet: _Sheet, at: int, index: int, column: _Prepared, value: Cell) -> None:
    page, name = sheet.page, None
    if isinstance(value, Named):
        name, value = value.name, value.value
    if isinstance(value, Formula):
        formula, value = _resolved(value.expression, sheet.letters, at + 1), value.value
    else:
        formula = None
    style = column.number
    if isinstance(value, str):
        _worded(page, at, index, column, formula, value)
        return
    if isinstance(value, Figure):
        style = sheet.book.styles.cell(column.align, value.number_format)
        value = value.value
    if isinstance(value, date):
        page.write_datetime(at, index, datetime.combine(value, time()), column.day)
        return
    if not isinstance(value, int | float):
        raise TypeError(f"no cell can hold a {type(value).__name__}")
    if formula is None:
        page.write_number(at, index, value, style)
    else:
        page.write_formula(at, index, formula, style, value)
    if index in sheet.totals:
        sheet.totals[index] += value
    if name is not None:
        sheet.book.name(name, sheet.book.said(sheet.layout.name), at, index)


def _worded(page: Worksheet, at: int, index: int, column: _Prepared, formula: str | None, value: str) -> None:
    if formula is None:
        page.write_string(at, index, value, column.text)
    else:
        page.write_formula(at, index, formula, column.text, value)


def _resolved(expression: str, letters: dict[str, str], row: int) -> str | None:
    """The expression over cells of a row; None where a column that it needs is not shown."""
    first, *rest = expression.split("{")
    found = ["=", first]
    for part in rest:
        name, _, after = part.partition("}")
        if name not in letters:
            return None
        found += [letters[name], str(row), after]
    return "".join(found)


def _cut(sheet: _Sheet, row: int, column: _Prepared, text: str) -> str:
    """What fits of a text, with a pointer to the annex that gives it in full."""
    book = sheet.book
    name, heading = book.said(sheet.layout.name), book.said(column.column.heading)
    # What another sheet says in the same words is given once.
    known = (long.number for long in book.long_texts if long.text == text and long.sheet != name)
    number = next(known, len(book.long_texts) + 1)
    if number > len(book.long_texts):
        book.long_texts.append(LongText(number, name, row, heading, text))
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


def _totals(sheet: _Sheet, last: int) -> None:
    """A row of live sums below the table, outside its filter."""
    columns = [prepared.column for prepared in sheet.columns]
    if not sheet.totals:
        return
    styles, page = sheet.book.styles, sheet.page
    named = next((at for at, column in enumerate(columns) if column.align is Align.LEFT), 0)
    for index, column in enumerate(columns):
        style = styles.cell(column.align.value, column.format or "General", bold=True)
        if index in sheet.totals:
            formula = f"=SUM({xl_range(FIRST, index, last, index)})"
            page.write_formula(last + 1, index, formula, style, _plain(sheet.totals[index]))
        elif index == named:
            page.write_string(last + 1, index, "合计", style)
        else:
            page.write_blank(last + 1, index, None, style)
    page.set_row(last + 1, row_height(1, sheet.book.size))


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value
