"""Writes the demonstration ledger afresh; the facts stand in facts.yaml."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from tracker import queries
from tracker.accounts.accounts import Accounts
from tracker.evidence import accept_with_files, file_fields
from tracker.intake import Actor, Draft, Role
from tracker.problems import Problem
from tracker.records.journal import FileJournal, Ledger
from tracker.snapshot import Workspace

TODAY = date(2026, 11, 20)
"""The day the demonstration is set on, so that it shows the same whenever it is started."""

OFFICE = Actor("演示-双碳办", Role.OFFICE)
PREFIXED = ("task", "target", "item", "indicator")
LISTED = ("tasks", "items")
"""Fields with several ids of the plan."""
POINTING = ("request", "alert", "submission")
"""Fields that name the record of an earlier step."""
SOURCED = ("target_setting", "year_goal", "lead_confirmed", "reading", "assessment_figure")
BOOKKEEPING = ("day", "kind", "unit", "called", "of", "by", "file", "content")


@dataclass(frozen=True)
class Step:
    """One batch: who records what on which day; `name` lets a later step point at its record."""

    day: date
    actor: Actor
    draft: Draft
    name: str | None = None
    file: tuple[str, bytes] | None = None
    """Of evidence: what the file is called and what it says."""


def make(tasks: Path, data: Path, until: date = TODAY) -> list[Problem]:
    """Replace the ledger under `data` by the demonstration up to `until`. Problems = facts and plan do not agree.

    Only a ledger that itself says that it is a demonstration is replaced, and only where nobody has an account.
    """
    journal = FileJournal(data / "journal")
    written = (data / "journal" / "journal.jsonl").exists()
    if written and not _is_demo(journal.read()):
        return [
            Problem(
                "demo.real-data",
                f"{data} 中已有台账，而且不是演示数据，没有改动。",
                "请用 --data 为演示另选一个文件夹。",
            )
        ]
    if Accounts(Workspace(tasks, data)).any:
        # An office that has begun with its accounts may have recorded nothing yet.
        message = f"{data} 中已有账号，不是演示数据，没有改动。"
        return [Problem("demo.real-data", message, "请用 --data 为演示另选一个文件夹。")]
    if written:
        for folder in ("journal", "plans", "evidence", "drafts", "access", "messages"):
            shutil.rmtree(data / folder, ignore_errors=True)
    clock = [datetime(2000, 1, 1)]
    workspace = Workspace(tasks, data, now=lambda: clock[0], simulated=True)
    facts = yaml.safe_load(files("tracker.demo").joinpath("facts.yaml").read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for step in sorted(_steps(facts, workspace), key=lambda step: step.day):
        if step.day > until:
            break
        clock[0] = datetime(step.day.year, step.day.month, step.day.day, 2)
        body = dict(step.draft.body)
        body |= {name: names[str(body[name])] for name in POINTING if name in body}
        attached: dict[str, bytes] = {}
        if step.file:
            fields = file_fields(*step.file)
            if isinstance(fields, Problem):
                return [fields]
            body |= fields
            attached[str(fields["sha256"])] = step.file[1]
        outcome = accept_with_files(workspace, [Draft(step.draft.kind, body)], attached, step.actor)
        if not outcome.ok:
            return list(outcome.problems)
        if step.name:
            names[step.name] = outcome.records[-1].id
    return []


def _is_demo(ledger: Ledger) -> bool:
    """A demonstration opens with saying so."""
    first = ledger.records[0] if ledger.records else None
    return first is not None and first.kind == "opened" and first.body.get("demo") is True


def _steps(facts: dict[str, Any], workspace: Workspace) -> Iterator[Step]:
    yield Step(facts["opened"], OFFICE, Draft("opened", {"on": facts["opened"], "demo": True}))
    for row in facts["office"] + facts["after"]:
        yield Step(row["day"], OFFICE, _draft(row, facts, keep_unit=True))
    for row in facts["units"]:
        actor = Actor("演示-" + row["unit"], Role.UNIT, row["unit"])
        yield Step(row["day"], actor, _draft(row, facts), row.get("called"))
    for row in facts["desk"]:
        role = Role.REPORTER if row.get("by") == "reporter" else Role.UNIT
        who = "填报员-" if role is Role.REPORTER else ""
        actor = Actor(f"演示-{who}{row['unit']}", role, row["unit"])
        file = (row["file"], str(row["content"]).encode()) if "file" in row else None
        yield Step(row["day"], actor, _draft(row, facts), row.get("called"), file)
    for row in facts["series"]:
        for offset, value in enumerate(row["values"]):
            reading = {"indicator": row["indicator"], "period": str(row["from"] + offset), "value": value}
            kept = {"status": row.get("status", "final"), "basis": row.get("basis", "level")}
            yield Step(row["day"], OFFICE, _draft({"kind": "reading", **reading, **kept}, facts))
    for row in facts["alerts"]:
        actor = Actor("演示-" + row["unit"], Role.UNIT, row["unit"]) if "unit" in row else OFFICE
        yield Step(
            row["day"], actor, _draft(row, facts | {"document": row["of"]}, keep_unit=True), row.get("called")
        )
    for row in facts["pilots"]:
        yield Step(row["day"], OFFICE, _draft(row, facts | {"document": row["of"]}))
    yield from _signed(facts, workspace)
    for row in facts["supervision"]:
        actor = Actor("演示-" + row["unit"], Role.UNIT, row["unit"]) if "unit" in row else OFFICE
        yield Step(row["day"], actor, _draft(row, facts))
    for row in facts["assessment"]:
        for asked, value in row["values"].items():
            figure = {name: row[name] for name in row if name != "values"} | {"input": asked, "value": value}
            yield Step(
                row["day"], OFFICE, _draft({"kind": "assessment_figure", **figure}, facts, keep_unit=True)
            )
    yield from _quarters(facts, workspace)


def _signed(facts: dict[str, Any], workspace: Workspace) -> Iterator[Step]:
    """Every unit signs for the tasks it has a part in."""
    for row in queries.receipts(workspace.status(TODAY)):
        unit = row["unit_id"]
        if unit not in facts["unsigned"] and row["document_id"] == facts["document"]:
            body = {"task": row["task_id"], "unit": unit, "state": "signed"}
            actor = Actor("演示-" + unit, Role.UNIT, unit)
            yield Step(facts["signed_on"], actor, Draft("receipt", body))


def _draft(row: dict[str, Any], facts: dict[str, Any], keep_unit: bool = False) -> Draft:
    dropped = [name for name in BOOKKEEPING if not (keep_unit and name == "unit")]
    body = {name: value for name, value in row.items() if name not in dropped}
    for name in PREFIXED:
        if name in body and not (row["kind"] == "work_item" and name == "item"):
            body[name] = f"{facts['document']}/{body[name]}"
    for name in LISTED:
        if name in body:
            body[name] = [f"{facts['document']}/{one}" for one in body[name]]
    if "of_unit" in body:
        body["unit"] = body.pop("of_unit")
    if row["kind"] in SOURCED:
        body["source"] = facts["source"]
    return Draft(row["kind"], body)


def _quarters(facts: dict[str, Any], workspace: Workspace) -> Iterator[Step]:
    """Every task's report of every quarter by the unit that answers for it, then the lock."""
    rows = queries.tasks(workspace.status(TODAY)).to_dicts()
    confirmed = {row["task"]: row["unit"] for row in facts["office"] if row["kind"] == "lead_confirmed"}
    for period, quarter in facts["quarters"].items():
        for row in rows:
            local = row["task_id"].split("/")[1]
            unit = confirmed.get(local, row["answer_unit"])
            if (
                row["document_id"] != facts["document"]
                or period in facts["silent"].get(local, ())
                or unit is None
            ):
                continue
            text = f"（演示）{facts['topics'][local]}：{quarter['text']}。"
            body: dict[str, object] = {"task": row["task_id"], "period": period, "text": text}
            if percent := facts["percent"].get(local, {}).get(period):
                body["percent"] = percent
            if period == "2026-Q3":
                body |= {
                    name: facts[name][local] for name in ("problems", "own_light") if local in facts[name]
                }
            day = quarter["late_day"] if period in facts["late"].get(local, ()) else quarter["day"]
            yield Step(day, Actor("演示-" + unit, Role.UNIT, unit), Draft("progress", body))
        if "locked" in quarter:
            yield Step(
                quarter["locked"],
                OFFICE,
                Draft("period_lock", {"period": period, "locked": True}),
            )
