"""Two people at one matter: who comes later is told, and nobody is told without need."""

import pytest

from tests.intake.desk import INDICATOR, LEAD, OFFICE, OUTSIDER, PARTNER, Desk, codes
from tracker.intake import Actor

GROWTH = "second/output"


class TestConflicts:
    """`base_seq` is the last record that whoever filled in the form can have seen."""

    def test_somebody_else_was_faster(self, desk: Desk) -> None:
        desk.record(LEAD, "progress")
        outcome = desk.send(LEAD, "progress", text="已完成 7 处", base_seq=0)
        assert codes(outcome) == [("intake.conflict", "task")]
        assert LEAD.user in outcome.problems[0].message
        desk.record(LEAD, "progress", text="已完成 7 处", base_seq=len(desk.written))

    @pytest.mark.parametrize(
        ("first", "then"),
        [
            ((LEAD, "progress", {}), (LEAD, "progress", {"period": "2026-Q2"})),
            ((LEAD, "progress", {}), (PARTNER, "progress", {})),
            ((PARTNER, "progress", {}), (LEAD, "progress", {})),
            ((LEAD, "reading", {}), (LEAD, "reading", {"period": "2024"})),
            (
                (OUTSIDER, "reading", {"indicator": GROWTH}),
                (OUTSIDER, "reading", {"indicator": GROWTH, "basis": "rate"}),
            ),
            ((OFFICE, "year_goal", {}), (OFFICE, "year_goal", {"year": 2027})),
        ],
    )
    def test_other_matters_do_not_compete(self, desk: Desk, first: tuple, then: tuple) -> None:  # type: ignore[type-arg]
        desk.record(first[0], first[1], **first[2])
        desk.record(then[0], then[1], base_seq=0, **then[2])

    @pytest.mark.parametrize(
        ("who", "kind", "field"),
        [
            (LEAD, "reading", "indicator"),
            (OFFICE, "target_setting", "target"),
            (OFFICE, "lead_confirmed", "task"),
            (OFFICE, "override", "task"),
            (PARTNER, "work_item", "task"),
        ],
    )
    def test_the_same_matter_twice(self, desk: Desk, who: Actor, kind: str, field: str) -> None:
        desk.record(who, kind)
        assert codes(desk.send(who, kind, base_seq=0)) == [("intake.conflict", field)]

    def test_a_correction_competes_too(self, desk: Desk) -> None:
        first = desk.record(LEAD, "reading")
        seen = len(desk.written)
        assert desk.correct(LEAD, first, {"indicator": INDICATOR, "period": "2025", "value": "9.2",
                                          "status": "final", "source": "公报"}).ok  # fmt: skip
        assert codes(desk.send(LEAD, "reading", value="9.3", base_seq=seen)) == [
            ("intake.conflict", "indicator")
        ]
