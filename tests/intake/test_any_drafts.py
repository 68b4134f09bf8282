"""Whatever is sent in whatever order: no crash, no damaged journal, and always a state that can be shown."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
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
from tracker.intake import Actor, Draft, Outcome, Role, accept, may
from tracker.labels import FIELDS
from tracker.periods import Quarter
from tracker.records.kinds import KINDS

PLACEHOLDER = "example-2025-1/goals/t2026-energy"
EARLIER = "<id of an earlier record>"
"""Stands in a drafted body for a record of the ledger so far."""

DAYS = ["2020-12-31", "2025-12-31", "2026-03-31", "2026-10-12", "2027-06-30", "2100-01-01", "0001-01-01"]
PERIODS = [
    "2025-Q4",
    "2026-Q1",
    "2026-Q2",
    "2026-Q3",
    "2027-Q1",
    "2025",
    "2024",
    "2023",
    "2026-02",
    "2026-99",
]
FIGURES = ["0", "-1", "4", "9.1", "10", "100", "1e3", "99999999999", "0.000001", "约10", "NaN", ""]
YEARS = [2019, 2020, 2025, 2026, 2100, 0]
UNITS = ["ex-cgw", "ex-kw", "ex-fgw", "ex-streets", "other-fgw", "区科委"]
WORDS = ["已完成", "=1+1", " ", "一\n二", "\x00", "\ud800", "\u2028", "'; DROP TABLE task; --"]
ITEMS = [MILESTONE, f"{TASK}/w1", f"{STANDING}/w1", "nothing/1/m"]
NONSENSE = [None, True, -1, 10**30, "", "x", [], {}]
LIKELY: dict[str, list[Any]] = {
    "on": DAYS, "due": DAYS, "new_due": DAYS, "completed_on": DAYS, "published_on": DAYS, "until": DAYS,
    "period": PERIODS, "value": FIGURES, "baseline_value": FIGURES, "tolerance": FIGURES, "percent": FIGURES,
    "year": YEARS, "baseline_year": YEARS, "lag_months": [0, 6, 60, -1], "unit": UNITS, "reporting_unit": UNITS,
    "task": [TASK, STANDING, "second/2.1", "second/2.2", "second/2.3", "nothing/1"],
    "target": [TARGET, PLACEHOLDER, "second/2.1/growth", "second/2.1/double", "second/2.1/about"],
    "indicator": [INDICATOR, "second/output", "second/coupled-share", "example-2025-1/energy-intensity"],
    "light": ["red", "blue", "purple"], "own_light": ["green"], "approved": [True, False], "locked": [True, False],
    "comparator": ["ge", "le", "eq", "about", "hold", "growth", "multiple", "gt"],
    "pathway": ["linear", "compound", "step"], "basis": ["level", "rate"], "unit_of_measure": ["%", "倍", "亿元"],
    "item": ITEMS, "status": ["provisional", "final"], "state": ["proposed", "approved", "withdrawn"],
    "verdict": ["accepted", "returned", "closed", "cancelled", "settled"],
    "document": ["second", "example-2025-1", "nothing"], "level": ["yellow", "orange", "red", "purple"],
    "at": ["08:30", "24:00", "8点"], "collective": ["ex-streets", "ex-all", "ex-kw"],
    "members": [["ex-fgw"], ["ex-kw", "ex-kw"], ["ex-streets"], []], "type": ["park", "leader"],
    "pilot": ["p1", "p2", "second/p1", "second/p2", "P 1"],
    "stage": ["application", "review", "building", "assessment", "awarded", "cancelled"],
    "sha256": ["a" * 64, "b" * 64, "A" * 64, "a"], "size": [1, 0, 10**12], "format": ["txt", "docx", "pdf", "exe"],
    "grade": ["reminder", "listed", "purple"], "tasks": [[TASK], [STANDING, TASK], [], ["nothing/1"]], "items": [[MILESTONE], []],
    "units": [["ex-cgw"], ["ex-kw", "ex-cgw"], ["ex-streets"]], "leader": ["分管区领导", "某某"],
    "reply_by": DAYS, "feedback_by": DAYS, "done": [True, False], "capacity": ["answer", "contribution"],
    "number": ["督办〔2026〕1号", "批示〔2026〕1号"], "follows": ["督办〔2026〕1号"],
    "notice": ["督办〔2026〕1号", "督办〔2026〕2号"],
    "instruction": ["批示〔2026〕1号", "批示〔2026〕2号"],
    "about": ["item", "window", "task"], "thing": [*ITEMS, *PERIODS], "step": [-30, -1, 1, 300],
}  # fmt: skip
OF_ONE_KIND: dict[tuple[str, str], list[Any]] = {
    ("work_item", "item"): ["w1", "w2", "x"],
    ("receipt", "state"): ["objected", "objected", "signed"],
    ("objection_decision", "reason"): ["分工方案写明"],
}
"""Fields whose likely values are others in one kind."""
ITS_OWN: dict[tuple[str, str], list[Any]] = {
    ("work_item", "item"): ["w1", "w2", "x"],
    ("confirmation", "verdict"): ["confirmed", "confirmed", "returned"],
}
EXTRA: dict[str, dict[str, Any]] = {
    "review": {"record": EARLIER, "verdict": "accepted"},
    "extension_decision": {"request": EARLIER, "approved": True, "new_due": "2028-12-31"},
    "alert_change": {"alert": EARLIER, "level": "orange", "at": "12:00", "reference": "橙色指令"},
    "alert_end": {"alert": EARLIER, "reference": "解除指令"},
    "alert_action": {"alert": EARLIER, "task": "second/2.2", "unit": "ex-cgw", "state": "done"},
    "source_attached": {
        "document": "second",
        "sha256": "c" * 64,
        "name": "方案.txt",
        "size": 9,
        "format": "txt",
    },
    "reminder": {
        "about": "item",
        "thing": MILESTONE,
        "unit": "ex-cgw",
        "due": "2025-12-31",
        "text": "请办理",
    },
    "submission": {"of": "progress", "content": RIGHT["progress"]},
    "confirmation": {"submission": EARLIER, "verdict": "confirmed"},
    "workbook_taken": {
        "name": "填报表.xlsx",
        "sha256": "d" * 64,
        "form_unit": "ex-cgw",
        "form_period": "2026-Q3",
        "base": 0,
        "rows": 1,
    },
    "receipt": {"state": "objected"},
    "correction": {"replaces": EARLIER, "reason": "数字有误"},
}
POINTS_AT = {
    "record": ("progress", "reading", "completion"),
    "request": ("extension_request",),
    "alert": ("alert", "correction"),
    "submission": ("submission",),
    "replaces": tuple(KINDS),
}


CLERK = Actor("城管填报员", Role.REPORTER, "ex-cgw")
ANYONE = [*[OFFICE] * 6, *[LEAD] * 3, *[CLERK] * 4, PARTNER, OUTSIDER, AUDITOR]
OTHER_DATES = [None, None, None, None, date(2020, 1, 1), date(2026, 1, 6), date(2030, 1, 1)]


def fields(kind: str) -> list[str]:
    return sorted(set(KINDS[kind].model_fields) - set(POINTS_AT))


def likely(kind: str, name: str) -> list[Any]:
    return OF_ONE_KIND.get((kind, name)) or LIKELY.get(name, WORDS)
    return ITS_OWN.get((kind, name)) or LIKELY.get(name, WORDS)


def one_change(kind: str) -> st.SearchStrategy[tuple[str, Any]]:
    """A field and what is in it instead: something likely, now and then nonsense."""
    return st.sampled_from(fields(kind)).flatmap(
        lambda name: st.tuples(
            st.just(name), st.sampled_from(likely(kind, name) * 3 + NONSENSE) | st.text(max_size=5)
        )
    )


DRAFTS = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.lists(one_change(kind), max_size=2).map(dict))
)
STEPS = st.fixed_dictionaries(
    {
        "who": st.sampled_from(ANYONE),
        "drafts": st.lists(DRAFTS, min_size=1, max_size=3),
        "days_later": st.sampled_from([0, 0, 1, 40, 200]),
        "effective_on": st.sampled_from(OTHER_DATES),
        "base_seq": st.none() | st.integers(0, 20),
        "pick": st.integers(0, 50),
    }
)


def a_step(dice: Random) -> dict[str, Any]:
    """A step of the long walk: nearly right, by somebody who may take it."""
    kind = dice.choice(sorted(KINDS))
    names = dice.sample(fields(kind), min(dice.choice([0, 0, 1, 2, 3]), len(fields(kind))))
    who = dice.choice(ANYONE)
    return {
        "who": next((one for one in (who, OFFICE, LEAD) if may(one, kind)), who),
        "drafts": [(kind, {name: dice.choice(likely(kind, name)) for name in names})],
        "days_later": dice.choice([0, 0, 0, 1, 3, 20]),
        "effective_on": dice.choice([None] * 20 + OTHER_DATES),
        "base_seq": None,
        "pick": dice.randrange(60),
    }


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
        for alert in queries.alerts(snapshot).iter_rows(named=True):
            states = [alert[name] for name in ("done", "not_applicable", "open", "unregistered")]
            assert sum(states) == alert["duties"] == queries.alert_duties(snapshot, alert["alert_id"]).height
            assert alert["is_on"] or not alert["open"], "nothing is waited for once a warning has been lifted"
        assert sum(row["pilots"] for row in queries.pilot_counts(snapshot)) == queries.pilots(snapshot).height
        for found in (queries.notices(snapshot), queries.instructions(snapshot), queries.receipts(snapshot)):
            assert all(row["sentence"] for row in found)
        changes(snapshot, previous(desk.space, snapshot))


def take(desk: Desk, steps: Iterable[dict[str, Any]], day: date) -> None:
    """Each step is taken whole or refused with reasons, and nothing else is written."""
    for step in steps:
        day += timedelta(days=step["days_later"])
        before = desk.on(day.isoformat()).written
        outcome = send(desk, step)
        assert outcome.ok != bool(outcome.problems)
        assert all(problem.message and problem.cure and str(problem) for problem in outcome.problems)
        assert desk.written == [*before, *outcome.records]

    ledger = desk.space.journal.verify()
    assert ledger.problems == ()
    for record in ledger.records:
        KINDS[record.kind].model_validate(record.body)
    shows_everything(desk)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=1, max_size=10))
def test_any_drafts_in_any_order(steps: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        take(open_desk(Path(folder)), steps, date(2026, 10, 12))


def test_long_walks_reach_every_kind(tmp_path: Path) -> None:
    taken: Counter[str] = Counter()
    for seed in range(8):
        dice = Random(seed)
        (tmp_path / str(seed)).mkdir()
        desk = open_desk(tmp_path / str(seed))
        take(desk, (a_step(dice) for _ in range(120)), date(2026, 3, 2))
        taken.update(record.kind for record in desk.written)
    assert set(taken) == set(KINDS), "what was never accepted proves nothing"


def test_every_field_of_a_record_has_its_label() -> None:
    """Problems are shown at a field by its label, and the tests above find the field by it."""
    fields = {name for kind in KINDS.values() for name in kind.model_fields} - {"demo", "plan", "capacity"}
    assert fields <= set(FIELDS)
    labels = [FIELDS[name] for name in sorted(fields)]
    assert sorted(set(labels)) == sorted(labels)
