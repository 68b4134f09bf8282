"""`make pictures`: takes the screenshots of the documents from the running demonstration, so that they never go stale."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import CURE, chromium_path
from tests.docs.generated import ROOT
from tests.takeover.ledgers import fractions

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {
    "overview": "/",
    "ledger": "/ledger",
    "task": "/task?id=haidian-2024-8/9.1",
    "targets": "/targets",
    "target": "/targets?id=haidian-2024-8/9.1/t2030",
    "overdue": "/overdue",
    "units": "/units",
    "unit": "/units?id=hd-kjc",
    "report": "/report?who=unit:hd-swu",
    "confirm": "/report?who=unit:hd-kjc&do=confirm",
    "office": "/office?who=office",
    "inbox": "/inbox?who=unit:hd-kjc",
    "workbook": "/workbook",
    "problems": "/problems",
    "documents": "/documents",
    "source": "/source?place=all",
    "alerts": "/alerts?place=北京经济技术开发区&unit=et-yxj",
    "pilots": "/pilots",
    "alignment": "/task?id=haidian-2024-8/5.3",
    "takeover": "/office?who=office&do=takeover",
    "audit": "/audit?who=auditor",
    "assessment": "/assessment",
}
UPLOADS: dict[str, tuple[str, Callable[[], bytes]]] = {"takeover": ("自编台账.xlsx", fractions)}
"""What is uploaded on a page before its picture is taken."""
SHOWS = {"alignment": "上下级对照"}
"""What a picture begins with, where that is not the top of the page."""


@contextmanager
def demo() -> Iterator[str]:
    """Address of a demonstration of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "tracker.cli",
            "demo",
            "--port",
            "0",
            "--data",
            str(Path(folder) / "demo"),
        ]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            ready = (re.search(r"http://\S+", line) for line in process.stdout)
            yield next(found[0] for found in ready if found)
            process.terminate()


def take() -> list[str]:
    """One PNG a page at 1366×768; returns their names."""
    path = chromium_path()
    if path is None:
        sys.exit(CURE)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        for name, where in PICTURES.items():
            page.goto(address + where)
            page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=20_000)
            page.wait_for_timeout(400)
            if name in UPLOADS:
                file, make = UPLOADS[name]
                content = {"name": file, "mimeType": "application/octet-stream", "buffer": make()}
                page.locator("input[type=file]").set_input_files(content)
                page.locator("table").first.wait_for()
                page.wait_for_timeout(400)
            if name in SHOWS:
                page.get_by_text(SHOWS[name]).first.evaluate("element => element.scrollIntoView()")
                page.wait_for_timeout(200)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
    return list(PICTURES)


if __name__ == "__main__":
    print("\n".join(f"taken: docs/pictures/{name}.png" for name in take()))
