"""Small SQLite files beside the journal, for what may be edited or forgotten and so is no fact: drafts, contacts, marks."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 10.0
"""Seconds to wait while another process writes."""


@contextmanager
def opened(file: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """One transaction on a file that only its owner can read; committed at the end, rolled back on an exception."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(file, timeout=PATIENCE)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(schema)
        with connection:
            yield connection
    finally:
        connection.close()
