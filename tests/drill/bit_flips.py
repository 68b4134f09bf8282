"""Flip every bit of both chains, one at a time: no changed byte may go unnoticed, no record before it be lost."""

from pathlib import Path

from tests.drill.options import Options, show
from tests.intake.desk import LEAD, OFFICE, open_desk
from tracker.accounts.access import Access, record
from tracker.records.journal import FileJournal


def run(folder: Path, options: Options) -> bool:
    desk = open_desk(folder)
    desk.record(LEAD, "progress")
    desk.record(OFFICE, "year_goal")
    for _ in range(3):
        record(desk.space, Access.LOGIN, "某某", "office", address="127.0.0.1")
    return flips(desk.data / "journal") and flips(desk.data / "access")


def flips(folder: Path) -> bool:
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
            show(f"{folder.name}: {bit}/{len(intact) * 8} bits")
    file.write_bytes(intact)
    print(
        f"{folder.name}: {len(intact) * 8} single-bit flips, {len(unnoticed)} unnoticed or costing a record before"
    )
    return not unnoticed
