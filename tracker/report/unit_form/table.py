"""One table of the form: reference columns locked and shaded, columns to fill in white and open, a hidden row key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.labels import COLOURS
from tracker.records import entries
from tracker.records.unit_form import ENTRIES, FOOT_KEY, KEY_HEADING, Entry
from tracker.report.book import Book
from tracker.report.cells import PALETTES, most_lines, room, row_height
from tracker.report.cells import lines as line_count
from tracker.report.layout import Align
from tracker.report.unit_form.layout import FormColumn, FormSheet
from tracker.report.unit_form.lines import Line

HEADING = 2
FIRST = HEADING + 1
KEY_AT = 1
"""Between the first columns, so that whoever marks the table to sort it marks the keys with it."""
LOCKED_GROUND = "#EEF0F2"
MOST_LETTERS = 4000
LEAST_LINES = 3
"""Room to write in, also by hand on paper."""
OPEN_TO_USERS = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


@dataclass
class Asked:
    """A column to be filled in, and the rule of its cells."""

    column: int
    first: int
    last: int
    entry: Entry
    rule: dict[str, Any] = field(default_factory=dict)


def shown_columns(sheet: FormSheet, lines: Sequence[Line]) -> list[FormColumn]:
    """Without those that no row has anything for."""
    return [
        column
        for column in sheet.columns
        if not column.only_with_data
        or column.field in ENTRIES[sheet.part]
        or any(line.given.get(column.field) for line in lines)
    ]


def table(book: Book, sheet: FormSheet, lines: Sequence[Line]) -> tuple[Worksheet, list[Asked]]:
    columns = shown_columns(sheet, lines)
    places = [at if at < KEY_AT else at + 1 for at in range(len(columns))]
    page = book.page(sheet)
    book.head(page, sheet)
    last = FIRST + len(lines) - 1
    page.set_column(KEY_AT, KEY_AT, 2, None, {"hidden": True})
    page.write_string(HEADING, KEY_AT, KEY_HEADING, book.styles.heading())
    tallest, asked = 1, []
    for at, column in zip(places, columns, strict=True):
        width = float(column.width)
        page.set_column(at, at, width)
        page.write_string(HEADING, at, column.heading, book.styles.heading())
        tallest = max(tallest, line_count(column.heading, room(width, book.size)))
        if entry := ENTRIES[sheet.part].get(column.field):
            asked.append(Asked(at, FIRST, last, entry, _rule(entry, column)))
        _colours(book, page, column, at, last)
    page.set_row(HEADING, row_height(tallest, book.size))
    for number, line in enumerate(lines, 1):
        _row(book, page, sheet, FIRST + number - 1, number, line, columns, places)
    _foot(book, page, last + 2, max(places))
    page.autofilter(HEADING, 0, last, max(places))
    page.freeze_panes(FIRST, min(sheet.frozen_columns, len(columns)))
    page.repeat_rows(HEADING)
    page.fit_to_pages(1, 0)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.protect("", OPEN_TO_USERS)
    return page, asked


def _row(
    book: Book,
    page: Worksheet,
    sheet: FormSheet,
    at: int,
    number: int,
    line: Line,
    columns: list[FormColumn],
    places: list[int],
) -> None:
    tallest = LEAST_LINES
    page.write_string(at, KEY_AT, line.row.key)
    for place, column in zip(places, columns, strict=True):
        entry = ENTRIES[sheet.part].get(column.field)
        if entry is None:
            text = str(number) if column.field == "number" else line.given.get(column.field, "")
            page.write_string(at, place, text, _format(book, column, None))
        else:
            text = line.values.get(column.field, "")
            style = _format(book, column, None if column.field in line.closed else entry)
            _entry(page, at, place, entry, text, style)
        tallest = max(tallest, line_count(text, room(float(column.width), book.size)))
    page.set_row(at, row_height(min(tallest, most_lines(book.size)), book.size))


def _entry(page: Worksheet, row: int, column: int, entry: Entry, text: str, style: Format) -> None:
    if not text:
        page.write_blank(row, column, None, style)
        return
    shown = entries.shown(entry, text)
    if entry in (Entry.PERCENT, Entry.VALUE) and len(shown.replace(".", "").lstrip("-0")) <= 15:
        page.write_number(row, column, float(shown), style)
    elif entry is Entry.DAY:
        page.write_datetime(row, column, datetime.fromisoformat(text), style)
    else:
        page.write_string(row, column, shown, style)


def _format(book: Book, column: FormColumn, entry: Entry | None) -> Format:
    """Of a cell that is asked for when there is an `entry`; what was typed as text stays text, `=` in front or not."""
    own = {Entry.PERCENT: "General", Entry.VALUE: "General", Entry.DAY: book.layout.date_format}
    shape: dict[str, Any] = {
        "font_name": book.layout.fonts.body,
        "font_size": book.size,
        "font_color": COLOURS["ink"],
        "align": column.align.value,
        "valign": "top" if column.align is Align.LEFT else "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": COLOURS["grey"],
        "num_format": "@" if entry is None else own.get(entry, "@"),
        "locked": entry is None,
    }
    return book.styles.get(**shape, **({"bg_color": LOCKED_GROUND} if entry is None else {}))


def _rule(entry: Entry, column: FormColumn) -> dict[str, Any]:
    """What the program says of an entry; it warns and never forbids, since we read more than it knows."""
    rule: dict[str, Any] = {"error_type": "warning", "ignore_blank": True}
    rule |= {"error_title": "请核对", "error_message": column.hint or "请核对后再填。"}
    if column.hint:
        rule |= {"input_title": column.heading[:32], "input_message": column.hint[:255]}
    match entry:
        case Entry.PERCENT:
            return rule | {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        case Entry.WORDS:
            return rule | {"validate": "length", "criteria": "<=", "value": MOST_LETTERS}
    return rule | {"validate": "any"}


def _colours(book: Book, page: Worksheet, column: FormColumn, at: int, last: int) -> None:
    if column.colours:
        for tone, words in PALETTES[column.colours].items():
            for word in words:
                rule = {
                    "type": "text", "criteria": "begins with", "value": word, "format": book.styles.tone(tone),
                }  # fmt: skip
                page.conditional_format(FIRST, at, last, at, rule)


def _foot(book: Book, page: Worksheet, row: int, last: int) -> None:
    """The line to be filled in and stamped by hand."""
    said = "　　　　　　".join(f"{words}：" for words in book.layout.signatures)
    style = book.styles.text(book.layout.fonts.body, book.size, locked=False)
    page.write_string(row, KEY_AT, FOOT_KEY)
    page.write_string(row, 0, "", style)
    page.merge_range(row, KEY_AT + 1, row, last, said, style)
    page.set_row(row, row_height(2, book.size))
