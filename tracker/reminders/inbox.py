"""What stands in an inbox: what came in, newest first, and what is due, the most pressing first."""

from collections.abc import Iterable
from datetime import datetime

from tracker.intake import Role
from tracker.reminders.line import Line, form_of
from tracker.reminders.office_lines import OFFICE_LINES
from tracker.reminders.things import Thing, things
from tracker.reminders.unit_lines import INSIDE, UNIT_LINES
from tracker.sentences import day
from tracker.snapshot import Snapshot


def unit_lines(snapshot: Snapshot, unit: str, role: Role) -> list[Line]:
    """What came in for somebody of a unit, newest first."""
    sources = [*UNIT_LINES, INSIDE[role]] if role in INSIDE else UNIT_LINES
    return _newest(line for source in sources for line in source(snapshot, unit))


def office_lines(snapshot: Snapshot) -> list[Line]:
    """What waits for the office, newest first; what has no day stands at the end."""
    return _newest(line for source in OFFICE_LINES for line in source(snapshot))


def due_lines(snapshot: Snapshot, unit: str) -> list[Line]:
    """What is due from a unit within a month or past already, the most pressing first."""
    today = snapshot.clock.as_of
    found = [thing for thing in things(snapshot) if thing.unit == unit and (thing.due - today).days <= 30]
    return [_due(thing, (thing.due - today).days) for thing in found]


def _newest(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.on or datetime.min, reverse=True)


def _due(thing: Thing, left: int) -> Line:
    far = f"还有 {left} 天" if left > 0 else f"已过 {-left} 天" if left else "今天到期"
    moved = f"（原定{day(thing.was_due)}）" if thing.was_due else ""
    where = form_of(thing.about, thing.thing, str(thing.unit))
    return Line(
        far,
        "red" if left < 0 else "blue",
        thing.what,
        f"{day(thing.due)}到期{moved}",
        page="report",
        params=where,
    )
