"""A reviewed draft as a plan file: only what was accepted or edited; what was rejected is listed as reviewed with its reason."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from tracker.extract.ids import initials
from tracker.extract.planned import TO_SETTLE, Planned
from tracker.extract.proposal import HEAD, Decisions, Kind, Part, State, now, open_parts, parts
from tracker.extract.register import places_of
from tracker.extract.units.names import points
from tracker.model import Plan
from tracker.plan.load import REGISTERS, load_plan
from tracker.plan.units import names_of
from tracker.problems import Problem
from tracker.sources.citations import UNNAMED
from tracker.sources.folding import fold

Json = dict[str, Any]
KEPT = (State.ACCEPTED, State.EDITED)
COMMENT = """\
# yaml-language-server: $schema=../schema/plan.schema.json
# 由《{name}》读出，经人审阅：接受 {accepted} 处，修改 {edited} 处，不列 {rejected} 处；还没有看的 {open} 处没有列入。
"""


def reviewed_plan(planned: Planned, decisions: Decisions) -> Json:
    """In the form of a plan file."""
    found = parts(planned)
    by_item: dict[str, list[Part]] = {}
    for part in found:
        by_item.setdefault(part.item, []).append(part)
    head = next(part for part in found if part.kind is Kind.HEAD)
    plan: Json = {"document": {name: said for name, said in now(head, decisions).items() if said != ""}}
    indicators = _Indicators(planned)
    goals, tasks, refused = list[Json](), list[Json](), list[Json]()
    for item, own in by_item.items():
        whole = own[0]
        if item == HEAD:
            continue
        said = decisions.get(whole.key)
        if said and said.state is State.REJECTED:
            refused.append({"clause": whole.clause, "why": said.why})
        if said is None or said.state not in KEPT:
            continue
        if _nobody_yet(own, decisions):
            continue
        block = _kept(own, decisions, indicators)
        refused += [
            {"clause": part.clause, "quote": part.quote, "why": decisions[part.key].why}
            for part in own[1:]
            if part.key in decisions and decisions[part.key].state is State.REJECTED and part.quote
        ]
        if whole.kind is Kind.GOALS and not {"targets", "milestones"} & block.keys():
            continue
        (goals if whole.kind is Kind.GOALS else tasks).append(block)
    if indicators.named:
        plan["indicators"] = list(indicators.named.values())
    before = planned.plan.get("reviewed", [])
    listed = {one["clause"] for one in before}
    whole_clauses = [*before, *(one for one in refused if "quote" in one or one["clause"] not in listed)]
    for name, what in (("goals", goals), ("tasks", tasks), ("reviewed", whole_clauses)):
        if what:
            plan[name] = what
    return plan


class _Indicators:
    """Those that a kept target uses; a name keeps the id that the draft gave it."""

    def __init__(self, planned: Planned) -> None:
        self._known = {
            (one["name"], one.get("unit_of_measure", "")): one["id"]
            for one in planned.plan.get("indicators", ())
        }
        self.named: dict[tuple[str, str], Json] = {}

    def id_of(self, name: str, unit: str) -> str:
        key = name, unit
        if key not in self.named:
            known = self._known.setdefault(key, f"i{len(self._known) + 1}")
            self.named[key] = {"id": known, "name": name} | ({"unit_of_measure": unit} if unit else {})
        return str(self.named[key]["id"])


def _kept(own: Sequence[Part], decisions: Decisions, indicators: _Indicators) -> Json:
    whole = own[0]
    block: Json = {"id": whole.item} if whole.kind is Kind.TASK else {}
    block |= {"clause": whole.clause} | now(whole, decisions)
    kept = [part for part in own[1:] if part.key in decisions and decisions[part.key].state in KEPT]
    several: dict[Kind, list[Json]] = {Kind.ASSIGNMENT: [], Kind.MILESTONE: [], Kind.TARGET: []}
    for part in kept:
        value = dict(now(part, decisions))
        if part.kind is not Kind.ASSIGNMENT:
            value = {"id": part.key.rsplit("/", 1)[1], **value}
        if part.kind is Kind.TARGET:
            value["indicator"] = indicators.id_of(value["indicator"], value.get("unit_of_measure", ""))
        several[part.kind].append(value)
    if whole.kind is Kind.TASK:
        dated = several[Kind.MILESTONE] or any("due" in one for one in several[Kind.TARGET])
        block["kind"] = "dated" if dated else "standing"
        nobody = {"role": "responsible", "as_written": UNNAMED, "units": [UNNAMED]}
        block["assignments"] = several[Kind.ASSIGNMENT] or [nobody]
    for name, kind in (("milestones", Kind.MILESTONE), ("targets", Kind.TARGET)):
        if several[kind]:
            block[name] = several[kind]
    return block


def waiting_for_units(planned: Planned, decisions: Decisions) -> list[str]:
    """Clauses that are accepted as tasks and stay out, because nobody has looked at who answers for them."""
    by_item: dict[str, list[Part]] = {}
    for part in parts(planned):
        by_item.setdefault(part.item, []).append(part)
    return [
        own[0].clause
        for own in by_item.values()
        if own[0].key in decisions and decisions[own[0].key].state in KEPT and _nobody_yet(own, decisions)
    ]


def _nobody_yet(own: Sequence[Part], decisions: Decisions) -> bool:
    """Whether the file would say that the text names nobody while it does."""
    named = [part for part in own if part.kind is Kind.ASSIGNMENT]
    kept = any(part.key in decisions and decisions[part.key].state in KEPT for part in named)
    return not kept and any(part.key not in decisions for part in named)


def file_text(planned: Planned, decisions: Decisions, name: str) -> str:
    """The plan file, with a line that says how far the review has come."""
    found = parts(planned)
    states = [one.state for one in decisions.values()]
    words = COMMENT.format(
        name=" ".join(name.split()),
        accepted=states.count(State.ACCEPTED),
        edited=states.count(State.EDITED),
        rejected=states.count(State.REJECTED),
        open=len(open_parts(found, decisions)),
    )
    body = yaml.safe_dump(
        reviewed_plan(planned, decisions),
        allow_unicode=True,
        sort_keys=False,
        width=110,
        default_flow_style=False,
    )
    return words + body


def file_name(plan: Json) -> str:
    """Of the plan file; an id is typed by a person, so it is no path."""
    return (
        re.sub(r"[^A-Za-z0-9.-]+", "-", str(plan["document"].get("id", ""))).strip("-.") or "plan"
    ) + ".yaml"


def problems_of(text: str, name: str, tasks: Path) -> list[Problem]:
    """What the checks say of the file beside the present registers, as they would in tasks/plans."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plans").mkdir()
        for register in REGISTERS:
            if (tasks / register).is_file():
                shutil.copyfile(tasks / register, Path(folder) / register)
        (Path(folder) / "plans" / name).write_text(text, encoding="utf-8")
        found = load_plan(Path(folder))[1]
    return [one for one in found if one.place.file == f"plans/{name}"]


def unknown_units(plan: Json, known: Plan) -> list[str]:
    """Names of a reviewed plan that its jurisdiction's register lacks, in the order of the text."""
    place = plan["document"].get("jurisdiction", "")
    names = {
        fold(name)
        for unit in known.units
        if unit.jurisdiction == place and unit.document is None
        for name in names_of(unit)
    }
    coordinator = str(plan["document"].get("coordinator", TO_SETTLE))
    used = [unit for task in plan.get("tasks", ()) for part in task["assignments"] for unit in part["units"]]
    return [
        unit for unit in dict.fromkeys([*used, coordinator]) if unit != TO_SETTLE and fold(unit) not in names
    ]


def register_lines(names: Iterable[str], place: str, known: Plan) -> str:
    """Lines for units.yaml; who belongs to a collective is the office's to write."""
    taken = {unit.id for unit in known.units}
    lines = []
    if place not in places_of(known):
        level = "municipal" if place.endswith("市") else "district"
        lines.append(f"# jurisdictions:\n  - {{name: {_quoted(place)}, level: {level}}}\n# units:")
    for name in names:
        own = first = f"{initials(place)[-4:]}-{initials(name)[:8]}"
        number = 2
        while own in taken:
            own, number = f"{first}{number}", number + 1
        taken.add(own)
        collective = name == UNNAMED or points(fold(name))
        more = ", collective: true, note: （请写明包括哪些单位）" if collective else ""
        lines.append(f"  - {{id: {own}, name: {_quoted(name)}, jurisdiction: {_quoted(place)}{more}}}")
    return "\n".join(lines)


def _quoted(words: str) -> str:
    return words if re.fullmatch(r"[\w（）〔〕、·]+", words) else '"' + words.replace('"', "'") + '"'
