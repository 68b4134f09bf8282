"""Every place of a paragraph where a text says who answers: brackets, labels, lines of their own, 甲牵头，乙配合."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from tracker.extract.units.assigned import Annotation, Assigned, Form
from tracker.extract.units.labels import BARE_LABEL, LABEL, OTHER, SUFFIXES, role_of
from tracker.extract.units.names import LEVEL, is_certain_name, is_name, points
from tracker.extract.units.parts import between, brackets, inner, inside, parts
from tracker.extract.units.splitting import Name, split
from tracker.extract.units.stated import is_statement
from tracker.model import Role

_STOPS = "。;"
_OPENS = re.compile(r"[*#\s]*")
_WITH = re.compile(r"会同|联合(?!会|社|国|大学|总|党)")
_GIVEN = re.compile(r"由[^,。;由]{2,40}牵头(?:负责)?,")
_AT_NAME = re.compile(
    r"(?:\((?:牵头|配合|协办)(?:单位|部门)?\))?(?P<name>.+?)(?:\((?:牵头|配合|协办)(?:单位|部门)?\))?"
)
_ROLE_AT_NAME = re.compile(r"\((?:牵头|配合|协办)(?:单位|部门)?\)")
_WHEN = re.compile(
    r"(?:到|于|在|自|从|“)?(?:\d{1,4}年|十[三四五六]五)|\d{1,2}月|每年|全年|年底|年内|分步|尽快|争取|加快|长期|持续|常态|即日|适时|按时|按期|分年度|贯穿|完成时|时限"
)
"""How a list says until when and not who."""
_AMONG = re.compile(
    r"(?:其中)?[,:]?(?P<name>[^,;。]{3,40}?)(?:为|是|作为|担任|负责)(?:总)?牵头(?:单位|部门)?"
)
_NO_NAME = re.compile(r"^(?:见|详见|同上|同前|参见|如上)|[为是].{0,6}(?:单位|部门)$|不再|下同|。")
_RULES_ON = re.compile(r"(?:以下|下述|下列)[^、]{0,8}?(?:均|都|皆)?(?:需|须|由|应)")
LONGEST_NAME = 60
LONGEST_LIST = 900
HALF, MOST = 0.5, 0.7
"""Shares of the names in a bracket that must be names beyond doubt: with a role said behind them, and without."""


@dataclass(frozen=True)
class Reader:
    """What is known while a text is read: its folded words, the names that contain 、, and where white space stands."""

    text: str
    known: Collection[str] = ()
    spaces: Collection[int] = ()

    def annotations(self, start: int, end: int) -> list[Annotation]:
        """Those of a paragraph, in its order."""
        groups = list(brackets(self.text, start, end))
        found = [one for low, high in groups if (one := self._labelled_bracket(low, high))]
        taken = [(one.start, one.end) for one in found]
        for low, high in between(start, end, taken):
            found += self._labels(low, high)
        taken = [(one.start, one.end) for one in found]
        for low, high in groups:
            if not any(first < high and low < last for first, last in taken) and (
                one := self._bare_bracket(low, high, start, end)
            ):
                found.append(one)
        if not found and (sentence := self._sentence(start, end) or self._last_sentence(start, end)):
            found.append(sentence)
        return _merged(sorted(found, key=lambda one: one.start), self.text)

    def _labelled_bracket(self, low: int, high: int) -> Annotation | None:
        """（责任单位：…） and （牵头单位：…；配合单位：…）."""
        within = inner(self.text, low, high)
        opening = _OPENS.match(self.text, *within)
        if not LABEL.match(self.text, opening.end() if opening else within[0], within[1]):
            return None
        assigned = [one for label in self._labels(*within) for one in label.assigned]
        return Annotation(Form.LABELLED, low, high, tuple(assigned)) if assigned else None

    def _labels(self, low: int, high: int) -> list[Annotation]:
        """Labels without brackets of their own, each with its list."""
        found = []
        labels = [
            label
            for label in LABEL.finditer(self.text, low, high)
            if not inside(self.text, low, label.start())
        ]
        bare = BARE_LABEL.match(self.text, low, high)
        if bare and bare.end() in self.spaces and not labels:
            labels = [bare]
        for place, label in enumerate(labels):
            stop = labels[place + 1].start() if place + 1 < len(labels) else high
            if other := OTHER.search(self.text, label.end(), stop):
                stop = other.start()
            stop = _sentence_end(self.text, label.end(), min(stop, label.end() + LONGEST_LIST))
            if assigned := self._lists(label.end(), stop, role_of(label)):
                found.append(Annotation(Form.LABELLED, label.start(), stop, tuple(assigned)))
        return found

    def _lists(self, low: int, high: int, role: Role) -> list[Assigned]:
        """The names behind a label; words behind them may still part 牵头 from 配合 where the label leaves it open."""
        found: list[Assigned] = []
        leads: set[str] = set()
        for first, last in _statements(self.text, low, high):
            if found and (among := _AMONG.fullmatch(self.text, first, last)):
                leads |= {name.words for name in self.names(*among.span("name"))}
                continue
            found += self._roles(first, last, role, fixed=role is not Role.RESPONSIBLE)
        return _together(_promoted(found, leads) if leads else found)

    def _roles(self, low: int, high: int, role: Role, fixed: bool = False) -> list[Assigned]:
        """甲牵头，乙、丙配合: names are given the role that is said behind them, else `role`."""
        found: list[Assigned] = []
        open_: list[Name] = []
        comma = False
        for first, last in parts(self.text, low, high, ","):
            if is_statement(self.text[first:last]):
                break
            if _WHEN.match(self.text, first, last):
                continue
            said, stop = _said_role(self.text, first, last)
            names, helpers = self._helped(first, stop)
            if names:
                names = [replace(names[0], after_comma=comma), *names[1:]]
            open_ += names
            comma = True
            if said is not None and open_:
                found.append(_assigned(role if fixed else said, open_))
                open_ = []
            if helpers:
                if open_:
                    found.append(_assigned(role, open_))
                    open_ = []
                found.append(_assigned(Role.SUPPORT, helpers))
        if open_:
            found.append(_assigned(role, open_))
        return found

    def _helped(self, low: int, high: int) -> tuple[list[Name], list[Name]]:
        """甲会同乙、丙: the names before and behind 会同."""
        with_ = _WITH.search(self.text, low, high)
        if with_ and (with_.start() == low or is_name(self.text[low : with_.start()].split("、")[-1])):
            return self.names(low, with_.start()), self.names(with_.end(), high)
        return self.names(low, high), []

    def names(self, low: int, high: int) -> list[Name]:
        names = split(self.text, low, high, self.known, self.spaces)
        return [
            name for name in names if 2 <= len(name.words) <= LONGEST_NAME and not _NO_NAME.search(name.words)
        ]

    def _bare_bracket(self, low: int, high: int, start: int, end: int) -> Annotation | None:
        """A bracket without a label: 甲、乙负责, 甲牵头，乙配合, or names and nothing else."""
        if not _stands_apart(self.text, low, high, start, end):
            return None
        statements = list(_statements(self.text, *inner(self.text, low, high)))
        chunks = [part for statement in statements for part in parts(self.text, *statement, ",")]
        assigned = _together(
            [one for statement in statements for one in self._roles(*statement, Role.RESPONSIBLE)]
        )
        names = [name for one in assigned for name in one.names]
        if not names:
            return None
        said = any(_said_role(self.text, *part)[0] for part in chunks)
        certain = sum(is_certain_name(name.words) or name.words in self.known for name in names) / len(names)
        leveled = any(
            LEVEL.match(name.words) or points(name.words) or name.words in self.known for name in names
        )
        if said and certain >= HALF:
            return Annotation(Form.ROLES, low, high, tuple(assigned))
        if certain >= MOST and (len(names) > 1 or leveled or _closes(self.text, low, high, end)):
            return Annotation(Form.LIST, low, high, tuple(assigned))
        return None

    def _sentence(self, start: int, end: int) -> Annotation | None:
        """A paragraph that says nothing but who does it: 由甲牵头，乙配合。"""
        if end - start > 200:
            return None
        high = end - 1 if self.text[end - 1] in _STOPS else end
        if any(self.text.find(stop, start, high) >= 0 for stop in _STOPS):
            return None
        chunks = list(parts(self.text, start, high, ","))
        if not chunks or not all(_said_role(self.text, *part)[0] for part in chunks):
            return None
        assigned = self._roles(start, high, Role.RESPONSIBLE)
        names = [name for one in assigned for name in one.names]
        if names and all(is_certain_name(name.words) or name.words in self.known for name in names):
            return Annotation(Form.SENTENCE, start, end, tuple(assigned))
        return None

    def _last_sentence(self, start: int, end: int) -> Annotation | None:
        """由甲牵头，会同乙、丙落实。 behind what is asked."""
        last = end - 1 if self.text[end - 1] == "。" else end
        low = self.text.rfind("。", start, last) + 1
        if low <= start or not _GIVEN.match(self.text, low, last):
            return None
        return self._sentence(low, end)


def _assigned(role: Role, names: list[Name]) -> Assigned:
    return Assigned(role, tuple(names), names[0].start, names[-1].end)


def _promoted(found: list[Assigned], leads: set[str]) -> list[Assigned]:
    """其中市发展改革委为牵头单位: those of the listed that are said to lead."""
    return [
        Assigned(Role.LEAD if name.words in leads else one.role, (name,), name.start, name.end)
        for one in found
        for name in sorted(one.names, key=lambda name: (name.words not in leads, name.start))
    ]


def _together(found: list[Assigned]) -> list[Assigned]:
    """Neighbours of one role as one, after 甲（牵头）、乙 has been told apart."""
    merged: list[Assigned] = []
    for one in (part for whole in found for part in _told_apart(whole)):
        if merged and merged[-1].role is one.role:
            merged[-1] = replace(merged[-1], names=(*merged[-1].names, *one.names), end=one.end)
        else:
            merged.append(one)
    return merged


def _told_apart(one: Assigned) -> Iterator[Assigned]:
    """A role in brackets at a name, （牵头） or （配合）, is that name's own."""
    for name in one.names:
        at = _AT_NAME.fullmatch(name.words) if _ROLE_AT_NAME.search(name.words) else None
        if at is None:
            yield Assigned(one.role, (name,), name.start, name.end)
            continue
        role = Role.LEAD if "牵头" in name.words else Role.SUPPORT
        low, high = at.span("name")
        own = replace(name, words=at["name"], start=name.start + low, end=name.start + high)
        yield Assigned(role, (own,), own.start, own.end)


def _said_role(text: str, low: int, high: int) -> tuple[Role | None, int]:
    """The role said behind names, and where the names end."""
    while high > low and text[high - 1] in "。,;:、":
        high -= 1
    for role, suffix in SUFFIXES:
        if (found := suffix.search(text, low, high)) and found.start() < found.end():
            return role, found.start()
    return None, high


def _statements(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The sentences of a bracket that name somebody and state no rule."""
    for first, last in parts(text, low, high, "。;"):
        if not is_statement(text[first:last]) or _names_before_rule(text, first, last):
            yield first, last


def _names_before_rule(text: str, low: int, high: int) -> bool:
    """税务总局、财政部负责，排在第一位的部门为牵头部门: the names stand before the rule."""
    first = next(parts(text, low, high, ","), (low, high))
    if _RULES_ON.match(text, *first):
        return False
    return first != (low, high) and not is_statement(text[first[0] : first[1]])


def _sentence_end(text: str, low: int, high: int) -> int:
    """Where a list without brackets ends: at the 。, unless it goes on with 其中甲为牵头单位."""
    end = low
    for first, last in parts(text, low, high, "。"):
        if end > low and not _AMONG.fullmatch(text, first, last):
            break
        end = last
    return end


def _stands_apart(text: str, low: int, high: int, start: int, end: int) -> bool:
    """Whether a bracket closes a sentence or stands behind one, as annotations do, and is no aside."""
    before = text[low - 1] if low > start else "。"
    after = text[high] if high < end else "。"
    return before in "。;!?.”)" or after in "。;!?" or high >= end


def _closes(text: str, low: int, high: int, end: int) -> bool:
    return text[low - 1 : low] in ("。", ";") and (high >= end or text[high] in "。;")


def _merged(found: list[Annotation], text: str) -> list[Annotation]:
    """Labels that follow on each other without words between are one place."""
    merged: list[Annotation] = []
    for one in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.form is one.form is Form.LABELLED
            and not text[last.end : one.start].strip("。;,、 ()")
            and not (text[last.end - 1] == ")" and text[one.start] == "(" and _same_roles(last, one))
        ):
            merged[-1] = replace(last, end=one.end, assigned=(*last.assigned, *one.assigned))
        else:
            merged.append(one)
    return merged


def _same_roles(one: Annotation, other: Annotation) -> bool:
    return {part.role for part in one.assigned} == {part.role for part in other.assigned}
