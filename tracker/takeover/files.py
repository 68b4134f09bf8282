"""YAML files of this room, each read as one model with every mistake at its line."""

from typing import TypeVar

from pydantic import BaseModel

from tracker.plan.catalogue import problem
from tracker.plan.complaints import Reading, UnreadError
from tracker.plan.fields import Reader
from tracker.plan.nodes import Node, compose
from tracker.plan.source import read_text
from tracker.plan.syntax import BrokenYamlError
from tracker.problems import Place, Problem, has_errors

Model = TypeVar("Model", bound=BaseModel)


def read_as(kind: type[Model], data: bytes, name: str) -> tuple[Model | None, Reading]:
    """The file as the model, and where each part of it stands; None when anything in it cannot be used."""
    reading = Reading()
    try:
        root = _root(data, name, reading.problems)
        if root is None and not reading.problems:
            reading.problems.append(problem("file.empty", Place(name, 1)))
        found = Reader(reading, set(), {}).model(kind, root, name) if root else None
    except BrokenYamlError as error:
        reading.problems.append(error.problem)
        found = None
    except UnreadError:
        found = None
    return (None if has_errors(reading.problems) else found), reading


def _root(data: bytes, name: str, problems: list[Problem]) -> Node | None:
    text, found = read_text(data, name)
    problems += found
    if text is None:
        return None
    root, found = compose(text, name)
    problems += found
    return root
