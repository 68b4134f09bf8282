"""The office's copies: kept under their hash, recorded through the intake, proven each time they are read."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests.sources.files import word
from tests.sources.plans import TEXT
from tracker.intake import Actor, Draft, Role, accept
from tracker.problems import Severity
from tracker.records.journal import JournalUnwritable, Record
from tracker.snapshot import Workspace
from tracker.sources import foreign, text
from tracker.sources.check import check, checks
from tracker.sources.copies import Attached, attach, copies_of
from tracker.sources.keeping import keep, kept_file, kept_lines

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
DOCUMENT = "example-2025-1"
OFFICE = Actor("办公室", Role.OFFICE)
DATA = TEXT.encode()
Attach = Callable[..., Attached]


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    return Workspace(tmp_path / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))


@pytest.fixture
def put(space: Workspace) -> Attach:
    def attached(
        data: bytes = DATA, name: str = "方案.txt", document: str = DOCUMENT, **more: object
    ) -> Attached:
        return attach(space, document, name, data, more.pop("actor", OFFICE), **more)  # type: ignore[arg-type]

    return attached


def kept(space: Workspace) -> list[str]:
    folder = space.data / "sources"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def records(space: Workspace) -> list[Record]:
    return [record for record in space.journal.read().records if record.kind == "source_attached"]


class TestAttaching:
    def test_the_copy_and_its_record(self, space: Workspace, put: Attach) -> None:
        done = put()
        assert done.outcome.ok
        assert done.problems == ()
        digest = sha256(DATA).hexdigest()
        assert kept(space) == [f"{digest}.txt"]
        assert kept_file(space.data, digest, "txt").read_bytes() == DATA
        [record] = records(space)
        assert record.body == {
            "document": DOCUMENT, "sha256": digest, "name": "方案.txt", "size": len(DATA), "format": "txt",
        }  # fmt: skip
        assert (record.by, record.effective_on) == ("办公室", date(2026, 11, 20))

    def test_a_text_to_read_opens_no_ledger(self, space: Workspace, put: Attach) -> None:
        put()
        assert [record.kind for record in space.journal.read().records] == ["source_attached"]
        outcome = accept(space, [Draft("opened", {"on": "2026-01-01"})], OFFICE)
        assert outcome.ok

    @pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.UNIT])
    def test_only_the_office_may(self, space: Workspace, put: Attach, role: Role) -> None:
        done = put(actor=Actor("某人", role, "ex-a" if role is Role.UNIT else None))
        assert [problem.code for problem in done.problems] == ["intake.not-allowed"]
        assert (kept(space), records(space)) == ([], [])

    def test_the_document_has_to_be_in_the_plan(self, space: Workspace, put: Attach) -> None:
        done = put(document="nowhere")
        assert [problem.code for problem in done.problems] == ["intake.unknown-subject"]
        assert kept(space) == []

    def test_nothing_is_kept_of_a_file_that_cannot_be_read(self, space: Workspace, put: Attach) -> None:
        done = put(b"\x00", "方案.pdf")
        assert [problem.code for problem in done.problems] == ["source.unreadable"]
        assert not done.outcome.ok
        assert (kept(space), records(space)) == ([], [])

    def test_the_same_file_twice_is_refused_kindly(self, space: Workspace, put: Attach) -> None:
        put()
        [found] = put(name="另一个名字.txt").problems
        assert found.message == "这份文件已于 2026-11-20 附上（“方案.txt”，内容完全相同）。"
        assert found.cure == "不需要重复附上。"
        assert len(records(space)) == 1

    def test_a_file_may_come_back_after_another(self, space: Workspace, put: Attach) -> None:
        assert [put(data).outcome.ok for data in (DATA, DATA + b"\n", DATA)] == [True, True, True]
        assert copies_of(space.status())[DOCUMENT].sha256 == sha256(DATA).hexdigest()
        assert len(kept(space)) == 2

    def test_a_dry_run_keeps_nothing(self, space: Workspace, put: Attach) -> None:
        assert put(dry_run=True).outcome.ok
        assert (kept(space), records(space)) == ([], [])

    def test_a_file_without_the_documents_number_is_taken_with_a_warning(
        self, space: Workspace, put: Attach
    ) -> None:
        done = put("一、总体要求\n见示政发〔2025〕1号。".encode())
        assert done.outcome.ok
        [found] = done.problems
        assert (found.code, found.severity) == ("source.number-absent", Severity.WARNING)
        assert "示政发〔2025〕1号" in found.message

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("/home/某人/方案.TXT", "方案.txt"),
            ("C:\\公文\\方 案.txt", "方 案.txt"),
            ("方\n案\x00\ud800.txt", "方案.txt"),
            ("方" * 500 + ".txt", "方" * 180 + ".txt"),
        ],
    )
    def test_names_that_would_not_fit_a_record(
        self, space: Workspace, put: Attach, name: str, shown: str
    ) -> None:
        assert put(name=name).outcome.ok
        assert records(space)[0].body["name"] == shown

    def test_a_full_disk_records_nothing(
        self, space: Workspace, put: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("tracker.records.disk.os.fsync", full)
        with pytest.raises(JournalUnwritable, match="原文副本写不进去"):
            put()
        assert (kept(space), records(space)) == ([], [])

    def test_the_intake_checks_what_a_draft_says(self, space: Workspace) -> None:
        body = {"document": DOCUMENT, "sha256": "A" * 64, "name": "a.txt", "size": 1, "format": "txt"}
        outcome = accept(space, [Draft("source_attached", body)], OFFICE)
        assert [problem.message for problem in outcome.problems] == ["散列应是 64 位小写的十六进制数。"]
        for wrong in ({"format": "exe"}, {"size": 0}, {"size": 10**12}, {"name": ""}):
            outcome = accept(space, [Draft("source_attached", body | {"sha256": "a" * 64} | wrong)], OFFICE)
            assert not outcome.ok


class TestWhichCopyHolds:
    def test_the_latest_by_effective_date_then_by_seq(self, space: Workspace, put: Attach) -> None:
        put(b"\xe4\xb8\x80\n1", effective_on=date(2026, 11, 1))
        put(b"\xe4\xb8\x80\n2", effective_on=date(2026, 10, 1))
        put(b"\xe4\xb8\x80\n3", effective_on=date(2026, 11, 1))
        sizes = {
            day: copies_of(space.status(date.fromisoformat(day))).get(DOCUMENT)
            for day in ("2026-09-30", "2026-10-31", "2026-11-20")
        }
        texts = {
            day: copy and kept_file(space.data, copy.sha256, copy.format).read_bytes()[-1:]
            for day, copy in sizes.items()
        }
        assert texts == {"2026-09-30": None, "2026-10-31": b"2", "2026-11-20": b"3"}

    def test_what_had_been_recorded_by_an_instant(self, space: Workspace, put: Attach) -> None:
        put()
        before = space.status(known_at=datetime(2026, 11, 20, 3))
        assert copies_of(before) == {}
        assert list(copies_of(space.status())) == [DOCUMENT]

    def test_a_withdrawn_record_does_not_hold(self, space: Workspace, put: Attach) -> None:
        put()
        put(DATA + b"\n")
        last = records(space)[-1].id
        accept(space, [Draft("correction", {"replaces": last, "reason": "附错了"})], OFFICE)
        assert copies_of(space.status())[DOCUMENT].sha256 == sha256(DATA).hexdigest()

    def test_a_day_to_come_is_refused(self, put: Attach) -> None:
        [found] = put(effective_on=date(2026, 12, 1)).problems
        assert found.code == "intake.future"


class TestKeptCopies:
    def test_hash_and_format_of_a_record_lead_nowhere_else(self, tmp_path: Path) -> None:
        for digest, form in (
            ("../../etc/passwd", "txt"),
            ("a" * 64, "../x"),
            ("A" * 64, "txt"),
            ("a" * 64, ""),
        ):
            with pytest.raises(ValueError, match="not a copy"):
                kept_file(tmp_path, digest, form)

    def test_keeping_again_changes_nothing_unless_the_copy_was_altered(self, tmp_path: Path) -> None:
        digest = keep(tmp_path, DATA, "txt")
        file = kept_file(tmp_path, digest, "txt")
        before = file.stat().st_ino
        keep(tmp_path, DATA, "txt")
        assert file.stat().st_ino == before
        file.write_bytes(b"x")
        keep(tmp_path, DATA, "txt")
        assert file.read_bytes() == DATA
        assert [path.name for path in file.parent.iterdir()] == [file.name]

    @pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(DATA + b"!")])
    def test_a_missing_or_altered_copy_proves_nothing_until_it_is_put_back(
        self, space: Workspace, put: Attach, spoil: Callable[[Path], object]
    ) -> None:
        put()
        snapshot = space.status()
        good = check(snapshot, space.data, DOCUMENT)
        assert good
        assert good.outline
        spoil(kept_file(space.data, sha256(DATA).hexdigest(), "txt"))
        bad = check(snapshot, space.data, DOCUMENT)
        assert bad
        assert (bad.ok, bad.outline, bad.findings) == (False, None, ())
        [found] = bad.problems
        assert found.code in ("source.copy-missing", "source.copy-altered")
        assert str(found.place) == f"sources/{sha256(DATA).hexdigest()}.txt"
        assert put().restored
        assert len(records(space)) == 1
        again = check(snapshot, space.data, DOCUMENT)
        assert again
        assert again.findings == good.findings

    @pytest.mark.parametrize(
        "instead",
        [
            os.mkfifo,
            Path.mkdir,
            lambda file: file.symlink_to("nowhere"),
            lambda file: (file.parent.rmdir(), file.parent.write_text("x")),
        ],
        ids=["pipe", "folder", "dead link", "file for the folder"],
    )
    def test_what_is_no_file_is_a_missing_copy(
        self, tmp_path: Path, instead: Callable[[Path], object]
    ) -> None:
        digest = keep(tmp_path, DATA, "txt")
        file = kept_file(tmp_path, digest, "txt")
        file.unlink()
        instead(file)
        lines, [found] = kept_lines(tmp_path, digest, "txt", "方案.txt")
        assert (lines, found.code) == (None, "source.copy-missing")
        assert "从备份恢复" in found.cure

    def test_a_file_is_read_once(self, space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = []
        monkeypatch.setattr(text, "ask", lambda *words: asked.append(words) or {"lines": ["甲"], "blank": []})
        digest = keep(space.data, word("甲"), "docx")
        first = kept_lines(space.data, digest, "docx", "a.docx")
        assert kept_lines(space.data, digest, "docx", "a.docx") is first
        assert len(asked) == 1


class TestChecks:
    def test_without_a_copy_nothing_is_proven(self, space: Workspace) -> None:
        [found] = checks(space.status(), space.data)
        assert (found.ok, found.copy, found.matrix, found.findings) == (False, None, None, ())
        assert found.cited > 5
        assert check(space.status(), space.data, "nowhere") is None

    def test_a_check_is_made_once_for_a_state_and_a_file(self, space: Workspace, put: Attach) -> None:
        put()
        snapshot = space.status()
        first = check(snapshot, space.data, DOCUMENT)
        assert check(snapshot, space.data, DOCUMENT) is first

    def test_the_example_against_its_own_words(self, space: Workspace, put: Attach) -> None:
        """Each quotation in the clause where the plan has it, as a .docx: all proven."""
        put(word(*example_text(space)), "方案.docx")
        [found] = checks(space.status(), space.data)
        assert found.unproven == []
        assert found.ok
        assert found.problems == ()


def example_text(space: Workspace) -> list[str]:
    """The example plan written out: its clauses in order with what it quotes from each."""
    [file] = space.plan()[0].files
    lines = [str(file.document.document_number)]
    chapter = ""
    for holder in (*file.goals, *file.tasks):
        first, _, second = holder.clause.partition("/")
        if first != chapter and second:
            lines.append(f"{first}、章")
        chapter = first
        lines.append(f"{second or first + '、'}{holder.title}")
        lines += [f"{one.quote}。" for one in (*holder.milestones, *holder.targets)]
        lines += [f"（{one.as_written}）" for one in getattr(holder, "assignments", ())]
        lines += [f"{one.quote}。" for one in getattr(holder, "conditions", ())]
        lines += [f"{one.quote}。" for one in getattr(holder, "windows", ())]
    return lines


def test_the_child_says_what_it_reads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process, so that a mistake in it shows as itself."""
    monkeypatch.setattr(foreign, "confine", lambda: word("一、甲", "乙"))
    foreign._read_as_child("docx")
    assert json.loads(capsys.readouterr().out) == {"lines": ["一、甲", "乙"], "blank": [], "cells": []}
