"""Rubric files: each slip is told with its line and costs the whole rubric, since half of one would give a wrong score."""

import re
import shutil
from pathlib import Path

import pytest

from tests.plan.conftest import Spoil
from tracker.model import (
    RULES,
    Bonus,
    Count,
    GradeRule,
    Holds,
    Linear,
    Matrix,
    Measure,
    PassCount,
    Plan,
    Requirement,
    Rubric,
    RubricGroup,
    RubricInput,
    RubricLine,
    RubricSubject,
    Standing,
    Step,
    Steps,
    TargetFigure,
    Veto,
    version_for,
)
from tracker.plan import load_plan
from tracker.problems import Problem

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "example" / "rubrics"
DISTRICT, UNITS = "rubrics/district.yaml", "rubrics/units.yaml"
VETO = "veto: {requires: {actual: found, goal_value: 0, holds: at_most}}"
STEPS = "steps: [{at_least: 100, score: 30}, {at_least: 50, score: 10}]"
SHARE = 'unit_of_measure: "%", count: finished_on_time'
ENERGY = "measure: {actual: actual, goal: goal}"
COUNTED = "measure: {actual: share, goal_value: 100}"
MATRIX = """matrix:
      first: {actual: found, goal_value: 0, holds: at_most}
      second: {actual: found, goal_value: 0, holds: at_most}
      both: 1
      only_first: 2
      only_second: 0"""


@pytest.fixture
def tasks(tasks: Path) -> Path:
    """The example plan with its rubrics."""
    shutil.copytree(EXAMPLE, tasks / "rubrics")
    return tasks


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "at"),
    [
        (DISTRICT, "from_year: 2025", "from_year: 2025\nto_year: 2024", "rubric.years-reversed", "to_year"),
        (
            DISTRICT,
            VETO,
            f"{VETO}\n    linear: {{points: 1, measure: {{actual: found}}}}",
            "rubric.one-rule",
            "veto",
        ),
        (DISTRICT, f"    {VETO}\n", "", "rubric.one-rule", "id: falsified"),
        (DISTRICT, "group: truth", "group: turth", "rubric.unknown-group", "turth"),
        (DISTRICT, ENERGY, ENERGY.replace("goal: goal", "goal: gaol"), "rubric.unknown-input", "gaol"),
        (DISTRICT, VETO, VETO.replace("goal_value: 0, ", ""), "rubric.goal-unclear", "veto"),
        (DISTRICT, ENERGY, ENERGY.replace("l}", "l, goal_value: 1}"), "rubric.goal-unclear", "goal_value: 1"),
        (UNITS, COUNTED, COUNTED.replace("100", "0"), "rubric.goal-not-positive", "goal_value: 0"),
        (DISTRICT, "id: found, name", "id: met, name", "rubric.reserved-input", "id: met"),
        (DISTRICT, ENERGY, ENERGY.replace(", goal: goal", ""), "rubric.unread-input", "年度目标"),
        (DISTRICT, "figure: goal, ", "", "rubric.input-source", "占比目标"),
        (
            DISTRICT,
            "{id: actual, ",
            "{id: actual, count: with_evidence, ",
            "rubric.count-of-district",
            "with_evidence",
        ),
        (UNITS, SHARE, f"{SHARE}, yes_no: true", "rubric.input-source", "按期办结率"),
        (DISTRICT, "goals/t2026-energy]", "goals/t2062-energy]", "plan.unknown-link", "t2062"),
        (DISTRICT, "tasks: [example-2025-1/1.1]", "tasks: [example-2025-1/9.9]", "plan.unknown-link", "9.9"),
        (DISTRICT, "1.1/t2026, figure: actual", "1.1/t, figure: actual", "plan.unknown-link", "1.1/t,"),
        (UNITS, STEPS, STEPS.replace("score: 30", "score: 29"), "rubric.points-differ", "steps: ["),
        (UNITS, STEPS, STEPS.replace("50", "200"), "rubric.steps-order", "steps: ["),
        (UNITS, STEPS, STEPS.replace("at_least: 50", "at_most: 50"), "rubric.steps-order", "steps: ["),
        (DISTRICT, VETO, MATRIX, "rubric.points-differ", "both: 1"),
        (UNITS, "need: 1, points", "need: 2, points", "rubric.need-too-many", "need: 2"),
        (DISTRICT, "grade: 合格, ", "grade: 良好, ", "rubric.unknown-grade", "良好"),
        (DISTRICT, "[合格, 不合格]", "[合格, 不合格, 合格]", "rubric.unknown-grade", "grades:"),
        (DISTRICT, "score: 60,", "score: 60, vetoed: true,", "rubric.grading-open", "id: pass"),
        (DISTRICT, "不合格, words: 其余", "不合格, score: 1, words: 其余", "rubric.grading-open", "id: fail"),
        (DISTRICT, "score: 60, words", "group: goals, words", "rubric.grading-open", "id: pass"),
        (DISTRICT, "points: 60,", "points: 59,", "rubric.full-differs", "points: 100"),
        (DISTRICT, "standing: example", "standing: exmaple", "plan.bad-choice", "exmaple"),
        (DISTRICT, "    evidence_wanted: 核定的降低率\n", "", "plan.missing-key", "id: energy"),
        (DISTRICT, "title: 示例区", "titel: 示例区", "plan.unknown-key", "titel"),
        (DISTRICT, "points: 60,", "points: 六十,", "plan.bad-number", "六十"),
        (DISTRICT, "{id: goals, title", "{id: energy, title", "plan.duplicate-id", "id: energy"),
    ],
)
def test_a_slip_costs_the_rubric_and_nothing_else(
    tasks: Path, spoil: Spoil, file: str, old: str, new: str, code: str, at: str
) -> None:
    plan, problems = spoil(file, old, new)
    lines = (tasks / file).read_text("utf-8").split("\n")
    told = {one.code: lines[(one.place.line or 0) - 1] for one in problems}
    assert at in told[code]
    assert told["rubric.not-used"] == lines[0]
    assert {one.place.file for one in problems} == {file}
    assert len(plan.rubrics) == 1
    assert [task.id for document in plan.files for task in document.tasks] == ["1.1", "1.2"]


def test_without_points_no_grade_hangs_on_a_total(tasks: Path) -> None:
    text = (tasks / DISTRICT).read_text("utf-8")
    start, end = text.index("  - id: energy"), text.index("  - id: falsified")
    (tasks / DISTRICT).write_text((text[:start] + text[end:]).replace("points: 100\n", ""), "utf-8")
    assert _codes(load_plan(tasks)) == {"rubric.score-without-points", "rubric.not-used"}


def test_a_range_has_no_single_goal(tasks: Path) -> None:
    plan = tasks / "plans" / "example.yaml"
    text = plan.read_text("utf-8").replace(
        "comparator: ge\n        value: 10", "comparator: hold\n        value: 10\n        upper: 12"
    )
    plan.write_text(text.replace("达到10%以上", "保持在10%至12%"), "utf-8")
    assert _codes(load_plan(tasks)) == {"rubric.goal-is-range", "rubric.not-used"}


def _codes(loaded: tuple[Plan, list[Problem]]) -> set[str]:
    return {one.code for one in loaded[1]}


def test_a_year_takes_the_version_that_is_valid_then(tasks: Path) -> None:
    text = (tasks / DISTRICT).read_text("utf-8")
    (tasks / DISTRICT).write_text(text.replace("from_year: 2025", "from_year: 2025\nto_year: 2026"), "utf-8")
    later = text.replace('version: "2025"', 'version: "2027"').replace("from_year: 2025", "from_year: 2027")
    (tasks / "rubrics" / "later.yaml").write_text(later, "utf-8")
    plan, problems = load_plan(tasks)
    assert problems == []
    found = {
        year: version_for(plan.rubrics, "example-district", year) for year in (2024, 2025, 2026, 2027, 2040)
    }
    assert {year: one and one.version for year, one in found.items()} == {
        2024: None, 2025: "2025", 2026: "2025", 2027: "2027", 2040: "2027",
    }  # fmt: skip

    (tasks / "rubrics" / "later.yaml").write_text(
        later.replace("from_year: 2027", "from_year: 2026"), "utf-8"
    )
    plan, problems = load_plan(tasks)
    assert _codes((plan, problems)) == {"rubric.years-overlap", "rubric.not-used"}
    assert [one.version for one in plan.rubrics if one.id == "example-district"] == ["2025"]


def test_a_rubric_counts_in_the_fingerprint(tasks: Path) -> None:
    before = load_plan(tasks)[0].fingerprint
    (tasks / UNITS).write_text((tasks / UNITS).read_text("utf-8") + "# 注\n", "utf-8")
    assert load_plan(tasks)[0].fingerprint != before


def test_a_file_of_another_name_is_not_read(tasks: Path) -> None:
    (tasks / UNITS).rename(tasks / "rubrics" / "units.yml")
    plan, problems = load_plan(tasks)
    assert [one.id for one in plan.rubrics] == ["example-district"]
    assert [(one.code, one.place.file) for one in problems] == [("file.not-read", "rubrics/units.yml")]


def test_the_shipped_rubrics_are_marked_for_what_they_are() -> None:
    plan, problems = load_plan(ROOT / "tasks")
    assert [str(one) for one in problems if (one.place.file or "").startswith("rubrics/")] == []
    standing = {one.id: one.standing for one in plan.rubrics}
    assert standing == {
        "carbon-neutrality": Standing.UNCHECKED,
        "carbon-intensity": Standing.UNCHECKED,
        "unit-example": Standing.EXAMPLE,
    }
    example = version_for(plan.rubrics, "unit-example", 2026)
    assert example
    assert all(
        "示例" in words for words in (example.title, example.version, *(line.title for line in example.lines))
    )
    assert {line.rule_name for one in plan.rubrics for line in one.lines} == set(RULES)
    controls, supporting = (
        [line for line in plan.rubrics[1].lines if line.group == group] for group in ("control", "supporting")
    )
    assert (len(controls), len(supporting)) == (5, 9)
    intensity = version_for(plan.rubrics, "carbon-intensity", 2014)
    assert intensity
    assert [(line.full, line.decisive) for line in intensity.lines] == [(25, True), (25, True), (50, False)]


def test_the_page_names_every_key_count_and_rule() -> None:
    page = (ROOT / "docs" / "rubrics.md").read_text("utf-8")
    kinds = (Rubric, RubricLine, RubricInput, RubricGroup, GradeRule, Measure, Requirement)
    kinds += (Linear, Step, Steps, Bonus, Matrix, Veto, PassCount)
    names = {name for kind in kinds for name in kind.model_fields}
    names |= {
        member.value for words in (Count, TargetFigure, Standing, RubricSubject, Holds) for member in words
    }
    told = set(re.findall(r"`(\w+)(?:: true)?`", page))
    assert names - told == set()
    assert {one.name for one in (ROOT / "tasks" / "rubrics").glob("*.yaml")} <= set(
        re.findall(r"`([\w.-]+\.yaml)`", page)
    )
