"""The brief is one page, whatever the ledger holds, and what LibreOffice has saved anew still agrees with the ledger."""

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

from pypdf import PdfReader

from tests.drill.options import Options
from tests.report.papers import brief_of, circular_of
from tests.report.sample import DOCUMENT, Q3, TASKS, TODAY, record, silent, workspace
from tracker import queries
from tracker.demo import make
from tracker.problems import Problem
from tracker.queries.scope import HOME, Scope
from tracker.report import quarterly
from tracker.report.agreement import Checked, check
from tracker.report.asked import Asked
from tracker.snapshot import Workspace


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
    saved = _saved_anew(folder, office)
    print(f"saved anew: {sum(one.figures for one in saved[0])} figures, {len(saved[1])} problems")
    return set(pages.values()) == {1} and len(circulars) == 4 and not saved[1]


def _saved_anew(folder: Path, office: str) -> tuple[list[Checked], list[Problem]]:
    """The circular, the brief and the workbook as LibreOffice writes them, held against the ledger."""
    place, anew = Workspace(TASKS, folder / "sample", now=lambda: TODAY), folder / "anew"
    anew.mkdir()
    files = [folder / "sample-home-2026-Q3.docx", folder / "circular-sample.docx", folder / "quarterly.xlsx"]
    quarterly.write(place, Q3, files[-1])
    for file in files:
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/lo"]
        convert = ["--convert-to", file.suffix[1:], "--outdir", str(anew), str(file)]
        subprocess.run([*command, *convert], check=True, capture_output=True)
    return check(place, [anew / file.name for file in files])


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
    """Silent since the beginning, and where figures were given they missed their goals."""
    place = silent(folder)
    for row in queries.targets(place.status()).iter_rows(named=True):
        if row["document_id"] == DOCUMENT and row["due"] and row["due"].year == 2025:
            body = {"indicator": f"{DOCUMENT}/{row['indicator_id'].split('/')[1]}", "status": "provisional"}
            record(place, "reading", date(2026, 9, 3), period="2025", value="0.123", source="公报", **body)
    return place
