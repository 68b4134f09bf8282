"""A copy of the example plan that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.model import Plan
from tracker.plan import load_plan
from tracker.problems import Problem

EXAMPLE = Path(__file__).parent.parent / "example" / "tasks"
Spoil = Callable[[str, str, str], tuple[Plan, list[Problem]]]


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "tasks"))


@pytest.fixture
def spoil(tasks: Path) -> Spoil:
    """Replace a text, once, in a file of the example, and load."""

    def replace(file: str, old: str, new: str) -> tuple[Plan, list[Problem]]:
        text = (tasks / file).read_text("utf-8")
        assert old in text
        (tasks / file).write_text(text.replace(old, new, 1), "utf-8")
        return load_plan(tasks)

    return replace
