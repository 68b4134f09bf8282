import pytest
from openpyxl import Workbook as ReadBook

from tests.report.papers import brief_of, circular_of
from tests.report.reading import opened, report
from tests.report.sample import Q3, TASKS, TODAY, silent, workspace
from tracker.queries.scope import HOME
from tracker.snapshot import Snapshot, Workspace


@pytest.fixture(scope="package")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="package")
def now(place: Workspace) -> Snapshot:
    return HOME.of(place.report(Q3))


@pytest.fixture(scope="package")
def content(place: Workspace) -> bytes:
    return report(place)


@pytest.fixture(scope="package")
def book(content: bytes) -> ReadBook:
    return opened(content)


@pytest.fixture(scope="package")
def letter_file(place: Workspace) -> bytes:
    """The circular."""
    return circular_of(place)


@pytest.fixture(scope="package")
def brief_file(place: Workspace) -> bytes:
    return brief_of(place)


@pytest.fixture(scope="package")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(TASKS, tmp_path_factory.mktemp("empty"), now=lambda: TODAY)


@pytest.fixture(scope="package")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return silent(tmp_path_factory.mktemp("crowded"))
