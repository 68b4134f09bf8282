"""What becomes of each clause in the draft: a task, goals of the document, something left out, or an open question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.extract.draft import Draft
from tracker.extract.responsibility import Item
from tracker.extract.text import FRONT, NOTICE, Clause, Folded

_AIMS = re.compile(r"目标")
_NO_TASK = re.compile(
    r"指导思想|基本原则|工作原则|总体原则|总体思路|基本思路|总体要求|适用范围|实施范围|支持对象|适用对象|名词解释|术语|定义|附则|形势|背景|现状|基础|意义|有效期|编制依据|其他说明|其他事项|总则"
)
SHORT = 12
"""A clause of fewer characters behind its title says nothing of its own."""


class Became(StrEnum):
    TASK = "task"
    GOALS = "goals"
    REVIEWED = "reviewed"
    HEADING = "heading"
    """Says nothing itself; the clauses below it do."""
    OPEN = "open"
    """Says something, and the reader does not know whether it is a task."""


@dataclass(frozen=True)
class Fate:
    """Of one clause; `items` are those that make tasks of it, `why` is for people."""

    clause: Clause
    became: Became
    items: tuple[Item, ...] = ()
    why: str = ""


def fates(draft: Draft, folded: Folded) -> Iterator[Fate]:
    """One for each clause, in the order of the text."""
    items: dict[int, list[Item]] = {}
    starts = {clause.path: clause.start for clause in draft.document.clauses}
    for item in draft.responsibility.items:
        items.setdefault(_holder(item, starts), []).append(item)
    with_goals = {clause for clause, _ in (*draft.goals.targets, *draft.goals.milestones)}
    parents = {clause.parent for clause in draft.document.clauses}
    assigns = any(item.assigned for item in draft.responsibility.items)
    by_path = {clause.path: clause for clause in draft.document.clauses}
    for clause in draft.document.clauses:
        own = items.get(clause.start, [])
        assigned = tuple(item for item in own if item.assigned)
        yield _fate(
            clause,
            assigned,
            tuple(own),
            clause.path in with_goals,
            clause.path in parents,
            assigns,
            by_path,
            folded,
        )


def _holder(item: Item, starts: dict[str, int]) -> int:
    """Where the clause of an item begins; a row of a torn table belongs to the clause that holds the table."""
    own = item.clause
    return starts.get(own.parent or "", own.start) if own.path not in starts else own.start


def _fate(
    clause: Clause,
    assigned: tuple[Item, ...],
    own: tuple[Item, ...],
    goals: bool,
    parent: bool,
    assigns: bool,
    by_path: dict[str, Clause],
    folded: Folded,
) -> Fate:
    if clause.path == NOTICE:
        return Fate(clause, Became.REVIEWED, why="印发通知")
    if assigned:
        return Fate(clause, Became.TASK, assigned)
    titles = list(_titles(clause, by_path))
    aims = (
        any(_AIMS.search(title) for title in titles)
        or clause.path == FRONT
        or any("总体要求" in title for title in titles)
    )
    if goals and aims:
        return Fate(clause, Became.GOALS)
    if clause.path == FRONT:
        return Fate(clause, Became.REVIEWED, why="引言，没有任务、数字和时限")
    if clause.end - clause.body < SHORT and parent:
        return Fate(clause, Became.HEADING)
    if any(_NO_TASK.search(title) for title in titles):
        return Fate(
            clause,
            Became.GOALS if goals else Became.REVIEWED,
            why="" if goals else f"{clause.title}，没有任务",
        )
    if goals or not assigns:
        return Fate(clause, Became.TASK, own)
    if parent:
        return Fate(clause, Became.HEADING)
    return Fate(clause, Became.OPEN, own, "没有写明责任单位，也没有数字和时限，请确认是否列为任务")


def _titles(clause: Clause, by_path: dict[str, Clause]) -> Iterator[str]:
    at: Clause | None = clause
    while at is not None:
        yield at.title
        at = by_path.get(at.parent) if at.parent else None
