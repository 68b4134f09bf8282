"""A running product and a browser: every page seen by a test must be silent in its console and ask no other host."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tracker import demo
from tracker.ui import identity

ROOT = Path(__file__).parents[2]

SERVE = """
import sys
from pathlib import Path
from tracker.snapshot import Workspace
from tracker.ui.server import Front, serve
space = Workspace(Path(sys.argv[1]), Path(sys.argv[2]))
refused = serve(space, "127.0.0.1", 0, lambda url: print(url, flush=True), Front(switch=True))
sys.exit(str(refused) if refused else 0)
"""


@pytest.fixture(autouse=True)
def demonstrated() -> Iterator[None]:
    """Pages drawn in this process choose who is looking by their address, as in a demonstration."""
    identity.by_switch()
    yield
    identity.by_switch(False)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the product on the real plan with an empty journal, started from a foreign working directory."""
    folder = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-c", SERVE, str(ROOT / "tasks"), str(folder / "data")]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, env=environment) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), "the server did not start; its errors are above"
        yield address
        process.terminate()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration ledger on the real plan: a data folder to read, or to copy from."""
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    assert demo.make(ROOT / "tasks", folder) == []
    return folder


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A fresh window of 1366×768 at the product's address; relative addresses work in `page.goto`."""
    context = browser.new_context(base_url=served, viewport={"width": 1366, "height": 768}, locale="en-US")
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((served, "data:", "blob:"))
            else noise.append(f"asked another host: {request.url}")
        ),
    )
    yield page
    context.close()
    assert noise == []
