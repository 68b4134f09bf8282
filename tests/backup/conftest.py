"""A ledger with something of everything that a backup has to carry."""

import shutil
from pathlib import Path

import pytest

from tests.intake.desk import LEAD, OFFICE, Desk, open_desk
from tracker.accounts import administration
from tracker.accounts.accounts import Accounts
from tracker.accounts.login import Entered, log_in
from tracker.backup.making import back_up
from tracker.sources.copies import attach

ADMINISTRATOR, PASSWORD = "某管理员", "Correct-horse-7"
POLICY = "session:\n  idle_minutes: 20\n"


@pytest.fixture(scope="package")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked quarter, an attached text, an administrator who is logged in, and a policy file."""
    folder = tmp_path_factory.mktemp("ledger")
    desk = open_desk(folder)
    desk.record(OFFICE, "opened")
    desk.record(LEAD, "progress")
    desk.record(OFFICE, "period_lock")
    assert attach(desk.space, "second", "原文.txt", "原文".encode(), OFFICE).outcome.ok
    (desk.data / "policy.yaml").write_text(POLICY, encoding="utf-8")
    accounts = Accounts(desk.space)
    assert administration.first(accounts, ADMINISTRATOR, PASSWORD).account
    entered = log_in(accounts, ADMINISTRATOR, PASSWORD)
    assert isinstance(entered, Entered)
    (folder / "token").write_text(entered.token)
    accounts.store.close()
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
