"""The inbox of whoever is looking, always of today, and how much of it has not been read."""

from datetime import date
from functools import lru_cache

from tracker.intake import Role
from tracker.messages.seen import Seen
from tracker.problems import Problem
from tracker.reminders.inbox import office_lines, unit_lines
from tracker.reminders.line import Line
from tracker.ui import identity, ledger
from tracker.ui.state import View


def lines(view: View) -> list[Line]:
    """What came in; of nobody but a unit and the office."""
    if view.actor.unit is None and view.actor.role is not Role.OFFICE:
        return []
    return _lines(view.version, ledger.workspace().today, view.actor.unit, view.actor.role)


@lru_cache(maxsize=256)
def _lines(version: str, today: date, unit: str | None, role: Role) -> list[Line]:
    """`version` and `today` say when to look again."""
    snapshot = ledger.workspace().status(today)
    return office_lines(snapshot) if unit is None else unit_lines(snapshot, unit, role)


def unread_keys(view: View) -> frozenset[str]:
    keys = frozenset(line.key for line in lines(view) if line.key)
    return keys - Seen(ledger.workspace().data).by(view.actor) if keys else keys


def unread(view: View) -> int:
    return len(unread_keys(view))


def mark_read(view: View, keys: frozenset[str]) -> None:
    workspace, speaker = ledger.workspace(), identity.sending(view.actor)
    if not isinstance(speaker, Problem):
        Seen(workspace.data).mark(speaker, keys, workspace.now())
