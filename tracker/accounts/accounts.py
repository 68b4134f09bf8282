"""The accounts of one data folder: who they are and how they stand, with the policy and the clock they live under."""

import sqlite3
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.accounts.policy import Demand, Policy
from tracker.accounts.policy_file import policy_of
from tracker.accounts.store import Store
from tracker.accounts.throttle import Throttle
from tracker.intake.permissions import Actor, Role
from tracker.snapshot import Workspace, utc_now


@dataclass(frozen=True)
class Account:
    id: int
    user: str
    name: str
    role: Role
    unit: str | None
    must_change: bool
    changed_at: datetime
    disabled: bool
    failed: int
    locked_until: datetime | None
    has_totp: bool
    version: int
    created_at: datetime
    last_login: datetime | None

    @property
    def actor(self) -> Actor:
        return Actor(self.user, self.role, self.unit)

    @property
    def shown(self) -> str:
        """The name to address somebody by."""
        return self.name or self.user

    def locked(self, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until

    def password_is_due(self, policy: Policy, now: datetime) -> bool:
        """Whether the password must be changed before anything else: a one-time or an old one."""
        days = policy.password.max_age_days
        return self.must_change or (days > 0 and now - self.changed_at >= timedelta(days=days))

    def totp_is_due(self, policy: Policy) -> bool:
        return not self.has_totp and policy.second_factor.of(self.role) is Demand.REQUIRED


class Accounts:
    """`clock` is the real one also in a rehearsal under `--now`: sessions end and codes change in real time."""

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime] = utc_now) -> None:
        self.workspace = workspace
        self.clock = clock
        self.store = Store(workspace.data)
        self.throttle = Throttle()

    @property
    def policy(self) -> Policy:
        """The policy in force. Raises PolicyRefused."""
        return policy_of(self.workspace.data)

    @property
    def any(self) -> bool:
        """Whether there is any account; without one nobody can come in."""
        if not self.store.exists:
            return False
        with self.store.reading() as db:
            return db.execute("SELECT 1 FROM account LIMIT 1").fetchone() is not None

    def every(self) -> list[Account]:
        if not self.store.exists:
            return []
        with self.store.reading() as db:
            return [account_of(row) for row in db.execute("SELECT * FROM account ORDER BY id")]

    def find(self, user: str) -> Account | None:
        if not self.store.exists:
            return None
        with self.store.reading() as db:
            row = row_of(db, user)
            return account_of(row) if row else None


def fold(user: str) -> str:
    """The name as it is compared: width and case do not tell two accounts apart."""
    return unicodedata.normalize("NFKC", user).strip().casefold()


def row_of(db: sqlite3.Connection, user: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute("SELECT * FROM account WHERE folded = ?", (fold(user),)).fetchone()
    return row


def account_of(row: sqlite3.Row) -> Account:
    return Account(
        id=row["id"],
        user=row["user"],
        name=row["name"],
        role=Role(row["role"]),
        unit=row["unit"],
        must_change=bool(row["must_change"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        disabled=bool(row["disabled"]),
        failed=row["failed"],
        locked_until=datetime.fromisoformat(row["locked_until"]) if row["locked_until"] else None,
        has_totp=row["totp"] is not None,
        version=row["version"],
        created_at=datetime.fromisoformat(row["created_at"]),
        last_login=datetime.fromisoformat(row["last_login"]) if row["last_login"] else None,
    )
