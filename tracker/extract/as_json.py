"""The reading of a file as the JSON that `tracker extract --json` prints."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tracker.extract.draft import Draft, Reading
from tracker.extract.goals.found import FoundTarget
from tracker.extract.responsibility import Item, spoken
from tracker.extract.text import Folded

Json = dict[str, Any]


def as_json(reading: Reading) -> Json:
    """A file of several documents gives the first one's head, all of them under `documents`, and what each says in one list."""
    folded, drafts = reading.text.folded, reading.drafts
    several = len(drafts) > 1
    said = [(draft, {"document": draft.document.document_number} if several else {}) for draft in drafts]
    first = drafts[0]
    whole: Json = {"document": _head(first)}
    if several:
        whole["documents"] = [_head(draft) for draft in drafts]
    return whole | {
        "lead_rule": next((rule for draft in drafts if (rule := _lead_rule(draft, folded))), None),
        "implied_units": [one for draft in drafts for one in _implied(draft, folded)],
        "items": [
            of | _item(item, folded)
            for draft, of in said
            for item in draft.responsibility.items
            if item.assigned
        ],
        "targets": [
            of | _target(clause, target, folded)
            for draft, of in said
            for clause, target in draft.goals.targets
        ],
        "milestones": [
            of
            | {
                "clause": clause,
                "due": str(one.due.on) if one.due.on else None,
                "snippet": folded.quote(*one.snippet),
            }
            for draft, of in said
            for clause, one in draft.goals.milestones
        ],
    }


def _head(draft: Draft) -> Json:
    document = draft.document
    return {
        "title": document.title or None,
        "document_number": document.document_number,
        "issued_on": str(document.issued_on) if document.issued_on else None,
    }


def _lead_rule(draft: Draft, folded: Folded) -> Json | None:
    rule = draft.responsibility.lead_rule
    return {"rule": rule.kind.value, "quote": folded.quote(rule.start, rule.end)} if rule else None


def _implied(draft: Draft, folded: Folded) -> Iterator[Json]:
    for one in draft.responsibility.implied:
        yield {
            "quote": folded.quote(one.start, one.end),
            "units": [folded.quote(name.start, name.end) for name in one.names],
        }


def _item(item: Item, folded: Folded) -> Json:
    return {
        "clause": item.clause.path,
        "title": item.title,
        "assignments": [
            {
                "role": part.role.value,
                "units": [spoken(folded, name) for name in part.names],
                "as_written": folded.quote(part.start, part.end),
            }
            for part in item.assigned
        ],
    }


def _target(clause: str, target: FoundTarget, folded: Folded) -> Json:
    return {
        "clause": clause,
        "indicator": target.indicator,
        "comparator": target.comparator.value,
        "value": _number(target.value),
        "unit_of_measure": target.unit,
        "due": str(target.due.on) if target.due and target.due.on else None,
        "snippet": folded.quote(*target.snippet),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
