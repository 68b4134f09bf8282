"""What a plan file claims to have taken from the text: every quotation, clause title and list of units, with its clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.model import Goals, PlanFile, Task
from tracker.plan.quotes import holds
from tracker.plan.reader import UNREAD

UNNAMED = "（文中未写明责任单位）"
"""Our own words where the text names nobody; like those of a field that could not be read they cite nothing."""


class CitationKind(StrEnum):
    TITLE = "title"
    UNITS = "units"
    MILESTONE = "milestone"
    TARGET = "target"
    DUE = "due"
    """The words of a target's date: they may stand before the words that set its figure."""
    WINDOW = "window"
    CONDITION = "condition"
    PILOT = "pilot"
    REVIEWED = "reviewed"
    VALIDITY = "validity"


SETS_FIGURES = frozenset(CitationKind) - {CitationKind.TITLE, CitationKind.UNITS, CitationKind.DUE}
"""Kinds whose quotation accounts for the figures and dates in it."""
NAMES_UNITS = frozenset({CitationKind.UNITS, CitationKind.REVIEWED})
"""Kinds whose quotation accounts for the responsible units in it."""


@dataclass(frozen=True)
class Citation:
    """`words` are to stand in `clause`; no clause = anywhere in the document, no words = the whole clause."""

    item: str
    """Global id of what it belongs to, e.g. haidian-2024-8/5.3/t2025; `document/reviewed/3` for the third entry."""
    kind: CitationKind
    clause: str | None
    words: str


def citations(file: PlanFile) -> list[Citation]:
    """All of one plan file, in its order."""
    document = file.document.id
    found: list[Citation] = []
    if file.document.validity:
        found.append(Citation(document, CitationKind.VALIDITY, None, file.document.validity))
    for goals in file.goals:
        found += _owned(f"{document}/goals", goals)
    for task in file.tasks:
        found += _owned(f"{document}/{task.id}", task)
        found += _of_task(f"{document}/{task.id}", task)
    found += [
        Citation(f"{document}/{pilot.id}", CitationKind.PILOT, None, pilot.quote) for pilot in file.pilots
    ]
    found += [
        Citation(f"{document}/reviewed/{number}", CitationKind.REVIEWED, entry.clause, entry.quote or "")
        for number, entry in enumerate(file.reviewed, 1)
    ]
    return [one for one in found if one.words not in (UNREAD, UNNAMED) and one.clause != UNREAD]


def _owned(owner: str, holder: Goals | Task) -> Iterator[Citation]:
    yield Citation(owner, CitationKind.TITLE, holder.clause, holder.title)
    for milestone in holder.milestones:
        yield Citation(f"{owner}/{milestone.id}", CitationKind.MILESTONE, holder.clause, milestone.quote)
    for target in holder.targets:
        yield Citation(f"{owner}/{target.id}", CitationKind.TARGET, holder.clause, target.quote)
        if target.due and not holds(target.quote, target.due.wording):
            yield Citation(f"{owner}/{target.id}", CitationKind.DUE, holder.clause, target.due.wording)


def _of_task(owner: str, task: Task) -> Iterator[Citation]:
    for assignment in task.assignments:
        clause = assignment.inherited_from or task.clause
        yield Citation(owner, CitationKind.UNITS, clause, assignment.as_written)
    for window in task.windows:
        yield Citation(f"{owner}/{window.id}", CitationKind.WINDOW, task.clause, window.quote)
    for condition in task.conditions:
        yield Citation(owner, CitationKind.CONDITION, condition.clause or task.clause, condition.quote)
