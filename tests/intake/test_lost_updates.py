"""Many people edit few tasks at once; in full size: `make drill`."""

from pathlib import Path

from tests.drill.lost_updates import race


def test_an_edit_stands_or_is_refused_and_none_is_overwritten_unseen(tmp_path: Path) -> None:
    outcomes, wrong = race(tmp_path, threads=8, edits=8, tasks=3)
    assert wrong == []
    assert outcomes.keys() <= {"accepted", "intake.conflict"}
    assert outcomes.total() == 64
    # Of those who opened the form at the same time at least one gets through.
    assert outcomes["accepted"] >= 3
