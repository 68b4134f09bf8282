"""Fifty people edit twenty tasks at once: an edit stands or was refused with a conflict, and none is overwritten unseen."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from random import Random

from tests.drill.options import Options, show
from tests.intake.desk import open_desk
from tracker import queries
from tracker.intake import Actor, Draft, Role, accept
from tracker.records.journal import Record
from tracker.snapshot import Workspace

PLAN = """\
document:
  id: race
  title: 示例区工作方案
  issuers: [示例市示例区人民政府]
  issued_on: 2025-01-02
  status: in_force
  jurisdiction: 示例市示例区
  track: carbon-peak
  coordinator: 区发展改革委
tasks:
"""
TASK = """\
  - id: "{n}"
    clause: 一/{n}
    title: 任务{n}
    summary: 完成任务{n}
    kind: standing
    assignments: [{{role: lead, as_written: 区城市管理委, units: [区城市管理委], lead: stated}}]
"""
NOW = datetime(2026, 10, 12, 4)


def race(folder: Path, threads: int, edits: int, tasks: int, seed: int = 1) -> tuple[Counter[str], list[str]]:
    """What became of the edits, and every way in which the ledger does not agree with it."""
    plan = open_desk(folder).tasks
    text = PLAN + "".join(TASK.format(n=n) for n in range(1, tasks + 1))
    (plan / "plans" / "race.yaml").write_text(text, encoding="utf-8")
    shared = Workspace(plan, folder / "data", now=lambda: NOW)
    taken: list[Record] = []

    def person(number: int) -> Counter[str]:
        # Half of them sit at the pages of one server, the others each at a command line.
        space = shared if number % 2 else Workspace(plan, folder / "data", now=lambda: NOW)
        chance, outcomes = Random(seed * 1000 + number), Counter[str]()
        actor = Actor(f"填报人{number}", Role.UNIT, "ex-cgw")
        for edit in range(edits):
            task, base = f"race/{chance.randint(1, tasks)}", space.journal.head().seq
            body = {"task": task, "period": "2026-Q3", "text": f"{number}/{edit}，打开时 {base}"}
            outcome = accept(space, [Draft("progress", body, base_seq=base)], actor)
            taken.extend(one for one in outcome.records if one.kind == "progress")
            codes = {problem.code for problem in outcome.problems}
            outcomes["accepted" if outcome.ok else "+".join(sorted(codes))] += 1
            show(f"{len(taken)} edits taken")
        return outcomes

    with ThreadPoolExecutor(threads) as pool:
        outcomes = sum(pool.map(person, range(threads)), Counter[str]())
    return outcomes, disagreements(shared, taken)


def disagreements(space: Workspace, taken: Sequence[Record]) -> list[str]:
    ledger = space.journal.verify()
    written = [record for record in ledger.records if record.kind == "progress"]
    found = [str(problem) for problem in ledger.problems]
    if sorted(record.seq for record in taken) != [record.seq for record in written]:
        found.append(f"{len(taken)} edits were acknowledged, {len(written)} are in the ledger")
    last: dict[str, Record] = {}
    for record in written:
        task = str(record.body["task"])
        seen = int(str(record.body["text"]).split()[-1])
        if task in last and seen < last[task].seq:
            found.append(f"{record.id} was written by somebody who had not seen {last[task].id}")
        last[task] = record
    shown = {
        row["task_id"]: row["progress_text"]
        for row in queries.tasks(space.status()).iter_rows(named=True)
        if row["task_id"] in last
    }
    for task, record in last.items():
        if shown[task] != record.body["text"]:
            found.append(f"{task} shows {shown[task]}, the last edit said {record.body['text']}")
    return found


def run(folder: Path, options: Options) -> bool:
    threads, edits, tasks = 50, 200, 20
    outcomes, wrong = race(folder, threads, edits, tasks, options.seed)
    if outcomes.keys() - {"accepted", "intake.conflict"} or outcomes.total() != threads * edits:
        wrong.append(f"outcomes: {dict(outcomes)}")
    if wrong:
        print(*wrong, sep="\n  ")
        return False
    print(
        f"{threads} threads x {edits} edits on {tasks} tasks: {outcomes['accepted']} stand, "
        f"{outcomes['intake.conflict']} refused with a conflict, {outcomes.total()} in all; none lost"
    )
    return True
