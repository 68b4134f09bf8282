"""What a re-issued text changes in a loaded plan: clauses, units, targets and dated goals, both wordings and both places."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from tracker.extract.draft import Draft, Reading
from tracker.extract.planned import Planned
from tracker.extract.sides import Block, Goal, of_draft, of_plan
from tracker.model import PlanFile
from tracker.plan.units import UnitNames
from tracker.sources.folding import fold

ALIKE = 0.6
"""Titles, indicators and quotations at least this much alike are one thing reworded."""


class Change(StrEnum):
    CLAUSE_ADDED = "clause_added"
    CLAUSE_REMOVED = "clause_removed"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    UNIT_ADDED = "unit_added"
    UNIT_REMOVED = "unit_removed"
    ROLE_CHANGED = "role_changed"
    TARGET_ADDED = "target_added"
    TARGET_REMOVED = "target_removed"
    TARGET_CHANGED = "target_changed"
    MILESTONE_ADDED = "milestone_added"
    MILESTONE_REMOVED = "milestone_removed"
    MILESTONE_CHANGED = "milestone_changed"


@dataclass(frozen=True)
class Difference:
    """`old` and `new` are words; `what` names the fields of a goal that differ. Places: clause paths, offsets in the new text."""

    change: Change
    old_clause: str = ""
    new_clause: str = ""
    old: str = ""
    new: str = ""
    old_quote: str = ""
    new_quote: str = ""
    what: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


def draft_for(reading: Reading, old: PlanFile) -> Draft:
    """Of a file of several documents the one with the number of the loaded plan, else with the likest title."""
    number, title = old.document.document_number, old.document.title
    same = [one for one in reading.drafts if number and one.document.document_number == number]
    return (same or sorted(reading.drafts, key=lambda one: -_alike(one.document.title, title)))[0]


def compared(old: PlanFile, new: Planned, names: UnitNames) -> list[Difference]:
    """In the order of the new text; what is gone stands at the end of its kind."""
    before = list(of_plan(old, names))
    after = list(of_draft(new, old.document, names))
    pairs = _paired(before, after)
    found: list[Difference] = []
    for block in after:
        at = next((one for one, other in pairs if other is block), None)
        if at is None:
            found.append(_clause(Change.CLAUSE_ADDED, None, block))
            found += [_goal(Change.TARGET_ADDED, None, one, None, block) for one in block.targets]
            found += [_goal(Change.MILESTONE_ADDED, None, one, None, block) for one in block.milestones]
        else:
            found += _differences(at, block)
    kept = [one for one, _ in pairs]
    found += [
        _clause(Change.CLAUSE_REMOVED, block, None)
        for block in before
        if not any(block is one for one in kept)
    ]
    return found


def _paired(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[Block, Block]]:
    """Same number and like title first, then the likest title anywhere, then the same number alone."""
    left, right = list(before), list(after)
    pairs: list[tuple[Block, Block]] = []

    def take(candidates: Iterable[tuple[float, int, int]]) -> None:
        gone_left, gone_right = set[int](), set[int]()
        for _, one, other in sorted(candidates, key=lambda found: (-found[0], found[1], found[2])):
            if one not in gone_left and other not in gone_right:
                pairs.append((left[one], right[other]))
                gone_left.add(one)
                gone_right.add(other)
        left[:] = [block for at, block in enumerate(left) if at not in gone_left]
        right[:] = [block for at, block in enumerate(right) if at not in gone_right]

    def alike(same_number: bool, least: float) -> Iterator[tuple[float, int, int]]:
        for one, block in enumerate(left):
            for other, candidate in enumerate(right):
                if block.goals is not candidate.goals or (same_number and block.clause != candidate.clause):
                    continue
                score = _alike(block.title, candidate.title)
                if score >= least:
                    yield score, one, other

    for same_number, least in ((True, ALIKE), (False, ALIKE), (True, 0.0)):
        take(list(alike(same_number, least)))
    return pairs


def _alike(one: str, other: str) -> float:
    first, second = fold(one), fold(other)
    return 1.0 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()


def _differences(old: Block, new: Block) -> Iterator[Difference]:
    if old.clause != new.clause:
        yield _clause(Change.RENUMBERED, old, new)
    if fold(old.title) != fold(new.title):
        yield _clause(Change.REWORDED, old, new)
    for name, role in new.units.items():
        if name not in old.units:
            yield _unit(Change.UNIT_ADDED, old, new, "", f"{role}:{name}")
        elif old.units[name] != role:
            yield _unit(Change.ROLE_CHANGED, old, new, f"{old.units[name]}:{name}", f"{role}:{name}")
    for name, role in old.units.items():
        if name not in new.units:
            yield _unit(Change.UNIT_REMOVED, old, new, f"{role}:{name}", "")
    changes = (Change.TARGET_ADDED, Change.TARGET_REMOVED, Change.TARGET_CHANGED)
    yield from _goals(old, new, old.targets, new.targets, changes)
    changes = (Change.MILESTONE_ADDED, Change.MILESTONE_REMOVED, Change.MILESTONE_CHANGED)
    yield from _goals(old, new, old.milestones, new.milestones, changes)


def _goals(
    old: Block,
    new: Block,
    before: Sequence[Goal],
    after: Sequence[Goal],
    changes: tuple[Change, Change, Change],
) -> Iterator[Difference]:
    """The likest two of each side are one goal, first of all where nothing but the wording of the indicator differs."""
    scores = sorted(
        ((_score(one, other), -at, -to) for at, one in enumerate(before) for to, other in enumerate(after)),
        reverse=True,
    )
    of_old, of_new = dict[int, int](), set[int]()
    for score, at, to in scores:
        if score >= ALIKE and -at not in of_old and -to not in of_new:
            of_old[-at] = -to
            of_new.add(-to)
    added, removed, changed = changes
    for at, one in enumerate(before):
        if at not in of_old:
            yield _goal(removed, one, None, old, new)
        elif what := _what(one, after[of_old[at]]):
            yield _goal(changed, one, after[of_old[at]], old, new, what)
    for to, other in enumerate(after):
        if to not in of_new:
            yield _goal(added, None, other, old, new)


def _score(one: Goal, other: Goal) -> float:
    """A like quotation with the same figure and day is one goal; so is a like indicator with one of the two changed."""
    same = (one.figure == other.figure) + (one.due == other.due)
    words = _alike(one.quote, other.quote)
    likeness = max(words, _alike(one.name, other.name)) if one.name or other.name else words
    return likeness + 0.2 * same


def _what(one: Goal, other: Goal) -> tuple[str, ...]:
    names = ("comparator", "value", "upper", "unit_of_measure")
    found = [name for name, a, b in zip(names, one.figure, other.figure, strict=False) if a != b]
    return (*found, *(["due"] if one.due != other.due else []))


def _clause(change: Change, old: Block | None, new: Block | None) -> Difference:
    return Difference(
        change,
        old.clause if old else "",
        new.clause if new else "",
        old.title if old else "",
        new.title if new else "",
        start=new.start if new else None,
        end=new.end if new else None,
    )


def _unit(change: Change, old: Block, new: Block, before: str, after: str) -> Difference:
    return Difference(change, old.clause, new.clause, before, after, start=new.start, end=new.end)


def _goal(
    change: Change,
    one: Goal | None,
    other: Goal | None,
    old: Block | None,
    new: Block | None,
    what: tuple[str, ...] = (),
) -> Difference:
    return Difference(
        change,
        old.clause if old else "",
        new.clause if new else "",
        _words(one) if one else "",
        _words(other) if other else "",
        one.quote if one else "",
        other.quote if other else "",
        what,
        other.start if other else None,
        other.end if other else None,
    )


def _words(goal: Goal) -> str:
    comparator, value, upper, unit = goal.figure or ("", "", "", "")
    figure = f"{comparator}:{value}{f'-{upper}' if upper else ''}{unit}" if goal.figure else ""
    return "\t".join((goal.name, figure, goal.words))
