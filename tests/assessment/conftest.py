from pathlib import Path

import pytest

from tests.intake.desk import OFFICE, Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The example district, its ledger open since New Year 2026."""
    desk = open_desk(tmp_path).on("2026-01-02")
    desk.record(OFFICE, "opened", on="2026-01-01")
    return desk
