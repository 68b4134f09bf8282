"""Every file of tests/broken is answered as its table says, and costs no healthy task."""

import shutil
from pathlib import Path

import pytest

from tracker.model import Plan
from tracker.plan import load_plan
from tracker.problems import Problem

TESTS = Path(__file__).parent.parent
BROKEN = TESTS / "broken"
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (BROKEN / "README.md").read_text("utf-8").splitlines()
    if ".yaml |" in line
]


def load_beside_example(broken: Path, folder: Path) -> tuple[str, Plan, list[Problem]]:
    """The name under which the broken file was loaded, and what came of it."""
    tasks = folder / "tasks"
    shutil.copytree(TESTS / "example" / "tasks", tasks)
    name = "plans/second.yaml" if broken.parent.name == "plans" else f"{broken.parent.name}.yaml"
    shutil.copy(broken, tasks / name)
    return name, *load_plan(tasks)


@pytest.mark.parametrize(
    ("file", "code", "place", "subject", "cure", "tasks"), ROWS, ids=[row[0] for row in ROWS]
)
def test_answer(
    file: str, code: str, place: str, subject: str, cure: str, tasks: str, tmp_path: Path
) -> None:
    name, plan, problems = load_beside_example(BROKEN / file, tmp_path)

    assert [problem.code for problem in problems] == [code]
    problem = problems[0]
    found = [str(number) for number in (problem.place.line, problem.place.column) if number]
    assert (problem.place.file, ":".join(found), problem.subject or "") == (name, place, subject)
    assert cure in problem.cure
    assert problem.message.endswith("。")
    assert problem.cure.endswith(("。", "？"))

    healthy, *broken = plan.files
    assert [task.id for task in healthy.tasks] == ["1.1", "1.2"]
    assert [task.id for file in broken for task in file.tasks] == tasks.split()


def test_every_broken_file_is_in_the_table() -> None:
    files = {path.relative_to(BROKEN).as_posix() for path in BROKEN.rglob("*.yaml")}
    assert files == {row[0] for row in ROWS}
    assert len({row[1] for row in ROWS}) >= 30
