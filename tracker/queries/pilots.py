"""The register of pilots (试点): what kinds there are, and how far each pilot has come."""

from collections import Counter
from typing import Any

import polars as pl

from tracker.labels import PILOT_STAGE
from tracker.snapshot import Snapshot

TYPES = """
SELECT p.*, string_split(p.stages, ',') AS stage_list, d.title AS document, d.document_number, d.in_force, d.status_now
FROM pilot_type AS p JOIN document_now AS d USING (document_id) ORDER BY d.position, p.position"""

PILOTS = """
SELECT p.*, d.title AS document, d.document_number
FROM pilot_now AS p JOIN document AS d USING (document_id)
ORDER BY d.position, p.type_position, p.seq"""


def pilot_types(snapshot: Snapshot) -> pl.DataFrame:
    """The kinds of pilots that documents call for: applicants, stages in order, length in months where the text sets it."""
    return snapshot.shown(snapshot.frame(TYPES))


def pilots(snapshot: Snapshot) -> pl.DataFrame:
    """Every pilot of the register: kind, applicant, latest `stage` with its day, a day a stage, `ends_on` and `is_past`.

    `ends_on` is the last day of the pilot period where the text sets its length and building has begun; `is_past` says
    that it is over and nothing has been assessed since.
    """
    snapshot.view("pilots")
    return snapshot.shown(snapshot.frame(PILOTS))


def pilot_counts(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The kinds of pilots, each with its number of pilots in all (`pilots`), by stage, and past their period (`past`)."""
    found = pilots(snapshot)
    stages = Counter(found.select("pilot_type_id", "stage").iter_rows())
    past = Counter(found.filter(pl.col("is_past"))["pilot_type_id"])
    return [
        row
        | {stage: stages[row["pilot_type_id"], stage] for stage in PILOT_STAGE}
        | {"pilots": found.filter(pl.col("pilot_type_id") == row["pilot_type_id"]).height}
        | {"past": past[row["pilot_type_id"]]}
        for row in pilot_types(snapshot).to_dicts()
    ]
