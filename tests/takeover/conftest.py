"""The plan of Haidian district with an empty ledger, and its office at noon of 20 November 2026."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.takeover.ledgers import LEDGERS
from tracker.intake import Actor, Draft, Role, accept
from tracker.periods import Quarter
from tracker.snapshot import Workspace
from tracker.takeover.proposal import Choices, Proposal, propose

TASKS = Path(__file__).parents[2] / "tasks"
OFFICE = Actor("办公室", Role.OFFICE)
Q3 = Quarter(2026, 3)

Ask = Callable[..., Proposal]


@pytest.fixture(scope="session")
def written() -> dict[str, tuple[str, bytes]]:
    """The ledgers of LEDGERS as files, by what is special about them."""
    return {which: (name, make()) for which, (name, make) in LEDGERS.items()}


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return _space(tmp_path)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One that nobody writes to."""
    return _space(tmp_path_factory.mktemp("empty"))


def _space(folder: Path) -> Workspace:
    return Workspace(TASKS, folder / "data", now=lambda: datetime(2026, 11, 20, 4))


@pytest.fixture
def ask(empty: Workspace, written: dict[str, tuple[str, bytes]]) -> Ask:
    """``ask("grouped", work_items="none")``: one of LEDGERS as it would be taken into an empty ledger."""

    def propose_it(which: str, space: Workspace = empty, **choices: object) -> Proposal:
        return propose(space, *written[which], Choices(Q3, **choices), OFFICE)  # type: ignore[arg-type]

    return propose_it


@pytest.fixture
def record(space: Workspace) -> Callable[..., None]:
    """Something that the ledger holds already: ``record("year_goal", task=…)``."""

    def make(kind: str, **body: object) -> None:
        outcome = accept(space, [Draft(kind, body)], OFFICE)
        assert outcome.ok, outcome.problems

    return make


def by_kind(proposal: Proposal, kind: str) -> dict[str, dict[str, object]]:
    """Bodies of what would be recorded, by the last part of the task's id."""
    found = [one.draft.body for one in proposal.taken if one.draft.kind == kind]
    return {str(body["task"]).split("/")[1]: body for body in found}


def left(proposal: Proposal) -> dict[str, str]:
    """By cell: why it is left out."""
    return {one.cell: one.reason for one in proposal.left}


def fits(proposal: Proposal) -> dict[int, tuple[str, str]]:
    """By row: the task's local id and how sure it is."""
    return {one.line.row: (one.task_id.partition("/")[2], one.fit) for one in proposal.rows}
