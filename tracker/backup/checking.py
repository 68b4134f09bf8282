"""Proves a backup without trusting anything in it: every file, both chains, the plan, the judged state."""

import errno
import lzma
import os
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from tracker.audit.state import state_hash
from tracker.backup.codes import problem
from tracker.backup.gathering import CHAINS, faultless
from tracker.backup.manifest import (
    DATA,
    LARGEST,
    NAME,
    TASKS,
    Kept,
    Manifest,
    NewerFormatError,
    product_version,
    read_manifest,
    safe,
)
from tracker.labels import CHAIN
from tracker.problems import Problem, has_errors
from tracker.records.journal import FileJournal
from tracker.snapshot import Workspace

CHUNK = 2**20
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError),
    *(RuntimeError, ValueError, IndexError, OverflowError),
)
"""What reading a damaged or foreign zip raises; beside these an OSError that is no trouble of the disk."""
OF_CONTENT = (None, errno.EINVAL)
"""The numbers of such an OSError: a decompressor gives none, and a place that is not in the file is invalid."""


@dataclass(frozen=True)
class Checked:
    """`manifest` is None when there is none to be believed."""

    manifest: Manifest | None
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        return self.manifest is not None and not has_errors(self.problems)


def check(file: Path) -> Checked:
    """Reads every byte; keeps only the chains, the plan and the databases, in a folder that goes away again."""
    manifest, problems = manifest_of(file)
    if manifest is None:
        return Checked(None, tuple(problems))
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        problems += unpack(file, manifest, Path(folder), _judged_from)
        if not has_errors(problems):
            problems += against(manifest, Path(folder), file.name)
    return Checked(manifest, tuple(problems))


def _judged_from(name: str) -> bool:
    return name.startswith((f"{TASKS}/", *(f"{DATA}/{chain}/" for chain in CHAINS))) or name.endswith(
        ".sqlite"
    )


def manifest_of(file: Path) -> tuple[Manifest | None, list[Problem]]:
    """What the backup says of itself, and whether its files are those it names."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = [entry.filename for entry in archive.infolist()]
            with archive.open(NAME) as stream:
                manifest = read_manifest(stream.read(LARGEST + 1))
    except NewerFormatError as error:
        return None, [problem("backup.newer-format", file.name, error)]
    except (KeyError, ValueError) as error:
        return None, [problem("backup.no-manifest", file.name, error)]
    except BROKEN as error:
        return None, [problem("backup.unreadable", file.name, error)]
    except OSError as error:
        return None, [_of_content(error, file)]
    found = [problem("backup.unsafe-name", file.name, name) for name in manifest.files if not safe(name)]
    named, there = Counter([NAME, *manifest.files]), Counter(names)
    found += [problem("backup.missing-file", file.name, name) for name in named - there]
    found += [problem("backup.extra-file", file.name, name) for name in there - named]
    return (None if found else manifest), found


def unpack(
    file: Path, manifest: Manifest, folder: Path, wanted: Callable[[str], bool], durable: bool = False
) -> list[Problem]:
    """Holds every file of the backup against the manifest, and writes those that are wanted below `folder`."""
    found: list[Problem] = []
    try:
        with zipfile.ZipFile(file) as archive:
            for name, kept in manifest.files.items():
                target = folder / name if wanted(name) else None
                if target:
                    target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as stream:
                    if not _copied(stream, kept, target, durable):
                        found.append(problem("backup.altered-file", file.name, name))
    except BROKEN as error:
        found.append(problem("backup.unreadable", file.name, error))
    except OSError as error:
        found.append(_of_content(error, file))
    return found


def _of_content(error: OSError, file: Path) -> Problem:
    """A damaged file is a finding; a full disk is the operator's, and passes through."""
    if error.errno not in OF_CONTENT:
        raise error
    return problem("backup.unreadable", file.name, error)


def _copied(stream: IO[bytes], kept: Kept, target: Path | None, durable: bool) -> bool:
    """Whether the bytes are those of the manifest; never reads more of them than it names."""
    digest, left = sha256(), kept.size + 1
    with _written(target, kept.mode, durable) as write:
        while left > 0 and (part := stream.read(min(CHUNK, left))):
            digest.update(part)
            write(part)
            left -= len(part)
    return left == 1 and digest.hexdigest() == kept.sha256


@contextmanager
def _written(target: Path | None, mode: int, durable: bool) -> Iterator[Callable[[bytes], object]]:
    if target is None:
        yield len
        return
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
        yield stream.write
        stream.flush()
        if durable:
            os.fsync(stream.fileno())


def against(manifest: Manifest, folder: Path, file: str) -> list[Problem]:
    """Whether what was unpacked proves itself and is judged as it was when the backup was made."""
    found: list[Problem] = []
    heads = (manifest.heads.ledger, manifest.heads.access)
    for chain, name, head in zip(CHAINS, CHAIN.values(), heads, strict=True):
        ledger = FileJournal(folder / DATA / chain).verify()
        found += ledger.problems
        if ledger.head != head:
            found.append(problem("backup.wrong-chain", file, name))
    databases = [name for name in manifest.files if name.endswith(".sqlite")]
    found += [
        problem("backup.damaged-database", file, name) for name in databases if not faultless(folder / name)
    ]
    if found:
        return found
    state = manifest.state
    snapshot = Workspace(folder / TASKS, folder / DATA).status(state.as_of, state.known_at)
    if snapshot.plan.fingerprint != manifest.plan:
        return [problem("backup.wrong-plan", file)]
    if manifest.version != product_version():
        return [problem("backup.other-version", file, manifest.version)]
    return [] if state_hash(snapshot) == state.hash else [problem("backup.wrong-state", file)]
