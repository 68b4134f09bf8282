"""Kill a writer of the journal at random moments: no acknowledged record may be lost, no half batch be seen."""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from tests.drill.options import Options, show
from tracker.records.journal import Entry, FileJournal, Ledger

KILLS = 120
REPOSITORY = Path(__file__).parents[2]


def entries(text: str, count: int) -> list[Entry]:
    entry = Entry("progress", "甲", "unit", None, datetime(2026, 10, 2), date(2026, 9, 30), {"text": text})
    return [entry] * count


def write_until_killed(folder: Path, seed: int) -> None:
    """The child: appends batches of one to forty records and says each batch only after it was saved."""
    chance = random.Random(seed)
    journal = FileJournal(folder)
    while True:
        batch = entries("进展" * chance.choice([5, 50, 1500, 15_000]), chance.choice([1, 2, 3, 40]))
        records = journal.append(lambda _, batch=batch: batch)
        os.write(1, f"{records[0].batch} {len(records)}\n".encode())


def kill_once(folder: Path, chance: random.Random) -> dict[str, int]:
    """Starts a child, kills it, returns what it had said was saved: batch -> number of records."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.drill.journal_kills", str(folder), str(chance.randrange(10**6))],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
    )
    assert child.stdout
    first = child.stdout.readline()
    time.sleep(chance.uniform(0, 0.06))
    child.kill()
    said = first + child.stdout.read()
    child.wait()
    # The kill may have cut the last word short; only whole words were heard.
    lines = said[: said.rfind(b"\n") + 1].decode().splitlines()
    return {batch: int(size) for batch, size in map(str.split, lines)}


def faults(ledger: Ledger, acknowledged: dict[str, int]) -> list[str]:
    sizes = Counter(record.batch for record in ledger.records)
    claimed = {record.batch: record.size for record in ledger.records}
    return [
        *(str(problem) for problem in ledger.problems if problem.code != "journal.torn-tail"),
        *(f"lost: {batch}" for batch, size in acknowledged.items() if sizes[batch] != size),
        *(f"half a batch: {batch}" for batch, size in claimed.items() if sizes[batch] != size),
    ]


def run(folder: Path, options: Options) -> bool:
    kills, chance = options.kills or KILLS, random.Random(options.seed)
    acknowledged: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for kill in range(kills):
        if kill % 10 == 0:
            seen["acknowledged batches"] += len(acknowledged)
            acknowledged = {}
            journal = folder / str(kill)
        acknowledged |= kill_once(journal, chance)
        ledger = FileJournal(journal).verify()
        wrong = faults(ledger, acknowledged)
        if wrong:
            print(f"kill {kill + 1}:", *wrong, sep="\n  ")
            return False
        known = json.loads((journal / "head.json").read_bytes())["seq"]
        seen["torn tails"] += bool(ledger.problems)
        seen["batches saved before head.json knew"] += ledger.head.seq > known
        show(f"{kill + 1}/{kills} kills")
    seen["acknowledged batches"] += len(acknowledged)
    print(f"{kills} kills: no acknowledged record lost, no half batch; {dict(seen)}")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description="The child; started by the drill.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("seed", type=int)
    chosen = parser.parse_args()
    write_until_killed(chosen.folder, chosen.seed)


if __name__ == "__main__":
    main()
