"""The schema an editor uses: complete, and of one mind with the loader. (tests/docs sees that the file is current.)"""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tracker.plan.descriptions import DESCRIPTIONS
from tracker.plan.rubric_descriptions import RUBRIC_DESCRIPTIONS
from tracker.plan.schema import as_json, rubric_as_json

ROOT = Path(__file__).parent.parent.parent
RUBRICS = ROOT / "tests" / "example" / "rubrics"
EXAMPLE = ROOT / "tests" / "example" / "tasks" / "plans" / "example.yaml"


class EditorLoader(yaml.SafeLoader):
    """Types as editors see them: YAML 1.2 knows neither dates nor on/off."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def mistakes(text: str, schema: str = "") -> list[str]:
    validator = jsonschema.Draft7Validator(json.loads(schema or as_json()))
    return [error.message for error in validator.iter_errors(yaml.load(text, EditorLoader))]


def test_it_is_a_schema_that_explains_every_key() -> None:
    schema = json.loads(as_json())
    jsonschema.Draft7Validator.check_schema(schema)
    objects = {"PlanFile": schema, **schema["definitions"]}
    objects["Due"] = objects["Due"]["anyOf"][1]
    described: dict[str, dict[str, Any]] = {
        name: {key: field["description"] for key, field in definition["properties"].items()}
        for name, definition in objects.items()
        if "properties" in definition
    }
    assert described == DESCRIPTIONS


@pytest.mark.parametrize(
    "file", [EXAMPLE, *sorted((ROOT / "tasks" / "plans").glob("*.yaml"))], ids=lambda path: path.stem
)
def test_the_plans_keep_to_it(file: Path) -> None:
    assert mistakes(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        ('id: "1.1"', "id: 1.1", True),
        ("due: 2025年底前", "due: {wording: 2025年底前}", True),
        ("due: 2025年底前", "due: {wording: 15日内, on: 2026-01-15, precision: day}", True),
        ("kind: dated", "kind: datd", False),
        ("quote: 2025年底前，", "qoute: 2025年底前，", False),
        ("    title: 发展清洁供热\n", "", False),
        ("value: 10", "value: [10]", False),
    ],
)
def test_it_marks_what_the_loader_marks(old: str, new: str, fits: bool) -> None:
    text = EXAMPLE.read_text("utf-8")
    assert old in text
    assert (mistakes(text.replace(old, new, 1)) == []) is fits


def test_the_schema_of_rubrics_explains_every_key() -> None:
    schema = json.loads(rubric_as_json())
    jsonschema.Draft7Validator.check_schema(schema)
    described = {
        name: {key: field["description"] for key, field in definition["properties"].items()}
        for name, definition in {"Rubric": schema, **schema["definitions"]}.items()
        if "properties" in definition
    }
    assert described == RUBRIC_DESCRIPTIONS


@pytest.mark.parametrize(
    "file",
    [*sorted((ROOT / "tasks" / "rubrics").glob("*.yaml")), *RUBRICS.glob("*.yaml")],
    ids=lambda path: path.stem,
)
def test_the_rubrics_keep_to_it(file: Path) -> None:
    text = file.read_text("utf-8")
    assert mistakes(text, rubric_as_json()) == []
    assert mistakes(text.replace("supplied_by", "suplied_by", 1), rubric_as_json())
    assert mistakes(text.replace("standing: ", "standing: un", 1), rubric_as_json())
