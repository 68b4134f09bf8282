"""The quarterly book as a person asks for it, and with a register of 150,000 reports: time, and the memory of a process.

What a register takes is told apart: the ledger read and judged, and the writing beyond it, beside a bare XlsxWriter that
writes as many cells row by row. `python -m tests.bench.register PART FOLDER` is one of the child processes.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).parents[2]
REPORTS, QUARTERS = 150_000, 24
MOST_SECONDS, MOST_WRITING_MB, MOST_PROCESS_MB = 2.0, 120.0, 650.0
MOST_ALONE_MB = 300.0
MOST_RATIO = 3.0
TEXT = "按计划推进。" * 8


def prepare(folder: Path) -> None:
    """A journal in which 150,000 reports were filed on the tasks of the home jurisdiction in six years."""
    from tracker.periods import Quarter
    from tracker.plan import load_plan
    from tracker.records.chain import Entry
    from tracker.records.journal import FileJournal

    plan, _ = load_plan(ROOT / "tasks")
    home = [file for file in plan.files if file.document.jurisdiction == plan.home]
    units = [one.id for one in plan.units if not one.collective and one.jurisdiction == plan.home]
    tasks = [f"{file.document.id}/{task.id}" for file in home for task in file.tasks]
    opened = {"on": "2024-06-01", "demo": False}
    entries = [Entry("opened", "bench", "office", None, datetime(2024, 6, 1), date(2024, 6, 1), opened)]
    quarters = [Quarter(2024, 3)]
    while len(quarters) < QUARTERS:
        quarters.append(quarters[-1].next)
    each = -(-REPORTS // QUARTERS)
    for number in range(REPORTS):
        quarter, turn = quarters[number // each], number % each
        again, task = divmod(turn, len(tasks))
        day = quarter.end + timedelta(days=8)
        body = {"task": tasks[task], "period": str(quarter), "text": f"第{again}次报送：{TEXT}"}
        body |= {"capacity": "contribution" if again else "answer", "percent": str(quarter.number * 24)}
        instant = datetime(day.year, day.month, day.day)
        entries.append(
            Entry("progress", "bench", "unit", units[again % len(units)], instant, quarter.end, body)
        )
    FileJournal(folder / "journal").append(lambda _: entries)


def book(folder: Path) -> dict[str, float]:
    """The report with every report there is, from the files to the workbook."""
    from tracker.changes import previous
    from tracker.periods import Quarter
    from tracker.report.quarterly import LAYOUT, write
    from tracker.snapshot import Workspace

    text = LAYOUT.read_text(encoding="utf-8")
    layout = folder / "every.yaml"
    layout.write_text(
        text.replace("- content: filed", "- content: filed\n    every_period: true"), encoding="utf-8"
    )
    space, quarter = Workspace(ROOT / "tasks", folder, now=lambda: datetime(2030, 11, 20)), Quarter(2030, 2)
    imported = resident()
    space.journal.read()
    read = resident()
    previous(space, space.report(quarter))
    judged = resident()
    first = high_water()
    # From here on the high-water mark is that of the writing.
    Path("/proc/self/clear_refs").write_text("5")
    start = process_time()
    write(space, quarter, folder / "book.xlsx", layout)
    seconds = process_time() - start
    writing = high_water() - judged
    peak = max(first, high_water())
    return {
        "imported": imported, "read": read, "judged": judged, "writing": writing, "peak": peak, "seconds": seconds,
        "megabytes": (folder / "book.xlsx").stat().st_size / 1e6,
    }  # fmt: skip


def sheet(folder: Path) -> dict[str, float]:
    """The same table from rows that come one by one, without a ledger behind them: what the writing alone takes."""
    from tracker.report.book import Book
    from tracker.report.filed import FiledRow
    from tracker.report.layout import Content
    from tracker.report.quarterly import FIELDS, LAYOUT, load_layout
    from tracker.report.rows import Rows
    from tracker.report.table import table

    def rows() -> Iterator[FiledRow]:
        for at in range(1, REPORTS + 1):
            text = f"第{at}次报送：{TEXT}"
            words = ("2026年上半年", "", "三/(一)", "加快部署基础前沿技术研究", "区发展改革委", "参与")
            yield FiledRow(at, *words, date(2026, 7, 8), 48.0, text, None, None, "", "待审")

    folder.mkdir(exist_ok=True)
    layout = load_layout(LAYOUT, FIELDS).layout
    words = dict.fromkeys(("document", "period", "quarter", "as_of", "against", "of_unit"), "")
    start = process_time()
    book = Book(layout, words, False, {}, "", folder)
    found = next(one for one in layout.sheets if one.content is Content.FILED)
    table(book, found, Rows(FiledRow._fields, REPORTS, rows))
    (folder / "sheet.xlsx").write_bytes(book.finish())
    return {
        "seconds": process_time() - start,
        "peak": high_water(),
    }


def bare(folder: Path) -> dict[str, float]:
    """As many cells of the same kinds and lengths, in constant memory, and nothing else."""
    from xlsxwriter import Workbook

    before = resident()
    Path("/proc/self/clear_refs").write_text("5")
    start = process_time()
    workbook = Workbook(str(folder / "bare.xlsx"), {"constant_memory": True, "strings_to_urls": False})
    page = workbook.add_worksheet("报送明细")
    words = workbook.add_format(
        {"border": 1, "text_wrap": True, "font_name": "仿宋_GB2312", "font_size": 10.5}
    )
    number = workbook.add_format({"border": 1, "font_name": "仿宋_GB2312", "font_size": 10.5})
    day = workbook.add_format({"border": 1, "num_format": "yyyy-mm-dd", "font_size": 10.5})
    for at in range(REPORTS):
        page.write_number(at, 0, at, number)
        for column, text in (
            (1, "2026年上半年"),
            (2, "三/(一)"),
            (3, "加快部署基础前沿技术研究"),
            (4, "区发展改革委"),
            (5, "参与"),
        ):
            page.write_string(at, column, text, words)
        page.write_datetime(at, 6, datetime(2026, 7, 8), day)
        page.write_number(at, 7, 48, number)
        page.write_string(at, 8, f"第{at}次报送：{TEXT}", words)
        for column in (9, 10):
            page.write_blank(at, column, None, words)
        page.write_string(at, 11, "待审", words)
        page.set_row(at, 36)
    workbook.close()
    return {"seconds": process_time() - start, "writing": high_water() - before}


def resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def high_water() -> float:
    """Since the program was started; what `getrusage` says begins with the parent's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def child(part: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.register", part, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def plain(folder: Path) -> float:
    """Milliseconds from the files to the book of the real plan with six years of reports, everything read anew."""
    from tests.bench.store import grown_workspace
    from tracker.periods import Quarter
    from tracker.report.quarterly import write
    from tracker.snapshot import Workspace

    grown = grown_workspace(folder)

    def seconds() -> float:
        start = process_time()
        space = Workspace(grown.tasks, grown.data, now=grown.now)
        write(space, Quarter(2030, 3), folder / "book.xlsx")
        return process_time() - start

    # Of the processor: other programs should not count, and nothing here waits.
    return median(seconds() for _ in range(5)) * 1000


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="bench") as temporary:
        folder = Path(temporary)
        cold = plain(folder / "plain")
        child("prepare", folder / "long")
        start = perf_counter()
        long, alone = child("book", folder / "long"), child("bare", folder / "long")
        written = child("sheet", folder / "written")
        took = perf_counter() - start
        ratio = long["seconds"] / alone["seconds"]
        return [
            {"name": "quarterly book, 31 tasks, from the files", "median_ms": cold, "limit_ms": MOST_SECONDS * 1000},
            {"name": f"book with {REPORTS} reports: writing", "median_ms": long["seconds"] * 1000, "peer": "bare constant memory",
             "peer_ms": alone["seconds"] * 1000, "ratio": ratio, "limit": MOST_RATIO},
            {"name": "  memory of writing beyond the judged ledger", "mb": long["writing"], "limit_mb": MOST_WRITING_MB},
            {"name": "  memory of bare XlsxWriter in constant memory", "mb": alone["writing"]},
            {"name": "  process that only writes as many rows", "mb": written["peak"], "limit_mb": MOST_ALONE_MB},
            {"name": "  process: libraries", "mb": long["imported"]},
            {"name": "  process: + journal read", "mb": long["read"]},
            {"name": "  process: + both quarters judged", "mb": long["judged"]},
            {"name": "  process: highest of all", "mb": long["peak"], "limit_mb": MOST_PROCESS_MB},
            {"name": f"  the file ({took:.0f} s with its children)", "mb": long["megabytes"]},
        ]  # fmt: skip


if __name__ == "__main__":
    place = Path(sys.argv[2])
    place.mkdir(parents=True, exist_ok=True)
    print(json.dumps({"prepare": prepare, "book": book, "sheet": sheet, "bare": bare}[sys.argv[1]](place)))
