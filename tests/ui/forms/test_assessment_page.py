"""考核准备 without a browser: what each reader sees, what is rehearsed, what the office records, what a unit ranks by."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.intake.desk import LEAD, OFFICE, TASK, Desk, open_desk
from tests.ui.screens.test_gap_pages import cells
from tests.ui.screens.test_gap_pages import words as plain
from tracker.ui import identity, ledger
from tracker.ui.forms import progress_owed
from tracker.ui.state import View, read

UNITS = dict.fromkeys(("ex-cgw", "ex-fgw", "ex-kw"), "示例市示例区")
DISTRICT = f"""
id: goals
title: 目标考核
version: "1"
from_year: 2026
standing: unchecked
used_as: 写给上级，本台账仅作预演
source: 示例细则
subject: district
points: 100
groups: [{{id: g, title: 目标完成}}, {{id: w, title: 工作}}]
lines:
  - id: heat
    number: "1"
    group: g
    title: 耦合供热占比
    source: 一、1
    evidence_wanted: 核定文件
    inputs:
      - {{id: actual, name: 实际占比, unit_of_measure: "%", supplied_by: 双碳办录入核定的数}}
      - {{id: goal, name: 年度目标, unit_of_measure: "%", supplied_by: 双碳办录入下达的数}}
    linear: {{points: 60, measure: {{actual: actual, goal: goal}}}}
    decisive: true
    tasks: [{TASK}]
  - id: plan
    number: "2"
    group: w
    title: 已制定年度安排
    source: 二、1
    evidence_wanted: 印发的文件
    inputs: [{{id: made, name: 已印发年度安排, yes_no: true, needs_document: true, supplied_by: 双碳办核定}}]
    pass_count: {{need: 1, points: 40, requires: [{{actual: made, goal_value: 1, holds: at_least}}]}}
grades: [优秀, 合格, 不合格]
grading:
  - {{id: veto, grade: 不合格, vetoed: true, words: 目标未完成的为不合格}}
  - {{id: best, grade: 优秀, score: 90, words: 90 分以上为优秀}}
  - {{id: pass, grade: 合格, score: 60, words: 60 分以上为合格}}
  - {{id: fail, grade: 不合格, words: 其余为不合格}}
"""
OF_UNITS = """
id: units
title: 单位考核
version: "1"
from_year: 2026
standing: example
used_as: 仅说明写法
source: 示例
subject: unit
points: 50
groups: [{id: g, title: 落实}]
lines:
  - id: goals
    number: "1"
    group: g
    title: 年度目标
    source: 示例
    evidence_wanted: 全年进展
    inputs: [{id: share, name: 年度目标完成率, unit_of_measure: "%", count: year_goals_done, supplied_by: 本单位}]
    linear: {points: 50, measure: {actual: share, goal_value: 100}}
grades: [合格, 不合格]
grading: [{id: pass, grade: 合格, score: 30, words: 三十分以上}, {id: fail, grade: 不合格, words: 其余}]
"""
FIGURE = {"rubric": "goals", "line": "heat", "year": 2026, "source": "核定通报", "status": "final"}


def opened(folder: Path) -> Desk:
    """The example district on 12 October 2026 with two rubrics."""
    made = open_desk(folder)
    rubrics = made.space.tasks / "rubrics"
    for shipped in rubrics.glob("*.yaml"):
        shipped.unlink()
    rubrics.mkdir(exist_ok=True)
    (rubrics / "goals.yaml").write_text(DISTRICT)
    (rubrics / "units.yaml").write_text(OF_UNITS)
    made.on("2026-01-05").record(OFFICE, "opened", on="2026-01-01")
    return made.on("2026-10-12")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One to record at."""
    made = opened(tmp_path)
    monkeypatch.setattr(ledger, "_workspace", made.space)
    monkeypatch.setattr(identity, "_switched", True)
    return made


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return opened(tmp_path_factory.mktemp("quiet"))


@pytest.fixture
def still(quiet: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One at which nobody records."""
    monkeypatch.setattr(ledger, "_workspace", quiet.space)
    monkeypatch.setattr(identity, "_switched", True)
    return quiet


def visit(params: dict[str, str], path: str = "assessment") -> View:
    return read(path, params, date(2026, 10, 12), ledger.version(), UNITS)[0]


def page(**params: str) -> AppTest:
    def script() -> None:
        import streamlit as st

        from tests.ui.forms.test_assessment_page import visit
        from tracker.ui.screens.assessment import show

        show(visit(st.query_params.to_dict()))

    test = AppTest.from_function(script)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run(timeout=30)


def html(test: AppTest) -> str:
    assert not test.exception
    return "".join(part.proto.body for part in test.get("html"))


def said(test: AppTest) -> str:
    return " ".join(plain(html(test)).split())


def inputs(test: AppTest) -> dict[str, Any]:
    return {one.label: one for one in test.text_input}


def press(test: AppTest, label: str) -> AppTest:
    [button] = [one for one in test.button if one.label == label]
    return button.click().run(timeout=30)


def titles(test: AppTest) -> list[str]:
    return [one for one in ("情况", "预演", "登记考核数据") if f">{one}" in html(test)]


class TestWhoSeesWhat:
    def test_the_district_s_rubric_first_with_what_it_is_worth(self, still: Desk) -> None:
        told = said(page())
        assert "目标考核 2026年" in told
        assert "待核对原文 写给上级，本台账仅作预演" in told
        assert "等次未定，最差不合格，最好优秀" in told
        assert "缺依据 2 项，待定 100 分" in told

    def test_only_the_office_is_offered_to_record(self, still: Desk) -> None:
        assert titles(page()) == ["情况", "预演", "登记考核数据"]
        for who in ("leader", "auditor", "unit:ex-cgw"):
            test = page(who=who, rubric="goals", do="figure", id="heat")
            assert "登记" not in said(test)
            assert not test.text_input

    def test_a_unit_sees_its_own_score_and_not_those_of_others(self, still: Desk) -> None:
        for unit in ("ex-fgw", "", "nobody"):
            told = said(page(who="unit:ex-cgw", unit=unit))
            assert "单位考核 2026年 区城市管理委" in told
            assert "各单位得分" not in told
            assert "区发展改革委" not in told

    def test_of_the_district_s_assessment_a_unit_sees_its_lines_and_neither_total_nor_grade(
        self, still: Desk
    ) -> None:
        told = said(page(who="unit:ex-cgw", rubric="goals"))
        assert "与本单位有关的 1 项" in told
        assert "耦合供热占比" in told
        assert "已制定年度安排" not in told
        assert "等次未定" not in told
        rehearsed = said(page(who="unit:ex-cgw", rubric="goals", suppose="heat/met:1;plan/met:1"))
        assert "最好优秀" not in rehearsed
        assert "等次为" not in rehearsed

    def test_a_unit_that_answers_for_nothing_is_told_so(self, still: Desk) -> None:
        assert "没有要由它答复的任务，不列入各单位得分" in said(page(who="unit:ex-kw"))

    def test_leaders_see_all_units_worst_first(self, still: Desk) -> None:
        test = page(who="leader", rubric="units")
        assert [row[0] for row in cells(html(test), "各单位得分")] == ["区发展改革委", "区城市管理委"]

    def test_without_rubrics_the_page_says_so(self, desk: Desk) -> None:
        for file in (desk.space.tasks / "rubrics").iterdir():
            file.unlink()
        assert "还没有评分细则" in said(page())


class TestRehearsal:
    def test_now_and_then_side_by_side_and_nothing_is_recorded(self, still: Desk) -> None:
        before = len(still.written)
        test = page(who="leader", suppose="heat/actual:12;heat/goal:10;plan/met:1")
        rows = cells(html(test), "预演与现在对照")
        assert rows[0][:3] == ["等次", "未定：缺的都不利为不合格，都有利为优秀", "优秀"]
        assert rows[1][1:3] == ["0 分，满分 100 分，待定 100 分", "100 分，满分 100 分"]
        assert "预演，不是考核结果" in said(test)
        assert len(still.written) == before
        assert "预演，不是考核结果" not in said(page(who="leader"))

    def test_a_figure_is_chosen_and_goes_into_the_address_beside_the_others(self, still: Desk) -> None:
        test = page(who="leader", do="rehearse", id="heat", suppose="plan/met:1")
        assert test.selectbox(key="rehearse-input heat").value == "heat/actual"
        inputs(test)["为"].input("12.5")
        test = press(test, "加入预演")
        assert test.query_params["suppose"] == "plan/met:1;heat/actual:12.5"
        assert "2 已制定年度安排：本项达标：是" in said(test)

    @pytest.mark.parametrize(("typed", "words"), [("很多", "“很多”无法识别。"), ("", "没有填写假设的数。")])
    def test_what_is_no_figure_is_told_at_the_form(self, still: Desk, typed: str, words: str) -> None:
        test = page(do="rehearse", id="heat")
        inputs(test)["为"].input(typed)
        test = press(test, "加入预演")
        assert words in said(test)
        assert "suppose" not in test.query_params

    def test_a_finding_is_supposed_by_yes_and_no(self, still: Desk) -> None:
        test = page(do="rehearse", id="plan")
        inputs(test)["为"].input("7")
        test = press(test, "加入预演")
        assert "请填写“是”或“否”。" in said(test)
        inputs(test)["为"].input("否")
        assert press(test, "加入预演").query_params["suppose"] == "plan/made:0"


class TestFigures:
    def test_several_figures_of_a_line_are_recorded_at_once_with_one_source(self, desk: Desk) -> None:
        test = page(do="figure", id="heat")
        actual, goal = (one for one in test.text_input if one.label == "数值")
        actual.input("12")
        goal.input("10")
        inputs(test)["来源"].input("核定通报")
        test = press(test, "记入流水")
        assert [(one.body["input"], one.body["value"]) for one in desk.written[-2:]] == [
            ("actual", "12"),
            ("goal", "10"),
        ]
        assert {one.body["unit_of_measure"] for one in desk.written[-2:]} == {"%"}
        told = said(test)
        assert "已记入流水" in told
        assert "考核数据“2026年 1 实际占比”" in told
        assert "还缺 1 个，在前" in told
        assert "1 项，待定 40 分：2 已制定年度安排" in said(page())

    def test_what_is_missing_is_told_at_its_field_and_nothing_is_recorded(self, desk: Desk) -> None:
        before = len(desk.written)
        test = page(do="figure", id="plan")
        test.radio[0].set_value("1")
        inputs(test)["来源"].input("会议纪要")
        told = said(press(test, "记入流水"))
        assert "“已印发年度安排”要有文件依据。" in told
        assert "没有记入流水" in told
        assert len(desk.written) == before

    def test_of_a_rubric_for_units_figures_are_recorded_for_one(self, desk: Desk) -> None:
        assert "登记考核数据" not in said(page(rubric="units"))
        assert "本细则都从台账取数。" in said(page(rubric="units", unit="ex-cgw", do="figure"))

    def test_on_an_earlier_day_what_has_been_recorded_since_is_not_known(self, desk: Desk) -> None:
        desk.record(OFFICE, "assessment_figure", input="actual", value="12", **FIGURE)
        desk.record(OFFICE, "assessment_figure", input="goal", value="10", **FIGURE)
        assert "60 / 60" in said(page())
        assert "60 / 60" not in said(page(as_of="2026-10-11"))

    def test_a_figure_can_be_corrected_like_any_fact(self, desk: Desk) -> None:
        desk.record(OFFICE, "assessment_figure", input="actual", value="12", **FIGURE)
        desk.record(OFFICE, "assessment_figure", input="goal", value="10", **FIGURE)
        [_, wrong] = desk.written[-2:]
        assert "60 / 60" in said(page())
        body = {**wrong.body, "value": "24"}
        desk.record(OFFICE, "correction", replaces=wrong.id, reason="录错", body=body)
        assert "30 / 60" in said(page())


class TestWhatAUnitRanksBy:
    def test_points_at_risk_stand_beside_the_task_and_what_they_are_worth_above(self, desk: Desk) -> None:
        desk.record(OFFICE, "year_goal", task=TASK, year=2026)
        view = visit({"who": "unit:ex-cgw", "period": "2026-Q3"}, "report")
        shown = plain(progress_owed.listed(view))
        assert "考核待定" in shown
        assert "按《单位考核》2026年，示例" in shown
        assert [row["at_risk"] for row in progress_owed.owed(view) if row["leads"]] == [50]

    def test_what_is_owed_is_never_behind_what_only_has_points(self) -> None:
        row = {"leads": True, "light": "green", "position": 1, "at_risk": 0, "owed": "open"}
        filed = row | {"owed": "reported", "at_risk": 50}
        risky, red = row | {"at_risk": 10}, row | {"light": "red", "position": 2}
        ranked = sorted([row, filed, red, risky, row | {"owed": "returned"}], key=progress_owed._urgency)
        assert [(one["owed"], one["at_risk"], one["light"]) for one in ranked] == [
            ("returned", 0, "green"),
            ("open", 10, "green"),
            ("open", 0, "red"),
            ("open", 0, "green"),
            ("reported", 50, "green"),
        ]

    def test_reporting_the_year_takes_the_points_off_the_list(self, desk: Desk) -> None:
        desk.record(OFFICE, "year_goal", task=TASK, year=2026)
        desk.on("2027-01-05").record(LEAD, "progress", period="2026-Q4", percent=100)
        told = said(page(who="unit:ex-cgw", rubric="units", year="2026", as_of="2027-01-05"))
        assert "50 / 50" in told
