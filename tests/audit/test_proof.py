"""Whatever a record vouches for by hash is held against it: kept plans and attached texts."""

from pathlib import Path

import pytest

from tests.intake.desk import OFFICE, Desk, open_desk
from tracker.audit.proof import prove
from tracker.sources.copies import attach


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """With a locked quarter and two texts, the first of them replaced by the second."""
    desk = open_desk(tmp_path)
    desk.record(OFFICE, "opened")
    desk.record(OFFICE, "period_lock")
    for text in ("原文", "原文（更正后）"):
        assert attach(desk.space, "second", f"{text}.txt", text.encode(), OFFICE).outcome.ok
    return desk


def codes(desk: Desk) -> list[str]:
    return [problem.code for problem in prove(desk.space).problems]


def test_what_is_there_is_counted(desk: Desk) -> None:
    proof = prove(desk.space)
    assert (proof.ok, proof.kept["plans"], proof.kept["sources"]) == (True, 1, 2)


def test_a_kept_plan_that_was_altered(desk: Desk) -> None:
    [file] = desk.data.glob("plans/*/rules.yaml")
    file.write_text(file.read_text("utf-8") + "\n", encoding="utf-8")
    assert codes(desk) == ["audit.plan-copy"]


def test_a_kept_plan_that_is_gone(desk: Desk) -> None:
    [folder] = desk.data.glob("plans/*")
    folder.rename(folder.with_name("elsewhere"))
    [problem] = prove(desk.space).problems
    assert "锁定2026年前三季度时保存的方案副本缺失" in problem.message


def test_a_text_no_longer_in_use_is_held_against_its_hash_too(desk: Desk) -> None:
    files = sorted(desk.data.glob("sources/*.txt"))
    files[0].write_bytes(b"x")
    files[1].unlink()
    assert sorted(codes(desk)) == ["audit.source-altered", "audit.source-missing"]


def test_both_chains(desk: Desk) -> None:
    access = desk.data / "access"
    access.mkdir()
    (access / "journal.jsonl").write_bytes(b"{}\n")
    journal = desk.data / "journal" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-5])
    assert {problem.place.file for problem in prove(desk.space).problems} == {
        "journal/journal.jsonl",
        "access/journal.jsonl",
    }
