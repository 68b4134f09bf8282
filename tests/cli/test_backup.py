"""`backup` and `restore`: what they say, where they write, and what they note of it in the access chain."""

import json
from pathlib import Path

from tests.cli.conftest import Terminal
from tests.cli.test_ledger import PROGRESS, READING, submit
from tracker.records.journal import FileJournal


def noted(data: Path) -> list[tuple[str, str]]:
    return [(record.kind, record.by) for record in FileJournal(data / "access").read().records]


def test_there_and_back(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    ran = tracker("backup", "--out", str(tracker.folder), "--as", "夜间任务")
    assert (ran.code, ran.err) == (0, "")
    [file] = tracker.folder.glob("tracker-*Z.zip")
    assert ran.out.startswith(f"已备份并核验：{file}。")
    assert noted(tracker.data) == [("backed_up", "夜间任务")]
    said = tracker("backup", "--verify", str(file), "--json")
    assert (said.code, said.json["ok"], said.json["heads"]["ledger"]["seq"]) == (0, True, 2)

    new, plan = tracker.folder / "neu", tracker.folder / "plan"
    again = tracker.bare(
        *("restore", str(file), "--data", str(new), "--tasks-to", str(plan), "--tasks", str(tracker.tasks))
    )
    assert (again.code, again.err) == (0, "")
    assert "所有人都要重新登录" in again.out
    assert noted(new) == [("restored", "命令行")]
    status = tracker.bare(
        "status", "--json", "--as-of", "2026-10-12", "--tasks", str(plan), "--data", str(new)
    )
    there = tracker("status", "--json", "--as-of", "2026-10-12")
    assert status.json["tasks"] == there.json["tasks"]


def test_the_present_chains_go_on_from_a_backup(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    file = str(tracker.folder / "a.zip")
    tracker("backup", "--out", file)
    submit(tracker, READING)
    ran = tracker("verify", "--against", file)
    assert (ran.code, ran.out.count("仍在")) == (0, 2)
    # The whole folder exchanged for another history, each chain sound in itself.
    for chain in ("journal", "access"):
        (tracker.data / chain).rename(tracker.folder / chain)
    submit(tracker, PROGRESS, "--as", "另一人")
    ran = tracker("verify", "--against", file)
    assert (ran.code, "audit.head-lost" in ran.err) == (1, True)


def test_only_so_many_are_kept(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    folder = tracker.folder / "backups"
    folder.mkdir()
    first = folder / "tracker-20261001T000000Z.zip"
    assert tracker("backup", "--out", str(first)).code == 0
    ran = tracker("backup", "--out", str(folder), "--keep", "1", "--json")
    assert ran.json["deleted"] == [first.name]
    assert [str(file) for file in folder.iterdir()] == [ran.json["file"]]


def test_what_the_operator_has_to_mend(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    for words, said in (
        (("backup",), "没有写备份到哪里。"),
        (("backup", "--out", str(tracker.folder / "x.tar")), "不是已有的文件夹，也不是 .zip 文件名。"),
        (("backup", "--out", str(tracker.folder / "a.zip"), "--keep", "2"), "--keep 只用于文件夹。"),
        (("backup", "--verify", "none.zip"), "找不到备份 none.zip。"),
        (("restore", "none.zip"), "找不到备份 none.zip。"),
        (("verify", "--against", "none.zip"), "找不到备份 none.zip。"),
    ):
        ran = tracker(*words)
        assert (ran.code, said in ran.err) == (2, True), words


def test_a_folder_in_use_is_not_restored_over(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    file = str(tracker.folder / "a.zip")
    tracker("backup", "--out", file)
    ran = tracker("restore", file, "--json")
    assert (ran.code, ran.json["ok"]) == (1, False)
    assert [problem["code"] for problem in json.loads(ran.out)["problems"]] == ["backup.not-empty"]


def test_a_file_that_is_no_backup(tracker: Terminal) -> None:
    ran = tracker("backup", "--verify", tracker.file("a.zip", "备份"))
    assert (ran.code, ran.out) == (1, "备份通不过核验。\n")
    assert "backup.unreadable" in ran.err
