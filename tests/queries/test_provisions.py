"""What a text provides beside goals: states of application windows, support both ways, who goes on with what."""

from datetime import date
from typing import Any

import pytest

from tests.spec.world import TASK, judge
from tracker.queries.provisions import (
    alert_levels,
    application_windows,
    conditions,
    duties,
    funded,
    instruments,
    predecessors,
    successors,
)
from tracker.snapshot import Snapshot


def world(day: date = date(2026, 6, 1), others: list[dict[str, Any]] | None = None, **task: Any) -> Snapshot:
    return judge({"kind": "process", "task": task, "others": others or []}, {"as_of": day})


def window(**more: Any) -> dict[str, Any]:
    closes = {"wording": "2023年8月31日前", "on": "2023-08-31", "precision": "day"}
    return {"id": "w", "what": "材料报送", "closes": closes, "quote": "…", **more}


@pytest.mark.parametrize(
    ("opens_on", "day", "state"),
    [
        (date(2023, 7, 10), date(2023, 7, 9), "not_open"),
        (date(2023, 7, 10), date(2023, 7, 10), "open"),
        (date(2023, 7, 10), date(2023, 8, 31), "open"),
        (date(2023, 7, 10), date(2023, 9, 1), "closed"),
        (None, date(2023, 7, 9), "open"),
        (None, date(2020, 12, 31), "not_open"),
    ],
)
def test_a_window_is_open_from_its_first_to_its_last_day(
    opens_on: date | None, day: date, state: str
) -> None:
    """Where the text does not say when it opens, it is open from the day of issue (2021-01-01)."""
    found = application_windows(world(day, windows=[window(opens_on=opens_on)]), TASK)
    assert [row["state"] for row in found] == [state]


def test_duties_and_conditions_stand_in_the_order_of_the_text() -> None:
    snapshot = world(
        duties=[
            {"id": "b", "units": ["乙局", "甲局"], "what": "办"},
            {"id": "a", "units": ["甲局"], "what": "管"},
        ],
        conditions=[{"what": "不超过500万元", "quote": "…"}, {"what": "按30%", "quote": "…"}],
    )
    assert [(row["what"], row["units"], row["unit_ids"]) for row in duties(snapshot, TASK)] == [
        ("办", ["乙局", "甲局"], ["beta", "alpha"]),
        ("管", ["甲局"], ["alpha"]),
    ]
    assert [row["what"] for row in conditions(snapshot, TASK)] == ["不超过500万元", "按30%"]
    assert conditions(snapshot, "doc/9") == []


def test_the_levels_of_a_triggered_task() -> None:
    snapshot = judge(
        {"kind": "triggered", "task": {"alert_levels": ["yellow", "red"]}}, {"as_of": date(2026, 6, 1)}
    )
    assert set(alert_levels(snapshot, TASK)) == {"yellow", "red"}


def test_support_is_found_from_either_side() -> None:
    snapshot = world(others=[{"id": "fund", "kind": "instrument"}], funded_by=["fund/1.1"])
    assert [row["task_id"] for row in instruments(snapshot, TASK)] == ["fund/1.1"]
    assert [row["task_id"] for row in funded(snapshot, "fund/1.1")] == [TASK]
    within = snapshot.within(frozenset({"doc"}))
    assert [row["document_id"] for row in instruments(within, TASK)] == ["fund"]


def line(day: date) -> Snapshot:
    """`doc` was taken over by `next` on 2026-03-01, and that by `last` on 2027-01-01."""
    document = {"issued_on": "2026-02-01", "effective_on": "2026-03-01"}
    later = [
        {"id": "next", "document": document, "task": {"supersedes": [TASK]}},
        {"id": "last", "document": {"issued_on": "2027-01-01"}, "task": {"supersedes": ["next/1.1"]}},
    ]
    return world(day, others=later)


def test_a_task_is_taken_over_on_the_day_its_successor_takes_effect() -> None:
    assert successors(line(date(2026, 2, 28)), TASK) == []
    found = successors(line(date(2026, 3, 1)), TASK)
    assert [(row["task_id"], row["since"]) for row in found] == [("next/1.1", date(2026, 3, 1))]


def test_a_successor_has_the_whole_line_behind_it() -> None:
    assert [row["task_id"] for row in predecessors(line(date(2027, 1, 1)), "last/1.1")] == ["next/1.1", TASK]
    assert [row["task_id"] for row in predecessors(line(date(2026, 6, 1)), "last/1.1")] == []
