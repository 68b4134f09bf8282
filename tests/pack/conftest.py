"""A small pack with everything in it, made once."""

import shutil
from pathlib import Path

import pytest

from tests.intake.desk import AUDITOR, Desk
from tests.report.scored import assessed, proven_desk
from tracker.intake import Actor
from tracker.pack.contents import Wanted
from tracker.pack.making import Made, make


def wanted(desk: Desk, actor: Actor = AUDITOR, restricted: bool = True) -> Wanted:
    now, found, rubric = assessed(desk)
    return Wanted(now, found, rubric, actor, restricted)


@pytest.fixture(scope="package")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    proven_desk(folder)
    return folder


@pytest.fixture(scope="package")
def asked(ledger: Path) -> Wanted:
    """Judged once; a copy of the ledger is in the same state."""
    return wanted(Desk(ledger / "tasks", ledger / "data").on("2026-10-13"))


@pytest.fixture
def desk(ledger: Path, tmp_path: Path) -> Desk:
    """A copy of the ledger to do something to."""
    shutil.copytree(ledger, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path / "tasks", tmp_path / "data").on("2026-10-13")


@pytest.fixture(scope="package")
def made(ledger: Path, asked: Wanted, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("sound")
    shutil.copytree(ledger, folder, dirs_exist_ok=True)
    desk = Desk(folder / "tasks", folder / "data").on("2026-10-13")
    return make(desk.space, asked, folder / "sound.zip")


@pytest.fixture(scope="package")
def sound(made: Made) -> Path:
    assert made.file, [str(one) for one in made.problems]
    return made.file
