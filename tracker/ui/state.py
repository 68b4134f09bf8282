"""What the address of a page says: which page, as of which date, who is looking, and the filters."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from tracker.intake.permissions import OF_UNITS, Actor, Role
from tracker.problems import Place, Problem, Severity
from tracker.queries.scope import HOME, Scope

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2060, 12, 31)
"""Days that a calendar offers; an address may ask about an earlier one, but about none later."""

KEPT = ("as_of", "known_at", "who", "place", "track", "document")
"""Parameters that go along from page to page; all others belong to one page."""

LOCAL_USER = "本机"
"""Who signs a record in a demonstration: whoever sits at this machine."""


def actor(who: str, units: Container[str]) -> Actor:
    """In a demonstration, from ``?who=``: a role, or ``unit:`` or ``reporter:`` and a known unit's id.

    Nothing said is the office.
    """
    role, _, unit = who.partition(":")
    if role in OF_UNITS and unit in units:
        return Actor(LOCAL_USER, Role(role), unit)
    return Actor(LOCAL_USER, Role(role) if role in (Role.LEADER, Role.AUDITOR) else Role.OFFICE)


@dataclass(frozen=True)
class View:
    """One view of one page over one state of the data.

    Equal views show the same, so a function of a view alone may be cached (`functools.lru_cache`).
    """

    path: str
    query: tuple[tuple[str, str], ...]
    """The parameters as the address has them."""
    as_of: date
    known_at: datetime | None
    """Naive UTC; None = everything recorded until now."""
    actor: Actor
    version: str
    """Changes with the plan, with every record of the journal, and with the office's policy."""
    scope: Scope = HOME
    """Which documents the page is about."""

    @cached_property
    def params(self) -> Mapping[str, str]:
        return dict(self.query)

    def link(self, path: str, **params: str | date | None) -> str:
        """The address of another page, as of the same date and for the same reader."""
        kept = {name: self.params[name] for name in KEPT if name in self.params}
        return _address(path, {**kept, **params})

    def here(self, **changes: str | date | None) -> str:
        """The address of this page with some parameters changed; an empty value drops one."""
        return _address(self.path, {**self.params, **changes})


def read(
    path: str,
    params: Mapping[str, str],
    today: date,
    version: str,
    units: Mapping[str, str],
    speaker: Actor | None = None,
) -> tuple[View, list[Problem]]:
    """The view an address asks for. What cannot be read is left out and reported.

    `units` = jurisdiction by id of every unit that may speak: a unit sees its own jurisdiction first. The address says
    who looks only where no `speaker` is known, in a demonstration.
    """
    if speaker:
        params = {name: value for name, value in params.items() if name != "who"}
    known_at, problems = None, []
    as_of = _day(params.get("as_of") or today.isoformat())
    if as_of is None:
        cure = f"请写成 2026-09-30 这样的日期，不晚于 {LAST_DAY}；本页先按今天显示。"
        problems.append(_unreadable("as_of", params["as_of"], cure))
    try:
        if text := params.get("known_at"):
            known_at = datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        cure = "请写成 2026-10-20T18:00:00+08:00 这样的时刻；本页先按已有的全部记录显示。"
        problems.append(_unreadable("known_at", params["known_at"], cure))
    speaker = speaker or actor(params.get("who", ""), units)
    scope = Scope(*(params.get(name, "") for name in ("place", "track", "document")))
    if not scope.chosen and speaker.unit in units:
        scope = Scope(units[speaker.unit or ""])
    return View(path, tuple(params.items()), as_of or today, known_at, speaker, version, scope), problems


def _day(text: str) -> date | None:
    """Not any day: each quarter up to it is judged for every task, and a far one would take all memory there is."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found <= LAST_DAY else None


def _unreadable(name: str, text: str, cure: str) -> Problem:
    return Problem(
        "page.unreadable-address",
        f"网址中的 {name}“{text}”无法识别。",
        cure,
        Place(field=name),
        Severity.WARNING,
    )


def _address(path: str, params: Mapping[str, Any]) -> str:
    given = {name: str(value) for name, value in params.items() if value not in (None, "")}
    return "/" + path.strip("/") + ("?" + urlencode(given) if given else "")
