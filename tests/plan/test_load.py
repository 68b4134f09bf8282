"""Loading the whole folder: what is read, what is missing, and that one mistake hides nothing else."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.plan.conftest import EXAMPLE, Spoil
from tracker.model import Comparator, LeadBasis, Plan, Precision, TaskKind
from tracker.plan import load_plan
from tracker.plan.source import MAX_BYTES
from tracker.problems import Problem, has_errors

ROOT = Path(__file__).parent.parent.parent
PLAN = "plans/example.yaml"


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def task_ids(plan: Plan) -> list[str]:
    return [f"{file.document.id}/{task.id}" for file in plan.files for task in file.tasks]


def test_the_example_is_read_whole() -> None:
    plan, problems = load_plan(EXAMPLE)

    assert problems == []
    document, (indicator, _), (goals,), (task, standing) = (
        plan.files[0].document,
        plan.files[0].indicators,
        plan.files[0].goals,
        plan.files[0].tasks,
    )
    assert (document.id, document.issued_on) == ("example-2025-1", date(2025, 3, 3))
    assert (indicator.id, indicator.unit_of_measure) == ("heating-share", "%")
    assert (goals.targets[0].set_by, goals.targets[0].value) == ("市级下达", None)
    assert task.assignments[0].units == ("区城市管理委", "区科委、园区管委会", "相关街镇")
    assert task.assignments[0].lead is LeadBasis.PROVISIONAL
    assert (task.milestones[0].due.on, task.milestones[0].due.precision) == (
        date(2025, 12, 31),
        Precision.YEAR,
    )
    assert (task.targets[0].comparator, task.targets[0].value) == (Comparator.GE, Decimal(10))
    assert standing.kind is TaskKind.STANDING
    assert [unit.collective for unit in plan.units] == [False, False, False, True, True]
    assert sorted(plan.calendar.years) == [2025, 2026]


def test_the_plan_of_this_repository_has_no_problems() -> None:
    plan, problems = load_plan(ROOT / "tasks")

    assert [str(problem) for problem in problems] == []
    assert len(plan.files[0].tasks) == 31


@pytest.mark.parametrize("id_", ["1.10", "no", "on", "010", "2025-05-28", "1e3", "0x1f"])
def test_ids_stay_as_written(id_: str, spoil: Spoil) -> None:
    plan, problems = spoil(PLAN, 'id: "1.1"', f"id: {id_}")

    assert (codes(problems), task_ids(plan)[0]) == ([], f"example-2025-1/{id_}")


@pytest.mark.parametrize(
    ("written", "value"),
    [("10", "10"), ("35.50", "35.50"), ("-3", "-3"), ('"10"', "10"), ("0.5", "0.5")],
)
def test_numbers_keep_their_digits(written: str, value: str, spoil: Spoil) -> None:
    plan, _ = spoil(PLAN, "value: 10", f"value: {written}")

    assert str(plan.files[0].tasks[0].targets[0].value) == value


def test_all_mistakes_of_all_files_at_once(tasks: Path) -> None:
    for file, old, new in [
        (PLAN, "kind: dated", "kind: datd"),
        (PLAN, "title: 开展宣传活动", "title：开展宣传活动"),
        (PLAN, "      - role: support", "      - rol: support"),
        ("units.yaml", "collective: true", "collective: 是"),
        ("rules.yaml", "value: 30", "value: 30天"),
        ("calendar.yaml", "2025-05-31", "2025-05-32"),
    ]:
        text = (tasks / file).read_text("utf-8")
        (tasks / file).write_text(text.replace(old, new, 1), "utf-8")

    plan, problems = load_plan(tasks)

    assert codes(problems) == [
        "plan.bad-date",
        "plan.bad-choice",
        "yaml.full-width-colon",
        "plan.unknown-key",
        "plan.bad-number",
        "plan.bad-yes-no",
    ]
    assert task_ids(plan) == ["example-2025-1/1.1", "example-2025-1/1.2"]
    assert has_errors(problems)


def test_a_hopeless_file_hides_no_other(tasks: Path) -> None:
    (tasks / "plans" / "a.yaml").write_text("{[}", "utf-8")
    (tasks / "plans" / "z.yaml").write_bytes(b"\x00\x01")

    plan, problems = load_plan(tasks)

    assert {problem.place.file for problem in problems} == {"plans/a.yaml", "plans/z.yaml"}
    assert task_ids(plan) == ["example-2025-1/1.1", "example-2025-1/1.2"]


def test_several_syntax_errors_cost_only_their_lines(spoil: Spoil, tasks: Path) -> None:
    text = (tasks / PLAN).read_text("utf-8")
    text = text.replace("title: 发展清洁供热", "title: @发展清洁供热").replace(
        "summary: 宣传", "summary: 'a: 宣传"
    )
    (tasks / PLAN).write_text(text.replace("document_number: 示", "document_number: %示"), "utf-8")

    plan, problems = load_plan(tasks)

    assert codes(problems) == ["yaml.special-character", "yaml.special-character", "yaml.unclosed-quote"]
    assert [problem.subject for problem in problems] == [
        "example-2025-1",
        "example-2025-1/1.1",
        "example-2025-1/1.2",
    ]
    heating, publicity = plan.files[0].tasks
    assert (heating.title, heating.clause, len(heating.targets)) == ("（未能读出）", "二/(一)", 1)
    assert (publicity.title, publicity.summary) == ("开展宣传活动", "（未能读出）")


def test_an_unreadable_goal_leaves_the_task_and_marks_itself(spoil: Spoil) -> None:
    plan, problems = spoil(PLAN, "value: 10", "value: 约10")

    assert [(problem.code, problem.subject) for problem in problems] == [
        ("plan.bad-number", "example-2025-1/1.1/t2026")
    ]
    task = plan.files[0].tasks[0]
    assert (task.targets, len(task.milestones)) == ((), 1)


def test_a_task_without_anything_stays_in_the_plan(tasks: Path) -> None:
    text = (tasks / PLAN).read_text("utf-8")
    (tasks / PLAN).write_text(text + '  - id: "9.9"\n', "utf-8")

    plan, problems = load_plan(tasks)

    assert task_ids(plan)[-1] == "example-2025-1/9.9"
    assert {problem.code for problem in problems} == {"plan.missing-key"}
    assert {problem.subject for problem in problems} == {"example-2025-1/9.9"}


def test_a_missing_register_is_said_once(tasks: Path) -> None:
    for name in ("units.yaml", "rules.yaml", "calendar.yaml"):
        (tasks / name).unlink()

    plan, problems = load_plan(tasks)

    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("file.missing", "calendar.yaml"),
        ("file.missing", "rules.yaml"),
        ("file.missing", "units.yaml"),
    ]
    assert (len(task_ids(plan)), plan.units, plan.calendar.window_workdays) == (2, (), 10)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    plan, problems = load_plan(tmp_path / "tasks")

    assert codes(problems) == ["file.no-folder"]
    assert (plan.files, plan.units, plan.thresholds) == ((), (), ())


def test_a_folder_without_plans(tasks: Path) -> None:
    (tasks / PLAN).unlink()

    assert codes(load_plan(tasks)[1]) == ["file.no-plans"]


@pytest.mark.parametrize("name", ["plans/other.yml", "plans/OTHER.YAML", "plans/old/other.yaml", "units.yml"])
def test_a_file_that_nobody_reads_is_told(name: str, tasks: Path) -> None:
    (tasks / name).parent.mkdir(exist_ok=True)
    (tasks / name).write_text("document: {}", "utf-8")

    _, problems = load_plan(tasks)

    assert [(problem.code, problem.place.file) for problem in problems] == [("file.not-read", name)]


def test_a_folder_in_place_of_a_file(tasks: Path) -> None:
    (tasks / "units.yaml").unlink()
    (tasks / "units.yaml").mkdir()

    assert codes(load_plan(tasks)[1]) == ["file.unreadable"]


def test_a_file_too_large(tasks: Path) -> None:
    (tasks / "plans" / "big.yaml").write_bytes(b"a" * (MAX_BYTES + 1))

    assert codes(load_plan(tasks)[1]) == ["file.too-large"]


def test_references_are_not_followed(tasks: Path) -> None:
    """Nine levels of aliases would be a billion entries if anybody unfolded them."""
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    (tasks / "plans" / "bomb.yaml").write_text("\n".join(["l0: &l0 x", *levels]), "utf-8")

    _, problems = load_plan(tasks)

    assert codes(problems).count("yaml.anchor") == 10 + 90


def test_the_fingerprint_follows_every_yaml_file_and_nothing_else(tasks: Path) -> None:
    before = load_plan(tasks)[0].fingerprint
    assert re.fullmatch("[0-9a-f]{64}", before)

    (tasks / "schema").mkdir()
    (tasks / "schema" / "plan.schema.json").write_text("{}", "utf-8")
    assert load_plan(tasks)[0].fingerprint == before

    seen = {before}
    for name in ("units.yaml", "rubrics/own.yaml", PLAN):
        (tasks / name).parent.mkdir(exist_ok=True)
        with (tasks / name).open("a", encoding="utf-8") as stream:
            stream.write("# changed\n")
        seen.add(load_plan(tasks)[0].fingerprint)
    (tasks / PLAN).rename(tasks / "plans" / "renamed.yaml")
    seen.add(load_plan(tasks)[0].fingerprint)
    assert len(seen) == 5


def test_the_parser_without_its_c_part_reads_the_same(tasks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load_plan(tasks)
    monkeypatch.setattr("tracker.plan.nodes.LOADER", yaml.BaseLoader)

    assert load_plan(tasks) == fast


def test_the_plan_of_the_home_comes_first(tasks: Path) -> None:
    text = (tasks / PLAN).read_text("utf-8")
    (tasks / "plans" / "a.yaml").write_text(text.replace("示例市示例区\n", "示例市邻区\n"), "utf-8")
    register = (tasks / "units.yaml").read_text("utf-8")
    (tasks / "units.yaml").write_text(f"home: 示例市示例区\n{register}", "utf-8")

    plan, _ = load_plan(tasks)

    assert plan.home == "示例市示例区"
    assert [file.document.jurisdiction for file in plan.files] == ["示例市示例区", "示例市邻区"]


@pytest.mark.parametrize(
    ("part", "code", "subject"),
    [
        ("duties: [{id: d, units: [区发展改革委]}]", "plan.missing-key", "example-2025-1/1.2/d"),
        ("conditions: [{what: 比例}]", "plan.missing-key", "example-2025-1/1.2"),
        (
            "windows: [{id: w, what: 受理, opens_on: 八月, closes: 2026年8月31日前, quote: 2026年8月31日前}]",
            "plan.bad-date",
            "example-2025-1/1.2/w",
        ),
    ],
)
def test_a_part_that_cannot_be_read_is_left_out_and_marked(
    part: str, code: str, subject: str, tasks: Path
) -> None:
    with (tasks / PLAN).open("a", encoding="utf-8") as stream:
        stream.write(f"    {part}\n")

    plan, problems = load_plan(tasks)

    assert [(problem.code, problem.subject) for problem in problems] == [(code, subject)]
    standing = plan.files[0].tasks[1]
    assert (standing.duties, standing.conditions, standing.windows) == ((), (), ())
