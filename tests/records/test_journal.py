import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from tracker.records import disk
from tracker.records.journal import GENESIS, Entry, FileJournal, Head, JournalUnwritable, Ledger

REPOSITORY = Path(__file__).parents[2]
NOON = datetime(2026, 10, 1, 4, 0)
Build = Callable[..., Entry]


def lines_in(folder: Path) -> list[bytes]:
    return (folder / "journal.jsonl").read_bytes().splitlines()


def test_an_empty_journal_needs_no_folder(journal: FileJournal, tmp_path: Path) -> None:
    assert journal.read() == Ledger()
    assert journal.head() == Head(0, GENESIS)
    assert not (tmp_path / "journal").exists()


def test_a_batch_comes_back_as_it_was_given(journal: FileJournal, entry: Build, tmp_path: Path) -> None:
    [record] = journal.append(
        lambda _: [
            entry(
                recorded_at=datetime(2026, 10, 9, 1, 2, 3, 45),
                body={
                    "value": Decimal("35.50"),
                    "published_on": date(2026, 3, 1),
                    "text": "一行\n二行\u2028三行",
                },
                clock="simulated",
                unit=None,
            )
        ]
    )
    assert journal.read().records == (record,) == FileJournal(tmp_path / "journal").read().records
    assert record.body == {"value": "35.50", "published_on": "2026-03-01", "text": "一行\n二行\u2028三行"}
    assert record.recorded_at == datetime(2026, 10, 9, 1, 2, 3, 45)
    assert (record.effective_on, record.unit, record.clock) == (date(2026, 9, 30), None, "simulated")
    assert journal.head() == Head(1, record.hash)
    assert journal.head().short == record.hash[:12]


def test_each_line_can_be_proven_with_ten_lines_of_python(nine: Path) -> None:
    prev = "0" * 64
    for line in lines_in(nine):
        content = json.loads(line)
        claimed = content.pop("hash")
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert sha256(f"{prev}\n{text}".encode()).hexdigest() == claimed
        prev = claimed


def test_numbers_and_places_in_the_batch(nine: Path, journal: FileJournal) -> None:
    records = journal.read().records
    assert [record.seq for record in records] == list(range(1, 10))
    assert [(record.index, record.size) for record in records] == [
        (1, 1), (1, 2), (2, 2), (1, 1), (1, 3), (2, 3), (3, 3), (1, 1), (1, 1)
    ]  # fmt: skip
    assert len({record.id for record in records}) == 9
    assert len({record.batch for record in records}) == 6


def test_the_same_facts_give_the_same_journal(tmp_path: Path, entry: Build) -> None:
    for name in ("one", "two"):
        FileJournal(tmp_path / name).append(lambda _: [entry("甲"), entry("乙")])
    assert lines_in(tmp_path / "one") == lines_in(tmp_path / "two")


def test_nothing_to_write(journal: FileJournal) -> None:
    assert journal.append(lambda _: []) == []
    assert journal.head().seq == 0


def test_a_refusal_writes_nothing(journal: FileJournal) -> None:
    def refuse(_: Ledger) -> list[Entry]:
        raise FileExistsError("someone was faster")

    with pytest.raises(FileExistsError, match="faster"):
        journal.append(refuse)
    assert journal.read() == Ledger()


def test_a_value_without_an_exact_spelling_is_refused(journal: FileJournal, entry: Build) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        journal.append(lambda _: [entry(body={"value": float("nan")})])
    with pytest.raises(TypeError, match="decimals and dates, not set"):
        journal.append(lambda _: [entry(body={"value": {1}})])
    with pytest.raises(ValueError, match="naive UTC"):
        journal.append(lambda _: [entry(recorded_at=NOON.replace(tzinfo=UTC))])
    assert journal.read() == Ledger()


def test_the_decision_sees_what_others_wrote(journal: FileJournal, entry: Build, tmp_path: Path) -> None:
    other = FileJournal(tmp_path / "journal")
    journal.append(lambda _: [entry()])
    seen: list[Head] = []

    def decide(ledger: Ledger) -> list[Entry]:
        seen.append(ledger.head)
        assert other.read() == ledger == journal.read(), "reading is possible while deciding"
        return [entry()]

    [record] = other.append(decide)
    assert journal.head() == Head(2, record.hash)
    assert seen == [Head(1, record.prev)]


def test_a_batch_is_later_than_the_one_before(journal: FileJournal, entry: Build) -> None:
    given = [NOON, NOON - timedelta(days=1), NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1)]
    for instant in given:
        journal.append(lambda _, instant=instant: [entry(recorded_at=instant)])
    tick = timedelta(microseconds=1)
    assert [record.recorded_at for record in journal.read().records] == [
        NOON, NOON + tick, NOON + 2 * tick, NOON + timedelta(hours=1), NOON + timedelta(hours=1) + tick
    ]  # fmt: skip


def test_an_unchanged_file_is_not_read_again(nine: Path, journal: FileJournal) -> None:
    assert journal.read() is journal.read()
    assert journal.read() is not journal.verify()


def test_only_new_lines_are_parsed(
    nine: Path, journal: FileJournal, entry: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = journal.read().records
    FileJournal(nine).append(lambda _: [entry()])
    parsed: list[bytes] = []
    unseal = sys.modules["tracker.records.chain"].unseal
    monkeypatch.setattr("tracker.records.chain.unseal", lambda line: parsed.append(line) or unseal(line))
    after = journal.read().records
    assert len(parsed) == 1
    assert all(old is new for old, new in zip(before, after, strict=False))


def unsaved_batch(nine: Path, entry: Build, tmp_path: Path) -> bytes:
    """Three lines that fit behind the nine, as a writer would have written them."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("journal.jsonl", "head.json"):
        (copy / name).write_bytes((nine / name).read_bytes())
    FileJournal(copy).append(lambda _: [entry("甲"), entry("乙"), entry("丙")])
    return (copy / "journal.jsonl").read_bytes()[(nine / "journal.jsonl").stat().st_size :]


def test_a_batch_cut_at_any_byte_is_not_there(
    nine: Path, journal: FileJournal, entry: Build, tmp_path: Path
) -> None:
    file = nine / "journal.jsonl"
    intact, batch = file.read_bytes(), unsaved_batch(nine, entry, tmp_path)
    for size in range(1, len(batch)):
        file.write_bytes(intact + batch[:size])
        ledger = journal.verify()
        assert [(problem.code, problem.place.line) for problem in ledger.problems] == [
            ("journal.torn-tail", 10)
        ]
        assert ledger.head.seq == 9


@pytest.mark.parametrize("missing", [1, 2, 300, 700])
def test_a_torn_tail_is_moved_aside_by_the_next_batch(
    missing: int, nine: Path, journal: FileJournal, entry: Build, tmp_path: Path
) -> None:
    file = nine / "journal.jsonl"
    intact, tail = file.read_bytes(), unsaved_batch(nine, entry, tmp_path)[:-missing]
    file.write_bytes(intact + tail)
    assert journal.read().problems
    assert file.read_bytes() == intact + tail, "reading changes nothing"

    [record] = journal.append(lambda ledger: [entry()] if not ledger.problems else [])
    assert record.seq == 10
    [torn] = nine.glob("journal.torn-*.jsonl")
    assert torn.read_bytes() == tail
    assert not journal.verify().problems


def test_blocks_that_never_reached_the_disk_are_a_torn_tail(
    nine: Path, journal: FileJournal, entry: Build, tmp_path: Path
) -> None:
    file = nine / "journal.jsonl"
    batch = bytearray(unsaved_batch(nine, entry, tmp_path))
    batch[100:800] = bytes(700)
    file.write_bytes(file.read_bytes() + batch)
    [problem] = journal.read().problems
    assert (problem.code, problem.place.line) == ("journal.torn-tail", 10)
    journal.append(lambda _: [entry()])
    assert not journal.verify().problems


def test_a_batch_that_head_json_does_not_know_yet_counts(
    nine: Path, journal: FileJournal, entry: Build, tmp_path: Path
) -> None:
    """A crash between the two writes: the batch is whole, so it is a fact, and the next writer catches up."""
    file = nine / "journal.jsonl"
    file.write_bytes(file.read_bytes() + unsaved_batch(nine, entry, tmp_path))
    assert not journal.read().problems
    assert journal.head().seq == 12
    journal.append(lambda _: [entry()])
    assert not journal.verify().problems
    assert json.loads((nine / "head.json").read_bytes())["seq"] == 13


def test_head_json_that_cannot_be_written_holds_up_the_next_batch_only(
    nine: Path, journal: FileJournal, entry: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("tracker.records.journal.write_whole", full)
        [record] = journal.append(lambda _: [entry()])
        with pytest.raises(JournalUnwritable):
            journal.append(lambda _: [entry()])
    assert journal.verify().head == Head(10, record.hash)
    assert not journal.verify().problems
    assert [record.seq for record in journal.append(lambda _: [entry()])] == [11]


def test_a_write_cut_short_leaves_nothing(
    nine: Path, journal: FileJournal, entry: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (nine / "journal.jsonl").read_bytes()
    write = os.write
    monkeypatch.setattr(disk.os, "write", lambda handle, data: write(handle, data[: len(data) // 2]))
    with pytest.raises(JournalUnwritable, match=r"没有保存.*请检查磁盘空间") as told:
        journal.append(lambda _: [entry(), entry()])
    assert told.value.errno == errno.ENOSPC
    assert (nine / "journal.jsonl").read_bytes() == before


FILL = """
import resource, sys
from datetime import date, datetime
from pathlib import Path
from tracker.records.journal import Entry, FileJournal, JournalUnwritable
folder = Path(sys.argv[1])
size = (folder / "journal.jsonl").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 700, size + 700))
entry = Entry("progress", "甲", "unit", None, datetime(2026, 10, 2), date(2026, 9, 30), {"text": "满" * 50})
try:
    FileJournal(folder).append(lambda _: [entry] * 4)
except JournalUnwritable as error:
    print(error.errno)
"""


def test_a_full_disk_leaves_nothing(nine: Path, journal: FileJournal, entry: Build) -> None:
    """The kernel itself cuts the write short, at a file size limit."""
    before = (nine / "journal.jsonl").read_bytes()
    child = subprocess.run(
        [sys.executable, "-c", FILL, str(nine)], capture_output=True, text=True, check=True
    )
    assert child.stdout.strip() == str(errno.ENOSPC)
    assert (nine / "journal.jsonl").read_bytes() == before
    assert [record.seq for record in journal.append(lambda _: [entry()])] == [10]


def test_a_failed_flush_leaves_nothing(
    nine: Path, journal: FileJournal, entry: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (nine / "journal.jsonl").read_bytes()

    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(disk.os, "fsync", broken)
        with pytest.raises(JournalUnwritable, match="Input/output error"):
            journal.append(lambda _: [entry()])
    assert (nine / "journal.jsonl").read_bytes() == before
    assert not journal.verify().problems


def test_a_folder_that_cannot_be_made(tmp_path: Path, entry: Build) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(JournalUnwritable):
        FileJournal(tmp_path / "data" / "journal").append(lambda _: [entry()])


def test_a_copy_without_a_lock_can_be_verified(nine: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    lines = (nine / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (copy / "journal.jsonl").write_bytes(b"".join(lines[1:]))
    (copy / "head.json").write_bytes((nine / "head.json").read_bytes())
    assert [problem.code for problem in FileJournal(copy).verify().problems] == ["journal.missing-line"]
    assert sorted(file.name for file in copy.iterdir()) == ["head.json", "journal.jsonl"]
