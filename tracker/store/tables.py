"""The plan as tables, exactly as written: no status and no date arithmetic. Ids are global (document/local)."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from tracker.model import Document, LeadBasis, Milestone, Plan, PlanFile, Target, Task, Unit
from tracker.periods import Quarter, windows, working_day_index

Row = dict[str, object]
S, I, F, D, B = pl.String(), pl.Int32(), pl.Float64(), pl.Date(), pl.Boolean()

PLAN_COLUMNS: dict[str, dict[str, pl.DataType]] = {
    "document": {
        "document_id": S, "position": I, "title": S, "document_number": S, "status": S, "status_reason": S,
        "jurisdiction": S, "track": S, "issued_on": D, "effective_on": D, "expires_on": D, "coordinator": S,
    },
    "unit": {"unit_id": S, "position": I, "name": S, "jurisdiction": S, "collective": B},
    "task": {
        "task_id": S, "document_id": S, "position": I, "clause": S, "title": S, "summary": S, "kind": S,
    },
    "assignment": {
        "task_id": S, "position": I, "role": S, "unit_id": S, "name_as_written": S, "collective": B, "lead_basis": S,
    },
    "milestone": {
        "milestone_id": S, "document_id": S, "task_id": S, "position": I, "clause": S, "what": S, "wording": S,
        "due": D, "precision": S, "quote": S,
    },
    "indicator": {"indicator_id": S, "document_id": S, "name": S, "unit_of_measure": S, "scope": S},
    "target": {
        "target_id": S, "document_id": S, "task_id": S, "position": I, "clause": S, "indicator_id": S,
        "comparator": S, "value": F, "value_text": S, "upper": F, "unit_of_measure": S, "due": D, "wording": S,
        "starts_on": D, "modality": S, "reduction": B, "baseline_year": I, "baseline_value": F, "pathway": S,
        "tolerance": F, "set_by": S, "undefined": S, "quote": S,
    },
    "threshold": {"threshold_id": S, "value": F, "effective_on": D},
    "reporting_window": {
        "period": S, "year": I, "quarter": I, "period_end": D, "opens_on": D, "closes_on": D, "estimated": B,
    },
    "workday": {"calendar_day": D, "nth": I},
}  # fmt: skip


class UnitNames:
    """Resolves a name or alias within one jurisdiction to its unit."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._found = {(unit.jurisdiction, name): unit for unit in units for name in (unit.name, *unit.aliases)}

    def find(self, jurisdiction: str, name: str) -> Unit | None:
        return self._found.get((jurisdiction, name))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _assignment_rows(document: Document, task: Task, task_id: str, names: UnitNames) -> list[Row]:
    rows: list[Row] = []
    for assignment in task.assignments:
        for name in assignment.units:
            unit = names.find(document.jurisdiction, name)
            rows.append(
                {
                    "task_id": task_id,
                    "position": len(rows) + 1,
                    "role": assignment.role.value,
                    "unit_id": unit.id if unit else None,
                    "name_as_written": name,
                    "collective": unit.collective if unit else False,
                    "lead_basis": assignment.lead.value if assignment.lead is not LeadBasis.NONE else None,
                }
            )
    return rows


def _milestone_row(file: PlanFile, owner: str, task_id: str | None, clause: str, milestone: Milestone) -> Row:
    return {
        "milestone_id": f"{owner}/{milestone.id}",
        "document_id": file.document.id,
        "task_id": task_id,
        "clause": clause,
        "what": milestone.what,
        "wording": milestone.due.wording,
        "due": milestone.due.on,
        "precision": milestone.due.precision.value,
        "quote": milestone.quote,
    }


def _target_row(file: PlanFile, owner: str, task_id: str | None, clause: str, target: Target) -> Row:
    due, baseline = target.due, target.baseline
    return {
        "target_id": f"{owner}/{target.id}",
        "document_id": file.document.id,
        "task_id": task_id,
        "clause": clause,
        "indicator_id": f"{file.document.id}/{target.indicator}",
        "comparator": target.comparator.value if target.comparator else None,
        "value": _number(target.value),
        "value_text": str(target.value) if target.value is not None else None,
        "upper": _number(target.upper),
        "unit_of_measure": target.unit_of_measure,
        "due": due.on if due else None,
        "wording": due.wording if due else None,
        "starts_on": due.starts_on if due else None,
        "modality": target.modality,
        "reduction": target.reduction,
        "baseline_year": baseline.year if baseline else None,
        "baseline_value": _number(baseline.value) if baseline else None,
        "pathway": target.pathway.value if target.pathway else None,
        "tolerance": _number(target.tolerance),
        "set_by": target.set_by,
        "undefined": target.undefined,
        "quote": target.quote,
    }


def _file_rows(file: PlanFile, names: UnitNames, rows: dict[str, list[Row]]) -> None:
    document = file.document
    coordinator = names.find(document.jurisdiction, document.coordinator)
    rows["document"].append(
        {
            **document.model_dump(
                include={"title", "document_number", "status_reason", "jurisdiction", "track"}
                | {"issued_on", "effective_on", "expires_on"}
            ),
            "document_id": document.id,
            "status": document.status.value,
            "coordinator": coordinator.id if coordinator else None,
        }
    )
    rows["indicator"] += [
        {**indicator.model_dump(exclude={"id"}), "indicator_id": f"{document.id}/{indicator.id}", "document_id": document.id}
        for indicator in file.indicators
    ]
    owners = [(goals, None, f"{document.id}/goals") for goals in file.goals]
    for task in file.tasks:
        task_id = f"{document.id}/{task.id}"
        rows["task"].append(
            {
                **task.model_dump(include={"clause", "title", "summary"}),
                "task_id": task_id,
                "document_id": document.id,
                "kind": task.kind.value,
            }
        )
        rows["assignment"] += _assignment_rows(document, task, task_id, names)
    for owner, task_id, prefix in [*owners, *((t, f"{document.id}/{t.id}", f"{document.id}/{t.id}") for t in file.tasks)]:
        rows["milestone"] += [_milestone_row(file, prefix, task_id, owner.clause, m) for m in owner.milestones]
        rows["target"] += [_target_row(file, prefix, task_id, owner.clause, t) for t in owner.targets]


def _calendar_rows(plan: Plan, until: date, rows: dict[str, list[Row]]) -> None:
    """Windows and working days from the earliest document to a little after the day of the question."""
    issued = [file.document.issued_on for file in plan.files if file.document.issued_on]
    first = min(issued, default=until)
    if first > until:
        return
    for window in windows(plan.calendar, Quarter.of(first).previous, Quarter.of(until)):
        rows["reporting_window"].append(
            {
                "period": str(window.quarter),
                "year": window.quarter.year,
                "quarter": window.quarter.number,
                "period_end": window.quarter.end,
                "opens_on": window.opens_on,
                "closes_on": window.closes_on,
                "estimated": window.estimated,
            }
        )
    days = working_day_index(plan.calendar, first - timedelta(days=100), until + timedelta(days=130))
    rows["workday"] += [{"calendar_day": day, "nth": nth} for day, nth in days]


def plan_frames(plan: Plan, until: date) -> dict[str, pl.DataFrame]:
    """One frame a table of PLAN_COLUMNS; `position` numbers the rows in the order of the text."""
    rows: dict[str, list[Row]] = {table: [] for table in PLAN_COLUMNS}
    names = UnitNames(plan.units)
    rows["unit"] = [
        {**unit.model_dump(include={"name", "jurisdiction", "collective"}), "unit_id": unit.id} for unit in plan.units
    ]
    for file in plan.files:
        _file_rows(file, names, rows)
    rows["threshold"] = [
        {"threshold_id": t.id, "value": _number(t.value), "effective_on": t.effective_on} for t in plan.thresholds
    ]
    _calendar_rows(plan, until, rows)
    for table, columns in PLAN_COLUMNS.items():
        if "position" in columns and table != "assignment":
            for position, row in enumerate(rows[table], 1):
                row["position"] = position
    return {table: pl.DataFrame(rows[table], schema=columns) for table, columns in PLAN_COLUMNS.items()}
