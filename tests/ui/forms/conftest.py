"""The forms in a real browser, on the demonstration ledger of 2026-11-20; each test module has a ledger of its own."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tracker import demo
from tracker.cli.options import workspace
from tracker.intake import Actor, Draft, Role, accept
from tracker.records.journal import Record
from tracker.snapshot import Workspace

ROOT = Path(__file__).parents[3]
TODAY = demo.TODAY.isoformat()
SERVE = """
import sys
from pathlib import Path
from tracker.cli.options import workspace
from tracker.ui.server import Front, serve
space = workspace(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
refused = serve(space, "127.0.0.1", 0, lambda url: print(url, flush=True), Front(switch=True))
sys.exit(str(refused) if refused else 0)
"""

Tell = Callable[..., Record]

# A busy machine may take longer than Playwright's five seconds over the first page of a fresh server.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    assert demo.make(ROOT / "tasks", folder) == []
    return folder


@pytest.fixture(scope="module")
def space(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The ledger that `served` shows, as another process sees it."""
    folder = tmp_path_factory.mktemp("forms") / "data"
    shutil.copytree(demonstration, folder)
    return workspace(ROOT / "tasks", folder, TODAY)


@pytest.fixture(scope="module")
def served(space: Workspace) -> Iterator[str]:
    command = [sys.executable, "-c", SERVE, str(space.tasks), str(space.data), TODAY]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(space.data)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), "the server did not start; its errors are above"
        yield address
        process.terminate()


@pytest.fixture
def tell(space: Workspace) -> Tell:
    """Record something beside the browser: ``tell("hd-jw", "progress", task=…)``; "" is the office."""

    def record(unit: str, kind: str, **body: object) -> Record:
        actor = Actor("另一人", Role.UNIT, unit) if unit else Actor("另一人", Role.OFFICE)
        outcome = accept(space, [Draft(kind, body)], actor)
        assert outcome.ok, outcome.problems
        return outcome.records[-1]

    return record


def last(space: Workspace) -> Record:
    return space.journal.read().records[-1]


def pick(page: Page, label: str, option: str) -> None:
    """Choose in a drop-down list."""
    page.get_by_label(label).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def write_day(page: Page, label: str, day: str) -> None:
    """Type a day as 2026-11-06 into its three parts."""
    parts = page.get_by_role("group", name=label).get_by_role("spinbutton")
    for at, part in enumerate(day.split("-")):
        parts.nth(at).click()
        page.keyboard.type(part)


def send(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def confirmed(page: Page) -> str:
    """The words of the confirmation, once it stands on the page."""
    expect(page.locator(".saved")).to_contain_text("已记入流水")
    return page.locator(".saved").inner_text()


def refused(page: Page, words: str) -> None:
    """One of the form's complaints begins with these words."""
    expect(page.locator(".fault", has_text=re.compile(f"^{re.escape(words)}")).first).to_be_visible()
