"""任务详情: what its blocks say of small worlds."""

from datetime import date
from typing import Any

from tests.spec.world import MILESTONE, TASK, judge
from tests.ui.screens.conftest import visit
from tracker.snapshot import Snapshot
from tracker.ui.blocks.history import history
from tracker.ui.blocks.task_facts import heading, judgements, last_report, task_facts, task_row
from tracker.ui.blocks.task_goals import items_table, targets_table, task_items, task_targets
from tracker.ui.blocks.why import why

OPENED = date(2026, 1, 4)
Q3 = {
    "kind": "progress",
    "period": "2026-Q3",
    "recorded": date(2026, 10, 12),
    "name": "q3",
    "text": "完成三座站点",
}
GOAL = {"kind": "year_goal", "year": 2026, "goal": "建成四座站点", "recorded": date(2026, 1, 20)}


def world(*given: dict[str, Any], **spec: Any) -> Snapshot:
    row = {"as_of": date(2026, 11, 20)}
    return judge({"kind": "standing", "opened": OPENED, "given": list(given), **spec}, row)


def task(snapshot: Snapshot) -> dict[str, Any]:
    found = task_row(snapshot, TASK)
    assert found
    return found


def test_an_unknown_id_has_no_row() -> None:
    assert task_row(world(), "doc/9.9") is None


def test_units_are_linked_inside_the_words_of_the_text() -> None:
    written = {
        "role": "responsible",
        "units": ["甲局", "乙局"],
        "as_written": "甲局、乙局,相关街镇",
        "lead": "provisional",
    }
    snapshot = world(assignments=[written])
    shown = task_facts(visit("task"), snapshot, task(snapshot))
    assert "责任单位" in shown
    assert ">甲局</a>、<a" in shown
    assert ">乙局</a>,相关街镇" in shown


def test_it_says_who_answers_and_on_what_ground() -> None:
    snapshot = world()
    assert "暂以列在第一位的单位拟定，待双碳办确认" in task_facts(visit("task"), snapshot, task(snapshot))
    lead = {
        "kind": "lead_confirmed",
        "unit": "beta",
        "recorded": date(2026, 2, 1),
        "source": "会议纪要三号",
        "name": "c7",
    }
    snapshot = world(lead)
    shown = task_facts(visit("task"), snapshot, task(snapshot))
    assert "乙局</a>（已确认牵头）" in shown
    assert "依据：会议纪要三号（2026年2月1日，记录 c7）" in shown


def test_the_goal_of_the_year_with_its_lag_and_none_without_a_goal() -> None:
    snapshot = world(GOAL, {**Q3, "percent": 60})
    shown = task_facts(visit("task"), snapshot, task(snapshot))
    assert "2026年：建成四座站点" in shown
    assert "单位报完成60%，序时进度75%，落后 15 个百分点。" in shown
    snapshot = world(GOAL, Q3)
    assert "没有报送完成比例，进度不清楚" in task_facts(visit("task"), snapshot, task(snapshot))
    snapshot = world(Q3)
    assert "不计算序时进度" in task_facts(visit("task"), snapshot, task(snapshot))


def test_every_rule_that_holds_with_its_figures_and_the_limit_it_read() -> None:
    snapshot = world(GOAL, {**Q3, "percent": 40}, milestones=[{"due": "2026年8月底前"}])
    shown = why(snapshot, task(snapshot))
    assert "成立的规则 2 条" in shown
    assert shown.index("R1　时间节点或分解事项逾期") < shown.index("R3　严重滞后")
    assert "相差 81 天" in shown
    assert "滞后 35 个百分点" in shown
    assert "严重滞后界限 30个百分点" in shown


def test_a_judgement_that_differs_is_flagged() -> None:
    override = {
        "kind": "override",
        "light": "green",
        "until": date(2026, 12, 31),
        "recorded": date(2026, 10, 26),
    }
    snapshot = world(GOAL, {**Q3, "percent": 60, "own_light": "yellow"}, override)
    shown = judgements(task(snapshot))
    own, other = shown[shown.index("单位自评") : shown.index("人工研判")], shown[shown.index("人工研判") :]
    assert "不一致" not in own
    assert "与系统判定（黄）不一致" in other
    assert "研判（有效期至2026年12月31日）" in other


def test_a_returned_report_says_why_and_the_one_before_still_counts() -> None:
    q2 = {"kind": "progress", "period": "2026-Q2", "recorded": date(2026, 7, 8), "text": "完成两座站点"}
    review = {
        "kind": "review",
        "record": "q3",
        "recorded": date(2026, 10, 20),
        "verdict": "returned",
        "reason": "缺佐证",
    }
    snapshot = world(q2, Q3, review)
    shown = last_report(visit("task"), snapshot, task(snapshot))
    assert "2026年前三季度的报告已退回，不计入：缺佐证。" in shown
    assert "缺佐证" not in last_report(visit("task", who="leader"), snapshot, task(snapshot))
    assert "完成两座站点" in shown
    assert "完成三座站点" not in shown
    assert "不是最近一个季度的报告" in shown


def test_an_extension_stands_beside_the_words_of_the_text() -> None:
    asked = {
        "kind": "extension_request",
        "new_due": date(2026, 12, 15),
        "recorded": date(2026, 8, 1),
        "name": "x",
    }
    granted = {"kind": "extension_decision", "request": "x", "approved": True, "new_due": date(2026, 12, 15)}
    snapshot = world(
        asked,
        {**granted, "recorded": date(2026, 8, 5)},
        milestones=[{"due": "2026年8月底前", "quote": "八月底前建成"}],
    )
    shown = items_table(task_items(snapshot, TASK))
    assert "<q>八月底前建成</q>" in shown
    assert "即 2026年8月31日" in shown
    assert "2026年12月15日" in shown
    assert "延期 1 次，到期前申请" in shown


def test_targets_lead_to_their_gap_and_their_absence_is_said() -> None:
    target = {"comparator": "ge", "value": 40, "due": "到2025年", "modality": "力争"}
    snapshot = world(targets=[target])
    shown = targets_table(visit("task"), task_targets(snapshot, TASK))
    assert 'href="/targets?as_of=2026-11-20&amp;id=doc%2F1.1%2Ft"' in shown
    assert "到2025年（2025年12月31日），力争" in shown
    assert targets_table(visit("task"), []) == '<p class="quiet">这项任务没有量化目标。</p>'


def test_history_says_who_said_what_and_what_became_of_it() -> None:
    review = {
        "kind": "review",
        "record": "q3",
        "recorded": date(2026, 10, 20),
        "verdict": "returned",
        "reason": "缺佐证",
    }
    done = {"kind": "completion", "completed_on": date(2026, 8, 20), "recorded": date(2026, 8, 21)}
    corrected = {"kind": "correction", "replaces": "r2", "recorded": date(2026, 9, 1), "body": None}
    snapshot = world(done, corrected, Q3, review, milestones=[{"due": "2026年8月底前"}])
    shown = history(visit("task"), snapshot, {TASK, MILESTONE})
    assert "历次记录（4 条" in shown
    assert (
        shown.index("原因 缺佐证；退回")
        < shown.index("完成三座站点")
        < shown.index("撤回该记录。")
        < shown.index("办结申报")
    )
    assert "已退回" in shown
    assert "已被更正" in shown
    assert "2026-10-12 12:00" in shown


def test_neighbours_in_the_text_are_one_click_away(told: Snapshot) -> None:
    row = task_row(told, "haidian-2024-8/3.1")
    assert row
    shown = heading(visit("task"), told, row)
    assert "haidian-2024-8%2F3.2" in shown
    assert "上一项" not in shown
