"""The draft of one document in the form of a plan file, with the place, the confidence and the doubts of each part of it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.extract.becoming import Became, Fate, fates
from tracker.extract.desk import Desk, Note
from tracker.extract.draft import Draft
from tracker.extract.goals.found import FoundMilestone, FoundTarget
from tracker.extract.ids import distinct, document_id, task_id
from tracker.extract.register import Register
from tracker.extract.responsibility import Item, doubts, spoken
from tracker.extract.text import FRONT, Folded
from tracker.extract.units.assigned import Form
from tracker.extract.units.splitting import Name
from tracker.model import Due, Role
from tracker.periods import parse_due
from tracker.sources.citations import UNNAMED

Json = dict[str, Any]
TO_SUM_UP = "（待审阅者用自己的话概括）"
TO_SETTLE = "（待确定）"
_CONFIDENCE = {
    Form.LABELLED: 1.0,
    Form.TORN: 0.4,
    Form.ROLES: 0.95,
    Form.LIST: 0.9,
    Form.SENTENCE: 0.7,
    Form.DUTIES: 0.7,
}
_DRAFT = re.compile(r"征求意见|草案|送审|讨论稿")


@dataclass(frozen=True)
class Planned:
    """`plan` is the plan file as it is written; `fates` and `of_clause` make the coverage matrix."""

    plan: Json
    notes: tuple[Note, ...]
    fates: tuple[Fate, ...]
    of_clause: Mapping[str, tuple[str, ...]]
    """By clause: ids of the tasks and goals that answer for it."""
    unknown_units: Mapping[str, tuple[str, ...]]
    """Names that the register does not know, each with the clauses that give it something."""


def planned(draft: Draft, folded: Folded, register: Register, document: str | None = None) -> Planned:
    """`register` resolves names; `document` is the id to be given."""
    desk = Desk(draft, folded, register)
    found = list(fates(draft, folded))
    tasks = list(_tasks(desk, found))
    goals = list(_goals(desk, found))
    plan = _head(desk, document or document_id(draft.document), tasks)
    if desk.indicators:
        plan["indicators"] = [
            {"id": one, "name": name} | ({"unit_of_measure": unit} if unit else {})
            for (name, unit), one in desk.indicators.items()
        ]
    plan |= {
        name: what
        for name, what in (("goals", goals), ("tasks", tasks), ("reviewed", _reviewed(found)))
        if what
    }
    return Planned(
        plan,
        tuple(desk.notes),
        tuple(found),
        {clause: tuple(ids) for clause, ids in desk.of_clause.items()},
        {name: tuple(clauses) for name, clauses in desk.unknown.items()},
    )


def _head(desk: Desk, document: str, tasks: list[Json]) -> Json:
    said = desk.draft.document
    leads = Counter(
        unit
        for task in tasks
        for part in task["assignments"][:1]
        for unit in part["units"][:1]
        if unit != UNNAMED
    )
    head: Json = {"id": document, "title": said.title or TO_SETTLE}
    if said.document_number:
        head["document_number"] = said.document_number
    head["issuers"] = list(said.issuers) or ["（文中未写明）"]
    if said.issued_on:
        head["issued_on"] = str(said.issued_on)
    head["status"] = "draft" if _DRAFT.search(said.title) else "in_force"
    if head["status"] == "draft":
        head["status_reason"] = "征求意见稿"
    head |= {
        "jurisdiction": desk.register.jurisdiction or TO_SETTLE,
        "track": "carbon-peak" if "碳" in said.title else "plan",
        "coordinator": next((unit for unit, _ in leads.most_common(1)), TO_SETTLE),
    }
    if said.parts:
        head["parts"] = list(said.parts)
    return {"document": head}


def _tasks(desk: Desk, found: list[Fate]) -> Iterator[Json]:
    chosen = [(fate, item) for fate in found if fate.became is Became.TASK for item in fate.items]
    ids = distinct([task_id(item.clause.path, desk.draft.document.parts) for _, item in chosen])
    for own, (fate, item) in zip(ids, chosen, strict=True):
        clause = item.clause
        desk.of_clause.setdefault(fate.clause.path, []).append(own)
        desk.note(own, "title", clause.path, *clause.titles, 1.0 if clause.titled else 0.8)
        last = item is fate.items[-1]
        targets = list(_targets(desk, own, clause.path, item.start, clause.end if last else item.end))
        milestones = list(_milestones(desk, own, clause.path, item.start, clause.end if last else item.end))
        task: Json = {
            "id": own,
            "clause": clause.path,
            "title": item.title or clause.title or TO_SETTLE,
            "summary": TO_SUM_UP,
            "kind": "dated" if milestones or any("due" in one for one in targets) else "standing",
            "assignments": [*_assignments(desk, own, item), *_implied(desk, item)] or [_unnamed()],
        }
        yield (
            task
            | ({"milestones": milestones} if milestones else {})
            | ({"targets": targets} if targets else {})
        )


def _unnamed() -> Json:
    return {"role": "responsible", "as_written": UNNAMED, "units": [UNNAMED]}


def _assignments(desk: Desk, own: str, item: Item) -> list[Json]:
    found: list[Json] = []
    sure = min((_CONFIDENCE[form] for form in item.forms), default=1.0)
    why = tuple(dict.fromkeys(doubts(item)))
    for place, part in enumerate(item.assigned):
        units = [spoken(desk.folded, name) for name in part.names]
        unknown = [unit for unit in units if not desk.register.knows(unit)]
        for unit in unknown:
            desk.unknown.setdefault(unit, {})[item.clause.path] = None
        one: Json = {
            "role": part.role.value,
            "as_written": desk.folded.quote(part.start, part.end),
            "units": units,
        }
        if part.role is Role.LEAD:
            one["lead"] = "stated"
        elif not found and _leads_for_now(item) and not desk.register.collective(units[0]):
            one["lead"] = "provisional"
        outside = not any(item.clause.start <= name.start < item.clause.end for name in part.names)
        if outside and (above := _clause_at(desk, part.names[0])):
            one["inherited_from"] = above
        told = (*why, *(f"单位名录中没有“{unit}”" for unit in unknown))
        desk.note(
            own,
            f"assignments/{place}",
            item.clause.path,
            part.start,
            part.end,
            round(sure - 0.2 * bool(unknown), 2),
            told,
        )
        found.append(one)
    return found


def _leads_for_now(item: Item) -> bool:
    """Whether the first of those who are responsible answers until the office has confirmed a lead."""
    return (
        all(part.role is not Role.LEAD for part in item.assigned)
        and item.assigned[0].role is Role.RESPONSIBLE
    )


def _implied(desk: Desk, item: Item) -> Iterator[Json]:
    """Those who answer for every clause without being listed there."""
    listed = {name.words for part in item.assigned for name in part.names}
    for one in desk.draft.responsibility.implied:
        names = [name for name in one.names if name.words not in listed]
        if names and item.assigned:
            yield {
                "role": "responsible",
                "as_written": desk.folded.quote(names[0].start, names[-1].end),
                "units": [desk.folded.quote(name.start, name.end) for name in names],
                "inherited_from": _clause_at(desk, names[0]),
            }


def _clause_at(desk: Desk, name: Name) -> str:
    clauses = desk.draft.document.clauses
    return next((clause.path for clause in clauses if clause.start <= name.start < clause.end), "")


def _goals(desk: Desk, found: list[Fate]) -> Iterator[Json]:
    for fate in found:
        if fate.became is not Became.GOALS:
            continue
        clause = fate.clause
        targets = list(_targets(desk, f"goals/{clause.path}", clause.path, clause.start, clause.end))
        milestones = list(_milestones(desk, f"goals/{clause.path}", clause.path, clause.start, clause.end))
        desk.of_clause.setdefault(clause.path, []).append("goals")
        one: Json = {"clause": clause.path, "title": clause.title or FRONT}
        yield (
            one
            | ({"milestones": milestones} if milestones else {})
            | ({"targets": targets} if targets else {})
        )


def _targets(desk: Desk, own: str, clause: str, low: int, high: int) -> Iterator[Json]:
    found = [one for path, one in desk.draft.goals.targets if path == clause and low <= one.start < high]
    for number, one in enumerate(found, desk.first("t", own, len(found))):
        part = f"t{number}"
        desk.note(own, f"targets/{part}", clause, *one.snippet, one.confidence, one.doubts)
        yield _target(desk, part, one)


def _target(desk: Desk, part: str, one: FoundTarget) -> Json:
    name = one.indicator or TO_SETTLE
    indicator = desk.indicators.setdefault((name, one.unit or ""), f"i{len(desk.indicators) + 1}")
    said: Json = {"id": part, "indicator": indicator}
    if one.value is None:
        said["set_by"] = one.set_by or TO_SETTLE
    else:
        said |= {"comparator": one.comparator.value, "value": format(one.value.normalize(), "f")}
        said |= {"upper": format(one.upper.normalize(), "f")} if one.upper is not None else {}
        said |= {"unit_of_measure": one.unit} if one.unit else {}
    if one.due:
        said["due"] = _due(one.due)
    said |= {"modality": one.modality} if one.modality else {}
    said |= {"reduction": True} if one.reduction else {}
    if one.baseline:
        said["baseline"] = {"year": one.baseline.year} | (
            {"value": format(one.baseline.value, "f")} if one.baseline.value is not None else {}
        )
    return said | {"quote": desk.folded.quote(*one.snippet)}


def _milestones(desk: Desk, own: str, clause: str, low: int, high: int) -> Iterator[Json]:
    found = [one for path, one in desk.draft.goals.milestones if path == clause and low <= one.start < high]
    for number, one in enumerate(found, desk.first("m", own, len(found))):
        part = f"m{number}"
        desk.note(own, f"milestones/{part}", clause, *one.snippet, one.confidence, one.doubts)
        yield _milestone(desk, part, one)


def _milestone(desk: Desk, part: str, one: FoundMilestone) -> Json:
    return {"id": part, "what": TO_SUM_UP, "due": _due(one.due), "quote": desk.folded.quote(*one.snippet)}


def _due(due: Due) -> Any:
    """The wording, where a plan file's reader makes the same day of it; else with the day."""
    parsed = parse_due(due.wording)
    if parsed and parsed.on == due.on:
        return due.wording
    said: Json = {"wording": due.wording, "on": str(due.on), "precision": due.precision.value}
    return said | ({"starts_on": str(due.starts_on)} if due.starts_on else {})


def _reviewed(found: list[Fate]) -> list[Json]:
    chosen = (Became.REVIEWED, Became.OPEN)
    return [{"clause": fate.clause.path, "why": fate.why} for fate in found if fate.became in chosen]
