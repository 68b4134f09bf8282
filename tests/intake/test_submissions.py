"""Inside a unit: its reporter puts up, the unit confirms or returns; only what is confirmed counts."""

import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, PARTNER, TASK, Desk, codes
from tracker.intake import Actor, Draft, Outcome, Role, accept
from tracker.intake.facts import LedgerRegister
from tracker.queries import task_windows
from tracker.records.journal import Record

CLERK = Actor("城管填报员", Role.REPORTER, "ex-cgw")
COLLEAGUE = Actor("城管另一填报员", Role.REPORTER, "ex-cgw")
PARTNERS_CLERK = Actor("科委填报员", Role.REPORTER, "ex-kw")


def ledger(desk: Desk) -> LedgerRegister:
    return LedgerRegister(desk.written)


def confirm(desk: Desk, submission: Record, actor: Actor = LEAD, **changes: object) -> Outcome:
    said = {"submission": submission.id, "verdict": "confirmed", **changes}
    return desk.send(actor, "confirmation", **said)


def give_back(desk: Desk, submission: Record) -> Outcome:
    return confirm(desk, submission, verdict="returned", reason="数字与台账不符")


@pytest.mark.parametrize("kind", ["progress", "reading", "completion", "extension_request", "work_item"])
def test_what_a_reporter_sends_waits(desk: Desk, kind: str) -> None:
    submitted = desk.record(CLERK, kind)
    assert (submitted.kind, submitted.role, submitted.unit) == ("submission", "reporter", "ex-cgw")
    assert submitted.body["of"] == kind
    assert ledger(desk).all(kind) == []
    assert ledger(desk).waiting() == [submitted]


def test_confirmed_it_is_recorded_by_who_confirmed_it(desk: Desk) -> None:
    submitted = desk.record(CLERK, "progress")
    confirmation, fact = confirm(desk, submitted).records
    assert (confirmation.kind, fact.kind) == ("confirmation", "progress")
    assert (fact.by, fact.role, fact.unit) == (LEAD.user, "unit", "ex-cgw")
    assert fact.body == {"task": TASK, "period": "2026-Q3", "text": "已完成 6 处", "capacity": "answer"}
    assert ledger(desk).waiting() == []


def test_only_the_confirmation_makes_it_reported(desk: Desk) -> None:
    desk.on("2026-09-01").record(OFFICE, "opened", on="2026-09-01")
    submitted = desk.on("2026-10-12").record(CLERK, "progress")

    def state() -> str:
        windows = task_windows(desk.status()).filter(task_id=TASK, period="2026-Q3")
        return str(windows["state"].item())

    assert state() == "not_yet_due"
    assert confirm(desk, submitted).ok
    assert state() == "reported"


def test_a_reporter_is_told_at_once_what_is_wrong(desk: Desk) -> None:
    assert codes(desk.send(CLERK, "progress", period="2026-Q4")) == [("intake.future", "period")]
    assert codes(desk.send(CLERK, "progress", percent="120")) == [("intake.bad-field", "percent")]
    assert codes(desk.send(Actor("旁人", Role.REPORTER, "ex-fgw"), "progress")) == [
        ("intake.not-yours", "task")
    ]
    assert desk.written == []


def test_a_returned_one_is_sent_again(desk: Desk) -> None:
    first = desk.record(CLERK, "progress")
    assert codes(confirm(desk, first, verdict="returned")) == [("intake.bad-field", "reason")]
    assert give_back(desk, first).ok
    second = desk.record(CLERK, "progress", text="已完成 7 处")
    assert ledger(desk).waiting() == [second]
    assert confirm(desk, second).records[-1].body["text"] == "已完成 7 处"


def test_a_later_one_takes_the_place_of_one_that_waits(desk: Desk) -> None:
    first = desk.record(CLERK, "progress")
    second = desk.record(CLERK, "progress", text="已完成 7 处")
    other = desk.record(CLERK, "progress", period="2026-Q2")
    assert ledger(desk).waiting() == [second, other]
    assert codes(confirm(desk, first)) == [("intake.not-possible", "submission")]


def test_units_do_not_take_each_others_place(desk: Desk) -> None:
    waiting = [desk.record(CLERK, "progress"), desk.record(PARTNERS_CLERK, "progress")]
    assert ledger(desk).waiting() == waiting
    assert codes(confirm(desk, waiting[1], LEAD)) == [("intake.unknown-subject", "submission")]
    assert confirm(desk, waiting[1], PARTNER).records[-1].body["capacity"] == "contribution"


@pytest.mark.parametrize("actor", [CLERK, OFFICE])
def test_only_the_unit_itself_confirms(desk: Desk, actor: Actor) -> None:
    submitted = desk.record(CLERK, "progress")
    assert confirm(desk, submitted, actor).problems[0].code in ("intake.not-allowed",)
    assert len(ledger(desk).waiting()) == 1


def test_it_is_decided_once(desk: Desk) -> None:
    submitted = desk.record(CLERK, "progress")
    assert confirm(desk, submitted).ok
    assert codes(confirm(desk, submitted)) == [("intake.not-possible", "submission")]
    assert codes(give_back(desk, submitted)) == [("intake.not-possible", "submission")]


def test_what_has_become_impossible_meanwhile_is_not_confirmed(desk: Desk) -> None:
    submitted = desk.record(CLERK, "progress")
    desk.record(OFFICE, "period_lock")
    written = len(desk.written)
    assert codes(confirm(desk, submitted)) == [("intake.locked", "period")]
    assert len(desk.written) == written
    assert ledger(desk).waiting() == [submitted]


def test_many_are_confirmed_together_or_none(desk: Desk) -> None:
    first, second = desk.record(CLERK, "progress"), desk.record(CLERK, "completion")

    def both() -> Outcome:
        drafts = [
            Draft("confirmation", {"submission": one.id, "verdict": "confirmed"}) for one in (first, second)
        ]
        return accept(desk.space, drafts, LEAD)

    own = desk.record(LEAD, "completion")
    assert codes(both()) == [("intake.conflict", "item"), ("intake.not-possible", "item")]
    assert ledger(desk).waiting() == [first, second]
    assert desk.correct(LEAD, own, None).ok
    assert [record.kind for record in both().records] == [
        "confirmation", "progress", "confirmation", "completion",
    ]  # fmt: skip


class TestConflicts:
    def test_two_reporters_at_one_matter(self, desk: Desk) -> None:
        desk.record(CLERK, "progress")
        assert codes(desk.send(COLLEAGUE, "progress", base_seq=0)) == [("intake.conflict", "task")]

    def test_the_unit_itself_while_its_reporter_waits(self, desk: Desk) -> None:
        desk.record(CLERK, "progress")
        assert codes(desk.send(LEAD, "progress", base_seq=0)) == [("intake.conflict", "task")]

    def test_a_newer_fact_is_seen_before_it_is_replaced(self, desk: Desk) -> None:
        submitted = desk.record(CLERK, "reading")
        desk.record(OFFICE, "reading", value="9.3")
        assert codes(confirm(desk, submitted)) == [("intake.conflict", "indicator")]
        assert confirm(desk, submitted, base_seq=len(desk.written)).ok


class TestTakingBack:
    def test_as_long_as_it_waits(self, desk: Desk) -> None:
        submitted = desk.record(CLERK, "progress")
        assert desk.correct(CLERK, submitted, None).records[-1].kind == "correction"
        assert ledger(desk).waiting() == []
        assert codes(confirm(desk, submitted)) == [("intake.unknown-subject", "submission")]

    def test_not_once_the_unit_has_decided(self, desk: Desk) -> None:
        submitted = desk.record(CLERK, "progress")
        assert confirm(desk, submitted).ok
        assert codes(desk.correct(CLERK, submitted, None)) == [("intake.not-possible", "replaces")]

    def test_a_new_text_is_submitted_not_corrected(self, desk: Desk) -> None:
        submitted = desk.record(CLERK, "progress")
        content: dict[str, object] = {"of": "progress", "content": {"task": TASK}}
        assert codes(desk.correct(CLERK, submitted, content)) == [("intake.not-possible", "replaces")]

    @pytest.mark.parametrize(
        ("actor", "code"), [(OFFICE, "intake.not-allowed"), (PARTNERS_CLERK, "intake.not-yours")]
    )
    def test_by_nobody_else(self, desk: Desk, actor: Actor, code: str) -> None:
        submitted = desk.record(CLERK, "progress")
        assert code in [problem.code for problem in desk.correct(actor, submitted, None).problems]
        assert ledger(desk).waiting() == [submitted]


def test_a_reporters_correction_of_a_fact_is_confirmed_too(desk: Desk) -> None:
    fact = desk.record(LEAD, "completion", item=MILESTONE)
    content: dict[str, object] = {"item": MILESTONE, "completed_on": "2025-12-21", "note": "已建成"}
    submitted = desk.correct(CLERK, fact, content).records[-1]
    assert submitted.body["of"] == "correction"
    assert ledger(desk).completed_on(MILESTONE) == fact.effective_on
    correction = confirm(desk, submitted).records[-1]
    assert (correction.kind, correction.body["replaces"]) == ("correction", fact.id)
    assert str(ledger(desk).completed_on(MILESTONE)) == "2025-12-21"
