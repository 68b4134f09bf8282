"""Work items from proposal to approval, and extensions from request to decision."""

import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, OUTSIDER, PARTNER, TASK, Desk, codes
from tracker.intake import Actor

UNKNOWN, NOT_YOURS, BAD, NOT_POSSIBLE = (
    "intake.unknown-subject",
    "intake.not-yours",
    "intake.bad-field",
    "intake.not-possible",
)


class TestWorkItems:
    ITEM = f"{TASK}/w1"

    def test_only_approved_ones_are_judged_and_reported_on(self, desk: Desk) -> None:
        desk.record(PARTNER, "work_item")
        assert desk.status().frame("SELECT * FROM item WHERE item_kind = 'work_item'").height == 0
        assert codes(desk.send(PARTNER, "completion", item=self.ITEM)) == [(NOT_POSSIBLE, "item")]

        desk.record(OFFICE, "work_item", state="approved")
        assert desk.status().frame("SELECT * FROM item WHERE item_kind = 'work_item'").height == 1
        desk.record(PARTNER, "completion", item=self.ITEM)

    def test_its_unit_has_a_part_in_the_task(self, desk: Desk) -> None:
        desk.record(OFFICE, "work_item", unit="ex-fgw", state="approved")
        desk.record(OUTSIDER, "completion", item=self.ITEM)

    def test_a_unit_may_change_its_own_proposal_and_no_other(self, desk: Desk) -> None:
        desk.record(PARTNER, "work_item")
        desk.record(PARTNER, "work_item", title="编制总体方案")
        assert codes(desk.send(LEAD, "work_item")) == [(NOT_YOURS, "item")]

    def test_the_office_may_turn_a_proposal_down(self, desk: Desk) -> None:
        desk.record(PARTNER, "work_item")
        desk.record(OFFICE, "work_item", state="withdrawn")
        desk.record(PARTNER, "work_item", title="改过的方案")

    @pytest.mark.parametrize(
        ("who", "changes", "field"),
        [
            (PARTNER, {"state": "proposed"}, "state"),
            (OFFICE, {"state": "proposed"}, "state"),
            (OFFICE, {"state": "withdrawn"}, "state"),
            (OFFICE, {"state": "approved", "due": "2027-12-31"}, "due"),
        ],
    )
    def test_an_approved_one_does_not_vanish_and_its_date_does_not_slip(
        self, desk: Desk, who: Actor, changes: dict[str, object], field: str
    ) -> None:
        """Dates move by an extension, ends come by a decision with a number; both leave a trace."""
        desk.record(OFFICE, "work_item", state="approved")
        assert codes(desk.send(who, "work_item", **changes)) == [(NOT_POSSIBLE, field)]

    def test_its_other_words_may_be_changed(self, desk: Desk) -> None:
        desk.record(OFFICE, "work_item", state="approved")
        desk.record(OFFICE, "work_item", state="approved", title="编制总体方案")
        assert (
            desk.status().frame("SELECT what FROM item WHERE item_kind = 'work_item'").item()
            == "编制总体方案"
        )


class TestExtensions:
    def item(self, desk: Desk) -> dict[str, object]:
        frame = desk.status().frame("SELECT * FROM item_state")
        return next(row for row in frame.to_dicts() if row["item_id"] == MILESTONE)

    def test_the_whole_way(self, desk: Desk) -> None:
        desk.on("2025-12-20")
        first = desk.record(LEAD, "extension_request", new_due="2026-06-30")
        assert self.item(desk)["extensions"] == 0
        desk.on("2026-01-05").record(
            OFFICE, "extension_decision", request=first.id, approved=True, new_due="2026-03-31"
        )
        assert (str(self.item(desk)["effective_due"]), self.item(desk)["extensions_in_time"]) == (
            "2026-03-31",
            1,
        )

        desk.on("2026-04-10")
        assert codes(desk.send(LEAD, "extension_request", new_due="2026-03-31")) == [
            (NOT_POSSIBLE, "new_due")
        ]
        second = desk.record(LEAD, "extension_request", new_due="2026-12-31")
        assert codes(
            desk.send(OFFICE, "extension_decision", request=second.id, approved=True, new_due="2026-01-31")
        ) == [(NOT_POSSIBLE, "new_due")]
        desk.record(OFFICE, "extension_decision", request=second.id, approved=True, new_due="2026-12-31")
        item = self.item(desk)
        assert (str(item["effective_due"]), item["extensions"], item["extensions_in_time"]) == (
            "2026-12-31",
            2,
            1,
        )
        assert str(item["due"]) == "2025-12-31"

    def test_one_request_at_a_time(self, desk: Desk) -> None:
        first = desk.record(LEAD, "extension_request")
        assert codes(desk.send(LEAD, "extension_request", new_due="2028-01-01")) == [(NOT_POSSIBLE, "item")]
        desk.record(OFFICE, "extension_decision", request=first.id, approved=False, reason="材料不足")
        desk.record(LEAD, "extension_request", new_due="2028-01-01")

    def test_one_decision_a_request(self, desk: Desk) -> None:
        first = desk.record(LEAD, "extension_request")
        decide = {"request": first.id, "approved": True, "new_due": "2027-06-30"}
        desk.record(OFFICE, "extension_decision", **decide)
        assert codes(desk.send(OFFICE, "extension_decision", **decide)) == [(NOT_POSSIBLE, "request")]

    def test_a_request_that_does_not_exist(self, desk: Desk) -> None:
        progress = desk.record(LEAD, "progress")
        for request in ("000009-abcdef.1", progress.id):
            outcome = desk.send(OFFICE, "extension_decision", request=request, approved=False)
            assert codes(outcome) == [(UNKNOWN, "request")]

    def test_yes_needs_a_date(self, desk: Desk) -> None:
        first = desk.record(LEAD, "extension_request")
        outcome = desk.send(OFFICE, "extension_decision", request=first.id, approved=True)
        assert [problem.code for problem in outcome.problems] == [BAD]
        assert "新的完成时限" in outcome.problems[0].message

    def test_what_is_done_needs_no_extension(self, desk: Desk) -> None:
        desk.record(LEAD, "completion")
        assert codes(desk.send(LEAD, "extension_request")) == [(NOT_POSSIBLE, "item")]
