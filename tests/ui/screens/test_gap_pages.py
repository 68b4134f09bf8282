"""指标缺口: the table of all targets, what its figures lead to, and one target's page."""

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import polars as pl
import pytest

from tests.spec.world import INDICATOR, TARGET, judge
from tests.ui.screens.conftest import visit
from tracker import queries
from tracker.intake import Role
from tracker.labels import TARGET_ORDER
from tracker.snapshot import Snapshot
from tracker.ui.blocks import target
from tracker.ui.blocks.target_rows import GROUPS, chosen, rows
from tracker.ui.screens.targets import gap_list, lead
from tracker.ui.state import View

FIGURE = re.compile(r'<a href="([^"]+)">(\d+)</a>')
BY_2025 = {"comparator": "ge", "value": 10, "due": "到2025年"}
LINEAR = {
    "kind": "target_setting",
    "recorded": date(2026, 1, 5),
    "baseline_year": 2020,
    "baseline_value": 4,
    "pathway": "linear",
    "lag_months": 12,
    "source": "会议纪要二号",
}


def reading(value: float, **more: Any) -> dict[str, Any]:
    return {"kind": "reading", "period": "2025", "value": value, "recorded": date(2026, 3, 1), **more}


def world(*given: dict[str, Any], **spec: Any) -> Snapshot:
    return judge({"targets": [BY_2025], **spec}, {"as_of": date(2026, 11, 20), "given": list(given)})


def one(snapshot: Snapshot) -> dict[str, Any]:
    found = target.target(snapshot, TARGET)
    assert found
    return dict(found)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def cells(html: str, caption: str) -> list[list[str]]:
    """The texts of the body rows of the table with this caption."""
    whole = next(t for t in re.findall(r"<table.*?</table>", html, re.S) if f"<caption>{caption}" in t)
    body = whole[whole.index("<tbody>") :]
    return [
        [" ".join(words(cell).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body)
    ]


@pytest.mark.parametrize("state", ["told", "untold"])
def test_behind_every_figure_of_the_lead_there_are_as_many_rows(
    state: str, request: pytest.FixtureRequest
) -> None:
    snapshot: Snapshot = request.getfixturevalue(state)
    figures = FIGURE.findall(lead(visit("targets"), snapshot))
    assert len(figures) >= 6
    for href, figure in figures:
        asked = dict(parse_qsl(urlsplit(unescape(href)).query))
        found = chosen(visit("targets"), snapshot, asked.get("group", ""), asked.get("due", ""), "")
        assert len(found) == int(figure), href


def test_every_target_stands_once_in_its_group_worst_first(told: Snapshot) -> None:
    found = rows(told)
    assert {row["target_id"] for row in found} == set(queries.counted_targets(told)["target_id"])
    groups = [row["group"] for row in found]
    assert list(dict.fromkeys(groups)) == list(GROUPS)
    for group in GROUPS:
        order = [TARGET_ORDER.index(row["state"]) for row in found if row["group"] == group]
        assert order == sorted(order)


def test_nothing_is_green_or_red_while_nothing_was_reported(untold: Snapshot) -> None:
    html = gap_list(visit("targets"), untold)
    states = re.findall(r'class="mark (\w+)"[^>]*>(?:<i[^>]*>[^<]*</i>)?([^<]*)', html)
    assert {tone for tone, words in states if "低于" not in words} == {"grey"}
    assert 'class="red"' not in html


def test_goals_of_several_dates_are_told_as_one_line(told: Snapshot) -> None:
    html = gap_list(visit("targets"), told, words="耦合供热面积占比")
    assert "2025年 10% →  2030年 12.5%左右" in words(html)
    assert "2025年 40% →  2030年 80%" in words(gap_list(visit("targets"), told, words="hmcs"))


def test_the_address_can_narrow_to_states_and_says_so(told: Snapshot) -> None:
    html = gap_list(visit("targets", state="awaiting_value,undefined"), told)
    assert "只看：待下达目标值、口径未明。" in words(html)
    assert set(re.findall(r"</i>(待下达目标值|口径未明|[^<]+)</span>", html)) == {"待下达目标值", "口径未明"}


def test_what_has_no_figure_stands_last_when_sorted(told: Snapshot) -> None:
    for sort in ("years", "-years"):
        found = [row["years_behind"] for row in chosen(visit("targets", sort=sort), told, "", "", "")]
        known = [years for years in found if years is not None]
        assert found[: len(known)] == known == sorted(known, reverse=sort.startswith("-"))


def test_differences_of_percentages_are_points_and_provisional_figures_are_marked() -> None:
    html = gap_list(visit("targets"), world(LINEAR, reading(9.1, status="provisional")))
    assert "差 0.9个百分点" in html
    assert "2025年（初步数）" in html
    assert "0.75 年" in html


def test_the_goal_is_quoted_with_its_source(told: Snapshot) -> None:
    row = target.target(told, "haidian-2024-8/5.3/t2030")
    assert row
    html = target.stated(visit("targets"), told, row)
    assert f">{row['quote']}<" in html
    assert "《北京市海淀区碳达峰实施方案》（海政发〔2024〕8号）五/(三)" in html


def test_what_the_office_set_stands_with_source_and_date() -> None:
    snapshot = world(LINEAR, reading(9.1))
    told = cells(target.stated(visit("targets"), snapshot, one(snapshot)), "办公室设定")
    assert told == [["基期值 2020年 4%；路径 匀速；公布时滞 12 个月", "会议纪要二号", "2026-01-05"]]


def test_a_setting_that_takes_effect_later_is_not_told_yet() -> None:
    later = {**LINEAR, "effective": date(2026, 12, 1)}
    snapshot = world(later)
    assert "还没有设定任何内容" in target.stated(visit("targets"), snapshot, one(snapshot))


def test_only_who_may_supply_a_missing_fact_is_sent_to_its_form() -> None:
    snapshot = world()
    office = target.stated(visit("targets"), snapshot, one(snapshot))
    assert f"do=setting&amp;id={TARGET.replace('/', '%2F')}" in office
    assert f"do=reading&amp;id={INDICATOR.replace('/', '%2F')}" in office
    assert "do=" not in target.stated(visit("targets", who="leader"), snapshot, one(snapshot))


def test_readings_that_no_longer_count_stay_in_sight() -> None:
    snapshot = world(
        reading(9.0, status="provisional", name="first"),
        reading(9.1, recorded=date(2026, 5, 1), name="second"),
        {"kind": "correction", "replaces": "second", "recorded": date(2026, 6, 1), "name": "third"}
        | {
            "body": {
                "indicator": INDICATOR,
                "period": "2025",
                "value": "9.2",
                "status": "final",
                "source": "公报",
            }
        },
    )
    told = cells(target.records(visit("targets"), snapshot, one(snapshot)), "数据")
    assert [(row[1], row[3]) for row in told] == [
        ("9.2%", "■ 采用"),
        ("9.1%", "○ 已更正"),
        ("9%", "○ 有更新的数"),
    ]
    assert told[0][6] == "甲局（测试员）"


def test_a_returned_reading_is_marked() -> None:
    back = {"kind": "review", "record": "sent", "verdict": "returned", "reason": "口径不符"}
    snapshot = world(reading(9.0, name="sent"), {**back, "recorded": date(2026, 4, 1)})
    told = cells(target.records(visit("targets"), snapshot, one(snapshot)), "数据")
    assert [row[3] for row in told] == ["▲ 已退回"]


def test_the_other_goals_of_the_indicator_are_one_step_away(told: Snapshot) -> None:
    row = target.target(told, "haidian-2024-8/9.1/t2030")
    assert row
    html = target.heading(visit("targets"), told, row)
    assert "id=haidian-2024-8%2F9.1%2Ft2025" in html
    assert "<b>到2030年 不低于80%</b>" in html


def test_every_target_has_a_page(told: Snapshot, untold: Snapshot) -> None:
    view: View = visit("targets")
    assert view.actor.role is Role.OFFICE
    for snapshot in (told, untold):
        for row in queries.targets(snapshot).filter(pl.col("in_force")).iter_rows(named=True):
            html = target.gap_table(view, row) + target.stated(view, snapshot, row)
            assert "None" not in html, row["target_id"]
            assert "nan" not in html, row["target_id"]


def test_an_unknown_id_has_no_page(told: Snapshot) -> None:
    assert target.target(told, "haidian-2024-8/nothing") is None
