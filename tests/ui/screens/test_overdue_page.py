"""逾期与临期: what stands in which block, and what its figures lead to."""

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.spec.world import MILESTONE, judge
from tests.ui.screens.conftest import visit
from tests.ui.screens.test_gap_pages import FIGURE, cells, words
from tracker.snapshot import Snapshot
from tracker.ui.screens.overdue import blocks, lead

OPENED = date(2025, 12, 1)
MADE = {"milestones": [{"due": "到2025年"}], "opened": OPENED}
SAID = {"kind": "progress", "period": "2026-Q1", "recorded": date(2026, 4, 10)}
DONE = {"kind": "completion", "completed_on": date(2025, 12, 20), "recorded": date(2026, 1, 5)}


def shown(*given: dict[str, Any], as_of: date = date(2026, 5, 1), state: str = "", **spec: Any) -> str:
    snapshot = judge({**MADE, **spec}, {"as_of": as_of, "given": list(given)})
    return blocks(visit("overdue", who="leader"), snapshot, state)


def asked(on: date, new_due: date) -> list[dict[str, Any]]:
    name = f"x{on}"
    return [
        {"kind": "extension_request", "new_due": new_due, "recorded": on, "name": name},
        {"kind": "extension_decision", "request": name, "approved": True, "new_due": new_due, "recorded": on},
    ]


def test_what_was_silently_missed_is_told_from_what_was_reported() -> None:
    silent, reported = shown(), shown(SAID)
    assert cells(silent, "逾期")[0][5:] == ["121", "—", "● 到期且未报"]
    assert cells(reported, "逾期")[0][5:] == ["121", "—", "▲ 已报，未完成"]


def test_what_is_past_and_unknown_is_a_block_of_its_own_that_says_so() -> None:
    html = shown(opened=None)
    assert "情况不明" in html
    assert "它们不算逾期，也不算完成" in html
    assert cells(html, "到期待报")[0][5:] == ["121", "由甲局填报"]
    assert "任务中没有逾期、临期、办结待核的事项。" in html


def test_before_the_ledger_is_opened_the_unknown_comes_first(untold: Snapshot) -> None:
    html = blocks(visit("overdue"), untold)
    assert re.findall(r"<caption>([^（]+)", html)[0] == "到期待报"
    assert "red" not in re.findall(r'class="mark (\w+)"', html)
    assert "green" not in re.findall(r'class="mark (\w+)"', html)


@pytest.mark.parametrize(
    ("given", "extended"),
    [
        (asked(date(2025, 12, 10), date(2026, 3, 31)), "2026-03-31 延期 1 次，时限前申请"),
        (asked(date(2026, 1, 10), date(2026, 3, 31)), "2026-03-31 延期 1 次，1 次过时限才申请"),
        (
            asked(date(2025, 12, 10), date(2026, 3, 1)) + asked(date(2026, 3, 10), date(2026, 3, 31)),
            "2026-03-31 延期 2 次，1 次过时限才申请",
        ),
    ],
)
def test_an_extension_shows_both_dates_and_whether_it_was_asked_in_time(
    given: list[dict[str, Any]], extended: str
) -> None:
    row = cells(shown(*given), "逾期")[0]
    assert row[3:5] == ["2025-12-31 到2025年", extended]
    assert row[5:7] == ["31", "121"]


@pytest.mark.parametrize(
    ("as_of", "heading"),
    [
        (date(2025, 12, 5), "30 天以内"),
        (date(2025, 12, 24), "7 天以内"),
        (date(2025, 12, 30), "1 天以内"),
        (date(2025, 12, 31), "1 天以内"),
    ],
)
def test_what_is_due_soon_stands_under_its_level(as_of: date, heading: str) -> None:
    assert re.findall(r'scope="rowgroup">([^<]+)<', shown(as_of=as_of)) == [heading]


def test_a_completion_waits_for_the_office() -> None:
    assert cells(shown(DONE), "办结待核")[0][5:] == ["2025-12-20", "■ 按期办结"]
    closed = {"kind": "close_out", "verdict": "closed", "recorded": date(2026, 2, 1)}
    assert "没有等待核实的办结申报" in shown(DONE, closed, state="completed")


def test_targets_that_fell_due_stand_by_what_is_known_of_them(told: Snapshot) -> None:
    html = blocks(visit("overdue"), told, "targets")
    groups = re.findall(r'scope="rowgroup">([^<]+)<', html)
    assert groups[0] == "未达标"
    assert "到期已达标" not in html
    assert "待公布" in groups


def test_goals_of_the_document_stand_apart(told: Snapshot) -> None:
    html = blocks(visit("overdue"), told)
    own = cells(html, "总体目标中的时间节点")
    assert own
    assert all("总体目标" in row[1] for row in own)
    assert not any("总体目标" in row[1] for row in cells(html, "逾期"))


@pytest.mark.parametrize("state", ["told", "untold"])
def test_behind_every_figure_of_the_lead_there_are_as_many_rows(
    state: str, request: pytest.FixtureRequest
) -> None:
    snapshot: Snapshot = request.getfixturevalue(state)
    figures = FIGURE.findall(lead(visit("overdue"), snapshot))
    assert figures
    for href, figure in figures:
        address = urlsplit(unescape(href))
        if address.path == "/overdue":
            html = blocks(visit("overdue"), snapshot, dict(parse_qsl(address.query))["state"])
            body = html.count("<tr><td>")
            assert body == int(figure), href


def test_a_unit_sees_its_own(told: Snapshot) -> None:
    html = blocks(visit("overdue"), told, unit="hd-cgw")
    assert "完成第一批锅炉房整合" in html
    assert "中关村科学城管委会" not in html


def test_only_who_may_report_is_sent_to_the_form() -> None:
    snapshot = judge({**MADE, "opened": None}, {"as_of": date(2026, 5, 1)})
    href = f"do=completion&amp;id={MILESTONE.replace('/', '%2F')}&amp;unit=alpha"
    assert href in blocks(visit("overdue"), snapshot)
    assert "由甲局填报" in words(blocks(visit("overdue", who="auditor"), snapshot))


def test_the_lead_tells_tasks_goals_and_silence_apart_and_late_goals_follow_late_tasks(
    told: Snapshot,
) -> None:
    assert "：任务 1、总体目标 2（其中到期且未报 2），" in words(lead(visit("overdue"), told))
    captions = re.findall(r"<caption>([^（]+)", blocks(visit("overdue"), told))
    assert captions[:2] == ["逾期", "总体目标中的时间节点：逾期"]
