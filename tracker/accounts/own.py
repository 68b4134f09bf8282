"""What somebody does to his own account: password and one-time codes; every other session of his then ends."""

import sqlite3
from collections.abc import Callable

from tracker.accounts import login, passwords, second_factor, sessions
from tracker.accounts.access import Access, record
from tracker.accounts.accounts import Account, Accounts, account_of, row_of
from tracker.accounts.administration import keep_password
from tracker.accounts.codes import problem
from tracker.accounts.login import Entered
from tracker.accounts.policy import Demand
from tracker.accounts.sessions import Session
from tracker.labels import ROLES
from tracker.problems import Problem


def change_password(
    accounts: Accounts, session: Session, old: str, new: str, again: str, address: str = ""
) -> Entered | list[Problem]:
    """A new password and a new session under it, or why not."""
    account, policy = session.account, accounts.policy
    if not login.confirm(accounts, account, old, address):
        return [problem("account.password-wrong", "现在的口令")]
    found = [] if new == again else [problem("account.password-differs", "再输一次新口令")]
    found += passwords.faults(
        policy.password, new, account.user, _recent(accounts, account, policy.password.history)
    )
    if found:
        return found
    secret = passwords.hashed(new)

    def change(db: sqlite3.Connection) -> None:
        keep_password(db, account.id)
        db.execute(
            "UPDATE account SET hash = ?, must_change = 0, changed_at = ? WHERE id = ?",
            (secret, accounts.clock().isoformat(), account.id),
        )

    return _renewed(accounts, session, Access.PASSWORD_CHANGED, change)


def set_totp(accounts: Accounts, session: Session, secret: str, code: str) -> Entered | list[Problem]:
    """From now on a code is asked for at the door; `code` proves that the telephone has the secret."""
    account, policy = session.account, accounts.policy
    if policy.second_factor.of(account.role) is Demand.OFF:
        return [problem("account.totp-off")]
    if account.has_totp:
        return [problem("account.totp-set")]
    step = second_factor.step_of(secret, code, accounts.clock(), 0)
    if step is None:
        return [problem("account.code-wrong", "动态口令")]

    def change(db: sqlite3.Connection) -> None:
        db.execute("UPDATE account SET totp = ?, totp_step = ? WHERE id = ?", (secret, step, account.id))

    return _renewed(accounts, session, Access.TOTP_SET, change)


def remove_totp(
    accounts: Accounts, session: Session, password: str, address: str = ""
) -> Entered | list[Problem]:
    account = session.account
    if accounts.policy.second_factor.of(account.role) is Demand.REQUIRED:
        return [problem("account.totp-required", role=ROLES[account.role])]
    if not login.confirm(accounts, account, password, address):
        return [problem("account.password-wrong", "现在的口令")]

    def change(db: sqlite3.Connection) -> None:
        db.execute("UPDATE account SET totp = NULL, totp_step = 0 WHERE id = ?", (account.id,))

    return _renewed(accounts, session, Access.TOTP_REMOVED, change)


def _recent(accounts: Accounts, account: Account, count: int) -> list[str]:
    """The hashes that a new password must not match: the present one, then those before it."""
    with accounts.store.reading() as db:
        past = db.execute(
            "SELECT hash FROM account WHERE id = ?1 UNION ALL SELECT hash FROM"
            " (SELECT hash FROM past_password WHERE account = ?1 ORDER BY rowid DESC)",
            (account.id,),
        ).fetchall()
    return [row["hash"] for row in past[:count]]


def _renewed(
    accounts: Accounts, session: Session, kind: Access, change: Callable[[sqlite3.Connection], None]
) -> Entered | list[Problem]:
    """The change, and a new session in place of all that were open."""
    account = session.account
    with accounts.store.writing() as db:
        before = row_of(db, account.user)
        if before is None or before["disabled"] or before["version"] != account.version:
            return [problem("account.session-ended")]
        change(db)
        db.execute("UPDATE account SET version = version + 1 WHERE id = ?", (account.id,))
        after = row_of(db, account.user)
        if after is None:
            raise LookupError(account.user)
        renewed = account_of(after)
        token = sessions.begin(db, renewed, accounts.policy, accounts.clock())
        actor = renewed.actor
        record(accounts.workspace, kind, actor.user, actor.role, actor.unit, account=actor.user)
    return Entered(token)
