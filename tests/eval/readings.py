"""The texts that persons have read, each with their reading and with what the plan reader makes of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.eval.score import Json
from tests.sources.seeds import SHARED
from tracker.extract.as_json import as_json
from tracker.extract.draft import read
from tracker.extract.register import all_names
from tracker.extract.source import read_source
from tracker.model import Plan, PlanFile
from tracker.plan.load import load_plan
from tracker.sources.citations import UNNAMED

TRUTH = Path(__file__).parent / "truth"
TASKS = Path(__file__).parents[2] / "tasks"
FOLDERS = ("plans", "seeds")
BY_NAME = {"bj-climate-2024": "000_b439f98dd99f6bec", "tongzhou-climate-finance": "004_4d0e31425c0b2bd2"}
"""Documents without a number, by the file of the seeds that prints them."""
OF_SUBJECTS = frozenset({"bj-2023-82", "bj-climate-2024", "etown-2023-30", "etown-2023-31"})
"""Documents whose reviewed plan files name whoever a sentence is about, which the reader leaves to persons."""


@dataclass(frozen=True)
class Pair:
    name: str
    mine: Json
    true: Json


@lru_cache(maxsize=1)
def _plan() -> Plan:
    return load_plan(TASKS)[0]


def read_file(file: Path) -> Json:
    """As `tracker extract FILE --json` prints it."""
    source, problems = read_source(file.read_bytes(), file.name)
    if source is None:
        raise ValueError(problems)
    return as_json(read(source, all_names(_plan())))


def texts() -> Iterator[Pair]:
    """The texts with a truth file; those whose text is not at hand are left out."""
    for truth in sorted(TRUTH.glob("*.json")):
        files = (
            SHARED / folder / f"{truth.stem}{suffix}" for folder in FOLDERS for suffix in (".txt", ".csv")
        )
        if file := next((one for one in files if one.is_file()), None):
            yield Pair(truth.stem, read_file(file), json.loads(truth.read_text(encoding="utf-8")))


def seeds() -> Iterator[Pair]:
    """Units and roles of the seeds against the reviewed plan files; goals are compared through truth files only."""
    found: dict[str, Json] = {}
    for file in sorted((SHARED / "seeds").glob("*.txt")):
        reading = read_file(file)
        for head in reading.get("documents", [reading["document"]]):
            number = head["document_number"]
            items = [item for item in reading["items"] if item.get("document", number) == number]
            found[number or file.stem] = {"items": items, "targets": [], "milestones": []}
    for one in _plan().files:
        key = one.document.document_number or BY_NAME.get(one.document.id, "")
        if one.tasks and key in found:
            yield Pair(one.document.id, found[key], _reviewed(one))


def _reviewed(file: PlanFile) -> Json:
    items = [
        {"clause": task.clause, "assignments": [{"role": part.role.value, "units": part.units}]}
        for task in file.tasks
        for part in task.assignments
        if part.as_written != UNNAMED
    ]
    return {"items": items, "targets": [], "milestones": []}
