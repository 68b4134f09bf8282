"""Which date governs a place in the text: the last one before it in its sentence, one behind it, or one inherited."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.extract.goals.dates import Role, When
from tracker.extract.goals.sentences import Segment, Sentence
from tracker.model import Due


class Origin(StrEnum):
    OWN = "own"
    BEHIND = "behind"
    EARLIER = "earlier"
    """An earlier sentence of the same passage."""
    INHERITED = "inherited"
    """A heading, a lead-in line, or the deadline of the row in a list."""


@dataclass(frozen=True)
class Governed:
    """`when` is None for an inherited date; `past` and `since` tell that what stands there is no goal, or has no end."""

    due: Due | None = None
    when: When | None = None
    origin: Origin | None = None
    past: bool = False
    since: bool = False
    why: str = ""
    """Where an inherited date comes from, in Chinese."""


NOTHING = Governed()
_DONE = re.compile(
    r"^[,]?(?:全部|基本|全面|如期|初步|顺利|率先|力争|建设)?(?:完成|建成|投运|投产|投入|实现|达到|竣工|并网|开工|出台|印发|落地|达标|启动|到位|交付|通车|见效)"
)
_GOES_ON = re.compile(r"^(?:其中|届时|同时|并)")
_LIST = re.compile(r"^[、和及与]$")


class Scopes:
    """The dates of one passage, asked for a place in one of its sentences."""

    def __init__(
        self, text: str, whens: Sequence[When], inherited: Due | None, why: str, *, lasting: bool
    ) -> None:
        """`lasting`: a date that opens a sentence governs the sentences after it too, as under a heading 主要目标."""
        self._text, self._whens, self._lasting = text, whens, lasting
        self._inherited, self._why = inherited, why
        self._starts = [when.start for when in whens]
        self._opening: When | None = None
        self._first = True

    def enter(self, sentence: Sentence, outer: Sentence | None) -> "Scope":
        """The scope inside a sentence; called in the order of the text."""
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        own = [when for when in self._whens[low:high] if _inside(when, sentence)]
        fallback = self._earlier(sentence, own) if outer is None else NOTHING
        if outer is None:
            first = next((when for when in own if when.role is Role.DUE), None)
            opens = first is not None and first.start - sentence.start <= 6
            if first is not None and opens and (self._lasting or self._first):
                self._opening = [when for when in own if when.role is Role.DUE][-1]
            elif own:
                self._opening = None
            self._first = False
        return Scope(self._text, sentence, own, fallback)

    def _earlier(self, sentence: Sentence, own: list[When]) -> Governed:
        goes_on = _GOES_ON.match(sentence.text)
        if self._opening and (self._lasting or goes_on or not own):
            return Governed(self._opening.due, self._opening, Origin.EARLIER)
        if self._inherited is not None:
            return Governed(self._inherited, None, Origin.INHERITED, why=self._why)
        return NOTHING


class Scope:
    def __init__(self, text: str, sentence: Sentence, own: list[When], fallback: Governed) -> None:
        self._text, self.sentence, self.own, self.fallback = text, sentence, own, fallback

    def at(self, place: int) -> Governed:
        noted = next((when for when in self.own if self._notes(when) and when.start >= place), None)
        if noted and (segment := self._segment(noted)) and segment.start <= place:
            return Governed(noted.due, noted, Origin.OWN)
        before = [
            when
            for when in self.own
            if when.end <= place and when.role in (Role.DUE, Role.SINCE, Role.PAST) and not self._notes(when)
        ]
        if before:
            last = before[-1]
            if last.role is Role.DUE:
                return Governed(last.due, last, Origin.OWN)
            return Governed(past=last.role is Role.PAST, since=last.role is Role.SINCE)
        behind = next((when for when in self.own if when.start >= place and when.role is Role.DUE), None)
        if behind and self._ends_with(behind):
            return Governed(behind.due, behind, Origin.BEHIND)
        return self.fallback

    def _ends_with(self, when: When) -> bool:
        """完成改造3000户,2025年底前全部完成: the date comes last, with a word of completion and no figure of its own."""
        segment = self._segment(when)
        if segment is None or (segment.mark == "," and segment.end - when.end <= 3):
            return False
        rest = self._text[when.end : segment.end]
        return not re.search(
            r"\d|全覆盖|应[\u4e00-\u9fff]尽|每年|预计", rest + self._text[segment.start : when.start]
        ) and (bool(_DONE.match(rest)) or len(rest) <= 3)

    def _segment(self, when: When) -> Segment | None:
        return next((one for one in self.sentence.segments if one.start <= when.start < one.end), None)

    def _notes(self, when: When) -> bool:
        """占比达到25%(2030年): a date in brackets behind a figure is that figure's alone."""
        segment = self._segment(when)
        if segment is None or when.role is not Role.DUE or self._text[when.start - 1 : when.start] != "(":
            return False
        return re.search(r"\d", self._text[segment.start : when.start]) is not None

    def listed(self, when: When) -> list[When]:
        """The dates that stand in one list with this one (2025年和2030年分别…), itself included."""
        due = [one for one in self.own if one.role is Role.DUE]
        at = due.index(when)
        group = [when]
        while at > 0 and _LIST.match(self._text[due[at - 1].end : due[at].start]):
            at -= 1
            group.insert(0, due[at])
        at = due.index(when)
        while at + 1 < len(due) and _LIST.match(self._text[due[at].end : due[at + 1].start]):
            at += 1
            group.append(due[at])
        return group


def _inside(when: When, sentence: Sentence) -> bool:
    if not sentence.start <= when.start < sentence.end:
        return False
    return sentence.text[when.start - sentence.start : when.end - sentence.start].strip("\0") != ""
