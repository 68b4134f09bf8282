"""What became of a proposed work item stands in the inbox of the unit that proposed it."""

from tests.intake.desk import OFFICE, PARTNER, Desk
from tracker.intake import Role
from tracker.reminders.inbox import unit_lines


def titles(desk: Desk) -> list[str]:
    return [
        line.title for line in unit_lines(desk.status(), "ex-kw", Role.UNIT) if line.title.startswith("分解")
    ]


def test_a_proposal_and_what_became_of_it(desk: Desk) -> None:
    desk.on("2026-10-12")
    first = desk.record(PARTNER, "work_item", item=None)
    second = desk.record(PARTNER, "work_item", item=None, title="征求意见")
    assert titles(desk) == []
    desk.record(OFFICE, "work_item", item=first.body["item"], state="withdrawn", reason="与已有事项重复")
    desk.record(OFFICE, "work_item", item=second.body["item"], state="approved")
    assert titles(desk) == ["分解事项已审定", "分解事项未采纳"]
    desk.record(OFFICE, "work_item", item=None, title="由办公室下达", state="approved")
    assert len(titles(desk)) == 2, "what nobody there proposed is no answer"
