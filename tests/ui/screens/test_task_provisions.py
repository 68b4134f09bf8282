"""任务详情: what it says of duties, windows, conditions, support, succession, and of kinds without a light."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.spec.world import TASK, judge
from tests.ui.screens.conftest import visit
from tracker.model import TaskKind
from tracker.snapshot import Snapshot
from tracker.ui.blocks.history import task_history
from tracker.ui.blocks.provisions import provisions
from tracker.ui.blocks.succession import succession
from tracker.ui.blocks.support import support
from tracker.ui.blocks.task_facts import heading, judgements, task_facts, task_row
from tracker.ui.blocks.unlit import KINDS, why_unlit

NAMED = {"role": "responsible", "units": ["甲局"], "lead": "provisional"}


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def world(day: date = date(2026, 11, 20), kind: str = "process", **spec: Any) -> Snapshot:
    levels = {"alert_levels": ["yellow", "red"]} if kind == "triggered" else {}
    return judge({"kind": kind, **spec, "task": {**levels, **spec.get("task", {})}}, {"as_of": day})


def row(snapshot: Snapshot, task_id: str = TASK) -> dict[str, Any]:
    found = task_row(snapshot, task_id)
    assert found
    return found


def said(snapshot: Snapshot) -> str:
    return words("".join(provisions(visit("task"), snapshot, TASK)))


@pytest.mark.parametrize("kind", [kind for kind in TaskKind if kind not in ("dated", "standing")])
def test_a_task_without_a_light_says_in_one_line_why(kind: str) -> None:
    snapshot = world(kind=kind)
    shown = heading(visit("task"), snapshot, row(snapshot))
    assert f'<p class="lead">{KINDS[kind]}</p>' in shown
    assert "不评灯" in shown
    told = words(task_facts(visit("task"), snapshot, row(snapshot)))
    for never in ("年度目标", "报送情况", "答复单位"):
        assert never not in told


def test_a_task_with_a_light_says_what_its_rule_says() -> None:
    snapshot = world(kind="standing")
    assert why_unlit(snapshot, row(snapshot)) == ""
    told = words(task_facts(visit("task"), snapshot, row(snapshot)))
    assert "答复单位" in told
    assert "年度目标" in told


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (
            {"status": "draft", "status_reason": "正在征求意见"},
            "本文件是征求意见稿，单独列出，不计入统计：正在征求意见。不评灯。",
        ),
        ({"expires_on": date(2025, 12, 31)}, "本文件已于2025年12月31日到期"),
        ({"effective_on": date(2027, 1, 1)}, "本文件2027年1月1日起施行，截至日还没有施行，不评灯。"),
    ],
)
def test_a_task_of_a_document_that_does_not_count_has_no_light(document: dict[str, Any], why: str) -> None:
    snapshot = world(kind="standing", document=document)
    assert why in why_unlit(snapshot, row(snapshot))
    assert "系统判定 不评灯" in words(judgements(row(snapshot)))


def test_the_levels_of_a_warning_are_told_with_their_colours() -> None:
    shown = task_facts(visit("task"), world(kind="triggered"), row(world(kind="triggered")))
    assert "预警级别 ▲ 黄色预警 ● 红色预警" in words(shown)
    assert 'href="/alerts?as_of=2026-11-20&amp;document=doc"' in shown


def test_units_that_are_named_elsewhere_say_where() -> None:
    snapshot = world(assignments=[{**NAMED, "inherited_from": "第三章/二/(二)"}])
    told = words(task_facts(visit("task"), snapshot, row(snapshot)))
    assert "甲局 本条没有写单位，单位写在第三章/二/(二)" in told


def test_duties_name_each_unit_with_what_it_does() -> None:
    task = {"duties": [{"id": "a", "units": ["甲局", "乙局"], "what": "核准立项"}]}
    shown = provisions(visit("task"), world(task=task), TASK)
    assert "分工（1 项） 文中逐一写明的职责 单位 负责什么 甲局 乙局 核准立项" in words(shown[0])
    assert 'href="/units?as_of=2026-11-20&amp;id=beta"' in shown[0]


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2023, 7, 1), "未开始"), (date(2023, 8, 1), "开放中"), (date(2026, 11, 20), "已截止")],
)
def test_a_window_is_open_or_closed_and_never_late(day: date, state: str) -> None:
    closes = {"wording": "2023年8月31日前", "on": "2023-08-31", "precision": "day"}
    one = {"id": "w", "what": "材料报送", "opens_on": "2023-07-10", "closes": closes, "quote": "8月31日前"}
    told = said(world(day, task={"windows": [one]}))
    assert (
        f"材料报送 8月31日前 2023年7月10日 2023年8月31日 {'◆' if state == '开放中' else '○'} {state}" in told
    )
    assert "不算逾期" in told


def test_conditions_are_said_to_be_no_goals() -> None:
    told = said(world(task={"conditions": [{"what": "按实际支付的30%奖励", "quote": "给予30%奖励"}]}))
    assert "条件与标准（1 条） 申请或办理时适用的比例、金额和门槛，不是目标，不作判定" in told
    assert "按实际支付的30%奖励 给予30%奖励" in told


def test_a_task_with_nothing_beside_its_goals_has_no_empty_tables() -> None:
    assert provisions(visit("task"), world(), TASK) == []
    assert support(visit("task"), world(), TASK) == []


def test_support_is_told_on_the_task_and_on_the_instrument() -> None:
    fund = {
        "id": "fund",
        "kind": "instrument",
        "document": {"document_number": "示管发〔2023〕31号"},
        "assignments": [{**NAMED, "units": ["乙局"]}],
    }
    snapshot = world(
        kind="standing",
        task={"funded_by": ["fund/1.1"]},
        others=[fund],
        document={"expires_on": date(2025, 12, 31)},
    )
    told = words(support(visit("task"), snapshot, TASK)[0])
    assert "可用支持政策（1 项） 对应关系由本系统编录，文件没有写明 政策 主管部门 文件现状" in told
    assert "示管发〔2023〕31号 一/(一) 示例 乙局 现行有效" in told
    told = words(support(visit("task"), snapshot, "fund/1.1")[0])
    assert "对应的任务（1 项）" in told
    assert told.endswith("甲局、乙局 已到期")


def test_a_task_and_its_successor_name_each_other() -> None:
    later = {
        "id": "next",
        "document": {"issued_on": "2026-06-01", "document_number": "示政发〔2026〕1号"},
        "task": {"supersedes": [TASK]},
    }
    snapshot = world(kind="standing", others=[later])
    after = dict(succession(visit("task"), snapshot, TASK))
    assert words(after["已被承接"]) == "示政发〔2026〕1号 一/(一) 示例任务 自2026年6月1日起由该任务接着办理"
    before = dict(succession(visit("task"), snapshot, "next/1.1"))
    assert words(before["承接自"]) == "示例方案 一/(一) 示例任务 自2026年6月1日起承接，承接前的记录见下方"
    assert "自2026年6月1日起由“示政发〔2026〕1号　一/(一)　示例任务”承接" in why_unlit(
        snapshot, row(snapshot)
    )
    assert "已被承接，不计入统计" in task_facts(visit("task"), snapshot, row(snapshot))


def test_the_records_of_the_predecessor_stand_under_a_heading_of_their_own() -> None:
    later = {"id": "next", "document": {"issued_on": "2026-06-01"}, "task": {"supersedes": [TASK]}}
    report = {"kind": "progress", "period": "2026-Q1", "recorded": date(2026, 4, 8), "text": "完成三座站点"}
    snapshot = world(kind="standing", others=[later], opened=date(2026, 1, 4), given=[report])
    own, title, before = task_history(visit("task"), snapshot, "next/1.1")
    assert "还没有" in own
    assert words(title) == "承接前的记录：示例方案 一/(一) 示例任务"
    assert "完成三座站点" in before
    assert len(task_history(visit("task"), snapshot, TASK)) == 1


def test_neighbours_are_those_of_the_same_document() -> None:
    snapshot = world(others=[{"id": "next"}])
    shown = heading(visit("task"), snapshot, row(snapshot, "next/1.1"))
    assert "上一项" not in shown
    assert "下一项" not in shown


@pytest.mark.browser
@pytest.mark.journey
def test_an_instrument_leads_to_its_tasks_and_back(page: Page) -> None:
    page.goto("/task?as_of=2026-11-20&id=etown-2023-31/1.23")
    expect(page.locator("p.lead")).to_contain_text("支持政策")
    expect(page.locator("caption", has_text="条件与标准（4 条）")).to_be_visible()
    page.locator("table", has_text="对应的任务").get_by_role("link", name="宣传文化部").click()
    expect(page.locator("h2")).to_contain_text("宣传文化部")
    page.locator("table", has_text="可用支持政策").get_by_role("link", name="绿色建筑项目").click()
    expect(page.locator("h2")).to_contain_text("绿色建筑项目")
