"""What became of every attempt to deliver a message: when, to whom by number, and why not. No address, no content."""

import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.messages import FOLDER
from tracker.records.editable import opened

SCHEMA = """
CREATE TABLE IF NOT EXISTS attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT, batch TEXT NOT NULL, unit TEXT NOT NULL, channel TEXT NOT NULL,
  receiver TEXT NOT NULL, tried_at TEXT NOT NULL, error TEXT NOT NULL)
"""


@dataclass(frozen=True)
class Attempt:
    """`batch` is the batch of the reminders in the journal; `error` is empty when the other side took the message."""

    batch: str
    unit: str
    channel: str
    receiver: str
    """Number of the contact, or name of the group."""
    tried_at: datetime
    """Naive UTC."""
    error: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.batch, self.unit, self.channel, self.receiver


class Outbox:
    def __init__(self, data: Path) -> None:
        self._data = data

    def attempts(self) -> list[Attempt]:
        """In the order in which they were made."""
        with self._open() as table:
            rows = table.execute(
                "SELECT batch, unit, channel, receiver, tried_at, error FROM attempt ORDER BY id"
            ).fetchall()
        return [
            Attempt(batch, unit, channel, receiver, datetime.fromisoformat(at), error)
            for batch, unit, channel, receiver, at, error in rows
        ]

    def note(self, attempt: Attempt) -> None:
        row = (*attempt.key, attempt.tried_at.isoformat(), attempt.error)
        with self._open() as table:
            table.execute(
                "INSERT INTO attempt (batch, unit, channel, receiver, tried_at, error) VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._data / FOLDER / "outbox.sqlite", SCHEMA)
