"""`check` and `plan`: is the plan sound, and what does it say."""

import pytest

from tests.cli.conftest import Terminal

PLAN_KEYS = {
    "documents": {"id", "title", "document_number", "status", "track", "jurisdiction", "issued_on", "expires_on"},
    "tasks": {"id", "document", "clause", "title", "kind", "assignments"},
    "targets": {
        "id", "document", "clause", "indicator", "indicator_id", "comparator", "value", "unit_of_measure", "due", "modality",
        "pathway", "baseline", "quote",
    },
    "milestones": {"id", "document", "clause", "due", "precision", "wording", "quote"},
    "units": {"id", "name", "aliases", "jurisdiction", "collective"},
}  # fmt: skip


def spoil(tracker: Terminal, old: str, new: str) -> None:
    file = tracker.tasks / "plans" / "example.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_plan_json_has_the_agreed_shape(tracker: Terminal) -> None:
    ran = tracker("plan", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert {name: set(rows[0]) for name, rows in ran.json.items()} == PLAN_KEYS
    assert all(set(row) == PLAN_KEYS[name] for name, rows in ran.json.items() for row in rows)


def test_plan_json_says_what_the_text_says(tracker: Terminal) -> None:
    plan = tracker("plan", "--json").json
    assert plan["documents"] == [
        {
            "id": "example-2025-1",
            "title": "示例区节能降碳行动方案",
            "document_number": "示政发〔2025〕1号",
            "status": "in_force",
            "track": "carbon-peak",
            "jurisdiction": "示例市示例区",
            "issued_on": "2025-03-03",
            "expires_on": None,
        }
    ]
    assert plan["tasks"][0] == {
        "id": "example-2025-1/1.1",
        "document": "example-2025-1",
        "clause": "二/(一)",
        "title": "发展清洁供热",
        "kind": "dated",
        "assignments": [
            {
                "role": "responsible",
                "as_written": "区城市管理委、区科委、园区管委会，相关街镇",
                "units": ["区城市管理委", "区科委、园区管委会", "相关街镇"],
                "provisional_lead": "区城市管理委",
            }
        ],
    }
    assert [assignment["provisional_lead"] for assignment in plan["tasks"][1]["assignments"]] == [None, None]
    assert plan["targets"] == [
        {
            "id": "example-2025-1/goals/t2026-energy",
            "document": "example-2025-1",
            "clause": "一",
            "indicator": "单位地区生产总值能耗",
            "indicator_id": "example-2025-1/energy-intensity",
            "comparator": None,
            "value": None,
            "unit_of_measure": None,
            "due": "2026-12-31",
            "modality": None,
            "pathway": None,
            "baseline": None,
            "quote": "到2026年，完成市级下达的能耗强度目标",
        },
        {
            "id": "example-2025-1/1.1/t2026",
            "document": "example-2025-1",
            "clause": "二/(一)",
            "indicator": "可再生能源供热面积占比",
            "indicator_id": "example-2025-1/heating-share",
            "comparator": "ge",
            "value": 10,
            "unit_of_measure": "%",
            "due": "2026-12-31",
            "modality": None,
            "pathway": None,
            "baseline": None,
            "quote": "到2026年，可再生能源供热面积占比达到10%以上",
        },
    ]
    assert plan["milestones"] == [
        {
            "id": "example-2025-1/1.1/m2025",
            "document": "example-2025-1",
            "clause": "二/(一)",
            "due": "2025-12-31",
            "precision": "year",
            "wording": "2025年底前",
            "quote": "2025年底前，建成一批示范项目",
        }
    ]
    assert plan["units"][0] == {
        "id": "ex-fgw",
        "name": "区发展改革委",
        "aliases": ["区发改委"],
        "jurisdiction": "示例市示例区",
        "collective": False,
    }


def test_plan_in_words(tracker: Terminal) -> None:
    out = tracker("plan").out
    assert "示例区节能降碳行动方案　示政发〔2025〕1号　现行有效" in out
    assert "二/(二)  开展宣传活动  持续推进  区发展改革委、各相关单位" in out


def test_a_sound_plan(tracker: Terminal) -> None:
    ran = tracker("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "1 份文件、2 项任务、5 个单位：没有问题。\n"
    assert tracker("check", "--json").json == {"ok": True, "problems": []}


def test_a_mistake_has_a_place_a_sentence_and_a_cure(tracker: Terminal) -> None:
    spoil(tracker, "due: 2025年底前", "due: 2025年十三月")
    ran = tracker("check")
    assert ran.code == 1
    assert "plans/example.yaml 第 47 行" in ran.err
    assert "1 处问题" in ran.out

    [problem] = tracker("check", "--json").json["problems"]
    assert problem["severity"] == "error"
    assert problem["subject"] == "example-2025-1/1.1/m2025"
    assert (problem["file"], problem["line"]) == ("plans/example.yaml", 47)
    assert set(problem) == {"code", "severity", "message", "cure", "subject", "file", "line", "column"}


def test_what_can_be_read_is_shown_beside_the_mistakes(tracker: Terminal) -> None:
    spoil(tracker, "kind: standing", "kind: sometimes")
    ran = tracker("plan", "--json")
    assert ran.code == 1
    assert [task["id"] for task in ran.json["tasks"]] == ["example-2025-1/1.1", "example-2025-1/1.2"]
    assert "plans/example.yaml" in ran.err


def test_a_warning_alone_is_no_failure(tracker: Terminal) -> None:
    (tracker.tasks / "plans" / "old.yml").write_text("document: {}\n", encoding="utf-8")
    ran = tracker("check")
    assert (ran.code, ran.err.split("　")[0]) == (0, "提醒")


@pytest.mark.parametrize("command", ["check", "plan", "status"])
@pytest.mark.parametrize("there", ["nothing", "a file"])
def test_a_folder_that_is_not_there(tracker: Terminal, command: str, there: str) -> None:
    wrong = tracker.folder / "elsewhere"
    if there == "a file":
        wrong.write_text("")
    ran = tracker.bare(command, "--tasks", str(wrong))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"无法执行：找不到方案文件夹 {wrong}。")


def test_an_empty_folder_is_a_problem_of_the_plan(tracker: Terminal) -> None:
    (tracker.folder / "empty").mkdir()
    ran = tracker.bare("check", "--tasks", str(tracker.folder / "empty"))
    assert ran.code == 1
    assert ran.out.startswith("0 份文件、0 项任务、0 个单位：")
