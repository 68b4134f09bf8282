"""Restores a backup into an empty place: proven before, proven after, whole or not at all."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tracker.audit.proof import prove
from tracker.backup.checking import against, check, unpack
from tracker.backup.codes import problem
from tracker.backup.manifest import DATA, TASKS, Manifest
from tracker.problems import Problem, has_errors
from tracker.records.disk import sync_folder
from tracker.snapshot import Workspace

UNFINISHED = ".unfinished-restore-"
FOLDER_MODE = 0o750
"""No way in for others, whatever the process would allow them; files have the mode they had."""


@dataclass(frozen=True)
class Restored:
    """`done` = the folder now holds the ledger of the backup; otherwise it is as it was, and `problems` say why."""

    done: bool
    manifest: Manifest | None
    problems: tuple[Problem, ...]


def restore(file: Path, data: Path, tasks: Path | None = None) -> Restored:
    """Puts the backup's data in the place of `data`, and its plan in that of `tasks` where one is named.

    Neither may hold anything. Raises OSError when there is no room or no right to write.
    """
    places = [data] if tasks is None else [data, tasks]
    if taken := [place for place in places if not _free(place)]:
        return Restored(False, None, tuple(problem("backup.not-empty", file.name, place) for place in taken))
    checked = check(file)
    manifest = checked.manifest
    if manifest is None or not checked.ok:
        return Restored(False, manifest, checked.problems)
    data.absolute().parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=data.absolute().parent))
    try:
        (work / DATA).mkdir()
        problems = unpack(file, manifest, work, lambda _: True, durable=True)
        if not has_errors(problems):
            problems += against(manifest, work, file.name)
        faults = prove(Workspace(work / TASKS, work / DATA)).problems if not has_errors(problems) else ()
        problems += [one for one in faults if str(one.place) not in manifest.faults]
        if has_errors(problems):
            return Restored(False, manifest, tuple(problems))
        for folder in sorted(path for path in work.rglob("*") if path.is_dir()):
            folder.chmod(FOLDER_MODE)
            sync_folder(folder)
        if tasks is not None:
            _put(work / TASKS, tasks)
        # Last: a data folder that is there is whole.
        _put(work / DATA, data)
        return Restored(True, manifest, (*checked.problems, *faults))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _free(place: Path) -> bool:
    return not place.exists() or (place.is_dir() and not any(place.iterdir()))


def _put(folder: Path, place: Path) -> None:
    """A rename takes the place of an empty folder and of nothing else; from one disk to another it is a copy first."""
    place = place.absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_dev != place.parent.stat().st_dev:
        near = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=place.parent))
        try:
            shutil.copytree(folder, near / folder.name)
            (near / folder.name).rename(place)
        finally:
            shutil.rmtree(near, ignore_errors=True)
    else:
        folder.rename(place)
    sync_folder(place.parent)
