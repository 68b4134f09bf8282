"""The access chain: what happened to accounts and sessions, and who looked at restricted files; beside the ledger."""

from enum import StrEnum

from tracker.periods import shanghai_day
from tracker.records.journal import Entry, Record
from tracker.snapshot import Workspace


class Access(StrEnum):
    """What is noted. A new kind needs its fields in `FIELDS` and its words in `tracker.labels.ACCESS`."""

    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGOUT = "logout"
    LOCKED_OUT = "locked_out"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    ACCOUNT_UNLOCKED = "account_unlocked"
    ROLE_CHANGED = "role_changed"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET = "password_reset"
    TOTP_SET = "totp_set"
    TOTP_REMOVED = "totp_removed"
    FILE_VIEWED = "file_viewed"
    AUDIT_EXPORTED = "audit_exported"
    CHAINS_PROVEN = "chains_proven"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    PACK_MADE = "pack_made"
    CONTACT_CHANGED = "contact_changed"


FIELDS: dict[Access, frozenset[str]] = {
    Access.LOGIN: frozenset({"address"}),
    Access.LOGIN_FAILED: frozenset({"address", "reason"}),
    Access.LOGOUT: frozenset({"address"}),
    Access.LOCKED_OUT: frozenset({"address", "until"}),
    Access.ACCOUNT_CREATED: frozenset({"account", "after"}),
    Access.ACCOUNT_CHANGED: frozenset({"account", "before", "after"}),
    Access.ACCOUNT_DISABLED: frozenset({"account"}),
    Access.ACCOUNT_ENABLED: frozenset({"account"}),
    Access.ACCOUNT_UNLOCKED: frozenset({"account"}),
    Access.ROLE_CHANGED: frozenset({"account", "before", "after"}),
    Access.PASSWORD_CHANGED: frozenset({"account"}),
    Access.PASSWORD_RESET: frozenset({"account"}),
    Access.TOTP_SET: frozenset({"account"}),
    Access.TOTP_REMOVED: frozenset({"account"}),
    Access.FILE_VIEWED: frozenset({"file", "name", "of"}),
    Access.AUDIT_EXPORTED: frozenset({"name", "rows"}),
    Access.CHAINS_PROVEN: frozenset({"heads", "faults"}),
    Access.BACKED_UP: frozenset({"name", "heads"}),
    Access.RESTORED: frozenset({"name", "heads"}),
    Access.PACK_MADE: frozenset({"name", "file", "heads"}),
    Access.CONTACT_CHANGED: frozenset({"of_unit", "contact", "change"}),
}
"""What may be said of each. So a password, its hash or a token has nowhere to go."""


def record(
    workspace: Workspace, kind: Access, by: str, role: str = "", unit: str | None = None, **body: object
) -> Record:
    """Notes one event, on the disk when the call returns; `role` is empty for somebody who has not come in.

    Raises JournalDamaged or JournalUnwritable: what must be noted and cannot be must not happen either.
    """
    if strange := body.keys() - FIELDS[kind]:
        raise ValueError(f"{kind} says nothing of {', '.join(sorted(strange))}")
    now = workspace.now()
    said = {name: value for name, value in body.items() if value is not None}
    clock = "simulated" if workspace.simulated else None
    entry = Entry(kind.value, by, str(role), unit, now, shanghai_day(now), said, clock)
    return workspace.access.append(lambda _: [entry])[0]
