"""A ledger with something of everything that a backup has to carry."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.intake.desk import LEAD, OFFICE, Desk, open_desk
from tracker.accounts.access import Access, record
from tracker.backup.making import back_up
from tracker.sources.copies import attach


@pytest.fixture(scope="package")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked quarter, an attached text, two logins, a database with a session in it, and a policy file."""
    folder = tmp_path_factory.mktemp("ledger")
    desk = open_desk(folder)
    desk.record(OFFICE, "opened")
    desk.record(LEAD, "progress")
    desk.record(OFFICE, "period_lock")
    assert attach(desk.space, "second", "原文.txt", "原文".encode(), OFFICE).outcome.ok
    for _ in range(2):
        record(desk.space, Access.LOGIN, "某某", "office", address="127.0.0.1")
    (desk.data / "accounts").mkdir()
    with closing(sqlite3.connect(desk.data / "accounts" / "accounts.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE account (user TEXT)")
        database.execute("CREATE TABLE session (key TEXT)")
        database.execute("INSERT INTO account VALUES ('某某')")
        database.execute("INSERT INTO session VALUES ('0f0f0f0f-of-a-session')")
        database.commit()
    (desk.data / "policy.yaml").write_text("session: {}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="package")
def sound(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    done = back_up(
        Desk(ledger / "tasks", ledger / "data").space, tmp_path_factory.mktemp("sound") / "sound.zip"
    )
    assert done.file
    return done.file


@pytest.fixture
def desk(ledger: Path, tmp_path: Path) -> Desk:
    """A copy of the ledger to do something to."""
    shutil.copytree(ledger, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path / "tasks", tmp_path / "data").on("2026-10-13")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
