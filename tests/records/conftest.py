"""A writer of small batches."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tracker.records.journal import Entry, FileJournal

START = datetime(2026, 10, 1, 1, 0)


@pytest.fixture
def journal(tmp_path: Path) -> FileJournal:
    return FileJournal(tmp_path / "journal")


@pytest.fixture
def entry() -> Callable[..., Entry]:
    def build(text: str = "已完成", **changes: object) -> Entry:
        fields: dict[str, object] = {
            "kind": "progress",
            "by": "填报人",
            "role": "unit",
            "unit": "区城市管理委",
            "recorded_at": START,
            "effective_on": date(2026, 9, 30),
            "body": {"task": "haidian-2024-8/5.3", "period": "2026-Q3", "text": text},
        }
        return Entry(**(fields | changes))  # type: ignore[arg-type]

    return build


@pytest.fixture
def nine(journal: FileJournal, entry: Callable[..., Entry], tmp_path: Path) -> Path:
    """A folder with nine records in batches of 1, 2, 1, 3, 1 and 1."""
    written = 0
    for size in (1, 2, 1, 3, 1, 1):
        batch = [
            entry(f"第 {written + n} 条", recorded_at=START + timedelta(hours=written)) for n in range(size)
        ]
        journal.append(lambda _, batch=batch: batch)
        written += size
    return tmp_path / "journal"
