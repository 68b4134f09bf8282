"""What an administrator does to accounts: each change checked, made and noted in one transaction."""

import sqlite3
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tracker.accounts import passwords
from tracker.accounts.access import Access, record
from tracker.accounts.accounts import Account, Accounts, account_of, fold, row_of
from tracker.accounts.codes import problem
from tracker.accounts.names import is_name, is_user_name
from tracker.intake.permissions import OF_UNITS, Actor, Role
from tracker.labels import ROLES
from tracker.problems import Problem


@dataclass(frozen=True)
class Done:
    """The account after the change, with the password to hand over where one was made; or why nothing was done."""

    account: Account | None = None
    password: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Applicant:
    user: str
    role: str
    unit: str | None = None
    name: str = ""


def first(accounts: Accounts, user: str, password: str | None = None) -> Done:
    """The first administrator, made by whoever has the machine; refused when there is any administrator."""
    applicant = Applicant(user, Role.ADMIN)
    return _create(accounts, Actor("（命令行）", Role.ADMIN), applicant, password, only_first=True)


def create(accounts: Accounts, by: Actor, applicant: Applicant) -> Done:
    """A new account with a one-time password."""
    return _create(accounts, by, applicant, None)


def _create(
    accounts: Accounts, by: Actor, applicant: Applicant, password: str | None, only_first: bool = False
) -> Done:
    user = unicodedata.normalize("NFKC", applicant.user).strip()
    role, unit, found = _role_of(accounts, applicant.role, applicant.unit)
    rule = accounts.policy.password
    if not is_user_name(user):
        found.append(problem("account.bad-user", "用户名", user=user))
    if not is_name(applicant.name):
        found.append(problem("account.bad-name", "姓名"))
    if password is not None:
        found += passwords.faults(rule, password, user)
    if found or role is None:
        return Done(problems=tuple(found))
    given = password or passwords.one_time(rule)
    secret, now = passwords.hashed(given), accounts.clock().isoformat()
    with accounts.store.writing() as db:
        if only_first and db.execute("SELECT 1 FROM account WHERE role = 'admin'").fetchone():
            return Done(problems=(problem("account.first-exists"),))
        if row_of(db, user):
            return Done(problems=(problem("account.taken", "用户名", user=user),))
        db.execute(
            "INSERT INTO account (user, folded, name, role, unit, hash, must_change, changed_at, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (user, fold(user), applicant.name.strip(), role, unit, secret, password is None, now, now),
        )
        _note(accounts, by, Access.ACCOUNT_CREATED, account=user, after=_standing(role, unit))
        row = row_of(db, user)
    return Done(account_of(row) if row else None, None if password else given)


def disable(accounts: Accounts, by: Actor, user: str) -> Done:
    def change(db: sqlite3.Connection, account: Account) -> Problem | None:
        if account.disabled:
            return problem("account.unchanged")
        if is_oneself(by, account):
            return problem("account.oneself")
        if _is_last_admin(db, account):
            return problem("account.last-admin")
        db.execute("UPDATE account SET disabled = 1, version = version + 1 WHERE id = ?", (account.id,))
        _note(accounts, by, Access.ACCOUNT_DISABLED, account=account.user)
        return None

    return _change(accounts, user, change)


def enable(accounts: Accounts, by: Actor, user: str) -> Done:
    def change(db: sqlite3.Connection, account: Account) -> Problem | None:
        if not account.disabled:
            return problem("account.unchanged")
        db.execute(
            "UPDATE account SET disabled = 0, failed = 0, locked_until = NULL, version = version + 1 WHERE id = ?",
            (account.id,),
        )
        _note(accounts, by, Access.ACCOUNT_ENABLED, account=account.user)
        return None

    return _change(accounts, user, change)


def unlock(accounts: Accounts, by: Actor, user: str) -> Done:
    def change(db: sqlite3.Connection, account: Account) -> Problem | None:
        if not account.locked(accounts.clock()):
            return problem("account.unchanged")
        db.execute("UPDATE account SET failed = 0, locked_until = NULL WHERE id = ?", (account.id,))
        _note(accounts, by, Access.ACCOUNT_UNLOCKED, account=account.user)
        return None

    return _change(accounts, user, change)


def reset(accounts: Accounts, by: Actor, user: str) -> Done:
    """A one-time password in place of one that was forgotten; the telephone has to be set up again too."""
    given = passwords.one_time(accounts.policy.password)
    secret = passwords.hashed(given)

    def change(db: sqlite3.Connection, account: Account) -> Problem | None:
        if account.disabled:
            return problem("account.disabled", "用户名", user=account.user)
        now = accounts.clock().isoformat()
        keep_password(db, account.id)
        db.execute(
            "UPDATE account SET hash = ?, must_change = 1, changed_at = ?, failed = 0, locked_until = NULL,"
            " totp = NULL, totp_step = 0, version = version + 1 WHERE id = ?",
            (secret, now, account.id),
        )
        _note(accounts, by, Access.PASSWORD_RESET, account=account.user)
        if account.has_totp:
            _note(accounts, by, Access.TOTP_REMOVED, account=account.user)
        return None

    done = _change(accounts, user, change)
    return done if done.problems else Done(done.account, given)


def give_role(accounts: Accounts, by: Actor, user: str, role: str, unit: str | None = None) -> Done:
    """Another role or unit; what was open under the old one ends."""
    wanted, wanted_unit, found = _role_of(accounts, role, unit)
    if found or wanted is None:
        return Done(problems=tuple(found))

    def change(db: sqlite3.Connection, account: Account) -> Problem | None:
        if (account.role, account.unit) == (wanted, wanted_unit):
            return problem("account.unchanged")
        if is_oneself(by, account):
            return problem("account.oneself")
        if wanted is not Role.ADMIN and _is_last_admin(db, account):
            return problem("account.last-admin")
        db.execute(
            "UPDATE account SET role = ?, unit = ?, version = version + 1 WHERE id = ?",
            (wanted, wanted_unit, account.id),
        )
        before, after = _standing(account.role, account.unit), _standing(wanted, wanted_unit)
        _note(accounts, by, Access.ROLE_CHANGED, account=account.user, before=before, after=after)
        return None

    return _change(accounts, user, change)


def rename(accounts: Accounts, by: Actor, user: str, name: str) -> Done:
    """Another name to address somebody by; the user name stays, since the journal names it."""
    name = name.strip()
    if not is_name(name):
        return Done(problems=(problem("account.bad-name", "姓名"),))

    def change(db: sqlite3.Connection, account: Account) -> Problem | None:
        if account.name == name:
            return problem("account.unchanged")
        db.execute("UPDATE account SET name = ? WHERE id = ?", (name, account.id))
        _note(accounts, by, Access.ACCOUNT_CHANGED, account=account.user, before=account.name, after=name)
        return None

    return _change(accounts, user, change)


def is_oneself(by: Actor, account: Account) -> bool:
    return fold(by.user) == fold(account.user)


def keep_password(db: sqlite3.Connection, account: int) -> None:
    """The password that is about to be replaced, so that it is not taken again too soon."""
    db.execute(
        "INSERT INTO past_password (account, at, hash) SELECT id, changed_at, hash FROM account WHERE id = ?",
        (account,),
    )


def _change(
    accounts: Accounts, user: str, change: Callable[[sqlite3.Connection, Account], Problem | None]
) -> Done:
    unknown = Done(problems=(problem("account.unknown", "用户名", user=user),))
    if not accounts.store.exists:
        return unknown
    with accounts.store.writing() as db:
        row = row_of(db, user)
        if row is None:
            return unknown
        if wrong := change(db, account_of(row)):
            return Done(problems=(wrong,))
        row = row_of(db, user)
        db.execute(
            "DELETE FROM session WHERE account = ? AND version <> ?", (row["id"], row["version"])
        ) if row else None
    return Done(account_of(row) if row else None)


def _is_last_admin(db: sqlite3.Connection, account: Account) -> bool:
    if account.role is not Role.ADMIN or account.disabled:
        return False
    others = db.execute(
        "SELECT 1 FROM account WHERE role = 'admin' AND NOT disabled AND id <> ? LIMIT 1", (account.id,)
    )
    return others.fetchone() is None


def _role_of(
    accounts: Accounts, role: str, unit: str | None
) -> tuple[Role | None, str | None, list[Problem]]:
    unit = (unit or "").strip() or None
    if role not in set(Role):
        choices = "、".join(f"{one}（{ROLES[one]}）" for one in Role)
        return None, None, [problem("account.bad-role", "角色", role=role, choices=choices)]
    wanted = Role(role)
    if wanted not in OF_UNITS:
        needless = problem("account.unit-needless", "单位", role=ROLES[wanted])
        return wanted, None, [needless] if unit else []
    if unit is None:
        return wanted, None, [problem("account.unit-missing", "单位")]
    known = {one.id for one in accounts.workspace.plan()[0].units if not one.collective}
    unknown = problem("account.unit-unknown", "单位", unit=unit)
    return wanted, unit, [] if unit in known else [unknown]


def _standing(role: Role, unit: str | None) -> str:
    return f"{role}:{unit}" if unit else role.value


def _note(accounts: Accounts, by: Actor, kind: Access, **body: object) -> None:
    record(accounts.workspace, kind, by.user, by.role, by.unit, **body)
