"""Simple forms to be filled in: one sheet with headings and drop-downs, and one that explains it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import xlsxwriter

from tracker.labels import COLOURS, FONTS


@dataclass(frozen=True)
class Column:
    """A column of a form; with `choices` the cells below the heading offer them as a drop-down."""

    heading: str
    width: int = 12
    choices: tuple[str, ...] = ()
    given: bool = False
    """Filled in by us; shaded, and not asked for."""


def write_form(
    target: Path | IO[bytes],
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    notes: Sequence[str],
) -> None:
    """A workbook of one sheet to fill and one that explains it; the heading stands in the fourth row."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet, help_sheet = book.add_worksheet(title[:31]), book.add_worksheet("填写说明")
        plain = {"font_name": FONTS[1], "font_size": 10, "font_color": COLOURS["ink"], "valign": "vcenter"}
        boxed = plain | {"border": 1, "border_color": COLOURS["hairline"]}
        given = book.add_format(boxed | {"num_format": "@", "text_wrap": True, "bg_color": COLOURS["ground"]})
        empty = book.add_format(boxed)
        heading = book.add_format(
            boxed | {"bold": True, "font_color": "#FFFFFF", "bg_color": COLOURS["brand"], "text_wrap": True}
        )
        sheet.write_string(0, 0, title, book.add_format(plain | {"bold": True, "font_size": 14}))
        sheet.write_string(
            1, 0, "填写方法见“填写说明”。", book.add_format(plain | {"font_color": COLOURS["ink2"]})
        )
        for at, note in enumerate(notes):
            help_sheet.write_string(at, 0, note, book.add_format(plain | {"text_wrap": True}))
        help_sheet.set_column(0, 0, 90)
        top, last = 3, 3 + len(rows)
        choices_at = len(notes) + 1
        for column, about in enumerate(columns):
            sheet.set_column(column, column, about.width)
            sheet.write_string(top, column, about.heading, heading)
            for row, line in enumerate(rows, start=top + 1):
                if about.given:
                    sheet.write_string(row, column, line[column], given)
                else:
                    sheet.write_blank(row, column, None, empty)
            if about.choices and rows:
                for number, choice in enumerate(about.choices):
                    help_sheet.write_string(choices_at + number, 0, choice, book.add_format(plain))
                # A range in the same book: WPS keeps it where it loses a typed list.
                source = f"='填写说明'!$A${choices_at + 1}:$A${choices_at + len(about.choices)}"
                sheet.data_validation(top + 1, column, last, column, {"validate": "list", "source": source})
                choices_at += len(about.choices) + 1
        sheet.freeze_panes(top + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_footer("&C第 &P 页 共 &N 页")
