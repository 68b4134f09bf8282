"""Notices and instructions from issue to settlement, receipts and objections: what is refused, and at which field."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, OUTSIDER, PARTNER, RIGHT, STANDING, TASK, Desk, codes
from tracker.intake import Actor, Draft, accept
from tracker.snapshot import Workspace

UNKNOWN, NOT_YOURS, BAD, NOT_POSSIBLE = (
    "intake.unknown-subject",
    "intake.not-yours",
    "intake.bad-field",
    "intake.not-possible",
)
FIRST = "督办〔2026〕1号"
WRITTEN = "批示〔2026〕1号"
RULES = "supervision:"


class TestNotices:
    @pytest.mark.parametrize(
        ("changes", "refused"),
        [
            ({}, []),
            ({"tasks": None, "items": [MILESTONE]}, []),
            ({"unit": "ex-kw"}, []),
            ({"tasks": None}, [(BAD, None)]),
            ({"tasks": ["example-2025-1/9.9"]}, [(UNKNOWN, "tasks")]),
            ({"items": [f"{TASK}/w1"]}, [(UNKNOWN, "items")]),
            ({"unit": "nobody"}, [(UNKNOWN, "unit")]),
            ({"unit": "ex-streets"}, [(NOT_POSSIBLE, "unit")]),
            ({"unit": "ex-fgw"}, [(NOT_POSSIBLE, "unit")]),
            ({"grade": "purple"}, [(UNKNOWN, "grade")]),
            ({"reply_by": "2026-10-12"}, [(NOT_POSSIBLE, "reply_by")]),
            ({"demand": " "}, [(BAD, "demand")]),
            ({"number": "督办〔2026〕7号"}, [(BAD, "number")]),
            ({"follows": FIRST}, [(UNKNOWN, "follows")]),
        ],
    )
    def test_issuing(self, desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
        assert codes(desk.send(OFFICE, "notice", **changes)) == refused

    def test_numbers_count_within_the_year_and_are_never_given_twice(self, desk: Desk) -> None:
        first = desk.record(OFFICE, "notice")
        assert first.body["number"] == FIRST
        assert desk.correct(OFFICE, first, None).ok
        two = [
            Draft(
                "notice",
                {"grade": "reminder", "unit": "ex-cgw", "tasks": [TASK], "demand": "说明", "reply_by": day},
            )
            for day in ("2026-11-01", "2026-11-02")
        ]
        batch = accept(desk.space, two, OFFICE)
        assert [record.body["number"] for record in batch.records] == ["督办〔2026〕2号", "督办〔2026〕3号"]
        desk.on("2027-01-04")
        assert desk.record(OFFICE, "notice", reply_by="2027-02-01").body["number"] == "督办〔2027〕1号"
        late = desk.record(OFFICE, "notice", effective_on=date(2026, 12, 30), reply_by="2027-02-01")
        assert late.body["number"] == "督办〔2026〕4号"

    def test_numbers_are_counted_one_after_the_other_however_many_write_at_once(self, desk: Desk) -> None:
        body = {**RIGHT["notice"], "reply_by": "2027-06-30"}

        def issue(_: int) -> list[object]:
            space = Workspace(desk.tasks, desk.data, now=desk.space.now)
            outcome = accept(space, [Draft("notice", dict(body)), Draft("notice", dict(body))], OFFICE)
            return [record.body["number"] for record in outcome.records if record.kind == "notice"]

        with ThreadPoolExecutor(6) as pool:
            given = [number for batch in pool.map(issue, range(12)) for number in batch]
        assert sorted(given, key=str) == sorted((f"督办〔2026〕{n}号" for n in range(1, 25)), key=str)

    def test_a_correction_keeps_the_number(self, desk: Desk) -> None:
        first = desk.record(OFFICE, "notice")
        assert desk.correct(OFFICE, first, {**first.body, "demand": "书面说明原因"}).ok
        assert codes(desk.correct(OFFICE, desk.written[-1], {**first.body, "number": "督办〔2026〕9号"})) == [
            (NOT_POSSIBLE, "replaces")
        ]

    def test_without_rules_nothing_is_numbered(self, desk: Desk) -> None:
        rules = desk.tasks / "rules.yaml"
        rules.write_text(rules.read_text(encoding="utf-8").split(RULES)[0], encoding="utf-8")
        outcome = desk.send(OFFICE, "notice")
        assert (NOT_POSSIBLE, "number") in codes(outcome)
        assert "rules.yaml" in outcome.problems[0].message

    def test_only_its_unit_replies_and_the_office_settles(self, desk: Desk) -> None:
        assert codes(desk.send(LEAD, "notice_reply")) == [(UNKNOWN, "notice")]
        desk.record(OFFICE, "notice")
        assert codes(desk.send(OFFICE, "notice_closed")) == [(NOT_POSSIBLE, "notice")]
        assert codes(desk.send(PARTNER, "notice_reply")) == [(NOT_YOURS, "notice")]
        reply = desk.record(LEAD, "notice_reply")
        assert codes(desk.send(OFFICE, "notice_closed", verdict="returned")) == [(BAD, "reason")]
        desk.record(OFFICE, "notice_closed", verdict="returned", reason="没有写措施")
        assert codes(desk.send(OFFICE, "notice_closed")) == [(NOT_POSSIBLE, "notice")]
        assert codes(desk.correct(LEAD, reply, None)) == [(NOT_POSSIBLE, "replaces")]
        desk.record(LEAD, "notice_reply")
        desk.record(OFFICE, "notice_closed")
        assert codes(desk.send(LEAD, "notice_reply")) == [(NOT_POSSIBLE, "notice")]

    def test_raised_once_to_a_higher_grade_for_the_same_unit(self, desk: Desk) -> None:
        desk.record(OFFICE, "notice")
        assert codes(desk.send(OFFICE, "notice", follows=FIRST)) == [(NOT_POSSIBLE, "grade")]
        other = desk.send(OFFICE, "notice", follows=FIRST, grade="listed", unit="ex-kw")
        assert codes(other) == [(NOT_POSSIBLE, "unit")]
        assert (
            desk.record(OFFICE, "notice", follows=FIRST, grade="listed").body["number"] == "督办〔2026〕2号"
        )
        assert codes(desk.send(OFFICE, "notice", follows=FIRST, grade="listed")) == [
            (NOT_POSSIBLE, "follows")
        ]
        assert codes(desk.send(LEAD, "notice_reply")) == [(NOT_POSSIBLE, "notice")]


class TestInstructions:
    @pytest.mark.parametrize(
        ("changes", "refused"),
        [
            ({}, []),
            ({"tasks": None}, []),
            ({"leader": "张某某"}, [(UNKNOWN, "leader")]),
            ({"units": []}, [(BAD, "units")]),
            ({"units": ["ex-streets"]}, [(NOT_POSSIBLE, "units")]),
            ({"tasks": ["example-2025-1/9.9"]}, [(UNKNOWN, "tasks")]),
            ({"feedback_by": "2026-10-01"}, [(NOT_POSSIBLE, "feedback_by")]),
            ({"number": "批示〔2026〕8号"}, [(BAD, "number")]),
        ],
    )
    def test_recording(self, desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
        assert codes(desk.send(OFFICE, "instruction", **changes)) == refused

    @pytest.mark.parametrize(
        ("who", "changes", "refused"),
        [
            (LEAD, {}, []),
            (OFFICE, {}, []),
            (LEAD, {"unit": "ex-kw"}, [(NOT_YOURS, "unit")]),
            (OUTSIDER, {"unit": "ex-fgw"}, [(NOT_POSSIBLE, "unit")]),
            (LEAD, {"instruction": "批示〔2026〕2号"}, [(UNKNOWN, "instruction")]),
        ],
    )
    def test_feedback(
        self, desk: Desk, who: Actor, changes: dict[str, object], refused: list[object]
    ) -> None:
        assert desk.record(OFFICE, "instruction").body["number"] == WRITTEN
        assert codes(desk.send(who, "instruction_feedback", **changes)) == refused

    def test_settled_when_every_unit_says_that_it_is_done(self, desk: Desk) -> None:
        desk.record(OFFICE, "instruction")
        desk.record(LEAD, "instruction_feedback", done=True)
        desk.record(PARTNER, "instruction_feedback", unit="ex-kw")
        settle = {"verdict": "settled", "unit": None, "reason": None}
        outcome = desk.send(OFFICE, "instruction_closed", **settle)
        assert codes(outcome) == [(NOT_POSSIBLE, "instruction")]
        assert "区科委" in outcome.problems[0].message
        desk.record(OFFICE, "instruction_closed")
        assert codes(desk.send(OFFICE, "instruction_closed")) == [(NOT_POSSIBLE, "unit")]
        desk.record(LEAD, "instruction_feedback", done=True)
        desk.record(PARTNER, "instruction_feedback", unit="ex-kw", done=True)
        desk.record(OFFICE, "instruction_closed", **settle)
        assert codes(desk.send(LEAD, "instruction_feedback")) == [(NOT_POSSIBLE, "instruction")]


class TestReceipts:
    @pytest.mark.parametrize(
        ("who", "changes", "refused"),
        [
            (LEAD, {}, []),
            (OFFICE, {}, []),
            (PARTNER, {"unit": "ex-kw"}, []),
            (PARTNER, {}, [(NOT_YOURS, "unit")]),
            (OUTSIDER, {"unit": "ex-fgw"}, [(NOT_POSSIBLE, "unit")]),
            (LEAD, {"task": "example-2025-1/9.9"}, [(UNKNOWN, "task")]),
            (LEAD, {"task": None}, [(BAD, None)]),
            (LEAD, {"notice": FIRST}, [(BAD, None)]),
            (LEAD, {"task": None, "notice": FIRST}, [(UNKNOWN, "notice")]),
            (LEAD, {"state": "objected", "reason": None}, [(BAD, "reason")]),
            (LEAD, {"state": "objected"}, []),
        ],
    )
    def test_who_signs_for_what(
        self, desk: Desk, who: Actor, changes: dict[str, object], refused: list[object]
    ) -> None:
        assert codes(desk.send(who, "receipt", **changes)) == refused

    def test_signed_once_and_again_by_whoever_has_come_to_lead(self, desk: Desk) -> None:
        assert desk.record(PARTNER, "receipt", unit="ex-kw").body["capacity"] == "contribution"
        assert codes(desk.send(PARTNER, "receipt", unit="ex-kw")) == [(NOT_POSSIBLE, "state")]
        desk.record(OFFICE, "lead_confirmed")
        assert desk.record(PARTNER, "receipt", unit="ex-kw").body["capacity"] == "answer"

    def test_an_objection_is_answered_once(self, desk: Desk) -> None:
        assert codes(desk.send(OFFICE, "objection_decision")) == [(NOT_POSSIBLE, "unit")]
        objection = {"state": "objected"}
        desk.record(LEAD, "receipt", **objection)
        assert codes(desk.send(LEAD, "receipt", **objection)) == [(NOT_POSSIBLE, "state")]
        desk.record(OFFICE, "objection_decision")
        assert codes(desk.send(OFFICE, "objection_decision")) == [(NOT_POSSIBLE, "unit")]
        desk.record(LEAD, "receipt", **objection)
        desk.record(LEAD, "receipt")
        assert codes(desk.send(OFFICE, "objection_decision")) == [(NOT_POSSIBLE, "unit")]

    def test_a_notice_is_signed_by_its_unit(self, desk: Desk) -> None:
        desk.record(OFFICE, "notice")
        of_notice = {"task": None, "notice": FIRST}
        assert codes(desk.send(PARTNER, "receipt", **of_notice, unit="ex-kw")) == [(NOT_POSSIBLE, "unit")]
        desk.record(LEAD, "receipt", **of_notice)


class TestClosingWithEvidence:
    RULE = "  - {id: evidence_to_close, value: %s, unit_of_measure: 件, effective_on: 2025-01-01, source: 示例}\n"

    def set_rule(self, desk: Desk, value: int) -> None:
        rules = desk.tasks / "rules.yaml"
        text = rules.read_text(encoding="utf-8")
        rules.write_text(text.replace(RULES, self.RULE % value + RULES), encoding="utf-8")

    @pytest.mark.parametrize(
        ("rule", "evidence", "closing", "refused"),
        [
            (1, None, {}, [("intake.no-evidence", "document_number")]),
            (1, "现场照片若干", {}, [("intake.no-evidence", "document_number")]),
            (1, "验收意见 示发改〔2026〕12号", {}, []),
            (1, "示发改[2026] 第12号", {}, []),
            (1, None, {"document_number": "示政办〔2026〕3号"}, []),
            (2, "示发改〔2026〕12号", {}, [("intake.no-evidence", "document_number")]),
            (2, "示发改〔2026〕12号，示发改〔2026〕13号", {}, []),
            (0, None, {}, []),
            (1, None, {"verdict": "returned", "reason": "缺佐证"}, []),
            (1, None, {"verdict": "cancelled", "document_number": "示政办〔2026〕4号"}, []),
        ],
    )
    def test_what_is_enough(
        self, desk: Desk, rule: int, evidence: str | None, closing: dict[str, object], refused: list[object]
    ) -> None:
        self.set_rule(desk, rule)
        desk.record(LEAD, "completion", evidence=evidence)
        assert codes(desk.send(OFFICE, "close_out", **closing)) == refused


def test_work_items_are_counted_on_and_ids_never_given_twice(desk: Desk) -> None:
    assert desk.record(PARTNER, "work_item", item=None).body["item"] == "w1"
    second = desk.record(PARTNER, "work_item", item=None, title="征求意见")
    assert second.body["item"] == "w2"
    assert desk.correct(PARTNER, second, None).ok
    assert desk.record(LEAD, "work_item", item=None).body["item"] == "w3"
    other = desk.record(OUTSIDER, "work_item", item=None, task=STANDING, unit="ex-fgw")
    assert other.body["item"] == "w1"
