"""The JSON Schemas of plan and rubric files, by which an editor completes keys, explains them and marks slips."""

import json
from typing import Any

from tracker.model import Frozen, PlanFile, Rubric
from tracker.plan.descriptions import DESCRIPTIONS
from tracker.plan.rubric_descriptions import RUBRIC_DESCRIPTIONS
from tracker.plan.scalars import WORDS

IDENTIFIERS = ("id", "indicator", "track", "version")


def as_json() -> str:
    """The text of tasks/schema/plan.schema.json."""
    return _schema(PlanFile, "方案文件", DESCRIPTIONS)


def rubric_as_json() -> str:
    """The text of tasks/schema/rubric.schema.json."""
    return _schema(Rubric, "评分细则文件", RUBRIC_DESCRIPTIONS)


def _schema(kind: type[Frozen], title: str, descriptions: dict[str, dict[str, str]]) -> str:
    schema = kind.model_json_schema()
    definitions = schema.pop("$defs")
    for name, definition in ((kind.__name__, schema), *definitions.items()):
        definition.pop("description", None)
        definition.pop("title", None)
        for key, field in definition.get("properties", {}).items():
            definition["properties"][key] = _field(key, field) | {"description": descriptions[name][key]}
        if "enum" in definition:
            definition["enumDescriptions"] = [WORDS.get(value, "") for value in definition["enum"]]
    if due := definitions.get("Due"):
        # The loader works out `on` and `precision` from any wording that it understands.
        due["required"] = ["wording"]
        definitions["Due"] = {"anyOf": [{"type": "string"}, due]}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return (
        json.dumps(head | schema | {"definitions": definitions}, ensure_ascii=False, indent=2).replace(
            "#/$defs/", "#/definitions/"
        )
        + "\n"
    )


def _field(key: str, field: dict[str, Any]) -> dict[str, Any]:
    """A field without what only pydantic needs; an unquoted id such as 5.3 is a number to an editor."""
    kept = {name: value for name, value in field.items() if name not in ("title", "default")}
    if key in IDENTIFIERS:
        kept["type"] = ["string", "number"]
    if "$ref" in kept:
        return {"allOf": [{"$ref": kept["$ref"]}]}
    return kept
