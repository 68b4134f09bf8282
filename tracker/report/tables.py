"""Rows of the other tables: what is due, targets, units, and changes since the last report."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tracker import queries
from tracker.changes import changes
from tracker.labels import CHANGE, ITEM_KIND, ITEM_STATE, LIGHT_ORDER, PATHWAY, TARGET_STATE
from tracker.report.cells import Cell, Figure, Formula, Named, amount_of, difference_of
from tracker.report.figures import figures, mark
from tracker.report.rows import Rows, listed
from tracker.sentences import amount, number, outlook_words, period
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]
WHOLE_DOCUMENT = "（总体目标）"
AT_LEAST = ("ge", "growth", "multiple")
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
    part: str
    """Of a report on one unit: whether it answers or shares."""
    wording: str
    due: date
    effective_due: date
    extensions: int
    days: Formula
    """Days past or left, always positive, with the word for which."""
    sentence: str
    blank: None = None


def due(now: Snapshot) -> Rows:
    """Overdue, then past due and unknown, then due soon; most days past first, fewest left first."""
    order = list(DUE_STATES)
    rows = [row for row in queries.counted_items(now).iter_rows(named=True) if row["state"] in DUE_STATES]
    rows.sort(key=lambda row: (order.index(row["state"]), row["days_left"]))
    today = f"DATE({now.clock.as_of.year},{now.clock.as_of.month},{now.clock.as_of.day})"
    found = [
        DueRow(
            number=at,
            state=ITEM_STATE[row["state"]],
            what=row["what"],
            kind=ITEM_KIND[row["item_kind"]],
            task=row["task"] or WHOLE_DOCUMENT,
            document=row["document"],
            clause=row["clause"],
            unit=row["answers"],
            part=part(now, row),
            wording=row["wording"],
            due=row["due"],
            effective_due=row["effective_due"],
            extensions=row["extensions"],
            days=Formula(
                f"ABS({today}-{{effective_due}})",
                Figure(abs(row["days_left"]), " 天", f"{DUE_STATES[row['state']]} "),
            ),
            sentence=row["sentence"],
        )
        for at, row in enumerate(rows, 1)
    ]
    return listed(DueRow, found)


def part(now: Snapshot, row: Row) -> str:
    """牵头 or 参与 in a report on one unit; nothing in the report on all."""
    if now.unit is None:
        return ""
    return "牵头" if row["answer_unit"] == now.unit else "参与"


class TargetRow(NamedTuple):
    number: int
    indicator: str
    scope: str
    document: str
    clause: str
    task: str
    unit: str
    """Who reports the figure."""
    part: str
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
    reached: Formula | None
    """Of a goal to be reached at least: the share of it that the value comes to."""
    gap_to_goal: Formula | Figure | None
    gap_to_path: Formula | Figure | None
    years_behind: Figure | None
    achieved_pace: Figure | None
    needed_pace: Figure | None
    outlook: str
    sentence: str
    blank: None = None


def targets(now: Snapshot) -> list[TargetRow]:
    """Every target of the documents in force, in the order of the text."""
    rows = queries.counted_targets(now).iter_rows(named=True)
    return [_target(at, row, part(now, row)) for at, row in enumerate(rows, 1)]


def _target(at: int, row: Row, share: str) -> TargetRow:
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
        part=share,
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
        reached=_reached(row),
        gap_to_goal=_gap("goal", row["goal"], row["judged_value"], row["gap_to_goal"], unit),
        gap_to_path=_gap(
            "required_at_reading", row["required_at_reading"], row["judged_value"], row["gap_to_path"], unit
        ),
        years_behind=amount_of(row["years_behind"], "年", "超过 " if row["years_behind_is_floor"] else ""),
        achieved_pace=pace(row["achieved_pace"], unit),
        needed_pace=pace(row["needed_pace"], unit),
        outlook=_outlook(row, unit),
        sentence=row["sentence"],
    )


def _reached(row: Row) -> Formula | None:
    goal, value = row["goal"], row["judged_value"]
    if row["comparator"] not in AT_LEAST or value is None or goal is None or goal <= 0:
        return None
    return Formula("{value}/{goal}", value / goal)


def _gap(
    asked: str, wanted: float | None, value: float | None, gap: float | None, unit: str | None
) -> Formula | Figure | None:
    """The difference of two cells of the row where it is one: of a band it is that to its nearer end."""
    found = difference_of(gap, unit)
    if found is None or wanted is None or value is None:
        return found
    known = {
        f"{{{asked}}}-{{value}}": wanted - value,
        f"{{value}}-{{{asked}}}": value - wanted,
        f"ABS({{{asked}}}-{{value}})": abs(wanted - value),
    }
    for expression, worth in known.items():
        if worth == gap:
            return Formula(expression, found)
    return found


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
    unit_id: str
    name: str
    led: Cell
    led_red: Cell
    led_yellow: Cell
    led_grey: Cell
    led_blue: Cell
    led_green: Cell
    shared: Cell
    shared_red: Cell
    shared_yellow: Cell
    shared_grey: Cell
    shared_blue: Cell
    shared_green: Cell
    overdue: Cell
    missing: Cell
    late: Cell
    remarks: str
    blank: None = None


COUNTS = ("led", "shared", "overdue", "missing", "late")
SHARED = ("led", "led_red", "led_yellow", "shared", "overdue", "missing", "late")
"""Figures of a unit that circulars and boards print too."""


def units(now: Snapshot) -> list[Row]:
    """Units that lead or share a task in force or left something overdue, worst first."""
    rows = queries.units(now).iter_rows(named=True)
    return [row for row in rows if row["led"] + row["shared"] + row["overdue"]]


def unit_rows(now: Snapshot, rows: list[Row]) -> Rows:
    """Led and shared tasks apart; what is led or shared is the sum of its lights."""
    named, found = figures(now), []
    added = {part: "+".join(f"{{{part}_{light}}}" for light in LIGHT_ORDER) for part in ("led", "shared")}
    for at, row in enumerate(rows, 1):
        cells: dict[str, Any] = {}
        for name in UnitRow._fields:
            if name.startswith(COUNTS):
                value: Formula | int = Formula(added[name], row[name]) if name in added else row[name]
                key = f"unit.{row['unit_id']}.{name}"
                cells[name] = Named(mark(key), value) if name in SHARED and key in named else value
        remarks = "集合单位，不承担报送" if row["collective"] else ""
        about = {"number": at, "unit_id": row["unit_id"], "name": row["name"], "remarks": remarks}
        found.append(UnitRow(**about, **cells))
    return listed(UnitRow, found)


class ChangeRow(NamedTuple):
    number: int
    kind: str
    document: str
    clause: str
    title: str
    before: str
    after: str
    sentence: str
    blank: None = None


def changed(now: Snapshot, before: Snapshot) -> list[ChangeRow]:
    titles = {file.document.id: file.document.title for state in (before, now) for file in state.plan.files}
    return [
        ChangeRow(
            at,
            CHANGE[row["kind"]],
            titles.get(row["subject"].split("/")[0], ""),
            row["clause"],
            row["title"],
            row["before"],
            row["after"],
            row["sentence"],
        )
        for at, row in enumerate(changes(now, before).iter_rows(named=True), 1)
    ]
