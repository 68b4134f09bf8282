"""上下级对照 on the pages: the table of levels, and the warning beside a target that asks for less."""

import re
from datetime import date
from html import unescape
from typing import Any

from tests.spec.world import TARGET, judge
from tests.ui.screens.conftest import visit
from tracker.queries.alignment import looser
from tracker.snapshot import Snapshot
from tracker.ui.blocks.alignment import CONVENTION, alignment
from tracker.ui.screens.targets import gap_list

PLACES = [
    {"name": "示例市", "level": "municipal"},
    {"name": "示例区", "level": "district", "upper": "示例市"},
]


def world(value: float, *, same_scope: bool = True, day: date = date(2026, 11, 20), **city: Any) -> Snapshot:
    """The district asks for `value` %, the city for 15 %."""
    serves = [{"target": "city/1.1/t", "same_scope": same_scope, "note": "市级只算集中供热。"}]
    target = {"comparator": "ge", "value": value, "due": "到2030年", "serves": serves}
    other = {"comparator": "ge", "value": 15, "due": "到2030年", "modality": "力争"}
    document = {"jurisdiction": "示例市", "document_number": "示政发〔2023〕9号", **city}
    others = [{"id": "city", "document": document, "targets": [other]}]
    return judge({"places": PLACES, "targets": [target], "others": others}, {"as_of": day})


def lines(html: str) -> list[list[list[str]]]:
    body = html[html.index("<tbody>") :]
    return [
        [unescape(re.sub(r"<[^>]+>", " ", cell)).split() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body)
    ]


def test_the_levels_stand_one_under_the_other_with_figures_and_notes() -> None:
    city, district = lines(alignment(visit("targets"), world(12)))
    assert [city[0], city[3], city[4], city[5]] == [
        ["市级"],
        ["不低于15%", "力争"],
        ["%"],
        ["到2030年", "即", "2030年12月31日"],
    ]
    assert city[1][0] == "示政发〔2023〕9号"
    assert [district[0], district[3], district[8]] == [["区级"], ["不低于12%"], ["市级只算集中供热。"]]


def test_a_looser_goal_warns_in_the_table_and_beside_the_target() -> None:
    snapshot = world(12)
    table = alignment(visit("targets"), snapshot)
    assert "区级目标松于市级：不低于12%，市级为不低于15%。" in table
    assert re.search(r'class="mark amber"[^>]*><i[^>]*>▲</i>区级目标松于市级</span>', table)
    html = gap_list(visit("targets"), snapshot)
    assert html.count("区级目标松于市级</span>") == 1
    assert looser(snapshot).keys() == {TARGET}


def test_a_lower_figure_of_another_scope_is_pointed_out_and_not_judged() -> None:
    snapshot = world(12, same_scope=False)
    assert "数值低于市级，口径不同，不作松紧判断。" in alignment(visit("targets"), snapshot)
    assert "区级数值低于市级（口径不同）" in gap_list(visit("targets"), snapshot)
    assert "目标松于" not in gap_list(visit("targets"), snapshot)


def test_a_higher_figure_of_another_scope_warns_of_nothing() -> None:
    snapshot = world(18, same_scope=False)
    assert "▲" not in alignment(visit("targets"), snapshot)
    assert "松于" not in gap_list(visit("targets"), snapshot)


def test_that_the_pairs_are_ours_is_said_once() -> None:
    assert alignment(visit("targets"), world(12)).count(CONVENTION) == 1


def test_of_a_target_without_a_counterpart_there_is_no_block() -> None:
    assert alignment(visit("task"), world(12), {"doc/1.1/other"}) == ""
    assert alignment(visit("task"), world(12), set()) == ""


def test_the_target_of_the_page_is_no_link_and_the_other_one_is() -> None:
    html = alignment(visit("targets"), world(12), {TARGET})
    assert "id=city%2F1.1%2Ft" in html
    assert "id=doc%2F1.1%2Ft" not in html


def test_a_document_that_no_longer_counts_says_so() -> None:
    assert "已到期，不计入统计" in alignment(visit("targets"), world(12, expires_on=date(2025, 12, 31)))
