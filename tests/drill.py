"""Drill of the journal: kill its writer at random moments, and flip every bit of it. Run by ``make drill``.

No acknowledged record may be lost, no half batch be seen, no changed byte go unnoticed.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from tracker.records.journal import Entry, FileJournal, Ledger

REPOSITORY = Path(__file__).parents[1]


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
        [sys.executable, "-m", "tests.drill", "--child", str(folder), "--seed", str(chance.randrange(10**6))],
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


def drill_kills(folder: Path, kills: int, chance: random.Random) -> bool:
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


def drill_flips(folder: Path) -> bool:
    journal = FileJournal(folder)
    for count in (1, 2, 1):
        journal.append(lambda _, count=count: entries("已完成", count))
    file = folder / "journal.jsonl"
    intact = file.read_bytes()
    unnoticed = []
    for bit in range(len(intact) * 8):
        at = bit // 8
        file.write_bytes(intact[:at] + bytes([intact[at] ^ 1 << bit % 8]) + intact[at + 1 :])
        ledger = FileJournal(folder).verify()
        before = intact.count(b"\n", 0, at)
        kept = [record.seq for record in ledger.records][:before] == list(range(1, before + 1))
        if not ledger.problems or not kept:
            unnoticed.append(bit)
        if bit % 800 == 0:
            show(f"{bit}/{len(intact) * 8} bits")
    print(f"{len(intact) * 8} single-bit flips: {len(unnoticed)} unnoticed or costing a record before them")
    return not unnoticed


def show(progress: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{progress}   ", end="\r", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        write_until_killed(chosen.child, chosen.seed)
    with tempfile.TemporaryDirectory() as temporary:
        flips = drill_flips(Path(temporary) / "flips")
        kills = drill_kills(Path(temporary) / "kills", chosen.kills, random.Random(chosen.seed))
    return 0 if flips and kills else 1


if __name__ == "__main__":
    sys.exit(main())
