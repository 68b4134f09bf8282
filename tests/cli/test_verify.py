"""`verify`: what proves both chains, what they vouch for, and the heads printed on reports."""

import re
from datetime import date, datetime

import pytest

from tests.cli.conftest import Terminal
from tests.cli.test_ledger import PROGRESS, READING, submit, written
from tracker.records.journal import Entry, FileJournal


class TestVerify:
    def test_an_empty_folder(self, tracker: Terminal) -> None:
        tracker.data.mkdir()
        ran = tracker("verify")
        assert ran.code == 0
        assert ran.out.startswith("流水完好：0 条记录")

    def test_no_folder(self, tracker: Terminal) -> None:
        ran = tracker("verify")
        assert (ran.code, "找不到数据文件夹" in ran.err) == (2, True)

    def test_a_sound_journal(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        said = tracker("verify", "--json")
        head = written(tracker)[-1]
        assert said.code == 0
        assert said.json == {
            "ok": True, "records": 2, "head": {"seq": 2, "hash": head["hash"]},
            "access": {"records": 0, "head": {"seq": 0, "hash": "0" * 64}},
            "kept": {"plans": 0, "sources": 0, "evidence": 0}, "heads": [], "problems": [],
        }  # fmt: skip
        assert head["hash"] in tracker("verify").out

    @pytest.mark.parametrize("damage", ["edited", "missing", "reordered", "torn", "cut"])
    def test_damage_is_found_and_the_rest_still_read(self, tracker: Terminal, damage: str) -> None:
        for _ in range(3):
            submit(tracker, PROGRESS)
        file = tracker.data / "journal" / "journal.jsonl"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        spoiled = {
            "edited": [lines[0], lines[1].replace("6 处", "8 处"), *lines[2:]],
            "missing": [lines[0], *lines[2:]],
            "reordered": [lines[0], lines[2], lines[1], lines[3]],
            "torn": [*lines, lines[3][:40]],
            "cut": lines[:3],
        }[damage]
        file.write_text("".join(spoiled), encoding="utf-8")

        ran = tracker("verify")
        assert ran.code == 1
        assert "journal/journal.jsonl 第 " in ran.err
        assert "流水有损坏：" in ran.out
        said = tracker("verify", "--json")
        assert (said.code, said.json["ok"]) == (1, False)
        assert {problem["code"] for problem in said.json["problems"]} <= {f"journal.{code}" for code in (
            "edited-line", "missing-line", "reordered", "torn-tail", "cut-off",
        )}  # fmt: skip
        assert said.json["records"] >= 3
        assert tracker("status", "--json").json["tasks"]

    def test_a_damaged_journal_is_not_written_to(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        file = tracker.data / "journal" / "journal.jsonl"
        spoiled = file.read_text(encoding="utf-8").replace("6 处", "8 处")
        file.write_text(spoiled, encoding="utf-8")
        ran = submit(tracker, READING)
        assert (ran.code, ran.out) == (1, "")
        assert "没有写入任何内容" in ran.err
        assert file.read_text(encoding="utf-8") == spoiled

    def test_a_torn_end_is_mended_by_the_next_record(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        file = tracker.data / "journal" / "journal.jsonl"
        with file.open("a", encoding="utf-8") as journal:
            journal.write('{"kind": "prog')
        assert tracker("verify").code == 1
        assert submit(tracker, READING).code == 0
        assert tracker("verify").code == 0
        assert [record["kind"] for record in written(tracker)] == ["opened", "progress", "reading"]


class TestPrintedHeads:
    def test_a_head_from_a_report_is_held(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        head = written(tracker)[-1]["hash"]
        submit(tracker, READING)
        ran = tracker("verify", "--head", f"2·{head[:12]}", "--head", f"流水 2:{head}")
        assert ran.code == 0
        assert ran.out.count("仍在流水里") == 2

    def test_a_head_of_another_history_is_not(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        head = written(tracker)[-1]["hash"]
        for asked in (f"1·{head[:12]}", f"3·{head[:12]}", "2·0123456789ab"):
            ran = tracker("verify", "--head", asked)
            assert ran.code == 1
            assert "（audit.head-lost）" in ran.err
        said = tracker("verify", "--head", f"1·{head[:12]}", "--json").json
        assert (said["ok"], said["heads"]) == (False, [{"head": f"1·{head[:12]}", "chain": None}])

    def test_what_is_no_head(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        ran = tracker("verify", "--head", "第二条")
        assert (ran.code, "（audit.head-malformed）" in ran.err) == (1, True)

    def test_the_access_chain_is_proven_beside_the_ledger(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        noted(tracker, 3)
        file = tracker.data / "access" / "journal.jsonl"
        out = tracker("verify").out
        assert re.search("访问记录完好：3 条记录", out)
        [short] = re.findall(r"访问记录完好.*散列 ([0-9a-f]{12})", out)
        assert "仍在访问记录里" in tracker("verify", "--head", f"3·{short}").out
        file.write_bytes(file.read_bytes().replace("本机".encode(), "别处".encode(), 1))
        ran = tracker("verify")
        assert ran.code == 1
        assert "access/journal.jsonl 第 1 行" in ran.err
        assert "流水完好" in ran.out
        assert "访问记录有损坏" in ran.out


def test_a_proof_is_noted_for_whoever_signs_it(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    tracker("verify")
    access = FileJournal(tracker.data / "access")
    assert access.read().records == ()
    tracker("verify", "--as", "某审计员")
    [event] = access.read().records
    head = written(tracker)[-1]["hash"][:12]
    assert (event.by, event.body) == ("某审计员", {"heads": f"流水 2·{head}；访问记录尚无记录", "faults": 0})


def noted(tracker: Terminal, count: int) -> None:
    """That many events in the access chain."""
    entry = Entry(
        "login", "某某", "office", None, datetime(2026, 10, 12), date(2026, 10, 12), {"address": "本机"}
    )
    FileJournal(tracker.data / "access").append(lambda _: [entry] * count)
