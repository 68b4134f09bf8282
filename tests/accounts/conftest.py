"""A data folder with accounts, a clock that the test moves, and passwords that cost nothing to hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tracker.accounts import administration, own, passwords, sessions
from tracker.accounts.accounts import Accounts
from tracker.accounts.administration import Applicant
from tracker.accounts.login import Entered, Refusal, log_in
from tracker.accounts.sessions import Session
from tracker.intake import Actor, Role
from tracker.snapshot import Workspace

ROOT = Path(__file__).parents[2]
PASSWORD = "Correct-horse-7"
START = datetime(2026, 11, 20, 2)
ADMIN = Actor("管理员", Role.ADMIN)


@dataclass
class House:
    """`accounts` under a clock of the test's own."""

    workspace: Workspace
    now: datetime = START

    def __post_init__(self) -> None:
        self.accounts = Accounts(self.workspace, clock=lambda: self.now)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def policy(self, text: str) -> None:
        self.workspace.data.mkdir(exist_ok=True)
        (self.workspace.data / "policy.yaml").write_text(text, encoding="utf-8")

    def add(self, user: str, role: Role = Role.OFFICE, unit: str | None = None) -> None:
        """An account that has changed its first password to `PASSWORD`."""
        done = administration.create(self.accounts, ADMIN, Applicant(user, role, unit))
        assert done.password is not None, done.problems
        entered = log_in(Accounts(self.workspace, clock=lambda: self.now), user, done.password)
        assert isinstance(entered, Entered)
        session = self.session(entered.token)
        assert isinstance(
            own.change_password(self.accounts, session, done.password, PASSWORD, PASSWORD), Entered
        )

    def knock(
        self, user: str, password: str = PASSWORD, code: str = "", address: str = ""
    ) -> Entered | Refusal:
        return log_in(self.accounts, user, password, code, address)

    def enter(self, user: str, password: str = PASSWORD, code: str = "") -> str:
        entered = self.knock(user, password, code)
        assert isinstance(entered, Entered), entered
        return entered.token

    def session(self, token: str) -> Session:
        found = sessions.find(self.accounts, token)
        assert found is not None
        return found

    def is_in(self, token: str) -> bool:
        return sessions.find(self.accounts, token) is not None

    @property
    def noted(self) -> list[tuple[str, str]]:
        return [(one.kind, one.by) for one in self.workspace.access.read().records]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    passwords._nobodys.cache_clear()
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def house(tmp_path: Path) -> House:
    found = House(Workspace(ROOT / "tests" / "example" / "tasks", tmp_path / "data", now=lambda: START))
    # Without lines of its own a test has no second factor, so that an administrator needs none either.
    found.policy("second_factor: {admin: optional}\n")
    return found
