"""The quarterly workbook: one quarter's report beside an earlier one, as `reports/quarterly.yaml` lays it out."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

import polars as pl

from tracker import queries
from tracker.audit.heads import Heads, heads, heads_in_words
from tracker.changes import last_words
from tracker.labels import PRODUCT
from tracker.periods import Quarter
from tracker.queries.documents import documents
from tracker.queries.scope import HOME, Scope
from tracker.report.asked import Asked, stamp
from tracker.report.basis import BasisRow, basis
from tracker.report.book import Book, LongText
from tracker.report.charts import charts
from tracker.report.checks import CheckRow, checks
from tracker.report.cover import cover
from tracker.report.figures import figures
from tracker.report.filed import FiledRow, filed
from tracker.report.layout import Content, Loaded, Sheet, load_layout
from tracker.report.ledger import LedgerRow, ledger
from tracker.report.rows import Rows, listed
from tracker.report.supervision import SupervisionRow, supervision
from tracker.report.table import annex, table
from tracker.report.tables import (
    ChangeRow,
    DueRow,
    TargetRow,
    UnitRow,
    changed,
    due,
    targets,
    unit_rows,
    units,
)
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

LAYOUT = Path(__file__).parents[2] / "reports" / "quarterly.yaml"
STREAMED_ABOVE = 20_000
"""A book with more rows of tasks and reports than this keeps them on disk while it is written."""
FIELDS = {
    **dict.fromkeys(Content, frozenset[str]()),
    Content.COVER: frozenset[str](),
    Content.CHARTS: frozenset[str](),
    Content.LEDGER: frozenset(LedgerRow._fields),
    Content.DUE: frozenset(DueRow._fields),
    Content.TARGETS: frozenset(TargetRow._fields),
    Content.UNITS: frozenset(UnitRow._fields),
    Content.CHANGES: frozenset(ChangeRow._fields),
    Content.SUPERVISION: frozenset(SupervisionRow._fields),
    Content.FILED: frozenset(FiledRow._fields),
    Content.CHECKS: frozenset(CheckRow._fields),
    Content.BASIS: frozenset(BasisRow._fields),
    Content.ANNEX: frozenset(LongText._fields),
    Content.TRAIL: frozenset[str](),
}
QUESTIONS = {
    Content.COVER: "light_counts target_counts counted_items counted_tasks summary_sentence changes",
    Content.LEDGER: "tasks rule_hits counted_items counted_targets",
    Content.DUE: "counted_items",
    Content.TARGETS: "counted_targets",
    Content.UNITS: "units",
    Content.CHANGES: "changes",
    Content.SUPERVISION: "notices instructions extensions close_outs",
    Content.FILED: "filed",
    Content.CHARTS: "light_counts counted_tasks units counted_targets",
}


def write(
    workspace: Workspace,
    quarter: Quarter,
    target: Path | BinaryIO,
    layout: Path = LAYOUT,
    known_at: datetime | None = None,
    scope: Scope = HOME,
    unit: str | None = None,
    against: Quarter | None = None,
) -> None:
    """Write the report on a quarter; the same plan, chains, lock and instant give the same cells.

    `known_at` (naive UTC) holds for a quarter that is not locked; without it everything recorded counts. `scope` = the
    documents it is about, by default those of the home jurisdiction; `unit` = whose tasks, by default everybody's;
    `against` = the earlier quarter that it is compared with, by default the one before.
    Raises LayoutRefused when the layout has mistakes, OSError when `target` cannot be written.
    """
    asked = Asked(quarter, quarter.end, known_at, scope, unit, against)
    now, before = asked.states(workspace)
    ends = heads(workspace, now.clock.known_at)
    content = compose(now, before, load_layout(layout, FIELDS), ends, stamp(asked, now).in_words())
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def compose(now: Snapshot, before: Snapshot, loaded: Loaded, ends: Heads, stamped: str) -> bytes:
    """The workbook of two judged states; `ends` are the heads to print on it, `stamped` says in its properties what it is."""
    tables = {sheet.name: _long(sheet, now) for sheet in loaded.layout.sheets}
    if sum(rows.count for rows in tables.values() if rows) <= STREAMED_ABOVE:
        return _composed(now, before, loaded, ends, stamped, tables, None)
    with TemporaryDirectory() as spill:
        return _composed(now, before, loaded, ends, stamped, tables, Path(spill))


def _long(sheet: Sheet, now: Snapshot) -> Rows | None:
    """The tables that may be long, known by their length before the first row is written."""
    if sheet.content is Content.LEDGER:
        return ledger(now)
    return filed(now, sheet.every_period) if sheet.content is Content.FILED else None


def _composed(
    now: Snapshot,
    before: Snapshot,
    loaded: Loaded,
    ends: Heads,
    stamped: str,
    tables: dict[str, Rows | None],
    spill: Path | None,
) -> bytes:
    quarter, (_, demo) = Quarter.of(now.clock.as_of), queries.opening(now)
    whose = queries.unit_names(now)[now.unit] if now.unit else ""
    words = {
        "document": _documents(now),
        "period": quarter.label,
        "quarter": str(quarter),
        "as_of": day(now.clock.as_of),
        "against": last_words(now, before),
        "of_unit": f"（{whose}）" if whose else "",
    }
    # Nothing is taken from the wall clock: the instant known is part of what was asked for.
    properties = {
        "title": f"{words['document']}{quarter.label}{words['of_unit']}",
        "author": PRODUCT,
        "created": now.clock.known_at,
        "keywords": stamped,
    }
    book = Book(loaded.layout, words, demo, properties, heads_in_words(ends), spill)
    _fill(book, now, before, loaded, tables)
    return book.finish()


def _fill(
    book: Book, now: Snapshot, before: Snapshot, loaded: Loaded, tables: dict[str, Rows | None]
) -> None:
    sheets = [
        (book.said(sheet.name), QUESTIONS[sheet.content])
        for sheet in loaded.layout.sheets
        if sheet.content in QUESTIONS
    ]
    goals, bodies, moves = targets(now), units(now), changed(now, before)
    for sheet in loaded.layout.sheets:
        match sheet.content:
            case Content.COVER:
                cover(book, sheet, now, before, moves)
            case Content.LEDGER | Content.FILED:
                if rows := tables[sheet.name]:
                    table(book, sheet, rows)
            case Content.DUE:
                table(book, sheet, due(now))
            case Content.TARGETS:
                table(book, sheet, listed(TargetRow, goals))
            case Content.UNITS:
                table(book, sheet, unit_rows(now, bodies))
            case Content.CHANGES:
                table(book, sheet, listed(ChangeRow, moves))
            case Content.SUPERVISION:
                table(book, sheet, supervision(now, before))
            case Content.CHARTS:
                charts(book, sheet, now, goals, bodies)
            case Content.BASIS:
                table(book, sheet, listed(BasisRow, basis(now, before, loaded.fingerprint, sheets)))
            case Content.CHECKS:
                # Its place is here; what it counts again may stand further back.
                book.keep_place(sheet)
            case Content.ANNEX:
                annex(book, sheet)
    for sheet in loaded.layout.sheets:
        if sheet.content is Content.CHECKS:
            table(book, sheet, checks(book, figures(now)))


def _documents(now: Snapshot) -> str:
    """What the report is about: the documents of which something is counted; where nothing is, all that were asked for."""
    return cast(str, now.once("documents of the report", lambda: _documents_counted(now)))


def _documents_counted(now: Snapshot) -> str:
    asked = [row for row in documents(now) if now.shows(row["document_id"])]
    counted = set(queries.tasks(now).filter(pl.col("in_force"))["document_id"])
    for rows in (queries.counted_items(now), queries.counted_targets(now)):
        counted |= set(rows["document_id"])
    found = [row for row in asked if row["document_id"] in counted] or asked
    if len(found) == 1:
        return f"《{found[0]['title']}》"
    places = {row["jurisdiction"] for row in found}
    return f"{places.pop() if len(places) == 1 else ''} {len(found)} 份文件".strip() if found else ""
