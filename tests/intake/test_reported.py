"""What units report: each row changes one thing in a right draft and says what is then refused, and where."""

from datetime import date

import pytest

from tests.intake.desk import (
    LEAD,
    OFFICE,
    OUTSIDER,
    PARTNER,
    STANDING,
    TASK,
    Desk,
    codes,
)
from tracker.intake import Actor
from tracker.records.kinds import Capacity

UNKNOWN, NOT_YOURS, FUTURE = "intake.unknown-subject", "intake.not-yours", "intake.future"
BAD, NOT_POSSIBLE, NOT_ALLOWED = "intake.bad-field", "intake.not-possible", "intake.not-allowed"
AGAINST, IMPOSSIBLE = "intake.against-the-text", "intake.impossible-value"
ABOUT, GROWTH = "second/coupled-share", "second/output"

ROWS = [
    # kind, who, what is changed, what is refused at which field; nothing = taken
    ("progress", LEAD, {}, []),
    ("progress", PARTNER, {}, []),
    ("progress", OFFICE, {}, []),
    ("progress", OUTSIDER, {}, [(NOT_YOURS, "task")]),
    ("progress", LEAD, {"task": "example-2025-1/9.9"}, [(UNKNOWN, "task")]),
    ("progress", LEAD, {"task": "1.1"}, [(UNKNOWN, "task")]),
    ("progress", LEAD, {"task": "second/2.2"}, [(NOT_POSSIBLE, "task")]),
    ("progress", LEAD, {"period": "2026-Q4"}, [(FUTURE, "period")]),
    ("progress", LEAD, {"period": "2026q3"}, []),
    ("progress", LEAD, {"period": "２０２６-Q3"}, []),
    ("progress", LEAD, {"period": "2026年三季度"}, [(BAD, "period")]),
    ("progress", LEAD, {"period": "0000-Q1"}, [(BAD, "period")]),
    ("progress", LEAD, {"period": "9999-Q4"}, [(BAD, "period")]),
    ("progress", LEAD, {"text": None}, [(BAD, "text")]),
    ("progress", LEAD, {"text": "  \n "}, [(BAD, "text")]),
    ("progress", LEAD, {"text": "字" * 4001}, [(BAD, "text")]),
    ("progress", LEAD, {"text": "=SUM(A1)\n第二行"}, []),
    ("progress", LEAD, {"text": "\ud800"}, [(BAD, "text")]),
    ("progress", LEAD, {"percent": "0"}, []),
    ("progress", LEAD, {"percent": "100"}, []),
    ("progress", LEAD, {"percent": "-0.01"}, [(BAD, "percent")]),
    ("progress", LEAD, {"percent": "100.01"}, [(BAD, "percent")]),
    ("progress", LEAD, {"percent": "33.333"}, [(BAD, "percent")]),
    ("progress", LEAD, {"percent": "约60"}, [(BAD, "percent")]),
    ("progress", LEAD, {"percent": "NaN"}, [(BAD, "percent")]),
    ("progress", LEAD, {"own_light": "orange"}, [(BAD, "own_light")]),
    ("progress", LEAD, {"light": "green"}, [(BAD, "light")]),
    ("progress", LEAD, {"effective_on": "2026-09-30"}, []),
    ("progress", LEAD, {"effective_on": "2026-06-30"}, [(BAD, "effective_on")]),
    ("reading", LEAD, {}, []),
    ("reading", LEAD, {"value": "100"}, []),
    ("reading", LEAD, {"value": "100.1"}, [(IMPOSSIBLE, "value")]),
    ("reading", LEAD, {"value": "-0.1"}, [(IMPOSSIBLE, "value")]),
    ("reading", OFFICE, {"indicator": "second/grade", "value": "2"}, []),
    ("reading", OFFICE, {"indicator": "second/grade", "value": "2.5"}, [(IMPOSSIBLE, "value")]),
    ("reading", OFFICE, {"indicator": "second/grade", "value": "4"}, [(IMPOSSIBLE, "value")]),
    ("reading", PARTNER, {}, []),
    ("reading", OUTSIDER, {}, [(NOT_YOURS, "indicator")]),
    ("reading", OUTSIDER, {"indicator": "example-2025-1/energy-intensity"}, []),
    ("reading", LEAD, {"indicator": "example-2025-1/energy-intensity"}, [(NOT_YOURS, "indicator")]),
    ("reading", LEAD, {"indicator": "heating-share"}, [(UNKNOWN, "indicator")]),
    ("reading", LEAD, {"period": "2026"}, [(FUTURE, "period")]),
    ("reading", LEAD, {"period": "2026-Q3"}, []),
    ("reading", LEAD, {"period": "2026-10"}, [(FUTURE, "period")]),
    ("reading", LEAD, {"period": "2026-13"}, [(BAD, "period")]),
    ("reading", LEAD, {"period": "0000"}, [(BAD, "period")]),
    ("reading", LEAD, {"value": "十"}, [(BAD, "value")]),
    ("reading", LEAD, {"value": "9.1%"}, [(BAD, "value")]),
    ("reading", LEAD, {"value": "0.1234567"}, [(BAD, "value")]),
    ("reading", LEAD, {"value": "1e30"}, [(BAD, "value")]),
    ("reading", LEAD, {"value": "3.5"}, []),
    ("reading", LEAD, {"source": None}, [(BAD, "source")]),
    ("reading", LEAD, {"status": "最终"}, [(BAD, "status")]),
    ("reading", LEAD, {"published_on": "2026-10-12"}, []),
    ("reading", LEAD, {"published_on": "2026-10-13"}, [(FUTURE, "published_on")]),
    ("reading", LEAD, {"published_on": 1760000000}, [(BAD, "published_on")]),
    ("reading", LEAD, {"basis": "rate"}, [(AGAINST, "basis")]),
    ("reading", OUTSIDER, {"indicator": GROWTH, "basis": "rate"}, []),
    ("reading", OUTSIDER, {"indicator": GROWTH, "basis": "level"}, []),
    ("reading", OUTSIDER, {"indicator": ABOUT, "basis": "rate"}, [(AGAINST, "basis")]),
    ("completion", LEAD, {}, []),
    ("completion", OUTSIDER, {}, [(NOT_YOURS, "item")]),
    ("completion", LEAD, {"item": TASK}, [(UNKNOWN, "item")]),
    ("completion", LEAD, {"item": f"{TASK}/w1"}, [(UNKNOWN, "item")]),
    ("completion", LEAD, {"completed_on": "2026-10-12"}, []),
    ("completion", LEAD, {"completed_on": "2026-10-13"}, [(FUTURE, "completed_on")]),
    ("completion", LEAD, {"completed_on": "2025年底"}, [(BAD, "completed_on")]),
    ("completion", LEAD, {"completed_on": "20251220"}, [(BAD, "completed_on")]),
    ("extension_request", LEAD, {}, []),
    ("extension_request", OUTSIDER, {}, [(NOT_YOURS, "item")]),
    ("extension_request", LEAD, {"item": "example-2025-1/1.1/m2099"}, [(UNKNOWN, "item")]),
    ("extension_request", LEAD, {"new_due": "2025-12-31"}, [(NOT_POSSIBLE, "new_due")]),
    ("extension_request", LEAD, {"new_due": "2026-01-01"}, []),
    ("extension_request", LEAD, {"effective_on": "2026-10-12"}, []),
    ("extension_request", LEAD, {"effective_on": "2025-11-01"}, [(BAD, "effective_on")]),
    ("extension_request", OFFICE, {"effective_on": "2025-11-01"}, []),
    ("work_item", PARTNER, {}, []),
    ("work_item", OUTSIDER, {}, [(NOT_YOURS, "task")]),
    ("work_item", PARTNER, {"state": "approved"}, [(NOT_ALLOWED, "state")]),
    ("work_item", OFFICE, {"state": "approved"}, []),
    ("work_item", OFFICE, {"item": "步骤一"}, [(BAD, "item")]),
    ("work_item", OFFICE, {"unit": "ex-none"}, [(UNKNOWN, "unit")]),
    ("work_item", OFFICE, {"unit": "other-fgw"}, [(UNKNOWN, "unit")]),
    ("work_item", OFFICE, {"unit": "ex-streets"}, [(NOT_POSSIBLE, "unit")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "who", "changes", "refused"), ROWS, ids=[f"{row[0]}-{n}" for n, row in enumerate(ROWS)]
)
def test_what_is_refused(
    desk: Desk, kind: str, who: Actor, changes: dict[str, object], refused: list[tuple[str, str]]
) -> None:
    if "effective_on" in changes:
        changes = {**changes, "effective_on": date.fromisoformat(str(changes["effective_on"]))}
    outcome = desk.send(who, kind, **changes)

    assert codes(outcome) == refused
    assert all(problem.message.endswith("。") and problem.cure for problem in outcome.problems)
    assert [record.kind for record in desk.written] == ([] if refused else ["opened", kind])


def test_a_unit_answers_or_contributes(desk: Desk) -> None:
    """Only the report of the unit that answers meets the duty to report; nobody chooses for himself."""
    capacity = {
        who.user: desk.record(who, "progress", capacity="answer").body["capacity"]
        for who in (LEAD, PARTNER, OFFICE)
    }
    assert capacity == {LEAD.user: "answer", PARTNER.user: "contribution", OFFICE.user: "answer"}

    desk.record(OFFICE, "lead_confirmed", unit="ex-kw")
    assert desk.record(PARTNER, "progress").body["capacity"] == "answer"
    assert desk.record(LEAD, "progress").body["capacity"] == "contribution"


def test_a_stated_lead_answers_and_a_supporting_body_never_does(desk: Desk) -> None:
    assert desk.record(OUTSIDER, "progress", task=STANDING).body["capacity"] == "answer"
    assert desk.record(OUTSIDER, "progress", task="second/2.3").body["capacity"] == Capacity.CONTRIBUTION


def test_a_confirmed_lead_from_outside_may_report(desk: Desk) -> None:
    desk.record(OFFICE, "lead_confirmed", unit="ex-fgw")
    assert desk.record(OUTSIDER, "progress").body["capacity"] == "answer"


def test_a_unit_that_was_named_to_report_an_indicator_may(desk: Desk) -> None:
    desk.record(OFFICE, "target_setting", reporting_unit="ex-fgw")
    assert codes(desk.send(OUTSIDER, "reading")) == []
    desk.record(OFFICE, "target_setting", reporting_unit="ex-kw")
    assert codes(desk.send(OUTSIDER, "reading", period="2024")) == [(NOT_YOURS, "indicator")]


def test_numbers_keep_the_digits_that_were_typed(desk: Desk) -> None:
    assert desk.record(LEAD, "reading", value="35.50").body["value"] == "35.50"


def test_a_completion_is_reported_once_until_it_is_returned(desk: Desk) -> None:
    desk.record(LEAD, "completion")
    assert codes(desk.send(LEAD, "completion", completed_on="2026-01-05")) == [(NOT_POSSIBLE, "item")]

    desk.record(OFFICE, "close_out", verdict="returned", reason="缺验收材料")
    desk.record(LEAD, "completion", completed_on="2026-10-10")
    desk.record(OFFICE, "close_out")
    assert codes(desk.send(LEAD, "completion")) == [(NOT_POSSIBLE, "item")]


def test_a_completion_returned_by_a_review_can_be_reported_again(desk: Desk) -> None:
    first = desk.record(LEAD, "completion")
    desk.record(OFFICE, "review", record=first.id, verdict="returned", reason="日期不符")
    assert codes(desk.send(OFFICE, "close_out")) == [(NOT_POSSIBLE, "item")]
    again = desk.record(LEAD, "completion", completed_on="2026-01-05")

    item = next(row for row in desk.status().frame("SELECT * FROM item_state").to_dicts())
    assert (item["state"], str(item["completed_on"])) == ("completed", again.body["completed_on"])


def test_an_ended_item_takes_nothing_more(desk: Desk) -> None:
    desk.record(OFFICE, "close_out", verdict="cancelled", document_number="示政办〔2026〕3号")
    for kind in ("completion", "extension_request"):
        assert codes(desk.send(LEAD, kind)) == [(NOT_POSSIBLE, "item")]
    assert codes(desk.send(OFFICE, "close_out", verdict="cancelled", document_number="又一号")) == [
        (NOT_POSSIBLE, "item")
    ]
