"""An official paper in Word after GB/T 9704-2012: its type area, fonts by name, and paragraphs by the part they play."""

from datetime import datetime
from typing import IO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tracker.labels import PRODUCT
from tracker.report.paper_layout import PaperLayout

CENTERED = ("title", "number", "grade")
SIGNED = ("issuer", "issued")
FLUSH = ("address",)
"""Parts that begin at the margin; all others are indented by two characters."""
RED = RGBColor(0xB8, 0x32, 0x27)
PAGE_NUMBER_SIZE = 14


class Paper:
    """Written downwards; nothing is embedded and nothing points outside the file."""

    def __init__(self, layout: PaperLayout, title: str, made_at: datetime) -> None:
        self._layout = layout
        self._document = Document()
        margins, section = layout.margins, self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(float(margins.top)), Mm(float(margins.bottom))
        section.left_margin, section.right_margin = Mm(float(margins.left)), Mm(float(margins.right))
        section.footer_distance = Mm(float(margins.bottom) - 9)
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = title, PRODUCT, ""
        properties.created = properties.modified = made_at
        for language in self._document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")
        self._document.settings.odd_and_even_pages_header_footer = True
        self._numbered(section.footer.paragraphs[0], ALIGN.RIGHT)
        self._numbered(section.even_page_footer.paragraphs[0], ALIGN.LEFT)

    def mark(self, words: str) -> None:
        """A warning in red above everything."""
        run = self._paragraph(ALIGN.CENTER).add_run(words)
        self._style(run, self._layout.fonts.heading, float(self._layout.foot_size) + 1.5)
        run.font.color.rgb = RED

    def add(self, part: str, text: str) -> None:
        """One part of the notice; line breaks in it begin new paragraphs."""
        fonts, size = self._layout.fonts, float(self._layout.body_size)
        for words in text.splitlines() or [""]:
            paragraph = self._paragraph(ALIGN.JUSTIFY)
            if part in CENTERED:
                paragraph.alignment = ALIGN.CENTER
            elif part in SIGNED:
                paragraph.alignment = ALIGN.RIGHT
                paragraph.paragraph_format.right_indent = Pt(size * 4)
            elif part not in (*FLUSH, "foot"):
                paragraph.paragraph_format.first_line_indent = Pt(size * 2)
            if part == "title":
                size_here, font = float(self._layout.title_size), fonts.title
                paragraph.paragraph_format.line_spacing = Pt(size_here * 1.6)
            elif part == "foot":
                size_here, font = float(self._layout.foot_size), fonts.body
                paragraph.paragraph_format.line_spacing = Pt(size_here * 1.5)
                paragraph.paragraph_format.space_before = Pt(size_here * 2)
            else:
                size_here, font = size, fonts.body
            if part in ("address", "issuer"):
                paragraph.paragraph_format.space_before = Pt(float(self._layout.line))
            paragraph.paragraph_format.keep_with_next = part == "issuer"
            self._style(paragraph.add_run(words), font, size_here)

    def save(self, file: IO[bytes]) -> None:
        self._document.save(file)

    def _paragraph(self, alignment: ALIGN) -> Paragraph:
        paragraph = self._document.add_paragraph()
        shape = paragraph.paragraph_format
        paragraph.alignment = alignment
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(float(self._layout.line))
        return paragraph

    def _style(self, run: Run, font: str, size: float) -> None:
        """Chinese and Latin letters have fonts of their own."""
        run.font.name, run.font.size = self._layout.fonts.digits, Pt(size)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)

    def _numbered(self, paragraph: Paragraph, alignment: ALIGN) -> None:
        """— 1 —, outside on every page."""
        paragraph.alignment = alignment
        for words, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            run = paragraph.add_run(words)
            self._style(run, "宋体", PAGE_NUMBER_SIZE)
            if field:
                simple = OxmlElement("w:fldSimple")
                simple.set(qn("w:instr"), field)
                run._element.addprevious(simple)
                simple.append(run._element)
                run.text = "1"
