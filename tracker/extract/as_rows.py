"""Differences from a loaded plan in words, one row each: for the page, the terminal and JSON."""

from collections.abc import Iterable
from typing import Any

from tracker.extract.comparison import Difference
from tracker.labels import COMPARATOR, ROLE
from tracker.labels.extract import DIFFERENCE, PART_FIELDS

Json = dict[str, Any]


def rows(differences: Iterable[Difference], original: str) -> list[Json]:
    """`original` is the new text that offsets count in; `line` is the line of the place, from 1."""
    return [
        {
            "change": one.change.value,
            "kind": DIFFERENCE[one.change.value],
            "fields": list(one.what),
            "fields_in_words": [PART_FIELDS[name] for name in one.what],
            "old_clause": one.old_clause,
            "new_clause": one.new_clause,
            "old": _words(one.old),
            "new": _words(one.new),
            "old_quote": one.old_quote,
            "new_quote": one.new_quote,
            "start": one.start,
            "end": one.end,
            "line": None if one.start is None else original.count("\n", 0, one.start) + 1,
        }
        for one in differences
    ]


def _words(said: str) -> str:
    """role:unit, or indicator, figure and date between tabs, or a title."""
    if "\t" in said:
        name, figure, due = said.split("\t")
        comparator, _, value = figure.partition(":")
        return "，".join(one for one in (f"{name} {_figure(comparator, value)}".strip(), due) if one)
    role, _, name = said.partition(":")
    return f"{ROLE[role]}：{name}" if name and role in ROLE else said


def _figure(comparator: str, value: str) -> str:
    return f"{value}左右" if comparator == "about" else f"{COMPARATOR.get(comparator, '')} {value}".strip()
