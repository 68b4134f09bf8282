"""Kill whoever submits at random moments: no acknowledged record may be lost, no half batch be seen."""

from collections import Counter
from pathlib import Path
from random import Random

from tests.drill.journal_kills import faults
from tests.drill.killing import Say, Work, killed
from tests.drill.options import Options, show
from tests.intake.desk import INDICATOR, OFFICE, RIGHT, open_desk
from tracker.intake import Draft, accept
from tracker.records.journal import FileJournal
from tracker.snapshot import Workspace

KILLS, TOGETHER, ROUNDS_A_FOLDER = 500, 4, 10


def submitting(space: Workspace, seed: int) -> Work:
    """Sends batches of one to twelve drafts through the one door, one after the other."""
    chance = Random(seed)

    def work(say: Say) -> None:
        while True:
            drafts = [_draft(chance) for _ in range(chance.choice([1, 2, 12]))]
            outcome = accept(space, drafts, OFFICE)
            assert outcome.ok, outcome.problems
            say(f"{outcome.records[0].batch} {len(outcome.records)}")

    return work


def _draft(chance: Random) -> Draft:
    if chance.random() < 0.5:
        return Draft("progress", {**RIGHT["progress"], "text": "进展" * chance.choice([5, 50, 1500])})
    period = str(chance.randrange(2000, 2025))
    return Draft("reading", {**RIGHT["reading"], "indicator": INDICATOR, "period": period})


def run(folder: Path, options: Options) -> bool:
    kills, chance = options.kills or KILLS, Random(options.seed)
    plan = open_desk(folder)
    seen: Counter[str] = Counter()
    for at in range(0, kills, TOGETHER):
        if at % (TOGETHER * ROUNDS_A_FOLDER) == 0:
            said: dict[str, int] = {}
            data = folder / str(at)
            space = Workspace(plan.tasks, data, now=plan.space.now)
            space.plan()
        works = [submitting(space, chance.randrange(10**6)) for _ in range(TOGETHER)]
        words = [word.split() for heard in killed(works, chance, 0.06) for word in heard]
        said |= {batch: int(size) for batch, size in words}
        seen["acknowledged batches"] += len(words)
        seen["acknowledged records"] += sum(int(size) for _, size in words)
        ledger = FileJournal(data / "journal").verify()
        if wrong := faults(ledger, said):
            print(f"kill {at + TOGETHER}:", *wrong, sep="\n  ")
            return False
        seen["torn tails"] += bool(ledger.problems)
        show(f"{at + TOGETHER}/{kills} kills of a submission")
    print(f"{kills} kills of a submission: no acknowledged record lost, no half batch; {dict(seen)}")
    return True
