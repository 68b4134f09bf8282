"""Flip every bit of a journal, one at a time: no changed byte may go unnoticed, no record before it be lost."""

from pathlib import Path

from tests.drill.journal_kills import entries
from tests.drill.options import Options, show
from tracker.records.journal import FileJournal


def run(folder: Path, options: Options) -> bool:
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
