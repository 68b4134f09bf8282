"""上下级对照: which targets stand in one chain, for which choice of documents, and on which day."""

from datetime import date
from typing import Any

import pytest

from tests.spec.world import judge
from tracker.queries.alignment import chains, links, looser
from tracker.snapshot import Snapshot

PLACES = [
    {"name": "全国", "level": "national"},
    {"name": "示例市", "level": "municipal", "upper": "全国"},
    {"name": "示例区", "level": "district", "upper": "示例市"},
    {"name": "邻区", "level": "district", "upper": "示例市"},
]


def goal(value: float, *serves: str) -> dict[str, Any]:
    links = [{"target": f"{one}/1.1/t", "same_scope": True, "note": "同一口径"} for one in serves]
    return {"comparator": "ge", "value": value, "due": "到2030年", "serves": links}


def other(name: str, place: str, value: float, *serves: str, **document: Any) -> dict[str, Any]:
    return {"id": name, "document": {"jurisdiction": place, **document}, "targets": [goal(value, *serves)]}


def world(*others: dict[str, Any], day: date = date(2026, 6, 1), serves: str = "city") -> Snapshot:
    """The district's `doc` with 12 % and the documents beside it."""
    spec = {"places": PLACES, "targets": [goal(12, serves)], "others": list(others)}
    return judge(spec, {"as_of": day})


def ladder(snapshot: Snapshot, *shown: str, of: set[str] | None = None) -> list[list[str]]:
    seen = snapshot.within(frozenset(shown)) if shown else snapshot
    return [[str(rung.target["document_id"]) for rung in chain] for chain in chains(seen, of)]


NATION, CITY = other("nation", "全国", 15), other("city", "示例市", 14, "nation")


def test_district_city_and_nation_stand_in_one_chain_highest_first() -> None:
    found = chains(world(CITY, NATION))
    assert [[rung.target["level"] for rung in chain] for chain in found] == [
        ["national", "municipal", "district"]
    ]
    assert [rung.link.verdict if rung.link else None for rung in found[0]] == [None, "looser", "looser"]


def test_each_document_brings_what_it_serves_and_what_serves_it() -> None:
    snapshot = world(CITY, NATION, other("next", "邻区", 14, "city"))
    assert ladder(snapshot, "doc") == [["nation", "city", "doc"]]
    assert ladder(snapshot, "city") == [["nation", "city", "doc", "next"]]
    assert ladder(snapshot, "nation") == [["nation", "city", "doc", "next"]]
    assert ladder(snapshot, "doc", of={"next/1.1/t"}) == [["nation", "city", "next"]]


def test_a_target_that_serves_two_stands_under_both() -> None:
    nation = {**NATION, "targets": [goal(15), {**goal(9), "id": "t2"}]}
    city = {**CITY, "targets": [goal(14, "nation"), {**goal(8), "id": "t2"}]}
    city["targets"][1]["serves"] = [{"target": "nation/1.1/t2", "same_scope": True, "note": "同一口径"}]
    both = [{"target": f"city/1.1/{name}", "same_scope": True, "note": "同一口径"} for name in ("t", "t2")]
    spec = {"places": PLACES, "targets": [{**goal(12), "serves": both}], "others": [city, nation]}
    assert ladder(judge(spec, {"as_of": date(2026, 6, 1)})) == [["nation", "city", "doc"]] * 2


def test_a_draft_of_the_lower_level_stays_out_unless_it_is_chosen() -> None:
    draft = other("draft", "邻区", 9, "city", status="draft", status_reason="征求意见")
    snapshot = world(CITY, draft)
    assert ladder(snapshot, "city") == [["city", "doc"]]
    assert ladder(snapshot, "draft") == [["city", "draft"]]


def test_nothing_is_compared_before_the_higher_plan_is_issued() -> None:
    late = other("city", "示例市", 14, issued_on=date(2026, 7, 5))
    assert ladder(world(late, day=date(2026, 7, 4))) == []
    assert ladder(world(late, day=date(2026, 7, 5))) == [["city", "doc"]]


def test_an_expired_plan_of_the_higher_level_still_shows_what_it_asked_for() -> None:
    assert ladder(world(other("city", "示例市", 14, expires_on=date(2025, 12, 31)))) == [["city", "doc"]]


def test_what_asks_for_less_is_told_by_its_target() -> None:
    found = looser(world(CITY, NATION))
    assert set(found) == {"doc/1.1/t", "city/1.1/t"}
    assert found["doc/1.1/t"].sentence == "区级目标松于市级：不低于12%，市级为不低于14%。"


@pytest.mark.parametrize("place", ["示例区", "邻区"])
def test_targets_of_one_level_are_not_set_one_above_the_other(place: str) -> None:
    same = other("city", place, 14, "doc")
    assert links(world(same)) == []
    assert ladder(world(same)) == []
