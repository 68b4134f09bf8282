"""A workbook on its way: its sheets with their print set-up, titles and notes, and texts kept for the annex."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker.report.cells import row_height
from tracker.report.layout import Content, Leaf, Look, Paper
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


class Placed(NamedTuple):
    """Where a table stands, so that another sheet can count it again."""

    sheet: str
    first: int
    last: int
    """Rows as a spreadsheet numbers them."""
    letters: Mapping[str, str]
    """Field -> letter of the column that shows it."""
    tallies: Mapping[str, Mapping[str, int]]
    """Field of a coloured column -> how often each of its texts was written."""
    totals: Mapping[str, float]
    """Field of a column with a total -> what it came to."""

    def cells(self, field: str) -> str | None:
        """The range of a field, None where no column shows it."""
        letter = self.letters.get(field)
        name = self.sheet.replace("'", "''")
        return letter and f"'{name}'!${letter}${self.first}:${letter}${self.last}"


class Book:
    """`words` fill the braces in titles and notes; `demo` marks every sheet, `heads` stand in the foot of every page.

    With a `spill` folder rows leave the memory as soon as they are written, so each has to be written after those above.
    """

    def __init__(
        self,
        layout: Look,
        words: Mapping[str, str],
        demo: bool,
        properties: Mapping[str, object],
        heads: str,
        spill: Path | None = None,
    ) -> None:
        self._buffer: BytesIO | Path = spill / "workbook.xlsx" if spill else BytesIO()
        self.layout, self.words, self.demo, self.heads = layout, words, demo, heads
        options = (
            OPTIONS | {"in_memory": False, "constant_memory": True, "tmpdir": str(spill)}
            if spill
            else OPTIONS
        )
        self._spills = spill is not None
        self.workbook = Workbook(str(self._buffer) if spill else self._buffer, options)
        self.workbook.set_properties(dict(properties))
        self.styles = Styles(self.workbook, layout.fonts)
        self.size = float(layout.fonts.body_size)
        self.long_texts: list[LongText] = []
        self.placed: dict[Content, list[Placed]] = {}
        """By content of the sheet."""
        self._named: set[str] = set()
        self._kept: dict[str, Worksheet] = {}

    def finish(self) -> bytes:
        self.workbook.close()
        if isinstance(self._buffer, Path):
            return self._buffer.read_bytes()
        return self._buffer.getvalue()

    def name(self, name: str, sheet: str, row: int, column: int) -> None:
        """Give a cell a name of the workbook; of two cells the first keeps it."""
        if name not in self._named:
            self._named.add(name)
            quoted = sheet.replace("'", "''")
            self.workbook.define_name(name, f"='{quoted}'!{xl_rowcol_to_cell(row, column, True, True)}")

    def has_name(self, name: str) -> bool:
        return name in self._named

    def written(self, page: Worksheet, row: int) -> None:
        """The row is complete; where rows are spilled the one before it is on disk and its height can be forgotten."""
        if self._spills:
            page.row_info.pop(row - 1, None)
            page.row_sizes.pop(row - 1, None)

    def keep_place(self, sheet: Leaf) -> None:
        """The sheet comes after those so far, although others are written before it."""
        name = self.said(sheet.name)
        self._kept[name] = self.workbook.add_worksheet(name)

    def page(self, sheet: Leaf) -> Worksheet:
        """An empty sheet with its print set-up."""
        name = self.said(sheet.name)
        page = self._kept.pop(name, None) or self.workbook.add_worksheet(name)
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
