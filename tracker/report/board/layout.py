"""What the board looks like, read from reports/board.yaml: its words, its sections in their order, their columns."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from tracker.model import Frozen, Text
from tracker.plan.complaints import Reading
from tracker.problems import Problem
from tracker.report.codes import problem
from tracker.report.layout import ITEM, Align, in_order, read_as, sound, unknown_words

FILE = Path(__file__).parents[3] / "reports" / "board.yaml"
WORDS = frozenset({"documents", "as_of"})
"""What may stand in braces in a title or note."""


class Content(StrEnum):
    LIGHTS = "lights"
    TARGETS = "targets"
    DUE = "due"
    UNITS = "units"
    CHANGES = "changes"
    LEDGER = "ledger"


class Column(Frozen):
    field: Text
    heading: Text
    width: Decimal = Field(gt=0, le=100)
    """Its share of the table, beside those of the other columns."""
    align: Align = Align.LEFT


class Section(Frozen):
    content: Content
    title: Text
    note: Text | None = None
    empty: Text = "没有内容。"
    columns: tuple[Column, ...] = Field(min_length=1)


class BoardLayout(Frozen):
    fonts: tuple[Text, ...] = Field(min_length=1)
    """Names only, the first that a machine has is used."""
    size: int = Field(ge=9, le=24)
    """Of the letters, in pixels."""
    title: Text
    note: Text
    demo_mark: Text
    heads: Text
    foot: Text
    landscape: bool = True
    sections: tuple[Section, ...] = Field(min_length=1)


Fields = Mapping[Content, frozenset[str]]


def load(file: Path, fields: Fields) -> BoardLayout:
    """Raises LayoutRefused with every mistake at once; `fields` are the columns that each content can fill."""
    return sound(file, lambda data, name: read(data, name, fields))


def read(data: bytes, file: str, fields: Fields) -> tuple[BoardLayout | None, list[Problem]]:
    """None when too much is missing; every mistake found so far is reported all the same."""
    layout, reading = read_as(BoardLayout, data, file)
    if layout is not None:
        reading.problems += _checks(layout, reading, fields)
    return layout, in_order(reading.problems)


def _checks(layout: BoardLayout, reading: Reading, fields: Fields) -> Iterator[Problem]:
    said = {"title": layout.title, "note": layout.note, "foot": layout.foot}
    for number, section in enumerate(layout.sections):
        at = f"sections.{number}."
        said |= {f"{at}title": section.title} | ({f"{at}note": section.note} if section.note else {})
        for index, column in enumerate(section.columns):
            if column.field not in fields[section.content]:
                place = reading.places[ITEM, f"{at}columns.{index}.field"]
                choices = "、".join(sorted(fields[section.content]))
                yield problem("report.unknown-field", place, field=column.field, choices=choices)
    for path, text in said.items():
        yield from unknown_words(text, reading.places[ITEM, path], WORDS)
