"""A run: what is pending goes into the ledger once, whoever runs at the same time, and into one message a unit."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, OUTSIDER, STANDING, Desk
from tracker.cli.options import workspace
from tracker.intake import Draft, accept
from tracker.reminders.pending import calls, draft, draft_by_hand, pending_calls
from tracker.reminders.send import recent_messages, remind
from tracker.reminders.words import digest
from tracker.snapshot import Workspace


def reminders(desk: Desk) -> list[tuple[object, ...]]:
    return [
        (one.effective_on.isoformat(), one.body["thing"], one.body["unit"], one.body.get("step"))
        for one in desk.written
        if one.kind == "reminder"
    ]


def test_what_is_pending_goes_out_in_one_batch(desk: Desk) -> None:
    run = remind(desk.on("2026-10-13").space, OFFICE)
    assert run.problems == ()
    assert {record.batch for record in run.records} == {run.records[0].batch}
    assert reminders(desk) == [
        ("2026-10-13", MILESTONE, "ex-cgw", 270),
        ("2026-10-13", "2026-Q3", "ex-cgw", -7),
        ("2026-10-13", "2026-Q3", "ex-fgw", -7),
    ]
    assert remind(desk.space, OFFICE).records == ()
    assert len(reminders(desk)) == 3


def test_a_dry_run_records_nothing(desk: Desk) -> None:
    run = remind(desk.on("2026-10-13").space, OFFICE, dry_run=True)
    assert (len(run.calls), run.records, reminders(desk)) == (3, (), [])


def test_only_the_office_reminds(desk: Desk) -> None:
    run = remind(desk.on("2026-10-13").space, LEAD)
    assert {problem.code for problem in run.problems} == {"intake.not-allowed"}
    assert reminders(desk) == []


def test_days_without_a_run_lose_nothing_and_make_nothing_twice(desk: Desk) -> None:
    for day in ("2025-12-02", "2025-12-05", "2026-01-03", "2026-01-09", "2026-03-01"):
        remind(desk.on(day).space, OFFICE)
    assert [(day, step) for day, thing, _, step in reminders(desk) if thing == MILESTONE] == [
        ("2025-12-02", -30),
        ("2026-01-03", 1),
        ("2026-01-09", 7),
        ("2026-03-01", 60),
    ]


def test_two_runs_at_once_remind_once(desk: Desk) -> None:
    desk.on("2026-10-13")
    spaces = [Workspace(desk.tasks, desk.data, desk.space.now) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda space: remind(space, OFFICE), spaces))
    assert [run.problems for run in runs] == [()] * 2
    assert sorted(len(run.records) for run in runs) == [0, 3]
    assert len(reminders(desk)) == 3


def test_a_run_that_was_overtaken_sends_the_rest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office ticks one by hand between the look and the lock."""
    desk.on("2026-10-13")
    first = pending_calls(desk.status())[0]
    looked = pending_calls

    def look_then_lose(snapshot: object) -> object:
        found = looked(snapshot)  # type: ignore[arg-type]
        if not reminders(desk):
            assert accept(desk.space, [draft_by_hand(first, desk.space.today)], OFFICE).ok
        return found

    monkeypatch.setattr("tracker.reminders.send.pending_calls", look_then_lose)
    run = remind(desk.space, OFFICE)
    assert (run.problems, len(run.records), len(reminders(desk))) == ((), 2, 3)


def test_what_is_settled_between_look_and_lock_is_not_reminded_of(desk: Desk) -> None:
    found = pending_calls(desk.on("2026-10-13").status())
    desk.record(OUTSIDER, "progress", task=STANDING)
    desk.record(LEAD, "completion")
    assert MILESTONE in [call.thing.thing for call in found]
    run = remind(desk.space, OFFICE)
    assert [call.thing.thing for call in run.calls] == ["2026-Q3", "2026-Q3"]


def test_one_message_a_unit_and_run_in_plain_words(desk: Desk) -> None:
    remind(desk.on("2026-10-13").space, OFFICE)
    messages = recent_messages(desk.space, "http://10.0.0.5:8501")
    assert [message.unit for message in messages] == ["ex-cgw", "ex-fgw"]
    assert messages[0].title == "【催办】双碳任务台账：2 件事项请办理"
    assert messages[0].text.splitlines() == [
        "区城市管理委：以下 2 件事项请按时办理。",
        "1. 二/(一) 建成一批示范项目：2025年12月31日到期，已过 286 天。",
        "2. 2026年前三季度进展报告 1 项：2026年10月20日到期，还有 7 天。",
        "请登录双碳任务台账（http://10.0.0.5:8501），在“消息”或“填报”页面报送；需要延期的，请在到期前提出申请。",
        "已经报送的不必理会。本消息由系统发出，请勿直接回复。",
    ]


def test_a_robot_gets_what_fits_and_the_number_of_the_rest(desk: Desk) -> None:
    remind(desk.on("2026-10-13").space, OFFICE)
    records = [record for record in desk.written if record.kind == "reminder"]
    whole, short = digest("某单位", records * 20), digest("某单位", records * 20, room=200)
    assert len(whole.splitlines()) == 63
    assert whole.splitlines()[0] == short.splitlines()[0] == "某单位：以下 60 件事项请按时办理。"
    listed = [line for line in short.splitlines() if line[0].isdecimal()]
    assert sum(map(len, listed)) <= 200
    assert f"另有 {60 - len(listed)} 件，请在“消息”里查看。" in short
    assert digest("某单位", records[:1], room=1) == digest("某单位", records[:1])


def test_a_message_that_was_recorded_but_never_sent_goes_out_with_the_next_run(desk: Desk) -> None:
    """Whoever recorded it may have been killed before anything left the house."""
    found = pending_calls(desk.on("2026-10-13").status())
    assert accept(desk.space, [draft(call, desk.space.today) for call in found], OFFICE).ok
    assert [message.unit for message in recent_messages(desk.on("2026-10-14").space)] == ["ex-cgw", "ex-fgw"]


def test_a_note_of_the_office_stands_in_the_message(desk: Desk) -> None:
    [call] = [one for one in calls(desk.on("2025-11-10").status()) if one.thing.thing == MILESTONE]
    taken = accept(desk.space, [draft_by_hand(call, desk.space.today, "请于周五前答复。")], OFFICE)
    assert taken.records[0].body["text"].endswith("还有 51 天。请于周五前答复。")  # type: ignore[attr-defined]
    assert "step" not in taken.records[0].body


def test_old_messages_are_let_go(desk: Desk) -> None:
    remind(desk.on("2026-10-13").space, OFFICE)
    assert len(recent_messages(desk.on("2026-10-20").space)) == 2
    assert recent_messages(desk.on("2026-10-21").space) == []


def test_without_a_rule_nobody_is_reminded(desk: Desk) -> None:
    rules = desk.tasks / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").split("reminders:")[0], encoding="utf-8")
    run = remind(desk.on("2026-10-13").space, OFFICE)
    assert (run.calls, run.problems, reminders(desk)) == ((), (), [])
    body = {"about": "item", "thing": MILESTONE, "unit": "ex-cgw", "due": "2025-12-31", "text": "…"}
    assert "rules.yaml" in accept(desk.space, [Draft("reminder", body)], OFFICE).problems[0].message


def test_a_rehearsal_sends_nothing_out(desk: Desk) -> None:
    file = desk.data / "messages.yaml"
    file.write_text("groups: [{name: 群, address: 'json://127.0.0.1:1/'}]\n", encoding="utf-8")
    file.chmod(0o600)
    space = workspace(desk.tasks, desk.data, "2026-10-13")
    run = remind(space, OFFICE)
    assert (len(run.records), run.delivery.attempts, run.delivery.configured) == (3, (), False)
