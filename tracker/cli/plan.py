"""Commands about the plan files: are they sound, and what do they say."""

from typing import Any

import typer

from tracker.cli.options import DATA, TASKS, Data, Json, Tasks, workspace
from tracker.cli.output import finish, say_json, say_problems, table
from tracker.labels import DOCUMENT_STATUS, TASK_KIND
from tracker.model import Assignment, Document, LeadBasis, Milestone, Plan, PlanFile, Target
from tracker.plan.units import UnitNames
from tracker.problems import has_errors


def check(tasks: Tasks = TASKS, data: Data = DATA, as_json: Json = False) -> None:
    """核对方案文件，列出每一处问题、位置和改法。"""
    plan, problems = workspace(tasks, data).plan()
    if as_json:
        say_json({"ok": not has_errors(problems), "problems": [problem.as_json() for problem in problems]})
    else:
        say_problems(problems)
        count = sum(len(file.tasks) for file in plan.files)
        verdict = "没有问题" if not problems else f"{len(problems)} 处问题"
        typer.echo(f"{len(plan.files)} 份文件、{count} 项任务、{len(plan.units)} 个单位：{verdict}。")
    finish(problems)


def show(tasks: Tasks = TASKS, data: Data = DATA, as_json: Json = False) -> None:
    """列出方案内容：文件、任务、指标、时间节点、单位。"""
    plan, problems = workspace(tasks, data).plan()
    if as_json:
        say_json(plan_json(plan))
    else:
        for file in plan.files:
            document = file.document
            typer.echo(
                f"{document.title}　{document.document_number or ''}　{DOCUMENT_STATUS[document.status]}"
            )
            rows = [
                (task.clause, task.title, TASK_KIND[task.kind], "、".join(_written(task.assignments)))
                for task in file.tasks
            ]
            typer.echo(table(rows))
    say_problems(problems)
    finish(problems)


def _written(assignments: tuple[Assignment, ...]) -> list[str]:
    return [name for assignment in assignments for name in assignment.units]


def plan_json(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """The whole plan in the shape that other programs rely on; see docs/plan-format.md."""
    names = UnitNames(plan.units)
    return {
        "documents": [_document(file.document) for file in plan.files],
        "tasks": [row for file in plan.files for row in _tasks(file, names)],
        "targets": [
            _target(file.document.id, {one.id: one.name for one in file.indicators}, *rest)
            for file in plan.files
            for rest in _owned(file, "targets")
        ],
        "milestones": [
            _milestone(file.document.id, *rest) for file in plan.files for rest in _owned(file, "milestones")
        ],
        "units": [
            unit.model_dump(include={"id", "name", "aliases", "jurisdiction", "collective"})
            for unit in plan.units
        ],
    }


def _document(document: Document) -> dict[str, Any]:
    keys = ("id", "title", "document_number", "status", "track", "jurisdiction", "issued_on", "expires_on")
    return {key: getattr(document, key) for key in keys}


def _owned(file: PlanFile, kind: str) -> list[tuple[str, str, Any]]:
    """(owner id, clause, item) of every target or milestone, in the order of the text."""
    owners = [(f"{file.document.id}/goals", goals) for goals in file.goals]
    owners += [(f"{file.document.id}/{task.id}", task) for task in file.tasks]  # type: ignore[misc]
    return [(owner, holder.clause, item) for owner, holder in owners for item in getattr(holder, kind)]


def _tasks(file: PlanFile, names: UnitNames) -> list[dict[str, Any]]:
    document = file.document

    def lead(assignment: Assignment) -> str | None:
        if assignment.lead is not LeadBasis.PROVISIONAL:
            return None
        found = ((name, names.find(document, name)) for name in assignment.units)
        return next((name for name, unit in found if unit and not unit.collective), None)

    return [
        {
            "id": f"{document.id}/{task.id}",
            "document": document.id,
            "clause": task.clause,
            "title": task.title,
            "kind": task.kind,
            "assignments": [
                {
                    "role": assignment.role,
                    "as_written": assignment.as_written,
                    "units": list(assignment.units),
                    "provisional_lead": lead(assignment),
                }
                for assignment in task.assignments
            ],
        }
        for task in file.tasks
    ]


def _target(document: str, names: dict[str, str], owner: str, clause: str, target: Target) -> dict[str, Any]:
    return {
        "id": f"{owner}/{target.id}",
        "document": document,
        "clause": clause,
        "indicator": names.get(target.indicator, target.indicator),
        "indicator_id": f"{document}/{target.indicator}",
        "comparator": target.comparator,
        "value": target.value,
        "unit_of_measure": target.unit_of_measure,
        "due": target.due.on if target.due else None,
        "modality": target.modality,
        "pathway": target.pathway,
        "baseline": target.baseline.model_dump(include={"year", "value"}) if target.baseline else None,
        "quote": target.quote,
    }


def _milestone(document: str, owner: str, clause: str, milestone: Milestone) -> dict[str, Any]:
    due = milestone.due
    return {
        "id": f"{owner}/{milestone.id}",
        "document": document,
        "clause": clause,
        "due": due.on,
        "precision": due.precision,
        "wording": due.wording,
        "quote": milestone.quote,
    }
