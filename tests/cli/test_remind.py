"""`tracker remind`: what cron runs every working day."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Ran, Terminal

MILESTONE, WINDOW = "example-2025-1/1.1/m2025", "2026-Q3"


def written(tracker: Terminal, kind: str) -> list[dict[str, Any]]:
    lines = (tracker.data / "journal" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["kind"] == kind]


def remind(tracker: Terminal, day: str, *words: str) -> Ran:
    return tracker("remind", "--as", "办公室", "--now", day, *words)


@pytest.fixture
def opened(tracker: Terminal) -> Terminal:
    assert tracker("open", "--on", "2025-03-03", "--now", "2025-03-03").code == 0
    return tracker


def test_a_ledger_that_is_not_open(tracker: Terminal) -> None:
    ran = remind(tracker, "2026-10-13")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "台账还没有启用，没有可以催办的事项。")
    assert not (tracker.data / "journal" / "journal.jsonl").exists()


def test_nothing_to_do_says_so_and_ends_well(opened: Terminal) -> None:
    ran = remind(opened, "2025-03-04")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "没有到节点的事项，不需要催办。"


def test_a_run_and_the_run_after_it(opened: Terminal) -> None:
    ran = remind(opened, "2026-10-13")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["单位", "节点", "时限", "事项"]
    assert lines[1].split() == [
        "区城市管理委",
        "到期后",
        "270",
        "天",
        "2025-12-31",
        "二/(一)",
        "建成一批示范项目",
    ]
    assert lines[4:] == ["已催办 3 件，涉及 2 个单位。", "这是演练（--now），没有向外发送。"]
    assert {record["by"] for record in written(opened, "reminder")} == {"办公室"}
    again = remind(opened, "2026-10-13")
    assert (again.code, again.out.splitlines()[0]) == (0, "没有到节点的事项，不需要催办。")
    assert len(written(opened, "reminder")) == 3


def test_a_dry_run_shows_and_writes_nothing(opened: Terminal) -> None:
    ran = remind(opened, "2026-10-13", "--dry-run")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "待催办 3 件，涉及 2 个单位。没有写入。")
    assert written(opened, "reminder") == []


def test_json(opened: Terminal) -> None:
    said = remind(opened, "2026-10-13", "--json").json
    assert set(said) == {"ok", "dry_run", "pending", "records", "nobody", "delivery", "problems"}
    assert [
        (one["about"], one["thing"], one["unit"], one["due"], one["step"]) for one in said["pending"]
    ] == [
        ("item", MILESTONE, "ex-cgw", "2025-12-31", 270),
        ("window", WINDOW, "ex-cgw", "2026-10-20", -7),
        ("window", WINDOW, "ex-fgw", "2026-10-20", -7),
    ]
    assert [record["kind"] for record in said["records"]] == ["reminder"] * 3
    assert said["delivery"] == {"configured": False, "attempts": [], "unreached": []}


def test_what_nobody_owes_is_pointed_out(opened: Terminal) -> None:
    plan = opened.tasks / "plans" / "example.yaml"
    text = plan.read_text(encoding="utf-8")
    lead = "      - role: lead\n        as_written: 区发展改革委\n        units: [区发展改革委]\n        lead: stated\n"
    assert lead in text
    plan.write_text(text.replace(lead, ""), encoding="utf-8")
    ran = remind(opened, "2026-10-13")
    assert "另有 1 件没有明确责任单位，无人可催，请双碳办确认牵头单位。" in ran.out
    assert remind(opened, "2026-10-13", "--json").json["nobody"] == {
        "items": [],
        "tasks": ["example-2025-1/1.2"],
    }


def test_settings_others_can_read_are_told_and_end_with_2_after_recording(opened: Terminal) -> None:
    file = opened.data / "messages.yaml"
    file.write_text("groups: [{name: 群, address: 'json://127.0.0.1:9/'}]", encoding="utf-8")
    file.chmod(0o644)
    ran = tracker_now(opened)
    assert (ran.code, "chmod 600" in ran.err) == (2, True)
    assert len(written(opened, "reminder")) > 0


def test_what_could_not_be_delivered_is_told_and_ends_with_1(opened: Terminal) -> None:
    file = opened.data / "messages.yaml"
    file.write_text("groups: [{name: 工作群, address: 'json://127.0.0.1:9/'}]", encoding="utf-8")
    file.chmod(0o600)
    ran = tracker_now(opened)
    assert ran.code == 1
    assert "没有送达　区城市管理委，群组：连接不上，或连接中断；下次执行时再发。" in ran.err
    assert "127.0.0.1" not in ran.out + ran.err


def tracker_now(tracker: Terminal) -> Ran:
    """By the clock of this machine, as cron does: only then anything leaves the house."""
    return tracker("remind", "--as", "办公室")
