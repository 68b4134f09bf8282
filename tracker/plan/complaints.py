"""What the reader says of things it cannot read, and where it keeps what it learns besides the values."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NoReturn

from pydantic_core import ErrorDetails

from tracker.plan.catalogue import problem
from tracker.plan.nodes import Mapping, Node, Scalar, Sequence
from tracker.plan.scalars import SLUG, id_hint, nearest
from tracker.plan.source import KEYS
from tracker.problems import Place, Problem

_SHAPES = {Mapping: "一组“名称: 内容”", Sequence: "列表（每项以“- ”开头）", Scalar: "一个值"}


class UnreadError(Exception):
    """Something could not be read; the problem has been reported already."""


@dataclass
class Reading:
    """What is found besides the values; one for all files of a plan."""

    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """(item, path of a field in it) -> place; an item is a global id, or units/…, rules, calendar."""
    incomplete: set[str] = field(default_factory=set)
    """Items that lost a part, and lost items: checks hold back what would only follow from that."""
    taken: dict[str, dict[str, Place]] = field(default_factory=dict)
    """Owner -> local ids in use, each with the place that took it."""

    repeats: Counter[tuple[str, str]] = field(default_factory=Counter)

    def claim(self, owner: str, local: str, place: Place) -> str:
        """The id itself, or the first free variation of it."""
        taken, free = self.taken.setdefault(owner, {}), local
        while free in taken:
            self.repeats[owner, local] += 1
            free = f"{local}-{self.repeats[owner, local] + 1}"
        taken[free] = place
        return free


class Complaints:
    """`subject` is the item being read; `blanked` are the lines that a syntax error has cost."""

    def __init__(self, reading: Reading, blanked: set[int]) -> None:
        self.reading = reading
        self.blanked = blanked
        self.subject: str | None = None

    def report(self, code: str, place: Place, **words: object) -> None:
        self.reading.problems.append(problem(code, place, self.subject, **words))

    def unknown_key(self, name: str, place: Place, known: Collection[str]) -> str | None:
        """Returns the key that was probably meant."""
        if colon := colon_key(name):
            self.report("yaml.full-width-colon", place, key=colon)
            return colon
        near = nearest(name, known)
        cure = f"是不是“{near}”？请改正，或者删掉。" if near else f"请删掉；这里可以写：{'、'.join(known)}。"
        self.report("plan.unknown-key", place, key=name, near=cure)
        return near

    def missing(self, name: str, child: Node | None, node: Node) -> NoReturn:
        """Report what is not there, unless it may have stood on a line that was blanked."""
        if not self.is_torn(node):
            if child is None:
                self.report("plan.missing-key", node.place, key=name)
            else:
                self.report("plan.empty-value", child.place, key=name)
        raise UnreadError

    def is_torn(self, node: Node) -> bool:
        """A mapping that had a blanked line among its own."""
        return isinstance(node, Mapping) and any(
            line in self.blanked
            for line in range(node.place.line or 0, max(node.end, (node.place.line or 0) + 1))
        )

    def wrong_shape(self, key: str, node: Node, wanted: type[Node]) -> UnreadError:
        """Report a node of another shape than wanted; an alias has been reported where it stands."""
        if isinstance(node, Scalar) and (colon := colon_key(node.text)):
            self.report("yaml.full-width-colon", node.place, key=colon)
        elif type(node) in _SHAPES:
            self.report(
                "plan.wrong-shape", node.place, key=key, wanted=_SHAPES[wanted], found=_SHAPES[type(node)]
            )
        return UnreadError()

    def doubtful_id(self, written: Node | None, text: str, owner: str, local: str, node: Node) -> None:
        try:
            if written is None or is_null(written):
                self.missing("id", written, node)
            elif not isinstance(written, Scalar):
                raise self.wrong_shape("id", written, Scalar)
        except UnreadError:
            return
        if not SLUG.fullmatch(text):
            self.report("plan.bad-id", written.place, text=text, near=id_hint(text))
        elif text != local:
            first = self.reading.taken[owner][text]
            self.report("plan.duplicate-id", written.place, id=text, first=first, renamed=local)

    def beyond_limit(self, name: str, details: ErrorDetails, node: Node) -> None:
        text = node.text if isinstance(node, Scalar) else name
        limits = details.get("ctx", {})
        match details["type"]:
            case "string_pattern_mismatch" if "_" in limits["pattern"]:
                self.report("rules.bad-id", node.place, text=text, near=text.lower().replace("-", "_"))
            case "string_pattern_mismatch":
                self.report("plan.bad-id", node.place, text=text, near=id_hint(text))
            case "too_short":
                self.report("plan.empty-value", node.place, key=name)
            case "greater_than_equal":
                self.report(
                    "plan.out-of-range", node.place, key=name, text=text, limit=f"不能小于 {limits['ge']}"
                )
            case "less_than_equal":
                self.report(
                    "plan.out-of-range", node.place, key=name, text=text, limit=f"不能大于 {limits['le']}"
                )
            case _:
                self.report("plan.bad-value", node.place, key=name, reason=details["msg"])


def is_null(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.is_null)


def key_of(path: str) -> str:
    """The last name in a path such as assignments.0.units.1."""
    return next((part for part in reversed(re.split(r"[./]", path)) if part and not part.isdigit()), path)


def colon_key(text: str) -> str | None:
    """The key before a full-width colon that swallowed the value."""
    before, colon, _ = text.partition("：")
    return before.strip() if colon and before.strip() in KEYS else None
