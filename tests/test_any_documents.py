"""Whatever documents there are and however they are split: the parts add up, and what is not in force changes nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars.selectors as cs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.spec.world import judge
from tracker import queries
from tracker.snapshot import Snapshot

REASON = {"status_reason": "征求意见"}
DATES = [
    {},
    {"effective_on": date(2026, 7, 1)},
    {"expires_on": date(2026, 4, 30)},
    {"expires_on": date(2026, 2, 28)},
    {"effective_on": date(2022, 1, 1), "expires_on": date(2026, 12, 31)},
]
GOALS: list[dict[str, Any]] = [
    {"kind": "standing"},
    {"kind": "process"},
    {"kind": "dated", "milestones": [{"due": "2026年3月底前"}, {"id": "later", "due": "2026年12月底前"}]},
    {"kind": "dated", "targets": [{"comparator": "ge", "value": 10, "due": "到2025年"}]},
    {"kind": "standing", "targets": [{"comparator": "ge", "value": 8}]},
]
NAMES = ["doc", "d1", "d2", "d3", "d4"]
LEADS = [["甲局", "乙局"], ["乙局"], ["相关街镇"]]


def document(name: str, status: str, before: Iterable[str] = ()) -> st.SearchStrategy[dict[str, Any]]:
    """One with `status`; it may take over the task of one before it, and continue the indicator of `doc`."""
    # A day apart: only a later plan takes over.
    issued = {"issued_on": date(2021, 1, 1 + NAMES.index(name))}
    heads = st.sampled_from(DATES).map(
        lambda days: {**issued, **days, **({} if status == "in_force" else {"status": status, **REASON})}
    )
    return st.builds(
        lambda head, goals, units, taken: {
            "id": name,
            "document": head,
            **goals,
            "assignments": [{"role": "responsible", "units": units, "lead": "none"}],
            **({"task": {"supersedes": [f"{taken}/1.1"]}} if taken else {}),
            **({"indicator": {"continues": "doc/share"}} if taken == "doc" else {}),
        },
        heads,
        st.sampled_from(GOALS),
        st.sampled_from(LEADS),
        st.sampled_from([None, *before]),
    )


STATUSES = st.lists(
    st.sampled_from(["in_force", "in_force", "draft", "out_of_scope"]), min_size=1, max_size=4
)
WORLDS = st.tuples(
    document("doc", "in_force"),
    STATUSES.flatmap(
        lambda found: st.tuples(*(document(NAMES[n], status, NAMES[:n]) for n, status in enumerate(found, 1)))
    ),
)
DAYS = st.sampled_from([date(2025, 6, 1), date(2026, 3, 31), date(2026, 6, 1), date(2026, 11, 20)])
HAPPENED = [
    {"kind": "progress", "period": "2026-Q1", "recorded": date(2026, 4, 8)},
    {"kind": "reading", "period": "2025", "value": 9, "recorded": date(2026, 2, 1)},
]
FEW = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
ONE_OF_THREE = st.lists(st.integers(0, 2), min_size=5, max_size=5)


def judged(first: dict[str, Any], others: Iterable[dict[str, Any]], day: date) -> Snapshot:
    return judge(
        {**first, "others": list(others), "opened": date(2026, 1, 1), "given": HAPPENED}, {"as_of": day}
    )


def counts(state: Snapshot) -> dict[str, int]:
    """Everything that a page counts over documents."""
    units = queries.units(state).select(cs.numeric()).drop("position").sum().row(0, named=True)
    return {
        "tasks": queries.counted_tasks(state).height,
        "items": queries.counted_items(state).height,
        "targets": queries.counted_targets(state).height,
        **{f"light {light}": number for light, number in queries.light_counts(state).items()},
        **{f"target {word}": number for word, number in queries.target_counts(state).items()},
        **{f"unit {name}": number for name, number in units.items()},
    }


@FEW
@given(WORLDS, DAYS, ONE_OF_THREE)
def test_the_scopes_add_up_to_the_whole(
    world: tuple[dict[str, Any], tuple[dict[str, Any], ...]], day: date, split: list[int]
) -> None:
    state = judged(*world, day)
    names = [file.document.id for file in state.plan.files]
    parts = [
        counts(state.within(frozenset(name for name, at in zip(names, split, strict=False) if at == part)))
        for part in range(3)
    ]

    assert {name: sum(part[name] for part in parts) for name in parts[0]} == counts(state)


@FEW
@given(WORLDS, DAYS)
def test_what_is_not_in_force_changes_no_count(
    world: tuple[dict[str, Any], tuple[dict[str, Any], ...]], day: date
) -> None:
    """Drafts and documents out of scope may come and go: even where they claim to take a task over."""
    first, others = world
    binding = [one for one in others if "status" not in one["document"]]
    whole, without = judged(first, others, day), judged(first, binding, day)

    assert counts(whole) == counts(without)
    kept = ["task_id", "light", "rule", "answers", "freshness", "sentence"]
    assert queries.counted_tasks(whole).select(kept).equals(queries.counted_tasks(without).select(kept))


@FEW
@given(WORLDS, DAYS)
def test_a_document_that_has_ended_leaves_only_what_fell_due_inside(
    world: tuple[dict[str, Any], tuple[dict[str, Any], ...]], day: date
) -> None:
    state = judged(*world, day)
    over = {
        file.document.id: file.document.expires_on
        for file in state.plan.files
        if file.document.expires_on and file.document.expires_on < day
    }

    assert not set(over) & set(queries.counted_tasks(state)["document_id"])
    for rows in (queries.counted_items(state), queries.counted_targets(state)):
        for name, due, carried in rows.select("document_id", "due", "carried").iter_rows():
            assert name not in over or (carried and due <= over[name])
