"""What a form carries along unseen: the words of its drop-downs, and the register that says whose form it is."""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker.records.entries import CHOICES
from tracker.records.unit_form import CHOICES_SHEET, REGISTER_SHEET, Entry, Register
from tracker.report.book import Book
from tracker.report.unit_form.layout import FormSheet
from tracker.report.unit_form.table import Asked

Page = tuple[FormSheet, tuple[Worksheet, list[Asked]]]


def choices(book: Book, pages: list[Page]) -> None:
    """Drop-downs from a range in the same book: WPS keeps it where it loses a typed list."""
    page = book.workbook.add_worksheet(CHOICES_SHEET)
    ranges: dict[Entry, str] = {}
    for column, (entry, words) in enumerate(CHOICES.items()):
        for row, word in enumerate(words.values()):
            page.write_string(row, column, word)
        first = xl_rowcol_to_cell(0, column, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(len(words) - 1, column, row_abs=True, col_abs=True)
        ranges[entry] = f"='{CHOICES_SHEET}'!{first}:{last}"
    for _, (sheet, asked) in pages:
        for one in asked:
            if one.entry in ranges:
                one.rule |= {"validate": "list", "source": ranges[one.entry]}
            sheet.data_validation(one.first, one.column, one.last, one.column, one.rule)
    page.hide()
    page.protect()


def register(book: Book, told: Register) -> None:
    page = book.workbook.add_worksheet(REGISTER_SHEET)
    text = book.styles.get(num_format="@")
    for row, line in enumerate(told.lines()):
        for column, word in enumerate(line):
            page.write_string(row, column, word, text)
    page.hide()
    page.protect()
