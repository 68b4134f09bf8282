"""Sessions: kept on the server, known by the hash of a token, ended at once by whatever ends them."""

import logging
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from tracker.accounts.access import Access, record
from tracker.accounts.accounts import Account, Accounts, account_of
from tracker.accounts.policy import Policy
from tracker.records.journal import JournalDamaged, JournalUnwritable

_log = logging.getLogger(__name__)

TOUCH_SHARE = 20
"""The time of the last message is written when it has moved by a twentieth of the idle time, not at every message."""


class Owed(StrEnum):
    """What somebody who has come in must do before anything else."""

    PASSWORD = "password"
    TOTP = "totp"


@dataclass(frozen=True)
class Session:
    """A session that goes on, and whose it is."""

    key: str
    account: Account
    last_seen: datetime
    owes: Owed | None


def begin(db: sqlite3.Connection, account: Account, policy: Policy, now: datetime) -> str:
    """A new session inside the caller's transaction; returns the token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    kept = policy.session.per_account - 1
    db.execute(
        "DELETE FROM session WHERE account = ?1 AND (version <> ?2 OR key NOT IN"
        " (SELECT key FROM session WHERE account = ?1 ORDER BY created_at DESC, key LIMIT ?3))",
        (account.id, account.version, kept),
    )
    db.execute(
        "INSERT INTO session (key, account, version, created_at, last_seen) VALUES (?, ?, ?, ?, ?)",
        (key_of(token), account.id, account.version, now.isoformat(), now.isoformat()),
    )
    return token


def find(accounts: Accounts, token: str | None) -> Session | None:
    """The session of a token, if it goes on at this moment; looking does not prolong it."""
    return _at(accounts, key_of(token)) if token else None


def still(accounts: Accounts, session: Session) -> Session | None:
    """The session as it stands now; None when it may no longer be used for what it was opened for."""
    found = _at(accounts, session.key)
    return found if found and found.owes == session.owes else None


def goes_on(accounts: Accounts, session: Session) -> bool:
    """Whether the session may still be used for what it was opened for, asked anew."""
    return still(accounts, session) is not None


def is_to_touch(accounts: Accounts, session: Session) -> bool:
    """Whether it is time to note that the reader did something."""
    idle, _ = _limits(accounts.policy)
    return accounts.clock() - session.last_seen >= idle / TOUCH_SHARE


def touch(accounts: Accounts, session: Session) -> None:
    """The reader did something: the idle time starts again. Where that cannot be written, reading goes on until then."""
    now = accounts.clock()
    try:
        with accounts.store.writing() as db:
            db.execute(
                "UPDATE session SET last_seen = ?1 WHERE key = ?2 AND last_seen < ?1",
                (now.isoformat(), session.key),
            )
    except sqlite3.OperationalError as refused:
        _log.error("session not prolonged: %s", refused)


def end(accounts: Accounts, session: Session, address: str | None = None) -> None:
    """The reader leaves, also when that cannot be noted: nobody is kept inside against his will."""
    actor = session.account.actor
    with accounts.store.writing() as db:
        gone = db.execute("DELETE FROM session WHERE key = ?", (session.key,)).rowcount
    if not gone:
        return
    try:
        record(accounts.workspace, Access.LOGOUT, actor.user, actor.role, actor.unit, address=address)
    except (JournalDamaged, JournalUnwritable) as refused:
        _log.error("logout of %s not noted: %s", actor.user, refused)


def sweep(db: sqlite3.Connection, policy: Policy, now: datetime) -> None:
    """Forgets sessions that are over anyway."""
    idle, absolute = _limits(policy)
    db.execute(
        "DELETE FROM session WHERE last_seen <= ? OR created_at <= ?",
        ((now - idle).isoformat(), (now - absolute).isoformat()),
    )


def key_of(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


_FIND = (
    "SELECT account.*, session.version AS opened_under, session.created_at AS begun_at,"
    " session.last_seen FROM session JOIN account ON account.id = session.account WHERE session.key = ?"
)


def _at(accounts: Accounts, key: str) -> Session | None:
    if not accounts.store.exists:
        return None
    with accounts.store.reading() as db:
        row = db.execute(_FIND, (key,)).fetchone()
    if row is None or row["disabled"] or row["opened_under"] != row["version"]:
        return None
    now, policy = accounts.clock(), accounts.policy
    idle, absolute = _limits(policy)
    begun, seen = datetime.fromisoformat(row["begun_at"]), datetime.fromisoformat(row["last_seen"])
    if now - seen >= idle or now - begun >= absolute:
        return None
    account = account_of(row)
    owes = None
    if account.password_is_due(policy, now):
        owes = Owed.PASSWORD
    elif account.totp_is_due(policy):
        owes = Owed.TOTP
    return Session(key, account, seen, owes)


def _limits(policy: Policy) -> tuple[timedelta, timedelta]:
    rule = policy.session
    return timedelta(minutes=rule.idle_minutes), timedelta(minutes=rule.absolute_minutes)
