"""Rows about assessments: one line of a rubric with its figures, and the shipped rubrics with what has been recorded."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from tests.spec.world import ROOT
from tracker.assessment import assess
from tracker.assessment.judged import target_input
from tracker.assessment.judging import judge
from tracker.assessment.results import Input
from tracker.model import RubricInput, RubricLine, TargetFigure, parts_of
from tracker.plan import load_plan
from tracker.records.chain import Record
from tracker.records.journal import Ledger
from tracker.snapshot import Snapshot
from tracker.store.build import Clock, build

NEXT_SPRING = datetime(2027, 3, 31, 4)


def exact(value: Any) -> Any:
    """Figures as the tables write them, without what a binary number would add."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, dict):
        return {name: exact(part) for name, part in value.items()}
    return [exact(part) for part in value] if isinstance(value, list) else value


def make_line(rule: dict[str, Any], decisive: bool = False) -> RubricLine:
    words = {"number": "1", "group": "g", "title": "考核项", "source": "文件", "evidence_wanted": "材料"}
    draft = RubricLine.model_validate(
        {"id": "line", **words, "inputs": [_asked("actual")], "decisive": decisive, **exact(rule)}
    )
    read = [name for _, part in parts_of(draft.rule) for name in (part.actual, part.goal) if name]
    return draft.model_copy(
        update={
            "inputs": RubricLine.model_validate(
                {"id": "line", **words, "inputs": [_asked(name) for name in dict.fromkeys(read)]}
            ).inputs
        }
    )


def _asked(name: str) -> dict[str, Any]:
    return {"id": name, "name": f"数据 {name}", "supplied_by": "双碳办录入"}


def line_row(spec: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """What the product says of one line."""
    line = make_line(row.get("rule", spec.get("rule")), row.get("decisive", False))
    figures = exact(row["figures"])
    inputs = [
        Input(
            one.name,
            figures.get(one.id),
            None,
            None,
            None,
            None if one.id in figures else "没有录入",
            id=one.id,
        )
        for one in line.inputs
    ]
    said = judge(line, inputs, row.get("applies", True))
    return {name: getattr(said, name) for name in ("score", "rate", "gap", "at_risk", "sentence")} | {
        "state": said.state.value
    }


@cache
def _empty(year: int) -> Snapshot:
    """The shipped plan and no record, at the end of a year."""
    plan, _ = load_plan(ROOT / "tasks")
    clock = Clock.of_assessment(year, date(2027, 3, 31), NEXT_SPRING)
    return Snapshot(plan, (), Ledger(()), clock, build(plan, (), clock))


def _figure(seq: int, about: dict[str, Any], subject: str, value: Any) -> Record:
    line, _, name = subject.partition("/")
    body = {"line": line, "input": name, "value": str(value), "source": "文件", "status": "final", **about}
    return Record(
        *(1, seq, f"r{seq}", "b", 1, 1, "assessment_figure", "某某", "office", None),
        *(datetime(2027, 3, 1), date(2027, 3, 1), body, None, "", ""),
    )


def rubric_row(spec: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """What the product says of one shipped rubric in one year."""
    asked = spec | {name: row[name] for name in ("rubric", "year", "unit") if name in row}
    about = {"rubric": asked["rubric"], "year": asked["year"]}
    about |= {"unit": asked["unit"]} if asked.get("unit") else {}
    told = spec.get("figures", {}) | row.get("figures", {})
    records = [_figure(seq, about, *pair) for seq, pair in enumerate(told.items(), 1) if pair[1] is not None]
    empty = _empty(asked["year"])
    # What was asked of the plan is known; only the figures differ from row to row.
    kept = {name: value for name, value in empty.kept.items() if name != "assessment figures"}
    snapshot = replace(empty, ledger=Ledger(tuple(records)), kept=kept)
    supposing = exact(row.get("supposing", {}))
    found = assess(snapshot, asked["rubric"], asked["year"], asked.get("unit"), supposing)
    empty.kept |= {name: value for name, value in snapshot.kept.items() if name != "assessment figures"}
    names = ("score", "full", "at_risk", "total", "grade", "worst", "best", "sentence")
    states = [line.state.value for line in found.lines]
    counts = {state: states.count(state) for state in ("met", "not_met", "unknown")}
    return {name: getattr(found, name) for name in names} | {"rule": found.rule_id, **counts}


def figure_row(snapshot: Snapshot, target: str, year: int) -> dict[str, Any]:
    """What an input takes from a target in a year: its actual value, its goal, and whether it was reached."""
    found = {
        figure.value: target_input(
            RubricInput(id="a", name="目标", target=target, figure=figure, supplied_by="甲局"), snapshot, year
        )
        for figure in TargetFigure
    }
    values: dict[str, Any] = {name: one.value for name, one in found.items()}
    actual = found["actual"]
    return values | {"sentence": actual.missing or "", "provisional": actual.provisional}
