"""Reads the rule tables: one YAML file a subject, with the sentence of the rule and rows of given and expected."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    text: str
    asks: str
    """Which question the rows ask: task, target, item, unit, counts, alignment, notice, instruction, receipt,
    schedule, line, rubric, figure or due."""
    spec: dict[str, Any]
    rows: tuple[dict[str, Any], ...]


def all_tables() -> list[Table]:
    """In file order; a file may hold several tables."""
    found = []
    for file in sorted(Path(__file__).parent.glob("*.yaml")):
        for number, raw in enumerate(yaml.safe_load_all(file.read_text(encoding="utf-8")), 1):
            found.append(
                Table(
                    f"{file.stem}.{number}",
                    raw["title"],
                    raw["text"],
                    raw["asks"],
                    raw.get("spec", {}),
                    tuple(raw["rows"]),
                )
            )
    return found
