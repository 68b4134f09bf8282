"""Dates that a passage has from elsewhere: a dated heading, a lead-in line, a column of deadlines, a list of one year."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.extract.goals.dates import Clock, Role, dates, runs
from tracker.extract.goals.masks import masked
from tracker.extract.goals.quantities import quantities
from tracker.extract.goals.rows import FROM_ROW, deadline
from tracker.extract.text import NOTICE, Clause, Document, Folded
from tracker.model import Due
from tracker.periods import FIVE_YEAR_PLANS, parse_due

LABELS = re.compile(
    r"^\(?(?:牵头|配合|责任|主责|主要责任|主办|协办|参与|参加|支持|完成|时限|计划|办结)(?:单位|部门|时限|时间|期限|要求|完成时间)[:]"
)
"""A line of a row that says who, or until when."""
LONGEST_REST = 12
"""A heading with more words than these beside its date is a sentence that says what is due then."""
_DEADLINE = re.compile(
    r"(?:完成时限|时限要求|完成时间|计划完成时间|办结时限|时间要求|完成期限)[:](?P<when>[^。;,]{2,24})"
)
_YEAR_OF_NUMBER = re.compile(r"[〔(\[]((?:19|20)\d\d)[〕)\]](?=第?\d+号)")
_YEAR_OF_LIST = re.compile(
    r"((?:20)\d\d)年?度?[^。]{0,14}(?:任务清单|工作要点|重点任务|工作计划|工作安排|任务分解|目标任务)"
)
_YEAR_OF_TITLE = re.compile(
    r"^(20\d\d)年(?![前底末])|^(20\d\d)年?[—–~～至-]+20\d\d年|[(（](20\d\d)年?[—–~～-]"
)
_YEAR_OF_OPENING = re.compile(
    r"(?<![—–~～至-])(20\d\d)年(?![前底末])[^。,;:]{2,30}(?:方案|通知|计划|要点|清单)"
)
_CELL = re.compile(r"^(?P<cell>\d{1,2}月)(?=[市区县省州各]|相关|人行|/|重点举措|责任|牵头|配合)")
_HEAD = 60
"""Characters of a clause in which the name of a list is looked for."""


@dataclass(frozen=True)
class Inherited:
    """A date that is given to all of a range. `row`: it is the deadline of one row; `figures`: it holds for figures only,
    since not all that stands in a list of the year is a dated goal."""

    start: int
    end: int
    due: Due
    why: str
    row: bool = False
    figures: bool = False


def clock_of(folded: Folded, document: Document) -> Clock:
    """The year of the document: of its list, its date, its number, the latest number it cites, the plan it mostly names."""
    text = folded.text[document.start : document.end]
    return Clock(_year_of(document, text), document.issued_on, runs(text))


def _year_of(document: Document, text: str) -> int | None:
    if listed := _YEAR_OF_LIST.search(document.title):
        return int(listed[1])
    if document.issued_on:
        return document.issued_on.year
    if named := _YEAR_OF_TITLE.search(document.title) or _YEAR_OF_OPENING.search(text[:_HEAD]):
        return int(next(year for year in named.groups() if year))
    if own := _YEAR_OF_NUMBER.search(document.document_number or ""):
        return int(own[1])
    if cited := [int(year) for year in _YEAR_OF_NUMBER.findall(text)]:
        return max(cited)
    plans = {plan: text.count(plan) for plan in FIVE_YEAR_PLANS if plan in text}
    return FIVE_YEAR_PLANS[max(plans, key=plans.__getitem__)] if plans else None


def clock_in(folded: Folded, clause: Clause, by_path: Mapping[str, Clause], clock: Clock) -> Clock:
    """An annex may be the list of a year of its own."""
    for above in chain_of(clause, by_path):
        if above.path.startswith("附"):
            listed = _YEAR_OF_LIST.search(folded.text[above.start : above.start + _HEAD])
            if listed:
                return replace(clock, year=int(listed[1]))
    return clock


def chain_of(clause: Clause, by_path: Mapping[str, Clause]) -> Iterator[Clause]:
    """A clause and those above it, innermost first."""
    at: Clause | None = clause
    while at is not None:
        yield at
        at = by_path.get(at.parent) if at.parent else None


def inherited_dates(
    folded: Folded, document: Document, by_path: Mapping[str, Clause], clock: Clock
) -> list[Inherited]:
    """Wide ranges before the narrow ones inside them."""
    return [
        *_of_lists(folded, document),
        *(
            given
            for clause in document.clauses
            if clause.path != NOTICE
            for given in _of_clause(folded, clause, clock_in(folded, clause, by_path, clock))
        ),
    ]


def _of_lists(folded: Folded, document: Document) -> Iterator[Inherited]:
    why = "时限取自清单、要点名称中的年份"
    if due := _year_list(document.title):
        yield Inherited(document.plan_start, document.end, due, why, figures=True)
    for clause in document.clauses:
        opening = folded.text[clause.start : clause.start + _HEAD]
        if clause.path.startswith("附") and (due := _year_list(opening)):
            yield Inherited(clause.start, clause.whole, due, why, figures=True)


def _year_list(title: str) -> Due | None:
    """2026年工作任务清单: what it counts is due within that year."""
    match = _YEAR_OF_LIST.search(title)
    return parse_due(f"{match[1]}年") if match else None


def _of_clause(folded: Folded, clause: Clause, clock: Clock) -> Iterator[Inherited]:
    if clause.titled and (due := _due_of_title(folded.text[slice(*clause.titles)], clock)):
        yield Inherited(clause.start, clause.whole, due, "时限取自标题")
    for start, end in folded.paragraphs(clause.start, clause.end):
        words = folded.text[start:end]
        if match := _DEADLINE.search(words):
            if due := deadline(match["when"], clock):
                yield Inherited(clause.start, clause.end, due, FROM_ROW, row=True)
        elif words.endswith(":") and (due := _lead_in(words, clock)):
            yield Inherited(end, clause.whole, due, "时限取自前面的引导语")


def _due_of_title(title: str, clock: Clock) -> Due | None:
    """（二）2030年目标."""
    plain = masked(title)
    found = [when for when in dates(plain, clock) if when.role is Role.DUE]
    if len(found) != 1 or len(plain) - (found[0].end - found[0].start) > LONGEST_REST:
        return None
    return found[0].due


def _lead_in(words: str, clock: Clock) -> Due | None:
    """到2027年: at the end of a paragraph; with a figure of its own it is no lead-in."""
    last = re.split(r"[。;]", words)[-1]
    plain = masked(last)
    found = [when for when in dates(plain, clock) if when.role is Role.DUE]
    if not found or quantities(plain[found[-1].end :]):
        return None
    return found[-1].due


def cell_before(words: str) -> int:
    """How much of a paragraph is the deadline of the row before it: tables lose their columns on the way into a text."""
    match = _CELL.match(words)
    return match.end() if match else 0


def from_cell(following: str, clock: Clock) -> Inherited | None:
    match = _CELL.match(following)
    due = deadline(match["cell"], clock) if match else None
    return Inherited(0, 0, due, FROM_ROW, row=True) if due else None
