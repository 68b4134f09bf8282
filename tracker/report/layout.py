"""What a workbook looks like, read from reports/*.yaml: sheets, headings, widths, number formats, paper."""

import re
import string
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, reduce
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field

from tracker.model import Frozen, Text
from tracker.plan.complaints import Reading, UnreadError
from tracker.plan.fields import Reader as PlanReader
from tracker.plan.nodes import compose
from tracker.plan.source import read_text
from tracker.plan.syntax import BrokenYamlError
from tracker.problems import Place, Problem, has_errors
from tracker.report.codes import problem

ITEM = "layout"
Read = TypeVar("Read", bound=BaseModel)
WORDS = frozenset({"document", "period", "quarter", "as_of", "against", "of_unit"})
"""What may stand in braces in a title, note, heading or name of a sheet."""
LONGEST_WORDS = {"against": "2025年前三季度"}
"""Words that may stand in the name of a sheet, at their longest."""

_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")


class Content(StrEnum):
    """What a sheet shows; the columns it may have are the fields of its rows."""

    COVER = "cover"
    LEDGER = "ledger"
    DUE = "due"
    TARGETS = "targets"
    UNITS = "units"
    CHANGES = "changes"
    SUPERVISION = "supervision"
    FILED = "filed"
    CHECKS = "checks"
    CHARTS = "charts"
    BASIS = "basis"
    ANNEX = "annex"
    TRAIL = "trail"
    SCORES = "scores"
    INPUTS = "inputs"
    LACKING = "lacking"
    PROOFS = "proofs"


class Paper(StrEnum):
    A3 = "A3"
    A4 = "A4"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Palette(StrEnum):
    """Whose words are coloured in a column."""

    LIGHT = "light"
    ITEM = "item"
    TARGET = "target"
    FRESHNESS = "freshness"
    CHANGE = "change"
    LINE = "line"
    SUPERVISION = "supervision"
    CHECK = "check"


class Column(Frozen):
    field: Text
    heading: Text
    width: Decimal = Field(ge=2, le=120)
    """In widths of a digit; a Chinese character at the body's size takes about two."""
    align: Align = Align.LEFT
    format: Text | None = None
    """Excel number format for figures and dates that carry no unit of their own."""
    colours: Palette | None = None
    only_with_data: bool = False
    """Leave the column out when no row has anything in it."""
    total: bool = False


class Leaf(Frozen):
    """What every sheet has."""

    name: Text
    title: Text
    note: Text | None = None
    paper: Paper = Paper.A3
    portrait: bool = False
    frozen_columns: int = Field(default=0, ge=0, le=10)


class Sheet(Leaf):
    content: Content
    columns: tuple[Column, ...] = ()
    every_period: bool = False
    """Of reports that were filed: those of all periods, not of this one alone."""


class Fonts(Frozen):
    """Names only, nothing is embedded; sizes in points."""

    title: Text
    heading: Text
    body: Text
    cover_size: int = Field(default=22, ge=8, le=40)
    title_size: int = Field(default=18, ge=8, le=40)
    body_size: Decimal = Field(default=Decimal("10.5"), ge=6, le=20)


class Look(Frozen):
    """What every workbook has."""

    fonts: Fonts
    date_format: Text = "yyyy-mm-dd"
    demo_mark: Text
    signatures: tuple[Text, ...] = ()
    """To be filled in by hand, at the foot of a cover or a table."""


class Layout(Look):
    sheets: tuple[Sheet, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Loaded:
    """A layout without mistakes, and the fingerprint of its file."""

    layout: Layout
    fingerprint: str


class LayoutRefused(Exception):  # noqa: N818
    """The report cannot be written until its layout has been mended; `problems` say where and how."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(map(str, problems)))
        self.problems = problems


Fields = Mapping[Content, frozenset[str]]


def load_layout(file: Path, fields: Fields) -> Loaded:
    """Raises LayoutRefused with every mistake at once; `fields` are the columns that each content can fill."""
    if not file.is_file():
        raise LayoutRefused([problem("report.missing", Place(file.name), name=file.name)])
    stat = file.stat()
    return _loaded(file, (stat.st_mtime_ns, stat.st_size), tuple(fields.items()))


@lru_cache(maxsize=8)
def _loaded(file: Path, _stamp: object, fields: tuple[tuple[Content, frozenset[str]], ...]) -> Loaded:
    data = file.read_bytes()
    layout, problems = read_layout(data, file.name, dict(fields))
    if layout is None or has_errors(problems):
        raise LayoutRefused(problems)
    return Loaded(layout, sha256(data).hexdigest())


def read_layout(data: bytes, file: str, fields: Fields) -> tuple[Layout | None, list[Problem]]:
    """None when too much is missing to check the rest; every mistake found so far is reported all the same."""
    layout, reading = read_as(Layout, data, file)
    if layout is not None:
        reading.problems += _checks(layout, reading, fields)
    return layout, in_order(reading.problems)


def sound(file: Path, read: Callable[[bytes, str], tuple[Read | None, list[Problem]]]) -> Read:
    """The layout in a file as `read` reads it. Raises LayoutRefused with every mistake at once."""
    if not file.is_file():
        raise LayoutRefused([problem("report.missing", Place(file.name), name=file.name)])
    layout, problems = read(file.read_bytes(), file.name)
    if layout is None or has_errors(problems):
        raise LayoutRefused(problems)
    return layout


def read_as(kind: type[Read], data: bytes, file: str) -> tuple[Read | None, Reading]:
    """A file of reports/ as `kind`, and what is wrong with its form so far."""
    reading = Reading()
    text, problems = read_text(data, file)
    reading.problems += problems
    if text is None:
        return None, reading
    try:
        root, problems = compose(text, file)
        reading.problems += problems
        if root is None:
            reading.problems.append(problem("report.empty", Place(file)))
            return None, reading
        return PlanReader(reading, set(), {}).model(kind, root, ITEM), reading
    except BrokenYamlError as error:
        reading.problems.append(error.problem)
    except UnreadError:
        pass
    return None, reading


def in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: (one.place.line or 0, one.place.column or 0))


def _checks(layout: Layout, reading: Reading, fields: Fields) -> Iterator[Problem]:
    def place(path: str) -> Place:
        return reading.places[ITEM, path]

    if reason := bad_number_format(layout.date_format):
        yield problem("report.number-format", place("date_format"), text=layout.date_format, reason=reason)
    yield from leaf_checks(layout.sheets, reading, WORDS)
    for number, sheet in enumerate(layout.sheets):
        at = f"sheets.{number}."
        known = fields[sheet.content]
        if bool(known) != bool(sheet.columns):
            code = "report.no-columns" if known else "report.needless-columns"
            yield problem(code, place(at + "content"), name=sheet.name)
            continue
        for index, column in enumerate(sheet.columns):
            here = f"{at}columns.{index}."
            yield from unknown_words(column.heading, place(here + "heading"), WORDS)
            if column.field not in known:
                choices = "、".join(sorted(known))
                yield problem(
                    "report.unknown-field", place(here + "field"), field=column.field, choices=choices
                )
            if column.format and (reason := bad_number_format(column.format)):
                yield problem(
                    "report.number-format", place(here + "format"), text=column.format, reason=reason
                )


def leaf_checks(
    sheets: Sequence[Leaf], reading: Reading, known: Collection[str], taken: Collection[str] = ()
) -> Iterator[Problem]:
    """Names that a spreadsheet takes, titles and notes without unknown words; `taken` names are not free."""
    names = {name.lower() for name in taken}
    for number, sheet in enumerate(sheets):
        at = f"sheets.{number}."
        name = reduce(
            lambda name, word: name.replace(f"{{{word}}}", LONGEST_WORDS[word]), LONGEST_WORDS, sheet.name
        )
        if len(name) > 31 or _BAD_IN_SHEET_NAME.search(name) or sheet.name.lower() in names:
            yield problem("report.sheet-name", reading.places[ITEM, at + "name"], name=sheet.name)
        names.add(sheet.name.lower())
        yield from unknown_words(
            sheet.name, reading.places[ITEM, at + "name"], set(known) & set(LONGEST_WORDS)
        )
        for path, text in (("title", sheet.title), ("note", sheet.note or "")):
            yield from unknown_words(text, reading.places[ITEM, at + path], known)


def unknown_words(text: str, place: Place, known: Collection[str]) -> Iterator[Problem]:
    for word in sorted(_words(text) - set(known)):
        yield problem("report.unknown-word", place, word=word, choices="、".join(sorted(known)))


def _words(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def bad_number_format(text: str) -> str:
    """Why a spreadsheet would want to repair a file with this number format; empty when it would not."""
    outside = re.sub(r'"[^"]*"|\\.', "", text)
    if '"' in outside:
        return "引号没有成对"
    if outside.count("[") != outside.count("]"):
        return "方括号没有成对"
    if outside.count(";") > 3:
        return "分号最多三个"
    if re.search(r"[\u4e00-\u9fff]", outside):
        return "汉字要放在双引号里"
    return ""
