"""A supervision notice (督办单) as a Word document: the facts as they stood on the day it was issued."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from tracker import queries
from tracker.audit.heads import heads, heads_in_words
from tracker.duties import known_facts
from tracker.labels import LIGHTS
from tracker.plan.units import UnitNames
from tracker.records.journal import Record
from tracker.report.notice_layout import NoticeLayout, load
from tracker.report.paper import Paper
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

LAYOUT = Path(__file__).parents[2] / "reports" / "notice.yaml"


class Line(NamedTuple):
    """A paragraph: which part of the layout it is, and its words."""

    part: str
    text: str


def write(workspace: Workspace, number: str, target: Path | BinaryIO, layout: Path = LAYOUT) -> bool:
    """Write the notice of this number; False when there is none.

    Judged on its own day with what was known when it was recorded, so that the same notice always says the same.
    Raises LayoutRefused when the layout has mistakes, OSError when `target` cannot be written.
    """
    if (record := find(workspace.status(), number)) is None:
        return False
    snapshot = workspace.status(record.effective_on, record.recorded_at)
    printed = heads_in_words(heads(workspace, record.recorded_at))
    content = compose(snapshot, record, load(layout), printed)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)
    return True


def find(snapshot: Snapshot, number: str) -> Record | None:
    """The notice as it stands, corrections included."""
    return next(iter(known_facts(snapshot).all("notice", {"number": number})), None)


def compose(snapshot: Snapshot, record: Record, layout: NoticeLayout, printed: str) -> bytes:
    """The document of one judged state; `printed` are the heads of both chains in words."""
    paper = Paper(layout, title=f"{layout.title} {record.body['number']}", made_at=record.recorded_at)
    if queries.opening(snapshot)[1]:
        paper.mark(layout.demo_mark)
    for line in lines(snapshot, record, layout, printed):
        paper.add(line.part, line.text)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def lines(snapshot: Snapshot, record: Record, layout: NoticeLayout, printed: str) -> Iterator[Line]:
    """What the notice says, from top to bottom."""
    said = _words(snapshot, record) | {"heads": printed}
    body = record.body

    def part(name: str, words: Mapping[str, str] = said) -> Line:
        return Line(name, getattr(layout, name).format_map(words))

    yield from (part("title"), part("number"), part("grade"), part("address"))
    if body.get("follows"):
        yield part("raised")
    yield part("opening")
    points = [*_items(snapshot, body), *_tasks(snapshot, body)]
    for count, (name, words) in enumerate(points, 1):
        line = part(name, words)
        yield line._replace(text=f"{count}. {line.text}") if len(points) > 1 else line
    yield from (part("demand"), part("closing"), part("issuer"), part("issued"), part("foot"))


def _words(snapshot: Snapshot, record: Record) -> dict[str, str]:
    body, plan = record.body, snapshot.plan
    grades = {grade.id: grade.name for grade in plan.supervision.grades} if plan.supervision else {}
    about = [*cast(list[str], body.get("tasks", [])), *cast(list[str], body.get("items", []))]
    ids = list(dict.fromkeys(one.split("/")[0] for one in about))
    documents = [file.document for file in plan.files if file.document.id in ids]
    titles = [
        f"《{one.title}》{f'（{one.document_number}）' if one.document_number else ''}" for one in documents
    ]
    names = UnitNames(plan.units)
    coordinators = [names.find(one, one.coordinator) for one in documents]
    issuers = dict.fromkeys(unit.full_name or unit.name for unit in coordinators if unit)
    return {
        "number": str(body["number"]),
        "grade": grades.get(str(body["grade"]), str(body["grade"])),
        "unit": queries.unit_names(snapshot).get(str(body["unit"]), str(body["unit"])),
        "documents": "、".join(titles),
        "follows": str(body.get("follows", "")),
        "issued_on": day(record.effective_on),
        "reply_by": day(body["reply_by"]),
        "demand": str(body["demand"]),
        "issuer": "、".join(issuers),
    }


def _items(snapshot: Snapshot, body: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    wanted = cast(list[str], body.get("items", []))
    tasks = {row["task_id"]: row for row in queries.tasks(snapshot).iter_rows(named=True)}
    items = {row["item_id"]: row for row in queries.items(snapshot).iter_rows(named=True)}
    for item in (items[one] for one in wanted if one in items):
        words = {
            "clause": item["clause"],
            "what": str(item["what"]).rstrip("。"),
            "due": day(item["effective_due"]),
            # A work item has no other words than its date.
            "wording": item["wording"] if item["item_kind"] == "milestone" else day(item["due"]),
            "sentence": item["sentence"],
        }
        task = tasks.get(item["task_id"])
        judged = _judged(task, item["sentence"]) if task and task["light"] else None
        yield ("item", words | judged) if judged else ("own_item", words)


def _tasks(snapshot: Snapshot, body: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    wanted = cast(list[str], body.get("tasks", []))
    tasks = {row["task_id"]: row for row in queries.tasks(snapshot).iter_rows(named=True)}
    for task in (tasks[one] for one in wanted if one in tasks):
        yield "task", {"clause": task["clause"], "what": task["title"], **_judged(task)}


def _judged(task: Mapping[str, Any], told: str = "") -> dict[str, str]:
    """The light of a task and why, unless `told` has said it already; one without a light says so."""
    if not task["light"]:
        return {"light": "不评", "why": "：这类任务不按季评灯。"}
    why = str(task["sentence"])
    return {"light": LIGHTS[task["light"]], "why": "。" if told and told in why else f"：{why}"}
