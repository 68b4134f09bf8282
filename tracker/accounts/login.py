"""Coming in: user name, password and code against account, lock-out and policy; every answer takes as long."""

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.accounts import passwords, second_factor, sessions
from tracker.accounts.access import Access, record
from tracker.accounts.accounts import Account, Accounts, account_of, row_of
from tracker.accounts.names import is_user_name
from tracker.accounts.policy import Demand, Policy

LONGEST_TYPED = 64
NOT_A_NAME = "（不合用户名的写法）"
"""Stands for what cannot be a user name or could be a password: it is often that, typed one field too early."""


class Refusal(StrEnum):
    """Why; only the auditor is told. Its words are `tracker.labels.LOGIN_REFUSED`."""

    UNKNOWN = "unknown"
    PASSWORD = "password"
    CODE = "code"
    LOCKED = "locked"
    DISABLED = "disabled"
    THROTTLED = "throttled"


@dataclass(frozen=True)
class Entered:
    token: str


def log_in(
    accounts: Accounts,
    user: str,
    password: str,
    code: str = "",
    address: str = "",
) -> Entered | Refusal:
    """A session, or why not. Raises Busy, PolicyRefused, and what the access chain raises."""
    now, policy = accounts.clock(), accounts.policy
    tried = accounts.throttle.count(address, now) - policy.lockout.per_address
    if tried > 0:
        if tried == 1:  # once a minute: a flood must not become a flood of records
            _refused(accounts, user, address, Refusal.THROTTLED)
        return Refusal.THROTTLED
    known = _known(accounts, user)
    right = passwords.matches(known["hash"] if known else None, password)
    if known is None:
        return _refused(accounts, user, address, Refusal.UNKNOWN)
    renewed = passwords.hashed(password) if right and passwords.is_outdated(known["hash"]) else None
    with accounts.store.writing() as db:
        row = row_of(db, user)
        # Asked again under the lock: of many guesses at the same moment only so many count.
        wrong = _wrong(row, known, right, code, policy, now)
        if row is None or wrong is not None:
            _refused(accounts, user, address, wrong or Refusal.UNKNOWN)
            if row is not None and wrong in (Refusal.PASSWORD, Refusal.CODE):
                _count(accounts, db, row, policy, now, address)
            return wrong or Refusal.UNKNOWN
        account = account_of(row)
        db.execute(
            "UPDATE account SET failed = 0, locked_until = NULL, last_login = ?, totp_step = ?,"
            " hash = coalesce(?, hash) WHERE id = ?",
            (now.isoformat(), _step(row, code, policy, now), renewed, account.id),
        )
        sessions.sweep(db, policy, now)
        token = sessions.begin(db, account, policy, now)
        actor = account.actor
        record(accounts.workspace, Access.LOGIN, actor.user, actor.role, actor.unit, address=address or None)
    return Entered(token)


def confirm(accounts: Accounts, account: Account, password: str, address: str = "") -> bool:
    """Whether somebody who is in knows the password; wrong ones count towards the lock-out as at the door."""
    known = _known(accounts, account.user)
    right = passwords.matches(known["hash"] if known else None, password)
    now, policy = accounts.clock(), accounts.policy
    with accounts.store.writing() as db:
        row = row_of(db, account.user)
        if known is None or row is None:
            return False
        wrong = _wrong(row, known, right, None, policy, now)
        if wrong is not None:
            _refused(accounts, account.user, address, wrong)
        if wrong is Refusal.PASSWORD:
            _count(accounts, db, row, policy, now, address)
        return wrong is None


def _known(accounts: Accounts, user: str) -> sqlite3.Row | None:
    if not accounts.store.exists:
        return None
    with accounts.store.reading() as db:
        return row_of(db, user)


def _wrong(
    row: sqlite3.Row | None, known: sqlite3.Row, right: bool, code: str | None, policy: Policy, now: datetime
) -> Refusal | None:
    """`code` None = not asked for."""
    if row is None or row["hash"] != known["hash"]:
        return Refusal.PASSWORD
    account = account_of(row)
    if account.disabled:
        return Refusal.DISABLED
    if account.locked(now):
        return Refusal.LOCKED
    if not right:
        return Refusal.PASSWORD
    if code is not None and _step(row, code, policy, now) is None:
        return Refusal.CODE
    return None


def _step(row: sqlite3.Row, code: str, policy: Policy, now: datetime) -> int | None:
    """The step of the code, None for a wrong or used one; where none is asked for, the last one stays."""
    used: int = row["totp_step"]
    if row["totp"] is None or policy.second_factor.of(row["role"]) is Demand.OFF:
        return used
    return second_factor.step_of(row["totp"], code, now, used)


def _count(
    accounts: Accounts, db: sqlite3.Connection, row: sqlite3.Row, policy: Policy, now: datetime, address: str
) -> None:
    failed = row["failed"] + 1
    if failed < policy.lockout.attempts:
        db.execute("UPDATE account SET failed = ? WHERE id = ?", (failed, row["id"]))
        return
    until = now + timedelta(minutes=policy.lockout.minutes)
    # Whoever is in goes on: else anybody could throw out anybody by guessing.
    db.execute("UPDATE account SET failed = 0, locked_until = ? WHERE id = ?", (until.isoformat(), row["id"]))
    ends = until.isoformat(timespec="seconds") + "Z"
    record(
        accounts.workspace,
        Access.LOCKED_OUT,
        row["user"],
        row["role"],
        row["unit"],
        address=address or None,
        until=ends,
    )


def _refused(accounts: Accounts, user: str, address: str, why: Refusal) -> Refusal:
    typed = unicodedata.normalize("NFKC", user).strip()[:LONGEST_TYPED]
    named = is_user_name(typed) and (
        accounts.find(typed) is not None or passwords.faults(accounts.policy.password, typed, "")
    )
    by = typed if named else NOT_A_NAME
    record(accounts.workspace, Access.LOGIN_FAILED, by, address=address or None, reason=why.value)
    return why
