"""The file of accounts and sessions: SQLite in a folder of its own that only the product's user may read."""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from threading import Lock

FOLDER, FILE = "accounts", "accounts.sqlite"
PATIENCE = 10.0
"""Seconds that one writer waits for another, e.g. the pages for the command line."""
KEPT_CONNECTIONS = 8
VERSION = 1


class Store:
    """Safe to share between threads, and between processes. Nothing is made before the first account is."""

    def __init__(self, data: Path) -> None:
        self.file = data / FOLDER / FILE
        self._idle: deque[sqlite3.Connection] = deque()
        self._making = Lock()

    @property
    def exists(self) -> bool:
        return self.file.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One look at the accounts as they are committed."""
        with self._connection() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it on the disk when the block ends, nothing of it when the block raises."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._opened()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if len(self._idle) < KEPT_CONNECTIONS:
            self._idle.append(connection)
        else:
            connection.close()

    def _opened(self) -> sqlite3.Connection:
        with self._making:
            # Before SQLite does it with whatever the process allows others; also where a copy was put back.
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.parent.chmod(0o700)
            os.close(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600))
            self.file.chmod(0o600)
            connection = sqlite3.connect(
                self.file, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _made(connection)
            return connection

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


def _made(connection: sqlite3.Connection) -> None:
    """The tables, once: of several processes that open a new file the first one makes them."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            for statement in _statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements() -> list[str]:
    text = files("tracker.accounts").joinpath("schema.sql").read_text(encoding="utf-8")
    lines = (line.partition("--")[0] for line in text.splitlines())
    return [part for part in "\n".join(lines).split(";") if part.strip()]
