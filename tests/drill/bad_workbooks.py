"""A thousand spoiled forms: none may crash anything or change a row, each is answered with a reason in time and memory."""

import resource
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.drill.options import Options, show
from tests.forms import form
from tests.intake.desk import LEAD, OFFICE, open_desk
from tests.mutations import Mutated, attacks, mutated
from tracker.intake.forms import Fate, Taken, take_forms
from tracker.records.child import ChildDiedError, Helper
from tracker.records.upload import LIMITS, READER

COUNT = 1_000
MOST_SECONDS, MOST_MEMORY = 2.0, 300 * 1024 * 1024


class Watched(Helper):
    """The child as it is, with what it says of its memory; one that died is put down with all it was allowed."""

    peak, deaths = 0, 0

    def ask(self, data: bytes, **question: object) -> Any:
        try:
            said = super().ask(data, **question)
        except ChildDiedError:
            self.deaths += 1
            raise
        self.peak = max(self.peak, said["memory"])
        return said


def wrong_with(bad: Mutated, taken: Taken) -> str:
    """Why the answer to a spoiled form is not as it should be; empty when it is."""
    if taken.records or taken.fate in (Fate.TAKEN, Fate.READY):
        return "something was recorded"
    if taken.refused and not taken.problems:
        return "refused without a reason"
    if any(not problem.message or not problem.cure for problem in taken.problems):
        return "a reason without words"
    places = {(problem.place.sheet, problem.place.cell) for problem in taken.problems}
    if bad.cell and (taken.fate is not Fate.FAULTY or bad.cell not in places):
        return f"{bad.cell} is not named"
    return ""


def make(folder: Path, good: bytes, seed: int) -> list[Mutated]:
    """The spoiled forms, each in a file called by its number; what is returned has no data."""
    special = list(attacks(good))
    files = [*special, *mutated(good, COUNT - len(special), seed)]
    for at, bad in enumerate(files):
        (folder / str(at)).write_bytes(bad.data)
    return [bad._replace(data=b"") for bad in files]


def run(folder: Path, options: Options) -> bool:
    desk = open_desk(folder)
    desk.on("2026-01-05").record(OFFICE, "opened")
    desk.record(OFFICE, "year_goal")
    desk.on("2026-10-12")
    good, head = form(desk), desk.space.journal.head()
    # A bomb takes more memory to make than we are allowed to read it.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as maker:
        files = maker.submit(make, folder, good, options.seed).result()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fates: Counter[str] = Counter()
    slowest, faults = (0.0, ""), []
    with Watched(READER, LIMITS) as helper:
        for at, bad in enumerate(files):
            bad = bad._replace(data=(folder / str(at)).read_bytes())
            start = perf_counter()
            [taken] = take_forms(desk.space, [("坏.xlsx", bad.data)], LEAD, helper=helper)
            slowest = max(slowest, (perf_counter() - start, bad.name))
            fates[taken.fate.value] += 1
            if wrong := wrong_with(bad, taken):
                faults.append(f"{bad.name}: {wrong}")
            if at % 20 == 0:
                show(f"{at}/{len(files)} workbooks")
        [after] = take_forms(desk.space, [("好.xlsx", good)], LEAD, helper=helper)
        peak, deaths = helper.peak, helper.deaths
    if after.fate is not Fate.UNCHANGED or desk.space.journal.verify().head != head:
        faults.append("the ledger is not what it was")
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if slowest[0] > MOST_SECONDS or peak + (ours - before) * 2**20 > MOST_MEMORY:
        faults.append(f"{slowest[0]:.1f} s for {slowest[1]}, {peak / 2**20:.0f} MB")
    print(*faults, sep="\n")
    print(
        f"{len(files)} spoiled workbooks: {dict(fates)}; slowest {slowest[0]:.2f} s ({slowest[1]}), child at most "
        f"{peak / 2**20:.0f} MB ({deaths} stopped at a limit of {LIMITS.memory / 2**20:.0f} MB), "
        f"this process grew by {ours - before:.0f} MB"
    )
    return not faults
