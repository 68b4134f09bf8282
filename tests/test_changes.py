from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.report.sample import record, workspace
from tests.spec.world import judge
from tracker.changes import SCHEMA, changes, last_words, previous
from tracker.labels import CHANGE
from tracker.periods import Quarter, end_of_shanghai_day

DUE = {"milestones": [{"due": "2026年8月底前"}]}
OPENED = date(2026, 1, 4)


def report(period: str, day: date) -> dict[str, Any]:
    return {"kind": "progress", "period": period, "recorded": day}


Q1 = report("2026-Q1", date(2026, 4, 8))
Q2 = report("2026-Q2", date(2026, 7, 8))
Q3 = report("2026-Q3", date(2026, 10, 12))


def found(
    spec: dict[str, Any], *given: dict[str, Any], known_at: date = date(2026, 11, 20)
) -> list[dict[str, Any]]:
    """Changes from the report on 2026-Q2 to the one on 2026-Q3, both with what is known on a day."""
    spec = {"kind": "dated", **spec, "given": list(given), "opened": OPENED}
    now, before = (judge(spec, {"report": period, "known_at": known_at}) for period in ("2026-Q3", "2026-Q2"))
    return changes(now, before).to_dicts()


def kinds(rows: list[dict[str, Any]]) -> list[str]:
    return [row["kind"] for row in rows]


def test_nothing_new_gives_an_empty_frame_with_all_columns() -> None:
    spec = {"kind": "standing", "given": [Q1, Q2, Q3], "opened": OPENED}
    now, before = (
        judge(spec, {"report": period, "known_at": date(2026, 11, 20)}) for period in ("2026-Q3", "2026-Q2")
    )
    assert changes(now, before).is_empty()
    assert changes(now, before).schema == SCHEMA


def test_a_milestone_that_fell_due_turns_its_task_red_and_is_named_itself() -> None:
    rows = found(DUE, Q1, Q2, Q3)
    assert kinds(rows) == ["turned_red", "newly_overdue"]
    assert (rows[0]["before"], rows[0]["after"]) == ("绿", "红")
    assert rows[0]["sentence"] == "由绿转红：“建成平台”：应于2026年8月31日完成，已逾期30天。"
    assert rows[1]["subject"] == "doc/1.1/m"
    assert rows[1]["task_id"] == "doc/1.1"


def test_silence_is_listed_beside_the_light_that_it_turns() -> None:
    rows = found({"kind": "standing"}, Q1, Q2)
    assert kinds(rows) == ["other_light", "not_reported"]
    assert (rows[1]["before"], rows[1]["after"]) == ("已报", "漏报")
    assert rows[1]["sentence"] == "2026年前三季度的进展没有报送。"


def test_reporting_again_turns_a_task_green() -> None:
    rows = found({"kind": "standing"}, Q1, Q3)
    assert kinds(rows) == ["turned_green"]
    assert rows[0]["before"] == "黄"


def test_a_completion_and_its_verification_are_settled() -> None:
    done = {"kind": "completion", "completed_on": date(2026, 8, 20)}
    closed = {"kind": "close_out", "verdict": "closed", "recorded": date(2026, 9, 10)}
    rows = found(DUE, Q1, Q2, done, closed, Q3)
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == [("settled", "未到期", "已销号")]


def test_an_extension_moves_the_date_and_says_how_often() -> None:
    asked = {
        "kind": "extension_request",
        "new_due": date(2026, 12, 31),
        "recorded": date(2026, 8, 1),
        "name": "ask",
    }
    granted = {
        "kind": "extension_decision",
        "request": "ask",
        "approved": True,
        "new_due": date(2026, 12, 31),
    }
    rows = found(DUE, Q1, Q2, asked, {**granted, "recorded": date(2026, 8, 9)}, Q3)
    assert kinds(rows) == ["moved_due"]
    assert rows[0]["sentence"] == "完成时限由2026年8月31日调整为2026年12月31日，共延期1次。"


def test_a_target_that_is_judged_anew_is_named_with_its_goal() -> None:
    spec = {"targets": [{"comparator": "ge", "value": 10, "due": "2026年8月底前"}]}
    value = {"kind": "reading", "period": "2026-08", "value": "9", "recorded": date(2026, 9, 20)}
    rows = found(spec, Q1, Q2, value, Q3)
    assert kinds(rows) == ["turned_red", "target_state"]
    assert rows[1]["title"] == "占比（不低于10%）"
    assert (rows[1]["before"], rows[1]["after"]) == ("未设路径", "到期未达标")


READING = {
    "kind": "reading",
    "period": "2025",
    "value": "9.1",
    "status": "provisional",
    "recorded": date(2026, 3, 1),
}
TARGET = {"targets": [{"comparator": "ge", "value": 10, "due": "到2030年"}]}


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (
            {"kind": "reading", "period": "2025", "value": "9.4", "status": "final"},
            "2025年的数据由9.1%（初步数）改为9.4%（最终数），来源：统计公报。",
        ),
        (
            {
                "kind": "correction",
                "replaces": "first",
                "reason": "录入有误。",
                "body": {
                    "indicator": "doc/share",
                    "period": "2025",
                    "value": "8.9",
                    "status": "provisional",
                    "source": "统计公报",
                },
            },
            "2025年的数据由9.1%（初步数）改为8.9%（初步数），原因：录入有误。",
        ),
        (
            {"kind": "correction", "replaces": "first", "reason": "口径不符", "body": None},
            "2025年的数据9.1%（初步数）已撤回，原因：口径不符。",
        ),
        ({"kind": "reading", "period": "2025", "value": "9.1", "status": "final"}, None),
        ({"kind": "reading", "period": "2024", "value": "7", "status": "final"}, None),
    ],
    ids=["final figure", "correction", "withdrawal", "same value made final", "a period never told"],
)
def test_a_figure_of_an_older_period_that_changed(later: dict[str, Any], sentence: str | None) -> None:
    rows = found(TARGET, Q1, {**READING, "name": "first"}, Q2, {**later, "recorded": date(2026, 9, 1)}, Q3)
    said = [row["sentence"] for row in rows if row["kind"] == "revised_value"]
    assert said == ([sentence] if sentence else [])


def test_a_figure_changed_inside_the_last_window_was_part_of_the_last_report() -> None:
    later = {
        "kind": "reading",
        "period": "2025",
        "value": "9.4",
        "status": "final",
        "recorded": date(2026, 7, 10),
    }
    assert "revised_value" not in kinds(found(TARGET, Q1, READING, Q2, later, Q3))


def test_a_corrected_report_is_listed_with_its_reason() -> None:
    body = {"task": "doc/1.1", "period": "2026-Q2", "text": "更正后的进展"}
    fix = {
        "kind": "correction",
        "replaces": "q2",
        "reason": "数字写错",
        "body": body,
        "recorded": date(2026, 9, 1),
    }
    rows = found({"kind": "standing"}, Q1, {**Q2, "name": "q2"}, fix, Q3)
    assert [row["sentence"] for row in rows] == ["2026年上半年的进展报告已更正，原因：数字写错。"]


def test_tasks_of_a_document_issued_since_are_new_and_not_silently_green() -> None:
    rows = found({"kind": "standing", "document": {"issued_on": "2026-07-20"}}, Q3)
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == [("turned_green", "未计入", "绿")]


def test_tasks_of_an_expired_document_are_said_to_leave_the_counts() -> None:
    rows = found({"kind": "standing", "document": {"expires_on": "2026-08-31"}}, Q1, Q2)
    assert [(row["kind"], row["after"]) for row in rows] == [("other_light", "未计入")]


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        ({"document": {"expires_on": "2026-08-31"}}, "方案已不在执行期内"),
        (
            {
                "others": [
                    {
                        "id": "new",
                        "document": {"issued_on": "2026-09-01"},
                        "task": {"supersedes": ["doc/1.1"]},
                    }
                ]
            },
            "任务已由以后的文件承接",
        ),
    ],
)
def test_why_a_task_leaves_the_counts(spec: dict[str, Any], why: str) -> None:
    sentences = [
        row["sentence"] for row in found({"kind": "standing", **spec}, Q1, Q2) if row["task_id"] == "doc/1.1"
    ]
    assert sentences == [f"本季度不再计入：{why}。"]


def compared(
    before: dict[str, Any], now: dict[str, Any], *given: dict[str, Any]
) -> list[tuple[str, str, str, str]]:
    """Changes between two quarters of which each is judged with a plan of its own."""
    states = [
        judge(
            {"kind": "dated", **spec, "given": list(given), "opened": OPENED},
            {"report": period, "known_at": date(2026, 11, 20)},
        )
        for spec, period in ((now, "2026-Q3"), (before, "2026-Q2"))
    ]
    rows = changes(*states).to_dicts()
    return [(row["kind"], row["before"], row["after"], row["sentence"]) for row in rows]


def test_a_date_changed_in_the_plan_file_is_not_called_an_extension() -> None:
    then, now = ({"milestones": [{"due": due}]} for due in ("2026年8月底前", "2026年12月底前"))
    assert compared(then, now, Q1, Q2, Q3) == [
        (
            "moved_due",
            "2026年8月31日",
            "2026年12月31日",
            "完成时限由2026年8月31日调整为2026年12月31日：方案所定时限由2026年8月31日改为2026年12月31日。",
        )
    ]


def test_milestones_and_targets_that_come_and_go_with_the_text_are_told() -> None:
    more = {
        "milestones": [{"due": "到2028年"}],
        "targets": [{"comparator": "ge", "value": 9, "due": "到2030年"}],
    }
    came = [row[:3] for row in compared({}, more, Q1, Q2, Q3) if row[0] == "plan_changed"]
    assert came == [("plan_changed", "未计入", "未设路径"), ("plan_changed", "未计入", "未到期")]
    gone = [row[1:] for row in compared(more, {}, Q1, Q2, Q3) if row[0] == "plan_changed"]
    assert gone == [
        ("未设路径", "未计入", "这项目标已从方案中移出。"),
        ("未到期", "未计入", "时间节点已从方案中移出或不再计入。"),
    ]


def test_a_goal_changed_in_the_text_and_what_the_office_has_set_are_told_apart() -> None:
    then, now = ({"targets": [{"comparator": "ge", "value": value, "due": "到2030年"}]} for value in (9, 12))
    assert [row for row in compared(then, now, Q1, Q2, Q3) if row[0] == "goal_changed"] == [
        ("goal_changed", "不低于9%（到2030年）", "不低于12%（到2030年）", "方案中的目标已改。")
    ]
    waiting = {"targets": [{"set_by": "市级下达", "due": "到2030年"}]}
    given = {"kind": "target_setting", "value": "12", "comparator": "ge", "unit_of_measure": "%"}
    set_ = {
        **given,
        "baseline_year": 2020,
        "baseline_value": "4",
        "pathway": "linear",
        "recorded": date(2026, 8, 3),
    }
    rows = [row for row in found(waiting, Q1, Q2, set_, Q3) if row["kind"] == "goal_changed"]
    assert [(row["before"], row["after"]) for row in rows] == [
        ("待下达（市级下达）（到2030年）", "不低于12%（到2030年）"),
        ("未设定", "2020年 4%"),
        ("未设定", "匀速"),
    ]
    assert rows[0]["sentence"] == "目标由办公室设定。"


def test_a_task_that_is_worded_differently_or_given_to_another_unit_is_told() -> None:
    first = {"role": "responsible", "units": ["甲局", "乙局"], "lead": "provisional"}
    now = {"assignments": [{**first, "units": ["乙局"]}], "task": {"title": "新名称", "summary": "新举措"}}
    differences = compared({}, now, Q1, Q2, Q3)
    told = {row[0]: row[1:3] for row in differences}
    assert told["lead_changed"] == ("甲局（拟定牵头、待确认）", "乙局（拟定牵头、待确认）")
    said = [row[3] for row in differences if row[0] == "plan_changed"]
    assert said == ["方案中的任务名称已改。", "方案中的具体举措已改为：新举措", "方案所列责任单位已改。"]
    confirmed = {"kind": "lead_confirmed", "unit": "beta", "recorded": date(2026, 8, 3)}
    rows = [
        row for row in found({"kind": "standing"}, Q1, Q2, confirmed, Q3) if row["kind"] == "lead_changed"
    ]
    assert [(row["before"], row["after"]) for row in rows] == [
        ("甲局（拟定牵头、待确认）", "乙局（已确认牵头）")
    ]


def test_work_items_approved_withdrawn_and_returned_are_told() -> None:
    approved = {"kind": "work_item", "item": "w1", "title": "编制方案", "due": date(2027, 3, 31)}
    rows = found(DUE, Q1, Q2, {**approved, "recorded": date(2026, 8, 3)}, Q3)
    assert ("plan_changed", "未计入", "未到期") in [
        (row["kind"], row["before"], row["after"]) for row in rows
    ]
    gone = {**approved, "state": "withdrawn", "recorded": date(2026, 8, 3)}
    rows = found(DUE, {**approved, "recorded": date(2026, 4, 2)}, Q1, Q2, gone, Q3)
    assert "分解事项已撤销。" in [row["sentence"] for row in rows]
    done = {"kind": "completion", "completed_on": date(2026, 6, 20)}
    back = {"kind": "close_out", "verdict": "returned", "reason": "不合格", "recorded": date(2026, 7, 20)}
    rows = found({"milestones": [{"due": "到2028年"}]}, Q1, done, Q2, back, Q3)
    assert ("reopened", "办结待核", "未到期") in [(row["kind"], row["before"], row["after"]) for row in rows]


def test_a_date_that_has_passed_in_silence_is_told_before_it_is_overdue() -> None:
    rows = found({"milestones": [{"due": "2026年9月20日前"}]}, Q1, Q2, known_at=date(2026, 9, 30))
    assert ("newly_due", "到期待报") in [(row["kind"], row["after"]) for row in rows]


def test_a_quarter_further_back_is_called_by_its_name() -> None:
    spec = {"kind": "standing", "given": [Q1, Q2], "opened": OPENED}
    now, then, last = (
        judge(spec, {"report": period, "known_at": date(2026, 11, 20)})
        for period in ("2026-Q3", "2026-Q1", "2026-Q2")
    )
    assert (last_words(now, then), last_words(now, last)) == ("2026年一季度", "上季度")


def test_one_state_is_compared_with_several_parts_of_another() -> None:
    """What was found against some documents is not shown against others."""
    others = [{"id": "other", "kind": "standing", "document": {"expires_on": "2026-08-31"}}]
    spec = {"kind": "standing", "others": others, "given": [Q1, Q2, Q3], "opened": OPENED}
    now, before = (judge(spec, {"report": period}) for period in ("2026-Q3", "2026-Q2"))
    assert changes(now, before.within(frozenset({"doc"}))).is_empty()
    assert changes(now, before)["subject"].to_list() == ["other/1.1"]


def test_rows_stand_in_the_order_of_the_kinds() -> None:
    done = {"kind": "completion", "completed_on": date(2026, 8, 20)}
    rows = found(
        {**DUE, **TARGET}, Q1, READING, Q2, done, {**READING, "value": "8", "recorded": date(2026, 9, 1)}
    )
    order = list(CHANGE)
    assert len(rows) > 2
    assert [order.index(row["kind"]) for row in rows] == sorted(order.index(row["kind"]) for row in rows)


def test_the_previous_state_is_the_report_on_the_last_quarter_ended_before(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    for now, expected in [
        (place.report(Quarter(2026, 3)), date(2026, 6, 30)),
        (place.report(Quarter(2026, 1)), date(2025, 12, 31)),
        (place.status(date(2026, 9, 29)), date(2026, 6, 30)),
        (place.status(date(2026, 9, 30)), date(2026, 6, 30)),
        (place.status(date(2026, 10, 1)), date(2026, 9, 30)),
    ]:
        assert previous(place, now).clock.as_of == expected


def test_the_previous_state_knows_what_the_later_one_knows(tmp_path: Path) -> None:
    place, known = workspace(tmp_path), end_of_shanghai_day(date(2026, 10, 9))
    assert previous(place, place.report(Quarter(2026, 3), known)).clock.known_at == known


def test_a_locked_quarter_is_compared_as_it_was_when_it_was_locked(tmp_path: Path) -> None:
    place = workspace(tmp_path, until=Quarter(2026, 2))
    plan, _ = place.plan()
    record(place, "period_lock", date(2026, 9, 5), period="2026-Q2", locked=True, plan=plan.fingerprint)
    indicator, last = "haidian-2024-8/rainfall-retained", date(2026, 9, 25)
    record(
        place, "reading", last, indicator=indicator, period="2025", value="74", status="final", source="公报"
    )
    now = place.report(Quarter(2026, 3))
    before = previous(place, now)
    assert before.clock.known_at == datetime(2026, 9, 5, 3)
    rows = changes(now, before).filter(subject=indicator).to_dicts()
    assert [(row["before"], row["after"]) for row in rows] == [("76.2%（初步数）", "74%（最终数）")]
