"""The brief is one page, whatever the ledger holds, and the circular opens: both as LibreOffice sets them."""

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

from pypdf import PdfReader

from tests.drill.options import Options
from tests.report.papers import brief_of, circular_of
from tests.report.sample import DOCUMENT, Q3, TASKS, TODAY, record, workspace
from tracker import queries
from tracker.demo import make
from tracker.queries.scope import HOME, Scope
from tracker.report.asked import Asked
from tracker.snapshot import Workspace

LONG = "项目用地手续办理时间较长，资金拨付进度偏慢，需要更多时间协调 ABC 2026 WWW。" * 6


def run(folder: Path, options: Options) -> bool:
    """False where a brief has more than one page; skipped aloud without LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        print("one page: skipped, LibreOffice is not installed")
        return True
    pages = {}
    for name, place in _ledgers(folder).items():
        for scope in (HOME, Scope("all")):
            for asked in (Asked(Q3, Q3.end, None, scope), Asked(None, date(2026, 11, 20), None, scope)):
                key = f"{name}-{'all' if scope.place else 'home'}-{asked.quarter or asked.as_of}"
                (folder / f"{key}.docx").write_bytes(brief_of(place, asked))
                pages[key] = 0
        (folder / f"circular-{name}.docx").write_bytes(circular_of(place))
    command = [office, "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", "pdf"]
    files = sorted(map(str, folder.glob("*.docx")))
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True)
    pages = {key: len(PdfReader(folder / f"{key}.pdf").pages) for key in pages}
    circulars = [len(PdfReader(file).pages) for file in sorted(folder.glob("circular-*.pdf"))]
    print(
        f"one page: {len(pages)} briefs of {sorted(set(pages.values()))} pages, circulars of {circulars} pages"
    )
    return set(pages.values()) == {1} and len(circulars) == 4


def _ledgers(folder: Path) -> dict[str, Workspace]:
    demo, now = folder / "demo", datetime(2026, 11, 20, 4)
    make(TASKS, demo)
    return {
        "demo": Workspace(TASKS, demo, now=lambda: now),
        "sample": workspace(folder / "sample"),
        "empty": Workspace(TASKS, folder / "empty", now=lambda: TODAY),
        "crowded": _crowded(folder / "crowded"),
    }


def _crowded(folder: Path) -> Workspace:
    """All silent since the beginning, so nearly all red; targets missed, and decisions that wait, with long words."""
    place = Workspace(TASKS, folder, now=lambda: TODAY)
    record(place, "opened", date(2024, 1, 2), on=date(2024, 1, 2), demo=True)
    for row in queries.targets(place.status()).iter_rows(named=True):
        if row["document_id"] == DOCUMENT and row["due"] and row["due"].year == 2025:
            body = {"indicator": f"{DOCUMENT}/{row['indicator_id'].split('/')[1]}", "status": "provisional"}
            record(place, "reading", date(2026, 2, 1), period="2025", value="0.123", source="公报", **body)
    for number in range(1, 6):
        body = {"grade": "reminder", "unit": "hd-fgw", "tasks": [f"{DOCUMENT}/3.1"], "demand": LONG}
        day = date(2026, 8, number)
        record(place, "notice", day, number=f"督办〔2026〕{number}号", reply_by=date(2026, 9, 1), **body)
    for item in queries.items(place.status())["item_id"].to_list()[:8]:
        due = date(2027, 12, 31)
        record(place, "extension_request", date(2026, 9, 2), item=item, new_due=due, reason=LONG)
    return place
