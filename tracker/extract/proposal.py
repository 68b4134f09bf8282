"""A draft as parts that a person accepts, edits or rejects one by one: each with its place, its confidence and its doubts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from tracker.extract.desk import Note
from tracker.extract.planned import TO_SETTLE, Planned
from tracker.periods import parse_due
from tracker.sources.citations import UNNAMED

Json = dict[str, Any]
HEAD = "document"
"""The item that is the document itself."""
SURE = 0.85
"""Below this a part is doubtful even if nobody said why."""


class Kind(StrEnum):
    HEAD = "head"
    TASK = "task"
    GOALS = "goals"
    ASSIGNMENT = "assignment"
    TARGET = "target"
    MILESTONE = "milestone"


class State(StrEnum):
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Part:
    """`value` is the part as the plan file has it; a target names its indicator instead of pointing at it."""

    key: str
    item: str
    kind: Kind
    clause: str
    value: Json
    quote: str = ""
    start: int = 0
    end: int = 0
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        return bool(self.doubts) or self.confidence < SURE


@dataclass(frozen=True)
class Decision:
    """What the reviewer said of a part: `value` in place of the part's own when edited, `why` when rejected."""

    state: State
    value: Json | None = None
    why: str = ""


Decisions = Mapping[str, Decision]


def parts(planned: Planned) -> tuple[Part, ...]:
    """In the order of the text: the document, then goals and tasks, each followed by what it holds."""
    notes = {(note.item, note.part): note for note in planned.notes}
    names = {one["id"]: one["name"] for one in planned.plan.get("indicators", ())}
    head = planned.plan["document"]
    unsettled = tuple(f"“{name}”没有读出" for name, said in head.items() if said == TO_SETTLE)
    found = [Part(HEAD, HEAD, Kind.HEAD, "", head, doubts=unsettled)]
    blocks = [
        *((f"goals/{one['clause']}", Kind.GOALS, one) for one in planned.plan.get("goals", ())),
        *((one["id"], Kind.TASK, one) for one in planned.plan.get("tasks", ())),
    ]
    made = [list(_block(item, kind, block, notes, names)) for item, kind, block in blocks]
    for block in sorted(made, key=lambda block: min(part.start for part in block)):
        found += block
    return tuple(found)


def _block(
    item: str, kind: Kind, block: Json, notes: Mapping[tuple[str, str], Note], names: Mapping[str, str]
) -> Iterator[Part]:
    clause, title = block["clause"], notes.get((item, "title"))
    inside = [note for (of, _), note in notes.items() if of == item]
    whole = title or next(iter(sorted(inside, key=lambda note: note.start)), None)
    own: Json = {name: block[name] for name in ("title", "summary") if name in block}
    yield _part(item, item, kind, clause, own, whole, title or whole)
    for at, one in enumerate(block.get("assignments", ())):
        note = notes.get((item, f"assignments/{at}"))
        why: tuple[str, ...] = ()
        if one["units"] == [UNNAMED]:
            why = ("文中没有写明责任单位",)
        elif note is None:
            why = ("全文适用的单位，这一条没有写出",)
        yield _part(f"{item}#assignments/{at}", item, Kind.ASSIGNMENT, clause, one, note, whole, why)
    for one in block.get("targets", ()):
        value = {"indicator": names.get(one["indicator"], TO_SETTLE)} | {
            name: said for name, said in one.items() if name not in ("id", "indicator")
        }
        note = notes.get((item, f"targets/{one['id']}"))
        yield _part(f"{item}#targets/{one['id']}", item, Kind.TARGET, clause, value, note, whole)
    for one in block.get("milestones", ()):
        value = {name: said for name, said in one.items() if name != "id"}
        note = notes.get((item, f"milestones/{one['id']}"))
        yield _part(f"{item}#milestones/{one['id']}", item, Kind.MILESTONE, clause, value, note, whole)


def _part(
    key: str,
    item: str,
    kind: Kind,
    clause: str,
    value: Json,
    note: Note | None,
    instead: Note | None,
    why: tuple[str, ...] = (),
) -> Part:
    """`instead` tells the place of what has none of its own."""
    at = note or instead
    place = (at.quote, at.start, at.end) if at else ("", 0, 0)
    sure = note.confidence if note else 0.5 if why else 1.0
    return Part(key, item, kind, clause, value, *place, sure, (*(note.doubts if note else ()), *why))


def now(part: Part, decisions: Decisions) -> Json:
    """The part as it stands after the review."""
    said = decisions.get(part.key)
    return said.value if said and said.state is State.EDITED and said.value is not None else part.value


def open_parts(found: Iterable[Part], decisions: Decisions) -> list[Part]:
    """What nobody has decided; what belongs to a rejected clause is decided with it."""
    found = list(found)
    gone = {
        part.item
        for part in found
        if part.kind in (Kind.TASK, Kind.GOALS) and _state(part, decisions) is State.REJECTED
    }
    return [part for part in found if part.key not in decisions and part.item not in gone]


def _state(part: Part, decisions: Decisions) -> State | None:
    said = decisions.get(part.key)
    return said.state if said else None


def edited(part: Part, fields: Mapping[str, str]) -> tuple[Json | None, list[str]]:
    """The part with what was typed, or what is wrong with it. An empty field drops what it held."""
    value, wrong = dict(part.value), list[str]()
    for name, typed in fields.items():
        text = typed.strip()
        said: Any = text
        if name == "units":
            said = [one.strip() for one in text.replace("\n", "、").split("；") if one.strip()]
        elif name in ("value", "upper"):
            said = _number(text, wrong)
        elif name == "due" and text:
            said = _due(text, part, wrong)
        if said in ("", [], None):
            value.pop(name, None)
        else:
            value[name] = said
    if part.kind is Kind.ASSIGNMENT:
        if "units" not in value:
            wrong.append("没有填写单位；不列这一项请选“不列”。")
        if value.get("role") != "responsible":
            value.pop("lead", None)
        if value.get("role") == "lead":
            value["lead"] = "stated"
    if part.kind is Kind.MILESTONE and "due" not in value:
        wrong.append("时间节点没有填写时限。")
    if part.kind is Kind.TARGET and "value" not in value and "set_by" not in value:
        wrong.append("目标没有填写数值。")
    if not {"quote", "title", "as_written"} & value.keys():
        wrong.append("没有填写原文或标题。")
    return (None if wrong else value), wrong


def _number(text: str, wrong: list[str]) -> str | None:
    if not text:
        return None
    try:
        said = Decimal(text.replace(",", ""))
    except InvalidOperation:
        said = Decimal("NaN")
    if not said.is_finite():
        wrong.append(f"“{text}”不是数字，请只填数字，例如 18.5。")
        return None
    return format(said, "f")


def _due(text: str, part: Part, wrong: list[str]) -> Any:
    before = part.value.get("due")
    if isinstance(before, dict) and text == before["wording"]:
        return before
    if parse_due(text) is None:
        wrong.append(f"看不懂时限“{text}”，请写成“到2025年”“2030年底前”“2027年6月底前”或 2027-06-30。")
    return text


def due_words(value: Json) -> str:
    due = value.get("due", "")
    return str(due["wording"] if isinstance(due, dict) else due)
