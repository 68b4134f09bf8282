"""The rows of a self-assessment's tables: every figure comes from the assessment or from a query, none is made up here."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from tracker import queries
from tracker.assessment.results import Assessment, Input, Line, LineState
from tracker.labels import LIGHTS, LINE_STATE, TARGET_STATE, YES_NO
from tracker.model import Holds, Measure, Requirement, Rubric, parts_of
from tracker.report.assessed import YES_OR_NO, document_numbers, input_rows, lack_rows, proof_rows
from tracker.report.pieces import Word
from tracker.report.proofs import Proof, numbers
from tracker.report.tables import WHOLE_DOCUMENT
from tracker.sentences import amount, day, difference, number
from tracker.snapshot import Snapshot

Row = Mapping[str, Word]
NONE = "—"
LONGEST = 160
"""Letters of a report that a cell shows; the ledger has all of it."""
WHOLE_TEXT = "……（全文见台账）"


def scores(found: Assessment, proofs: list[Proof]) -> list[Row]:
    """Every line, and below them their total where there are points."""
    rows: list[Row] = [
        {
            "number": line.number,
            "group": line.group,
            "title": line.title,
            "full": NONE if line.state is LineState.NOT_APPLICABLE else number(line.full),
            "rate": _percent(line.rate),
            "score": number(line.score),
            "at_risk": number(line.at_risk) if line.state is LineState.UNKNOWN else NONE,
            "state": LINE_STATE[line.state],
            "sentence": line.sentence,
            "proofs": "、".join(numbers(proofs, line)) or "无",
            "source": line.source,
        }
        for line in found.lines
    ]
    if found.full is None:
        return rows
    total = {"full": number(found.full), "score": number(found.score), "at_risk": number(found.at_risk)}
    return [*rows, dict.fromkeys(rows[0], "") | {"title": "合计"} | total] if rows else rows


def goals(now: Snapshot, found: Assessment, rubric: Rubric) -> list[Row]:
    """Where a line holds an actual figure against a goal."""
    rules = {line.id: line for line in rubric.lines}
    rows: list[Row] = []
    for line in found.lines:
        asked = rules[line.id]
        by_id = dict(zip((one.id for one in asked.inputs), line.inputs, strict=True))
        parts = [part for _, part in parts_of(asked.rule)]
        for part in parts:
            # A condition against a bare number is mostly a yes or no.
            if part.goal or (isinstance(part, Measure) and part.goal_value is not None):
                rows.append(_goal_row(now, line, part, by_id, alone=len(parts) == 1))
    return rows


def _goal_row(
    now: Snapshot, line: Line, part: Measure | Requirement, by_id: Mapping[str, Input], alone: bool
) -> Row:
    actual = by_id[part.actual]
    stated = by_id[part.goal] if part.goal else None
    goal = stated.value if stated else part.goal_value
    unit = actual.unit_of_measure or (stated.unit_of_measure if stated else None)
    sources = [one for one in (actual, stated) if one and one.source]
    told = [one.source for one in sources if one.source]
    told += [text for one in sources for text in document_numbers(now, one) if text not in (one.source or "")]
    ceiling = part.excess if isinstance(part, Measure) else part.holds is Holds.AT_MOST
    gap = None if goal is None or actual.value is None else goal - actual.value
    return {
        "number": line.number,
        "title": line.title if alone else f"{line.title}：{actual.name}",
        "goal": amount(goal, unit),
        "actual": amount(actual.value, unit) + ("（初步数）" if actual.provisional else ""),
        "rate": _percent(line.rate) if alone else NONE,
        "gap": _gap(gap if gap is None or not ceiling else -gap, unit, ceiling),
        "source": "；".join(dict.fromkeys(told)) or "缺依据",
        "state": LINE_STATE[line.state],
        "period": actual.period or NONE,
    }


def plan_targets(now: Snapshot, found: Assessment) -> list[Row]:
    """The quantified goals of the documents that fell due by the end of the year, of a unit those it answers for."""
    frame = queries.targets(now).filter(
        pl.col("in_force") | pl.col("carried"), pl.col("due").dt.year() <= found.year
    )
    if found.unit:
        frame = frame.filter(pl.col("answer_unit") == found.unit)
    return [_target_row(row) for row in frame.iter_rows(named=True)]


def _target_row(row: Mapping[str, Any]) -> Row:
    judged, goal, unit = row["judged_value"], row["goal"], row["reading_unit"] or row["unit_of_measure"]
    rated = row["comparator"] == "ge" and judged is not None and goal
    provisional = "（初步数）" if row["is_provisional"] else ""
    return {
        "clause": row["clause"] or WHOLE_DOCUMENT,
        "indicator": row["indicator"],
        "goal": row["goal_text"],
        "actual": amount(judged, unit) + provisional if judged is not None else NONE,
        "rate": _percent(judged / goal * 100) if rated else NONE,
        "gap": _gap(row["gap_to_goal"], unit),
        "state": TARGET_STATE[row["state"]],
        "source": row["reading_source"] or NONE,
        "sentence": row["sentence"],
    }


def work(now: Snapshot, tasks: pl.DataFrame) -> list[Row]:
    return [
        {
            "clause": row["clause"],
            "task": row["title"],
            "goal": row["year_goal"] or "未设定",
            "progress": _cut(row["progress_text"]) or "未报",
            "light": LIGHTS[row["light"]] if row["light"] else "不评",
            "unit": row["answers"],
            "why": str(queries.rule_hits(now).get(row["task_id"], [{}])[0].get("sentence", "")),
        }
        for row in tasks.iter_rows(named=True)
    ]


def told(tasks: pl.DataFrame, column: str) -> list[Row]:
    """What units said in their latest reports, in the order of the text."""
    return [
        {"clause": row["clause"], "unit": row["answers"], "words": _cut(row[column]), "task": row["title"]}
        for row in tasks.iter_rows(named=True)
        if row[column]
    ]


def inputs(now: Snapshot, found: Assessment, rubric: Rubric) -> list[Row]:
    rows: list[Row] = []
    for row in input_rows(now, found, rubric):
        said = {name: str(value or NONE) for name, value in row._asdict().items()}
        shown = NONE if row.value is None else number(row.value, 4)
        if row.unit_of_measure == YES_OR_NO:
            shown, said["unit_of_measure"] = YES_NO.get(shown, shown), NONE
        source = row.source or (f"缺：{row.missing}" if row.missing else NONE)
        rows.append({**said, "value": shown, "source": source})
    return rows


def proofs_rows(now: Snapshot, found: Assessment, proofs: list[Proof]) -> list[Row]:
    rows: list[Row] = []
    for row in proof_rows(now, found, proofs):
        restricted = f"（{row.restricted}）" if row.restricted else ""
        rows.append(
            {
                "number": row.number,
                "title": row.title,
                "name": row.name + restricted,
                "document_number": row.document_number or NONE,
                "subject": row.subject or row.note,
                "filed_by": row.filed_by or NONE,
                "filed_on": day(row.filed_on) if row.filed_on else NONE,
                "mark": row.sha256[:12] or NONE,
                "note": row.note,
                "record": row.record,
            }
        )
    return rows


def lacking(now: Snapshot, found: Assessment) -> list[Row]:
    rows: list[Row] = []
    for row in lack_rows(now, found):
        said = {name: str(value or NONE) for name, value in row._asdict().items()}
        rows.append({**said, "at_risk": number(row.at_risk)})
    return rows


def _percent(value: object) -> str:
    return NONE if value is None else f"{number(value)}%"


def _gap(value: object, unit: str | None, ceiling: bool = False) -> str:
    """Positive is short of the goal, or over its ceiling."""
    if value is None:
        return NONE
    short = float(str(value))
    if abs(short) < 5e-10:
        return "持平"
    words = ("高于上限" if short > 0 else "低于上限") if ceiling else ("差" if short > 0 else "超")
    return f"{words} {difference(abs(short), unit)}"


def _cut(text: object) -> str:
    said = " ".join(str(text or "").split())
    return said if len(said) <= LONGEST else said[:LONGEST] + WHOLE_TEXT
