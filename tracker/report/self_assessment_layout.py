"""What a self-assessment report looks like, read from reports/self-assessment.yaml: fonts, wording, columns of its tables."""

from collections.abc import Mapping
from pathlib import Path

from tracker.model import Frozen, Text
from tracker.problems import Problem
from tracker.report.assessed import InputRow, LackRow
from tracker.report.layout import in_order, read_as, sound
from tracker.report.paper_layout import Grid, ReportLayout, report_checks

ONCE = frozenset({"subject", "year", "rubric", "as_of", "blank", "heads", "documents", "standing"})
"""What may stand in braces anywhere; a part may have more."""
NOTHING = frozenset[str]()
PARTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("standing_mark", "running_mark", "title", "addressee", "opening", "verdict", "scores"), NOTHING
    ),
    **dict.fromkeys(
        ("no_points", "goals", "no_goals", "rubric_goals", "plan_targets", "no_plan_targets", "work"), NOTHING
    ),
    **dict.fromkeys(("no_work", "base", "base_not_owed", "base_trail", "problems", "no_missed"), NOTHING),
    **dict.fromkeys(("told", "other_problems", "next", "steps", "other_steps", "issuer", "signed"), NOTHING),
    **dict.fromkeys(("contact", "foot"), NOTHING),
    "open_mark": frozenset({"lacking"}),
    "rehearsal_mark": frozenset({"supposed"}),
    "verdict_words": frozenset({"sentence"}),
    "graded": frozenset({"grade", "rule"}),
    "goals_words": frozenset({"count"}),
    "plan_targets_words": frozenset({"count"}),
    "work_words": frozenset({"count", "lights", "items", "finished"}),
    "base_filed": frozenset({"owed", "on_time", "late", "silent"}),
    "base_proofs": frozenset({"proofs", "files", "numbers", "bare"}),
    "base_blank": frozenset({"topic"}),
    "missed": frozenset({"names"}),
    "lacking": frozenset({"count", "names", "annex"}),
    "red": frozenset({"count", "names"}),
    "supply": frozenset({"names"}),
    "coming": frozenset({"count", "names"}),
    "page_foot": frozenset({"rubric_short", "standing_short"}),
    "annex": frozenset({"annex"}),
}
"""Part of the report -> what else may stand in braces in its wording."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "scores": (
        "number",
        "group",
        "title",
        "full",
        "rate",
        "score",
        "at_risk",
        "state",
        "sentence",
        "proofs",
        "source",
    ),
    "goals": ("number", "title", "goal", "actual", "rate", "gap", "source", "state", "period"),
    "plan_targets": ("clause", "indicator", "goal", "actual", "rate", "gap", "state", "source", "sentence"),
    "work": ("clause", "task", "goal", "progress", "light", "unit", "why"),
    "told": ("clause", "unit", "words", "task"),
    "inputs": InputRow._fields,
    "proofs": (
        "number",
        "title",
        "name",
        "document_number",
        "subject",
        "filed_by",
        "filed_on",
        "mark",
        "note",
        "record",
    ),
    "lacking": LackRow._fields,
}
"""Table -> what its columns can show."""


class Tables(Frozen):
    scores: Grid
    goals: Grid
    plan_targets: Grid
    work: Grid
    told: Grid
    inputs: Grid
    proofs: Grid
    lacking: Grid


class SelfAssessmentLayout(ReportLayout):
    """Every wording is a part of PARTS."""

    standing_mark: Text
    running_mark: Text
    rehearsal_mark: Text
    blank: Text
    """What stands where the body that is assessed has to write something by hand."""
    addressee: Text
    opening: Text
    verdict: Text
    verdict_words: Text
    graded: Text
    scores: Text
    no_points: Text
    goals: Text
    goals_words: Text
    rubric_goals: Text
    no_goals: Text
    plan_targets: Text
    plan_targets_words: Text
    no_plan_targets: Text
    work: Text
    work_words: Text
    no_work: Text
    base: Text
    base_filed: Text
    base_not_owed: Text
    base_proofs: Text
    base_trail: Text
    base_blank: Text
    base_topics: tuple[Text, ...]
    """Of what the ledger knows nothing: each a line to be filled in by hand."""
    problems: Text
    missed: Text
    no_missed: Text
    lacking: Text
    red: Text
    told: Text
    other_problems: Text
    next: Text
    supply: Text
    steps: Text
    coming: Text
    other_steps: Text
    issuer: Text
    signed: Text
    contact: Text
    foot: Text
    page_foot: Text
    annex: Text
    tables: Tables


def load(file: Path) -> SelfAssessmentLayout:
    """Raises LayoutRefused with every mistake at once."""
    return sound(file, read)


def read(data: bytes, file: str) -> tuple[SelfAssessmentLayout | None, list[Problem]]:
    """None when too much is missing; every mistake found so far is reported all the same."""
    layout, reading = read_as(SelfAssessmentLayout, data, file)
    if layout is not None:
        tables: dict[str, Grid] = dict(layout.tables)
        reading.problems += report_checks(layout, PARTS, tables, FIELDS, reading, ONCE)
    return layout, in_order(reading.problems)
