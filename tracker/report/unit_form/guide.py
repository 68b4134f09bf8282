"""The first sheet of a form: what to do, by when, and which columns are the unit's."""

from tracker.records.unit_form import GUIDE_SHEET
from tracker.report.book import Book
from tracker.report.cells import lines, room, row_height
from tracker.report.layout import Leaf, Paper
from tracker.report.unit_form.layout import Guide

WIDTH = 110.0
FIRST = 2


def guide(book: Book, about: Guide) -> None:
    sheet = Leaf(name=GUIDE_SHEET, title=about.title, paper=Paper.A4)
    page = book.page(sheet)
    book.head(page, sheet)
    page.set_column(0, 0, WIDTH)
    size = book.size + 1.5
    style = book.styles.text(book.layout.fonts.body, size, text_wrap=True)
    for at, line in enumerate(about.lines, FIRST):
        said = book.said(line)
        page.write_string(at, 0, said, style)
        page.set_row(at, row_height(lines(said, room(WIDTH, size)), size) + 4)
    page.fit_to_pages(1, 1)
    page.protect("", {"format_columns": True, "format_rows": True})
