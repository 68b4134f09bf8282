"""What an address says, and the addresses pages link to."""

from datetime import date, datetime

import pytest

from tracker.intake import Role
from tracker.ui.shell import dates_words
from tracker.ui.state import View, read

TODAY = date(2026, 11, 20)
UNITS = {"hd-fgw": "北京市海淀区"}


def at(**params: str) -> View:
    return read("ledger", params, TODAY, "v", UNITS)[0]


def test_an_address_without_a_day_means_today() -> None:
    assert (at().as_of, at().known_at) == (TODAY, None)
    assert at(as_of="2026-09-30").as_of == date(2026, 9, 30)


def test_known_at_is_read_with_its_time_zone() -> None:
    assert at(known_at="2026-10-20T18:00:00+08:00").known_at == datetime(2026, 10, 20, 10)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("as_of", "2026-13-01"),
        ("as_of", "昨天"),
        ("as_of", "9999-12-31"),
        ("as_of", "3000-01-01"),
        ("known_at", "18:00"),
        ("known_at", "0001-01-01T00:00:00+14:00"),
        ("known_at", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_what_cannot_be_read_is_reported_and_left_out(name: str, text: str) -> None:
    view, problems = read("ledger", {name: text}, TODAY, "v", UNITS)
    assert (view.as_of, view.known_at) == (TODAY, None)
    assert [text in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(
    ("text", "role", "unit"),
    [
        ("", Role.OFFICE, None),
        ("leader", Role.LEADER, None),
        ("auditor", Role.AUDITOR, None),
        ("unit:hd-fgw", Role.UNIT, "hd-fgw"),
        ("unit:nobody", Role.OFFICE, None),
    ],
)
def test_who_is_looking(text: str, role: Role, unit: str | None) -> None:
    assert (at(who=text).actor.role, at(who=text).actor.unit) == (role, unit)


def test_a_link_keeps_day_and_reader_but_not_the_filters_of_this_page() -> None:
    view = at(as_of="2026-09-30", who="leader", light="red")
    assert view.link("targets", id="t") == "/targets?as_of=2026-09-30&who=leader&id=t"
    assert view.link("") == "/?as_of=2026-09-30&who=leader"


def test_a_link_on_this_page_changes_what_is_named_and_keeps_the_rest() -> None:
    view = at(as_of="2026-09-30", light="red", page="2")
    assert view.here(light="grey", page="") == "/ledger?as_of=2026-09-30&light=grey"


def test_equal_views_are_equal_keys_until_the_data_changes() -> None:
    newer = read("ledger", {"light": "red"}, TODAY, "v2", UNITS)[0]
    assert {at(light="red"): 1}[at(light="red")] == 1
    assert newer not in {at(light="red"): 1}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, ""),
        ({"as_of": "2026-09-30", "known_at": "2026-10-20T18:00:00+08:00"}, ""),
        ({"as_of": "2027-03-31"}, "截至日期晚于今天（2026年11月20日）"),
        ({"as_of": "2024-05-27"}, "截至日期在文件印发（2024年5月28日）之前，还没有任务。"),
        ({"as_of": "2026-09-30", "known_at": "2026-09-30T18:00:00+08:00"}, "知悉时刻早于截至日期"),
    ],
)
def test_unusual_dates_are_told(params: dict[str, str], words: str) -> None:
    said = dates_words(at(**params), date(2024, 5, 28), TODAY)
    assert said.startswith(words)
    assert bool(said) == bool(words)
