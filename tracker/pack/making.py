"""Makes a pack: gathered, written, verified as a third party would, noted in the access chain, and only then given its name."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker import queries
from tracker.accounts.access import Access
from tracker.accounts.access import record as note
from tracker.audit.heads import Heads, heads, heads_in_words
from tracker.backup.making import named
from tracker.intake.permissions import Actor, Role
from tracker.pack import parcel, verifier, words
from tracker.pack.codes import problem
from tracker.pack.contents import Contents, Wanted, contents
from tracker.problems import Problem
from tracker.records.disk import sync_folder
from tracker.snapshot import Workspace

UNFINISHED = ".unfinished-pack-"
MAKERS = frozenset({Role.OFFICE, Role.AUDITOR})
"""A pack holds the whole journal, so it is made by whoever may read all of it."""


@dataclass(frozen=True)
class Made:
    """`file` is None when nothing was made; `problems` say why. `receipt` is to be kept apart from the pack."""

    file: Path | None
    sha256: str = ""
    said: Mapping[str, Any] | None = None
    receipt: bytes = b""
    problems: tuple[Problem, ...] = ()


def may_make(actor: Actor) -> bool:
    return actor.role in MAKERS


def receipt_beside(file: Path) -> Path:
    """Where the receipt of a pack is written."""
    return file.with_name(f"{file.stem}.收据.txt")


def make(space: Workspace, wanted: Wanted, target: Path) -> Made:
    """Writes the pack to `target`, a file that does not exist yet, or says why not.

    Raises JournalDamaged or JournalUnwritable when it cannot be noted, OSError when there is no room or no right to write.
    """
    if not may_make(wanted.actor):
        return Made(None, problems=(problem("pack.not-yours", target.name),))
    if target.exists():
        return Made(None, problems=(problem("pack.exists", target.name, target),))
    ends = Heads(wanted.now.head, heads(space).access)
    gathered = contents(space, wanted, ends)
    if gathered.problems:
        return Made(None, problems=gathered.problems)
    work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target.parent))
    try:
        packed = work / target.name
        try:
            with packed.open("xb") as stream:
                digest = parcel.write(gathered.items, gathered.said, stream)
                stream.flush()
                os.fsync(stream.fileno())
        except parcel.TooLargeError as error:
            return Made(
                None, problems=(problem("pack.too-large", target.name, f"{error.size / 2**30:.1f} GB"),)
            )
        verdict = verifier.verify(packed, digest)
        if not verdict.ok:
            found = (problem(one.code, one.place, one.what) for one in verdict.findings)
            return Made(None, problems=tuple(found))
        _note(space, wanted, gathered, digest)
        named(packed, target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    checker = sha256(verifier.alone()).hexdigest()
    demo = queries.opening(wanted.now)[1]
    paper = words.receipt(target.name, digest, checker, gathered.said, demo)
    return Made(target, digest, gathered.said, paper)


def _note(space: Workspace, wanted: Wanted, gathered: Contents, digest: str) -> None:
    """Who took what away, each restricted file by itself; what cannot be noted is not given out."""
    actor = wanted.actor
    who = (actor.user, actor.role, actor.unit)
    for one in gathered.confidential:
        note(space, Access.FILE_VIEWED, *who, file=one.sha256, name=one.name, of=one.record.id)
    title = str(gathered.said["subject"]["title"])
    printed = heads_in_words(Heads(wanted.now.head, heads(space).access))
    note(space, Access.PACK_MADE, *who, name=title, file=digest, heads=printed)
