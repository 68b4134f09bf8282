"""The demonstration: complete, the same every time, marked as what it is, and never in the place of a real ledger."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest

from tracker import demo, queries
from tracker.accounts import administration
from tracker.accounts.accounts import Accounts
from tracker.audit.proof import prove
from tracker.duties import known_facts, pending, waiting
from tracker.intake import Actor, Draft, Role, accept
from tracker.labels import LIGHTS
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.snapshot import Snapshot, Workspace

ROOT = Path(__file__).parents[1]
TASKS = ROOT / "tasks"
MARK = "演示"
WORDS = {
    "year_goal": ("goal", "source"),
    "target_setting": ("source",),
    "lead_confirmed": ("source",),
    "work_item": ("title",),
    "progress": ("text", "problems", "next_step"),
    "reading": ("source",),
    "completion": ("note", "evidence"),
    "evidence": ("name", "note"),
    "confirmation": ("reason",),
    "override": ("reason",),
    "extension_request": ("reason", "present"),
    "review": ("reason",),
    "close_out": ("reason",),
    "extension_decision": ("reason",),
    "correction": ("reason",),
    "period_lock": ("reason",),
    "opened": (),
    "alert": ("reference", "note"),
    "alert_change": ("reference",),
    "alert_end": ("reference",),
    "alert_action": ("text",),
    "pilot": ("applicant", "name"),
    "pilot_stage": ("reason", "note"),
    "notice": ("demand",),
    "notice_reply": ("text", "measures"),
    "instruction": ("text",),
    "instruction_feedback": ("text",),
    "receipt": ("reason",),
    "assessment_figure": ("source", "document_number"),
}
"""The texts of each kind that somebody might take for real."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert demo.make(TASKS, folder) == []
    return folder


@pytest.fixture(scope="module")
def space(data: Path) -> Workspace:
    noon = datetime(demo.TODAY.year, demo.TODAY.month, demo.TODAY.day, 4)
    return Workspace(TASKS, data, now=lambda: noon, simulated=True)


@pytest.fixture(scope="module")
def state(space: Workspace) -> Snapshot:
    return space.status()


def records(data: Path) -> list[Record]:
    return list(Workspace(TASKS, data).journal.verify().records)


def test_the_journal_is_sound_and_the_plan_without_problems(state: Snapshot, space: Workspace) -> None:
    assert space.journal.verify().problems == ()
    assert state.problems == ()
    assert state.ledger.problems == ()


def test_every_light_and_many_states_are_to_be_seen(state: Snapshot) -> None:
    assert set(queries.counted_tasks(state)["light"]) == set(LIGHTS)
    assert {"met", "missed", "awaiting_value", "awaiting_publication"} <= set(queries.targets(state)["state"])
    assert {"on_track", "due_soon", "overdue", "completed", "closed"} <= set(queries.items(state)["state"])
    assert {"reported", "late", "missing"} <= set(queries.tasks(state)["freshness"])


def test_the_ledger_says_that_it_is_a_demonstration(state: Snapshot, data: Path) -> None:
    assert queries.opening(state)[1] is True
    assert records(data)[0].body["demo"] is True


def said(record: Record) -> tuple[str, Mapping[str, object]]:
    """Kind and content; of what waits for its unit, what it is to become."""
    if record.kind == "submission":
        return str(record.body["of"]), cast(Mapping[str, object], record.body["content"])
    return record.kind, record.body


def test_a_unit_has_something_to_confirm_and_evidence_to_open(state: Snapshot, space: Workspace) -> None:
    assert {fact.body["of"] for fact in waiting(state, "hd-kjc")} == {"progress", "reading", "evidence"}
    back = pending(state, "hd-kjc", "progress", task="haidian-2024-8/4.2")
    assert back is not None
    assert (back.state, MARK in back.reason) == ("returned", True)
    assert prove(space).problems == ()
    assert {fact.unit for fact in known_facts(state).all("evidence")} == {"hd-ylj", "hd-cgw"}


def test_every_fact_is_marked(data: Path) -> None:
    found = records(data)
    assert len(found) > 100
    assert {record.clock for record in found} == {"simulated"}
    assert [record.by for record in found if not record.by.startswith(MARK)] == []
    texts = [
        (record.seq, name, body[name])
        for record in found
        for kind, body in [said(record)]
        for name in WORDS[kind]
        if body.get(name) is not None
    ]
    assert len(texts) > 100
    assert [text for text in texts if MARK not in str(text[2])] == []


def test_nothing_was_recorded_after_its_day_or_before_it_could_be_known(data: Path) -> None:
    found = records(data)
    assert max(record.recorded_at for record in found).date() <= demo.TODAY
    assert [record.seq for record in found if record.effective_on > record.recorded_at.date()] == []


def test_closed_quarters_are_locked_with_their_plan(space: Workspace) -> None:
    locks = {
        str(quarter): space.lock_of(quarter)
        for quarter in (Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2))
    }
    assert all(locks.values()), locks
    assert space.lock_of(Quarter(2026, 3)) is None
    assert space.report(Quarter(2026, 2)).problems == ()


def test_it_is_the_same_every_time(data: Path, tmp_path: Path) -> None:
    assert demo.make(TASKS, tmp_path) == []
    assert records(tmp_path) == records(data)


def test_starting_again_starts_afresh(tmp_path: Path, data: Path) -> None:
    assert demo.make(TASKS, tmp_path) == []
    (tmp_path / "evidence.txt").write_text("not ours")
    visitor = Workspace(TASKS, tmp_path, now=lambda: datetime(2026, 11, 20, 4), simulated=True)
    body: dict[str, object] = {"task": "haidian-2024-8/5.3", "period": "2026-Q3", "text": "试填"}
    assert accept(visitor, [Draft("progress", body)], Actor("试用者", Role.OFFICE)).ok

    assert demo.make(TASKS, tmp_path) == []
    assert records(tmp_path) == records(data)
    assert (tmp_path / "evidence.txt").exists()


def test_an_earlier_day_shows_less(tmp_path: Path) -> None:
    assert demo.make(TASKS, tmp_path, demo.TODAY.replace(month=3)) == []
    assert max(record.recorded_at for record in records(tmp_path)) < datetime(2026, 3, 21)


def real_ledger(folder: Path) -> bytes:
    space = Workspace(TASKS, folder, now=lambda: datetime(2026, 11, 20, 4))
    assert accept(space, [Draft("opened", {"on": "2026-01-01"})], Actor("办公室", Role.OFFICE)).ok
    return (folder / "journal" / "journal.jsonl").read_bytes()


def test_a_real_ledger_is_never_replaced(tmp_path: Path) -> None:
    before = real_ledger(tmp_path)
    (tmp_path / "plans").mkdir()
    for _ in range(2):
        [problem] = demo.make(TASKS, tmp_path)
        assert problem.code == "demo.real-data"
    assert (tmp_path / "journal" / "journal.jsonl").read_bytes() == before
    assert (tmp_path / "plans").is_dir()


def test_a_ledger_begun_where_a_demonstration_was_is_never_replaced(tmp_path: Path) -> None:
    assert demo.make(TASKS, tmp_path, demo.TODAY.replace(month=1)) == []
    for file in (tmp_path / "journal").iterdir():
        file.unlink()
    before = real_ledger(tmp_path)
    assert [problem.code for problem in demo.make(TASKS, tmp_path)] == ["demo.real-data"]
    assert (tmp_path / "journal" / "journal.jsonl").read_bytes() == before


def test_a_journal_that_cannot_be_read_is_never_replaced(tmp_path: Path) -> None:
    real_ledger(tmp_path)
    file = tmp_path / "journal" / "journal.jsonl"
    file.write_bytes(b"\x00" + file.read_bytes())
    assert [problem.code for problem in demo.make(TASKS, tmp_path)] == ["demo.real-data"]


def test_a_folder_with_accounts_is_never_a_demonstration_s(tmp_path: Path) -> None:
    """Accounts come first: an office that has them may not have recorded anything."""
    first = administration.first(Accounts(Workspace(TASKS, tmp_path)), "admin")
    assert first.problems == ()
    noted = (tmp_path / "access" / "journal.jsonl").read_bytes()
    assert [problem.code for problem in demo.make(TASKS, tmp_path)] == ["demo.real-data"]
    assert not (tmp_path / "journal").exists()
    assert (tmp_path / "access" / "journal.jsonl").read_bytes() == noted


def test_facts_that_do_not_fit_the_plan_are_said(tmp_path: Path) -> None:
    example = ROOT / "tests" / "example" / "tasks"
    problems = demo.make(example, tmp_path)
    assert problems
    assert all(problem.cure for problem in problems)


def test_the_plan_itself_states_none_of_the_invented_figures() -> None:
    """What the demonstration invents stays in its journal."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in TASKS.rglob("*.yaml"))
    assert MARK not in text
