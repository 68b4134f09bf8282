"""Writes a backup: gathered, packed, proven, and only then given its name; nothing is left of one that fails."""

import errno
import os
import shutil
import stat
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tracker.audit.proof import Proof, prove
from tracker.audit.state import state_hash
from tracker.backup.checking import CHUNK, check
from tracker.backup.codes import problem
from tracker.backup.gathering import Gathered, gather
from tracker.backup.manifest import DATA, NAME, TASKS, Judged, Kept, Manifest, product_version, safe
from tracker.problems import Problem, has_errors
from tracker.records.disk import sync_folder
from tracker.snapshot import Workspace

UNFINISHED = ".unfinished-backup-"
PRIVATE = 0o600


@dataclass(frozen=True)
class Backed:
    """`file` is None when nothing was written; `problems` say why, or what of the ledger was copied as it was found."""

    file: Path | None
    manifest: Manifest | None
    problems: tuple[Problem, ...]


def file_name(now: datetime) -> str:
    """What a backup of an instant (naive UTC) is called in its folder; names sort by time."""
    return f"tracker-{now:%Y%m%dT%H%M%S}Z.zip"


def back_up(workspace: Workspace, target: Path) -> Backed:
    """Writes the backup to `target`, a file that does not exist yet, or says why not.

    Raises JournalDamaged when a chain is damaged, OSError when there is no room or no right to write.
    """
    if target.exists():
        return Backed(None, None, (problem("backup.exists", target.name, target),))
    if target.parent.resolve() in (workspace.data.resolve(), workspace.tasks.resolve()):
        return Backed(None, None, (problem("backup.inside", target.name, target.parent),))
    work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target.parent))
    try:
        proof = prove(workspace)
        gathered = gather(workspace, work, besides=target.parent)
        if unsafe := [name for name in gathered.files if not safe(name)]:
            return Backed(
                None, None, tuple(problem("backup.unsafe-name", target.name, name) for name in unsafe)
            )
        packed = work / target.name
        manifest = _pack(packed, gathered, _judged(workspace, work), proof, workspace.now())
        checked = check(packed)
        if has_errors(checked.problems):
            return Backed(None, None, checked.problems)
        # Unlike a rename, a link never takes the place of a file that somebody else has put there meanwhile.
        named(packed, target)
        sync_folder(target.parent)
        return Backed(target, manifest, proof.problems)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _judged(workspace: Workspace, stage: Path) -> tuple[str, Judged]:
    """The plan's fingerprint and the judged state, both of what was gathered and not of what is there by now."""
    space = Workspace(stage / TASKS, stage / DATA)
    records = space.journal.read().records
    known_at = records[-1].recorded_at if records else workspace.now()
    snapshot = space.status(workspace.today, known_at)
    return snapshot.plan.fingerprint, Judged(workspace.today, known_at, state_hash(snapshot))


def _pack(
    packed: Path, gathered: Gathered, judged: tuple[str, Judged], proof: Proof, now: datetime
) -> Manifest:
    files: dict[str, Kept] = {}
    with os.fdopen(os.open(packed, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE), "w+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, file in gathered.files.items():
                # What went away since it was listed was no lasting file: the check would miss one that was.
                if kept := _added(archive, name, file, now):
                    files[name] = kept
            plan, state = judged
            faults = tuple(sorted({str(one.place) for one in proof.problems}))
            manifest = Manifest(product_version(), now, plan, gathered.heads, state, files, faults)
            archive.writestr(_entry(NAME, PRIVATE, now), manifest.as_bytes())
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _added(archive: zipfile.ZipFile, name: str, file: Path, now: datetime) -> Kept | None:
    digest, size = sha256(), 0
    try:
        source = file.open("rb")
    except FileNotFoundError:
        return None
    with source:
        mode = stat.S_IMODE(os.fstat(source.fileno()).st_mode) & 0o770
        with archive.open(_entry(name, mode, now), "w", force_zip64=True) as target:
            while part := source.read(CHUNK):
                digest.update(part)
                target.write(part)
                size += len(part)
    return Kept(size, digest.hexdigest(), mode)


def _entry(name: str, mode: int, now: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, mode << 16
    return entry


def named(packed: Path, target: Path) -> None:
    """Gives a finished file its name. Raises FileExistsError where somebody else has taken it."""
    try:
        os.link(packed, target)
    except FileExistsError:
        raise
    except OSError:
        # Some disks for carrying away know no links.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        packed.rename(target)
