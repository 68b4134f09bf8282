"""A workbook on its way: its sheets with their print set-up, titles and notes, and texts kept for the annex."""

from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.report.cells import row_height
from tracker.report.layout import Leaf, Look, Paper
from tracker.report.styles import Styles

TITLE, NOTE = 0, 1
PAPER = {Paper.A3: 8, Paper.A4: 9}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class LongText(NamedTuple):
    """A text, or a piece of one, that no row is tall enough for."""

    number: int
    sheet: str
    row: int
    """Counted from 1 below the heading."""
    heading: str
    text: str


class Book:
    """`words` fill the braces in titles and notes; `demo` marks every sheet, `heads` stand in the foot of every page."""

    def __init__(
        self,
        layout: Look,
        words: Mapping[str, str],
        demo: bool,
        properties: Mapping[str, object],
        heads: str,
    ) -> None:
        self._buffer = BytesIO()
        self.layout, self.words, self.demo, self.heads = layout, words, demo, heads
        self.workbook = Workbook(self._buffer, OPTIONS)
        self.workbook.set_properties(dict(properties))
        self.styles = Styles(self.workbook, layout.fonts)
        self.size = float(layout.fonts.body_size)
        self.long_texts: list[LongText] = []

    def finish(self) -> bytes:
        self.workbook.close()
        return self._buffer.getvalue()

    def page(self, sheet: Leaf) -> Worksheet:
        """An empty sheet with its print set-up."""
        page = self.workbook.add_worksheet(sheet.name)
        font = self.layout.fonts.body
        if not sheet.portrait:
            page.set_landscape()
        page.set_paper(PAPER[sheet.paper])
        page.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        page.center_horizontally()
        page.hide_gridlines(2)
        page.set_footer(f'&L&"{font},Regular"&8{self.heads}&C&"{font},Regular"&10第 &P 页 共 &N 页')
        if self.demo:
            page.set_header(f'&R&"{font},Regular"&10{self.layout.demo_mark}')
        return page

    def head(self, page: Worksheet, sheet: Leaf) -> None:
        """The title, and below it the note after the mark of demo data."""
        fonts = self.layout.fonts
        page.write_string(TITLE, 0, self.said(sheet.title), self.styles.text(fonts.title, fonts.title_size))
        page.set_row(TITLE, fonts.title_size * 1.8)
        note, style = self.said(sheet.note or ""), self.styles.text(fonts.body, self.size)
        if self.demo:
            mark = self.styles.text(fonts.body, self.size, colour="red")
            page.write_rich_string(NOTE, 0, mark, f"【{self.layout.demo_mark}】", style, note or " ")
        else:
            page.write_string(NOTE, 0, note, style)
        page.set_row(NOTE, row_height(1, self.size))

    def said(self, text: str) -> str:
        """A title or note of the layout with its words filled in."""
        return text.format_map(self.words)
