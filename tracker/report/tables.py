"""Rows of the other tables: what is due, targets, units, and changes since the last report."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tracker import queries
from tracker.changes import changes
from tracker.labels import CHANGE, ITEM_KIND, ITEM_STATE, PATHWAY, TARGET_STATE
from tracker.report.cells import Figure, amount_of, difference_of
from tracker.sentences import amount, number, outlook_words, period
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]
WHOLE_DOCUMENT = "（总体目标）"
DUE_STATES = {"overdue": "逾期", "awaiting_first_report": "到期", "due_soon": "还有"}
"""States that the due table lists, in its order, and what their days are called."""


class DueRow(NamedTuple):
    number: int
    state: str
    what: str
    kind: str
    task: str
    document: str
    clause: str
    unit: str
    wording: str
    due: date
    effective_due: date
    extensions: int
    days: Figure
    """Days past or left, always positive, with the word for which."""
    sentence: str
    blank: None = None


def due(now: Snapshot) -> list[DueRow]:
    """Overdue, then past due and unknown, then due soon; most days past first, fewest left first."""
    order = list(DUE_STATES)
    rows = [row for row in queries.counted_items(now).iter_rows(named=True) if row["state"] in DUE_STATES]
    rows.sort(key=lambda row: (order.index(row["state"]), row["days_left"]))
    return [
        DueRow(
            number=at,
            state=ITEM_STATE[row["state"]],
            what=row["what"],
            kind=ITEM_KIND[row["item_kind"]],
            task=row["task"] or WHOLE_DOCUMENT,
            document=row["document"],
            clause=row["clause"],
            unit=row["answers"],
            wording=row["wording"],
            due=row["due"],
            effective_due=row["effective_due"],
            extensions=row["extensions"],
            days=Figure(abs(row["days_left"]), " 天", f"{DUE_STATES[row['state']]} "),
            sentence=row["sentence"],
        )
        for at, row in enumerate(rows, 1)
    ]


class TargetRow(NamedTuple):
    number: int
    indicator: str
    scope: str
    document: str
    clause: str
    task: str
    unit: str
    """Who reports the figure."""
    quote: str
    goal_text: str
    goal: Figure | None
    wording: str
    due: date | None
    modality: str
    baseline: str
    pathway: str
    state: str
    value: Figure | None
    period: str
    source: str
    required_at_reading: Figure | None
    required_today: Figure | None
    gap_to_goal: Figure | None
    gap_to_path: Figure | None
    years_behind: Figure | None
    achieved_pace: Figure | None
    needed_pace: Figure | None
    outlook: str
    sentence: str
    blank: None = None


def targets(now: Snapshot) -> list[TargetRow]:
    """Every target of the documents in force, in the order of the text."""
    return [_target(at, row) for at, row in enumerate(queries.counted_targets(now).iter_rows(named=True), 1)]


def _target(at: int, row: Row) -> TargetRow:
    unit = "%" if row["comparator"] == "growth" else row["reading_unit"]
    # A rate of growth is its own pace; of everything else the pace is a difference a year.
    pace = amount_of if row["comparator"] == "growth" else difference_of
    return TargetRow(
        number=at,
        indicator=row["indicator"],
        scope=row["scope"] or "",
        document=row["document"],
        clause=row["clause"],
        task=row["task"] or WHOLE_DOCUMENT,
        unit=row["answers"],
        quote=row["quote"],
        goal_text=row["goal_text"],
        goal=amount_of(row["goal"], unit),
        wording=row["wording"] or "未写时限",
        due=row["due"],
        modality=row["modality"] or "",
        baseline=_baseline(row, unit),
        pathway=PATHWAY.get(row["pathway"], "未设定"),
        state=TARGET_STATE[row["state"]],
        value=amount_of(row["judged_value"], unit),
        period=_period(row),
        source=row["reading_source"] or "",
        required_at_reading=amount_of(row["required_at_reading"], unit),
        required_today=amount_of(row["required_today"], unit),
        gap_to_goal=difference_of(row["gap_to_goal"], unit),
        gap_to_path=difference_of(row["gap_to_path"], unit),
        years_behind=amount_of(row["years_behind"], "年", "超过 " if row["years_behind_is_floor"] else ""),
        achieved_pace=pace(row["achieved_pace"], unit),
        needed_pace=pace(row["needed_pace"], unit),
        outlook=_outlook(row, unit),
        sentence=row["sentence"],
    )


def _baseline(row: Row, unit: str | None) -> str:
    if row["baseline_value"] is not None:
        return f"{row['baseline_year']}年 {amount(row['baseline_value'], unit)}"
    return f"{row['baseline_year']}年，值未知" if row["baseline_year"] else "未设定"


def _period(row: Row) -> str:
    """What the judged value covers; that it is provisional is said beside it."""
    if row["judged_value"] is None:
        return ""
    is_growth = row["comparator"] == "growth"
    words = f"至{row['growth_until']}年" if is_growth else period(row["reading_period"])
    return f"{words}（初步数）" if row["is_provisional"] else words


def _outlook(row: Row, unit: str | None) -> str:
    if row["outlook"] is None:
        return ""
    if row["outlook_low"] is None:
        return outlook_words(row)
    return f"{outlook_words(row)}（{number(row['outlook_low'])}—{amount(row['outlook_high'], unit)}）"


class UnitRow(NamedTuple):
    number: int
    name: str
    led: int
    led_red: int
    led_yellow: int
    led_grey: int
    led_blue: int
    led_green: int
    shared: int
    shared_red: int
    shared_yellow: int
    shared_grey: int
    shared_blue: int
    shared_green: int
    overdue: int
    missing: int
    late: int
    remarks: str
    blank: None = None


def units(now: Snapshot) -> list[UnitRow]:
    """Units that lead or share a task in force or left something overdue, worst first; led and shared tasks apart."""
    frame = queries.units(now)
    figures = [name for name in UnitRow._fields if name in frame.columns]
    rows = (row for row in frame.iter_rows(named=True) if row["led"] + row["shared"] + row["overdue"])
    return [
        UnitRow(
            number=at,
            remarks="集合单位，不承担报送" if row["collective"] else "",
            **{name: row[name] for name in figures},
        )
        for at, row in enumerate(rows, 1)
    ]


class ChangeRow(NamedTuple):
    number: int
    kind: str
    clause: str
    title: str
    before: str
    after: str
    sentence: str
    blank: None = None


def changed(now: Snapshot, before: Snapshot) -> list[ChangeRow]:
    return [
        ChangeRow(
            at, CHANGE[row["kind"]], row["clause"], row["title"], row["before"], row["after"], row["sentence"]
        )
        for at, row in enumerate(changes(now, before).iter_rows(named=True), 1)
    ]
