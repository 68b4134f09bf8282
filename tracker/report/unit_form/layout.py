"""What the form looks like, read from reports/unit-form.yaml: its sheets, headings, widths and hints."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from tracker.model import Frozen, Text
from tracker.plan.complaints import Reading
from tracker.problems import Problem
from tracker.records.disk import stamp
from tracker.records.typed import folded
from tracker.records.unit_form import (
    CHOICES_SHEET,
    ENTRIES,
    GUIDE_SHEET,
    KEY_HEADING,
    REGISTER_SHEET,
    TITLE,
    TO_MEND,
    Part,
)
from tracker.report.codes import problem
from tracker.report.layout import (
    ITEM,
    Column,
    Leaf,
    Look,
    Paper,
    bad_number_format,
    in_order,
    leaf_checks,
    read_as,
    sound,
    unknown_words,
)
from tracker.report.unit_form.lines import GIVEN

WORDS = frozenset({"unit", "period", "window", "demo", "led", "shared", "readings", "items"})
"""What may stand in braces in a title, note or line."""
NEEDED = {
    Part.PROGRESS: ("text",),
    Part.READING: ("period", "value", "status", "source"),
    Part.COMPLETION: ("completed_on", "note"),
    Part.EVIDENCE: ("document_number",),
}
"""Without these columns no row could be taken."""


class FormColumn(Column):
    hint: Text | None = None
    """Shown when a cell of the column is chosen."""


class FormSheet(Leaf):
    part: Part
    paper: Paper = Paper.A4
    columns: tuple[FormColumn, ...] = Field(min_length=1)


class Guide(Frozen):
    title: Text
    lines: tuple[Text, ...] = Field(min_length=1)


class FormLayout(Look):
    guide: Guide
    sheets: tuple[FormSheet, ...] = Field(min_length=1)


def load_form_layout(file: Path) -> FormLayout:
    """Raises LayoutRefused with every mistake at once."""
    return _loaded(file, stamp(file))


@lru_cache(maxsize=4)
def _loaded(file: Path, _stamp: object) -> FormLayout:
    return sound(file, read_form_layout)


def read_form_layout(data: bytes, file: str) -> tuple[FormLayout | None, list[Problem]]:
    """None when too much is missing to check the rest."""
    layout, reading = read_as(FormLayout, data, file)
    if layout is not None:
        reading.problems += _checks(layout, reading)
    return layout, in_order(reading.problems)


def _checks(layout: FormLayout, reading: Reading) -> Iterator[Problem]:
    places = reading.places
    if reason := bad_number_format(layout.date_format):
        yield problem(
            "report.number-format", places[ITEM, "date_format"], text=layout.date_format, reason=reason
        )
    yield from unknown_words(layout.guide.title, places[ITEM, "guide.title"], WORDS)
    for line in layout.guide.lines:
        yield from unknown_words(line, places[ITEM, "guide.lines"], WORDS)
    taken = (GUIDE_SHEET, CHOICES_SHEET, REGISTER_SHEET, TO_MEND)
    yield from leaf_checks(layout.sheets, reading, WORDS, taken)
    for number, sheet in enumerate(layout.sheets):
        yield from _columns(sheet, f"sheets.{number}.", reading)


def _columns(sheet: FormSheet, at: str, reading: Reading) -> Iterator[Problem]:
    known = {*GIVEN[sheet.part], *ENTRIES[sheet.part]}
    headings = {KEY_HEADING}
    for index, column in enumerate(sheet.columns):
        here = f"{at}columns.{index}."
        if column.field not in known:
            choices = "、".join(sorted(known))
            place = reading.places[ITEM, here + "field"]
            yield problem("report.unknown-field", place, field=column.field, choices=choices)
        if folded(column.heading) in headings:
            yield problem(
                "report.heading-twice", reading.places[ITEM, here + "heading"], heading=column.heading
            )
        headings.add(folded(column.heading))
    present = {column.field for column in sheet.columns}
    for field in (TITLE[sheet.part], *NEEDED[sheet.part]):
        if field not in present:
            place = reading.places[ITEM, at + "columns"]
            yield problem("report.column-needed", place, name=sheet.name, field=field)
