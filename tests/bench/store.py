"""Reading the plan and the journal, building the database, and running every view, with 24 quarters of submissions."""

import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench.timing import median_ms
from tracker import queries
from tracker.periods import Quarter, end_of_shanghai_day
from tracker.plan import load_plan
from tracker.records.chain import Entry
from tracker.records.journal import FileJournal
from tracker.snapshot import Workspace
from tracker.store.build import Clock, build
from tracker.store.engine import attach, drop

ROOT = Path(__file__).parents[2]
LIMIT_MS = 150.0
QUARTERS, READING_YEARS = 24, range(2020, 2030)


def grown_workspace(folder: Path, everywhere: bool = False) -> Workspace:
    """All the real documents with six years of reports: one a task and quarter, one reading an indicator and year.

    Those of the home jurisdiction are reported on, or with `everywhere` every document.
    """
    shutil.copytree(ROOT / "tasks", folder / "tasks")
    workspace = Workspace(folder / "tasks", folder / "data", now=lambda: datetime(2030, 11, 20))
    plan, _ = workspace.plan()
    entries: list[Entry] = [
        _entry("opened", date(2024, 6, 1), date(2024, 6, 1), {"on": "2024-06-01", "demo": False})
    ]
    reported = [file for file in plan.files if everywhere or file.document.jurisdiction == plan.home]
    quarter = Quarter(2024, 3)
    for _ in range(QUARTERS):
        for file in reported:
            for task in file.tasks:
                subject = f"{file.document.id}/{task.id}"
                body = {
                    "task": subject,
                    "period": str(quarter),
                    "text": "按计划推进。" * 8,
                    "capacity": "answer",
                }
                body |= {"percent": str(quarter.number * 24)}
                entries.append(_entry("progress", quarter.end, quarter.end + timedelta(days=8), body))
        quarter = quarter.next
    for file in reported:
        for number, indicator in enumerate(file.indicators):
            for year in READING_YEARS:
                body = {
                    "indicator": f"{file.document.id}/{indicator.id}",
                    "period": str(year),
                    "status": "final",
                }
                body |= {
                    "value": str(30 + number + (year - 2020) * 1.5),
                    "source": "统计年鉴",
                    "basis": "level",
                }
                entries.append(_entry("reading", date(year, 12, 31), date(year + 1, 6, 1), body))
    FileJournal(folder / "data" / "journal").append(lambda _: entries)
    return workspace


def _entry(kind: str, effective: date, recorded: date, body: dict[str, object]) -> Entry:
    instant = datetime(recorded.year, recorded.month, recorded.day)
    return Entry(kind, "bench", "unit", None, instant, effective, body)


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    try:
        workspace = grown_workspace(folder)
        plan, _ = workspace.plan()
        ledger, journal = workspace.journal.read(), workspace.data / "journal"
        clock = Clock.of_status(date(2030, 11, 20), end_of_shanghai_day(date(2030, 11, 20)))

        def all_questions() -> None:
            snapshot = Workspace(workspace.tasks, workspace.data, now=workspace.now).status()
            for question in (queries.tasks, queries.targets, queries.items, queries.units):
                question(snapshot)

        crowded = grown_workspace(folder / "crowded", everywhere=True)
        many = crowded.journal.read().records
        return [
            {
                "name": f"build + all views ({len(ledger.records)} records)",
                "median_ms": median_ms(lambda: build(plan, ledger.records, clock)),
                "limit_ms": LIMIT_MS,
            },
            {
                "name": "  with a plan just read",
                "median_ms": median_ms(lambda: build(plan.model_copy(), ledger.records, clock)),
            },
            {
                "name": f"  were every document reported on ({len(many)} records)",
                "median_ms": median_ms(lambda: build(plan, many, clock)),
            },
            {"name": "  of it: an empty database", "median_ms": median_ms(lambda: drop(attach("empty")[1]))},
            {
                "name": "read and check the plan files",
                "median_ms": median_ms(lambda: load_plan(workspace.tasks)),
            },
            {"name": "read and prove the journal", "median_ms": median_ms(FileJournal(journal).verify)},
            {"name": "cold start: files to answered questions", "median_ms": median_ms(all_questions)},
        ]
    finally:
        shutil.rmtree(folder)
