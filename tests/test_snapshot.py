"""The loaded state: read again when something changed, kept while nothing did, and judged for the clock that is asked."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tracker import queries
from tracker import snapshot as module
from tracker.intake import Actor, Draft, Role, accept
from tracker.periods import Quarter, end_of_shanghai_day
from tracker.snapshot import KEPT_SNAPSHOTS, Workspace

EXAMPLE = Path(__file__).parent / "example" / "tasks"
TASK = "example-2025-1/1.1"
OFFICE = Actor("办公室", Role.OFFICE)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 10, 12, 4)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def space(tmp_path: Path, clock: Clock) -> Workspace:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    return Workspace(tmp_path / "tasks", tmp_path / "data", now=clock)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The clocks for which a database was built."""
    clocks: list[object] = []
    build = module.build

    def counted(*asked: Any) -> duckdb.DuckDBPyConnection:
        clocks.append(asked[2])
        return build(*asked)

    monkeypatch.setattr(module, "build", counted)
    return clocks


def record(
    space: Workspace, kind: str = "progress", effective_on: date | None = None, **body: object
) -> None:
    usual = {"progress": {"task": TASK, "period": "2026-Q3", "text": "已完成"}}
    outcome = accept(space, [Draft(kind, {**usual.get(kind, {}), **body}, effective_on)], OFFICE)
    assert outcome.ok, outcome.problems


def edit(space: Workspace, old: str, new: str, file: str = "plans/example.yaml") -> None:
    path = space.tasks / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


class TestKeeping:
    def test_the_same_question_is_judged_once(self, space: Workspace, built: list[object]) -> None:
        first = space.status()
        assert space.status() is first
        assert space.status(date(2026, 10, 12)) is first
        assert len(built) == 1

    def test_later_on_the_same_day_it_is_still_the_same(
        self, space: Workspace, clock: Clock, built: list[object]
    ) -> None:
        space.status()
        clock.now = datetime(2026, 10, 12, 15, 59)
        space.status()
        assert len(built) == 1
        clock.now = datetime(2026, 10, 12, 16)
        assert space.status().clock.as_of == date(2026, 10, 13)
        assert len(built) == 2

    def test_another_clock_is_another_state(self, space: Workspace, built: list[object]) -> None:
        for as_of in (date(2026, 9, 30), date(2026, 6, 30)):
            for known in (None, datetime(2026, 9, 30)):
                space.status(as_of, known)
        space.report(Quarter(2026, 3))
        assert len(built) == len(set(built)) == 5

    def test_a_new_record_is_seen(self, space: Workspace, built: list[object]) -> None:
        before = space.status()
        record(space)
        after = space.status()
        assert (before.head.seq, after.head.seq) == (0, 2)
        assert len(built) == 2
        assert before.frame("SELECT * FROM progress").height == 0, (
            "a state that was handed out stays as it was"
        )

    def test_an_edited_plan_is_seen(self, space: Workspace) -> None:
        before = space.status()
        edit(space, "发展清洁供热", "发展地热供暖")
        after = space.status()
        assert queries.tasks(before)["title"][0] == "发展清洁供热"
        assert queries.tasks(after)["title"][0] == "发展地热供暖"
        assert before.plan.fingerprint != after.plan.fingerprint

    def test_a_plan_that_is_edited_back_costs_nothing(self, space: Workspace, built: list[object]) -> None:
        first = space.status()
        edit(space, "发展清洁供热", "发展地热供暖")
        space.status()
        edit(space, "发展地热供暖", "发展清洁供热")
        assert space.status() is first
        assert len(built) == 2

    @pytest.mark.parametrize("name", ["plans/second.yaml", "plans/old.yml", "note.YAML"])
    def test_a_file_that_is_added_or_removed_is_seen(self, space: Workspace, name: str) -> None:
        prints = [space.plan()[0].fingerprint]
        (space.tasks / name).write_text("document: {}\n", encoding="utf-8")
        prints.append(space.plan()[0].fingerprint)
        (space.tasks / name).unlink()
        prints.append(space.plan()[0].fingerprint)
        assert prints[0] == prints[2] != prints[1]

    def test_a_file_of_the_same_size_and_age_under_another_name_is_seen(self, space: Workspace) -> None:
        before = space.plan()[0].fingerprint
        file = space.tasks / "plans" / "example.yaml"
        stat = file.stat()
        file.rename(file.with_name("other.yaml"))
        os.utime(file.with_name("other.yaml"), ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert space.plan()[0].fingerprint != before

    def test_an_untouched_plan_is_not_read_again(
        self, space: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan, _ = space.plan()
        monkeypatch.setattr(module, "load_plan", lambda folder: pytest.fail(f"{folder} was read again"))
        assert space.plan()[0] is plan

    def test_only_so_many_are_kept(self, space: Workspace, built: list[object]) -> None:
        first = space.status(date(2026, 1, 1))
        for day in range(2, KEPT_SNAPSHOTS + 1):
            space.status(date(2026, 1, day))
        assert space.status(date(2026, 1, 1)) is first
        space.status(date(2026, 2, 1))
        assert len(built) == KEPT_SNAPSHOTS + 1
        assert space.status(date(2026, 1, 1)) is first, "the one asked for lately is kept"
        space.status(date(2026, 1, 2))
        assert len(built) == KEPT_SNAPSHOTS + 2, "the one not asked for longest was let go"

    def test_damage_is_seen_though_the_end_of_the_journal_is_the_same(self, space: Workspace) -> None:
        for text in ("一", "二", "三"):
            record(space, text=text)
        file = space.data / "journal" / "journal.jsonl"
        whole = file.read_text(encoding="utf-8")
        seen = []
        for text in ("一", "二"):
            file.write_text(whole.replace(f'"text":"{text}"', '"text":"改"'), encoding="utf-8")
            seen.append(set(space.status().frame("SELECT text FROM progress")["text"]))
        assert seen == [{"二", "三"}, {"一", "三"}]

    def test_a_derived_value_is_made_once(self, space: Workspace) -> None:
        made: list[int] = []
        snapshot = space.status()
        assert [snapshot.once("chart", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]
        frame = snapshot.frame("SELECT * FROM task")
        assert snapshot.frame("SELECT * FROM task") is frame


class TestClocks:
    def answers(self, space: Workspace, as_of: date | None = None, known: datetime | None = None) -> str:
        tasks = queries.tasks(space.status(as_of, known))
        return str(tasks.filter(task_id=TASK)["answer_basis"].item())

    def test_effective_and_known(self, space: Workspace) -> None:
        record(space, "lead_confirmed", date(2026, 9, 1), task=TASK, unit="ex-kw", source="分工方案")
        assert self.answers(space, date(2026, 8, 31)) == "provisional", "not yet decided"
        assert self.answers(space, date(2026, 9, 1)) == "confirmed"
        then = end_of_shanghai_day(date(2026, 10, 11))
        assert self.answers(space, date(2026, 9, 1), then) == "provisional", "decided, not yet recorded"
        assert self.answers(space) == "confirmed"

    def test_a_clock_that_ran_ahead_hides_nothing(self, space: Workspace, clock: Clock) -> None:
        clock.now = datetime(2027, 3, 1, 4)
        record(space)
        clock.now = datetime(2026, 10, 12, 4)
        record(space, "lead_confirmed", task=TASK, unit="ex-kw", source="分工方案")
        assert self.answers(space) == "confirmed"
        assert space.report(Quarter(2026, 3)).frame("SELECT * FROM v_progress").height == 1

    def test_a_report_has_the_quarters_end_and_the_windows_of_the_day_it_is_read(
        self, space: Workspace
    ) -> None:
        clock = space.report(Quarter(2026, 2), datetime(2026, 7, 20, 16)).clock
        assert (clock.as_of, clock.window_day) == (date(2026, 6, 30), date(2026, 7, 21))
        clock = space.status(date(2026, 6, 30), datetime(2026, 7, 20, 16)).clock
        assert (clock.as_of, clock.window_day) == (date(2026, 6, 30), date(2026, 6, 30))


def test_many_readers_share_one_state(space: Workspace, built: list[object]) -> None:
    record(space)

    def ask(n: int) -> int:
        snapshot = space.status()
        assert queries.tasks(snapshot).height == 2
        return snapshot.frame(f"SELECT {n % 3} AS n").item()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask, range(24))) == sorted([0, 1, 2] * 8)
    assert len(built) == 1


def test_the_database_reaches_neither_files_nor_settings(space: Workspace, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    snapshot = space.status()
    for sql in (f"SELECT * FROM '{secret}'", f"COPY task TO '{tmp_path / 'out.csv'}'", "SET threads = 4"):
        with pytest.raises(duckdb.Error):
            snapshot.con.cursor().execute(sql)
    assert not (tmp_path / "out.csv").exists()


def test_an_empty_workspace_can_be_shown(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "tasks").mkdir()
    snapshot = Workspace(tmp_path / "tasks", tmp_path / "data", now=clock).status()
    assert queries.tasks(snapshot).height == 0
    assert snapshot.problems
    assert queries.summary_sentence(snapshot).startswith("截至 2026 年 10 月 12 日，0 项任务；")
    assert not (tmp_path / "data").exists(), "looking writes nothing"
