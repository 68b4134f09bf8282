from pathlib import Path

import pytest

from tests.intake.desk import OFFICE, Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The example plan, its ledger open since the first document was issued."""
    desk = open_desk(tmp_path)
    desk.on("2025-03-03").record(OFFICE, "opened", on="2025-03-03")
    return desk
