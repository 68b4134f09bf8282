"""docs/records.md says what the code does: every field, its kind of value, and examples that can be read."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import pytest

from tracker.records.journal import FileJournal, Record
from tracker.records.kinds import KINDS

TEXT = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")
ABOUT_KINDS = TEXT.split("\n## Kinds\n")[1]
SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^### |\Z)", ABOUT_KINDS, re.MULTILINE | re.DOTALL))
WORDS = {str: "text", int: "whole number", Decimal: "number", date: "date", bool: "yes or no"}


def shape(annotation: Any) -> str:
    """How the document writes a field's type."""
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return shape(arguments[0])
    if NoneType in arguments:
        return shape(next(part for part in arguments if part is not NoneType))
    if get_origin(annotation) is dict:
        return "object"
    if get_origin(annotation) is tuple:
        return f"list of {shape(arguments[0])}s"
    if issubclass(annotation, StrEnum):
        return ", ".join(f"`{member.value}`" for member in annotation)
    return WORDS[annotation]


def rows(text: str) -> list[list[str]]:
    """The cells of a table's rows, without its heading."""
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_kind_has_its_section_in_order() -> None:
    assert list(SECTIONS) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_a_kind(kind: str) -> None:
    told = [row[:3] for row in rows(SECTIONS[kind])]
    assert told == [
        [f"`{name}`", shape(field.annotation), "yes" if field.is_required() else "no"]
        for name, field in KINDS[kind].model_fields.items()
    ]
    assert all(meaning for *_, meaning in rows(SECTIONS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_can_be_read(kind: str) -> None:
    [example] = re.findall(r"```json\n(.*?)```", SECTIONS[kind], re.DOTALL)
    draft = json.loads(example)
    assert draft["kind"] == kind
    KINDS[kind].model_validate(draft["body"])


def test_the_fields_of_a_line() -> None:
    told = [row[0].strip("`") for row in rows(TEXT.split("\n## A line\n")[1].split("\n## ")[0])]
    assert told == [field.name for field in fields(Record)]


def test_the_proof_that_needs_no_product(nine: Path, journal: FileJournal) -> None:
    [proof] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    run = [sys.executable, "-I", "-c", proof]
    proven = subprocess.run(run, cwd=nine, capture_output=True, text=True, check=True)
    assert proven.stdout.strip() == journal.head().hash

    file = nine / "journal.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("第 3 条", "第 8 条"), encoding="utf-8")
    refused = subprocess.run(run, cwd=nine, capture_output=True, text=True, check=False)
    assert "record 4 was edited" in refused.stderr
