from pathlib import Path

import pytest

from tests.intake.desk import OFFICE, Desk, open_desk
from tracker.snapshot import Snapshot


def opened(folder: Path) -> Desk:
    """The example district, its ledger open since New Year 2026."""
    desk = open_desk(folder).on("2026-01-02")
    desk.record(OFFICE, "opened", on="2026-01-01")
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


@pytest.fixture(scope="session")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What an assessment of 2026 is made from on 12 October of that year, when nobody has recorded anything."""
    return opened(tmp_path_factory.mktemp("autumn")).on("2026-10-12").space.assessed(2026)
