"""`make pictures`: takes the screenshots of the documents from the running demonstration, so that they never go stale."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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
    "extract": "/extract?who=office",
    "assessment": "/assessment",
}
OWN_TEXT = """北京市海淀区自编示例行动方案
一、总体目标
到2030年，自编示例指标达到15%以上。
二、重点任务
（一）推进自编示例建设。到2027年，建成自编示例园区3个以上；2026年6月底前完成自编示例摸底。（牵头单位：区发展改革委，责任单位：区城市管理委、区水务局，各街镇）
（二）开展自编示例服务。对符合条件的单位给予最高50万元补助。2028年起新建项目全面采用自编示例做法，覆盖率力争达到40%左右。（主要责任单位：区科委、自编示例中心）
三、组织实施
由区发展改革委会同有关单位推进落实。
"""
UPLOADS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "takeover": ("自编台账.xlsx", fractions),
    "extract": ("自编方案.txt", OWN_TEXT.encode),
}
"""What is uploaded on a page before its picture is taken."""
SHOWS = {"alignment": "上下级对照"}
"""What a picture begins with, where that is not the top of the page."""
ON_PAPER = {"print": "/ledger"}
"""Pages as they are printed, the first sheet across."""
SHEET = {"width": 1032, "height": 684}
CHARTS = {"chart": "/chart/targets.png?id=haidian-2024-8/9.1/t2030"}
"""Files of the product that are pictures themselves."""


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


def names() -> list[str]:
    """Every picture that is taken."""
    return [*PICTURES, *ON_PAPER, *CHARTS, "board"]


def take(wanted: Collection[str] = ()) -> list[str]:
    """PNGs at 1366×768 of the wanted pictures, by default of all; returns their names."""
    path = chromium_path()
    if path is None:
        sys.exit(CURE)
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = [name for name in names() if not wanted or name in wanted]
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        window = browser.new_page(
            viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=address, accept_downloads=True
        )
        for name in chosen:
            _take(window, name)
        browser.close()
    return chosen


def _take(page: Page, name: str) -> None:
    file = FOLDER / f"{name}.png"
    if name in CHARTS:
        file.write_bytes(page.request.get(CHARTS[name]).body())
    elif name == "board":
        _board(page, file)
    elif name in ON_PAPER:
        _open(page, ON_PAPER[name])
        page.emulate_media(media="print")
        page.set_viewport_size(SHEET)
        page.screenshot(path=file)
        page.emulate_media(media="null")
        page.set_viewport_size({"width": 1366, "height": 768})
    else:
        _page(page, name, file)


def _open(page: Page, where: str) -> None:
    page.goto(where)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=20_000)
    page.wait_for_timeout(400)


def _page(page: Page, name: str, file: Path) -> None:
    _open(page, PICTURES[name])
    if name in UPLOADS:
        title, make = UPLOADS[name]
        content = {"name": title, "mimeType": "application/octet-stream", "buffer": make()}
        page.locator("input[type=file]").set_input_files(content)
        page.locator("table").first.wait_for()
        page.wait_for_timeout(400)
    if name in SHOWS:
        page.get_by_text(SHOWS[name]).first.evaluate("element => element.scrollIntoView()")
        page.wait_for_timeout(200)
    page.screenshot(path=file)


def _board(page: Page, file: Path) -> None:
    """The file as a leader downloads it, opened from disk with scripts off."""
    _open(page, "/workbook?who=leader")
    with page.expect_download() as started, tempfile.TemporaryDirectory() as folder:
        page.get_by_role("button", name="下载看板").click()
        saved = Path(folder) / "board.html"
        started.value.save_as(saved)
        browser = page.context.browser
        assert browser
        reader = browser.new_page(viewport={"width": 1024, "height": 768}, java_script_enabled=False)
        reader.goto(saved.as_uri())
        reader.screenshot(path=file)
        reader.close()


if __name__ == "__main__":
    print("\n".join(f"taken: docs/pictures/{name}.png" for name in take(sys.argv[1:])))
