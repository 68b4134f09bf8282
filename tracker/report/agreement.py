"""Whether outputs agree: every figure that they print, with the query it came from and so with one another."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from tracker.problems import Place, Problem
from tracker.report.asked import Asked
from tracker.report.codes import problem
from tracker.report.figures import figures, shares, unmarked
from tracker.report.printed import Output, Printed, Unreadable, read_back
from tracker.snapshot import Snapshot, Workspace


class Checked(NamedTuple):
    """One file: how many figures in it were held against the ledger, and of which state."""

    file: str
    asked: Asked
    figures: int


def check(
    workspace: Workspace, files: Sequence[Path], asked: Asked | None = None
) -> tuple[list[Checked], list[Problem]]:
    """Hold the figures of the files against the ledger; a file says itself which state it shows, unless `asked` does.

    The instant known is the file's own where `asked` leaves it open. Raises OSError when there is no such file.
    """
    done: list[Checked] = []
    problems: list[Problem] = []
    printed: dict[Asked, dict[str, list[tuple[str, Printed]]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        try:
            output = read_back(file)
        except Unreadable:
            problems.append(problem("agreement.unreadable", Place(file=file.name)))
            continue
        state = _state(output, asked)
        if state is None:
            problems.append(problem("agreement.no-state", Place(file=file.name)))
            continue
        now, before = state.states(workspace)
        problems += _of_the_state(workspace, output, asked, now)
        problems += _lost(output)
        true = true_figures(now, before)
        names = unmarked((one.mark for one in output.printed), true)
        for one in output.printed:
            name = names[one.mark] or (one.mark if one.mark in true else None)
            if name is None:
                problems.append(problem("agreement.unknown-figure", one.place, mark=one.mark))
                continue
            others = printed[state][name]
            problems += _differs(name, one, true[name], others)
            others.append((output.file, one))
        done.append(Checked(output.file, state, len(output.printed)))
    return done, problems


def true_figures(now: Snapshot, before: Snapshot) -> dict[str, Decimal]:
    """Every named figure of a state, counts and shares."""
    counts = figures(now, before)
    return {name: Decimal(count) for name, count in counts.items()} | shares(counts)


def _state(output: Output, asked: Asked | None) -> Asked | None:
    stamp = output.stamp
    if asked is None or stamp is None:
        return asked or (stamp.asked if stamp else None)
    own = stamp.asked
    return replace(asked, known_at=asked.known_at or own.known_at, unit=own.unit, against=own.against)


def _of_the_state(
    workspace: Workspace, output: Output, asked: Asked | None, now: Snapshot
) -> Iterator[Problem]:
    """Where the file shows another state than it is held against."""
    if output.stamp is None:
        return
    own, place = output.stamp.asked, Place(file=output.file)
    if asked and (own.quarter, own.as_of, own.scope) != (asked.quarter, asked.as_of, asked.scope):
        words = own.quarter.label if own.quarter else own.as_of.isoformat()
        yield problem("agreement.other-state", place, state=words)
    lock = workspace.lock_of(own.quarter) if own.quarter else None
    if lock and own.known_at and own.known_at < lock[0]:
        yield problem("agreement.before-lock", place)
    if output.stamp.plan and not now.plan.fingerprint.startswith(output.stamp.plan):
        yield problem("agreement.other-plan", place)


def _lost(output: Output) -> Iterator[Problem]:
    wanted, found = output.stamp.marks if output.stamp else None, len(output.printed)
    if not found:
        yield problem("agreement.no-figures", Place(file=output.file))
    elif wanted is not None and wanted != found:
        yield problem("agreement.marks-lost", Place(file=output.file), wanted=wanted, found=found)


def _differs(
    name: str, one: Printed, true: Decimal, others: Sequence[tuple[str, Printed]]
) -> Iterator[Problem]:
    where = f"（“{one.where}”）" if one.where else ""
    if one.value is None:
        text = one.text or "空白"
        yield problem("agreement.not-a-number", one.place, name=name, text=text, where=where, true=true)
        return
    rounded = name.startswith("share.")
    value = one.value.quantize(Decimal("0.1"), ROUND_HALF_UP) if rounded else one.value
    if value != true:
        beside = next(
            (f"；{file} 印的是 {other.text}" for file, other in others if other.value != one.value), ""
        )
        words = {"name": name, "text": one.text, "true": true, "where": where, "beside": beside}
        yield problem("agreement.differs", one.place, **words)
