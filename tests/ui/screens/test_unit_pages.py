"""单位: the ranking without a score, and one unit's page."""

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.spec.world import judge
from tests.ui.screens.conftest import visit
from tests.ui.screens.test_gap_pages import FIGURE, cells, words
from tracker import queries
from tracker.snapshot import Snapshot
from tracker.ui.blocks.ledger_rows import selected
from tracker.ui.screens.units import lead, ranking, unit_page

OPENED = date(2025, 12, 1)
MADE = {"kind": "standing", "opened": OPENED}


def page(unit: str, *given: dict[str, Any], as_of: date = date(2026, 5, 1), **spec: Any) -> str:
    snapshot = judge({**MADE, **spec}, {"as_of": as_of, "given": list(given)})
    return unit_page(visit("units"), snapshot, unit)


def report(period: str, on: date, **more: Any) -> dict[str, Any]:
    return {"kind": "progress", "period": period, "recorded": on, **more}


def names(html: str) -> list[str]:
    return re.findall(r'<tr><td><a href="/units[^"]+">([^<]+)<', html)


def test_every_unit_stands_in_the_ranking_worst_first_and_collectives_last(told: Snapshot) -> None:
    found = queries.units(told)
    single = [row["name"] for row in found.iter_rows(named=True) if not row["collective"]]
    together = [row["name"] for row in found.iter_rows(named=True) if row["collective"]]
    assert names(ranking(visit("units"), told)) == single + together


def test_every_count_of_tasks_leads_to_as_many_rows_of_the_ledger(told: Snapshot) -> None:
    figures = re.findall(r'<a href="(/ledger[^"]+)"[^>]*>(\d+)</a>', ranking(visit("units"), told))
    assert len(figures) > 50
    for href, figure in figures:
        asked = dict(parse_qsl(urlsplit(unescape(href)).query))
        assert len(selected(told, asked)) == int(figure), href


@pytest.mark.parametrize("state", ["told", "untold"])
def test_behind_every_figure_of_the_lead_there_are_as_many_units(
    state: str, request: pytest.FixtureRequest
) -> None:
    snapshot: Snapshot = request.getfixturevalue(state)
    for href, figure in FIGURE.findall(lead(visit("units"), snapshot)):
        kind = dict(parse_qsl(urlsplit(unescape(href)).query))["kind"]
        assert len(names(ranking(visit("units"), snapshot, kind))) == int(figure), href


def test_an_untold_ledger_blames_nobody(untold: Snapshot) -> None:
    html = ranking(visit("units"), untold)
    assert set(re.findall(r'<a href="/ledger[^"]*" class="(\w+)">', html)) == {"grey"}
    assert "有红灯的 0，有逾期事项的 0，最近一期漏报的 0" in words(lead(visit("units"), untold)).replace(
        " ", ""
    ).replace("的", "的 ")


def test_a_unit_is_found_by_initials_and_sorted_by_address(told: Snapshot) -> None:
    assert names(ranking(visit("units"), told, words="qsw")) == ["区水务局", "区商务局"]
    late = names(ranking(visit("units", sort="-late"), told))
    assert late[0] == "区发展改革委"


def test_led_and_shared_tasks_stand_apart() -> None:
    assert cells(page("alpha"), "牵头的任务")[0][2] == "示例任务"
    assert cells(page("beta"), "参与的任务")[0][3] == "甲局"
    assert "牵头的任务" not in page("beta")


def test_an_open_window_is_a_thing_to_do_with_its_closing_day() -> None:
    html = page("alpha", as_of=date(2026, 4, 2))
    todo = cells(html, "现在要做的")
    assert ["◆ 报进展", "一/(一) 示例任务", "2026-04-15"] in [row[:3] for row in todo]
    filed = page("alpha", report("2026-Q1", date(2026, 4, 2)), as_of=date(2026, 4, 2))
    assert "报进展" not in words(filed)


def test_silence_is_a_thing_to_do_and_its_length_is_told() -> None:
    todo = cells(page("alpha"), "现在要做的")
    assert [row[0] for row in todo] == ["● 补报进展", "▲ 待签收"]
    assert "已连续 2 期" in todo[0][3]


def test_a_returned_report_comes_first_with_the_reason() -> None:
    given = [
        report("2026-Q1", date(2026, 4, 10), name="sent"),
        {
            "kind": "review",
            "record": "sent",
            "verdict": "returned",
            "reason": "缺附件",
            "recorded": date(2026, 4, 20),
        },
    ]
    first = cells(page("alpha", *given), "现在要做的")[0]
    assert first[0] == "● 重报"
    assert "缺附件" in first[3]


def test_the_record_tells_reported_late_and_missing_by_window() -> None:
    given = [report("2025-Q4", date(2026, 1, 9)), report("2026-Q1", date(2026, 4, 20))]
    told = cells(page("alpha", *given, as_of=date(2026, 7, 20)), "报送记录")
    assert told[0][2:] == ["已报 1", "迟报 1", "漏报 1"]
    assert told[1][2:] == ["已报", "迟报", "漏报"]


def test_dates_stand_in_order() -> None:
    milestones = [{"id": "b", "due": "到2030年"}, {"id": "a", "due": "到2025年"}]
    html = page("alpha", kind="dated", milestones=milestones)
    assert [row[0] for row in cells(html, "按时限排列的事项")] == ["2025-12-31", "2030-12-31"]


def test_a_collective_is_words_and_owes_nothing() -> None:
    shared = [{"role": "responsible", "units": ["甲局", "相关街镇"], "lead": "provisional"}]
    html = page("streets", assignments=shared)
    assert "是文中的合称，不是一个单位" in words(html)
    assert "现在要做的" not in html
    assert "报送记录" not in html
    assert cells(html, "参与的任务")[0][2] == "示例任务"


def test_a_reporter_is_led_to_the_own_unit_and_an_unknown_one_is_said_to_be_unknown(told: Snapshot) -> None:
    assert "（本单位）" in ranking(visit("units", who="unit:hd-kjc"), told)
    assert "没有这个单位" in unit_page(visit("units"), told, "nobody")


def test_every_unit_has_a_page(told: Snapshot, untold: Snapshot) -> None:
    for snapshot in (told, untold):
        for unit in queries.units(snapshot)["unit_id"]:
            assert "None" not in unit_page(visit("units"), snapshot, unit), unit


def test_overdue_goals_are_named_and_the_worst_task_may_be_grey(told: Snapshot) -> None:
    rows = {row[0]: row for row in cells(ranking(visit("units"), told), "单位")}
    assert any("含总体目标 2" in cell for cell in rows["区发展改革委"])
    assert rows["区园林绿化局"][-1].startswith("○ 灰")
    assert rows["区生态环境局"][-1] == "—"
