"""A tree of nodes -> the model's types, field by field; what cannot be read is reported and the rest is kept."""

import re
from collections.abc import Callable
from collections.abc import Mapping as Table
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from tracker.model import (
    ApplicationWindow,
    Baseline,
    Document,
    Due,
    Duty,
    Goals,
    GradeRule,
    Indicator,
    Milestone,
    PilotType,
    RubricGroup,
    RubricInput,
    RubricLine,
    Target,
    Task,
    Unit,
)
from tracker.periods import parse_due
from tracker.plan.complaints import Complaints, Reading, UnreadError, colon_key, is_null, key_of
from tracker.plan.nodes import Mapping, Node, Scalar, Sequence
from tracker.plan.scalars import SLUG, RefusedError, convert

IDENTIFIED = (
    *(Document, Task, Duty, Milestone, Target, ApplicationWindow, Indicator, PilotType, Unit),
    *(RubricGroup, RubricLine, RubricInput, GradeRule),
)
"""Kinds whose id is claimed first, since it names the item in every problem."""

WHOLE_OR_NOT = (Milestone, Target, Due, Baseline, ApplicationWindow)
"""A goal with one unreadable field could be judged wrongly: it is left out and its task marked."""

Model = TypeVar("Model", bound=BaseModel)
Rescue = Table[type[BaseModel], Table[str, Callable[[dict[str, Any]], object]]]
"""For a kind that must never vanish: what stands in a required field that cannot be read."""


class Reader(Complaints):
    """Reads the tree of one file."""

    def __init__(self, reading: Reading, blanked: set[int], rescue: Rescue) -> None:
        super().__init__(reading, blanked)
        self.rescue = rescue

    def model(self, kind: type[Model], node: Node, item: str, path: str = "", **known: object) -> Model:
        """The node as `kind`; `known` fields are not read. Raises UnreadError when too little is left."""
        nodes, meant = self.entries(kind, node, path or item)
        if self.blanked and self.is_torn(node):
            self.reading.incomplete.add(item)
            if issubclass(kind, WHOLE_OR_NOT):
                raise UnreadError
        values: dict[str, Any] = dict(known)
        lost: set[str] = set()
        for name, info in kind.model_fields.items():
            child = nodes.get(name)
            self.reading.places[item, path + name] = child.place if child else node.place
            if name in known:
                continue
            try:
                if child is not None and not is_null(child):
                    values[name] = self.value(info.annotation, child, item, path + name)
                elif name in meant:
                    raise UnreadError
                elif info.is_required():
                    self.missing(name, child, node)
            except UnreadError:
                lost.add(name)
        return self.validated(kind, values, lost, item, lambda name: nodes.get(name, node))

    def validated(
        self,
        kind: type[Model],
        values: dict[str, Any],
        lost: set[str],
        item: str,
        node_of: Callable[[str], Node],
    ) -> Model:
        """The model from what was read; its own limits are reported like everything else."""
        rescue = self.rescue.get(kind, {})
        while True:
            if lost:
                self.reading.incomplete.add(item)
            for name in sorted(lost):
                if name in rescue:
                    values[name] = rescue[name](values)
                elif kind.model_fields[name].is_required() or issubclass(kind, WHOLE_OR_NOT):
                    raise UnreadError
            try:
                return kind.model_validate(values)
            except ValidationError as error:
                for details in error.errors():
                    name = str(details["loc"][0])
                    self.beyond_limit(name, details, node_of(name))
                    values.pop(name, None)
                    lost.add(name)

    def value(self, annotation: Any, node: Node, item: str, path: str) -> Any:
        """The node as the annotation asks."""
        options = [part for part in get_args(annotation) if part is not NoneType]
        if NoneType in get_args(annotation):
            return self.value(options[0], node, item, path)
        if get_origin(annotation) is tuple:
            return self.values(options[0], node, item, path)
        if get_origin(annotation) is dict:
            return self.by_year(options[1], node, item, path)
        kind = getattr(annotation, "__origin__", annotation)
        if kind is Due:
            return self.due(node, item, path)
        if issubclass(kind, BaseModel):
            return self.model(kind, node, f"{item}/goals" if kind is Goals else item, path + ".")
        key = key_of(path)
        if not isinstance(node, Scalar):
            raise self.wrong_shape(key, node, Scalar)
        try:
            return convert(kind, node.text, key)
        except RefusedError as refused:
            self.report(refused.code, node.place, **refused.words)
            raise UnreadError from None

    def values(self, kind: Any, node: Node, item: str, path: str) -> list[Any]:
        """A list without the entries that cannot be read; UnreadError when none can."""
        if not isinstance(node, Sequence):
            raise self.wrong_shape(key_of(path), node, Sequence)
        found: list[Any] = []
        for number, child in enumerate(node.items, 1):
            at = f"{path}.{len(found)}"
            self.reading.places[item, at] = child.place
            try:
                if is_null(child):
                    self.missing(key_of(path), child, node)
                if kind in IDENTIFIED:
                    found.append(self.identified(kind, child, item, f"unread-{number}"))
                else:
                    found.append(self.value(kind, child, item, at))
            except UnreadError:
                self.reading.incomplete |= {item, *_names(child, item)}
        if node.items and not found:
            raise UnreadError
        return found

    def identified(self, kind: type[Model], node: Node, owner: str, fallback: str) -> Model:
        """The node under an id of its own: as written, else changed or `fallback`, so that it can be shown and marked."""
        outer = self.subject
        written = node.entries.get("id") if isinstance(node, Mapping) else None
        text = written.text.strip() if isinstance(written, Scalar) else ""
        wanted = text if SLUG.fullmatch(text) else fallback
        local = self.reading.claim(owner, wanted, written.place if written else node.place)
        item = f"{owner}/{local}" if owner else local
        self.subject = local if kind is Unit else item
        try:
            if isinstance(node, Mapping):
                self.doubtful_id(written, text, owner, local, node)
            elif kind in self.rescue:
                self.wrong_shape(item, node, Mapping)
                return self.rescued(kind, local, item)
            return self.model(kind, node, item, id=local)
        except UnreadError:
            self.reading.incomplete.add(item)
            raise
        finally:
            self.subject = outer

    def rescued(self, kind: type[Model], local: str, item: str) -> Model:
        """What stands for an item of which nothing can be read."""
        self.reading.incomplete.add(item)
        return kind.model_validate(
            {name: make({}) for name, make in self.rescue[kind].items()} | {"id": local}
        )

    def due(self, node: Node, item: str, path: str) -> Due:
        """A wording that is understood, or a mapping that gives what the wording leaves open."""
        wording = node.entries.get("wording") if isinstance(node, Mapping) else node
        text = wording.text.strip() if isinstance(wording, Scalar) else ""
        parsed = parse_due(text) if text else None
        if not isinstance(node, Mapping):
            if not isinstance(node, Scalar) or colon_key(text):
                raise self.wrong_shape(key_of(path), node, Mapping)
            if not parsed:
                self.report("plan.due-not-understood", node.place, text=text)
                raise UnreadError
            return parsed
        if text and not parsed and is_null(node.entries.get("on")):
            self.report("plan.due-not-understood", wording.place if wording else node.place, text=text)
            raise UnreadError
        # Without a wording the mapping is lost anyway, and only that needs saying.
        given = {
            name: getattr(parsed, name, None)
            for name in ("on", "precision", "starts_on")
            if (parsed or not text) and is_null(node.entries.get(name))
        }
        return self.model(Due, node, item, path + ".", **given)

    def by_year(self, kind: type[BaseModel], node: Node, item: str, path: str) -> dict[int, Any]:
        if not isinstance(node, Mapping):
            raise self.wrong_shape(key_of(path), node, Mapping)
        found = {}
        for text, child in node.entries.items():
            if not re.fullmatch(r"[12]\d{3}", text, re.ASCII):
                self.report("calendar.bad-year", node.keys[text].place, text=text)
                self.reading.incomplete.add(f"{item}/years")
                continue
            try:
                found[int(text)] = self.model(kind, child, item, f"{path}.{text}.")
            except UnreadError:
                self.reading.incomplete.add(f"{item}/{text}")
        return found

    def entries(
        self, kind: type[BaseModel], node: Node, owner: str
    ) -> tuple[dict[str, Node], set[str | None]]:
        """The node's keys that `kind` has, and those that its other keys were probably meant to be."""
        if not isinstance(node, Mapping):
            raise self.wrong_shape(key_of(owner), node, Mapping)
        known = kind.model_fields
        meant = {
            self.unknown_key(name, key.place, known) for name, key in node.keys.items() if name not in known
        }
        return {name: child for name, child in node.entries.items() if name in known}, meant


def _names(node: Node, owner: str) -> set[str]:
    """What a lost item would have answered to."""
    if not isinstance(node, Mapping):
        return set()
    texts = {key: child.text for key, child in node.entries.items() if isinstance(child, Scalar)}
    return {text for key, text in texts.items() if key == "name"} | {
        f"{owner}/{text}" for key, text in texts.items() if key == "id"
    }
