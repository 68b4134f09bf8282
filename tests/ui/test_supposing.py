"""What an address supposes in a rehearsal."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest

from tracker.intake import Actor, Role
from tracker.ui.state import View
from tracker.ui.supposing import MOST, figure, supposed, with_also, without, written


def view(**params: str) -> View:
    query = tuple(params.items())
    return View("assessment", query, date(2026, 11, 20), None, Actor("某", Role.LEADER), "v")


def suppose(address: str) -> str:
    return dict(parse_qsl(urlsplit(address).query)).get("suppose", "")


def test_several_suppositions_stand_in_one_address_and_the_last_word_on_one_counts() -> None:
    found = supposed(view(suppose="a/x:12.5;b/年度降低率:8;a/x:13"))
    assert found.values == {"a/x": Decimal(13), "b/年度降低率": Decimal(8)}
    assert found.unread == ()


@pytest.mark.parametrize(
    "part", ["a/x", "a/x:", "a:3", "a/x:很多", "a/x:NaN", "a/x:1e99", ":", "a/x:-Infinity"]
)
def test_what_supposes_nothing_is_left_out_and_told(part: str) -> None:
    found = supposed(view(suppose=f"b/y:2;{part}"))
    assert (found.values, found.unread) == ({"b/y": Decimal(2)}, (part,))


def test_an_endless_address_is_cut() -> None:
    found = supposed(view(suppose=";".join(f"l{at}/x:1" for at in range(MOST * 3))))
    assert len(found.values) == MOST


def test_what_is_written_is_read_again() -> None:
    values = {"a/x": Decimal("12.50"), "b/y": Decimal(100), "c/z": Decimal("-0.001")}
    assert written(values) == "a/x:12.5;b/y:100;c/z:-0.001"
    assert supposed(view(suppose=written(values))).values == values


def test_one_is_added_changed_and_taken_back_by_address() -> None:
    started = view(suppose="a/x:1", rubric="r", do="rehearse", id="b/y")
    added = with_also(started, "b/y", Decimal(2))
    assert suppose(added) == "a/x:1;b/y:2"
    assert "rubric=r" in added
    assert "do=" not in added
    assert suppose(with_also(started, "a/x", Decimal(9))) == "a/x:9"
    assert suppose(without(started, "a/x")) == ""


@pytest.mark.parametrize(("text", "value"), [(" 1,200.5 ", "1200.5"), ("-3", "-3"), ("1，000", "1000")])
def test_a_figure_is_read_as_it_is_typed(text: str, value: str) -> None:
    assert figure(text) == Decimal(value)
