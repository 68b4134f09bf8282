"""Plans with little in them, or with mistakes: every question is answered, and every task, target and item stands once."""

import shutil
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from tests.intake.desk import SECOND_PLAN
from tracker import queries
from tracker.periods import Quarter
from tracker.queries import provisions
from tracker.queries.alignment import chains, links
from tracker.queries.documents import documents
from tracker.queries.scope import HOME, Scope
from tracker.report.quarterly import write
from tracker.snapshot import Snapshot, Workspace

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
PLAN = (EXAMPLE / "plans" / "example.yaml").read_text(encoding="utf-8")
REGISTER = (EXAMPLE / "units.yaml").read_text(encoding="utf-8")
PLACES = "home: 示例市示例区\njurisdictions:\n" + "  - {name: 示例市示例区, level: district}\n" * 2
Q3 = Quarter(2026, 3)


def plan(text: str) -> Callable[[Path], object]:
    return lambda tasks: (tasks / "plans" / "example.yaml").write_text(text, encoding="utf-8")


def second(text: str) -> Callable[[Path], object]:
    return lambda tasks: (tasks / "plans" / "second.yaml").write_text(text, encoding="utf-8")


def register(text: str) -> Callable[[Path], object]:
    return lambda tasks: (tasks / "units.yaml").write_text(text, encoding="utf-8")


ODD: dict[str, tuple[Callable[[Path], object], int, int]] = {
    "no document": (lambda tasks: (tasks / "plans" / "example.yaml").unlink(), 0, 0),
    "no task": (plan(PLAN[: PLAN.index("\nindicators:")]), 0, 0),
    "no day of issue": (plan(PLAN.replace("  issued_on: 2025-03-03\n", "")), 2, 2),
    "no register": (lambda tasks: (tasks / "units.yaml").unlink(), 2, 2),
    "a unit that the register lacks": (register(REGISTER.replace("name: 区城市管理委", "name: 某局")), 2, 2),
    "a unit twice": (register(REGISTER + "  - {id: ex-kw, name: 某局, jurisdiction: 示例市示例区}\n"), 2, 2),
    "a place twice": (register(PLACES + REGISTER), 2, 2),
    "a document twice": (second(PLAN), 4, 4),
    "every task twice": (plan(PLAN + PLAN[PLAN.index("tasks:\n") + 7 :]), 4, 4),
    "a task that takes itself over": (
        second(SECOND_PLAN.replace("kind: standing", "kind: standing\n    supersedes: [second/2.3]")),
        5,
        4,
    ),
    "two that take each other over": (
        lambda tasks: (
            second(SECOND_PLAN.replace("kind: standing", "kind: standing\n    supersedes: [example-2025-1/1.2]"))(tasks),
            plan(PLAN.replace("kind: standing", "kind: standing\n    supersedes: [second/2.3]"))(tasks),
        ),
        5,
        4,
    ),
}  # fmt: skip
"""What is done to the example, how many tasks there are then, and how many of them count."""


@pytest.fixture
def space(tmp_path: Path, request: pytest.FixtureRequest) -> Workspace:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    ODD[request.param][0](tmp_path / "tasks")
    return Workspace(tmp_path / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))


def ask_everything(state: Snapshot) -> None:
    for question in (
        *(queries.alerts, queries.alert_documents, queries.pilots, queries.pilot_counts, queries.collectives),
        *(queries.task_windows, queries.windows, queries.legs, queries.readings, queries.summary_sentence),
        *(documents, links, chains),
    ):
        question(state)
    for task in queries.tasks(state)["task_id"]:
        for of_task in (
            *(
                provisions.duties,
                provisions.application_windows,
                provisions.conditions,
                provisions.alert_levels,
            ),
            *(provisions.instruments, provisions.funded, provisions.predecessors, provisions.successors),
        ):
            of_task(state, task)


@pytest.mark.parametrize(("space", "name"), [(name, name) for name in ODD], indirect=["space"])
def test_everything_stands_once_and_every_question_is_answered(space: Workspace, name: str) -> None:
    _, tasks, counted = ODD[name]
    for state in (space.status(), space.report(Q3)):
        assert len(queries.tasks(state)) == tasks
        assert queries.counted_tasks(state).height == sum(queries.light_counts(state).values()) == counted
        goals = [len(owner.targets) for file in state.plan.files for owner in (*file.tasks, *file.goals)]
        assert queries.targets(state).height == queries.targets(state)["target_id"].n_unique() == sum(goals)
        assert queries.tasks(state)["task_id"].is_unique().all()
        assert queries.items(state)["item_id"].is_unique().all()
        assert queries.units(state)["unit_id"].is_unique().all()
        assert len(documents(state)) == len(state.plan.files)
        assert not queries.light_counts(state)["green"], "an empty ledger proves nothing"
        for scope in (HOME, Scope(place="没有这个地方"), Scope(track="nothing"), Scope(document="nothing")):
            ask_everything(scope.of(state))
    write(space, Q3, BytesIO())


@pytest.mark.parametrize("scope", [Scope(place="没有"), Scope(track="没有"), Scope(document="没有")], ids=str)
@pytest.mark.parametrize("space", ["a document twice"], indirect=True)
def test_a_scope_without_documents_is_empty_and_not_everything(space: Workspace, scope: Scope) -> None:
    part = scope.of(space.status())

    assert queries.summary_sentence(part).startswith("截至 2026 年 11 月 20 日，0 项任务")
    assert [queries.tasks(part).height, queries.targets(part).height, queries.items(part).height] == [0, 0, 0]
    assert queries.units(part).height == 0
