"""The formats of a workbook, each made once."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from tracker.labels import COLOURS
from tracker.report.cells import INK, TINT
from tracker.report.layout import Fonts

HEADING_GROUND = "#E8F0EC"


class Styles:
    def __init__(self, book: Workbook, fonts: Fonts) -> None:
        self._book, self.fonts = book, fonts
        self._made: dict[object, Format] = {}

    def get(self, **properties: Any) -> Format:
        """The format with these properties of the library; equal properties give the same format."""
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def text(self, font: str, size: float, colour: str = "ink", **more: Any) -> Format:
        """Words outside a table; `colour` is a name of labels.COLOURS."""
        return self.get(font_name=font, font_size=size, font_color=COLOURS[colour], valign="vcenter", **more)

    def heading(self) -> Format:
        return self.text(
            self.fonts.heading,
            float(self.fonts.body_size),
            align="center",
            text_wrap=True,
            border=1,
            border_color=COLOURS["grey"],
            bg_color=HEADING_GROUND,
        )

    def toned_heading(self, tone: str) -> Format:
        return self.text(
            self.fonts.heading,
            float(self.fonts.body_size),
            align="center",
            border=1,
            border_color=COLOURS["grey"],
            bg_color=TINT[tone],
        )

    def cell(self, align: str, number_format: str | None = None, **more: Any) -> Format:
        """One cell of a table; text wraps, figures do not."""
        key = (align, number_format, *more)
        if key not in self._made:
            shape: dict[str, Any] = {"num_format": number_format} if number_format else {"text_wrap": True}
            if align == "right":
                shape["indent"] = 1
            shape |= {"border": 1, "border_color": COLOURS["grey"], **more}
            self._made[key] = self.text(self.fonts.body, float(self.fonts.body_size), align=align, **shape)
        return self._made[key]

    def tone(self, tone: str) -> Format:
        """What a coloured word adds to its cell."""
        return self.get(font_color=INK[tone], bg_color=TINT[tone])
