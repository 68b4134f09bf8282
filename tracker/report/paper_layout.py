"""What every official paper in Word has of its look: fonts by name, sizes, margins, and the mark of demo data."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import floor

from pydantic import Field

from tracker.model import Frozen, Text
from tracker.plan.complaints import Reading
from tracker.problems import Problem
from tracker.report.codes import problem
from tracker.report.layout import ITEM, Align, unknown_words

WIDTH = 210
"""Of a page, in millimetres."""
POINTS_A_MM = Decimal(72) / Decimal("25.4")


class PaperFonts(Frozen):
    title: Text
    heading: Text
    body: Text
    digits: Text
    """Of Latin letters and digits."""


class Margins(Frozen):
    """In millimetres."""

    top: Decimal = Field(ge=0, le=100)
    bottom: Decimal = Field(ge=0, le=100)
    left: Decimal = Field(ge=0, le=80)
    right: Decimal = Field(ge=0, le=80)


class PaperLayout(Frozen):
    """Sizes in points."""

    fonts: PaperFonts
    title_size: Decimal = Field(ge=8, le=40)
    body_size: Decimal = Field(ge=8, le=40)
    foot_size: Decimal = Field(ge=6, le=20)
    line: Decimal = Field(ge=10, le=60)
    margins: Margins
    demo_mark: Text
    title: Text

    @property
    def subheading(self) -> str:
        """The font of headings of the second rank."""
        return self.fonts.heading


class GridColumn(Frozen):
    field: Text
    heading: Text
    width: Decimal = Field(ge=5, le=160)
    """In millimetres."""
    align: Align = Align.LEFT


class Grid(Frozen):
    """A table in the text: its caption, its columns, and what is said where it would have no row."""

    caption: Text
    columns: tuple[GridColumn, ...] = Field(min_length=1)
    empty: Text


class ReportFonts(PaperFonts):
    subheading: Text


class ReportLayout(PaperLayout):
    """A paper about a judged state; its tables are set smaller than its text."""

    fonts: ReportFonts
    table_size: Decimal = Field(ge=6, le=20)
    table_line: Decimal = Field(ge=8, le=40)
    characters: int | None = Field(default=None, ge=20, le=80)
    """So many of the body go on a line, set a little closer or wider for it; None = as many as there is room for."""
    open_mark: Text
    """What stands above a report on a quarter that is not locked."""

    @property
    def subheading(self) -> str:
        return self.fonts.subheading

    @property
    def tracking(self) -> int:
        """What is added to the width of every character of the body, in twentieths of a point."""
        if self.characters is None:
            return 0
        length = (WIDTH - self.margins.left - self.margins.right) * POINTS_A_MM
        return floor((length / self.characters - self.body_size) * 20)


def report_checks(
    layout: ReportLayout,
    parts: Mapping[str, frozenset[str]],
    tables: Mapping[str, Grid],
    fields: Mapping[str, Sequence[str]],
    reading: Reading,
    known: frozenset[str],
) -> Iterator[Problem]:
    """Words in braces that nothing fills, and columns that nothing shows.

    `parts` are the texts with words of their own beside those `known` everywhere; `fields` are what the rows of each
    of the `tables` can show.
    """
    for part, own in parts.items():
        yield from unknown_words(getattr(layout, part), reading.places[ITEM, part], own | known)
    for name, shown in fields.items():
        grid = tables[name]
        for part, text in (("caption", grid.caption), ("empty", grid.empty)):
            yield from unknown_words(text, reading.places[ITEM, f"tables.{name}.{part}"], known)
        for number, column in enumerate(grid.columns):
            if column.field not in shown:
                place = reading.places[ITEM, f"tables.{name}.columns.{number}.field"]
                yield problem("report.unknown-field", place, field=column.field, choices="、".join(shown))
