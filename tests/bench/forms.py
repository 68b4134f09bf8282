"""Reading filled forms beside openpyxl's plain reader: the whole way in, unpacking under limits and the child's
answer as JSON included, against cells alone."""

import gc
import io
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, cast

import openpyxl

from tracker import demo
from tracker.cli.options import workspace
from tracker.periods import Quarter
from tracker.queries.scope import HOME
from tracker.records import workbook_reader
from tracker.records.child import Helper
from tracker.records.unit_form_reader import read_form
from tracker.records.upload import read_sheets, reader
from tracker.report import unit_form

TASKS = Path(__file__).parents[2] / "tasks"
QUARTER = Quarter(2026, 3)
ROUNDS, WARM_UP = 9, 2
AT_MOST = 0.2
"""Of openpyxl's time: five times as fast."""


def forms() -> list[bytes]:
    """The form of every unit of the home plan, filled in by the demonstration."""
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    try:
        assert demo.make(TASKS, folder / "data") == []
        space = workspace(TASKS, folder / "data", demo.TODAY.isoformat())
        units = unit_form.units_with_a_form(HOME.of(space.status()))
        return [found for unit in units if (found := unit_form.workbook(space, unit, QUARTER))]
    finally:
        shutil.rmtree(folder)


def plain(data: bytes) -> int:
    """What a script would do: every value of every sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return sum(
        cell is not None for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line
    )


class InProcess:
    """Stands for the child: the same work without the pipe, so that its processor time can be counted here."""

    def ask(self, data: bytes, **question: object) -> Any:
        return json.loads(json.dumps(workbook_reader.read(data, question)))


def medians(found: list[bytes], clock: Callable[[], float], *runs: Callable[[bytes], object]) -> list[float]:
    """Milliseconds a form, the runs taking turns."""
    times: list[list[float]] = [[] for _ in runs]
    for turn in range(ROUNDS + WARM_UP):
        for run, kept in zip(runs, times, strict=True):
            gc.collect()
            start = clock()
            for data in found:
                run(data)
            if turn >= WARM_UP:
                kept.append((clock() - start) / len(found) * 1000)
    return [median(kept) for kept in times]


def run() -> list[dict[str, Any]]:
    found, here = forms(), cast(Helper, InProcess())
    # As the server does after its warm-up.
    gc.collect()
    gc.freeze()
    cells, rows, theirs = medians(
        found,
        process_time,
        lambda data: read_sheets(data, "甲.xlsx", here, hidden=True),
        lambda data: read_form(data, "甲.xlsx", here),
        plain,
    )
    with reader() as child:
        read_sheets(found[0], "甲.xlsx", child)
        [wall] = medians(found, perf_counter, lambda data: read_form(data, "甲.xlsx", child))
    gc.unfreeze()
    peer = {"peer": "openpyxl", "peer_ms": theirs, "limit": AT_MOST}
    return [
        {
            "name": f"forms: cells of one of {len(found)} forms",
            "median_ms": cells,
            "ratio": cells / theirs,
            **peer,
        },
        {"name": "forms: its rows and values", "median_ms": rows},
        {"name": "forms: its rows and values, by the clock, in the child", "median_ms": wall},
    ]
