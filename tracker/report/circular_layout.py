"""What the circular (通报) looks like, read from reports/circular.yaml: its fonts, its wording, and the columns of its tables."""

from collections.abc import Mapping
from pathlib import Path

from tracker.labels import SCHEDULE
from tracker.model import Frozen, Text
from tracker.problems import Problem
from tracker.report.layout import ITEM, in_order, read_as, sound, unknown_words
from tracker.report.paper_layout import Grid, ReportLayout, report_checks

ONCE = frozenset({"period", "documents", "as_of", "before", "blank", "issuer", "heads", "known", "known_at"})
"""What may stand in braces anywhere; a part may have more."""
OF_UNITS = frozenset({"count", "units", "annex"})
PARTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("title", "number", "address", "opening", "overall", "wanting", "good", "moved", "next"),
        frozenset[str](),
    ),
    **dict.fromkeys(
        ("red_heading", "overdue_heading", "targets_heading", "silent_heading"), frozenset[str]()
    ),
    **dict.fromkeys(
        ("no_red", "no_overdue", "no_targets", "no_silent", "no_changes", "ask_more"), frozenset[str]()
    ),
    **dict.fromkeys(("annexes", "issuer", "issued", "foot", "known_locked", "known_open"), frozenset[str]()),
    "nobody": frozenset(),
    "schedule": frozenset({"classes", "other"}),
    "class_part": frozenset({"class", "count", "share"}),
    "other": frozenset({"reasons"}),
    "reason_part": frozenset({"reason", "count"}),
    "lights": frozenset({"classes"}),
    "due": frozenset(
        {"due", "met", "missed", "no_reading", "awaiting_publication", "unknown", "awaiting_value"}
    ),
    "filed": frozenset({"reported", "late", "missing", "not_yet_due"}),
    "window_open": frozenset({"closes_on"}),
    "red": OF_UNITS,
    "overdue": OF_UNITS | {"fresh"},
    "targets": frozenset({"missed", "no_reading", "annex"}),
    "silent": frozenset({"missing", "late", "missing_units", "late_units", "annex"}),
    "unit_part": frozenset({"unit", "count"}),
    "unowned_part": frozenset({"count"}),
    "done": frozenset({"count", "settled", "annex"}),
    "no_done": frozenset({"settled"}),
    "changes": frozenset({"kinds", "annex"}),
    "kind_part": frozenset({"kind", "count"}),
    "ask_missing": frozenset({"units"}),
    "ask_reading": frozenset({"no_reading", "indicators"}),
    "indicator_part": frozenset({"unit", "indicator"}),
    "ask_overdue": frozenset({"units"}),
    "ask_due_soon": frozenset({"unit", "due", "clause", "what"}),
    "ask_notice": frozenset({"number", "unit", "reply_by"}),
    **dict.fromkeys(
        ("ask_window", "ask_window_estimated"), frozenset({"opens_on", "closes_on", "next_period"})
    ),
    "annex_line": frozenset({"annex", "caption"}),
    "annex_head": frozenset({"annex"}),
}
"""Part of the circular -> what else may stand in braces in its wording."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "schedule": ("class", "count", "share", "meaning"),
    "red": ("number", "clause", "task", "unit", "why", "rule"),
    "overdue": ("number", "clause", "what", "unit", "due", "days", "sentence", "fresh"),
    "targets": ("number", "clause", "indicator", "goal", "unit", "due", "state", "sentence"),
    "silent": ("unit", "missing", "late", "tasks"),
    "done": ("number", "clause", "task", "unit"),
    "changes": ("number", "kind", "clause", "title", "before", "after", "sentence"),
}
"""Table -> what its columns can show."""


class Meanings(Frozen):
    """What each class of schedule means, in words."""

    ahead: Text
    on_schedule: Text
    behind: Text
    done: Text
    other: Text


class Tables(Frozen):
    schedule: Grid
    red: Grid
    overdue: Grid
    targets: Grid
    silent: Grid
    done: Grid
    changes: Grid


class CircularLayout(ReportLayout):
    """Every wording is a part of PARTS."""

    blank: Text
    """What stands where the office has to write something by hand."""
    number: Text
    address: Text
    opening: Text
    overall: Text
    schedule: Text
    class_part: Text
    other: Text
    reason_part: Text
    lights: Text
    due: Text
    filed: Text
    window_open: Text
    """Where the quarter's own window has not closed yet."""
    wanting: Text
    red_heading: Text
    red: Text
    no_red: Text
    overdue_heading: Text
    overdue: Text
    no_overdue: Text
    targets_heading: Text
    targets: Text
    no_targets: Text
    silent_heading: Text
    silent: Text
    no_silent: Text
    unit_part: Text
    unowned_part: Text
    nobody: Text
    good: Text
    done: Text
    no_done: Text
    moved: Text
    changes: Text
    kind_part: Text
    no_changes: Text
    next: Text
    ask_missing: Text
    ask_reading: Text
    indicator_part: Text
    ask_overdue: Text
    ask_due_soon: Text
    ask_notice: Text
    ask_window: Text
    ask_window_estimated: Text
    ask_more: Text
    annexes: Text
    annex_line: Text
    annex_head: Text
    issuer: Text
    issued: Text
    foot: Text
    known_locked: Text
    known_open: Text
    meanings: Meanings
    tables: Tables


def load(file: Path) -> CircularLayout:
    """Raises LayoutRefused with every mistake at once."""
    return sound(file, read)


def read(data: bytes, file: str) -> tuple[CircularLayout | None, list[Problem]]:
    """None when too much is missing; every mistake found so far is reported all the same."""
    layout, reading = read_as(CircularLayout, data, file)
    if layout is not None:
        tables: dict[str, Grid] = dict(layout.tables)
        reading.problems += report_checks(layout, PARTS, tables, FIELDS, reading, ONCE)
        for name in SCHEDULE:
            place = reading.places[ITEM, f"meanings.{name}"]
            reading.problems += unknown_words(getattr(layout.meanings, name), place, {"behind_lag"})
    return layout, in_order(reading.problems)
