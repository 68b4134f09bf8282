"""The quarterly workbook: one quarter's report beside the one before, as `reports/quarterly.yaml` lays it out."""

from pathlib import Path
from typing import BinaryIO

from tracker import queries
from tracker.changes import previous
from tracker.labels import PRODUCT
from tracker.periods import Quarter
from tracker.report.basis import BasisRow, basis
from tracker.report.book import Book, LongText
from tracker.report.charts import charts
from tracker.report.cover import cover
from tracker.report.layout import Content, Loaded, load_layout
from tracker.report.ledger import LedgerRow, ledger
from tracker.report.tables import ChangeRow, DueRow, TargetRow, UnitRow, changed, due, targets, units
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

LAYOUT = Path(__file__).parents[2] / "reports" / "quarterly.yaml"
FIELDS = {
    Content.COVER: frozenset[str](),
    Content.CHARTS: frozenset[str](),
    Content.LEDGER: frozenset(LedgerRow._fields),
    Content.DUE: frozenset(DueRow._fields),
    Content.TARGETS: frozenset(TargetRow._fields),
    Content.UNITS: frozenset(UnitRow._fields),
    Content.CHANGES: frozenset(ChangeRow._fields),
    Content.BASIS: frozenset(BasisRow._fields),
    Content.ANNEX: frozenset(LongText._fields),
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


def write(workspace: Workspace, quarter: Quarter, target: Path | BinaryIO, layout: Path = LAYOUT) -> None:
    """Write the report on a quarter; the same plan, journal, lock and instant give the same cells.

    Raises LayoutRefused when the layout has mistakes, OSError when `target` cannot be written.
    """
    now = workspace.report(quarter)
    content = compose(now, previous(workspace, now), load_layout(layout, FIELDS))
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def compose(now: Snapshot, before: Snapshot, loaded: Loaded) -> bytes:
    """The workbook of two judged states."""
    quarter, (_, demo) = Quarter.of(now.clock.as_of), queries.opening(now)
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
    book = Book(loaded.layout, words, demo, properties)
    _fill(book, now, before, loaded)
    return book.finish()


def _fill(book: Book, now: Snapshot, before: Snapshot, loaded: Loaded) -> None:
    sheets = [
        (sheet.name, QUESTIONS[sheet.content]) for sheet in loaded.layout.sheets if sheet.content in QUESTIONS
    ]
    goals, bodies = targets(now), units(now)
    for sheet in loaded.layout.sheets:
        match sheet.content:
            case Content.COVER:
                cover(book, sheet, now, before)
            case Content.LEDGER:
                book.table(sheet, ledger(now))
            case Content.DUE:
                book.table(sheet, due(now))
            case Content.TARGETS:
                book.table(sheet, goals)
            case Content.UNITS:
                book.table(sheet, bodies)
            case Content.CHANGES:
                book.table(sheet, changed(now, before))
            case Content.CHARTS:
                charts(book, sheet, now, goals, bodies)
            case Content.BASIS:
                book.table(sheet, basis(now, before, loaded.fingerprint, sheets))
            case Content.ANNEX:
                book.annex(sheet)


def _documents(now: Snapshot) -> str:
    titles = queries.tasks(now).filter("in_force")["document"].unique(maintain_order=True).to_list()
    return f"《{titles[0]}》" if len(titles) == 1 else f"{len(titles)} 个方案" if titles else "任务"
