"""The journal: append-only, hash-chained, one batch all or nothing; a file by default, behind an interface."""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Protocol

from tracker.problems import Problem
from tracker.records.chain import GENESIS, Entry, Head, Record, follow, seal, unseal
from tracker.records.codes import TORN_TAIL
from tracker.records.damage import diagnose
from tracker.records.disk import append_whole, cut, stamp, write_whole

__all__ = [
    "GENESIS",
    "Decide",
    "Entry",
    "FileJournal",
    "Head",
    "Journal",
    "JournalDamaged",
    "JournalUnwritable",
    "Ledger",
    "Record",
    "witness",
]

PATIENCE = 1.0
"""Seconds that a reader gives a writer to finish before it reports a half-written batch."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ledger:
    """What a journal says now: every record that can be trusted, by seq, and what is wrong with the rest."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def head(self) -> Head:
        return Head(self.records[-1].seq, self.records[-1].hash) if self.records else Head()


Decide = Callable[[Ledger], list[Entry]]
"""Given the ledger as it is under the lock, the batch to write; an empty list writes nothing."""


class JournalDamaged(Exception):  # noqa: N818
    """The journal must not be written to until it has been restored; `problems` say where and how."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("；".join(map(str, problems)))
        self.problems = problems


class JournalUnwritable(OSError):  # noqa: N818
    """The disk refused; nothing of the batch remains. The message is for the operator, in Chinese."""


class Journal(Protocol):
    """Nothing above this interface may know where the records are kept."""

    def read(self) -> Ledger: ...

    def head(self) -> Head: ...

    def append(self, decide: Decide) -> list[Record]:
        """Writes what `decide` returns as one batch, seen by everyone or by no one, and durable on return.

        Raises JournalDamaged or JournalUnwritable; what `decide` raises passes through and nothing is written.
        """
        ...

    def verify(self) -> Ledger:
        """Like `read`, trusting nothing remembered."""
        ...


@dataclass(frozen=True)
class _Reading:
    """The files as last read. The digest of all bytes is kept, so that a change under a remembered prefix is noticed."""

    stamps: object
    size: int
    digest: bytes
    whole: int
    witness: Head | None
    ledger: Ledger


class FileJournal:
    """`journal.jsonl` in a folder of its own, with `head.json` as witness of its end and `lock` to take turns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "journal.jsonl"
        self._head = folder / "head.json"
        self._remembered: _Reading | None = None
        self._memory = Lock()

    def read(self) -> Ledger:
        ledger = self._load().ledger
        if ledger.problems:
            # It may only have been seen in the middle of a write.
            with self._waited():
                ledger = self._load().ledger
        return ledger

    def head(self) -> Head:
        return self.read().head

    def verify(self) -> Ledger:
        with self._memory:
            self._remembered = None
        return self.read()

    def copied(self) -> tuple[bytes, Head]:
        """The bytes of every proven batch and the head they end in, while no one writes; a torn last batch is left out.

        Raises JournalDamaged: a damaged journal is not passed on as a copy.
        """
        with self._waited():
            reading = self._load()
            data = self._bytes()
        if any(problem.code != TORN_TAIL for problem in reading.ledger.problems):
            raise JournalDamaged(reading.ledger.problems)
        return data[: reading.whole], reading.ledger.head

    def append(self, decide: Decide) -> list[Record]:
        with self._locked():
            reading = self._recovered(self._load())
            ledger = reading.ledger
            if ledger.problems:
                raise JournalDamaged(ledger.problems)
            entries = decide(ledger)
            if not entries:
                return []
            lines = seal(entries, ledger.records[-1] if ledger.records else None)
            with _told_to_the_operator():
                if ledger.records and reading.witness != ledger.head:
                    self._register(ledger.head)
                append_whole(self._file, b"".join(line + b"\n" for line in lines))
            records = [unseal(line) for line in lines]
            try:
                self._register(Head(records[-1].seq, records[-1].hash))
            except OSError as error:
                # The batch is safe, and the next one is refused until head.json has caught up.
                _log.warning("head.json not written: %s", error)
            return records

    def _load(self) -> _Reading:
        with self._memory:
            stamps = (stamp(self._file), stamp(self._head))
            old = self._remembered
            if old is None or old.stamps != stamps:
                old = self._remembered = self._parse(stamps, old)
            return old

    def _parse(self, stamps: object, old: _Reading | None) -> _Reading:
        data = self._bytes()
        last = self._witness()
        known: tuple[Record, ...] = ()
        start = 0
        seen = sha256()
        if old and not old.ledger.problems and old.size <= len(data):
            seen.update(memoryview(data)[: old.size])
            if seen.digest() == old.digest:
                known, start = old.ledger.records, old.size
            seen.update(memoryview(data)[old.size :])
        else:
            seen.update(data)
        added, whole = follow(data, start, known[-1] if known else None)
        records = known + tuple(added)
        if whole == len(data) and _complete(records, last):
            return _Reading(stamps, len(data), seen.digest(), whole, last, Ledger(records))
        found = diagnose(data, last, f"{self._folder.name}/{self._file.name}")
        ledger = Ledger(tuple(found.records), tuple(found.problems))
        return _Reading(stamps, len(data), seen.digest(), found.whole, last, ledger)

    def _bytes(self) -> bytes:
        return self._file.read_bytes() if self._file.exists() else b""

    def _recovered(self, reading: _Reading) -> _Reading:
        """Moves a torn tail, and nothing else, out of the journal."""
        if [problem.code for problem in reading.ledger.problems] != [TORN_TAIL]:
            return reading
        with _told_to_the_operator():
            torn_at = datetime.fromtimestamp(self._file.stat().st_mtime, UTC)
            torn = self._folder / f"journal.torn-{torn_at:%Y%m%dT%H%M%S.%fZ}.jsonl"
            write_whole(torn, self._bytes()[reading.whole :])
            cut(self._file, reading.whole)
        return self._load()

    def _witness(self) -> Head | None:
        try:
            said = json.loads(self._head.read_bytes())
            head = Head(said["seq"], said["hash"])
            return head if said["check"] == _check(head) else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def _register(self, head: Head) -> None:
        write_whole(self._head, witness(head))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with _told_to_the_operator():
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o640)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    @contextmanager
    def _waited(self) -> Iterator[None]:
        """While no one writes, or after PATIENCE. Where there is no lock to open, as in a copy, no one writes."""
        try:
            lock = os.open(self._folder / "lock", os.O_RDONLY)
        except OSError:
            yield
            return
        try:
            # Never for good: the writer may be the one who is asking.
            deadline = monotonic() + PATIENCE
            while not _shared(lock) and monotonic() < deadline:
                sleep(PATIENCE / 100)
            yield
        finally:
            os.close(lock)


def _shared(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _complete(records: tuple[Record, ...], witness: Head | None) -> bool:
    """Whether a chain that follows ends where it should: no half batch, at most one more than the witness knows."""
    known = witness or Head()
    if known.seq > len(records) or (known.seq and records[known.seq - 1].hash != known.hash):
        return False
    if not records:
        return True
    return records[-1].index == records[-1].size and (
        known.seq == len(records) or records[known.seq].batch == records[-1].batch
    )


def witness(head: Head) -> bytes:
    """What head.json says of a journal that ends in `head`."""
    said = {"seq": head.seq, "hash": head.hash, "check": _check(head)}
    return json.dumps(said).encode() + b"\n"


def _check(head: Head) -> str:
    """Guards head.json against a slip of the disk; it is no secret."""
    return sha256(f"{head.seq} {head.hash}".encode()).hexdigest()[:16]


@contextmanager
def _told_to_the_operator() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalUnwritable(
            error.errno, f"没有保存：流水文件夹写不进去（{reason}）。请检查磁盘空间和权限后重新提交。"
        ) from error
