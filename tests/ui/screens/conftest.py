"""The screens on the demonstration ledger of 2026-11-20 and on one that was never opened."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.ui.conftest import ROOT, SERVE
from tracker import demo
from tracker.queries.scope import HOME
from tracker.snapshot import Snapshot, Workspace
from tracker.ui.state import View, read

Visit = Callable[..., View]


@pytest.fixture(scope="session")
def told(demonstration: Path) -> Snapshot:
    return HOME.of(Workspace(ROOT / "tasks", demonstration).status(demo.TODAY))


@pytest.fixture(scope="session")
def untold(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return HOME.of(Workspace(ROOT / "tasks", tmp_path_factory.mktemp("untold")).status(date(2026, 11, 20)))


@pytest.fixture(scope="session")
def served(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the product on the demonstration."""
    command = [sys.executable, "-c", SERVE, str(ROOT / "tasks"), str(demonstration)]
    home = str(tmp_path_factory.mktemp("home"))
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": home}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), "the server did not start; its errors are above"
        yield address
        process.terminate()


def visit(path: str, **params: str) -> View:
    """A view of a page as of the demonstration's day, by the office unless ``who`` says otherwise."""
    units = {"hd-fgw": "北京市海淀区", "hd-kjc": "北京市海淀区"}
    return read(path, {"as_of": demo.TODAY.isoformat(), **params}, demo.TODAY, "v", units)[0]
