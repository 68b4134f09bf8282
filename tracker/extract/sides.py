"""The two sides of a comparison in one form: what a loaded plan and what a new draft ask of whom, clause by clause."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker.extract.planned import Planned
from tracker.extract.proposal import Kind, Part, due_words, parts
from tracker.model import Document, Milestone, PlanFile, Target
from tracker.periods import parse_due
from tracker.plan.units import UnitNames


@dataclass(frozen=True)
class Goal:
    """A target or milestone, from either side; `figure` is what it asks: comparator, value, upper bound, unit of measure."""

    name: str
    figure: tuple[str, ...]
    due: str
    """The day, as YYYY-MM-DD; empty without one."""
    words: str
    quote: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Block:
    """A clause that is a task, or goals of the document; `units` by name as the register has it, with the role."""

    clause: str
    title: str
    goals: bool
    units: dict[str, str]
    targets: tuple[Goal, ...]
    milestones: tuple[Goal, ...]
    start: int | None = None
    end: int | None = None


def of_plan(file: PlanFile, names: UnitNames) -> Iterator[Block]:
    indicators = {one.id: one.name for one in file.indicators}
    for goals in file.goals:
        yield Block(
            goals.clause,
            goals.title,
            True,
            {},
            tuple(_old_target(one, indicators) for one in goals.targets),
            tuple(_old_milestone(one) for one in goals.milestones),
        )
    for task in file.tasks:
        yield Block(
            task.clause,
            task.title,
            False,
            _units(
                ((part.role.value, unit) for part in task.assignments for unit in part.units),
                file.document,
                names,
            ),
            tuple(_old_target(one, indicators) for one in task.targets),
            tuple(_old_milestone(one) for one in task.milestones),
        )


def of_draft(planned: Planned, document: Document, names: UnitNames) -> Iterator[Block]:
    """The same names are asked in the same register on both sides, whatever place the new text seems to be of."""
    by_item: dict[str, list[Part]] = {}
    for part in parts(planned):
        by_item.setdefault(part.item, []).append(part)
    for own in by_item.values():
        whole = own[0]
        if whole.kind is Kind.HEAD:
            continue
        given = [part.value for part in own if part.kind is Kind.ASSIGNMENT]
        said = ((one["role"], unit) for one in given for unit in one["units"])
        yield Block(
            whole.clause,
            whole.value.get("title", ""),
            whole.kind is Kind.GOALS,
            _units(said, document, names),
            tuple(_new_goal(part) for part in own if part.kind is Kind.TARGET),
            tuple(_new_goal(part) for part in own if part.kind is Kind.MILESTONE),
            whole.start,
            whole.end,
        )


def _units(said: Iterable[tuple[str, str]], document: Document, names: UnitNames) -> dict[str, str]:
    found: dict[str, str] = {}
    for role, name in said:
        unit = names.find(document, name)
        found.setdefault(unit.name if unit else name, role)
    return found


def _old_target(one: Target, indicators: dict[str, str]) -> Goal:
    figure = (
        one.comparator.value if one.comparator else "",
        "" if one.value is None else format(one.value.normalize(), "f"),
        "" if one.upper is None else format(one.upper.normalize(), "f"),
        one.unit_of_measure or "",
    )
    due = one.due.wording if one.due else ""
    on = str(one.due.on) if one.due else ""
    return Goal(indicators.get(one.indicator, one.indicator), figure, on, due, one.quote)


def _old_milestone(one: Milestone) -> Goal:
    return Goal("", (), str(one.due.on), one.due.wording, one.quote)


def _new_goal(part: Part) -> Goal:
    said: dict[str, Any] = part.value
    figure = (
        tuple(str(said.get(name, "")) for name in ("comparator", "value", "upper", "unit_of_measure"))
        if part.kind is Kind.TARGET
        else ()
    )
    due = said.get("due", "")
    parsed = None if isinstance(due, dict) else parse_due(due) if due else None
    on = due["on"] if isinstance(due, dict) else str(parsed.on) if parsed else ""
    name = said.get("indicator", "")
    return Goal(name, figure, on, due_words(said), said.get("quote", ""), part.start, part.end)
