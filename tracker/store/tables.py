"""The plan as tables, exactly as written: no status and no date arithmetic. Ids are global (document/local)."""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from tracker.model import Plan
from tracker.periods import Quarter, windows, working_day_index
from tracker.plan.units import UnitNames, name_on
from tracker.problems import Problem
from tracker.store.rows import Row, file_rows, indicator_lines

TEXT, WHOLE, REAL, DAY, FLAG = pl.String(), pl.Int32(), pl.Float64(), pl.Date(), pl.Boolean()

PLAN_COLUMNS: dict[str, dict[str, pl.DataType]] = {
    "document": {
        "document_id": TEXT, "position": WHOLE, "title": TEXT, "document_number": TEXT, "status": TEXT, "status_reason": TEXT,
        "jurisdiction": TEXT, "track": TEXT, "issued_on": DAY, "effective_on": DAY, "expires_on": DAY, "validity": TEXT,
        "coordinator": TEXT,
    },
    "jurisdiction": {"name": TEXT, "position": WHOLE, "level": TEXT},
    "unit": {
        "unit_id": TEXT, "position": WHOLE, "name": TEXT, "jurisdiction": TEXT,
        "collective": FLAG, "acts_as": TEXT,
    },
    "unit_member": {"collective_id": TEXT, "unit_id": TEXT},
    "task": {
        "task_id": TEXT, "document_id": TEXT, "position": WHOLE, "clause": TEXT, "title": TEXT, "summary": TEXT, "kind": TEXT,
        "judged": FLAG,
    },
    "assignment": {
        "task_id": TEXT, "position": WHOLE, "role": TEXT, "unit_id": TEXT, "name_as_written": TEXT,
        "collective": FLAG, "lead_basis": TEXT,
    },
    "duty": {
        "duty_id": TEXT, "task_id": TEXT, "position": WHOLE, "unit_id": TEXT, "name_as_written": TEXT, "what": TEXT,
    },
    "condition": {"task_id": TEXT, "position": WHOLE, "what": TEXT, "quote": TEXT, "clause": TEXT},
    "application_window": {
        "window_id": TEXT, "document_id": TEXT, "task_id": TEXT, "position": WHOLE, "clause": TEXT, "what": TEXT,
        "opens_on": DAY, "closes_on": DAY, "wording": TEXT, "quote": TEXT,
    },
    "task_level": {"task_id": TEXT, "level": TEXT},
    "funding": {"task_id": TEXT, "position": WHOLE, "instrument_id": TEXT},
    "supersession": {"task_id": TEXT, "by_task": TEXT, "by_document": TEXT},
    "pilot_type": {
        "pilot_type_id": TEXT, "document_id": TEXT, "position": WHOLE, "name": TEXT, "applicants": TEXT,
        "stages": TEXT, "months": WHOLE,
    },
    "milestone": {
        "milestone_id": TEXT, "document_id": TEXT, "task_id": TEXT, "position": WHOLE, "clause": TEXT, "what": TEXT,
        "wording": TEXT, "due": DAY, "precision": TEXT, "quote": TEXT,
    },
    "indicator": {
        "indicator_id": TEXT, "document_id": TEXT, "name": TEXT, "unit_of_measure": TEXT, "scope": TEXT,
    },
    "target": {
        "target_id": TEXT, "document_id": TEXT, "task_id": TEXT, "position": WHOLE, "clause": TEXT, "indicator_id": TEXT,
        "comparator": TEXT, "value": REAL, "value_text": TEXT, "upper": REAL, "unit_of_measure": TEXT, "due": DAY,
        "wording": TEXT, "starts_on": DAY, "modality": TEXT, "reduction": FLAG, "baseline_year": WHOLE,
        "baseline_value": REAL, "pathway": TEXT, "tolerance": REAL, "set_by": TEXT, "undefined": TEXT, "quote": TEXT,
    },
    "alignment": {
        "target_id": TEXT, "position": WHOLE, "serves": TEXT, "same_scope": FLAG, "note": TEXT,
    },
    "indicator_line": {"indicator_id": TEXT, "source_id": TEXT},
    "threshold": {"threshold_id": TEXT, "value": REAL, "effective_on": DAY},
    "plan_fault": {"task_id": TEXT},
}  # fmt: skip
CALENDAR_COLUMNS: dict[str, dict[str, pl.DataType]] = {
    "reporting_window": {
        "period": TEXT, "year": WHOLE, "quarter": WHOLE, "period_end": DAY, "opens_on": DAY,
        "closes_on": DAY, "estimated": FLAG,
    },
    "workday": {"calendar_day": DAY, "nth": WHOLE},
}  # fmt: skip


def task_of(problem: Problem) -> str | None:
    """The task (document/local) a problem touches, whether it stands in the task or in one of its goals."""
    parts = (problem.subject or "").split("/")
    return "/".join(parts[:2]) if len(parts) > 1 else None


def calendar_frames(plan: Plan, until: date, opened_on: date | None) -> dict[str, pl.DataFrame]:
    """Windows and working days from the earliest document to a little after the day of the question.

    A document without any date is asked about from the opening of the ledger on.
    """
    rows: dict[str, list[Row]] = {table: [] for table in CALENDAR_COLUMNS}
    documents = (file.document for file in plan.files)
    first = min((one.issued_on or one.effective_on or opened_on or until for one in documents), default=until)
    if first <= until:
        rows["reporting_window"] = [
            {
                "period": str(window.quarter),
                "year": window.quarter.year,
                "quarter": window.quarter.number,
                "period_end": window.quarter.end,
                "opens_on": window.opens_on,
                "closes_on": window.closes_on,
                "estimated": window.estimated,
            }
            for window in windows(plan.calendar, Quarter.of(first).previous, Quarter.of(until))
        ]
        days = working_day_index(plan.calendar, first - timedelta(days=100), until + timedelta(days=130))
        rows["workday"] = [{"calendar_day": day, "nth": nth} for day, nth in days]
    return {table: pl.DataFrame(rows[table], schema=columns) for table, columns in CALENDAR_COLUMNS.items()}


def plan_frames(plan: Plan, faults: Iterable[str], as_of: date) -> dict[str, pl.DataFrame]:
    """One frame a table of PLAN_COLUMNS; `position` numbers the rows in the order of the text.

    Units have the name of `as_of`, and what was given to a unit that has been merged by then belongs to the other.
    `faults` are the ids of tasks that may have lost a part.
    """
    rows: dict[str, list[Row]] = {table: [] for table in PLAN_COLUMNS}
    names = UnitNames(plan.units)
    places: dict[str, Row] = {}
    for place in plan.jurisdictions:
        # Of a place that is listed twice the first entry holds; the second is a problem of its own.
        places.setdefault(place.name, place.model_dump(include={"name", "level"}))
    rows["jurisdiction"] = [*places.values()]
    for unit in plan.units:
        shown = {"name": name_on(unit, as_of), "acts_as": names.acting(unit.id, as_of)}
        kept = unit.model_dump(include={"jurisdiction", "collective"})
        rows["unit"].append({"unit_id": unit.id, **shown, **kept})
        rows["unit_member"] += [
            {"collective_id": unit.id, "unit_id": names.acting(member, as_of)} for member in unit.members
        ]
    for file in plan.files:
        for table, found in file_rows(file, names, as_of).items():
            rows[table] += found
    rows["indicator_line"] = indicator_lines(plan)
    rows["threshold"] = [
        {"threshold_id": t.id, "value": float(t.value), "effective_on": t.effective_on}
        for t in plan.thresholds
    ]
    rows["plan_fault"] = [{"task_id": task} for task in faults]
    for table, columns in PLAN_COLUMNS.items():
        if "position" in columns and table != "assignment":
            for position, row in enumerate(rows[table], 1):
                row["position"] = position
    return {table: pl.DataFrame(rows[table], schema=columns) for table, columns in PLAN_COLUMNS.items()}
