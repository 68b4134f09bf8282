"""YAML text -> a tree of mappings, lists and texts that know their line and column; no type is ever guessed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from tracker.plan.catalogue import problem
from tracker.plan.syntax import BrokenYamlError, explain
from tracker.problems import Place, Problem

MAX_DEPTH = 20
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Node:
    """What stands at a place and could not be taken, such as an alias; the base of what could."""

    place: Place


@dataclass(slots=True)
class Scalar(Node):
    """`quoted` tells an empty text in quotation marks from a value left out."""

    text: str
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text in NULLS


@dataclass(slots=True)
class Sequence(Node):
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    end: int = 0
    """The first line after it."""
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


def compose(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of the first document, None for an empty one; raises BrokenYamlError where the syntax breaks."""
    builder = _Builder(file)
    try:
        return builder.build(yaml.parse(text, Loader=LOADER)), builder.problems
    except yaml.YAMLError as error:
        raise explain(error, text, file) from error


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.end = 0

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self.report("file.several-documents", self.place(event))
                    break
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, events, 1)
        return None if isinstance(root, Scalar) and root.is_null else root

    def node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        place = self.place(event)
        if depth > MAX_DEPTH:
            raise BrokenYamlError(problem("yaml.too-deep", place, limit=MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent):
            self.report("yaml.anchor", place, mark=f"*{event.anchor}")
            return Node(place)
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if event.anchor:
            self.report("yaml.anchor", place, mark=f"&{event.anchor}")
        if event.tag:
            self.report("yaml.tag", place, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(place, event.value, bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place, list(self.children(events, depth, yaml.SequenceEndEvent)))
        found = self.mapping(place, self.children(events, depth, yaml.MappingEndEvent))
        found.end = self.end
        return found

    def children(self, events: Iterator[yaml.Event], depth: int, end: type[yaml.Event]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, end):
                self.end = event.end_mark.line + 1 if event.end_mark else 0
                return
            assert isinstance(event, yaml.NodeEvent)
            yield self.node(event, events, depth + 1)

    def mapping(self, place: Place, children: Iterator[Node]) -> Mapping:
        found = Mapping(place)
        for key in children:
            value = next(children)
            if not isinstance(key, Scalar):
                if type(key) is not Node:
                    self.report("yaml.key-not-text", key.place)
            elif key.text == "<<" and not key.quoted:
                if type(value) is not Node:
                    self.report("yaml.anchor", key.place, mark="<<")
            elif key.text in found.keys:
                first = found.keys[key.text].place.line
                self.report("yaml.duplicate-key", key.place, key=key.text, first=first)
            else:
                found.keys[key.text] = key
                found.entries[key.text] = value
        return found

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def report(self, code: str, place: Place, **words: object) -> None:
        self.problems.append(problem(code, place, **words))
