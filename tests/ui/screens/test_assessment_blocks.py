"""考核准备: what stands on the page for an assessment, whatever rule it came from."""

import re
from html import unescape

import pytest

from tests.ui.screens.assessments import (
    LATER,
    MET,
    MISSED,
    OPEN,
    RUBRIC,
    UNKNOWN,
    assessment,
    line,
    supposing,
)
from tests.ui.screens.conftest import visit
from tests.ui.screens.test_gap_pages import cells, words
from tracker.assessment import LineState
from tracker.snapshot import Snapshot
from tracker.ui.blocks.assessment_head import heading, own_lead, summary
from tracker.ui.blocks.assessment_lines import line_table, missing_table
from tracker.ui.blocks.assessment_units import unit_lead, unit_table, worst_first
from tracker.ui.blocks.rehearsal import banner, moved
from tracker.ui.supposing import supposed

VIEW = visit("assessment")


def nothing(_: object) -> None:
    return None


def test_what_the_rubric_is_worth_stands_beside_the_title_always() -> None:
    for rehearsed in (False, True):
        said = heading(RUBRIC, 2026, "某区", rehearsed)
        assert '<strong class="standing">示例</strong>' in said
        assert "仅说明写法" in said
        assert ("预演，不是考核结果" in said) is rehearsed


def test_the_first_screen_says_grade_what_decides_it_and_what_is_missing() -> None:
    said = words(summary(assessment()))
    assert "未定" in said
    assert "缺的都不利为不合格，都有利为良好" in said
    assert "否决项不达标：2 第 2 项" in said
    assert "2 项，待定 55 分：4 第 4 项（30 分）、3 第 3 项（25 分）" in said
    assert "35 分，满分 105 分" in said


def test_a_rubric_without_points_counts_what_is_met() -> None:
    lines = [line("1", LineState.MET, full=None), line("2", LineState.NOT_MET, full=None)]
    said = words(summary(assessment(*lines, full=None, score=None, grade="合格")))
    assert "2 项中已达标 1 项" in said
    assert "得分/满分" not in said


def test_groups_count_their_lines_and_points() -> None:
    assert cells(summary(assessment()), "各部分") == [
        ["目标完成", "3", "1", "1", "1", "35 / 75", "25"],
        ["措施落实", "1", "—", "—", "1", "0 / 30", "30"],
    ]


def test_every_line_says_its_rule_its_figures_with_source_its_result_and_why(told: Snapshot) -> None:
    found = assessment()
    rows = cells(line_table(VIEW, told, RUBRIC, found, found.lines, nothing), "逐项情况（4 项）")
    met = next(row for row in rows if row and row[0] == "1")
    assert "完成率 × 25 分，最多 25 分" in met[1]
    assert "示例细则 一" in met[1]
    assert "25 / 25" in met[2]
    assert "达标" in met[2]
    assert "实际降低率： 17.2% 2025年，（演示）统计公报 演示〔2026〕1号" in met[3]
    assert met[4] == "第 1 项的原因。"
    missed = next(row for row in rows if row and row[0] == "2")
    assert "否决项" in missed[2]
    open_line = next(row for row in rows if row and row[0] == "3")
    assert "缺依据" in open_line[2]
    assert "待定 25 分" in open_line[2]
    assert "年度降低率： ○ 缺" in open_line[3]


def test_a_line_that_does_not_apply_has_no_points_and_lacks_nothing(told: Snapshot) -> None:
    found = assessment(MET, line("2", LineState.NOT_APPLICABLE, inputs=(UNKNOWN,)))
    [row] = [
        row
        for row in cells(line_table(VIEW, told, RUBRIC, found, found.lines, nothing), "逐项")
        if row[:1] == ["2"]
    ]
    assert row[2:4] == ["○ 不适用", "—"]
    assert cells(summary(found), "各部分")[0][5] == "25 / 25"
    assert cells(summary(assessment(found.lines[1])), "各部分")[0][5] == "不适用"


def test_what_is_missing_is_ranked_by_the_points_at_risk(told: Snapshot) -> None:
    found = assessment()
    rows = cells(missing_table(told, found, found.lines, nothing), "缺依据（2 项）")
    assert [row[2] for row in rows] == ["30", "25"]
    assert rows[0][3] == UNKNOWN.missing


def test_a_name_in_a_rubric_never_becomes_markup(told: Snapshot) -> None:
    found = assessment(line("1", LineState.MET, title="<b>题</b>", sentence="<i>句</i>", group="<u>组</u>"))
    html = line_table(VIEW, told, RUBRIC, found, found.lines, nothing) + summary(found)
    assert not re.search("<b>题|<i>句|<u>组", html)


def test_units_stand_worst_first_with_a_way_to_each() -> None:
    good = assessment(MET, unit="hd-fgw", subject="甲单位", grade="优秀")
    bad = assessment(MISSED, LATER, unit="hd-kjc", subject="乙单位")
    assert [one.subject for one in worst_first([good, bad])] == ["乙单位", "甲单位"]
    html = unit_table(VIEW, [good, bad])
    assert [row[:2] for row in cells(html, "各单位得分（2 个）")] == [
        ["乙单位", "10 / 55"],
        ["甲单位", "25 / 25"],
    ]
    assert "unit=hd-kjc" in unescape(html)
    assert "2 个单位：优秀 1 个，等次未定 1 个；缺依据合计待定 30 分。最低的是" in words(
        unit_lead(VIEW, [good, bad])
    )


@pytest.fixture
def rehearsed() -> str:
    view = visit("assessment", suppose="l3/yearly:4.2;gone/x:1;rubbish")
    real = assessment()
    filled = line("3", LineState.SCORED, score=OPEN.full, inputs=OPEN.inputs, sentence="因此得满分。")
    found = supposing(real, "l3/yearly", "4.2", MET, MISSED, filled, LATER)
    return banner(view, supposed(view), RUBRIC, found) + moved(real, found, found.lines)


def test_a_unit_that_sees_its_lines_only_is_told_neither_grade_nor_total() -> None:
    real = assessment()
    found = supposing(real, "l3/met", "1", MET, MISSED, line("3", LineState.MET, score=OPEN.full), LATER)
    assert [row[0] for row in cells(moved(real, found, [found.lines[2]], whole=False), "预演与现在对照")] == [
        "3 第 3 项"
    ]
    said = words(own_lead(found, [OPEN]))
    assert "有关的 1 项：不达标 0 项，缺依据 1 项，待定 25 分" in said


def test_a_rehearsal_says_that_it_is_one_what_it_supposes_and_what_it_could_not_read(rehearsed: str) -> None:
    said = words(rehearsed)
    assert "预演：下面含有假设，不是考核结果，不记入流水" in said
    assert "3 第 3 项：年度降低率 4.2%" in said
    assert "有 2 处假设无法识别，没有计入：gone/x、rubbish。" in said


def test_a_rehearsal_shows_now_and_then_and_only_the_lines_that_moved(rehearsed: str) -> None:
    rows = cells(rehearsed, "预演与现在对照")
    assert [row[0] for row in rows] == ["等次", "得分", "3 第 3 项"]
    assert rows[2][1:] == ["— / 25 ○ 缺依据 待定 25 分", "25 / 25 ◆ 得分", "因此得满分。"]
