"""The inputs of a line: what a rehearsal supposes, else what the office recorded, a target shows or a count gives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.assessment.counted import tally
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
    tasks: list[str] = []
    open_tasks: list[str] = []
    applies: list[bool] = []
    for one in line.inputs:
        found = _fact(asked, line, one)
        supposed = asked.supposing.get(f"{line.id}/{one.id}")
        if one.count and asked.unit:
            counted = tally(one.count, asked.snapshot, asked.year, asked.unit)
            tasks += counted.tasks
            open_tasks += counted.open_tasks if supposed is None else ()
            applies.append(counted.applies or supposed is not None)
        else:
            applies.append(True)
        if supposed is not None:
            found = replace(
                found, value=supposed, source="预演假设", missing=None, supposed=True, provisional=False
            )
        inputs.append(found)
    return Gathered(
        tuple(inputs), any(applies), tuple(dict.fromkeys(tasks)), tuple(dict.fromkeys(open_tasks))
    )


def _fact(asked: Question, line: RubricLine, one: RubricInput) -> Input:
    if one.target:
        return target_input(one, asked.snapshot, asked.year)
    if one.count:
        return _count(asked, one)
    key = (asked.rubric.id, line.id, one.id, asked.year, asked.unit)
    return recorded_input(one, recorded(asked.snapshot).get(key))


def _count(asked: Question, one: RubricInput) -> Input:
    if one.count is None or asked.unit is None:
        raise ValueError(f"{one.id} counts nothing")
    found = tally(one.count, asked.snapshot, asked.year, asked.unit)
    waits_for = found.waits_for or ("" if found.applies else "没有可统计的事项")
    missing = f"{one.name}：{waits_for}（{one.supplied_by}）" if waits_for else None
    return Input(one.name, found.share, one.unit_of_measure, str(asked.year), found.how, missing)
