"""任务台账: which rows an address asks for, and what their cells say."""

from datetime import date
from typing import Any

import pytest

from tests.spec.world import judge
from tests.ui.screens.conftest import visit
from tracker import queries
from tracker.snapshot import Snapshot
from tracker.ui.blocks.ledger_cells import count_line, due, lead, lights, progress, report, title
from tracker.ui.blocks.ledger_rows import rows, selected

OPENED = date(2026, 1, 4)
VIEW = visit("ledger")
Q3 = {"kind": "progress", "period": "2026-Q3", "recorded": date(2026, 10, 12), "name": "q3"}


def clauses(snapshot: Snapshot, **params: str) -> list[str]:
    return [row["clause"] for row in selected(snapshot, params)]


def only(spec: dict[str, Any], *given: dict[str, Any], as_of: date = date(2026, 11, 20)) -> dict[str, Any]:
    """The one row of a small world."""
    return rows(
        judge({"kind": "standing", "opened": OPENED, "given": list(given), **spec}, {"as_of": as_of})
    )[0]


def test_without_conditions_every_task_stands_in_the_order_of_the_text(told: Snapshot) -> None:
    assert [row["number"] for row in selected(told, {})] == list(range(1, 32))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"q": "hmcs"}, ["九/(一)"]),
        ({"q": "气候投融资"}, ["八/(四)"]),
        ({"light": "red", "chapter": "六"}, ["六/(三)"]),
        ({"fresh": "missing"}, ["八/(四)", "十/(二)"]),
        ({"basis": "none"}, ["十/(三)"]),
        ({"unit": "hd-cgw", "part": "led"}, ["五/(三)", "五/(四)", "六/(三)"]),
        ({"unit": "hd-cgw", "part": "shared"}, ["三/(二)", "四/(二)", "五/(一)", "七/(四)"]),
        ({"document": "haidian-2024-8", "chapter": "三", "kind": "standing"}, ["三/(四)"]),
    ],
)
def test_conditions(told: Snapshot, params: dict[str, str], expected: list[str]) -> None:
    assert clauses(told, **params) == expected


def test_never_reported_is_asked_for_beside_the_marks_of_the_last_window() -> None:
    day = {"as_of": date(2026, 11, 20)}
    assert len(selected(judge({"kind": "standing"}, day), {"fresh": "never"})) == 1
    assert selected(judge({"kind": "standing", "given": [Q3]}, day), {"fresh": "never"}) == []


def test_worst_lights_first_and_back(told: Snapshot) -> None:
    up = [row["light"] for row in selected(told, {"sort": "light"})]
    assert list(dict.fromkeys(up)) == ["red", "yellow", "grey", "blue", "green"]
    assert [row["light"] for row in selected(told, {"sort": "-light"})] == up[::-1]


def test_what_has_no_figure_stands_last_either_way(told: Snapshot) -> None:
    for sort in ("progress", "-progress"):
        percents = [row["percent"] for row in selected(told, {"sort": sort})]
        known = [percent for percent in percents if percent is not None]
        assert percents[: len(known)] == known == sorted(known, reverse=sort.startswith("-"))


def test_an_unknown_order_is_the_texts(told: Snapshot) -> None:
    assert selected(told, {"sort": "colour"}) == selected(told, {})


def test_tasks_of_a_draft_are_left_out_until_asked_for_and_carry_no_light() -> None:
    draft = judge({"document": {"status": "draft"}, "kind": "standing"}, {"as_of": date(2026, 11, 20)})
    assert selected(draft, {}) == []
    (row,) = selected(draft, {"document": "doc"})
    assert row["light"] is None
    assert "不评灯" in lights(row)


def test_a_provisional_lead_is_marked_and_a_collective_is_no_lead() -> None:
    assert lead(only({})) == "甲局 <small>拟定、待确认</small>"
    streets = [{"role": "responsible", "units": ["相关街镇"]}]
    assert "待明确责任单位" in lead(only({"assignments": streets}))


def test_an_older_report_is_no_news() -> None:
    q2 = {
        "kind": "progress",
        "period": "2026-Q2",
        "recorded": date(2026, 7, 8),
        "percent": 40,
        "text": "完成一半",
    }
    row = only({}, q2)
    assert row["percent"] is None
    assert "本期未报（最近一次是2026年上半年）" in progress(row)


def test_a_percentage_is_of_the_last_report_or_none() -> None:
    q2 = {
        "kind": "progress",
        "period": "2026-Q2",
        "recorded": date(2026, 7, 8),
        "percent": 40,
        "problems": "缺钱",
    }
    row = only({}, q2, Q3)
    assert (row["percent"], row["progress_problems"]) == (None, None)


def test_a_report_waits_for_review_is_accepted_or_returned() -> None:
    said = {"kind": "review", "record": "q3", "recorded": date(2026, 10, 20), "reason": "缺佐证"}
    assert "待审" in report(VIEW, only({}, Q3))
    assert "已审核" in report(VIEW, only({}, Q3, {**said, "verdict": "accepted"}))
    returned = only({}, Q3, {**said, "verdict": "returned"})
    assert 'title="缺佐证"' in report(VIEW, returned)
    assert "退回" in report(VIEW, returned)
    elsewhere = report(visit("ledger", who="leader"), returned)
    assert "退回" in elsewhere
    assert "缺佐证" not in elsewhere


def test_of_a_task_of_another_jurisdiction_no_report_is_owed() -> None:
    silent = only({}) | {"freshness": "not_yet_due"}
    assert "不报送" in report(VIEW, silent, elsewhere=True)
    assert "不报送" not in report(VIEW, silent)
    assert "已报" in report(VIEW, only({}, Q3), elsewhere=True)


def test_a_returned_report_that_was_filed_anew_is_forgotten() -> None:
    returned = {
        "kind": "review",
        "record": "q3",
        "recorded": date(2026, 10, 20),
        "verdict": "returned",
        "reason": "改",
    }
    again = {**Q3, "recorded": date(2026, 10, 21), "name": "again"}
    assert "退回" not in report(VIEW, only({}, Q3, returned, again))


def test_another_judgement_stands_beside_the_light_only_when_it_differs() -> None:
    override = {
        "kind": "override",
        "light": "yellow",
        "until": date(2026, 12, 31),
        "recorded": date(2026, 10, 26),
    }
    shown = lights(only({}, {**Q3, "own_light": "green"}, override))
    assert "研判黄" in str(shown)
    assert "自评" not in str(shown)


def test_dates_as_worded_with_the_days_that_matter() -> None:
    milestone = {"kind": "dated", "milestones": [{"due": "2026年8月底前"}]}
    overdue = due(only(milestone, Q3))
    assert "2026年8月底前" in overdue
    assert '<small class="red" title="建成平台">逾期 81 天</small>' in overdue
    unknown = due(only({**milestone, "opened": date(2026, 11, 1)}))
    assert "已过 81 天" in unknown
    assert "逾期" not in unknown
    assert "持续推进" in due(only({}))


def test_a_task_with_a_faulty_file_stays_and_is_marked(told: Snapshot) -> None:
    row = {**rows(told)[0], "problem": "方案 第 3 行：指标没有数值"}
    assert "数据有误" in title(visit("ledger"), row)
    assert "数据有误" not in title(visit("ledger"), rows(told)[0])


def test_the_count_line_names_a_condition_that_no_field_shows(told: Snapshot) -> None:
    view = visit("ledger", basis="none")
    line = count_line(view, selected(told, view.params), rows(told))
    assert "共 31 项任务，这里列出 1 项" in line
    assert "只列责任单位“待明确责任单位”的任务" in line
    assert "清除全部条件" in line
    assert "清除全部条件" not in count_line(visit("ledger"), rows(told), rows(told))


def test_the_search_covers_every_task(told: Snapshot) -> None:
    assert len(selected(told, {"q": ""})) == queries.tasks(told).height
