"""One document as rows: what it says, with global ids, and units as they stand on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.model import (
    JUDGED,
    Document,
    DocumentStatus,
    Goals,
    LeadBasis,
    Milestone,
    Plan,
    PlanFile,
    Target,
    Task,
    Unit,
)
from tracker.plan.units import UnitNames

Row = dict[str, object]


@dataclass(frozen=True)
class Units:
    """The register on one day."""

    names: UnitNames
    day: date

    def find(self, document: Document, name: str) -> Unit | None:
        return self.names.find(document, name)

    def id_of(self, document: Document, name: str) -> str | None:
        """Who answers on that day for what the name was given."""
        unit = self.find(document, name)
        return self.names.acting(unit.id, self.day) if unit else None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _assignment_rows(document: Document, task: Task, task_id: str, units: Units) -> list[Row]:
    rows: list[Row] = []
    for assignment in task.assignments:
        for name in assignment.units:
            unit = units.find(document, name)
            rows.append(
                {
                    "task_id": task_id,
                    "position": len(rows) + 1,
                    "role": assignment.role.value,
                    "unit_id": units.id_of(document, name),
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


def _duty_rows(document: Document, task: Task, task_id: str, units: Units) -> list[Row]:
    return [
        {
            "duty_id": f"{task_id}/{duty.id}",
            "task_id": task_id,
            "unit_id": units.id_of(document, name),
            "name_as_written": name,
            "what": duty.what,
        }
        for duty in task.duties
        for name in duty.units
    ]


def _task_rows(document: Document, task: Task, units: Units) -> dict[str, list[Row]]:
    task_id = f"{document.id}/{task.id}"
    plain = task.model_dump(include={"clause", "title", "summary"})
    return {
        "task": [
            {
                **plain,
                "task_id": task_id,
                "document_id": document.id,
                "kind": task.kind.value,
                "judged": task.kind in JUDGED,
            }
        ],
        "assignment": _assignment_rows(document, task, task_id, units),
        "duty": _duty_rows(document, task, task_id, units),
        "condition": [{"task_id": task_id, **one.model_dump()} for one in task.conditions],
        "application_window": [
            {
                "window_id": f"{task_id}/{window.id}",
                "document_id": document.id,
                "task_id": task_id,
                "clause": task.clause,
                "closes_on": window.closes.on,
                "wording": window.closes.wording,
                **window.model_dump(include={"what", "opens_on", "quote"}),
            }
            for window in task.windows
        ],
        "task_level": [{"task_id": task_id, "level": level.value} for level in task.alert_levels],
        "funding": [{"task_id": task_id, "instrument_id": instrument} for instrument in task.funded_by],
        "supersession": [
            {"task_id": earlier, "by_task": task_id, "by_document": document.id}
            for earlier in task.supersedes
        ],
    }


def file_rows(file: PlanFile, names: UnitNames, as_of: date) -> dict[str, list[Row]]:
    """The rows of one document by table."""
    document, units = file.document, Units(names, as_of)
    rows: dict[str, list[Row]] = defaultdict(list)
    rows["document"].append(
        {
            **document.model_dump(
                include={"title", "document_number", "status_reason", "jurisdiction", "track"}
                | {"issued_on", "effective_on", "expires_on", "validity"}
            ),
            "document_id": document.id,
            "status": DocumentStatus.IN_FORCE.value if document.binds else document.status.value,
            "coordinator": units.id_of(document, document.coordinator),
        }
    )
    rows["indicator"] += [
        {
            **indicator.model_dump(include={"name", "unit_of_measure", "scope"}),
            "indicator_id": f"{document.id}/{indicator.id}",
            "document_id": document.id,
        }
        for indicator in file.indicators
    ]
    rows["pilot_type"] += [
        {
            **pilot.model_dump(include={"name", "applicants", "months"}),
            "pilot_type_id": f"{document.id}/{pilot.id}",
            "document_id": document.id,
            "stages": ",".join(stage.value for stage in pilot.stages),
        }
        for pilot in file.pilots
    ]
    owners: list[tuple[Goals | Task, str | None, str]] = [
        (goals, None, f"{document.id}/goals") for goals in file.goals
    ]
    for task in file.tasks:
        task_id = f"{document.id}/{task.id}"
        for table, found in _task_rows(document, task, units).items():
            rows[table] += found
        owners.append((task, task_id, task_id))
    for owner, owning_task, prefix in owners:
        rows["milestone"] += [
            _milestone_row(file, prefix, owning_task, owner.clause, m) for m in owner.milestones
        ]
        rows["target"] += [_target_row(file, prefix, owning_task, owner.clause, t) for t in owner.targets]
        rows["alignment"] += [
            {
                "target_id": f"{prefix}/{target.id}",
                "serves": one.target,
                **one.model_dump(include={"same_scope", "note"}),
            }
            for target in owner.targets
            for one in target.serves
        ]
    return rows


def indicator_lines(plan: Plan) -> list[Row]:
    """Each indicator with itself and every earlier one that it continues: whose readings count for it."""
    earlier = {
        f"{file.document.id}/{one.id}": one.continues for file in plan.files for one in file.indicators
    }
    rows: list[Row] = []
    for indicator in earlier:
        source: str | None = indicator
        seen: list[str] = []
        while source in earlier and source not in seen:
            seen.append(source)
            source = earlier[source]
        rows += [{"indicator_id": indicator, "source_id": one} for one in seen]
    return rows
