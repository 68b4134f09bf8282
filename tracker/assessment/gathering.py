"""The inputs of a line: what a rehearsal supposes, else what the office recorded, a target shows or a count gives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.assessment.counted import Tally, tally
from tracker.assessment.judged import target_input
from tracker.assessment.recorded import recorded, recorded_input
from tracker.assessment.results import Input
from tracker.model import Rubric, RubricInput, RubricLine
from tracker.snapshot import Snapshot


@dataclass(frozen=True)
class Gathered:
    """The inputs of one line in its order, and the tasks they rest on."""

    inputs: tuple[Input, ...]
    applies: bool
    """False when there is nothing of what they count."""
    tasks: tuple[str, ...]
    open_tasks: tuple[str, ...]
    """Tasks of which something has to be known before a count can be made."""


@dataclass(frozen=True)
class Question:
    """Whom and what an assessment is about."""

    snapshot: Snapshot
    rubric: Rubric
    year: int
    unit: str | None
    supposing: Mapping[str, Decimal]


def gather(asked: Question, line: RubricLine) -> Gathered:
    inputs: list[Input] = []
    counts: list[Tally] = []
    for one in line.inputs:
        found, counted = _fact(asked, line, one)
        supposed = asked.supposing.get(f"{line.id}/{one.id}")
        if supposed is not None:
            # What a rehearsal supposes rests on no record.
            found = Input(found.name, supposed, found.unit_of_measure, None, "预演假设", supposed=True)
        elif counted:
            counts.append(counted)
        inputs.append(replace(found, id=one.id, role=line.role_of(one.id), target=one.target))
    return Gathered(
        tuple(inputs),
        len(counts) < len(inputs) or any(counted.applies for counted in counts),
        tuple(dict.fromkeys(task for counted in counts for task in counted.tasks)),
        tuple(dict.fromkeys(task for counted in counts for task in counted.open_tasks)),
    )


def _fact(asked: Question, line: RubricLine, one: RubricInput) -> tuple[Input, Tally | None]:
    if one.target:
        return target_input(one, asked.snapshot, asked.year), None
    if one.count and asked.unit:
        return _count(one, tally(one.count, asked.snapshot, asked.year, asked.unit), asked.year)
    key = (asked.rubric.id, line.id, one.id, asked.year, asked.unit)
    return recorded_input(one, recorded(asked.snapshot).get(key)), None


def _count(one: RubricInput, found: Tally, year: int) -> tuple[Input, Tally]:
    waits_for = found.waits_for or ("" if found.applies else "没有可统计的事项")
    missing = f"{one.name}：{waits_for}（{one.supplied_by}）" if waits_for else None
    return Input(one.name, found.share, one.unit_of_measure, str(year), found.how or None, missing), found
