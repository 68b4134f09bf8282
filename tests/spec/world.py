"""A small world for rule tables: a document with one task, others beside it where a row asks for them, and records
written as short lines of data."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tracker.model import Calendar, Jurisdiction, Plan, PlanFile, Threshold, Unit
from tracker.periods import Quarter, end_of_shanghai_day, parse_due
from tracker.plan import load_plan
from tracker.records.chain import Record
from tracker.records.journal import Ledger
from tracker.records.kinds import KINDS
from tracker.snapshot import Snapshot
from tracker.store.build import Clock, build

ROOT = Path(__file__).parents[2]
TASK, MILESTONE, TARGET, INDICATOR = "doc/1.1", "doc/1.1/m", "doc/1.1/t", "doc/share"
SUBJECT = {
    "target_setting": {"target": TARGET},
    "year_goal": {"task": TASK},
    "lead_confirmed": {"task": TASK},
    "work_item": {"task": TASK, "deliverable": "方案", "year": 2026, "unit": "alpha", "state": "approved"},
    "progress": {"task": TASK, "text": "进展"},
    "reading": {"indicator": INDICATOR, "source": "统计公报", "status": "final"},
    "completion": {"item": MILESTONE, "note": "已完成"},
    "override": {"task": TASK, "reason": "研判"},
    "extension_request": {"item": MILESTONE, "reason": "需要更多时间"},
    "close_out": {"item": MILESTONE},
    "notice": {"grade": "reminder", "unit": "alpha", "tasks": [TASK], "demand": "说明原因"},
    "notice_reply": {"text": "情况", "measures": "措施"},
    "instruction": {"leader": "分管区领导", "text": "请抓紧", "units": ["alpha", "beta"]},
    "instruction_feedback": {"unit": "alpha", "text": "已安排"},
    "receipt": {"unit": "alpha"},
    "objection_decision": {"unit": "alpha"},
}
SOURCED = {"target_setting", "year_goal", "lead_confirmed"}
UNITS: dict[str, dict[str, Any]] = {
    "alpha": {"name": "甲局"},
    "beta": {"name": "乙局"},
    "streets": {"name": "相关街镇", "collective": True},
}
WORLD = (
    *("document", "kind", "assignments", "milestones", "targets", "task", "indicator"),
    *("others", "units", "home", "places"),
)
"""What a table or a row may set; a row's word replaces the table's."""


@cache
def real_rules() -> tuple[tuple[Threshold, ...], Calendar]:
    """The thresholds and the calendar that the product ships."""
    plan, problems = load_plan(ROOT / "tasks")
    assert not [p for p in problems if p.severity == "error"], problems
    return plan.thresholds, plan.calendar


def _due(value: Any) -> Any:
    return parse_due(value) if isinstance(value, str) else value


def make_file(name: str, spec: Mapping[str, Any]) -> PlanFile:
    """A document with the task `name/1.1` and the indicator `name/share`."""
    assignments = spec.get(
        "assignments", [{"role": "responsible", "units": ["甲局", "乙局"], "lead": "provisional"}]
    )
    milestones = [
        {"id": "m", "what": "建成平台", "quote": "…", **m, "due": _due(m["due"])}
        for m in spec.get("milestones", [])
    ]
    targets = [
        {"id": "t", "indicator": "share", "unit_of_measure": "%", "quote": "…", **t}
        | ({"due": _due(t["due"])} if t.get("due") else {})
        for t in spec.get("targets", [])
    ]
    return PlanFile.model_validate(
        {
            "document": {
                "id": name,
                "title": "示例方案",
                "issuers": ["示例区政府"],
                "issued_on": "2021-01-01",
                "status": "in_force",
                "jurisdiction": "示例区",
                "track": "carbon-peak",
                "coordinator": "甲局",
                **spec.get("document", {}),
            },
            "indicators": [
                {"id": "share", "name": "占比", "unit_of_measure": "%", **spec.get("indicator", {})}
            ],
            "tasks": [
                {
                    "id": "1.1",
                    "clause": "一/(一)",
                    "title": "示例任务",
                    "summary": "示例",
                    "kind": spec.get("kind", "dated"),
                    "assignments": [{"as_written": "、".join(a["units"]), **a} for a in assignments],
                    "milestones": milestones,
                    "targets": targets,
                    **spec.get("task", {}),
                }
            ],
        }
    )


def make_plan(spec: Mapping[str, Any]) -> Plan:
    """The document `doc`, then `others`; `units` changes the three bodies or adds one. Anything missing gets a default."""
    bodies: dict[str, dict[str, Any]] = {
        name: {**UNITS.get(name, {}), **spec.get("units", {}).get(name, {})} for name in UNITS
    }
    bodies |= {name: body for name, body in spec.get("units", {}).items() if name not in UNITS}
    thresholds, calendar = real_rules()
    return Plan(
        files=(make_file("doc", spec), *(make_file(other["id"], other) for other in spec.get("others", []))),
        units=tuple(
            Unit.model_validate({"id": name, "jurisdiction": "示例区", **body})
            for name, body in bodies.items()
        ),
        jurisdictions=tuple(Jurisdiction.model_validate(place) for place in spec.get("places", [])),
        home=spec.get("home", ""),
        thresholds=thresholds,
        calendar=calendar,
        fingerprint="0" * 64,
    )


def make_records(given: Iterable[Mapping[str, Any]], opened: date | None) -> list[Record]:
    """Records in order of writing. `recorded` (a Shanghai day, noon) defaults to the day a fact takes effect."""
    lines = ([{"kind": "opened", "on": opened, "recorded": opened}] if opened else []) + list(given)
    records: list[Record] = []
    for seq, line in enumerate(lines, 1):
        fields = dict(line)
        kind, recorded, effective = (
            fields.pop("kind"),
            fields.pop("recorded", None),
            fields.pop("effective", None),
        )
        name, unit = fields.pop("name", f"r{seq}"), fields.pop("by_unit", "alpha")
        if kind == "correction":
            replaced = root = next(r for r in records if r.id == fields["replaces"])
            while root.kind == "correction":
                root = next(r for r in records if r.id == root.body["replaces"])
            content = fields["body"] and KINDS[root.kind].model_validate(fields["body"]).model_dump(
                mode="json"
            )
            body: dict[str, object] = {"reason": "更正", **fields, "body": content}
            effective = effective or replaced.effective_on
        else:
            source = {"source": "办公室会议纪要"} if kind in SOURCED else {}
            parsed = KINDS[kind].model_validate({**source, **SUBJECT.get(kind, {}), **fields})
            body = parsed.model_dump(mode="json", exclude_none=True)
            effective = effective or parsed.takes_effect() or recorded
        day = recorded or effective
        assert isinstance(day, date), f"say when this was recorded: {line}"
        instant = datetime(day.year, day.month, day.day, 4) + timedelta(seconds=seq)
        records.append(
            Record(
                1,
                seq,
                name,
                f"b{seq}",
                1,
                1,
                kind,
                "测试员",
                "unit",
                unit,
                instant,
                effective,
                body,
                None,
                "",
                str(seq),
            )
        )
    return records


def judge(spec: Mapping[str, Any], row: Mapping[str, Any]) -> Snapshot:
    """The world of one row, judged: `as_of` with optional `known_at` for a status, or `report` for a quarter's report."""
    merged = {**spec, **{word: row[word] for word in WORLD if word in row}}
    given = [*spec.get("given", []), *row.get("given", [])]
    records = make_records(given, row.get("opened", spec.get("opened")))
    plan, clock = _same_plan(merged), clock_of(spec, row)
    return Snapshot(plan, (), Ledger(tuple(records)), clock, build(plan, tuple(records), clock))


def clock_of(spec: Mapping[str, Any], row: Mapping[str, Any]) -> Clock:
    known = end_of_shanghai_day(row.get("known_at", date(2099, 12, 31)))
    if "report" in row:
        return Clock.of_report(Quarter.parse(row["report"]), known)
    return Clock.of_status({**spec, **row}["as_of"], known)


def _same_plan(spec: Mapping[str, Any]) -> Plan:
    """Most rows of a table speak of one plan, and a plan that is the same object is loaded only once."""
    key = repr({word: spec[word] for word in WORLD if word in spec})
    if key not in _plans:
        _plans[key] = make_plan(spec)
    return _plans[key]


_plans: dict[str, Plan] = {}
