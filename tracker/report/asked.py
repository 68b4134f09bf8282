"""What an output says of itself, so that it can be made again and held against the ledger: which state it shows."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import quote, unquote

from tracker.changes import previous
from tracker.periods import Quarter
from tracker.queries.scope import Scope
from tracker.snapshot import Snapshot, Workspace

WORD = "tracker"
INSTANT = "%Y%m%dT%H%M%S.%f"
"""Without colons: where a file keeps its keywords, some programs take them for the end of one."""


@dataclass(frozen=True)
class Asked:
    """A quarter, or a day where `quarter` is None; what was known at `known_at` (naive UTC), of the documents of `scope`."""

    quarter: Quarter | None
    as_of: date
    known_at: datetime | None
    scope: Scope
    unit: str | None = None
    """Whose tasks only."""
    against: Quarter | None = None
    """The earlier quarter that it is compared with, where that is not the one before."""

    def states(self, workspace: Workspace) -> tuple[Snapshot, Snapshot]:
        """The judged state, and the one of the quarter before with which it is compared."""
        whole = (
            workspace.report(self.quarter, self.known_at)
            if self.quarter
            else workspace.status(self.as_of, self.known_at)
        )
        before = previous(workspace, whole, self.against)
        return self.scope.of(whole).of_unit(self.unit), self.scope.of(before).of_unit(self.unit)


@dataclass(frozen=True)
class Stamp:
    """What stands in the properties of a file: the state it shows, and how many figures are marked in it."""

    asked: Asked
    plan: str
    """Fingerprint of the plan, cut short."""
    marks: int | None

    def in_words(self) -> str:
        """One line of plain letters, which office programs leave as it is; `read` takes it back."""
        asked = self.asked
        pairs = {
            "period": str(asked.quarter or ""),
            "as_of": "" if asked.quarter else asked.as_of.isoformat(),
            "known_at": f"{asked.known_at:{INSTANT}}" if asked.known_at else "",
            "place": asked.scope.place,
            "track": asked.scope.track,
            "document": asked.scope.document,
            "unit": asked.unit or "",
            "against": str(asked.against or ""),
            "plan": self.plan,
            "marks": "" if self.marks is None else str(self.marks),
        }
        return " ".join(
            [WORD, *(f"{name}={quote(value, safe='')}" for name, value in pairs.items() if value)]
        )


def stamp(asked: Asked, now: Snapshot, marks: int | None = None) -> Stamp:
    """Of an output that shows `now`, whose instant it says where none was asked for."""
    seen = replace(asked, as_of=now.clock.as_of, known_at=now.clock.known_at)
    return Stamp(seen, now.plan.fingerprint[:12], marks)


def read(text: str) -> Stamp | None:
    """None when the line is not one that `in_words` makes."""
    try:
        word, *rest = text.split()
        found = {name: unquote(value) for name, value in (part.split("=", 1) for part in rest)}
        quarter = Quarter.parse(found["period"]) if "period" in found else None
        as_of = quarter.end if quarter else date.fromisoformat(found["as_of"])
        known = datetime.strptime(found["known_at"], INSTANT) if "known_at" in found else None
        marks = int(found["marks"]) if "marks" in found else None
        against = Quarter.parse(found["against"]) if "against" in found else None
    except (ValueError, KeyError):
        return None
    if word != WORD:
        return None
    scope = Scope(*(found.get(name, "") for name in ("place", "track", "document")))
    asked = Asked(quarter, as_of, known, scope, found.get("unit"), against)
    return Stamp(asked, found.get("plan", ""), marks)
