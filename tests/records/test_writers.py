"""Many writers and readers at once: no record lost, none twice, no reader alarmed by a write under way."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from tracker.records import disk
from tracker.records.journal import Entry, FileJournal, Ledger

WRITERS, BATCHES = 8, 25

WRITER = """
import sys
from datetime import date, datetime
from pathlib import Path
from tracker.records import disk
from tracker.records.journal import Entry, FileJournal
journal = FileJournal(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    body = {"writer": sys.argv[2], "number": number}
    entry = Entry("progress", "甲", "unit", None, datetime(2026, 10, 2), date(2026, 9, 30), body)
    print(journal.append(lambda _: [entry])[0].id)
"""


def written(ledger: Ledger) -> Counter[tuple[object, object]]:
    return Counter((record.body["writer"], record.body["number"]) for record in ledger.records)


def test_threads(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    shared = FileJournal(tmp_path / "journal")
    done = Event()
    alarms: list[object] = []

    def write(writer: int) -> None:
        # Half of the threads share one instance, as the pages of one server do.
        journal = shared if writer % 2 else FileJournal(tmp_path / "journal")
        for number in range(BATCHES):
            journal.append(lambda _, number=number: [entry(body={"writer": writer, "number": number})])

    def read() -> None:
        journal = FileJournal(tmp_path / "journal")
        while not done.is_set():
            alarms.extend(journal.read().problems)
            alarms.extend(shared.read().problems)

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(read)
        try:
            list(pool.map(write, range(WRITERS)))
        finally:
            done.set()
        reader.result()

    ledger = FileJournal(tmp_path / "journal").verify()
    assert not ledger.problems
    assert not alarms
    assert written(ledger) == {(w, n): 1 for w in range(WRITERS) for n in range(BATCHES)}


def test_a_decision_is_not_overtaken(tmp_path: Path, entry: Callable[..., Entry]) -> None:
    """Each writer adds one to the last number it was shown; a race would write a number twice."""

    def count(_: int) -> None:
        journal = FileJournal(tmp_path / "journal")
        journal.append(lambda ledger: [entry(body={"number": len(ledger.records)})])

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count, range(40)))
    numbers = [record.body["number"] for record in FileJournal(tmp_path / "journal").read().records]
    assert numbers == list(range(40))


def test_a_reader_waits_for_a_write_under_way(
    journal: FileJournal, entry: Callable[..., Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_whole, half_written, seen = disk.append_whole, Event(), Event()

    def slowly(file: Path, data: bytes) -> None:
        file.write_bytes(data[:100])
        half_written.set()
        seen.wait(0.2)
        file.write_bytes(b"")
        append_whole(file, data)

    monkeypatch.setattr("tracker.records.journal.append_whole", slowly)
    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(journal.append, lambda _: [entry()])
        half_written.wait()
        ledger = FileJournal(tmp_path / "journal").read()
        seen.set()
        writer.result()
    assert not ledger.problems
    assert ledger.head.seq == 1


def test_a_reader_does_not_wait_for_ever(
    journal: FileJournal, entry: Callable[..., Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Damage that comes while a decision is being made must not make the writer wait for itself."""
    monkeypatch.setattr("tracker.records.journal.PATIENCE", 0.01)
    journal.append(lambda _: [entry()])

    def decide(_: Ledger) -> list[Entry]:
        (tmp_path / "journal" / "journal.jsonl").write_bytes(b"")
        assert [problem.code for problem in journal.read().problems] == ["journal.cut-off"]
        return []

    journal.append(decide)


def test_processes(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(number), str(BATCHES)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    acknowledged = [line for writer in writers for line in writer.communicate()[0].splitlines()]
    ledger = FileJournal(folder).verify()
    assert not ledger.problems
    assert written(ledger) == {(str(w), n): 1 for w in range(4) for n in range(BATCHES)}
    assert sorted(acknowledged) == sorted(record.id for record in ledger.records)
