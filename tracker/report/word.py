"""A report in Word: headings, paragraphs, tables, and a bookmark round every named figure; the same content, the same bytes."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from tracker.report.figures import repeated
from tracker.report.layout import Align
from tracker.report.paper import SIGNED, Paper
from tracker.report.paper_layout import GridColumn, ReportLayout
from tracker.report.pieces import Said, pieces

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""What every part of the file says of its time: a zip knows no earlier one."""
ALIGNED = {Align.LEFT: ALIGN.LEFT, Align.CENTER: ALIGN.CENTER, Align.RIGHT: ALIGN.RIGHT}
TOGETHER = 8
"""A table of so many rows is not broken across two pages."""
SHADE, LINE = "F1F3F2", "8A94A0"


class Word(Paper):
    """Written downwards, like the paper it is."""

    def __init__(self, layout: ReportLayout, title: str, made_at: datetime) -> None:
        super().__init__(layout, title, made_at)
        self.layout = layout
        self._printed: Counter[str] = Counter()
        self._marks, self._break_next = 0, False

    @property
    def marks(self) -> int:
        """How many figures have been marked so far."""
        return self._marks

    def say(self, words: Said, part: str = "body", *, space: float | None = None) -> None:
        """One paragraph; `space` = points above it, where not as usual.

        `part` = title, heading, subheading, address, body, issuer, issued, note, flush, centered or caption.
        """
        layout = self.layout
        body = float(layout.body_size)
        size = {"title": float(layout.title_size), "note": float(layout.foot_size)}.get(part, body)
        paragraph = self._paragraph(ALIGN.JUSTIFY)
        shape = paragraph.paragraph_format
        shape.line_spacing = Pt({"title": size * 1.6, "note": size * 1.5}.get(part, float(layout.line)))
        if part in ("title", "caption", "centered"):
            paragraph.alignment = ALIGN.CENTER
        elif part in SIGNED:
            paragraph.alignment = ALIGN.RIGHT
            shape.right_indent = Pt(body * 4)
        elif part in ("heading", "subheading", "body"):
            shape.first_line_indent = Pt(size * 2)
        if part in ("address", "issuer", "note") or space:
            shape.space_before = Pt(float(layout.line) if space is None else space)
        # Whoever signs does not stand alone on a page.
        shape.keep_with_next = part in ("heading", "subheading", "caption", "issuer")
        self._print(paragraph, words, self._face(part), size, layout.tracking if size == body else 0)

    def space(self, points: float) -> None:
        """An empty line of this height."""
        self._paragraph(ALIGN.LEFT).paragraph_format.line_spacing = Pt(points)

    def new_page(self) -> None:
        """What follows begins on a page of its own."""
        self._break_next = True

    def turn(self) -> None:
        """What follows stands on landscape pages, their head where the left margin was."""
        before = self._document.sections[-1]
        margins = before.left_margin, before.top_margin, before.right_margin, before.bottom_margin
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = before.page_height, before.page_width
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = margins

    def under_every_page(self, words: str) -> None:
        """A line below the page number of every page."""
        section = self._document.sections[0]
        for foot in (section.footer, section.even_page_footer):
            paragraph = foot.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            self._style(paragraph.add_run(words), self.layout.fonts.body, float(self.layout.foot_size) - 1.5)

    def grid(self, columns: Sequence[GridColumn], rows: Iterable[Sequence[Said]]) -> None:
        """A table whose heading is repeated on every page and whose rows are never broken across two.

        One of few rows stays on one page as a whole.
        """
        rows = list(rows)
        table = self._document.add_table(rows=0, cols=len(columns))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _borders(table._tbl.tblPr)
        for column, grid_column in zip(columns, table._tbl.tblGrid.gridCol_lst, strict=True):
            grid_column.w = Mm(float(column.width))
        self._row(table.add_row(), columns, [pieces(column.heading) for column in columns], heading=True)
        for row in rows:
            self._row(table.add_row(), columns, row)
        if len(rows) <= TOGETHER:
            for paragraph in (one for cell in table._cells[: -len(columns)] for one in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True
        self.space(float(self.layout.table_line) / 2)

    def figures(self, shown: Sequence[tuple[Said, Said]], width: float, size: float) -> None:
        """A few figures in large type, each below its word; `width` of each in millimetres."""
        table = self._document.add_table(rows=2, cols=len(shown))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _borders(table._tbl.tblPr)
        for grid_column in table._tbl.tblGrid.gridCol_lst:
            grid_column.w = Mm(width)
        for row, at in zip(table.rows, (0, 1), strict=True):
            _row_property(row._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, pair in zip(row.cells, shown, strict=True):
                cell.width = Mm(width)
                if at == 0:
                    _shade(cell, SHADE)
                self._cell(cell, pair[at], ALIGN.CENTER, self.layout.fonts.heading, size=size if at else 0)
        self.space(float(self.layout.table_line) / 2)

    def bar(self, parts: Sequence[tuple[Said, float, str]]) -> None:
        """A row of coloured fields: what stands in each, its width in millimetres, its colour."""
        table = self._document.add_table(rows=1, cols=len(parts))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        row = table.rows[0]
        _row_property(row._tr.get_or_add_trPr(), "w:cantSplit")
        for (words, width, colour), cell, grid_column in zip(
            parts, row.cells, table._tbl.tblGrid.gridCol_lst, strict=True
        ):
            grid_column.w = cell.width = Mm(width)
            _shade(cell, colour)
            self._cell(cell, words, ALIGN.CENTER, self.layout.fonts.heading, white=True)
        self.space(float(self.layout.table_line) / 2)

    def finished(self, stamp: str) -> bytes:
        """The file; `stamp` says in its properties which state it shows."""
        self._document.core_properties.keywords = stamp
        # The template's own picture of itself.
        package = self._document.part.package
        for number, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                package.rels.pop(number)
        file = BytesIO()
        self.save(file)
        return _timeless(file.getvalue())

    def _paragraph(self, alignment: ALIGN) -> Paragraph:
        paragraph = super()._paragraph(alignment)
        if self._break_next:
            paragraph.paragraph_format.page_break_before = True
            self._break_next = False
        return paragraph

    def _face(self, part: str) -> str:
        fonts = self.layout.fonts
        return {
            "title": fonts.title,
            "heading": fonts.heading,
            "subheading": fonts.subheading,
            "caption": fonts.heading,
            "flush": fonts.heading,
        }.get(part, fonts.body)

    def _print(
        self,
        paragraph: Paragraph,
        words: Said,
        face: str,
        size: float,
        tracking: int = 0,
        *,
        white: bool = False,
    ) -> None:
        for piece in words:
            run = paragraph.add_run(piece.text)
            self._style(run, face, size)
            if tracking:
                _track(run._element, tracking)
            if white:
                run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
            if piece.figure:
                self._printed[piece.figure] += 1
                _bookmark(run._element, self._marks, repeated(piece.figure, self._printed[piece.figure]))
                self._marks += 1

    def _row(
        self, row: _Row, columns: Sequence[GridColumn], cells: Sequence[Said], *, heading: bool = False
    ) -> None:
        properties = row._tr.get_or_add_trPr()
        _row_property(properties, "w:cantSplit")
        if heading:
            _row_property(properties, "w:tblHeader")
        for column, cell, words in zip(columns, row.cells, cells, strict=True):
            cell.width = Mm(float(column.width))
            if heading:
                _shade(cell, SHADE)
            fonts = self.layout.fonts
            alignment = ALIGN.CENTER if heading else ALIGNED[column.align]
            self._cell(cell, words, alignment, fonts.heading if heading else fonts.body)

    def _cell(
        self,
        cell: _Cell,
        words: Said,
        alignment: ALIGN,
        face: str,
        *,
        size: float = 0,
        white: bool = False,
    ) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = alignment
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(size * 1.3 if size else float(self.layout.table_line))
        self._print(paragraph, words, face, size or float(self.layout.table_size), white=white)


def _bookmark(run: BaseOxmlElement, number: int, name: str) -> None:
    for tag, put in (("w:bookmarkStart", run.addprevious), ("w:bookmarkEnd", run.addnext)):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), name)
        put(element)


def _track(run: BaseOxmlElement, twentieths: int) -> None:
    """So much wider or closer than the font has it."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    after = ("w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "lang")
    run.get_or_add_rPr().insert_element_before(spacing, *(f"w:{name}" for name in after))


def _row_property(properties: BaseOxmlElement, tag: str) -> None:
    properties.append(OxmlElement(tag))


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.removeprefix("#"))):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _borders(properties: BaseOxmlElement) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The order of these is part of the format.
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _timeless(content: bytes) -> bytes:
    """The same parts without the time at which they were packed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, FIRST_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return file.getvalue()
