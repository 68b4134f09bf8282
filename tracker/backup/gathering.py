"""Gathers one consistent state while others write: first both chains up to their proven ends, then all they vouch for."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tracker.audit.heads import Heads
from tracker.backup.manifest import DATA, TASKS
from tracker.records.journal import FileJournal, Head, witness
from tracker.snapshot import Workspace

CHAINS = ("journal", "access")
ELSEWHERE = ("demo", "backups")
"""Folders of data/ that hold other things than this ledger."""
PASSING = (".part", "-wal", "-shm", "-journal")
"""Endings of files that live only while something is being written."""
SQLITE = b"SQLite format 3\0"
SESSIONS = "session"
"""The table of who is logged in: it is emptied, so that a restored copy lets nobody in without a password."""


@dataclass(frozen=True)
class Gathered:
    """`files`: name in the backup -> where its bytes are now."""

    files: dict[str, Path]
    heads: Heads


def gather(workspace: Workspace, stage: Path, besides: Path) -> Gathered:
    """Copies into `stage` what may change under the reader; names the rest where it lies. Skips the folder `besides`.

    A file is stored before the record that vouches for it, so whatever comes after the chains holds all they need.
    Raises JournalDamaged.
    """
    data, tasks = stage / DATA, stage / TASKS
    ledger, access = (_chain(workspace.data / name, data / name) for name in CHAINS)
    files = {f"{DATA}/{file.relative_to(data).as_posix()}": file for file in sorted(data.rglob("*.json*"))}
    for file in _below(workspace.data, besides):
        name = file.relative_to(workspace.data)
        if name.parts[0] in ELSEWHERE or (name.parts[0] in CHAINS and ".torn-" not in file.name):
            continue
        if _is_sqlite(file):
            _copy_database(file, data / name)
            files[f"{DATA}/{name.as_posix()}"] = data / name
        else:
            files[f"{DATA}/{name.as_posix()}"] = file
    for file in _below(workspace.tasks, besides):
        copy = tasks / file.relative_to(workspace.tasks)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        files[f"{TASKS}/{copy.relative_to(tasks).as_posix()}"] = copy
    return Gathered(files, Heads(ledger, access))


def _chain(folder: Path, copy: Path) -> Head:
    content, head = FileJournal(folder).copied()
    copy.mkdir(parents=True)
    if head.seq:
        (copy / "journal.jsonl").write_bytes(content)
        (copy / "head.json").write_bytes(witness(head))
    return head


def _below(folder: Path, besides: Path) -> Iterator[Path]:
    """Every lasting file, also behind a link to another disk; nothing hidden, nothing that only passes."""
    seen: set[Path] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        here = Path(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if here.resolve() in seen or here.resolve() == besides.resolve() != folder.resolve():
            folders.clear()
            continue
        seen.add(here.resolve())
        for name in sorted(names):
            file = here / name
            if not name.startswith(".") and name != "lock" and not name.endswith(PASSING) and file.is_file():
                yield file


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(SQLITE)) == SQLITE


def _copy_database(file: Path, copy: Path) -> None:
    """As it is committed now, whoever writes to it; without the sessions."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(file)) as original, closing(sqlite3.connect(copy)) as target:
        original.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA secure_delete = ON")
        if target.execute(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", [SESSIONS]
        ).fetchone():
            target.execute(f"DELETE FROM {SESSIONS}")
        target.commit()
        target.execute("VACUUM")


def faultless(file: Path) -> bool:
    """Whether SQLite finds nothing wrong with a database file."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as database:
            return bool(database.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.Error:
        return False
