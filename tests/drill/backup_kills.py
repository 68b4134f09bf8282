"""Kill backups and restores at random moments while others write: what has a name is whole, and says the same as before."""

from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic

from tests.drill.killing import Say, Work, done, killed
from tests.drill.options import Options, show
from tests.drill.submission_kills import submitting
from tests.intake.desk import LEAD, OFFICE, Desk, open_desk
from tracker.audit.heads import heads
from tracker.audit.proof import prove
from tracker.audit.state import state_hash
from tracker.backup.checking import check, manifest_of
from tracker.backup.making import back_up
from tracker.backup.restoring import restore
from tracker.snapshot import Workspace
from tracker.sources.copies import attach

KILLS = 40
"""Of each sort."""


def backing_up(space: Workspace, target: Path) -> Work:
    def work(say: Say) -> None:
        assert back_up(space, target).file
        say(target.name)

    return work


def restoring(file: Path, data: Path) -> Work:
    def work(say: Say) -> None:
        outcome = restore(file, data)
        assert outcome.done, outcome.problems
        say(data.name)

    return work


def faults_of_backups(folder: Path, said: set[str]) -> list[str]:
    names = {file.name for file in folder.glob("*.zip")}
    found = [f"said to be written, but gone: {name}" for name in said - names]
    return found + [f"{name}: {problem}" for name in names for problem in check(folder / name).problems]


def faults_of_restored(file: Path, data: Path) -> list[str]:
    """Nothing is there, or all of it, judged as it was when the backup was made."""
    if not data.exists():
        return []
    manifest, _ = manifest_of(file)
    assert manifest
    space = Workspace(_plan_of(data), data)
    state = manifest.state
    found = [str(problem) for problem in prove(space).problems]
    if heads(space) != manifest.heads:
        found.append(f"{data.name}: other heads")
    if state_hash(space.status(state.as_of, state.known_at)) != state.hash:
        found.append(f"{data.name}: another state")
    files = {f"data/{one.relative_to(data).as_posix()}" for one in data.rglob("*") if one.is_file()}
    if files - {"data/journal/lock", "data/access/lock"} != {
        n for n in manifest.files if n.startswith("data/")
    }:
        found.append(f"{data.name}: not all files")
    return found


def _seconds(work: Work) -> float:
    """How long it takes when nobody is killed."""
    start = monotonic()
    assert done(work)
    return monotonic() - start


def _plan_of(data: Path) -> Path:
    return data.parents[1] / "tasks"


def _telling(found: list[str], say: Say) -> None:
    for one in found:
        say(one.replace("\n", " "))


def run(folder: Path, options: Options) -> bool:
    kills, chance = options.kills or KILLS, Random(options.seed)
    desk = open_desk(folder)
    _something_of_everything(desk)
    out, restored = folder / "out", folder / "restored"
    out.mkdir()
    restored.mkdir()
    seen: Counter[str] = Counter()
    said: set[str] = set()
    within = 4 * _seconds(backing_up(desk.space, out / "first.zip"))
    for at in range(kills):
        works = [backing_up(desk.space, out / f"{at}.zip"), submitting(desk.space, at)]
        heard, written = killed(works, chance, within, first=False)
        said |= set(heard)
        seen["backups finished before the kill"] += bool(heard)
        seen["batches written meanwhile"] += len(written)
        show(f"{at + 1}/{kills} kills of a backup")
    wrong = done(lambda say: _telling(faults_of_backups(out, said), say))
    seen["backups"] = len(list(out.glob("*.zip")))
    file = max(out.glob("*.zip"), key=lambda file: file.stat().st_mtime)
    within = 3 * _seconds(restoring(file, restored / "first"))
    for at in range(kills):
        data = restored / str(at)
        [heard] = killed([restoring(file, data)], chance, within, first=False)
        seen["restores finished before the kill"] += bool(heard)
        if heard and not data.exists():
            wrong.append(f"said to be restored, but gone: {data}")
        seen["restored folders"] += data.exists()
        show(f"{at + 1}/{kills} kills of a restore")
    for data in sorted(restored.glob("[!.]*")):
        wrong += done(lambda say, data=data: _telling(faults_of_restored(file, data), say))
    if not wrong:
        wrong += done(lambda say: _telling(_after_all(file, restored / "last"), say))
    if wrong:
        print(*wrong, sep="\n  ")
        return False
    print(f"{kills} kills each of a backup and a restore: what has a name is whole; {dict(seen)}")
    return True


def _after_all(file: Path, data: Path) -> list[str]:
    """Left alone, a restore goes through beside the remains of all the killed ones."""
    assert restore(file, data).done
    return faults_of_restored(file, data)


def _something_of_everything(desk: Desk) -> None:
    desk.record(OFFICE, "opened")
    desk.record(LEAD, "progress")
    desk.record(OFFICE, "period_lock", period="2026-Q1")
    assert attach(desk.space, "second", "原文.txt", ("原文" * 100_000).encode(), OFFICE).outcome.ok
