"""What somebody has begun to enter and not sent: kept per user and matter, outside the ledger, gone once it is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.intake import Actor
from tracker.records.editable import opened
from tracker.snapshot import Workspace

TABLE = """
CREATE TABLE IF NOT EXISTS draft (
  user TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, matter TEXT NOT NULL,
  entered TEXT NOT NULL, head INTEGER NOT NULL, saved_at TEXT NOT NULL,
  PRIMARY KEY (user, unit, kind, matter)
)
"""
Matter = Mapping[str, object]
"""The fields that say what is being reported on."""


@dataclass(frozen=True)
class Begun:
    """That somebody has a draft; what it says is only for its author."""

    user: str
    kind: str
    matter: Matter
    saved_at: datetime
    """Naive UTC."""


@dataclass(frozen=True)
class Kept(Begun):
    entered: Matter
    head: int
    """The last record that its author can have seen: what others have recorded since is a conflict."""


def save(
    workspace: Workspace, actor: Actor, kind: str, matter: Matter, entered: Matter, head: int
) -> datetime:
    """On the disk when the call returns. Raises sqlite3.Error when it cannot be written."""
    now = workspace.now()
    row = (
        *_key(actor, kind, matter),
        json.dumps(entered, ensure_ascii=False, default=str),
        head,
        now.isoformat(),
    )
    with opened(_file(workspace), TABLE) as file:
        file.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return now


def own(workspace: Workspace, actor: Actor, kind: str, matter: Matter) -> Kept | None:
    """The actor's own draft on a matter."""
    if not _file(workspace).is_file():
        return None
    with opened(_file(workspace), TABLE) as file:
        where = "WHERE user = ? AND unit = ? AND kind = ? AND matter = ?"
        row = file.execute(
            f"SELECT entered, head, saved_at FROM draft {where}", _key(actor, kind, matter)
        ).fetchone()
    if row is None:
        return None
    return Kept(actor.user, kind, matter, datetime.fromisoformat(row[2]), json.loads(row[0]), row[1])


def begun(workspace: Workspace, actor: Actor) -> tuple[Begun, ...]:
    """Who in the actor's unit has a draft on what, latest first; the actor's own are among them."""
    if not _file(workspace).is_file():
        return ()
    with opened(_file(workspace), TABLE) as file:
        rows = file.execute(
            "SELECT user, kind, matter, saved_at FROM draft WHERE unit = ? ORDER BY saved_at DESC",
            (actor.unit or "",),
        ).fetchall()
    return tuple(
        Begun(user, kind, json.loads(matter), datetime.fromisoformat(at)) for user, kind, matter, at in rows
    )


def drop(workspace: Workspace, actor: Actor, kind: str, matter: Matter) -> None:
    """Sent, or given up; nothing where there is none."""
    if _file(workspace).is_file():
        with opened(_file(workspace), TABLE) as file:
            where = "WHERE user = ? AND unit = ? AND kind = ? AND matter = ?"
            file.execute(f"DELETE FROM draft {where}", _key(actor, kind, matter))


def _key(actor: Actor, kind: str, matter: Matter) -> tuple[str, str, str, str]:
    return actor.user, actor.unit or "", kind, json.dumps(matter, ensure_ascii=False, sort_keys=True)


def _file(workspace: Workspace) -> Path:
    return workspace.data / "drafts" / "drafts.sqlite"
