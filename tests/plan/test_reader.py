"""What stands in for words that cannot be read, and what a lost entry keeps from being said twice."""

from typing import Annotated

import pytest
from pydantic import StringConstraints

from tests.plan.conftest import Spoil
from tracker.model import DocumentStatus, Frozen, TaskKind
from tracker.plan.complaints import Reading
from tracker.plan.fields import Reader
from tracker.plan.nodes import compose
from tracker.plan.reader import UNREAD, read_plan_file

PLAN = "plans/example.yaml"


def test_a_file_that_names_no_document_is_shown_under_its_own_name() -> None:
    reading = Reading()
    plan = read_plan_file(b"tasks:\n  - id: a\n", "plans/海淀 2024 No8.yaml", reading)

    assert plan
    document = plan.document
    assert (document.id, document.title, document.status) == ("2024-no8", UNREAD, DocumentStatus.IN_FORCE)
    assert [task.id for task in plan.tasks] == ["a"]


def test_the_kind_that_cannot_be_read_is_what_the_goals_speak_for() -> None:
    goal = "{id: m, what: 建成, due: 到2025年, quote: 到2025年建成}"
    text = f"tasks:\n  - id: a\n    kind: 有时限\n    milestones: [{goal}]\n  - id: b\n    kind: 持续\n"
    plan = read_plan_file(text.encode(), "plans/a.yaml", Reading())

    assert plan
    assert [task.kind for task in plan.tasks] == [TaskKind.DATED, TaskKind.STANDING]


@pytest.mark.parametrize("node", ["只有几个字", "[甲, 乙]"])
def test_a_task_that_is_no_mapping_stays(node: str) -> None:
    reading = Reading()
    plan = read_plan_file(
        f"document: 标题\ntasks:\n  - {node}\n  - id: b\n".encode(), "plans/a.yaml", reading
    )

    assert plan
    assert [(task.id, task.assignments[0].units) for task in plan.tasks] == [
        ("unread-1", (UNREAD,)),
        ("b", (UNREAD,)),
    ]
    assert [(one.code, one.subject) for one in reading.problems][:2] == [
        ("plan.wrong-shape", None),
        ("plan.wrong-shape", "a/unread-1"),
    ]


def test_a_unit_whose_entry_is_broken_is_not_unknown_as_well(spoil: Spoil) -> None:
    _, problems = spoil(
        "units.yaml", "name: 区城市管理委\n    jurisdiction: 示例市示例区", "name: 区城市管理委"
    )

    assert [problem.code for problem in problems] == ["plan.missing-key"]


def test_an_indicator_that_is_broken_is_not_unknown_as_well(spoil: Spoil) -> None:
    _, problems = spoil(PLAN, "    name: 可再生能源供热面积占比\n", "")

    assert [(problem.code, problem.subject) for problem in problems] == [
        ("plan.missing-key", "example-2025-1/heating-share")
    ]


def test_a_document_and_its_goals_and_tasks_share_no_id(spoil: Spoil) -> None:
    plan, problems = spoil(PLAN, 'id: "1.1"', "id: goals")

    assert [problem.code for problem in problems] == ["plan.duplicate-id"]
    assert plan.files[0].tasks[0].id == "goals-2"


def test_a_milestone_and_a_target_of_one_task_share_no_id(spoil: Spoil) -> None:
    plan, problems = spoil(
        PLAN, "- id: t2026\n        indicator: heating", "- id: m2025\n        indicator: heating"
    )

    assert [(problem.code, problem.subject) for problem in problems] == [
        ("plan.duplicate-id", "example-2025-1/1.1/m2025-2")
    ]
    assert plan.files[0].tasks[0].targets[0].id == "m2025-2"


def test_a_limit_that_has_no_words_yet_is_still_told_with_its_place() -> None:
    class Odd(Frozen):
        name: Annotated[str, StringConstraints(max_length=2)] = ""

    reading = Reading()
    root, _ = compose("name: 三个字", "a.yaml")
    assert root
    assert Reader(reading, set(), {}).model(Odd, root, "odd") == Odd()
    assert [(problem.code, problem.place.line) for problem in reading.problems] == [("plan.bad-value", 1)]
