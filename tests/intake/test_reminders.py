"""A reminder is taken only for what is open, to whom it is owed, at its step, and not twice within five days."""

from typing import Any

import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, TASK, Desk, codes
from tracker.intake import Draft, Outcome, accept

WINDOW = {"about": "window", "thing": "2026-Q3", "unit": "ex-cgw", "due": "2026-10-20"}
NOT_POSSIBLE = "intake.not-possible"


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.on("2025-03-03").record(OFFICE, "opened", on="2025-03-03")
    return desk


def remind(desk: Desk, day: str, step: int | None, **changes: Any) -> Outcome:
    body = {"about": "item", "thing": MILESTONE, "unit": "ex-cgw", "due": "2025-12-31", "text": "请办理"}
    return desk.on(day).send(OFFICE, "reminder", **{**body, "step": step, **changes})


def test_a_reminder_of_its_step(opened: Desk) -> None:
    assert remind(opened, "2025-12-24", -7).ok
    assert opened.written[-1].body == {
        "about": "item",
        "thing": MILESTONE,
        "unit": "ex-cgw",
        "due": "2025-12-31",
        "step": -7,
        "text": "请办理",
    }


def test_a_ledger_that_is_not_open_reminds_of_nothing(desk: Desk) -> None:
    assert codes(remind(desk, "2025-12-24", -7)) == [(NOT_POSSIBLE, None)]
    assert desk.written == []


@pytest.mark.parametrize(
    ("day", "step"), [("2025-12-23", -7), ("2025-12-24", -30), ("2026-01-01", 7), ("2025-11-01", -30)]
)
def test_another_step_than_the_one_reached_is_refused(opened: Desk, day: str, step: int) -> None:
    assert codes(remind(opened, day, step)) == [(NOT_POSSIBLE, "step")]


def test_a_step_is_reminded_of_once_and_five_days_lie_between(opened: Desk) -> None:
    assert remind(opened, "2025-12-24", -7).ok
    assert codes(remind(opened, "2025-12-24", -7)) == [(NOT_POSSIBLE, "step")]
    assert codes(remind(opened, "2025-12-29", -7)) == [(NOT_POSSIBLE, "step")]
    assert remind(opened, "2025-12-30", -1).ok
    assert codes(remind(opened, "2026-01-03", 1)) == [(NOT_POSSIBLE, "step")]
    assert remind(opened, "2026-01-04", 1).ok


def test_twice_in_one_batch_is_once_too_often(opened: Desk) -> None:
    opened.on("2025-12-24")
    body = {
        "about": "item",
        "thing": MILESTONE,
        "unit": "ex-cgw",
        "due": "2025-12-31",
        "text": "…",
        "step": -7,
    }
    outcome = accept(opened.space, [Draft("reminder", body)] * 2, OFFICE)
    assert codes(outcome) == [(NOT_POSSIBLE, "step")]
    assert len(opened.written) == 1


def test_by_hand_at_any_time_but_again_only_with_a_reason(opened: Desk) -> None:
    assert remind(opened, "2025-06-01", None).ok
    assert codes(remind(opened, "2025-06-03", None)) == [("intake.incomplete", "reason")]
    assert remind(opened, "2025-06-03", None, reason="会议要求").ok
    assert remind(opened, "2025-06-09", None).ok


def test_a_chase_by_hand_covers_the_step_of_its_day(opened: Desk) -> None:
    assert remind(opened, "2025-12-24", None).ok
    assert codes(remind(opened, "2025-12-29", -7)) == [(NOT_POSSIBLE, "step")]


def test_a_reminder_at_its_step_gives_no_reason(opened: Desk) -> None:
    assert codes(remind(opened, "2025-12-24", -7, reason="…")) == [("intake.bad-field", None)]


def test_it_is_recorded_on_the_day_it_goes_out(opened: Desk) -> None:
    outcome = remind(opened, "2025-12-31", -1, effective_on=opened.space.today.replace(day=1))
    assert ("intake.bad-field", "effective_on") in codes(outcome)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"unit": "ex-kw"}, [(NOT_POSSIBLE, "unit")]),
        ({"unit": "ex-streets"}, [(NOT_POSSIBLE, "unit")]),
        ({"unit": "nobody"}, [("intake.unknown-subject", "unit")]),
        ({"due": "2026-06-30"}, [(NOT_POSSIBLE, "due")]),
        ({"thing": "example-2025-1/1.1/none"}, [("intake.unknown-subject", "item")]),
        ({"about": "window", "thing": "never"}, [("intake.unknown-subject", "thing")]),
    ],
    ids=str,
)
def test_what_does_not_agree_with_plan_and_ledger(
    opened: Desk, changes: dict[str, str], refused: list[tuple[str, str]]
) -> None:
    assert codes(remind(opened, "2025-12-24", -7, **changes)) == refused
    assert len(opened.written) == 1


class TestItem:
    def test_one_reported_as_done_is_left_alone_until_it_is_sent_back(self, opened: Desk) -> None:
        opened.on("2025-12-22").record(LEAD, "completion")
        assert codes(remind(opened, "2025-12-24", -7)) == [(NOT_POSSIBLE, "thing")]
        opened.record(OFFICE, "close_out", verdict="returned", reason="没有验收")
        assert remind(opened, "2025-12-24", -7).ok

    def test_one_that_was_ended(self, opened: Desk) -> None:
        opened.on("2025-12-22").record(
            OFFICE, "close_out", verdict="cancelled", document_number="示政发〔2025〕9号"
        )
        assert codes(remind(opened, "2025-12-24", -7)) == [(NOT_POSSIBLE, "item")]

    def test_an_extension_begins_a_new_series(self, opened: Desk) -> None:
        assert remind(opened, "2025-12-24", -7).ok
        request = opened.record(LEAD, "extension_request", new_due="2026-01-25")
        decision = {"request": request.id, "approved": True, "new_due": "2026-01-25"}
        opened.on("2025-12-26").record(OFFICE, "extension_decision", **decision)
        moved = {"due": "2026-01-25"}
        assert codes(remind(opened, "2025-12-29", -7)) == [(NOT_POSSIBLE, "due")]
        assert codes(remind(opened, "2025-12-28", -30, **moved)) == [(NOT_POSSIBLE, "step")]
        assert remind(opened, "2025-12-29", -30, **moved).ok
        assert remind(opened, "2026-01-18", -7, **moved).ok

    def test_a_confirmed_lead_is_who_answers(self, opened: Desk) -> None:
        opened.on("2025-12-22").record(OFFICE, "lead_confirmed")
        assert codes(remind(opened, "2025-12-24", -7)) == [(NOT_POSSIBLE, "unit")]
        assert remind(opened, "2025-12-24", -7, unit="ex-kw").ok

    def test_a_work_item_is_its_own_unit_s(self, opened: Desk) -> None:
        opened.on("2026-11-01").record(OFFICE, "work_item", state="approved")
        item = {"thing": f"{TASK}/w1", "due": "2026-12-31"}
        assert codes(remind(opened, "2026-12-01", -30, **item)) == [(NOT_POSSIBLE, "unit")]
        assert remind(opened, "2026-12-01", -30, unit="ex-kw", **item).ok


class TestWindow:
    def test_while_a_report_is_owed(self, opened: Desk) -> None:
        assert remind(opened, "2026-10-08", -30, **WINDOW).ok
        opened.record(LEAD, "progress")
        outcome = remind(opened, "2026-10-19", -1, **WINDOW)
        assert codes(outcome) == [(NOT_POSSIBLE, "thing")]

    def test_a_returned_report_is_owed_again(self, opened: Desk) -> None:
        report = opened.on("2026-10-08").record(LEAD, "progress")
        opened.record(OFFICE, "review", record=report.id, verdict="returned", reason="没有数量")
        assert remind(opened, "2026-10-13", -7, **WINDOW).ok

    def test_who_answers_for_nothing_owes_nothing(self, opened: Desk) -> None:
        outcome = remind(opened, "2026-10-08", -30, **(WINDOW | {"unit": "ex-kw"}))
        assert codes(outcome) == [(NOT_POSSIBLE, "thing")]

    def test_before_the_window_opens(self, opened: Desk) -> None:
        assert codes(remind(opened, "2026-09-25", -30, **WINDOW)) == [("intake.future", "thing")]

    def test_a_locked_quarter(self, opened: Desk) -> None:
        opened.on("2026-11-01").record(OFFICE, "period_lock")
        outcome = remind(opened, "2026-11-19", 30, **WINDOW)
        assert codes(outcome) == [(NOT_POSSIBLE, "thing")]

    def test_another_closing_day(self, opened: Desk) -> None:
        outcome = remind(opened, "2026-10-08", -30, **(WINDOW | {"due": "2026-10-31"}))
        assert codes(outcome) == [(NOT_POSSIBLE, "due")]

    def test_units_are_reminded_apart(self, opened: Desk) -> None:
        assert remind(opened, "2026-10-08", -30, **WINDOW).ok
        assert remind(opened, "2026-10-08", -30, **(WINDOW | {"unit": "ex-fgw"})).ok


def test_what_went_out_is_not_corrected(opened: Desk) -> None:
    sent = remind(opened, "2025-12-24", -7).records[-1]
    assert not opened.correct(OFFICE, sent, None).ok
