"""总览: every figure leads to exactly the rows it counts, and what is unknown never looks like anything else."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.spec.world import judge
from tests.ui.screens.conftest import visit
from tracker import queries
from tracker.snapshot import Snapshot
from tracker.ui.blocks import due_rows
from tracker.ui.blocks.changes import change_kind
from tracker.ui.blocks.due import due
from tracker.ui.blocks.ledger_rows import selected
from tracker.ui.blocks.summary import lead, unknown
from tracker.ui.blocks.targets import goals, targets
from tracker.ui.blocks.units import units
from tracker.ui.state import View

Block = Callable[[View, Snapshot], str]
LINK = re.compile(r'<a href="([^"]+)"[^>]*>(?:<span[^>]*>)?(?:<i[^>]*>.</i>)?(?:[红黄灰蓝绿] )?(\d+)<')


def rows_behind(snapshot: Snapshot, path: str, params: dict[str, str]) -> int:
    if path == "/ledger":
        return len(selected(snapshot, params))
    if path == "/overdue":
        found = due_rows.items(snapshot, params.get("unit", ""))
        return sum(row["state"] == params["state"] for row in found)
    if "state" in params:
        wanted = params["state"].split(",")
        return sum(state in wanted for state in queries.counted_targets(snapshot)["state"])
    counts = queries.fallen_due(snapshot)["counts"].to_list()
    return sum(
        params["due"] == count or (params["due"] == "due" and count != "awaiting_value") for count in counts
    )


@pytest.mark.parametrize("block", [lead, unknown, due, units])
@pytest.mark.parametrize("state", ["told", "untold"])
def test_behind_every_figure_there_are_as_many_rows(
    block: Block, state: str, request: pytest.FixtureRequest
) -> None:
    snapshot: Snapshot = request.getfixturevalue(state)
    links = LINK.findall(block(visit("", who="unit:hd-kjc"), snapshot))
    assert links
    for href, figure in links:
        address = urlsplit(unescape(href))
        assert rows_behind(snapshot, address.path, dict(parse_qsl(address.query))) == int(figure), href


def test_the_lead_says_the_same_as_the_report(told: Snapshot) -> None:
    words = re.sub(r"<i[^>]*>.</i>|<[^>]+>", "", lead(visit(""), told))
    assert words == queries.summary_sentence(told)


def test_an_unopened_ledger_is_all_unknown_and_says_who_can_help(untold: Snapshot) -> None:
    view = visit("")
    shown = "".join(block(view, untold) for block in (lead, unknown, due, targets, goals, units))
    assert set(re.findall(r'class="mark (\w+)"', shown)) == {"grey"}
    assert re.findall(r'class="fill', shown) == []
    assert "台账还没有启用" in shown
    assert "任务从未报送过进展、数据或办结情况" in shown
    assert "双碳办（市级下达）" in shown


def test_only_the_office_is_sent_to_open_the_ledger(untold: Snapshot) -> None:
    assert 'href="/office' in lead(visit(""), untold)
    assert 'href="/office' not in lead(visit("", who="leader"), untold)


def test_a_unit_sees_its_own_part_first(told: Snapshot) -> None:
    assert "中关村科学城管委会</b>：牵头" in lead(visit("", who="unit:hd-kjc"), told)
    assert "：牵头" not in lead(visit("", who="leader"), told)


def test_targets_stand_worst_first_and_the_documents_own_goals_apart(told: Snapshot) -> None:
    shown = targets(visit(""), told)
    assert (
        shown.index("到期未达标")
        < shown.index("落后于路径")
        < shown.index("到期待公布")
        < shown.index("到期已达标")
    )
    assert "单位地区生产总值能耗" not in shown
    own = goals(visit(""), told)
    assert "单位地区生产总值能耗" in own
    assert "按本系统的约定由统筹单位（区发展改革委）答复" in own


def test_a_figure_of_an_earlier_year_is_shown_but_proves_nothing(told: Snapshot) -> None:
    row = next(
        row for row in re.findall(r"<tr>.*?</tr>", targets(visit(""), told)) if "城市绿化覆盖率" in row
    )
    assert "51.3%" in row
    assert "2024年" in row
    assert 'class="fill grey"' in row


def test_a_level_is_not_set_against_a_goal_of_growth() -> None:
    target = {"comparator": "growth", "value": 6, "due": "“十四五”期间"}
    level = {"kind": "reading", "period": "2025", "value": 4980, "recorded": date(2026, 5, 1)}
    snapshot = judge({"kind": "dated", "targets": [target], "given": [level]}, {"as_of": date(2026, 11, 20)})
    assert "缺基期值" in targets(visit(""), snapshot)
    assert "4980" not in targets(visit(""), snapshot)


def test_a_light_that_turned_neither_red_nor_green_is_better_or_worse() -> None:
    for before, after, word in (("绿", "灰", "变差"), ("红", "黄", "变好"), ("未计入", "灰", "其他灯色变化")):
        assert word in change_kind({"kind": "other_light", "before": before, "after": after})
