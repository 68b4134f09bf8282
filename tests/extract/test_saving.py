"""The plan file of a review: what was accepted or edited, nothing else, and clean by the checks of the product."""

import yaml

from tests.extract import reviewed
from tracker.extract.proposal import Decision, State, edited, parts
from tracker.extract.saving import (
    file_name,
    file_text,
    problems_of,
    register_lines,
    reviewed_plan,
    unknown_units,
    waiting_for_units,
)
from tracker.problems import has_errors

PLANNED = reviewed.of()
FOUND = parts(PLANNED)
ALL = {part.key: Decision(State.ACCEPTED) for part in FOUND}
NOT_A_TASK = Decision(State.REJECTED, why="只是宣传，不列任务")


def test_one_rejected_one_edited_and_the_file_is_clean() -> None:
    target = next(part for part in FOUND if part.key == "2.1#targets/t1")
    value, _ = edited(target, {"indicator": "示范项目数", "modality": "力争"})
    said = {**ALL, "2.2": NOT_A_TASK, target.key: Decision(State.EDITED, value)}
    text = file_text(PLANNED, said, "原文.txt")
    assert problems_of(text, "draft.yaml", reviewed.TASKS) == []
    plan = yaml.safe_load(text)
    [task] = plan["tasks"]
    [indicator] = [one for one in plan["indicators"] if one["id"] == task["targets"][0]["indicator"]]
    assert (indicator["name"], task["targets"][0]["modality"], task["kind"]) == (
        "示范项目数",
        "力争",
        "dated",
    )
    assert len(plan["indicators"]) == 2, "an indicator that no target uses any more is gone"
    assert {"clause": "二/(二)", "why": "只是宣传，不列任务"} in plan["reviewed"]
    assert "接受 7 处，修改 1 处，不列 1 处；还没有看的 0 处没有列入。" in text


def test_what_nobody_has_looked_at_stays_out() -> None:
    assert not {"tasks", "goals", "indicators"} & reviewed_plan(PLANNED, {}).keys()
    only = {"2.1": Decision(State.ACCEPTED), "2.1#assignments/0": Decision(State.ACCEPTED)}
    [task] = reviewed_plan(PLANNED, only)["tasks"]
    assert (task["id"], "targets" in task, "milestones" in task, task["kind"]) == (
        "2.1", False, False, "standing",
    )  # fmt: skip


def test_a_task_never_says_that_nobody_is_named_while_the_text_names_somebody() -> None:
    said = {"2.1": Decision(State.ACCEPTED)}
    assert "tasks" not in reviewed_plan(PLANNED, said)
    assert waiting_for_units(PLANNED, said) == ["二/(一)"]
    assert waiting_for_units(PLANNED, ALL) == []


def test_a_rejected_figure_is_listed_with_its_words_and_reason() -> None:
    said = {**ALL, "2.1#targets/t1": Decision(State.REJECTED, why="与另一份方案重复")}
    refused = [one for one in reviewed_plan(PLANNED, said)["reviewed"] if "quote" in one]
    assert [(one["clause"], one["why"]) for one in refused] == [("二/(一)", "与另一份方案重复")]
    assert "10个以上" in refused[0]["quote"]


def test_a_name_that_the_register_lacks_is_a_problem_with_its_line_and_a_suggestion() -> None:
    plan, known = reviewed_plan(PLANNED, ALL), reviewed.plan()
    text = file_text(PLANNED, ALL, "原文.txt")
    found = problems_of(text, file_name(plan), reviewed.TASKS)
    assert has_errors(found)
    assert "区某某局" in text.splitlines()[(found[0].place.line or 0) - 1]
    assert unknown_units(plan, known) == ["区某某局"]
    nothing = reviewed_plan(PLANNED, {}) | {"document": {"jurisdiction": "某市", "coordinator": "某局"}}
    assert unknown_units(nothing, known) == ["某局"], "who coordinates has to be known as well"
    lines = register_lines(["区某某局", "各街镇"], "示例市示例区", known)
    first, second = yaml.safe_load(lines)
    assert (first["name"], first["jurisdiction"], "collective" in first) == (
        "区某某局", "示例市示例区", False,
    )  # fmt: skip
    assert second["collective"] is True
    assert first["id"] not in {unit.id for unit in known.units}


def test_an_id_typed_by_a_person_is_no_path() -> None:
    assert file_name({"document": {"id": "../../x y"}}) == "x-y.yaml"
    assert file_name({"document": {}}) == "plan.yaml"
