"""The files under tasks/ -> plan files, units, rules and calendar; a task stays even where parts cannot be read."""

import re
from typing import Any

from tracker.model import (
    Assignment,
    Calendar,
    Document,
    DocumentStatus,
    Frozen,
    Jurisdiction,
    PlanFile,
    ReminderRule,
    Role,
    Rubric,
    Supervision,
    Task,
    TaskKind,
    Text,
    Threshold,
    Unit,
)
from tracker.plan.complaints import Reading, UnreadError, is_null
from tracker.plan.fields import Reader, Rescue
from tracker.plan.nodes import Mapping
from tracker.plan.salvage import read_tree
from tracker.plan.source import read_text
from tracker.problems import Place

UNREAD = "（未能读出）"
"""Stands in a task or document for words that cannot be read, so that the item stays visible."""

DEFAULT_WINDOW = 10
NO_CALENDAR = Calendar(window_workdays=DEFAULT_WINDOW, years={})


class UnitFile(Frozen):
    home: Text = ""
    jurisdictions: tuple[Jurisdiction, ...] = ()
    units: tuple[Unit, ...]


NO_UNITS = UnitFile(units=())


class RuleFile(Frozen):
    thresholds: tuple[Threshold, ...]
    supervision: Supervision | None = None
    reminders: tuple[ReminderRule, ...] = ()


NO_RULES = RuleFile(thresholds=())


def _kind_as_dated(values: dict[str, Any]) -> TaskKind:
    """What kind the goals that were read speak for."""
    dated = values.get("milestones") or any(target.due for target in values.get("targets", ()))
    return TaskKind.DATED if dated else TaskKind.STANDING


def _words(_: dict[str, Any]) -> str:
    return UNREAD


RESCUE: Rescue = {
    Document: {
        "title": _words,
        "issuers": lambda _: (UNREAD,),
        # Counted like any other: a slip in this line must not make a whole plan disappear.
        "status": lambda _: DocumentStatus.IN_FORCE,
        "jurisdiction": _words,
        "track": lambda _: "unread",
        "coordinator": _words,
    },
    Task: {
        "clause": _words,
        "title": _words,
        "summary": _words,
        "kind": _kind_as_dated,
        "assignments": lambda _: (Assignment(role=Role.RESPONSIBLE, as_written=UNREAD, units=(UNREAD,)),),
    },
    UnitFile: {"units": lambda _: ()},
    RuleFile: {"thresholds": lambda _: ()},
    Calendar: {"window_workdays": lambda _: DEFAULT_WINDOW, "years": lambda _: {}},
}


def read_plan_file(data: bytes, file: str, reading: Reading) -> PlanFile | None:
    """None only when the file holds no mapping that could be a plan."""
    reader, root = _open(data, file, reading)
    if root is None:
        return None
    document = _document(reader, root, file)
    goals = root.entries.get("goals", root)
    reading.claim(document.id, "goals", goals.place)
    reader.subject = document.id
    return reader.model(PlanFile, root, document.id, document=document)


def read_units(data: bytes, file: str, reading: Reading) -> UnitFile:
    reader, root = _open(data, file, reading)
    return reader.model(UnitFile, root, "units") if root else NO_UNITS


def read_rules(data: bytes, file: str, reading: Reading) -> RuleFile:
    reader, root = _open(data, file, reading)
    return reader.model(RuleFile, root, "rules") if root else NO_RULES


def read_rubric(data: bytes, file: str, reading: Reading) -> Rubric | None:
    """None when too little of it can be read; a rubric that lost any part is not used, see `load_plan`."""
    reader, root = _open(data, file, reading)
    if root is None:
        return None
    item = rubric_item(file)
    reader.subject = item
    try:
        return reader.model(Rubric, root, item)
    except UnreadError:
        return None


def rubric_item(file: str) -> str:
    """Under which name the places of a rubric file are kept."""
    return file.removesuffix(".yaml")


def read_calendar(data: bytes, file: str, reading: Reading) -> Calendar:
    reader, root = _open(data, file, reading)
    return reader.model(Calendar, root, "calendar") if root else NO_CALENDAR


def _open(data: bytes, file: str, reading: Reading) -> tuple[Reader, Mapping | None]:
    text, problems = read_text(data, file)
    if text is None:
        reading.problems += problems
        return Reader(reading, set(), RESCUE), None
    tree = read_tree(text, file, problems)
    reading.problems += tree.problems
    reader = Reader(reading, tree.blanked, RESCUE)
    if isinstance(tree.root, Mapping):
        return reader, tree.root
    if tree.root is not None:
        reader.wrong_shape("文件最外层", tree.root, Mapping)
    elif not tree.problems:
        reader.report("file.empty", Place(file, 1))
    return reader, None


def _document(reader: Reader, root: Mapping, file: str) -> Document:
    """The document of a plan file, or what stands for it: its tasks are shown under the file's name."""
    fallback = (
        re.sub(r"[^a-z0-9.-]+", "-", file.rsplit("/", 1)[-1].removesuffix(".yaml").lower()).strip("-.")
        or "unread"
    )
    node = root.entries.get("document")
    try:
        if node is None or is_null(node):
            reader.missing("document", node, root)
        if not isinstance(node, Mapping):
            raise reader.wrong_shape("document", node, Mapping)
        return reader.identified(Document, node, "", fallback)
    except UnreadError:
        local = reader.reading.claim("", fallback, root.place)
        return reader.rescued(Document, local, local)
