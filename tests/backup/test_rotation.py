"""Old backups go only when they are proven and of this ledger."""

import shutil
from pathlib import Path

from tests.intake.desk import OFFICE, Desk, open_desk
from tracker.backup.making import back_up
from tracker.backup.rotation import rotate

NAMES = [f"tracker-202610{day:02}T020000Z.zip" for day in range(1, 6)]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_the_newest_stay(desk: Desk, sound: Path, out: Path) -> None:
    for name in NAMES[:4]:
        shutil.copy(sound, out / name)
    done = rotate(desk.space, out, keep=2)
    assert (names(out), done.problems) == (NAMES[2:4], ())
    assert sorted(done.deleted) == NAMES[:2]


def test_what_proves_nothing_stays_and_is_not_counted(
    desk: Desk, sound: Path, out: Path, tmp_path: Path
) -> None:
    for name in NAMES[:2]:
        shutil.copy(sound, out / name)
    (out / NAMES[2]).write_bytes(b"x")
    (out / "别的.zip").write_bytes(b"x")
    (out / ".unfinished-backup-x").mkdir()
    other = open_desk(tmp_path / "other")
    other.record(OFFICE, "opened", on="2026-02-02")
    assert back_up(other.space, out / NAMES[3]).file
    done = rotate(desk.space, out, keep=1)
    assert done.deleted == (NAMES[0],)
    assert names(out) == sorted([*NAMES[1:4], "别的.zip", ".unfinished-backup-x"])
    assert sorted(problem.code for problem in done.problems) == [
        "backup.not-own",
        "backup.not-proven",
        "backup.unfinished",
    ]


def test_of_a_ledger_without_records_none_is_deleted(out: Path, tmp_path: Path) -> None:
    empty = open_desk(tmp_path / "empty")
    for name in NAMES[:2]:
        assert back_up(empty.space, out / name).file
    assert rotate(empty.space, out, keep=1).deleted == ()
