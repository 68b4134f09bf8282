"""Which lines of an inbox somebody has marked as read."""

import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from tracker.intake.permissions import Actor
from tracker.messages import FOLDER
from tracker.records.editable import opened

SCHEMA = """
CREATE TABLE IF NOT EXISTS seen (
  reader TEXT NOT NULL, line TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (reader, line))
"""


class Seen:
    """The marks of everybody in a data folder; each person has its own."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def by(self, actor: Actor) -> set[str]:
        if not (self._data / "messages" / "seen.sqlite").exists():
            return set()
        with self._open() as table:
            return {
                line for (line,) in table.execute("SELECT line FROM seen WHERE reader = ?", (_reader(actor),))
            }

    def mark(self, actor: Actor, lines: Iterable[str], now: datetime) -> None:
        rows = [(_reader(actor), line, now.isoformat()) for line in lines]
        with self._open() as table:
            table.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", rows)

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._data / FOLDER / "seen.sqlite", SCHEMA)


def _reader(actor: Actor) -> str:
    """One user may look for several units."""
    return f"{actor.user}|{actor.unit or actor.role.value}"
