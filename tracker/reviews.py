"""Official texts that a user is reading into a plan, and what was decided of each part: per user and file, outside the ledger."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.intake import Actor, Role
from tracker.records.editable import opened
from tracker.snapshot import Workspace

TEXTS = """
CREATE TABLE IF NOT EXISTS reviewed_text (
  user TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, saved_at TEXT NOT NULL,
  PRIMARY KEY (user, sha256)
)
"""
DECISIONS = """
CREATE TABLE IF NOT EXISTS decision (
  user TEXT NOT NULL, sha256 TEXT NOT NULL, document TEXT NOT NULL, part TEXT NOT NULL, said TEXT NOT NULL,
  saved_at TEXT NOT NULL, PRIMARY KEY (user, sha256, document, part)
)
"""
MOST = 50
"""Texts that one user keeps; the one longest untouched gives way."""


@dataclass(frozen=True)
class Kept:
    sha256: str
    name: str
    saved_at: datetime
    """Naive UTC."""


def may_review(actor: Actor) -> bool:
    return actor.role is Role.OFFICE


def keep(workspace: Workspace, actor: Actor, name: str, content: bytes) -> str:
    """Keeps a text and returns its hash; what has been decided of the same file stays. Raises sqlite3.Error."""
    _only_the_office(actor)
    digest = sha256(content).hexdigest()
    row = (actor.user, digest, name, content, workspace.now().isoformat())
    with opened(_file(workspace), TEXTS) as file:
        file.execute("INSERT OR REPLACE INTO reviewed_text VALUES (?, ?, ?, ?, ?)", row)
        older = "SELECT sha256 FROM reviewed_text WHERE user = ? ORDER BY saved_at DESC LIMIT -1 OFFSET ?"
        file.execute(
            f"DELETE FROM reviewed_text WHERE user = ? AND sha256 IN ({older})",
            (actor.user, actor.user, MOST),
        )
    return digest


def texts(workspace: Workspace, actor: Actor) -> tuple[Kept, ...]:
    """The actor's own, latest first."""
    if not _file(workspace).is_file() or not may_review(actor):
        return ()
    with opened(_file(workspace), TEXTS) as file:
        rows = file.execute(
            "SELECT sha256, name, saved_at FROM reviewed_text WHERE user = ? ORDER BY saved_at DESC",
            (actor.user,),
        ).fetchall()
    return tuple(Kept(digest, name, datetime.fromisoformat(at)) for digest, name, at in rows)


def content(workspace: Workspace, actor: Actor, digest: str) -> tuple[str, bytes] | None:
    """Name and bytes of one of the actor's own texts."""
    if not _file(workspace).is_file() or not may_review(actor):
        return None
    with opened(_file(workspace), TEXTS) as file:
        row = file.execute(
            "SELECT name, content FROM reviewed_text WHERE user = ? AND sha256 = ?", (actor.user, digest)
        ).fetchone()
    return (row[0], bytes(row[1])) if row else None


def decide(
    workspace: Workspace, actor: Actor, digest: str, document: str, said: dict[str, dict[str, Any] | None]
) -> None:
    """By part; None takes a decision back. On the disk when the call returns. Raises sqlite3.Error."""
    _only_the_office(actor)
    at = workspace.now().isoformat()
    with opened(_file(workspace), DECISIONS) as file:
        for part, one in said.items():
            key = actor.user, digest, document, part
            if one is None:
                where = "user = ? AND sha256 = ? AND document = ? AND part = ?"
                file.execute(f"DELETE FROM decision WHERE {where}", key)
            else:
                row = (*key, json.dumps(one, ensure_ascii=False), at)
                file.execute("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?)", row)


def decided(workspace: Workspace, actor: Actor, digest: str, document: str) -> dict[str, dict[str, Any]]:
    """By part, what the actor has decided."""
    if not _file(workspace).is_file() or not may_review(actor):
        return {}
    with opened(_file(workspace), DECISIONS) as file:
        rows = file.execute(
            "SELECT part, said FROM decision WHERE user = ? AND sha256 = ? AND document = ?",
            (actor.user, digest, document),
        ).fetchall()
    return {part: json.loads(said) for part, said in rows}


def _only_the_office(actor: Actor) -> None:
    if not may_review(actor):
        raise PermissionError("only the office reviews a draft")


def _file(workspace: Workspace) -> Path:
    return workspace.data / "drafts" / "reviews.sqlite"
