"""Keeps the newest backups of a folder: only a proven backup of this very ledger is ever deleted."""

from dataclasses import dataclass
from pathlib import Path

from tracker.audit.heads import Heads, holds
from tracker.backup.checking import check
from tracker.backup.codes import problem
from tracker.backup.making import UNFINISHED
from tracker.problems import Problem
from tracker.snapshot import Workspace

PATTERN = "tracker-????????T??????Z.zip"


@dataclass(frozen=True)
class Rotated:
    deleted: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]


def rotate(workspace: Workspace, folder: Path, keep: int) -> Rotated:
    """Deletes what is older than the newest `keep` proven backups; what proves nothing, or another ledger, stays."""
    deleted: list[str] = []
    kept: list[str] = []
    problems = [problem("backup.unfinished", one.name, one) for one in sorted(folder.glob(f"{UNFINISHED}*"))]
    for file in sorted(folder.glob(PATTERN), reverse=True):
        checked = check(file)
        if checked.manifest is None or not checked.ok:
            problems.append(problem("backup.not-proven", file.name, file))
        elif not _own(workspace, checked.manifest.heads):
            problems.append(problem("backup.not-own", file.name, file))
        elif len(kept) < keep:
            kept.append(file.name)
        else:
            file.unlink()
            deleted.append(file.name)
    return Rotated(tuple(deleted), tuple(kept), tuple(problems))


def _own(workspace: Workspace, heads: Heads) -> bool:
    """Whether the present chains go on from those of the backup; of one without any record nobody can tell."""
    pairs = ((workspace.journal, heads.ledger), (workspace.access, heads.access))
    return any(head.seq for _, head in pairs) and all(holds(chain.read(), head) for chain, head in pairs)
