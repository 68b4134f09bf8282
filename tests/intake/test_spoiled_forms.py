"""A sample of what `make drill` does a thousand times: spoiled forms change nothing and are answered with a reason."""

from pathlib import Path

from tests.drill.bad_workbooks import wrong_with
from tests.forms import form
from tests.intake.desk import LEAD, OFFICE, open_desk
from tests.mutations import mutated, quick_attacks
from tracker.intake.forms import Fate, take_forms

SAMPLE, SEED = 40, 7


def test_spoiled_forms_change_nothing_and_say_why(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    desk.on("2026-01-05").record(OFFICE, "opened")
    desk.record(OFFICE, "year_goal")
    good, head = form(desk.on("2026-10-12")), desk.space.journal.head()
    files = [*quick_attacks(good), *mutated(good, SAMPLE, SEED)]
    taken = take_forms(desk.space, [("坏.xlsx", bad.data) for bad in files], LEAD)
    wrong = {bad.name: said for bad, one in zip(files, taken, strict=True) if (said := wrong_with(bad, one))}
    assert wrong == {}
    attacked = taken[: len(files) - SAMPLE]
    assert {one.fate for one in attacked} == {Fate.DAMAGED}
    assert desk.space.journal.verify().head == head
