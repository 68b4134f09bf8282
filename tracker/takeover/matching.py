"""Which task of the plan a row speaks of: by its clause as printed, else by the likeness of the words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from unicodedata import normalize

from tracker.model import JUDGED, Plan
from tracker.takeover.clauses import path_steps, steps_of
from tracker.takeover.lines import Line
from tracker.takeover.words import Field

ALIKE = 0.8
"""From here on two titles are taken for the same task, if no other comes near."""
SIMILAR = 0.5
"""Below it words say nothing."""
AT_ODDS = 0.3
"""Below it the words of a row speak against the clause that it names."""
AHEAD = 0.12
"""So much more alike than the next one has to be what is taken as sure."""
PART = 0.7
"""How alike a short title is to a long one that holds it."""
COMPARED = 200
"""So many characters of a text are compared."""
SHORTEST = 5
"""Characters from which on words that hold the others are told from chance."""


@dataclass(frozen=True)
class Candidate:
    """A task that a row may speak of."""

    task_id: str
    clause: str
    title: str
    summary: str

    @cached_property
    def steps(self) -> tuple[int, ...]:
        return path_steps(self.clause)

    @property
    def words(self) -> str:
        return f"{self.clause} {self.title}"


@dataclass(frozen=True)
class Match:
    """`fit` is a key of labels FIT; `task_id` is what is proposed, for a doubtful one too."""

    line: Line
    task_id: str
    fit: str
    reason: str

    @property
    def taken(self) -> bool:
        return bool(self.task_id) and self.fit in ("sure", "chosen")


def candidates(plan: Plan, documents: Iterable[str]) -> tuple[Candidate, ...]:
    """The tasks of some documents that are reported on."""
    wanted = set(documents)
    return tuple(
        Candidate(f"{file.document.id}/{task.id}", task.clause, task.title, task.summary)
        for file in plan.files
        if file.document.id in wanted
        for task in file.tasks
        if task.kind in JUDGED
    )


def matches(
    found: Sequence[Line], among: Sequence[Candidate], chosen: Mapping[tuple[str, int], str]
) -> list[Match]:
    """Every row with its task. `chosen` are tasks set by hand, by row; an empty one drops the row."""
    made: dict[tuple[str, int], Match] = {}
    for line in found:
        first = made.get((line.sheet, line.follows)) if line.follows else None
        if line.id in chosen:
            task = chosen[line.id]
            match = Match(line, task, "chosen" if task else "dropped", "")
        elif first:
            match = Match(line, first.task_id, first.fit, f"与第 {line.follows} 行同一任务")
        else:
            match = _match(line, among)
        made[line.id] = match
    return [*made.values()]


def _match(line: Line, among: Sequence[Candidate]) -> Match:
    (steps, rest), (before, title) = steps_of(line.text(Field.CLAUSE)), steps_of(line.text(Field.TITLE))
    title = title or rest
    if not steps and len(before) > 1:
        # A single number before a title counts the rows of the ledger.
        steps = before
    named = [one for one in among if steps and one.steps == steps]
    if len(named) == 1:
        return _by_clause(line, named[0], title, among)
    hint = steps or steps_of(line.chapter)[0]
    under = [one for one in among if hint and one.steps[: len(hint)] == hint]
    if not title and not line.text(Field.MEASURE):
        return Match(line, "", "none", "没有写任务名称，条款号也对不上一项任务")
    where = "条款号相同的任务中" if named else "同一章节中" if under else ""
    return _by_words(line, title, named or under or among, where)


def _by_clause(line: Line, meant: Candidate, title: str, among: Sequence[Candidate]) -> Match:
    said = "条款号相同"
    if not title:
        return Match(line, meant.task_id, "sure", said)
    likeness = _likeness(title, "", meant)
    other = max(among, key=lambda one: _likeness(title, "", one))
    if other != meant and likeness < _likeness(title, "", other) >= ALIKE:
        reason = f"{said}，但任务名称更像 {other.words}"
        return Match(line, meant.task_id, "doubtful", reason)
    if likeness < AT_ODDS:
        return Match(line, meant.task_id, "doubtful", f"{said}，但任务名称差别大（方案为“{meant.title}”）")
    return Match(line, meant.task_id, "sure", f"{said}，任务名称{_alike(likeness)}")


def _by_words(line: Line, title: str, among: Sequence[Candidate], where: str) -> Match:
    measure = line.text(Field.MEASURE)
    ranked = sorted(((_likeness(title, measure, one), one) for one in among), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < SIMILAR:
        return Match(line, "", "none", "方案中没有名称相近的任务")
    (best, meant), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
    long_enough = best == 1 or len(_paired(title)[0]) >= SHORTEST
    if best >= ALIKE and best - second >= AHEAD and long_enough:
        return Match(line, meant.task_id, "sure", f"{where}任务名称{_alike(best)}")
    if best - second < AHEAD and best >= ALIKE:
        reason = f"{where}任务名称{_alike(best)}，但 {ranked[1][1].words} 也相近"
    elif title:
        reason = f"{where}任务名称{_alike(best)}"
    else:
        reason = f"{where}只有举措，与任务内容{_alike(best)}"
    return Match(line, meant.task_id, "doubtful", reason)


def _alike(likeness: float) -> str:
    return "相同" if likeness == 1 else f"相近（{likeness:.0%}）"


def _likeness(title: str, measure: str, task: Candidate) -> float:
    """Of 1: how alike the words of a row and a task are, by the title if the row has one."""
    if title:
        return max(_similar(title, task.title), 0.9 * _similar(title, task.summary))
    return 0.9 * max(_similar(measure, task.title), _similar(measure, task.summary))


def _similar(one: str, other: str) -> float:
    """Share of the pairs of neighbouring letters that both have; where one holds the other, at least so much as is said above."""
    (a, pairs), (b, others) = _paired(one), _paired(other)
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    ratio = 2 * len(pairs & others) / max(1, len(pairs) + len(others))
    if not short or short not in long:
        return ratio
    if len(short) < SHORTEST:
        return max(ratio, AT_ODDS)
    return max(ratio, ALIKE if len(short) * 2 >= len(long) else PART)


@lru_cache(maxsize=4096)
def _paired(text: str) -> tuple[str, frozenset[str]]:
    """Letters and figures only, in one width, and each two that are neighbours."""
    plain = re.sub(r"[\W_]", "", normalize("NFKC", text[:COMPARED])).lower()
    return plain, frozenset(map("".join, pairwise(plain)))
