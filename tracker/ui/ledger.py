"""The plan and journal this process serves, and the state of them that a view asks for."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tracker import queries
from tracker.accounts.policy_file import NAME as POLICY
from tracker.model import Document
from tracker.records.disk import stamp
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
    """Changes with the plan, with every record of the journal, and with the office's policy."""
    plan, problems = workspace().plan()
    ledger = workspace().journal.read()
    policy = stamp(workspace().data / POLICY)
    return f"{plan.fingerprint}-{ledger.head.hash}-{len(problems)}-{len(ledger.problems)}-{policy}"


def whole(view: View) -> Snapshot:
    """The judged state of the view's dates, with every document."""
    return workspace().status(view.as_of, view.known_at)


def snapshot(view: View) -> Snapshot:
    """The judged state as far as the view's documents go; equal for equal views, so it need not be asked for twice."""
    return view.scope.of(whole(view))


def chosen(view: View) -> Snapshot:
    """Like `snapshot`, but with every document where the reader has chosen none: for what belongs to no home office."""
    return snapshot(view) if view.scope.chosen else whole(view)


@lru_cache(maxsize=256)
def documents(view: View) -> tuple[Document, ...]:
    """The documents the view is about."""
    return tuple(view.scope.documents(workspace().plan()[0]))


NAMED = ("task", "targets")
"""Pages whose ``id`` begins with that of the document it belongs to."""
UNSCOPED = ("documents", "problems")
"""Pages that show every document, whatever is chosen."""


@lru_cache(maxsize=256)
def about(view: View) -> tuple[Document, ...]:
    """The documents the page speaks of: that of its ``id``, those with warnings or pilots, else those chosen."""
    every = tuple(file.document for file in workspace().plan()[0].files)
    if view.path in NAMED and (named := view.params.get("id", "").split("/")[0]):
        return tuple(document for document in every if document.id == named) or documents(view)
    if view.path in UNSCOPED:
        return every
    if view.path in REGISTERS and not view.scope.chosen:
        wanted = set(REGISTERS[view.path](whole(view))["document_id"])
        return tuple(document for document in every if document.id in wanted) or documents(view)
    return documents(view)


REGISTERS = {"alerts": queries.alert_documents, "pilots": queries.pilot_types}
"""Pages that without a choice show whatever document has something for them."""


@dataclass(frozen=True)
class Masthead:
    """What stands above every page."""

    head: Head
    demo: bool
    simulated: bool
    """Whether any record was written under a simulated clock; such a ledger is a rehearsal."""
    problems: int
    units: tuple[tuple[str, str, str], ...]
    """Id, name and jurisdiction of every unit that can report, in the order of the register."""


def speakers(view: View) -> dict[str, str]:
    """Name by id of the units that can report on the documents shown, in the order of the register."""
    places = {document.jurisdiction for document in documents(view)}
    return {unit: name for unit, name, place in masthead(view.version).units if place in places}


@lru_cache(maxsize=4)
def masthead(version: str) -> Masthead:
    """Of the plan and journal as they are; `version` tells when to look again."""
    plan, problems = workspace().plan()
    ledger = workspace().journal.read()
    return Masthead(
        head=ledger.head,
        demo=any(record.kind == "opened" and record.body.get("demo") for record in ledger.records),
        simulated=any(record.clock for record in ledger.records),
        problems=len(problems) + len(ledger.problems),
        units=tuple((unit.id, unit.name, unit.jurisdiction) for unit in plan.units if not unit.collective),
    )
