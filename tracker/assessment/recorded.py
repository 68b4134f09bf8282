"""Figures and findings that the office has recorded for an assessment: the one that holds of each."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from tracker.assessment.results import Input
from tracker.intake.facts import LedgerRegister
from tracker.model import RubricInput
from tracker.records.journal import Record
from tracker.records.kinds import AssessmentFigure, ReadingStatus
from tracker.snapshot import Snapshot

Key = tuple[str, str, str, int, str | None]


def recorded(snapshot: Snapshot) -> Mapping[Key, Record]:
    """By rubric, line, input, year and unit: final beats provisional, then the later record.

    A figure counts for its year whenever it was recorded; what was not known at `known_at` does not.
    """

    def make() -> dict[Key, Record]:
        known = [
            record
            for record in snapshot.ledger.records
            if record.kind in (AssessmentFigure.kind, "correction")
            and record.recorded_at <= snapshot.clock.known_at
        ]
        found: dict[Key, Record] = {}
        for fact in LedgerRegister(known).all(AssessmentFigure.kind):
            body = fact.body
            key = (
                str(body["rubric"]),
                str(body["line"]),
                str(body["input"]),
                int(str(body["year"])),
                cast(str | None, body.get("unit")),
            )
            if key not in found or _rank(fact) > _rank(found[key]):
                found[key] = fact
        return found

    return cast(Mapping[Key, Record], snapshot.whole.once("assessment figures", make))


def _rank(fact: Record) -> tuple[bool, int]:
    return fact.body["status"] == ReadingStatus.FINAL, fact.seq


def recorded_input(asked: RubricInput, fact: Record | None) -> Input:
    """What is on record for an input, or that nothing is."""
    if fact is None:
        missing = f"{asked.name}：没有录入（{asked.supplied_by}）"
        return Input(asked.name, None, asked.unit_of_measure, None, None, missing)
    body = AssessmentFigure.model_validate(fact.body)
    source = f"{body.source}（{body.document_number}）" if body.document_number else body.source
    return Input(
        asked.name,
        Decimal(body.value),
        body.unit_of_measure or asked.unit_of_measure,
        body.period,
        source,
        provisional=body.status is ReadingStatus.PROVISIONAL,
        records=(*body.evidence, fact.id),
    )
