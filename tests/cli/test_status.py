"""`status`: the state of a day, in words and in the shape that other programs read."""

import pytest

from tests.cli.conftest import Terminal
from tracker.labels import ITEM_STATE, LIGHTS, OUTLOOK, RULES, TARGET_STATE

TOP = {"as_of", "known_at", "tasks", "targets", "milestones"}
TASK = {"id", "document", "clause", "light", "rules", "freshness", "answers"}
RULE = {"id", "sentence", "inputs"}
TARGET = {
    "id", "document", "clause", "due", "value", "state", "required", "gap_to_goal", "gap_to_path", "years_behind",
    "needed_pace", "achieved_pace", "outlook",
}  # fmt: skip
REQUIRED = {"at_reading", "today"}
MILESTONE = {"id", "task", "state", "original_due", "effective_due", "days", "extensions"}

# Beside what was agreed; a reader of the agreed shape need not know them.
MORE_TOP = {"journal", "plan", "documents"}
MORE_TASK = {"answer_basis", "in_force", "superseded_by"}
MORE_TARGET = {
    "indicator", "reading", "provisional", "years_behind_is_floor", "short_at_due", "outlook_range", "sentence",
    "upper", "in_force", "carried",
}  # fmt: skip
MORE_MILESTONE = {
    "in_force",
    "carried",
    "days_past_original",
    "extensions_asked_in_time",
    "finish",
    "sentence",
}

SETTING = {
    "kind": "target_setting",
    "effective_on": "2026-01-05",
    "body": {
        "target": "example-2025-1/1.1/t2026",
        "source": "会议纪要",
        "baseline_year": 2020,
        "baseline_value": 4,
        "pathway": "linear",
        "lag_months": 12,
    },
}
READING = {
    "kind": "reading",
    "body": {
        "indicator": "example-2025-1/heating-share",
        "period": "2025",
        "value": 8.5,
        "status": "final",
        "source": "统计公报",
    },
}


@pytest.fixture
def judged(tracker: Terminal) -> Terminal:
    """A ledger with one setting and one reading."""
    draft = tracker.file("draft.json", {"records": [SETTING, READING]})
    assert tracker("submit", draft, "--as", "办公室", "--now", "2026-10-12").code == 0
    return tracker


def test_status_json_has_the_agreed_shape(judged: Terminal) -> None:
    ran = judged("status", "--as-of", "2026-09-30", "--now", "2026-10-12", "--json")
    assert (ran.code, ran.err) == (0, "")
    status = ran.json
    assert set(status) == TOP | MORE_TOP
    assert [set(task) for task in status["tasks"]] == [TASK | MORE_TASK] * 2
    assert all(set(rule) == RULE for task in status["tasks"] for rule in task["rules"])
    assert [set(target) for target in status["targets"]] == [TARGET | MORE_TARGET] * 2
    assert all(set(target["required"]) == REQUIRED for target in status["targets"])
    assert [set(milestone) for milestone in status["milestones"]] == [MILESTONE | MORE_MILESTONE]


def test_status_json_speaks_the_identifiers_of_the_rules(judged: Terminal) -> None:
    status = judged("status", "--now", "2026-10-12", "--json").json
    assert {task["light"] for task in status["tasks"]} <= set(LIGHTS)
    assert {rule["id"] for task in status["tasks"] for rule in task["rules"]} <= set(RULES)
    assert {target["state"] for target in status["targets"]} <= set(TARGET_STATE)
    assert {target["outlook"] for target in status["targets"]} <= {*OUTLOOK, None}
    assert {milestone["state"] for milestone in status["milestones"]} <= set(ITEM_STATE)
    assert all(rule["sentence"].endswith("。") for task in status["tasks"] for rule in task["rules"])


def test_a_target_in_figures(judged: Terminal) -> None:
    """4 at the end of 2020, 10 at the end of 2026: 9 were asked for at the end of 2025."""
    status = judged("status", "--as-of", "2026-09-30", "--now", "2026-10-12", "--json").json
    target = next(row for row in status["targets"] if row["id"].endswith("/t2026"))
    assert (target["due"], target["value"], target["state"]) == ("2026-12-31", 10.0, "behind")
    assert target["required"] == {"at_reading": 9.0, "today": pytest.approx(9.748, abs=0.001)}
    assert (target["gap_to_goal"], target["gap_to_path"], target["years_behind"]) == (1.5, 0.5, 0.5)
    assert (target["needed_pace"], target["achieved_pace"]) == (1.5, 0.9)
    assert target["outlook"] == "insufficient_data"
    assert target["reading"] == {"period": "2025", "value": 8.5}


def test_a_milestone_in_days(judged: Terminal) -> None:
    [milestone] = judged("status", "--as-of", "2026-01-20", "--now", "2026-10-12", "--json").json[
        "milestones"
    ]
    assert (milestone["id"], milestone["task"]) == ("example-2025-1/1.1/m2025", "example-2025-1/1.1")
    assert (milestone["state"], milestone["days"], milestone["extensions"]) == (
        "awaiting_first_report",
        20,
        0,
    )
    assert milestone["original_due"] == milestone["effective_due"] == "2025-12-31"


def test_who_answers_is_a_unit_of_the_register(judged: Terminal) -> None:
    answers = [task["answers"] for task in judged("status", "--json").json["tasks"]]
    assert answers == ["ex-cgw", "ex-fgw"]
    units = {unit["id"] for unit in judged("plan", "--json").json["units"]}
    assert set(answers) <= units


def test_what_was_known_then_and_what_is_known_now(judged: Terminal) -> None:
    def state(*words: str) -> str:
        targets = judged("status", "--as-of", "2026-09-30", "--now", "2026-10-12", "--json", *words).json[
            "targets"
        ]
        return str(targets[1]["state"])

    assert state("--known-at", "2026-09-30") == "no_path"
    assert state("--known-at", "2026-10-12") == "behind"
    assert state("--known-at", "2026-10-12T00:00:00+08:00") == "no_path"
    assert state() == "behind"


def test_the_answer_names_its_clocks(judged: Terminal) -> None:
    asked = judged(
        "status", "--as-of", "2026-06-30", "--known-at", "2026-09-30T18:00:00+08:00", "--json"
    ).json
    assert (asked["as_of"], asked["known_at"]) == ("2026-06-30", "2026-09-30T10:00:00Z")
    today = judged("status", "--now", "2026-10-20", "--json").json
    assert (today["as_of"], today["known_at"][:10]) == ("2026-10-20", "2026-10-20")
    assert today["journal"]["seq"] == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--as-of 2026/9/30", "--as-of 的“2026/9/30”不是日期"),
        ("--as-of 2026-02-30", "--as-of 的“2026-02-30”不是日期"),
        ("--known-at 昨天", "--known-at 的“昨天”不是时间"),
        ("--known-at 2026-09-30T18:00:00", "没有写明时区"),
        ("--now 2026-13-01", "--now 的“2026-13-01”不是日期"),
    ],
)
def test_dates_that_are_none(tracker: Terminal, words: str, said: str) -> None:
    ran = tracker("status", *words.split())
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_status_in_words(tracker: Terminal) -> None:
    ran = tracker("status", "--as-of", "2026-10-12")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("截至 2026 年 10 月 12 日，2 项任务：灰 2；到期目标 0 项")
    assert "到期待报  二/(一)  2025-12-31  建成一批示范项目" in ran.out
    assert not tracker.data.exists()


def test_problems_are_said_beside_the_state(judged: Terminal) -> None:
    journal = judged.data / "journal" / "journal.jsonl"
    journal.write_text(journal.read_text(encoding="utf-8").replace("8.5", "9.5"), encoding="utf-8")
    for words in ((), ("--json",)):
        ran = judged("status", *words)
        assert ran.code == 1
        assert "journal/journal.jsonl 第 3 行" in ran.err
        assert "example-2025-1" in ran.out or "示例" in ran.out or "发展清洁供热" in ran.out


def test_a_data_folder_that_is_a_file_holds_no_ledger(tracker: Terminal) -> None:
    tracker.data.write_text("")
    ran = tracker("status")
    assert ran.code == 2
    assert "不是文件夹" in ran.err
