"""A correction stands in for a record, is checked as that record would be, and stays on its matter."""

import pytest

from tests.intake.desk import (
    INDICATOR,
    LEAD,
    MILESTONE,
    OFFICE,
    OUTSIDER,
    PARTNER,
    RIGHT,
    STANDING,
    TASK,
    Desk,
    codes,
)
from tracker import queries
from tracker.records.journal import Record

UNKNOWN, NOT_YOURS, FUTURE = "intake.unknown-subject", "intake.not-yours", "intake.future"
BAD, NOT_POSSIBLE, NOT_ALLOWED = "intake.bad-field", "intake.not-possible", "intake.not-allowed"
PROGRESS, READING, COMPLETION = RIGHT["progress"], RIGHT["reading"], RIGHT["completion"]


def values(desk: Desk) -> list[tuple[str, float]]:
    return queries.readings(desk.status(), INDICATOR).select("period", "value").rows()


def test_the_correction_counts_instead_of_the_record(desk: Desk) -> None:
    first = desk.record(LEAD, "reading")
    outcome = desk.correct(LEAD, first, {**READING, "value": "9.2"})

    assert outcome.ok
    assert values(desk) == [("2025", 9.2)]
    [history, earlier] = queries.history(desk.status(), {INDICATOR})
    assert (history["record"], history["replaced"]) == (outcome.records[0], False)
    assert (earlier["record"], earlier["replaced"]) == (first, True)


def test_a_chain_of_corrections_goes_from_the_last_one(desk: Desk) -> None:
    first = desk.record(LEAD, "reading")
    [second] = desk.correct(LEAD, first, {**READING, "value": "9.2"}).records
    assert codes(desk.correct(LEAD, first, {**READING, "value": "9.3"})) == [(NOT_POSSIBLE, "replaces")]
    [third] = desk.correct(LEAD, second, {**READING, "value": "9.3"}).records
    assert values(desk) == [("2025", 9.3)]

    desk.correct(OFFICE, third, None)
    assert values(desk) == []


def test_withdrawn_is_gone_and_can_be_filed_anew(desk: Desk) -> None:
    first = desk.record(LEAD, "completion")
    [withdrawal] = desk.correct(LEAD, first, None).records
    assert "body" not in withdrawal.body
    assert desk.status().frame("SELECT * FROM v_completion").height == 0
    assert codes(desk.correct(LEAD, first, COMPLETION)) == [(NOT_POSSIBLE, "replaces")]
    assert codes(desk.correct(LEAD, withdrawal, COMPLETION)) == [(NOT_POSSIBLE, "replaces")]
    desk.record(LEAD, "completion", completed_on="2026-01-05")


def test_a_reason_is_asked_for(desk: Desk) -> None:
    first = desk.record(LEAD, "reading")
    assert codes(desk.send(LEAD, "correction", replaces=first.id, body=None)) == [(BAD, "reason")]


def test_what_cannot_be_corrected(desk: Desk) -> None:
    desk.record(LEAD, "progress")
    opened, _ = desk.written
    lock = desk.record(OFFICE, "period_lock")
    for record in (opened, lock):
        assert codes(desk.correct(OFFICE, record, None)) == [(UNKNOWN, "replaces")]
    missing = desk.send(OFFICE, "correction", replaces="000099-abcdef.1", reason="数字有误")
    assert codes(missing) == [(UNKNOWN, "replaces")]


def test_a_unit_corrects_its_own_and_the_office_any(desk: Desk) -> None:
    first = desk.record(LEAD, "progress")
    for other in (PARTNER, OUTSIDER):
        assert codes(desk.correct(other, first, PROGRESS)) == [(NOT_YOURS, "replaces")]
    [corrected] = desk.correct(OFFICE, first, PROGRESS).records
    assert codes(desk.correct(LEAD, corrected, PROGRESS)) == [(NOT_YOURS, "replaces")]


@pytest.mark.parametrize(
    ("kind", "changes", "refused"),
    [
        ("progress", {"task": STANDING}, [(NOT_POSSIBLE, "replaces")]),
        ("progress", {"period": "2026-Q2"}, [(NOT_POSSIBLE, "replaces")]),
        ("progress", {"period": "2026-Q4"}, [(NOT_POSSIBLE, "replaces")]),
        ("progress", {"period": "2026q3"}, []),
        ("progress", {"percent": "101"}, [(BAD, "percent")]),
        ("progress", {"text": ""}, [(BAD, "text")]),
        ("reading", {"period": "2024"}, [(NOT_POSSIBLE, "replaces")]),
        ("reading", {"indicator": "example-2025-1/energy-intensity"}, [(NOT_POSSIBLE, "replaces")]),
        ("reading", {"status": "provisional"}, []),
        ("reading", {"basis": "rate"}, [(NOT_POSSIBLE, "replaces")]),
        ("reading", {"published_on": "2027-01-01"}, [(FUTURE, "published_on")]),
        ("completion", {"completed_on": "2026-01-05"}, []),
        ("completion", {"completed_on": "2026-12-31"}, [(FUTURE, "completed_on")]),
        ("extension_request", {"new_due": "2025-12-31"}, [(NOT_POSSIBLE, "new_due")]),
        ("extension_request", {"new_due": "2028-12-31"}, []),
        ("work_item", {"item": "w2"}, [(NOT_POSSIBLE, "replaces")]),
        ("work_item", {"state": "approved"}, [(NOT_ALLOWED, "state")]),
        ("work_item", {"unit": "ex-streets"}, [(NOT_POSSIBLE, "unit")]),
        ("work_item", {"title": "编制总体方案"}, []),
    ],
)
def test_the_content_is_checked_as_its_kind(
    desk: Desk, kind: str, changes: dict[str, object], refused: list[tuple[str, str]]
) -> None:
    first = desk.record(LEAD, kind)
    assert codes(desk.correct(LEAD, first, {**RIGHT[kind], **changes})) == refused
    assert len(desk.written) == (2 if refused else 3)


@pytest.mark.parametrize(
    ("kind", "changes", "refused"),
    [
        ("target_setting", {"value": "12"}, [("intake.against-the-text", "value")]),
        ("target_setting", {"baseline_value": "3.9"}, []),
        ("lead_confirmed", {"unit": "ex-streets"}, [(NOT_POSSIBLE, "unit")]),
        ("lead_confirmed", {"unit": "ex-cgw"}, []),
        ("year_goal", {"goal": "改造 8 处"}, []),
        ("year_goal", {"year": 2027}, [(NOT_POSSIBLE, "replaces")]),
        ("override", {"light": "red"}, []),
    ],
)
def test_a_corrected_decision_is_checked_as_a_decision(
    desk: Desk, kind: str, changes: dict[str, object], refused: list[tuple[str, str]]
) -> None:
    first = desk.record(OFFICE, kind)
    assert codes(desk.correct(OFFICE, first, {**RIGHT[kind], **changes})) == refused


def test_a_correction_that_is_no_body_at_all(desk: Desk) -> None:
    first = desk.record(LEAD, "progress")
    assert {field for _, field in codes(desk.correct(LEAD, first, {}))} == {"task", "period", "text"}
    assert codes(desk.send(LEAD, "correction", replaces=first.id, reason="x", body="已完成")) == [
        (BAD, "body")
    ]


def test_the_capacity_stays_that_of_the_report(desk: Desk) -> None:
    """The office may mend a contribution without turning it into the answer."""
    first = desk.record(PARTNER, "progress")
    [corrected] = desk.correct(OFFICE, first, {**PROGRESS, "capacity": "answer"}).records
    assert dict(corrected.body)["body"]["capacity"] == "contribution"  # type: ignore[index]


def test_a_corrected_completion_still_is_one(desk: Desk) -> None:
    first = desk.record(LEAD, "completion")
    [corrected] = desk.correct(LEAD, first, {**COMPLETION, "completed_on": "2026-01-05"}).records
    assert str(corrected.effective_on) == "2026-01-05"
    assert codes(desk.send(LEAD, "completion")) == [(NOT_POSSIBLE, "item")]
    desk.record(OFFICE, "close_out")


def test_a_corrected_lead_is_the_lead(desk: Desk) -> None:
    first = desk.record(OFFICE, "lead_confirmed", unit="ex-fgw")
    desk.correct(OFFICE, first, {**RIGHT["lead_confirmed"], "unit": "ex-kw"})
    assert desk.record(PARTNER, "progress").body["capacity"] == "answer"
    assert codes(desk.send(OUTSIDER, "progress")) == [(NOT_YOURS, "task")]
    assert queries.tasks(desk.status()).filter(task_id=TASK)["answer_unit"].item() == "ex-kw"


def test_a_corrected_work_item_can_be_reported_on(desk: Desk) -> None:
    first = desk.record(OFFICE, "work_item", state="approved")
    wrong_day = {**RIGHT["work_item"], "state": "approved", "due": "2026-11-30"}
    desk.correct(OFFICE, first, wrong_day)
    desk.record(PARTNER, "completion", item=f"{TASK}/w1", completed_on="2026-10-01")


def test_a_proposal_is_not_corrected_over_the_offices_approval(desk: Desk) -> None:
    proposal = desk.record(PARTNER, "work_item")
    desk.record(OFFICE, "work_item", state="approved")
    assert codes(desk.correct(PARTNER, proposal, RIGHT["work_item"])) == [(NOT_POSSIBLE, "state")]


def test_a_decided_request_stays(desk: Desk) -> None:
    """The decision points at it: without it the extension would be gone without a word."""
    request = desk.record(LEAD, "extension_request")
    desk.record(OFFICE, "extension_decision", request=request.id, approved=True, new_due="2027-06-30")
    for body in (None, {**RIGHT["extension_request"], "new_due": "2028-06-30"}):
        assert codes(desk.correct(LEAD, request, body)) == [(NOT_POSSIBLE, "replaces")]


def test_a_corrected_request_can_be_decided(desk: Desk) -> None:
    request = desk.record(LEAD, "extension_request")
    [corrected] = desk.correct(LEAD, request, {**RIGHT["extension_request"], "new_due": "2027-03-31"}).records
    old = desk.send(OFFICE, "extension_decision", request=request.id, approved=False)
    assert codes(old) == [(UNKNOWN, "request")]
    desk.record(OFFICE, "extension_decision", request=corrected.id, approved=True, new_due="2027-03-31")
    frame = desk.status().frame("SELECT effective_due FROM item_state").to_series()
    assert str(frame[0]) == "2027-03-31"


def test_a_decision_is_corrected_on_the_same_request(desk: Desk) -> None:
    request = desk.record(LEAD, "extension_request")
    right = {"request": request.id, "approved": True, "new_due": "2027-06-30"}
    decision = desk.record(OFFICE, "extension_decision", **right)
    assert codes(desk.correct(OFFICE, decision, {**right, "request": "000099-abcdef.1"})) == [
        (NOT_POSSIBLE, "replaces")
    ]
    desk.correct(OFFICE, decision, {**right, "new_due": "2027-03-31"})
    assert str(desk.status().frame("SELECT effective_due FROM item_state").item()) == "2027-03-31"


def test_a_review_stays_on_its_record(desk: Desk) -> None:
    one, other = desk.record(LEAD, "progress"), desk.record(LEAD, "progress", period="2026-Q2")
    review = desk.record(OFFICE, "review", record=one.id, verdict="accepted")
    body: dict[str, object] = {"record": other.id, "verdict": "accepted"}
    assert codes(desk.correct(OFFICE, review, body)) == [(NOT_POSSIBLE, "replaces")]


def test_the_business_date_is_not_chosen(desk: Desk) -> None:
    first = desk.record(LEAD, "reading")
    outcome = desk.correct(LEAD, first, READING, effective_on=desk.space.today)
    assert codes(outcome) == [(BAD, "effective_on")]


def test_a_correction_does_not_make_a_report_late(desk: Desk) -> None:
    def freshness() -> str:
        return str(queries.tasks(desk.status()).filter(task_id=TASK)["freshness"].item())

    desk.on("2026-01-05").record(OFFICE, "opened", on="2026-01-01")
    first = desk.on("2026-10-12").record(LEAD, "progress")
    desk.on("2026-11-30")
    assert desk.correct(LEAD, first, {**PROGRESS, "text": "已完成 5 处"}).ok
    assert freshness() == "reported"


def test_a_withdrawn_report_is_missing(desk: Desk) -> None:
    desk.on("2026-01-05").record(OFFICE, "opened", on="2026-01-01")
    first: Record = desk.on("2026-10-12").record(LEAD, "progress")
    [second] = desk.correct(LEAD, first, {**PROGRESS, "text": "已完成 5 处"}).records
    assert desk.on("2026-11-30").correct(LEAD, second, None).ok
    assert queries.tasks(desk.status()).filter(task_id=TASK)["freshness"].item() == "missing"


def test_the_milestone_of_the_tests_is_in_the_plan(desk: Desk) -> None:
    assert MILESTONE in queries.items(desk.status())["item_id"].to_list()
