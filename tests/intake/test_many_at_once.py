"""Many hands on one ledger: nothing is lost, nothing is mixed, everyone is told the truth."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.intake.desk import LEAD, OFFICE, RIGHT, Desk
from tracker.intake import Actor, Draft, Outcome, Role, accept
from tracker.records.journal import FileJournal
from tracker.snapshot import Workspace

THREADS, EACH = 10, 20
ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from tracker.intake import Actor, Draft, Role, accept
from tracker.snapshot import Workspace
tasks, data, name, count = sys.argv[1:]
space = Workspace(Path(tasks), Path(data), now=lambda: datetime(2026, 10, 12, 4))
for n in range(int(count)):
    body = {"task": "example-2025-1/1.1", "period": "2026-Q3", "text": f"{name} {n}"}
    assert accept(space, [Draft("progress", body)], Actor(name, Role.OFFICE)).ok
"""


def test_ten_threads_of_one_process(desk: Desk) -> None:
    def write(thread: int) -> list[Outcome]:
        who = Actor(f"第 {thread} 人", Role.OFFICE)
        bodies = [{**RIGHT["progress"], "text": f"{thread}/{n}"} for n in range(EACH)]
        return [accept(desk.space, [Draft("progress", body)], who) for body in bodies]

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = [outcome for outcomes in pool.map(write, range(THREADS)) for outcome in outcomes]

    assert all(outcome.ok for outcome in outcomes)
    ledger = desk.space.journal.verify()
    assert ledger.problems == ()
    assert Counter(record.kind for record in ledger.records) == {"opened": 1, "progress": THREADS * EACH}
    said = {record.id: record for outcome in outcomes for record in outcome.records}
    assert said == {record.id: record for record in ledger.records}
    texts = [record.body["text"] for record in ledger.records if record.by == "第 3 人"]
    assert texts == [f"3/{n}" for n in range(EACH)]


def test_two_processes_and_a_reader(desk: Desk) -> None:
    command = [sys.executable, "-c", WRITER, str(desk.tasks), str(desk.data)]
    writers = [subprocess.Popen([*command, name, "15"], cwd=ROOT) for name in ("甲", "乙")]
    reader = FileJournal(desk.data / "journal")
    seen = 0
    while any(writer.poll() is None for writer in writers):
        ledger = reader.read()
        assert ledger.problems == ()
        assert len(ledger.records) >= seen
        seen = len(ledger.records)
    assert [writer.wait() for writer in writers] == [0, 0]
    assert Counter(record.by for record in reader.verify().records if record.kind == "progress") == {
        "甲": 15,
        "乙": 15,
    }


def test_of_many_forms_opened_at_once_one_is_taken(desk: Desk) -> None:
    """Everyone saw the same head; whoever comes later is told who was faster."""
    seen = desk.record(LEAD, "reading").seq

    def write(thread: int) -> Outcome:
        draft = Draft("target_setting", {**RIGHT["target_setting"], "lag_months": thread}, base_seq=seen)
        return accept(desk.space, [draft], OFFICE)

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = list(pool.map(write, range(THREADS)))

    assert sum(outcome.ok for outcome in outcomes) == 1
    assert {problem.code for outcome in outcomes for problem in outcome.problems} == {"intake.conflict"}


def test_snapshots_while_others_write(desk: Desk) -> None:
    def write(n: int) -> int:
        assert accept(desk.space, [Draft("progress", {**RIGHT["progress"], "text": f"第 {n} 次"})], OFFICE).ok
        return 0

    def judge(_: int) -> int:
        snapshot = desk.space.status()
        return snapshot.frame("SELECT * FROM progress").height - sum(
            record.kind == "progress" for record in snapshot.ledger.records
        )

    with ThreadPoolExecutor(4) as pool:
        differences = [*pool.map(write, range(8)), *pool.map(judge, range(8))]
    assert set(differences) == {0}


def test_two_workspaces_see_each_others_records(desk: Desk) -> None:
    other = Workspace(desk.tasks, desk.data, now=desk.space.now)
    assert other.status().head.seq == 0
    desk.record(LEAD, "progress")
    assert other.status().head == desk.space.status().head
