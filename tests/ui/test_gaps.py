"""The gap four ways, the outlook and what is missing, in words, for targets of small worlds."""

from datetime import date
from typing import Any

import pytest

from tests.spec.world import judge
from tracker import queries
from tracker.sentences import outlook_words
from tracker.ui.gaps import gaps, lacks, outlook_range, pace_words, reading_words, short_of, years_words

BY_2025 = {"comparator": "ge", "value": 10, "due": "到2025年"}
SETTING = {"kind": "target_setting", "recorded": date(2021, 6, 1)}
LINEAR = {**SETTING, "baseline_year": 2020, "baseline_value": 4, "pathway": "linear", "lag_months": 12}


def reading(period: str, value: float, **more: Any) -> dict[str, Any]:
    return {"kind": "reading", "period": period, "value": value, "recorded": date(2024, 6, 1), **more}


def row(*given: dict[str, Any], as_of: date = date(2024, 6, 30), **target: Any) -> dict[str, Any]:
    snapshot = judge({"targets": [{**BY_2025, **target}]}, {"as_of": as_of, "given": list(given)})
    return queries.targets(snapshot).row(0, named=True)


def told(
    *given: dict[str, Any], as_of: date = date(2024, 6, 30), **target: Any
) -> dict[str, tuple[str, str]]:
    found = row(*given, as_of=as_of, **target)
    return {gap.name: (gap.figure, gap.sentence) for gap in gaps(found, as_of)}


def test_a_short_reading_is_measured_four_ways() -> None:
    said = told(LINEAR, reading("2023", 7))
    assert said["距目标"] == ("差 3个百分点", "2023年为7%，目标不低于10%，还差 3个百分点。")
    assert said["距路径"][0] == "差 0.6个百分点"
    assert "路径在2023年12月31日要求7.6%，当时为7%" in said["距路径"][1]
    assert "到2024年6月30日路径要求8.2%" in said["距路径"][1]
    assert said["落后年数"] == ("0.5 年", "现在的值是路径上 0.5 年（约 6 个月）以前就该达到的。")
    assert said["年均速度"] == (
        "须 1.5个百分点",
        "要按时达到目标，以后平均每年须提高 1.5个百分点；已有数据平均每年提高 1个百分点。",
    )


def test_below_the_start_of_the_path_the_years_are_a_floor() -> None:
    found = row(LINEAR, reading("2023", 3.5))
    assert years_words(found) == "超过 3 年"
    assert told(LINEAR, reading("2023", 3.5))["落后年数"][1] == "比路径起点的值还差，落后超过 3 年。"


def test_on_the_path_nothing_is_behind() -> None:
    said = told(LINEAR, reading("2023", 7.6))
    assert said["距路径"][0] == "持平"
    assert said["落后年数"] == ("0 年", "没有落后。")


def test_a_met_goal_says_by_how_much_and_asks_for_no_pace() -> None:
    said = told(LINEAR, reading("2025", 10.2, status="provisional"), as_of=date(2026, 7, 1))
    assert said["距目标"] == (
        "超出 0.2个百分点",
        "2025年（初步数）为10.2%，目标不低于10%，超出 0.2个百分点。",
    )
    assert said["年均速度"][1].endswith("；已到期，不再计算以后需要的速度。")
    assert said["展望"] == ("", "已到期，不作展望。")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "文中没有写逐年要求，办公室尚未设定路径，不按匀速推定。"),
        ([{**SETTING, "pathway": "linear"}], "缺基期值，路径没有起点。"),
        ([LINEAR], "路径在截至日要求8.2%，还没有可以对照的数据。"),
    ],
)
def test_why_there_is_no_gap_to_the_path(given: list[dict[str, Any]], words: str) -> None:
    assert told(*given)["距路径"] == ("", words)


def test_a_falling_goal_counts_the_other_way() -> None:
    falling = {"comparator": "le", "value": 20, "due": "到2025年"}
    start = {**LINEAR, "baseline_value": 60}
    assert short_of(row(start, reading("2023", 30), **falling)["gap_to_path"], row(start, **falling)) == (
        "低于 6个百分点"
    )
    assert "每年须降低 5个百分点" in told(start, reading("2023", 30), **falling)["年均速度"][1]


def test_a_growth_goal_speaks_of_rates() -> None:
    growth = {"comparator": "growth", "value": 6, "due": "“十四五”期间"}
    rates = [reading(str(year), 4, basis="rate") for year in (2021, 2022, 2023)]
    found = row(*rates, **growth)
    assert reading_words(found) == "至2023年"
    assert pace_words(found["achieved_pace"], found) == "4%"
    said = told(*rates, **growth)
    assert said["距目标"][0] == "差 2个百分点"
    assert "年均增长4%，余下各年须年均增长9.07%才能达到目标" in said["年均速度"][1]


def test_too_much_of_a_goal_that_means_about_is_named() -> None:
    about = {"comparator": "about", "value": 10, "due": "到2030年"}
    steep = [reading(str(year), 6 + 2 * at) for at, year in enumerate((2020, 2021, 2022, 2023))]
    found = row({**LINEAR, "tolerance": 0.5}, *steep, **about)
    assert found["outlook"] == "unlikely"
    assert outlook_words(found) == "预计偏高"
    assert outlook_range(found).startswith("2")


@pytest.mark.parametrize(
    ("target", "given", "missing"),
    [
        (
            {},
            [],
            [("基期值", "双碳办"), ("路径", "双碳办"), ("公布时滞", "双碳办"), ("最近一期数据", "甲局")],
        ),
        ({}, [LINEAR], [("最近一期数据", "甲局")]),
        ({}, [LINEAR, reading("2023", 7)], []),
        ({"undefined": "没有写明起止年份"}, [], [("口径", "双碳办商文件制定机关")]),
        (
            {"comparator": None, "value": None, "set_by": "市级下达"},
            [],
            [("目标值和比较方式", "双碳办"), ("最近一期数据", "甲局")],
        ),
        (
            {"comparator": "about"},
            [LINEAR, reading("2023", 7)],
            [("允许偏差", "双碳办")],
        ),
        ({"due": None}, [], [("最近一期数据", "甲局")]),
    ],
)
def test_what_is_missing_and_who_can_supply_it(
    target: dict[str, Any], given: list[dict[str, Any]], missing: list[tuple[str, str]]
) -> None:
    assert [(lack.what, lack.who) for lack in lacks(row(*given, **target))] == missing


def test_once_due_the_figure_of_the_due_year_is_missing() -> None:
    found = lacks(row(as_of=date(2026, 3, 1)))
    assert [(lack.what, lack.form) for lack in found] == [("公布时滞", "setting"), ("2025年数据", "reading")]


def test_a_figure_that_is_not_published_yet_is_waited_for_and_not_asked_for() -> None:
    waiting = [LINEAR, reading("2023", 7), reading("2024", 8, recorded=date(2025, 6, 1))]
    [lack] = lacks(row(*waiting, as_of=date(2026, 3, 1)))
    assert (lack.what, lack.form) == ("2025年数据", "")
    assert lack.why == "到期年数据待公布（约2026年12月31日前后），公布后填报。"


def test_too_few_figures_are_only_named_when_they_are_too_few() -> None:
    lone = {**SETTING, "lag_months": 12}
    assert "还没有数据，算不出已有速度" in told(lone)["年均速度"][1]
    assert "数据不足两期" in told(lone, reading("2023", 7))["年均速度"][1]
    late = told(lone, reading("2022", 6), reading("2023", 7), as_of=date(2026, 3, 1))["年均速度"][1]
    assert late.startswith("最近的数据是2023年的，到期年的数据还没有")
