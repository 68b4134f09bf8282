"""The rows of a unit's form: what it answers for, shares and has open, with what stands recorded for the quarter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tracker import queries
from tracker.duties import OPEN_STATES, known_facts, locked, plan_register, review_of
from tracker.intake.standing import Standing, matter_of, standing
from tracker.labels import ITEM_KIND, ITEM_STATE, LIGHTS, READING_STATUS, TARGET_STATE
from tracker.model import JUDGED
from tracker.periods import Quarter, StatPeriod
from tracker.records.journal import Record
from tracker.records.unit_form import FormRow, Part
from tracker.sentences import amount, day, period
from tracker.snapshot import Snapshot

GIVEN = {
    Part.PROGRESS: (
        "number", "document", "clause", "title", "share", "light", "why", "state", "due", "year_goal", "last",
    ),
    Part.READING: (
        "number", "document", "clause", "indicator", "unit_of_measure", "goal", "state", "why", "last",
    ),
    Part.COMPLETION: ("number", "document", "clause", "what", "kind", "due", "state", "why"),
    Part.EVIDENCE: ("number", "document", "clause", "title", "state"),
}  # fmt: skip
"""The columns that we fill in."""
FREE_LINES = 2
"""So many more document numbers can be given for a task."""
YEARS_BACK = 3
"""A provisional figure of so many years back still waits for the final one."""

_REPORTED = pl.col("in_force") & pl.col("kind").is_in(list(JUDGED))
"""Tasks on which units report quarter by quarter."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    row: FormRow
    given: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    """What stands recorded, by field of the record."""
    closed: frozenset[str] = frozenset()
    """Fields that are not asked of this row."""


def lines(snapshot: Snapshot, unit: str, quarter: Quarter) -> dict[Part, list[Line]]:
    """`snapshot` shows the documents that the unit reports on."""
    return {
        Part.PROGRESS: list(_progress(snapshot, unit, quarter)),
        Part.READING: list(_readings(snapshot, unit, quarter)),
        Part.COMPLETION: list(_completions(snapshot, unit)),
        Part.EVIDENCE: list(_evidence(snapshot, unit, quarter)),
    }


def _standing(
    snapshot: Snapshot, unit: str, part: Part, subject: str, quarter: str, **values: str
) -> Standing | None:
    matter = matter_of(part, subject, quarter, values)
    return standing(known_facts(snapshot), plan_register(snapshot), unit, part, matter)


def _progress(snapshot: Snapshot, unit: str, quarter: Quarter) -> Iterator[Line]:
    is_locked = locked(snapshot, quarter)
    goals = {fact.body["task"] for fact in known_facts(snapshot).all("year_goal", {"year": quarter.year})}
    for task in queries.unit_tasks(snapshot, unit).filter(_REPORTED).to_dicts():
        subject, leads = task["task_id"], task["leads"]
        found = _standing(snapshot, unit, Part.PROGRESS, subject, str(quarter))
        goal = f"{task['goal_year']}年：{task['year_goal']}" if task["year_goal"] else ""
        given = {
            "document": task["document"],
            "clause": task["clause"],
            "title": task["title"],
            "share": "答复" if leads else "参与",
            "light": LIGHTS.get(task["light"], ""),
            "why": task["sentence"],
            "state": "已锁定" if is_locked else _state(snapshot, found, leads),
            "due": day(task["next_due"]) if task["next_due"] else "",
            "year_goal": goal,
            "last": _last_report(snapshot, unit, task, quarter),
        }
        closed = {"text", "percent", "problems", "next_step", "own_light"} if is_locked else set()
        if not (leads and subject in goals):
            closed |= {"percent"}
        values = found.values(Part.PROGRESS) if found else {}
        row = FormRow(Part.PROGRESS, subject, 0, task["title"])
        yield Line(row, given, values, frozenset(closed))


def _state(snapshot: Snapshot, found: Standing | None, leads: bool) -> str:
    if found is None:
        return "待报" if leads else "可补充"
    if found.returned:
        return f"退回：{review_of(snapshot, found.record).reason}"
    return "待本单位审核" if found.record.kind == "submission" else "已报"


def _last_report(snapshot: Snapshot, unit: str, task: Row, quarter: Quarter) -> str:
    """What was said the time before, so that nobody has to look for it."""
    facts = known_facts(snapshot).all("progress", {"task": task["task_id"]})
    earlier = [
        fact
        for fact in facts
        if str(fact.body["period"]) < str(quarter)
        and (fact.body["capacity"] == "answer" if task["leads"] else fact.unit == unit)
    ]
    if not earlier:
        return ""
    last = max(earlier, key=lambda fact: (str(fact.body["period"]), fact.seq))
    return f"{Quarter.parse(str(last.body['period'])).label}：{last.body['text']}"


def _readings(snapshot: Snapshot, unit: str, quarter: Quarter) -> Iterator[Line]:
    by_indicator: dict[str, list[Row]] = {}
    for goal in queries.counted_targets(snapshot).filter(pl.col("answer_unit") == unit).to_dicts():
        by_indicator.setdefault(goal["indicator_id"], []).append(goal)
    year = str(quarter.year if quarter.number == 4 else quarter.year - 1)
    for indicator, goals in by_indicator.items():
        facts = known_facts(snapshot).all("reading", {"indicator": indicator})
        growth = any(row["comparator"] == "growth" for row in goals)
        about = plan_register(snapshot).indicators.get(indicator)
        unit_of_measure = (about.unit_of_measure if about else None) or (
            "" if growth else goals[0]["reading_unit"] or ""
        )
        basis = "rate" if any(fact.body.get("basis") == "rate" for fact in facts) else "level"
        asked = [(year, basis), *_provisional(facts, year)]
        for number, (of, measured) in enumerate(dict.fromkeys(asked)):
            found = _standing(snapshot, unit, Part.READING, indicator, "", period=of, basis=measured)
            values = {"period": of, "basis": measured} | (found.values(Part.READING) if found else {})
            row = FormRow(Part.READING, indicator, number, goals[0]["indicator"], unit_of_measure)
            given = {
                "document": goals[0]["document"],
                "clause": goals[0]["clause"],
                "indicator": goals[0]["indicator"],
                "unit_of_measure": unit_of_measure,
                "goal": "；".join(f"{row['wording'] or ''}{row['goal_text']}" for row in goals),
                "state": TARGET_STATE[goals[0]["state"]],
                "why": goals[0]["sentence"],
                "last": _last_reading(facts, unit_of_measure),
            }
            yield Line(row, given, values, frozenset() if growth else frozenset({"basis"}))


def _provisional(facts: list[Record], year: str) -> list[tuple[str, str]]:
    """Periods and bases of recent figures that still wait for the final one, latest first."""
    final = {(fact.body["period"], fact.body["basis"]) for fact in facts if fact.body["status"] == "final"}
    open_ones = {
        (str(fact.body["period"]), str(fact.body["basis"]))
        for fact in facts
        if (fact.body["period"], fact.body["basis"]) not in final
    }
    recent = [
        one
        for one in open_ones
        if StatPeriod.parse(one[0]).end.year > int(year) - YEARS_BACK and one[0] != year
    ]
    return sorted(recent, key=lambda one: StatPeriod.parse(one[0]).end, reverse=True)


def _last_reading(facts: list[Record], unit: str) -> str:
    if not facts:
        return ""
    last = max(facts, key=lambda fact: (StatPeriod.parse(str(fact.body["period"])).end, fact.seq))
    figure = amount(float(str(last.body["value"])), "%" if last.body.get("basis") == "rate" else unit)
    return f"{period(str(last.body['period']))}：{figure}（{READING_STATUS[str(last.body['status'])]}）"


def _completions(snapshot: Snapshot, unit: str) -> Iterator[Line]:
    found = queries.counted_items(snapshot).filter(
        (pl.col("answer_unit") == unit) & pl.col("state").is_in(OPEN_STATES)
    )
    for item in found.sort("effective_due").to_dicts():
        stands = _standing(snapshot, unit, Part.COMPLETION, item["item_id"], "")
        given = {
            "document": item["document"],
            "clause": item["clause"],
            "what": item["what"],
            "kind": ITEM_KIND[item["item_kind"]],
            "due": day(item["effective_due"]),
            "state": ITEM_STATE[item["state"]],
            "why": item["sentence"],
        }
        values = stands.values(Part.COMPLETION) if stands else {}
        yield Line(FormRow(Part.COMPLETION, item["item_id"], 0, item["what"]), given, values)


def _evidence(snapshot: Snapshot, unit: str, quarter: Quarter) -> Iterator[Line]:
    """Documents that prove the reports on the tasks it answers for; files are attached on the page."""
    for task in queries.unit_tasks(snapshot, unit).filter(_REPORTED & pl.col("leads")).to_dicts():
        about = {"task": task["task_id"], "period": str(quarter)}
        known = [
            fact for fact in known_facts(snapshot).all("evidence", about) if fact.body.get("document_number")
        ]
        given = {"document": task["document"], "clause": task["clause"], "title": task["title"]}
        fields = frozenset({"document_number", "note"})
        for number in range(len(known) + FREE_LINES):
            row = FormRow(Part.EVIDENCE, task["task_id"], number, task["title"])
            if number < len(known):
                body = known[number].body
                values = {name: str(body[name]) for name in fields if body.get(name)}
                yield Line(row, given | {"state": "已附"}, values, fields)
            else:
                yield Line(row, given | {"state": ""})
