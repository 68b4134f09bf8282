"""The targets and milestones of a whole document, each with the clause it stands in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tracker.extract.goals.found import Found, FoundMilestone, FoundTarget, Refused
from tracker.extract.goals.inheritance import (
    LABELS,
    Inherited,
    cell_before,
    chain_of,
    clock_in,
    clock_of,
    from_cell,
    inherited_dates,
)
from tracker.extract.goals.reading import About, read
from tracker.extract.goals.rows import row_milestone
from tracker.extract.text import FRONT, NOTICE, Clause, Document, Folded

Goal = TypeVar("Goal", FoundTarget, FoundMilestone)

_SUPPORT = re.compile(
    r"奖励|补贴|扶持|资助|资金管理|奖补|专项资金|应急预案|申报指南|管理办法|促进.{0,20}(?:若干措施|若干政策)"
)
ENDS = "。!?:.)”"
LONG_LINE = 16
_ONLY_BRACKETS = re.compile(r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[。;,])*")


@dataclass(frozen=True)
class Goals:
    """By clause path, in the order of the text."""

    targets: tuple[tuple[str, FoundTarget], ...] = ()
    milestones: tuple[tuple[str, FoundMilestone], ...] = ()
    refused: tuple[tuple[str, Refused], ...] = ()


def goals_of(folded: Folded, document: Document) -> Goals:
    """Offsets of what is found count in `folded`."""
    reader = _Reader(folded, document)
    read = [(clause.path, reader.of_clause(clause)) for clause in document.clauses if clause.path != NOTICE]
    return Goals(
        tuple((path, one) for path, found in read for one in found.targets),
        tuple((path, one) for path, found in read for one in found.milestones),
        tuple((path, one) for path, found in read for one in found.refused),
    )


class _Reader:
    def __init__(self, folded: Folded, document: Document) -> None:
        self._folded = folded
        self._by_path: Mapping[str, Clause] = {clause.path: clause for clause in document.clauses}
        self._clock = clock_of(folded, document)
        self._inherited = inherited_dates(folded, document, self._by_path, self._clock)
        self._support = bool(_SUPPORT.search(document.title))

    def of_clause(self, clause: Clause) -> Found:
        given = self._given(clause.end - 1)
        about = About(
            titles=tuple(above.title for above in chain_of(clause, self._by_path) if above.titled),
            clock=clock_in(self._folded, clause, self._by_path, self._clock),
            front=clause.path == FRONT,
            support=self._support,
        )
        return self._row(clause, given, about) if given and given.row else self._plain(clause, about)

    def _given(self, place: int) -> Inherited | None:
        """The narrowest that holds there: wide ones come first."""
        return next((one for one in reversed(self._inherited) if one.start <= place < one.end), None)

    def _row(self, clause: Clause, given: Inherited, about: About) -> Found:
        """A row of a task list: its figures have its deadline; without any it is one milestone."""
        passages = [span for span in self._passages(clause, clause.titles[0]) if not self._label(span)]
        here = replace(about, inherited=given.due, inherited_from=given.why, row=True)
        found = _together([self._read(span, here) for span in passages])
        if passages and not found.milestones and not any(one.value is not None for one in found.targets):
            content = passages[-1] if len(passages) > 1 else passages[0]
            found = replace(found, milestones=(row_milestone(*content, given.due),))
        return found

    def _plain(self, clause: Clause, about: About) -> Found:
        passages = list(self._passages(clause, clause.body if clause.titled else clause.start))
        if clause.titled and all(self._label(span) or self._empty(span) for span in passages):
            passages = list(self._passages(clause, clause.titles[0]))
        found = []
        for at, (start, end) in enumerate(passages):
            if self._label((start, end)):
                continue
            given = self._given(start)
            here, words = about, self._folded.text[start:end]
            cell = None
            if given and given.figures:
                start += cell_before(words)
                if at + 1 < len(passages):
                    cell = from_cell(self._folded.text[slice(*passages[at + 1])], about.clock)
                given = cell or given
            if given:
                here = replace(
                    about, inherited=given.due, inherited_from=given.why, row=given.figures or given.row
                )
            one = self._read((start, end), here)
            if cell and start < end and not one.milestones and not one.targets:
                one = replace(one, milestones=(row_milestone(start, end, cell.due),))
            found.append(one)
        return _together(found)

    def _read(self, span: tuple[int, int], about: About) -> Found:
        start, end = span
        found = read(self._folded.text[start:end], about)
        return Found(
            tuple(_moved(one, start) for one in found.targets),
            tuple(_moved(one, start) for one in found.milestones),
            tuple(replace(one, start=one.start + start, end=one.end + start) for one in found.refused),
        )

    def _passages(self, clause: Clause, start: int) -> Iterator[tuple[int, int]]:
        """Paragraphs; one that stops in the midst of a sentence goes on in the next."""
        joined: tuple[int, int] | None = None
        for low, high in self._folded.paragraphs(start, clause.end):
            joined = (joined[0] if joined else low, high)
            if not self._goes_on(low, high) or self._label(joined):
                yield joined
                joined = None
        if joined:
            yield joined

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether it stops at a comma, or a long line without any mark: the page broke it."""
        last = self._folded.text[end - 1]
        return last in ",;、" or (last not in ENDS and end - start >= LONG_LINE)

    def _label(self, span: tuple[int, int]) -> bool:
        return LABELS.match(self._folded.text[slice(*span)]) is not None

    def _empty(self, span: tuple[int, int]) -> bool:
        return _ONLY_BRACKETS.fullmatch(self._folded.text[slice(*span)]) is not None


def _together(found: list[Found]) -> Found:
    return Found(
        tuple(target for one in found for target in one.targets),
        tuple(milestone for one in found for milestone in one.milestones),
        tuple(refused for one in found for refused in one.refused),
    )


def _moved(one: Goal, by: int) -> Goal:
    low, high = one.snippet
    return replace(one, start=one.start + by, end=one.end + by, snippet=(low + by, high + by))
