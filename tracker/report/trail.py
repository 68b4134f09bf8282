"""Rows of the audit trail as a workbook or CSV file: filters and both heads on it, and no text that becomes a formula."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from tracker.audit.heads import Heads, heads_in_words
from tracker.labels import PRODUCT
from tracker.report.book import Book, LongText
from tracker.report.layout import Content, load_layout
from tracker.report.rows import listed
from tracker.report.table import LEADS_A_FORMULA, annex, table

LAYOUT = Path(__file__).parents[2] / "reports" / "audit.yaml"


class TrailRow(NamedTuple):
    """One record of either chain in words."""

    seq: int
    id: str
    batch: str
    recorded_at: str
    kind: str
    by: str
    role: str
    unit: str
    subject: str
    content: str
    effective_on: date
    standing: str
    clock: str
    hash: str
    prev: str


class Trail(NamedTuple):
    """What an export says of itself, and its rows."""

    name: str
    """Of the chain."""
    filters: str
    heads: Heads
    made_at: datetime
    """Naive UTC."""
    rows: Sequence[TrailRow]


FIELDS = {
    **dict.fromkeys(Content, frozenset[str]()),
    Content.TRAIL: frozenset(TrailRow._fields),
    Content.ANNEX: frozenset(LongText._fields),
}


def as_workbook(trail: Trail, demo: bool, layout: Path = LAYOUT) -> bytes:
    """Raises LayoutRefused when the layout has mistakes."""
    loaded = load_layout(layout, FIELDS)
    count = f"{len(trail.rows)} 条"
    words = {"document": trail.name, "period": trail.filters, "quarter": count, "as_of": _made(trail)}
    words |= {"against": "", "of_unit": ""}
    properties = {"title": f"{trail.name}清单", "author": PRODUCT, "created": trail.made_at}
    book = Book(loaded.layout, words, demo, properties, heads_in_words(trail.heads))
    for sheet in loaded.layout.sheets:
        if sheet.content is Content.TRAIL:
            table(book, sheet, listed(TrailRow, trail.rows))
        elif sheet.content is Content.ANNEX:
            annex(book, sheet)
    return book.finish()


def as_csv(trail: Trail, demo: bool, layout: Path = LAYOUT) -> bytes:
    """The columns of the workbook's table below a line that says what this is and which heads it goes with."""
    loaded = load_layout(layout, FIELDS)
    columns = next(sheet.columns for sheet in loaded.layout.sheets if sheet.content is Content.TRAIL)
    text = io.StringIO()
    writer = csv.writer(text)
    about = [f"{trail.name}清单", trail.filters, f"{len(trail.rows)} 条", f"{_made(trail)}导出"]
    marks = [loaded.layout.demo_mark] if demo else []
    writer.writerow(["，".join([*about, heads_in_words(trail.heads), *marks])])
    writer.writerow([column.heading for column in columns])
    for row in trail.rows:
        writer.writerow([_harmless(getattr(row, column.field)) for column in columns])
    # The mark tells spreadsheets that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    """A spreadsheet makes a formula of a CSV field that starts like one; an apostrophe keeps it text."""
    # Full-width signs lead one too where Chinese is typed.
    first = unicodedata.normalize("NFKC", value.lstrip()[:1]) if isinstance(value, str) else ""
    leads = first in (*LEADS_A_FORMULA,)
    return f"'{value}" if leads else value


def _made(trail: Trail) -> str:
    return f"{trail.made_at:%Y-%m-%d %H:%M:%S}（UTC）"
