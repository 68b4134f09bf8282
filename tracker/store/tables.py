"""The plan as tables, exactly as written: no status and no date arithmetic. Ids are global (document/local)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from tracker.model import Document, Goals, LeadBasis, Milestone, Plan, PlanFile, Target, Task, Unit
from tracker.periods import Quarter, windows, working_day_index
from tracker.problems import Problem, Severity

Row = dict[str, object]
TEXT, WHOLE, REAL, DAY, FLAG = pl.String(), pl.Int32(), pl.Float64(), pl.Date(), pl.Boolean()

PLAN_COLUMNS: dict[str, dict[str, pl.DataType]] = {
    "document": {
        "document_id": TEXT, "position": WHOLE, "title": TEXT, "document_number": TEXT, "status": TEXT, "status_reason": TEXT,
        "jurisdiction": TEXT, "track": TEXT, "issued_on": DAY, "effective_on": DAY, "expires_on": DAY, "coordinator": TEXT,
    },
    "unit": {"unit_id": TEXT, "position": WHOLE, "name": TEXT, "jurisdiction": TEXT, "collective": FLAG},
    "task": {
        "task_id": TEXT, "document_id": TEXT, "position": WHOLE, "clause": TEXT, "title": TEXT, "summary": TEXT, "kind": TEXT,
    },
    "assignment": {
        "task_id": TEXT, "position": WHOLE, "role": TEXT, "unit_id": TEXT, "name_as_written": TEXT,
        "collective": FLAG, "lead_basis": TEXT,
    },
    "milestone": {
        "milestone_id": TEXT, "document_id": TEXT, "task_id": TEXT, "position": WHOLE, "clause": TEXT, "what": TEXT,
        "wording": TEXT, "due": DAY, "precision": TEXT, "quote": TEXT,
    },
    "indicator": {"indicator_id": TEXT, "document_id": TEXT, "name": TEXT, "unit_of_measure": TEXT, "scope": TEXT},
    "target": {
        "target_id": TEXT, "document_id": TEXT, "task_id": TEXT, "position": WHOLE, "clause": TEXT, "indicator_id": TEXT,
        "comparator": TEXT, "value": REAL, "value_text": TEXT, "upper": REAL, "unit_of_measure": TEXT, "due": DAY,
        "wording": TEXT, "starts_on": DAY, "modality": TEXT, "reduction": FLAG, "baseline_year": WHOLE,
        "baseline_value": REAL, "pathway": TEXT, "tolerance": REAL, "set_by": TEXT, "undefined": TEXT, "quote": TEXT,
    },
    "threshold": {"threshold_id": TEXT, "value": REAL, "effective_on": DAY},
    "reporting_window": {
        "period": TEXT, "year": WHOLE, "quarter": WHOLE, "period_end": DAY, "opens_on": DAY,
        "closes_on": DAY, "estimated": FLAG,
    },
    "plan_fault": {"task_id": TEXT},
    "workday": {"calendar_day": DAY, "nth": WHOLE},
}  # fmt: skip


class UnitNames:
    """Resolves a name or alias within one jurisdiction to its unit."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._found = {
            (unit.jurisdiction, name): unit for unit in units for name in (unit.name, *unit.aliases)
        }

    def find(self, jurisdiction: str, name: str) -> Unit | None:
        return self._found.get((jurisdiction, name))


def task_of(problem: Problem) -> str | None:
    """The task (document/local) a problem touches, whether it stands in the task or in one of its goals."""
    parts = (problem.subject or "").split("/")
    return "/".join(parts[:2]) if len(parts) > 1 else None


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
        {
            **indicator.model_dump(exclude={"id"}),
            "indicator_id": f"{document.id}/{indicator.id}",
            "document_id": document.id,
        }
        for indicator in file.indicators
    ]
    owners: list[tuple[Goals | Task, str | None, str]] = [
        (goals, None, f"{document.id}/goals") for goals in file.goals
    ]
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
        owners.append((task, task_id, task_id))
    for owner, owning_task, prefix in owners:
        rows["milestone"] += [
            _milestone_row(file, prefix, owning_task, owner.clause, m) for m in owner.milestones
        ]
        rows["target"] += [_target_row(file, prefix, owning_task, owner.clause, t) for t in owner.targets]


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


def plan_frames(plan: Plan, problems: Iterable[Problem], until: date) -> dict[str, pl.DataFrame]:
    """One frame a table of PLAN_COLUMNS; `position` numbers the rows in the order of the text.

    `problems` are those of the plan files: a task that may have lost a part is remembered in `plan_fault`.
    """
    rows: dict[str, list[Row]] = {table: [] for table in PLAN_COLUMNS}
    names = UnitNames(plan.units)
    rows["unit"] = [
        {**unit.model_dump(include={"name", "jurisdiction", "collective"}), "unit_id": unit.id}
        for unit in plan.units
    ]
    for file in plan.files:
        _file_rows(file, names, rows)
    rows["threshold"] = [
        {"threshold_id": t.id, "value": _number(t.value), "effective_on": t.effective_on}
        for t in plan.thresholds
    ]
    faults = {task_of(problem) for problem in problems if problem.severity is Severity.ERROR}
    rows["plan_fault"] = [{"task_id": task} for task in sorted(faults - {None}, key=str)]
    _calendar_rows(plan, until, rows)
    for table, columns in PLAN_COLUMNS.items():
        if "position" in columns and table != "assignment":
            for position, row in enumerate(rows[table], 1):
                row["position"] = position
    return {table: pl.DataFrame(rows[table], schema=columns) for table, columns in PLAN_COLUMNS.items()}
