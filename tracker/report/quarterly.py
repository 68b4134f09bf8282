"""The quarterly workbook: one quarter's report beside the one before, as `reports/quarterly.yaml` lays it out."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import polars as pl

from tracker import queries
from tracker.audit.heads import Heads, heads, heads_in_words
from tracker.changes import previous
from tracker.labels import PRODUCT
from tracker.periods import Quarter
from tracker.queries.documents import documents
from tracker.queries.scope import HOME, Scope
from tracker.report.basis import BasisRow, basis
from tracker.report.book import Book, LongText
from tracker.report.charts import charts
from tracker.report.cover import cover
from tracker.report.layout import Content, Loaded, load_layout
from tracker.report.ledger import LedgerRow, ledger
from tracker.report.table import annex, table
from tracker.report.tables import ChangeRow, DueRow, TargetRow, UnitRow, changed, due, targets, units
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

LAYOUT = Path(__file__).parents[2] / "reports" / "quarterly.yaml"
FIELDS = {
    **dict.fromkeys(Content, frozenset[str]()),
    Content.COVER: frozenset[str](),
    Content.CHARTS: frozenset[str](),
    Content.LEDGER: frozenset(LedgerRow._fields),
    Content.DUE: frozenset(DueRow._fields),
    Content.TARGETS: frozenset(TargetRow._fields),
    Content.UNITS: frozenset(UnitRow._fields),
    Content.CHANGES: frozenset(ChangeRow._fields),
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
    Content.CHARTS: "light_counts units counted_targets",
}


def write(
    workspace: Workspace,
    quarter: Quarter,
    target: Path | BinaryIO,
    layout: Path = LAYOUT,
    known_at: datetime | None = None,
    scope: Scope = HOME,
) -> None:
    """Write the report on a quarter; the same plan, chains, lock and instant give the same cells.

    `known_at` (naive UTC) holds for a quarter that is not locked; without it everything recorded counts. `scope` = the
    documents it is about, by default those of the home jurisdiction.
    Raises LayoutRefused when the layout has mistakes, OSError when `target` cannot be written.
    """
    whole = workspace.report(quarter, known_at)
    before = scope.of(previous(workspace, whole))
    ends = heads(workspace, whole.clock.known_at)
    content = compose(scope.of(whole), before, load_layout(layout, FIELDS), ends)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def compose(now: Snapshot, before: Snapshot, loaded: Loaded, ends: Heads) -> bytes:
    """The workbook of two judged states; `ends` are the heads to print on it."""
    quarter, (_, demo) = Quarter.of(now.clock.as_of), queries.opening(now)
    tasks = ledger(now)
    words = {
        "document": _documents(now),
        "period": quarter.label,
        "quarter": str(quarter),
        "as_of": day(now.clock.as_of),
    }
    # Nothing is taken from the wall clock: the instant known is part of what was asked for.
    properties = {
        "title": f"{words['document']}{quarter.label}",
        "author": PRODUCT,
        "created": now.clock.known_at,
    }
    book = Book(loaded.layout, words, demo, properties, heads_in_words(ends))
    _fill(book, now, before, loaded, tasks)
    return book.finish()


def _fill(book: Book, now: Snapshot, before: Snapshot, loaded: Loaded, tasks: list[LedgerRow]) -> None:
    sheets = [
        (sheet.name, QUESTIONS[sheet.content]) for sheet in loaded.layout.sheets if sheet.content in QUESTIONS
    ]
    goals, bodies, moves = targets(now), units(now), changed(now, before)
    for sheet in loaded.layout.sheets:
        match sheet.content:
            case Content.COVER:
                cover(book, sheet, now, moves)
            case Content.LEDGER:
                table(book, sheet, tasks)
            case Content.DUE:
                table(book, sheet, due(now))
            case Content.TARGETS:
                table(book, sheet, goals)
            case Content.UNITS:
                table(book, sheet, bodies)
            case Content.CHANGES:
                table(book, sheet, moves)
            case Content.CHARTS:
                charts(book, sheet, now, goals, bodies)
            case Content.BASIS:
                table(book, sheet, basis(now, before, loaded.fingerprint, sheets))
            case Content.ANNEX:
                annex(book, sheet)


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
