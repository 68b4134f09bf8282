"""Whatever is sent in whatever order: no crash, no damaged journal, and always a state that can be shown."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.desk import (
    AUDITOR,
    INDICATOR,
    LEAD,
    MILESTONE,
    OFFICE,
    OUTSIDER,
    PARTNER,
    RIGHT,
    STANDING,
    TARGET,
    TASK,
    Desk,
    open_desk,
)
from tracker import queries
from tracker.changes import changes, previous
from tracker.intake import Actor, Draft, Outcome, accept
from tracker.labels import FIELDS
from tracker.periods import Quarter
from tracker.records.kinds import KINDS

START = date(2026, 10, 12)
EARLIER = "<id of an earlier record>"
"""Stands in a drafted body for a record of the ledger so far."""

DAYS = st.sampled_from(
    ["2020-12-31", "2025-12-31", "2026-03-31", "2026-10-12", "2027-06-30", "2100-01-01", "0001-01-01"]
)
PERIODS = st.sampled_from(
    ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2027-Q1", "2025", "2024", "2026-02", "2026-99"]
)
FIGURES = st.sampled_from(
    ["0", "-1", "4", "9.1", "10", "100", "1e3", "99999999999", "0.000001", "约10", "NaN", ""]
)
YEARS = st.sampled_from([2019, 2020, 2025, 2026, 2100, 0])
TASKS = st.sampled_from([TASK, STANDING, "second/2.1", "second/2.2", "second/2.3", "nothing/1"])
ITEMS = st.sampled_from([MILESTONE, f"{TASK}/w1", f"{STANDING}/w1", "nothing/1/m"])
TARGETS = st.sampled_from(
    [
        TARGET,
        "example-2025-1/goals/t2026-energy",
        "second/2.1/growth",
        "second/2.1/double",
        "second/2.1/about",
    ]
)
INDICATORS = st.sampled_from(
    [INDICATOR, "second/output", "second/coupled-share", "example-2025-1/energy-intensity"]
)
UNITS = st.sampled_from(["ex-cgw", "ex-kw", "ex-fgw", "ex-streets", "other-fgw", "区科委"])
WORDS = st.sampled_from(
    ["已完成", "=1+1", " ", "一\n二", "\x00", "\ud800", "\u2028", "'; DROP TABLE task; --"]
) | st.text(max_size=5)
ANYTHING = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
)
LIGHT = st.sampled_from(["red", "green", "blue", "purple"])

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "on": DAYS, "due": DAYS, "new_due": DAYS, "completed_on": DAYS, "published_on": DAYS, "until": DAYS,
    "period": PERIODS, "value": FIGURES, "baseline_value": FIGURES, "tolerance": FIGURES, "percent": FIGURES,
    "year": YEARS, "baseline_year": YEARS, "lag_months": st.sampled_from([0, 6, 60, -1]),
    "task": TASKS, "target": TARGETS, "indicator": INDICATORS, "unit": UNITS, "reporting_unit": UNITS,
    "record": st.just(EARLIER), "request": st.just(EARLIER), "replaces": st.just(EARLIER),
    "light": LIGHT, "own_light": LIGHT, "approved": st.booleans(), "locked": st.booleans(),
    "comparator": st.sampled_from(["ge", "le", "eq", "about", "hold", "growth", "multiple", "gt"]),
    "pathway": st.sampled_from(["linear", "compound", "step"]), "basis": st.sampled_from(["level", "rate"]),
    "unit_of_measure": st.sampled_from(["%", "倍", "亿元"]),
}  # fmt: skip
BY_KIND: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("work_item", "item"): st.sampled_from(["w1", "w2", "x"]),
    ("work_item", "state"): st.sampled_from(["proposed", "approved", "withdrawn"]),
    ("reading", "status"): st.sampled_from(["provisional", "final"]),
    ("review", "verdict"): st.sampled_from(["accepted", "returned"]),
    ("close_out", "verdict"): st.sampled_from(["closed", "returned", "cancelled"]),
}


EXTRA: dict[str, dict[str, Any]] = {
    "review": {"record": EARLIER, "verdict": "accepted"},
    "extension_decision": {"request": EARLIER, "approved": True, "new_due": "2028-12-31"},
    "correction": {"replaces": EARLIER, "reason": "数字有误"},
}
POINTS_AT = {
    "record": ("progress", "reading", "completion"),
    "request": ("extension_request",),
    "replaces": tuple(KINDS),
}


def changes_to(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """What is different from a right body: mostly nothing or one likely value, now and then nonsense."""
    model = KINDS[kind]

    def value(name: str) -> st.SearchStrategy[tuple[str, Any]]:
        likely = BY_KIND.get((kind, name), VALUES.get(name, ITEMS if name == "item" else WORDS))
        return st.tuples(st.just(name), st.one_of(likely, likely, likely, likely, likely, ANYTHING))

    fields = sorted(set(model.model_fields) - {"replaces", "record", "request"})
    one = st.sampled_from(fields).flatmap(value)
    return st.one_of(st.just([]), st.lists(one, max_size=1), st.lists(one, max_size=2)).map(dict)


DRAFTS = st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), changes_to(kind)))
STEPS = st.fixed_dictionaries(
    {
        "who": st.sampled_from([*[OFFICE] * 6, *[LEAD] * 3, PARTNER, OUTSIDER, AUDITOR]),
        "drafts": st.one_of(DRAFTS.map(lambda one: [one]), st.lists(DRAFTS, min_size=1, max_size=3)),
        "days_later": st.sampled_from([0, 0, 1, 40, 200]),
        "effective_on": st.sampled_from(
            [None, None, None, None, date(2020, 1, 1), date(2026, 1, 6), date(2030, 1, 1)]
        ),
        "base_seq": st.none() | st.none() | st.integers(0, 20),
        "pick": st.integers(0, 50),
    }
)


def body_of(desk: Desk, kind: str, changes: dict[str, Any], pick: int) -> dict[str, Any]:
    """A right body with the changes; what points at a record points at one of the ledger's, where it has one."""
    body = {**RIGHT.get(kind, {}), **EXTRA.get(kind, {}), **changes}
    for name, kinds in POINTS_AT.items():
        if body.get(name) == EARLIER:
            found = [record for record in desk.written if record.kind in kinds]
            record = found[pick % len(found)] if found else None
            body[name] = record.id if record else "000001-000000.1"
            if record and name == "replaces" and pick % 3:
                body["body"] = {**record.body, **changes}
    return body


def send(desk: Desk, step: dict[str, Any]) -> Outcome:
    drafts = [
        Draft(kind, body_of(desk, kind, changes, step["pick"]), step["effective_on"], step["base_seq"])
        for kind, changes in step["drafts"]
    ]
    who: Actor = step["who"]
    checked = accept(desk.space, drafts, who, dry_run=True)
    written = accept(desk.space, drafts, who)
    assert checked.problems == written.problems, "a dry run says what the real one says"
    return written


def shows_everything(desk: Desk) -> None:
    """Every question is asked that a page or a report asks."""
    for snapshot in (desk.space.status(), desk.space.report(Quarter.last_ended(desk.space.today))):
        tasks = queries.tasks(snapshot)
        assert tasks.height == 5
        for task, targets in zip(tasks["task_id"], tasks["light"], strict=True):
            assert (targets is None) == (task == "second/2.2"), "only the triggered task has no light"
        assert queries.targets(snapshot)["sentence"].str.len_chars().min()
        assert queries.items(snapshot)["sentence"].str.len_chars().min()
        queries.units(snapshot), queries.readings(snapshot), queries.legs(snapshot), queries.opening(snapshot)
        assert "项任务" in queries.summary_sentence(snapshot)
        for task in tasks["task_id"]:
            queries.history(snapshot, {task})
        changes(snapshot, previous(desk.space, snapshot))


def test_any_drafts_in_any_order() -> None:
    taken: Counter[str] = Counter()

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(STEPS, min_size=10, max_size=15))
    def holds(steps: list[dict[str, Any]]) -> None:
        with TemporaryDirectory() as folder:
            desk, day = open_desk(Path(folder)), START
            for step in steps:
                day += timedelta(days=step["days_later"])
                desk.on(day.isoformat())
                before = desk.written
                outcome = send(desk, step)
                assert outcome.ok != bool(outcome.problems)
                assert all(problem.message and problem.cure and str(problem) for problem in outcome.problems)
                assert desk.written == [*before, *outcome.records]
                taken.update(record.kind for record in outcome.records)

            ledger = desk.space.journal.verify()
            assert ledger.problems == ()
            for record in ledger.records:
                KINDS[record.kind].model_validate(record.body)
            shows_everything(desk)

    holds()
    assert len(taken) >= 10, f"too little was accepted to prove anything: {taken}"


def test_every_field_of_a_record_has_its_label() -> None:
    """Problems are shown at a field by its label, and the tests above find the field by it."""
    fields = {name for kind in KINDS.values() for name in kind.model_fields} - {"demo", "plan", "capacity"}
    assert fields <= set(FIELDS)
    labels = [FIELDS[name] for name in sorted(fields)]
    assert sorted(set(labels)) == sorted(labels)
