"""The plan and journal this process serves, and the state of them that a view asks for."""

import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from tracker.model import DocumentStatus
from tracker.records.journal import Head
from tracker.snapshot import Snapshot, Workspace
from tracker.ui.state import View

_workspace: Workspace | None = None


def serve_from(workspace: Workspace) -> None:
    """From now on the pages of this process show this workspace."""
    global _workspace
    _workspace = workspace


def workspace() -> Workspace:
    """What `serve_from` named; else the folders of TRACKER_TASKS and TRACKER_DATA, by default tasks/ and data/."""
    if _workspace is None:
        tasks, data = os.environ.get("TRACKER_TASKS", "tasks"), os.environ.get("TRACKER_DATA", "data")
        serve_from(Workspace(Path(tasks), Path(data)))
        return workspace()
    return _workspace


def version() -> str:
    """Changes with the plan and with every record of the journal."""
    plan, problems = workspace().plan()
    ledger = workspace().journal.read()
    return f"{plan.fingerprint}-{ledger.head.hash}-{len(problems)}-{len(ledger.problems)}"


def snapshot(view: View) -> Snapshot:
    """The judged state of the view's dates; equal for equal views, so it need not be asked for twice."""
    return workspace().status(view.as_of, view.known_at)


@dataclass(frozen=True)
class Masthead:
    """What stands above every page."""

    documents: tuple[str, ...]
    head: Head
    demo: bool
    simulated: bool
    """Whether any record was written under a simulated clock; such a ledger is a rehearsal."""
    problems: int
    units: tuple[tuple[str, str], ...]
    """Id and name of every unit that can report, in the order of the register."""
    issued: date | None
    """When the earliest document in force was issued."""


@lru_cache(maxsize=4)
def masthead(version: str) -> Masthead:
    """Of the plan and journal as they are; `version` tells when to look again."""
    plan, problems = workspace().plan()
    ledger = workspace().journal.read()
    documents = [file.document for file in plan.files if file.document.status is DocumentStatus.IN_FORCE]
    return Masthead(
        documents=tuple(
            f"{d.title}（{d.document_number}）" if d.document_number else d.title for d in documents
        ),
        head=ledger.head,
        demo=any(record.kind == "opened" and record.body.get("demo") for record in ledger.records),
        simulated=any(record.clock for record in ledger.records),
        problems=len(problems) + len(ledger.problems),
        units=tuple((unit.id, unit.name) for unit in plan.units if not unit.collective),
        issued=min((d.issued_on for d in documents if d.issued_on), default=None),
    )
