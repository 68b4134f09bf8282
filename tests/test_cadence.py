"""When a reminder is pending: a table of days, and whatever runs are missed."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cadence import Sent, pending, reached, rule_in_force, too_soon
from tracker.model import ReminderRule

RULE = ReminderRule(
    before=(30, 7, 1), after=(1, 7), every=30, gap=5, effective_on=date(2025, 1, 1), source="示例"
)
DUE = date(2026, 12, 31)


def at(days: int) -> date:
    """A day so many days after the due day."""
    return DUE + timedelta(days=days)


@pytest.mark.parametrize(
    ("away", "step"),
    [
        (-31, None), (-30, -30), (-8, -30), (-7, -7), (-2, -7), (-1, -1), (0, -1), (1, 1), (6, 1), (7, 7),
        (29, 7), (30, 30), (59, 30), (60, 60), (324, 300),
    ],
)  # fmt: skip
def test_the_step_that_has_been_reached(away: int, step: int | None) -> None:
    assert reached(RULE, DUE, at(away)) == step


@pytest.mark.parametrize(
    ("sent", "today", "step"),
    [
        ([], -40, None),
        ([], -30, -30),
        ([], -28, -30),
        ([], -3, -7),
        ([-30], -29, None),
        ([-30], -8, None),
        ([-30], -7, -7),
        ([-7], -1, -1),
        ([-3], -1, None),
        ([-3], 1, None),
        ([-3], 2, 1),
        ([-1], 1, None),
        ([-1], 4, 1),
        ([4], 7, None),
        ([4], 9, 7),
        ([9], 29, None),
        ([9], 31, 30),
        ([9], 95, 90),
        ([95], 99, None),
        ([95], 119, None),
        ([95], 120, 120),
    ],
    ids=str,
)
def test_what_is_pending_after_what_was_sent(sent: list[int], today: int, step: int | None) -> None:
    assert pending(RULE, DUE, at(today), [Sent(at(day), DUE) for day in sent]) == step


def test_a_due_day_that_was_moved_begins_anew_but_keeps_the_gap() -> None:
    moved = at(29)
    assert pending(RULE, moved, at(-1), [Sent(at(-1), DUE)]) is None
    assert pending(RULE, moved, at(3), [Sent(at(-1), DUE)]) is None
    assert pending(RULE, moved, at(4), [Sent(at(-1), DUE)]) == -30
    assert pending(RULE, moved, at(9), [Sent(at(-1), DUE), Sent(at(4), moved)]) is None


def test_a_due_day_that_moved_back_finds_its_own_reminders_again() -> None:
    sent = [Sent(at(-7), DUE), Sent(at(-2), at(28))]
    assert pending(RULE, DUE, at(-2), sent) is None
    assert pending(RULE, DUE, at(3), sent) == 1


def test_the_gap_ends_on_its_last_day() -> None:
    sent = [Sent(at(0), DUE)]
    assert [too_soon(RULE, at(day), sent) for day in (0, 4, 5)] == [at(0), at(0), None]


def test_the_rule_of_a_day() -> None:
    later = RULE.model_copy(update={"effective_on": date(2026, 7, 1), "gap": 3})
    rules = (later, RULE)
    assert rule_in_force(rules, date(2024, 1, 1)) is None
    assert rule_in_force(rules, date(2026, 6, 30)) is RULE
    assert rule_in_force(rules, date(2026, 7, 1)) is later
    assert rule_in_force((), DUE) is None


rules = st.builds(
    ReminderRule,
    before=st.lists(st.integers(1, 60), min_size=1, max_size=4).map(tuple),
    after=st.lists(st.integers(1, 40), min_size=1, max_size=4).map(tuple),
    every=st.integers(1, 60),
    gap=st.integers(1, 15),
    effective_on=st.just(date(2025, 1, 1)),
    source=st.just("示例"),
)


@given(
    rules,
    st.lists(st.tuples(st.integers(-80, 200), st.integers(0, 3)), max_size=60),
    st.lists(st.tuples(st.integers(-80, 200), st.integers(1, 120)), max_size=2),
)
def test_whatever_runs_are_missed(
    rule: ReminderRule, runs: list[tuple[int, int]], extensions: list[tuple[int, int]]
) -> None:
    """Runs on any days, several on some, while the due day is moved on others."""
    sent: list[Sent] = []
    for day, again in sorted(runs):
        today = at(day)
        due = DUE + timedelta(days=sum(by for on, by in extensions if on <= day))
        for _ in range(again + 1):
            step = pending(rule, due, today, sent)
            last = max((one.on for one in sent), default=None)
            covered = any(
                one.due == due and (one.on - due).days >= (reached(rule, due, today) or 0) for one in sent
            )
            free = last is None or (today - last).days >= rule.gap
            if step is None:
                assert reached(rule, due, today) is None or covered or not free
            else:
                assert free
                assert not covered
                assert step == reached(rule, due, today)
                sent.append(Sent(today, due))
    days = [one.on for one in sent]
    assert days == sorted(set(days))
    assert all((b - a).days >= rule.gap for a, b in itertools.pairwise(days))


@given(st.integers(-60, 400))
def test_daily_runs_cover_every_step_within_the_gap(start: int) -> None:
    """With a run a day the latest step reached is never older than the gap without a reminder for it."""
    sent: list[Sent] = []
    for day in range(start, start + 100):
        if pending(RULE, DUE, at(day), sent) is not None:
            sent.append(Sent(at(day), DUE))
        step = reached(RULE, DUE, at(day))
        if step is not None and day - max(step, start) >= RULE.gap:
            assert any((one.on - DUE).days >= step for one in sent)
