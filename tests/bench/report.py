"""The quarterly workbook beside the same calls made to the bare library, without our layout, rows and words."""

import datetime
import gc
import re
import shutil
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tests.bench.store import grown_workspace
from tracker.changes import previous
from tracker.periods import Quarter
from tracker.report import book
from tracker.report.quarterly import write

LIMIT = 1.3
REPEATS, WARM_UP = 25, 3
QUARTER = Quarter(2030, 3)
CELL = re.compile(r"\.(write_\w+|merge_range)\(")
PLAIN = re.compile(CELL.pattern + r"|\.(add_format|add_worksheet|set_column|set_row|close)\(")


class Recorded:
    """Stands for a workbook, or for something made with it, and notes what it is asked to do as a line of Python."""

    def __init__(self, real: Any, name: str, lines: list[str]) -> None:
        self._real, self._name, self._lines = real, name, lines

    def __repr__(self) -> str:
        return self._name

    def __getattr__(self, method: str) -> Any:
        real = getattr(self._real, method)
        if not callable(real):
            return real

        def call(*args: Any, **options: Any) -> Any:
            name = f"made{len(self._lines)}"
            told = ", ".join([*map(repr, args), *(f"{key}={value!r}" for key, value in options.items())])
            self._lines.append(f"{name} = {self._name}.{method}({told})")
            result = real(*_real(args), **_real(options))
            made = isinstance(result, Worksheet | Format | Chart)
            return Recorded(result, name, self._lines) if made else result

        return call


def _real(value: Any) -> Any:
    """The value with what was recorded in it replaced by what it stands for."""
    if isinstance(value, dict):
        return {name: _real(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_real(item) for item in value)
    return value._real if isinstance(value, Recorded) else value


def record(produce: Callable[[], object]) -> list[str]:
    """Every call of the library as a line of Python, in order."""
    lines: list[str] = []
    with patch.object(
        book, "Workbook", lambda *_: Recorded(Workbook(BytesIO(), book.OPTIONS), "workbook", lines)
    ):
        produce()
    return lines


def bare(lines: list[str]) -> Callable[[], None]:
    """A function that does nothing but make these calls."""
    source = "\n    ".join(["def write(workbook):", *lines])
    names: dict[str, Any] = {"datetime": datetime}
    exec(source, names)
    return lambda: names["write"](Workbook(BytesIO(), book.OPTIONS))


def alternating(*runs: Callable[[], object]) -> list[float]:
    """Medians in milliseconds of processor time: nothing here waits, and other programs should not count."""
    times: list[list[float]] = [[] for _ in runs]
    gc.collect()
    # As the server does after its warm-up.
    gc.freeze()
    for turn in range(REPEATS + WARM_UP):
        for run, found in zip(runs, times, strict=True):
            gc.collect()
            start = process_time()
            run()
            if turn >= WARM_UP:
                found.append(process_time() - start)
    gc.unfreeze()
    return [median(found) * 1000 for found in times]


def run() -> list[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    try:
        workspace = grown_workspace(folder)
        # Judged once and kept, as on the page with the download button; the build has its own row and limit.
        previous(workspace, workspace.report(QUARTER))

        def report() -> None:
            write(workspace, QUARTER, BytesIO())

        lines = record(report)
        cells = [line for line in lines if CELL.search(line)]
        ours, whole, plain = alternating(
            report, bare(lines), bare([line for line in lines if PLAIN.search(line)])
        )
        row = {"name": f"quarterly workbook ({len(cells)} cells, charts)", "median_ms": ours}
        return [
            {**row, "peer": "bare XlsxWriter", "peer_ms": whole, "ratio": ours / whole, "limit": LIMIT},
            {"name": "  bare, without charts, colour rules and print set-up", "median_ms": plain},
        ]
    finally:
        shutil.rmtree(folder)
