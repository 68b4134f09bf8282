"""What the office decides: each row changes one thing in a right draft and says what is then refused, and where."""

from datetime import date

import pytest

from tests.intake.desk import INDICATOR, LEAD, OFFICE, PARTNER, STANDING, TARGET, TASK, Desk, codes

UNKNOWN, FUTURE, BAD = "intake.unknown-subject", "intake.future", "intake.bad-field"
NOT_POSSIBLE, INCOMPLETE, AGAINST = "intake.not-possible", "intake.incomplete", "intake.against-the-text"
PLACEHOLDER, ABOUT = "example-2025-1/goals/t2026-energy", "second/2.1/about"
GROWTH, DOUBLE = "second/2.1/growth", "second/2.1/double"

ROWS = [
    # kind, what is changed, what is refused at which field; nothing = taken
    ("opened", {}, []),
    ("opened", {"on": "2026-10-12"}, []),
    ("opened", {"on": "2026-10-13"}, [(FUTURE, "effective_on")]),
    ("opened", {"on": None}, [(BAD, "on")]),
    ("target_setting", {}, []),
    ("target_setting", {"target": "example-2025-1/1.1/t1999"}, [(UNKNOWN, "target")]),
    ("target_setting", {"source": None}, [(BAD, "source")]),
    ("target_setting", {"baseline_year": None, "baseline_value": None}, [(BAD, None)]),
    ("target_setting", {"baseline_year": None}, [(BAD, None)]),
    ("target_setting", {"baseline_value": None}, [(BAD, None)]),
    ("target_setting", {"value": "12"}, [(AGAINST, "value")]),
    ("target_setting", {"comparator": "le"}, [(AGAINST, "comparator")]),
    ("target_setting", {"unit_of_measure": "倍"}, [(AGAINST, "unit_of_measure")]),
    ("target_setting", {"baseline_year": 2026}, [(NOT_POSSIBLE, "baseline_year")]),
    ("target_setting", {"baseline_year": 20}, [(BAD, "baseline_year")]),
    ("target_setting", {"pathway": "linear", "tolerance": "0.5", "lag_months": 12}, []),
    ("target_setting", {"pathway": "curved"}, [(BAD, "pathway")]),
    ("target_setting", {"tolerance": "-1"}, [(BAD, "tolerance")]),
    ("target_setting", {"lag_months": 61}, [(BAD, "lag_months")]),
    ("target_setting", {"pathway": "compound", "baseline_value": "0"}, [(INCOMPLETE, "baseline_value")]),
    ("target_setting", {"reporting_unit": "ex-kw"}, []),
    ("target_setting", {"reporting_unit": "ex-streets"}, [(NOT_POSSIBLE, "reporting_unit")]),
    ("target_setting", {"reporting_unit": "nobody"}, [(UNKNOWN, "reporting_unit")]),
    ("target_setting", {"effective_on": date(2026, 1, 5)}, []),
    ("target_setting", {"effective_on": date(2026, 10, 13)}, [(FUTURE, "effective_on")]),
    ("target_setting", {"target": DOUBLE}, []),
    ("target_setting", {"target": DOUBLE, "baseline_year": 2021}, [(AGAINST, "baseline_year")]),
    ("target_setting", {"target": PLACEHOLDER, "value": "14"}, [(INCOMPLETE, "comparator")]),
    ("target_setting", {"target": PLACEHOLDER, "value": "14", "comparator": "ge"}, [(INCOMPLETE, "comparator")]),
    ("target_setting", {"target": PLACEHOLDER, "value": "14", "comparator": "ge", "unit_of_measure": "%"}, []),
    (
        "target_setting",
        {"target": PLACEHOLDER, "value": "14", "comparator": "hold", "unit_of_measure": "%"},
        [(INCOMPLETE, "comparator")],
    ),
    ("lead_confirmed", {}, []),
    ("lead_confirmed", {"task": "example-2025-1/9.9"}, [(UNKNOWN, "task")]),
    ("lead_confirmed", {"task": STANDING}, [(AGAINST, "unit")]),
    ("lead_confirmed", {"unit": "ex-streets"}, [(NOT_POSSIBLE, "unit")]),
    ("lead_confirmed", {"unit": "区科委、园区管委会"}, [(UNKNOWN, "unit")]),
    ("lead_confirmed", {"unit": "other-fgw"}, [(UNKNOWN, "unit")]),
    ("lead_confirmed", {"task": "second/2.3", "unit": "ex-fgw"}, []),
    ("year_goal", {}, []),
    ("year_goal", {"task": "二/(一)"}, [(UNKNOWN, "task")]),
    ("year_goal", {"year": 1999}, [(BAD, "year")]),
    ("year_goal", {"source": " "}, [(BAD, "source")]),
    ("override", {}, []),
    ("override", {"until": "2026-10-12"}, []),
    ("override", {"until": "2026-10-11"}, [(NOT_POSSIBLE, "until")]),
    ("override", {"reason": None}, [(BAD, "reason")]),
    ("close_out", {}, [(NOT_POSSIBLE, "item")]),
    ("close_out", {"verdict": "returned", "reason": "缺材料"}, [(NOT_POSSIBLE, "item")]),
    ("close_out", {"verdict": "returned"}, [(BAD, "reason")]),
    ("close_out", {"verdict": "cancelled"}, [(BAD, "document_number")]),
    ("close_out", {"verdict": "cancelled", "document_number": "示政办〔2026〕3号"}, []),
    ("close_out", {"item": TASK}, [(UNKNOWN, "item")]),
    ("period_lock", {}, []),
    ("period_lock", {"period": "2026-Q4"}, [(FUTURE, "period")]),
    ("period_lock", {"period": "前三季度"}, [(BAD, "period")]),
    ("period_lock", {"locked": False, "reason": "有更正"}, [(NOT_POSSIBLE, "period")]),
    ("period_lock", {"locked": False}, [(BAD, "reason")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "changes", "refused"), ROWS, ids=[f"{row[0]}-{n}" for n, row in enumerate(ROWS)]
)
def test_what_is_refused(
    desk: Desk, kind: str, changes: dict[str, object], refused: list[tuple[str, str | None]]
) -> None:
    outcome = desk.send(OFFICE, kind, **changes)

    assert codes(outcome) == refused
    assert all(problem.message.endswith("。") and problem.cure for problem in outcome.problems)
    expected = ["opened"] if kind == "opened" else ["opened", kind]
    assert [record.kind for record in desk.written] == ([] if refused else expected)


def test_what_the_text_says_is_named(desk: Desk) -> None:
    [problem] = desk.send(OFFICE, "target_setting", value="12").problems
    assert (problem.message, problem.subject) == ("方案原文已写明（10）。", TARGET)


def test_all_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    outcome = desk.send(
        OFFICE, "target_setting", value="12", comparator="le", baseline_year=2030, reporting_unit="nobody"
    )
    assert [field for _, field in codes(outcome)] == [
        "value",
        "comparator",
        "baseline_year",
        "reporting_unit",
    ]


def test_the_ledger_is_opened_once(desk: Desk) -> None:
    desk.record(OFFICE, "opened")
    [problem] = desk.send(OFFICE, "opened", on="2025-01-01").problems
    assert problem.code == NOT_POSSIBLE
    assert "2026-01-01" in problem.message


def test_a_year_goal_is_set_again_only_with_a_reason(desk: Desk) -> None:
    desk.record(OFFICE, "year_goal")
    desk.record(OFFICE, "year_goal", year=2027)
    assert codes(desk.send(OFFICE, "year_goal", goal="改造 8 处")) == [(INCOMPLETE, "reason")]
    desk.record(OFFICE, "year_goal", goal="改造 8 处", reason="预算调整")


def test_a_setting_leaves_the_others_as_they_were(desk: Desk) -> None:
    desk.record(OFFICE, "target_setting", pathway="linear", lag_months=12)
    desk.record(OFFICE, "target_setting", baseline_year=None, baseline_value=None, tolerance="0.5")
    frame = desk.status().frame("SELECT * FROM goal").filter(target_id=TARGET)
    found = frame.select("baseline_value", "pathway", "tolerance", "lag_months").row(0)
    assert found == (4.0, "linear", 0.5, 12)


class TestReviews:
    @pytest.mark.parametrize("kind", ["progress", "reading", "completion"])
    def test_what_units_submit_is_reviewed(self, desk: Desk, kind: str) -> None:
        record = desk.record(LEAD, kind)
        desk.record(OFFICE, "review", record=record.id, verdict="accepted")
        assert codes(desk.send(OFFICE, "review", record=record.id, verdict="returned")) == [(BAD, "reason")]
        desk.record(OFFICE, "review", record=record.id, verdict="returned", reason="佐证不足")

    @pytest.mark.parametrize("kind", ["target_setting", "year_goal", "lead_confirmed", "override"])
    def test_the_offices_own_decisions_are_not(self, desk: Desk, kind: str) -> None:
        record = desk.record(OFFICE, kind)
        assert codes(desk.send(OFFICE, "review", record=record.id, verdict="accepted")) == [
            (UNKNOWN, "record")
        ]

    def test_nothing_is_not(self, desk: Desk) -> None:
        assert codes(desk.send(OFFICE, "review", record="000009-abcdef.1", verdict="accepted")) == [
            (UNKNOWN, "record")
        ]

    def test_after_a_correction_the_correction_is_reviewed(self, desk: Desk) -> None:
        first = desk.record(LEAD, "progress")
        again = {"task": TASK, "period": "2026-Q3", "text": "已完成 5 处"}
        [correction] = desk.correct(LEAD, first, again).records
        assert codes(desk.send(OFFICE, "review", record=first.id, verdict="accepted")) == [
            (NOT_POSSIBLE, "record")
        ]
        desk.record(OFFICE, "review", record=correction.id, verdict="accepted")
        [withdrawal] = desk.correct(LEAD, correction, None).records
        for record in (correction, withdrawal):
            assert codes(desk.send(OFFICE, "review", record=record.id, verdict="accepted")) == [
                (NOT_POSSIBLE, "record")
            ]

    def test_a_corrected_decision_is_no_submission(self, desk: Desk) -> None:
        setting = desk.record(OFFICE, "year_goal")
        body = {"task": TASK, "year": 2026, "goal": "改造 9 处", "source": "年度要点"}
        [correction] = desk.correct(OFFICE, setting, body).records
        assert codes(desk.send(OFFICE, "review", record=correction.id, verdict="accepted")) == [
            (UNKNOWN, "record")
        ]


class TestCloseOut:
    def test_the_whole_way(self, desk: Desk) -> None:
        def state() -> str:
            return str(
                desk.status().frame("SELECT state FROM item_state WHERE item_kind = 'milestone'").item()
            )

        desk.record(PARTNER, "completion")
        assert state() == "completed"
        desk.record(OFFICE, "close_out", verdict="returned", reason="缺验收材料")
        assert state() != "completed"
        assert codes(desk.send(OFFICE, "close_out")) == [(NOT_POSSIBLE, "item")]
        desk.record(PARTNER, "completion", completed_on="2026-10-12")
        desk.record(OFFICE, "close_out")
        assert state() == "closed"
        desk.record(OFFICE, "close_out", verdict="cancelled", document_number="示政办〔2026〕3号")
        assert state() == "cancelled"


def test_readings_of_the_office_need_no_part_in_the_task(desk: Desk) -> None:
    assert desk.record(OFFICE, "reading", indicator=INDICATOR).unit is None
