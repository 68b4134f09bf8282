"""A draft as files: the plan as YAML, and beside it what the review needs as JSON."""

import json
from hashlib import sha256
from typing import Any

import yaml

from tracker.extract.draft import Draft
from tracker.extract.planned import Planned
from tracker.extract.text import Folded

Json = dict[str, Any]
HEAD = """\
# yaml-language-server: $schema=../schema/plan.schema.json
# 由 tracker extract 从《{name}》读出的草稿，须经人审阅：逐条核对任务、单位、目标和时限，写出概括，再放入 tasks/plans。
# 每一处的出处、把握和存疑的理由见同名的 .review.json。
"""


def as_yaml(planned: Planned, name: str) -> str:
    body = yaml.safe_dump(
        planned.plan, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False
    )
    return HEAD.format(name=" ".join(name.split())) + body


def review(planned: Planned, draft: Draft, folded: Folded, name: str, content: bytes) -> Json:
    """Offsets count characters of the file's text, lines from 1."""
    return {
        "source": {"name": name, "sha256": sha256(content).hexdigest()},
        "document": planned.plan["document"]["id"],
        "notes": [vars(note) | {"line": _line(folded, note.start)} for note in planned.notes],
        "not_understood": not_understood(planned, draft, folded),
        "unknown_units": [
            {"name": unit, "clauses": list(clauses)} for unit, clauses in planned.unknown_units.items()
        ],
        "coverage": coverage(planned, folded),
    }


def coverage(planned: Planned, folded: Folded) -> list[Json]:
    """What became of each clause, in the order of the text."""
    return [
        {
            "clause": fate.clause.path,
            "title": fate.clause.title,
            "line": fate.clause.line,
            "became": fate.became.value,
            "items": list(planned.of_clause.get(fate.clause.path, ())),
            "why": fate.why,
        }
        for fate in planned.fates
    ]


def not_understood(planned: Planned, draft: Draft, folded: Folded) -> list[Json]:
    """Clauses that may be tasks, and figures and dates that were read and taken for no goal."""
    found = [
        {"clause": fate.clause.path, "quote": folded.quote(*fate.clause.titles), "why": fate.why}
        | _span(folded, fate.clause.start, fate.clause.end)
        for fate in planned.fates
        if fate.became.value == "open"
    ]
    for clause, one in draft.goals.refused:
        found.append(
            {"clause": clause, "quote": folded.quote(one.start, one.end), "why": one.why}
            | _span(folded, one.start, one.end)
        )
    return found


def _span(folded: Folded, low: int, high: int) -> Json:
    start, end = folded.span(low, high)
    return {"start": start, "end": end, "line": _line(folded, start)}


def _line(folded: Folded, at: int) -> int:
    return folded.raw.count("\n", 0, at) + 1


def as_text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
