"""One workbook for a unit and a quarter, or a zip with one for every unit that owes or shares something."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl

from tracker import queries
from tracker.audit.heads import Heads, heads, heads_in_words
from tracker.labels import PRODUCT
from tracker.periods import SHANGHAI, Quarter
from tracker.queries.scope import HOME, Scope
from tracker.records.unit_form import FormColumn, Part, Register
from tracker.report.book import Book
from tracker.report.unit_form.guide import guide
from tracker.report.unit_form.hidden import choices, register
from tracker.report.unit_form.layout import FormLayout, load_form_layout
from tracker.report.unit_form.lines import Line, lines
from tracker.report.unit_form.table import shown_columns, table
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

LAYOUT = Path(__file__).parents[3] / "reports" / "unit-form.yaml"
HASH_LETTERS = 16
"""So much of a fingerprint tells two ledgers or plans apart."""


def units_with_a_form(snapshot: Snapshot) -> list[str]:
    """Ids of the units that owe or share something, in the order of the register."""
    shared = set(snapshot.frame("SELECT DISTINCT unit_id FROM unit_task")["unit_id"])
    goals = queries.counted_targets(snapshot)["answer_unit"].to_list()
    items = queries.counted_items(snapshot)["answer_unit"].to_list()
    known = set(queries.unit_names(snapshot))
    found = queries.units(snapshot).filter(~pl.col("collective") & ~pl.col("merged")).sort("position")
    involved = {unit for unit in {*shared, *goals, *items} if unit in known}
    return [unit for unit in found["unit_id"] if unit in involved]


def workbook(
    workspace: Workspace, unit: str, quarter: Quarter, *, scope: Scope = HOME, layout: Path = LAYOUT
) -> bytes | None:
    """The unit's form, filled in with what stands recorded now; None when it has nothing to report on.

    Raises LayoutRefused when the layout has mistakes.
    """
    snapshot = scope.of(workspace.status())
    found = lines(snapshot, unit, quarter)
    if not any(found.values()):
        return None
    ends = heads(workspace, snapshot.clock.known_at)
    return _composed(snapshot, unit, quarter, found, load_form_layout(layout), ends)


def parcel(workspace: Workspace, quarter: Quarter, *, scope: Scope = HOME, layout: Path = LAYOUT) -> bytes:
    """A zip with the form of every unit that has one; equal ledgers give equal names."""
    snapshot = scope.of(workspace.status())
    target = io.BytesIO()
    made_at = snapshot.ledger.records[-1].recorded_at if snapshot.ledger.records else workspace.now()
    with ZipFile(target, "w", ZIP_DEFLATED) as found:
        for unit in units_with_a_form(snapshot):
            if (data := workbook(workspace, unit, quarter, scope=scope, layout=layout)) is not None:
                entry = ZipInfo(file_name(snapshot, unit, quarter), _local(made_at).timetuple()[:6])
                entry.compress_type = ZIP_DEFLATED
                found.writestr(entry, data)
    return target.getvalue()


def file_name(snapshot: Snapshot, unit: str, quarter: Quarter) -> str:
    demo = "演示－" if queries.opening(snapshot)[1] else ""
    return f"{demo}{queries.unit_names(snapshot)[unit].replace('/', '、')} {quarter.label}填报表.xlsx"


def _composed(
    snapshot: Snapshot,
    unit: str,
    quarter: Quarter,
    found: dict[Part, list[Line]],
    layout: FormLayout,
    ends: Heads,
) -> bytes:
    name, demo = queries.unit_names(snapshot)[unit], queries.opening(snapshot)[1]
    led = sum(line.given["share"] == "答复" for line in found[Part.PROGRESS])
    words = {
        "unit": name,
        "period": quarter.label,
        "window": _window(snapshot, quarter),
        "demo": layout.demo_mark if demo else "",
        "led": str(led),
        "shared": str(len(found[Part.PROGRESS]) - led),
        "readings": str(len(found[Part.READING])),
        "items": str(len(found[Part.COMPLETION])),
    }
    properties = {
        "title": f"{name}{quarter.label}填报表",
        "author": PRODUCT,
        "created": snapshot.ledger.records[-1].recorded_at
        if snapshot.ledger.records
        else datetime(2000, 1, 1),
    }
    book = Book(layout, words, demo, properties, heads_in_words(ends))
    guide(book, layout.guide)
    sheets = [sheet for sheet in layout.sheets if found[sheet.part]]
    pages = [(sheet, table(book, sheet, found[sheet.part])) for sheet in sheets]
    choices(book, pages)
    columns = [
        FormColumn(sheet.part, column.field, column.heading)
        for sheet in sheets
        for column in shown_columns(sheet, found[sheet.part])
    ]
    register(
        book,
        Register(
            unit=unit,
            unit_name=name,
            period=str(quarter),
            base=snapshot.head.seq,
            base_hash=snapshot.head.hash[:HASH_LETTERS],
            plan=snapshot.plan.fingerprint[:HASH_LETTERS],
            columns=tuple(columns),
            rows=tuple(line.row for sheet in sheets for line in found[sheet.part]),
        ),
    )
    return book.finish()


def _window(snapshot: Snapshot, quarter: Quarter) -> str:
    return "".join(_window_words(snapshot, quarter)) or f"报送期从{day(quarter.end)}之后开始。"


def _window_words(snapshot: Snapshot, quarter: Quarter) -> Iterator[str]:
    found = queries.windows(snapshot).filter(pl.col("period") == str(quarter)).to_dicts()
    for window in found:
        about = "（截止日为预估）" if window["estimated"] else ""
        yield f"报送期 {day(window['opens_on'])}至{day(window['closes_on'])}{about}；过期报送的记为迟报。"


def _local(instant: datetime) -> datetime:
    return instant.replace(tzinfo=UTC).astimezone(SHANGHAI)
