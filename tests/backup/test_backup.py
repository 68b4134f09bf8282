"""What is copied, how it is proven, and that it comes back as it was: whole or not at all."""

import os
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.backup.conftest import ADMINISTRATOR, POLICY
from tests.intake.desk import LEAD, Desk
from tracker.accounts import sessions
from tracker.accounts.accounts import Accounts
from tracker.audit.heads import heads
from tracker.audit.proof import prove
from tracker.audit.state import state_hash
from tracker.backup import making
from tracker.backup.checking import check
from tracker.backup.making import back_up
from tracker.backup.restoring import restore
from tracker.problems import Problem
from tracker.records.journal import JournalDamaged
from tracker.snapshot import Workspace


def backed_up(desk: Desk, file: Path) -> Path:
    done = back_up(desk.space, file)
    assert (done.file, done.problems) == (file, ())
    return file


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


Change = Callable[[str, bytes], list[tuple[str, bytes]]]
"""A file of a backup -> the files that stand in its place."""


def rewritten(file: Path, other: Path, change: Change) -> Path:
    """A copy of a backup with each of its files changed."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.infolist():
            for name, content in change(entry.filename, old.read(entry)):
                new.writestr(name, content)
    return other


def test_everything_comes_back_as_it_was(desk: Desk, out: Path, tmp_path: Path) -> None:
    file = backed_up(desk, out / "a.zip")
    before = state_hash(desk.space.status(date(2026, 10, 12)))
    done = restore(file, tmp_path / "neu", tmp_path / "neutasks")
    assert (done.done, done.problems) == (True, ())
    space = Workspace(tmp_path / "neutasks", tmp_path / "neu", now=desk.space.now)
    assert heads(space) == heads(desk.space)
    assert state_hash(space.status(date(2026, 10, 12))) == before
    assert prove(space).ok
    assert (tmp_path / "neu" / "policy.yaml").read_text("utf-8") == POLICY
    kept = {"access", "accounts", "journal", "plans", "policy.yaml", "sources"}
    assert {one.name for one in (tmp_path / "neu").iterdir()} == kept
    assert sorted(out.iterdir()) == [file]
    assert not list(tmp_path.glob(".unfinished*"))


def test_a_restored_ledger_is_written_on(desk: Desk, sound: Path, tmp_path: Path) -> None:
    restore(sound, tmp_path / "neu")
    other = Desk(desk.tasks, tmp_path / "neu").on("2026-10-13")
    assert other.record(LEAD, "reading").seq == desk.space.journal.head().seq + 1


def test_nobody_stays_logged_in(desk: Desk, sound: Path, tmp_path: Path) -> None:
    restore(sound, tmp_path / "neu")
    token = (tmp_path / "token").read_text()
    before, after = (
        Accounts(Workspace(desk.tasks, data, now=desk.space.now)) for data in (desk.data, tmp_path / "neu")
    )
    assert sessions.find(before, token)
    assert sessions.find(after, token) is None
    assert after.find(ADMINISTRATOR) == before.find(ADMINISTRATOR)
    with zipfile.ZipFile(sound) as archive:
        assert not any(sessions.key_of(token).encode() in archive.read(name) for name in archive.namelist())


def test_only_its_owner_may_read_it(sound: Path) -> None:
    assert stat.S_IMODE(sound.stat().st_mode) == 0o600


def test_a_restored_folder_is_closed_to_others(sound: Path, tmp_path: Path) -> None:
    restore(sound, tmp_path / "neu")
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "neu").rglob("*")}
    assert not [name for name, mode in modes.items() if mode & 0o007]
    assert modes["accounts.sqlite"] == 0o600


def test_a_torn_last_batch_is_left_out(desk: Desk, out: Path) -> None:
    with (desk.data / "journal" / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"kind": "prog')
    done = back_up(desk.space, out / "a.zip")
    assert done.file
    assert codes(done.problems) == ["journal.torn-tail"]
    assert check(out / "a.zip").ok


def test_a_damaged_chain_is_not_copied(desk: Desk, out: Path) -> None:
    file = desk.data / "access" / "journal.jsonl"
    file.write_bytes(file.read_bytes().replace(b"login", b"logon"))
    with pytest.raises(JournalDamaged):
        back_up(desk.space, out / "a.zip")
    assert not list(out.iterdir())


def test_a_file_that_was_lost_before_is_said_and_does_not_stop_anything(
    desk: Desk, out: Path, tmp_path: Path
) -> None:
    next(desk.data.glob("sources/*")).unlink()
    done = back_up(desk.space, out / "a.zip")
    assert (done.file, codes(done.problems)) == (out / "a.zip", ["audit.source-missing"])
    again = restore(out / "a.zip", tmp_path / "neu")
    assert (again.done, codes(again.problems)) == (True, ["audit.source-missing"])


def test_nothing_is_overwritten(desk: Desk, sound: Path, tmp_path: Path) -> None:
    file, content = sound, sound.read_bytes()
    assert codes(back_up(desk.space, file).problems) == ["backup.exists"]
    assert file.read_bytes() == content
    (tmp_path / "neu").mkdir()
    (tmp_path / "neu" / "x").write_text("x")
    assert codes(restore(file, tmp_path / "neu").problems) == ["backup.not-empty"]
    assert codes(restore(file, tmp_path / "leer", desk.tasks).problems) == ["backup.not-empty"]
    assert not (tmp_path / "leer").exists()


def test_not_into_the_ledger_itself(desk: Desk) -> None:
    assert codes(back_up(desk.space, desk.data / "a.zip").problems) == ["backup.inside"]
    (desk.data / "backups").mkdir()
    backed_up(desk, desk.data / "backups" / "a.zip")
    second = backed_up(desk, desk.data / "backups" / "b.zip")
    with zipfile.ZipFile(second) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".zip")]


def test_a_full_disk_leaves_nothing(desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(making.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        back_up(desk.space, out / "a.zip")
    assert not list(out.iterdir())


class TestDamage:
    def test_a_flipped_byte(self, sound: Path, tmp_path: Path) -> None:
        content, file = sound.read_bytes(), tmp_path / "a.zip"
        refused = 0
        for at in range(40, len(content), len(content) // 12):
            file.write_bytes(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
            # What passes is a bit of the zip's own book-keeping, e.g. a time: every file came out as it went in.
            refused += not check(file).ok
        assert refused >= 8

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("data/journal/journal.jsonl", "backup.altered-file"),
            ("data/policy.yaml", "backup.altered-file"),
            ("tasks/rules.yaml", "backup.altered-file"),
            ("manifest.json", "backup.no-manifest"),
        ],
    )
    def test_a_file_that_was_changed(self, sound: Path, tmp_path: Path, name: str, code: str) -> None:
        file = rewritten(sound, tmp_path / "a.zip", lambda at, old: [(at, b"x" if at == name else old)])
        done = restore(file, tmp_path / "neu")
        assert (done.done, code in codes(done.problems)) == (False, True)
        assert list(tmp_path.iterdir()) == [file]

    @pytest.mark.parametrize(
        ("instead", "code"),
        [
            ([], "backup.missing-file"),
            ([("data/policy.yaml", POLICY.encode()), ("data/x", b"x")], "backup.extra-file"),
            ([("data/policy.yaml", POLICY.encode())] * 2, "backup.extra-file"),
        ],
    )
    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_file_missing_or_too_many(
        self, sound: Path, tmp_path: Path, instead: list[tuple[str, bytes]], code: str
    ) -> None:
        file = rewritten(
            sound, tmp_path / "a.zip", lambda at, old: instead if at == "data/policy.yaml" else [(at, old)]
        )
        assert codes(check(file).problems) == [code]

    @pytest.mark.parametrize("name", ["../x", "data/../../x", "/etc/x", "data", "other/x", "data//x"])
    def test_a_name_that_leads_elsewhere(self, sound: Path, tmp_path: Path, name: str) -> None:
        def renamed(at: str, old: bytes) -> list[tuple[str, bytes]]:
            named = old.replace(b"data/policy.yaml", name.encode()) if at == "manifest.json" else old
            return [(name if at == "data/policy.yaml" else at, named)]

        file = rewritten(sound, tmp_path / "a.zip", renamed)
        assert "backup.unsafe-name" in codes(restore(file, tmp_path / "neu").problems)
        assert list(tmp_path.iterdir()) == [file]

    def test_a_state_that_is_judged_otherwise(self, sound: Path, tmp_path: Path) -> None:
        manifest = check(sound).manifest
        assert manifest
        state = manifest.state.hash.encode()
        file = rewritten(sound, tmp_path / "a.zip", lambda at, old: [(at, old.replace(state, b"0" * 64))])
        assert codes(check(file).problems) == ["backup.wrong-state"]

    def test_a_chain_cut_short_together_with_its_hashes(self, sound: Path, tmp_path: Path) -> None:
        """Whoever mends the manifest's hashes too is caught by the chain, and by the head it names."""
        with zipfile.ZipFile(sound) as archive:
            journal = archive.read("data/journal/journal.jsonl")
        cut = journal[: journal.rstrip().rindex(b"\n") + 1]
        old_hash, new_hash = (sha256(content).hexdigest().encode() for content in (journal, cut))

        def mended(at: str, old: bytes) -> list[tuple[str, bytes]]:
            if at == "data/journal/journal.jsonl":
                return [(at, cut)]
            sizes = (f'"size": {len(journal)}'.encode(), f'"size": {len(cut)}'.encode())
            return [(at, old.replace(old_hash, new_hash).replace(*sizes) if at == "manifest.json" else old)]

        found = codes(check(rewritten(sound, tmp_path / "a.zip", mended)).problems)
        assert found == ["journal.cut-off", "backup.wrong-chain"]

    def test_the_backup_of_another_version_is_taken_with_a_word(self, sound: Path, tmp_path: Path) -> None:
        file = rewritten(
            sound,
            tmp_path / "a.zip",
            lambda at, old: [(at, old.replace(b'"version": "', b'"version": "9'))],
        )
        done = restore(file, tmp_path / "neu")
        assert (done.done, codes(done.problems)) == (True, ["backup.other-version"])

    @pytest.mark.parametrize("content", [b"", b"PK", b"\0" * 200, "备份".encode()])
    def test_what_is_no_backup(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "a.zip"
        file.write_bytes(content)
        assert codes(restore(file, tmp_path / "neu").problems) == ["backup.unreadable"]

    def test_a_later_form(self, sound: Path, tmp_path: Path) -> None:
        file = rewritten(
            sound, tmp_path / "a.zip", lambda at, old: [(at, old.replace(b'"format": 1', b'"format": 2'))]
        )
        assert codes(check(file).problems) == ["backup.newer-format"]
