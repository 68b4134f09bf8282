"""The rule of a line in words: the shipped rubrics have all six rules."""

from pathlib import Path

import pytest

from tracker.model import Plan
from tracker.plan import load_plan
from tracker.sentences.rubrics import rule_words


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(Path(__file__).parents[1] / "tasks")[0]


@pytest.mark.parametrize(
    ("rubric", "line", "words"),
    [
        ("carbon-intensity", "annual", "完成率 × 25 分，最多 25 分"),
        ("unit-example", "quarterly", "100%以上 25 分；90%以上 20 分；75%以上 10 分；其余 0 分"),
        ("unit-example", "excess", "完成率超过 100% 的，每满 10 个百分点加 1 分，最多加 5 分"),
        (
            "unit-example",
            "milestones",
            "全部按期办结、全部有佐证都做到 20 分；只做到前一条 12 分；只做到后一条 6 分；都没有 0 分",
        ),
        ("unit-example", "basics", "3 条中满足 2 条以上的得 15 分，否则不得分"),
        ("unit-example", "falsified", "不符合的，不看总分直接定等次"),
        ("carbon-neutrality", "emissions", "实际碳排放总量不高于碳排放总量年度目标的为达标"),
        ("carbon-neutrality", "transport", "“主管部门评价达标”为是的为达标"),
    ],
)
def test_each_rule_is_one_short_sentence(plan: Plan, rubric: str, line: str, words: str) -> None:
    [found] = [one for held in plan.rubrics if held.id == rubric for one in held.lines if one.id == line]
    assert rule_words(found) == words


def test_every_line_of_every_rubric_has_words(plan: Plan) -> None:
    assert plan.rubrics
    assert all(rule_words(line) for rubric in plan.rubrics for line in rubric.lines)
