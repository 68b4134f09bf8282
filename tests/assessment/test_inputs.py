"""What a line reads: figures on record, targets of the plan, and counts of a unit's work."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.desk import INDICATOR, LEAD, MILESTONE, OFFICE, STANDING, TASK, Desk
from tracker.assessment import Assessment, Line, LineState, assess
from tracker.records.chain import Record
from tracker.records.journal import Ledger
from tracker.snapshot import Snapshot

DISTRICT, UNITS = "example-district", "example-units"
ACTUAL = {
    "rubric": DISTRICT,
    "line": "energy",
    "input": "actual",
    "year": 2026,
    "source": "市统计局",
    "status": "final",
}
GOAL = ACTUAL | {"input": "goal", "value": "4", "document_number": "示市发改〔2026〕2号"}


def district(desk: Desk, year: int = 2026) -> Assessment:
    return assess(desk.space.assessed(year), DISTRICT, year)


def unit(desk: Desk, unit: str = "ex-cgw", year: int = 2026) -> Assessment:
    return assess(desk.space.assessed(year), UNITS, year, unit)


def line(found: Assessment, line_id: str) -> Line:
    return next(line for line in found.lines if line.id == line_id)


def energy(snapshot: Snapshot, *bodies: dict[str, Any], year: int = 2026) -> Line:
    """The line as it stands once these have been recorded, one a month from January on."""
    records = [
        Record(
            *(
                1,
                n,
                f"r{n}",
                "b",
                1,
                1,
                "correction" if "replaces" in body else "assessment_figure",
                "某某",
                "office",
            ),
            *(None, datetime(2026, n, 15), date(2026, n, 15), body, None, "", ""),
        )
        for n, body in enumerate(bodies, 1)
    ]
    # The figures are read from the ledger itself; what was judged of the plan stays the same.
    kept = {name: value for name, value in snapshot.kept.items() if name != "assessment figures"}
    return line(assess(replace(snapshot, ledger=Ledger(tuple(records)), kept=kept), DISTRICT, year), "energy")


def actual(value: str, **more: object) -> dict[str, Any]:
    return ACTUAL | {"value": value} | more


class TestRecorded:
    def test_nothing_recorded_is_named_with_who_can_supply_it(self, autumn: Snapshot) -> None:
        found = energy(autumn)
        assert (found.state, found.score, found.at_risk) == (LineState.UNKNOWN, None, 60)
        assert [one.missing for one in found.inputs] == [
            "实际降低率：没有录入（双碳办录入）",
            "年度目标：没有录入（双碳办录入）",
        ]

    def test_a_figure_stands_with_its_source_and_records(self, autumn: Snapshot) -> None:
        found = energy(autumn, GOAL, actual("3.5", evidence=["e1"], period="2026-Q1"))
        figure, aim = found.inputs
        assert (figure.id, figure.role, figure.value) == ("actual", "actual", Decimal("3.5"))
        assert (figure.source, figure.period, figure.unit_of_measure) == ("市统计局", "2026-Q1", "%")
        assert figure.records == ("e1", "r2")
        assert (aim.role, aim.source) == ("goal", "市统计局（示市发改〔2026〕2号）")
        assert (found.score, found.rate, found.gap) == (Decimal("52.5"), Decimal("87.5"), Decimal("0.5"))
        assert found.state is LineState.NOT_MET

    def test_final_beats_provisional_in_any_order(self, autumn: Snapshot) -> None:
        early = actual("4", status="provisional")
        found = energy(autumn, GOAL, early)
        assert found.inputs[0].provisional
        assert "（初步数）" in found.sentence
        final = energy(autumn, GOAL, early, actual("2"), actual("8", status="provisional"))
        assert (final.score, final.inputs[0].provisional) == (30, False)
        assert energy(autumn, GOAL, actual("2"), actual("3")).score == 45

    def test_a_correction_takes_its_place_and_a_withdrawal_leaves_nothing(self, autumn: Snapshot) -> None:
        first = {"replaces": "r2", "reason": "有误", "body": actual("4")}
        found = energy(autumn, GOAL, actual("3.5"), first)
        assert (found.score, found.inputs[0].records) == (60, ("r3",))
        gone = {"replaces": "r3", "reason": "有误", "body": None}
        assert energy(autumn, GOAL, actual("3.5"), first, gone).state is LineState.UNKNOWN

    def test_a_figure_counts_for_its_own_year(self, autumn: Snapshot) -> None:
        assert energy(autumn, GOAL, actual("4"), year=2027).state is LineState.UNKNOWN
        assert energy(autumn, GOAL, actual("4", year=2025)).state is LineState.UNKNOWN

    def test_what_was_not_known_yet_does_not_count(self, autumn: Snapshot) -> None:
        known = replace(autumn, clock=replace(autumn.clock, known_at=datetime(2026, 2, 28)))
        assert energy(known, GOAL, actual("4"), actual("2")).score == 60
        assert energy(autumn, GOAL, actual("4"), actual("2")).score == 30


class TestClock:
    def test_after_the_year_it_is_judged_at_its_end(self, desk: Desk) -> None:
        desk.on("2027-03-01").record(OFFICE, "assessment_figure", value=4, period="2026")
        found = district(desk)
        assert (found.running, str(found.as_of)) == (False, "2026-12-31")
        assert line(found, "energy").inputs[0].value == 4, (
            "it counts for its year though it was recorded later"
        )

    def test_a_running_year_says_that_it_is_a_rehearsal(self, autumn: Snapshot) -> None:
        found = assess(autumn, DISTRICT, 2026)
        assert found.running
        assert "2026年度年内推算，截至2026年10月12日" in found.sentence

    def test_what_was_believed_on_a_day_is_judged_on_that_day(self, desk: Desk) -> None:
        snapshot = desk.on("2026-10-12").space.assessed(2026, datetime(2026, 7, 1))
        assert (str(snapshot.clock.as_of), str(snapshot.clock.window_day)) == ("2026-07-01", "2026-07-01")


class TestTargets:
    @pytest.fixture
    def read(self, desk: Desk) -> Desk:
        """The target of 2026 and its reading, a year later."""
        desk.on("2027-06-01").record(LEAD, "reading", period="2026", value="8")
        return desk

    def test_the_reading_of_the_due_year(self, read: Desk) -> None:
        heating = line(district(read), "heating")
        assert (heating.score, heating.rate, heating.gap) == (32, 80, 2)
        assert [one.target for one in heating.inputs] == ["example-2025-1/1.1/t2026"] * 2
        assert heating.inputs[0].source == "公报"
        assert heating.tasks == (TASK,)

    def test_not_before_it_is_due(self, desk: Desk) -> None:
        desk.on("2026-06-01").record(OFFICE, "reading", period="2025", value="12")
        found, aim = line(district(desk), "heating").inputs
        assert found.value is None, "an earlier year never proves a later goal"
        assert aim.value == 10

    def test_not_in_another_year(self, read: Desk) -> None:
        heating = line(district(read, 2025), "heating")
        assert heating.state is LineState.UNKNOWN
        assert "不是2025年度" in heating.sentence

    def test_without_a_reading_it_says_why(self, desk: Desk) -> None:
        heating = line(district(desk.on("2027-06-01")), "heating")
        assert heating.state is LineState.UNKNOWN
        assert heating.inputs[0].missing
        assert "区城市管理委报送" in heating.inputs[0].missing

    def test_a_late_reading_of_the_same_year_is_not_the_due_one(self, read: Desk) -> None:
        read.on("2028-06-01").record(LEAD, "reading", period="2027", value="11", indicator=INDICATOR)
        assert line(district(read), "heating").score == 32


class TestCounts:
    def test_nothing_to_count_does_not_apply(self, autumn: Snapshot) -> None:
        found = assess(autumn, UNITS, 2026, "ex-cgw")
        assert (line(found, "on-time").state, line(found, "on-time").at_risk) == (LineState.NOT_APPLICABLE, 0)
        assert found.full == 60
        assert "没有设定2026年度目标" in line(found, "year").sentence

    def test_due_in_the_year_and_done_in_time(self, desk: Desk) -> None:
        for item, due in (("w1", "2026-03-31"), ("w2", "2026-06-30"), ("w3", "2026-12-20")):
            desk.record(OFFICE, "work_item", item=item, due=due, unit="ex-cgw", state="approved")
        waits = line(unit(desk), "on-time")
        assert "3项都还没有到期" in waits.sentence
        assert waits.tasks == (TASK,)

        desk.on("2026-03-20").record(LEAD, "completion", item=f"{TASK}/w1", completed_on="2026-03-20")
        assert line(unit(desk), "on-time").score == 30, "what has not fallen due is not counted yet"
        desk.on("2026-07-05")
        assert line(unit(desk), "on-time").state is LineState.UNKNOWN, "nobody has reported on the second"
        desk.record(LEAD, "completion", item=f"{TASK}/w2", completed_on="2026-07-05")
        late = line(unit(desk), "on-time")
        assert (late.score, late.inputs[0].value) == (15, 50)
        assert late.inputs[0].source == "2026年到期和已办结的2项中，1项按期办结"
        assert line(unit(desk, "ex-fgw"), "on-time").state is LineState.NOT_APPLICABLE

    def test_finished_inside_an_extension_asked_in_time_is_on_time(self, desk: Desk) -> None:
        desk.record(OFFICE, "work_item", due="2026-03-31", unit="ex-cgw", state="approved")
        asked = desk.record(LEAD, "extension_request", item=f"{TASK}/w1", new_due="2026-05-31")
        desk.record(OFFICE, "extension_decision", request=asked.id, approved=True, new_due="2026-05-31")
        desk.on("2026-05-20").record(LEAD, "completion", item=f"{TASK}/w1", completed_on="2026-05-20")
        assert line(unit(desk), "on-time").score == 30

    def test_evidence_is_counted_of_what_has_fallen_due(self, desk: Desk) -> None:
        for item in ("w1", "w2"):
            desk.record(OFFICE, "work_item", item=item, due="2026-03-31", unit="ex-cgw", state="approved")
        desk.on("2026-03-20").record(LEAD, "completion", item=f"{TASK}/w1", completed_on="2026-03-20")
        desk.record(LEAD, "completion", item=f"{TASK}/w2", completed_on="2026-03-20", evidence="竣工报告")
        assert line(unit(desk), "proven").score == 5
        shown = desk.record(LEAD, "evidence", task=None, item=f"{TASK}/w1", period=None)
        assert line(unit(desk), "proven").score == 10
        assert desk.correct(LEAD, shown, None).ok
        assert line(unit(desk), "proven").score == 5

    def test_reports_inside_their_windows(self, desk: Desk) -> None:
        desk.on("2026-04-05").record(LEAD, "progress", period="2026-Q1")
        desk.on("2026-08-01")
        half = line(unit(desk), "reports")
        assert (half.inputs[0].value, half.score) == (50, 10)

    def test_the_last_quarter_is_reported_on_in_the_next_year(self, desk: Desk) -> None:
        for day, period in (("2026-04-03", "2026-Q1"), ("2026-07-03", "2026-Q2"), ("2026-10-09", "2026-Q3")):
            desk.on(day).record(LEAD, "progress", period=period)
        desk.on("2027-01-08").record(LEAD, "progress", period="2026-Q4")
        desk.on("2027-02-15")
        found = line(unit(desk), "reports")
        assert (found.inputs[0].value, found.score) == (100, 30)
        assert found.inputs[0].source == "2026年已截止的4次报送中，4次按时"

    def test_goals_of_the_year_by_the_report_on_all_of_it(self, desk: Desk) -> None:
        desk.record(OFFICE, "year_goal")
        assert "没有全年的完成比例" in line(unit(desk), "year").sentence
        desk.on("2027-01-08").record(LEAD, "progress", period="2026-Q4", percent=100)
        assert line(unit(desk), "year").score == 20
        desk.record(LEAD, "progress", period="2026-Q4", percent=99)
        assert line(unit(desk), "year").score == 0

    def test_a_milestone_counts_in_its_own_year_only(self, desk: Desk) -> None:
        assert MILESTONE.startswith(TASK)
        assert "没有2026年已截止的报送" in line(unit(desk), "reports").sentence
        assert line(unit(desk, year=2025), "on-time").tasks == (TASK,)

    def test_whoever_answers_is_scored(self, desk: Desk) -> None:
        desk.record(OFFICE, "lead_confirmed", unit="ex-kw")
        assert line(unit(desk, "ex-cgw"), "year").state is LineState.NOT_APPLICABLE
        assert line(unit(desk, "ex-kw"), "year").tasks == (TASK,)
        assert line(unit(desk, "ex-fgw"), "year").tasks == (STANDING, "second/2.1")
