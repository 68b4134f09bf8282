"""What a record says, in the words of the interface: of what it speaks, and field by field."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from tracker import queries
from tracker.duties import known_facts
from tracker.labels import (
    ALERT_DUTY,
    ALERT_LEVEL,
    BASIS,
    COMPARATOR,
    FIELDS,
    LIGHTS,
    PATHWAY,
    PILOT_STAGE,
    READING_STATUS,
    REMINDED_OF,
    ROLES,
)
from tracker.periods import SHANGHAI, Quarter
from tracker.records.journal import Record
from tracker.records.kinds import RemindedOf
from tracker.reminders.words import step_words
from tracker.sentences import day, number, period
from tracker.snapshot import Snapshot
from tracker.ui.forms.figure_words import figure, figure_subject

VERDICT = {
    "accepted": "审核通过",
    "returned": "退回",
    "confirmed": "同意报送",
    "closed": "核实销号",
    "cancelled": "终止",
    "settled": "核定办结",
}
RESTRICTED = {"True": "内部材料", "False": ""}
LOCKED = {"True": "锁定", "False": "解锁"}
APPROVED = {"True": "同意", "False": "不同意"}
SIGNED = {"signed": "签收", "objected": "提出异议"}
DONE = {"True": "已办结", "False": "还在办理"}
WORK_ITEM = {"proposed": "提出", "approved": "已批准", "withdrawn": "已撤回"}
CODES = {
    "own_light": LIGHTS,
    "light": LIGHTS,
    "status": READING_STATUS,
    "basis": BASIS,
    "comparator": COMPARATOR,
    "pathway": PATHWAY,
    "verdict": VERDICT,
    "locked": LOCKED,
    "restricted": RESTRICTED,
    "approved": APPROVED,
    "state": WORK_ITEM | ALERT_DUTY | SIGNED,
    "done": DONE,
    "level": ALERT_LEVEL,
    "stage": PILOT_STAGE,
    "about": REMINDED_OF,
}
UNITS = ("unit", "form_unit", "reporting_unit", "collective", "members", "units")
LISTS = ("tasks", "items")
DAYS = ("completed_on", "published_on", "due", "new_due", "until", "on", "reply_by", "feedback_by")
SELF_EVIDENT = (
    *("period", "text", "note", "goal", "status", "basis", "verdict", "locked", "level", "stage"),
    *("applicant", "demand", "done", "restricted"),
)
POINTERS = ("record", "replaces", "request", "alert", "submission")
NUMBERS = ("number", "notice", "instruction")
"""Fields that hold the number of a notice or an instruction."""
OTHER_LABELS = {
    ("period", "indicator"): "统计期",
    ("note", "completed_on"): "办结说明",
    ("text", "alert"): "落实情况",
    ("text", "leader"): "批示内容",
    ("text", "notice"): "回复内容",
    ("text", "instruction"): "反馈内容",
    ("reason", "capacity"): "异议理由",
    ("name", "sha256"): "文件名",
    ("text", "thing"): "内容",
    ("size", "sha256"): "大小",
    ("period", "rubric"): "统计期",
}
"""What a field is called in a record that also has another: the period of a reading is a statistical one."""
NOT_SAID = (
    "task",
    "target",
    "indicator",
    "item",
    "thing",
    "record",
    "request",
    "replaces",
    "alert",
    "document",
    "pilot",
    "name",
    "capacity",
    "number",
    "notice",
    "instruction",
    "plan",
    "body",
    "demo",
    "of",
    "content",
    "submission",
    "rubric",
    "line",
    "input",
)
"""Said by `subject`, or of no interest to a reader."""


def content(body: Mapping[str, object], snapshot: Snapshot) -> dict[str, str]:
    """Field → words of everything the body says beside its subject, in the order of the labels."""
    body = what_of(body)
    if body.get("restricted") is True:
        # Who may read on is decided where the evidence itself is shown.
        return {"restricted": RESTRICTED["True"]}
    named = ("name",) if "restricted" in body else ()
    hidden = {*NOT_SAID, *(("sha256", "format", "restricted") if "restricted" in body else ())} - {*named}
    return {
        name: words(name, body[name], body, snapshot)
        for name in FIELDS
        if name not in hidden and body.get(name) not in (None, "", [])
    }


def what_of(body: Mapping[str, object]) -> Mapping[str, object]:
    """Of what waits for its unit: what it is to become; of all else itself."""
    return cast(Mapping[str, object], body["content"]) if "of" in body and "content" in body else body


def gist(body: Mapping[str, object], snapshot: Snapshot) -> str:
    """The content in one line for a list."""
    said = content(body, snapshot).items()
    parts = [words if name in SELF_EVIDENT else f"{label(name, body)} {words}" for name, words in said]
    return "；".join([*(part.rstrip("。；") for part in parts[:-1]), *parts[-1:]])


def label(name: str, body: Mapping[str, object]) -> str:
    """What a field is called."""
    body = what_of(body)
    return next(
        (words for (field, other), words in OTHER_LABELS.items() if field == name and other in body),
        FIELDS[name],
    )


def words(name: str, value: object, body: Mapping[str, object], snapshot: Snapshot) -> str:
    """One field's value as a reader says it."""
    if name in CODES:
        return CODES[name].get(str(value), str(value))
    if name in UNITS:
        names = queries.unit_names(snapshot)
        return "、".join(
            names.get(str(unit), str(unit)) for unit in (value if isinstance(value, list) else [value])
        )
    if name in LISTS:
        names = _names(snapshot)
        return "；".join(names.get(str(one), str(one)) for one in cast(list[str], value))
    if name == "grade":
        return grade_name(snapshot, str(value))
    if name == "type":
        return _names(snapshot).get(f"type {body.get('document')}/{value}", str(value))
    if name in DAYS:
        return day(value)
    if name == "step":
        return step_words(int(str(value)))
    if name == "period":
        return period(value) if "indicator" in body or "rubric" in body else Quarter.parse(str(value)).label
    if name == "value" and "indicator" in body:
        return f"{value}{_unit(body, snapshot)}"
    if name == "value" and "rubric" in body:
        return figure(body, snapshot.plan)
    if name == "size":
        return file_size(body) or str(value)
    return f"{number(value)}%" if name == "percent" else str(value)


def grade_name(snapshot: Snapshot, grade: str) -> str:
    """What the rules call a grade of notices; one that they no longer know keeps its id."""
    rules = snapshot.plan.supervision
    return next((one.name for one in rules.grades if one.id == grade), grade) if rules else grade


def file_size(body: Mapping[str, object]) -> str | None:
    """How big a file is that a record speaks of."""
    if "size" not in body:
        return None
    size = int(str(body["size"]))
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def _unit(reading: Mapping[str, object], snapshot: Snapshot) -> str:
    if reading.get("basis") == "rate":
        return "%"
    goals = queries.targets(snapshot).iter_rows(named=True)
    units = [goal["reading_unit"] for goal in goals if goal["indicator_id"] == reading["indicator"]]
    return next(filter(None, units), "")


def subject(body: Mapping[str, object], snapshot: Snapshot) -> str:
    """Of what a record speaks: the clause and title of its task, its indicator, its milestone."""
    body, names = what_of(body), _names(snapshot)
    if "item" in body and "task" in body:
        return names.get(str(body["task"]), str(body["task"]))
    if "applicant" in body:
        return str(body["name"])
    if "rubric" in body:
        return figure_subject(body, snapshot.plan, queries.unit_names(snapshot))
    if number := next((body[name] for name in NUMBERS if body.get(name)), None):
        return str(number)
    if body.get("about") == RemindedOf.WINDOW:
        return f"{Quarter.parse(str(body['thing'])).label}进展报告"
    if "thing" in body:
        return names.get(str(body["thing"]), str(body["thing"]))
    for field in ("task", "target", "indicator", "item", "pilot", "document"):
        if field in body:
            return names.get(str(body[field]), str(body[field]))
    for field in POINTERS:
        if field in body and (fact := known_facts(snapshot).records.get(str(body[field]))):
            return subject(fact.body, snapshot)
    return Quarter.parse(str(body["period"])).label if "period" in body else ""


def tasks_of(body: Mapping[str, object], snapshot: Snapshot) -> set[str]:
    """The tasks that a record may move."""
    body = what_of(body)
    if "rubric" in body:
        return set()
    for field in POINTERS:
        if field in body and (fact := known_facts(snapshot).records.get(str(body[field]))):
            return tasks_of(fact.body, snapshot)
    for kind in ("notice", "instruction"):
        for fact in known_facts(snapshot).all(kind, {"number": body[kind]}) if kind in body else ():
            return tasks_of(fact.body, snapshot)
    if "number" in body:
        items = cast(list[str], body.get("items", []))
        return {*cast(list[str], body.get("tasks", [])), *(item.rsplit("/", 1)[0] for item in items)}
    if "indicator" in body:
        rows = queries.targets(snapshot).iter_rows(named=True)
        return {str(row["task_id"]) for row in rows if row["indicator_id"] == body["indicator"]}
    owned = str(body.get("target") or body.get("item") or "")
    return {str(body["task"])} if "task" in body else {owned.rsplit("/", 1)[0]}


def _names(shown: Snapshot) -> dict[str, str]:
    """Of everything: a record may speak of a document that the reader has not chosen."""
    snapshot = shown.whole

    def make() -> dict[str, str]:
        found = {
            row["task_id"]: f"{row['clause']} {row['title']}"
            for row in queries.tasks(snapshot).iter_rows(named=True)
        }
        for row in queries.targets(snapshot).iter_rows(named=True):
            found[row["indicator_id"]] = f"{row['indicator']}"
            found[row["target_id"]] = f"{row['indicator']}（{goal(row)}）"
        for row in queries.items(snapshot).iter_rows(named=True):
            found[row["item_id"]] = f"{row['clause']} {row['what']}"
        for file in snapshot.plan.files:
            found[file.document.id] = file.document.title
            found |= {f"type {file.document.id}/{kind.id}": kind.name for kind in file.pilots}
        for fact in known_facts(snapshot).all("pilot"):
            found[f"{fact.body['document']}/{fact.body['pilot']}"] = str(fact.body["name"])
        return found

    return cast(dict[str, str], snapshot.once("subjects in words", make))


def goal(row: Mapping[str, object]) -> str:
    """A target's goal with its date as the text words it."""
    return f"{row['wording']}{row['goal_text']}" if row["wording"] else str(row["goal_text"])


def author(record: Record, snapshot: Snapshot) -> str:
    """Who recorded: the unit, else the role."""
    return queries.unit_names(snapshot).get(record.unit or "", ROLES.get(record.role, record.role))


def moment(instant: datetime) -> str:
    """An instant of the journal (naive UTC) on the clock of Beijing."""
    return f"{instant.replace(tzinfo=UTC).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
