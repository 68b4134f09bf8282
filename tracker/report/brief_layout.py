"""What the one-page brief looks like, read from reports/brief.yaml; numbers that would not fit one page are refused."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from tracker.model import Frozen, Text
from tracker.problems import Problem
from tracker.report.codes import problem
from tracker.report.figures import STATIC
from tracker.report.fitted import POINTS_A_MM
from tracker.report.layout import ITEM, in_order, read_as, sound
from tracker.report.paper_layout import Grid, ReportLayout, report_checks

ONCE = frozenset({"period", "documents", "as_of", "before", "heads", "known", "known_at"})
COUNT = frozenset({"count"})
PARTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("title", "subtitle", "lights", "changes_heading", "no_changes"), frozenset[str]()),
    **dict.fromkeys(("no_decisions", "foot", "known_locked", "known_open"), frozenset[str]()),
    **dict.fromkeys(
        ("red_heading", "targets_heading", "units_heading", "decisions_heading", "verify"), COUNT
    ),
    "light_part": frozenset({"light", "count"}),
    **dict.fromkeys(("rest", "rest_units"), frozenset({"rest"})),
    "changes": frozenset({"kinds"}),
    "kind_part": frozenset({"kind", "count"}),
    "change_part": frozenset({"kind", "clause", "title"}),
    "extension": frozenset({"unit", "clause", "what", "due", "new_due", "reason"}),
    "notice_overdue": frozenset({"number", "unit", "sentence"}),
    "notice_objected": frozenset({"number", "unit"}),
}
"""Part of the brief -> what else may stand in braces in its wording."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "red": ("clause", "task", "unit", "why"),
    "targets": ("clause", "indicator", "unit", "verdict", "short"),
    "units": ("unit", "led", "led_red", "overdue", "missing", "late"),
}
PAGE = 297.0
SUMMARY_LINES, FOOT_LINES, DECISION_LINES, CHANGE_LINES = 3, 2, 2, 2
ONE_LINE = ("units",)
"""Tables whose cells take one line."""


class Number(Frozen):
    figure: Text
    heading: Text


class Most(Frozen):
    """So many of each are named."""

    red: int = Field(ge=0, le=20)
    targets: int = Field(ge=0, le=20)
    units: int = Field(ge=0, le=20)
    changes: int = Field(ge=0, le=20)
    decisions: int = Field(ge=0, le=20)


class Tables(Frozen):
    red: Grid
    targets: Grid
    units: Grid


class BriefLayout(ReportLayout):
    """Every wording is a part of PARTS."""

    number_size: Decimal = Field(ge=8, le=40)
    subtitle: Text
    lights: Text
    light_part: Text
    numbers: tuple[Number, ...] = Field(min_length=1, max_length=8)
    lines_a_row: int = Field(ge=1, le=4)
    most: Most
    rest: Text
    rest_units: Text
    red_heading: Text
    targets_heading: Text
    units_heading: Text
    changes_heading: Text
    changes: Text
    kind_part: Text
    change_part: Text
    no_changes: Text
    decisions_heading: Text
    extension: Text
    notice_overdue: Text
    notice_objected: Text
    no_decisions: Text
    verify: Text
    foot: Text
    known_locked: Text
    known_open: Text
    tables: Tables

    @property
    def room(self) -> float:
        """Height of the page between its margins, in points."""
        return (PAGE - float(self.margins.top) - float(self.margins.bottom)) * POINTS_A_MM

    @property
    def line_length(self) -> float:
        """In millimetres."""
        return 210 - float(self.margins.left) - float(self.margins.right)

    def lines_in(self, table: str) -> int:
        return 1 if table in ONE_LINE else self.lines_a_row

    def tallest(self) -> float:
        """Height of a brief in which every list is full and every text as long as it may be, in points."""
        line, row, foot = float(self.line), float(self.table_line), float(self.foot_size)
        marks, title = line, float(self.title_size) * 1.6 + line
        bars = float(self.number_size) * 1.3 + row + 0.5 + row + 2 * row / 2 + 6
        heights = [marks, title, SUMMARY_LINES * line, bars, FOOT_LINES * foot * 1.5 + 4]
        for table in FIELDS:
            rows = getattr(self.most, table) * (self.lines_in(table) * row + 0.75) + row + 0.75
            heights.append(2 * line + rows + row / 2)
        heights.append(line * (1 + CHANGE_LINES + self.most.changes))
        heights.append(line * (3 + DECISION_LINES * self.most.decisions))
        return sum(heights)


def load(file: Path) -> BriefLayout:
    """Raises LayoutRefused with every mistake at once."""
    return sound(file, read)


def read(data: bytes, file: str) -> tuple[BriefLayout | None, list[Problem]]:
    """None when too much is missing; every mistake found so far is reported all the same."""
    layout, reading = read_as(BriefLayout, data, file)
    if layout is not None:
        tables: dict[str, Grid] = dict(layout.tables)
        reading.problems += report_checks(layout, PARTS, tables, FIELDS, reading, ONCE)
        for at, one in enumerate(layout.numbers):
            if one.figure not in STATIC:
                place = reading.places[ITEM, f"numbers.{at}.figure"]
                choices = "、".join(sorted(STATIC))
                reading.problems.append(
                    problem("report.unknown-field", place, field=one.figure, choices=choices)
                )
        if (tallest := layout.tallest()) > layout.room:
            over = f"{(tallest - layout.room) / POINTS_A_MM:.0f}"
            reading.problems.append(problem("report.over-a-page", reading.places[ITEM, "most"], over=over))
    return layout, in_order(reading.problems)
