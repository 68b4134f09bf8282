"""`source attach`, `verify` and `list`: the office's copies, and what they prove."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.sources.files import word

DOCUMENT = "example-2025-1"
COPY_KEYS = {"name", "sha256", "size", "format", "effective_on", "recorded_at", "by", "record"}
DOCUMENT_KEYS = {
    "document",
    "title",
    "status",
    "copy",
    "ok",
    "problems",
    "cited",
    "counts",
    "citations",
    "coverage",
}
CITATION_KEYS = {"item", "kind", "clause", "words", "verdict", "found_in", "line", "longest_beginning"}


def text(tracker: Terminal) -> str:
    """The example plan written out so that everything it cites stands in its clause."""
    plan = json.loads(tracker("plan", "--json").out)
    [document] = plan["documents"]
    lines, chapter = [document["document_number"], "示例区节能降碳行动方案"], ""
    cited = [*plan["targets"], *plan["milestones"]]
    goals = [one for one in cited if "/goals/" in one["id"]]
    lines += ["一、总体目标", *(f"{one['quote']}。" for one in goals)]
    for task in plan["tasks"]:
        first, _, second = task["clause"].partition("/")
        if first != chapter:
            lines.append(f"{first}、章")
        chapter = first
        lines.append(f"{second}{task['title']}")
        lines += [f"{one['quote']}。" for one in cited if one["id"].startswith(f"{task['id']}/")]
        lines += [f"（{one['as_written']}）" for one in task["assignments"]]
    return "\n".join(lines)


@pytest.fixture
def file(tracker: Terminal) -> Path:
    return Path(tracker.file("示例方案.txt", text(tracker)))


def test_attaching_says_what_the_copy_proves(tracker: Terminal, file: Path) -> None:
    ran = tracker("source", "attach", DOCUMENT, str(file), "--as", "张三")
    digest = sha256(file.read_bytes()).hexdigest()
    assert (ran.code, ran.err) == (0, "")
    assert f"已附上：示例方案.txt（{digest[:12]}，" in ran.out
    assert "由张三附上" in ran.out
    assert "没有找到" not in ran.out
    assert (tracker.data / "sources" / f"{digest}.txt").read_bytes() == file.read_bytes()


def test_a_copy_that_proves_everything(tracker: Terminal, file: Path) -> None:
    tracker("source", "attach", DOCUMENT, str(file))
    ran = tracker("source", "verify", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) == {"ok", "as_of", "known_at", "problems", "documents"}
    assert ran.json["problems"] == []
    [found] = ran.json["documents"]
    assert set(found) == DOCUMENT_KEYS
    assert set(found["copy"]) == COPY_KEYS
    assert {key for one in found["citations"] for key in one} == CITATION_KEYS
    assert ran.json["ok"] is found["ok"] is True
    assert found["counts"] == {"proven": found["cited"], "elsewhere": 0, "not_found": 0, "own_words": 0}
    assert found["cited"] == len(found["citations"]) > 5
    coverage = found["coverage"]
    assert (coverage["complete"], coverage["uncovered_clauses"], coverage["uncovered_figures"]) == (
        True,
        [],
        [],
    )
    assert tracker("source", "verify").code == 0


def test_what_is_left_over_counts_when_asked_for(tracker: Terminal, file: Path) -> None:
    left = "\n三、其他\n另需达到99%。（责任单位：区某局）"
    file.write_text(file.read_text(encoding="utf-8") + left, encoding="utf-8")
    tracker("source", "attach", DOCUMENT, str(file))
    assert tracker("source", "verify").code == 0
    ran = tracker("source", "verify", "--complete", "--json")
    assert (ran.code, ran.json["ok"]) == (1, False)
    coverage = ran.json["documents"][0]["coverage"]
    assert [one["words"] for one in coverage["uncovered_units"]] == ["区某局"]
    assert coverage["units"] == 1


def test_a_goal_that_says_something_else_than_its_quotation_is_not_proven(
    tracker: Terminal, file: Path
) -> None:
    tracker("source", "attach", DOCUMENT, str(file))
    plan = next((tracker.tasks / "plans").glob("*.yaml"))
    words = plan.read_text(encoding="utf-8")
    assert "value: 10\n" in words
    plan.write_text(words.replace("value: 10\n", "value: 17\n", 1), encoding="utf-8")
    ran = tracker("source", "verify", "--json")
    assert (ran.code, ran.json["ok"]) == (1, False)
    assert "plan.figure-not-in-quote" in {one["code"] for one in ran.json["problems"]}


def test_what_is_not_proven_ends_with_code_1(tracker: Terminal, file: Path) -> None:
    changed = file.read_text(encoding="utf-8").replace("10%", "12%") + "\n三、其他\n另需达到99%。"
    file.write_text(changed, encoding="utf-8")
    tracker("source", "attach", DOCUMENT, str(file))
    ran = tracker("source", "verify", DOCUMENT, "--json")
    [found] = ran.json["documents"]
    assert (ran.code, ran.json["ok"]) == (1, False)
    missing = found["coverage"]["unproven"]
    assert missing
    assert {one["verdict"] for one in missing} == {"not_found"}
    assert all(one["longest_beginning"] for one in missing)
    assert [gap["clause"] for gap in found["coverage"]["uncovered_clauses"]] == ["三"]
    assert {
        "clause": "三",
        "words": "99%",
        "line": len(changed.splitlines()),
        "sentence": "另需达到99%。",
    } in found["coverage"]["uncovered_figures"]
    said = tracker("source", "verify")
    assert said.code == 1
    for words in ("没有找到", "原文只有“", "条款无着落", "数字无着落"):
        assert words in said.out


def test_a_plan_that_cannot_be_read_whole_does_not_pass(tracker: Terminal, file: Path) -> None:
    tracker("source", "attach", DOCUMENT, str(file))
    plan = tracker.tasks / "plans" / "example.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("        quote:", "        qoute:", 1), encoding="utf-8"
    )
    ran = tracker("source", "verify", "--json")
    assert (ran.code, ran.json["ok"]) == (1, False)
    assert ran.json["problems"]
    assert tracker("source", "verify").err.startswith("错误")


def test_without_a_copy_nothing_is_proven(tracker: Terminal) -> None:
    ran = tracker("source", "verify")
    assert ran.code == 1
    assert "没有附原文" in ran.out
    assert "没有原文可以核对" in ran.out


def test_an_altered_copy_is_a_problem_with_its_place(tracker: Terminal, file: Path) -> None:
    tracker("source", "attach", DOCUMENT, str(file))
    [kept] = (tracker.data / "sources").iterdir()
    kept.write_bytes(b"x")
    ran = tracker("source", "verify")
    assert ran.code == 1
    assert f"sources/{kept.name}：保存的原文副本“示例方案.txt”被改动过" in ran.err
    again = tracker("source", "attach", DOCUMENT, str(file))
    assert (again.code, "已恢复副本" in again.out) == (0, True)
    assert tracker("source", "verify").code == 0


def test_the_same_file_twice(tracker: Terminal, file: Path) -> None:
    tracker("source", "attach", DOCUMENT, str(file))
    ran = tracker("source", "attach", DOCUMENT, str(file), "--json")
    assert (ran.code, ran.json["ok"]) == (1, False)
    assert [problem["code"] for problem in ran.json["problems"]] == ["intake.not-possible"]


def test_the_list_as_of_a_day(tracker: Terminal, file: Path) -> None:
    tracker("source", "attach", DOCUMENT, str(file), "--on", "2026-11-01", "--now", "2026-11-20")
    other = tracker.folder / "示例方案.docx"
    other.write_bytes(word(*file.read_text(encoding="utf-8").splitlines()))
    tracker("source", "attach", DOCUMENT, str(other), "--now", "2026-11-21")
    names = {
        day: tracker("source", "list", "--as-of", day, "--json").json
        for day in ("2026-10-31", "2026-11-01", "2026-11-21")
    }
    assert [one and one["copy"] and one["copy"]["name"] for [one] in names.values()] == [
        None, "示例方案.txt", "示例方案.docx",
    ]  # fmt: skip
    said = tracker("source", "list", "--as-of", "2026-11-01").out
    assert "示政发〔2025〕1号" in said
    assert "示例方案.txt" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("source attach nowhere x.txt", "方案中没有编号为“nowhere”的文件。可选：example-2025-1。"),
        ("source attach example-2025-1 gone.txt", "找不到文件 gone.txt。请核对路径。"),
        ("source verify nowhere", "方案中没有编号为“nowhere”的文件。可选：example-2025-1。"),
        ("source verify --as-of soon", "--as-of 的“soon”不是日期。请写成 2026-09-30 这样。"),
        ("source attach example-2025-1", "缺少 '原文'。请看 tracker source attach --help。"),
    ],
)
def test_a_command_line_that_does_not_fit(tracker: Terminal, words: str, said: str) -> None:
    ran = tracker(*words.split())
    assert ran.code == 2
    assert ran.err.strip() == f"无法执行：{said}"


def test_a_file_that_cannot_be_read(tracker: Terminal) -> None:
    ran = tracker("source", "attach", DOCUMENT, tracker.file("方案.pdf", "不是 PDF"))
    assert ran.code == 1
    assert "方案.pdf：文件读不出来" in ran.err
    assert not (tracker.data / "sources").exists()
