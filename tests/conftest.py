"""What every test shares: a clean environment, and an answer to a machine without a browser."""

import os
import shutil

import pytest
from hypothesis import settings

CURE = "no Chromium on this machine: apt-get install chromium (or set CHROMIUM to its path)"
IN_CI = os.environ.get("CI") == "true"

# A slow machine is no failure; a build server must find today what it found yesterday.
settings.register_profile("tracker", deadline=None, derandomize=IN_CI)
settings.load_profile("tracker")


def chromium_path() -> str | None:
    """The browser to drive: $CHROMIUM, else the first one on the path."""
    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def pytest_configure() -> None:
    """Keep a developer's own plan and journal out of the tests."""
    for name in ("TRACKER_TASKS", "TRACKER_DATA"):
        os.environ.pop(name, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests skip and say the cure; on a build server they run and fail."""
    if chromium_path() or IN_CI:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=CURE))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and IN_CI and not chromium_path():
        pytest.fail(CURE, pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if CURE in str(report.longrepr)]
    if skipped:
        terminalreporter.section("browser tests not run", sep="!", yellow=True, bold=True)
        terminalreporter.line(f"{len(skipped)} browser tests were skipped. {CURE}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; only tests marked `browser` may ask for it."""
    path = chromium_path()
    assert path, CURE
    return path
