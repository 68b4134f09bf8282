"""The targets and milestones of a whole document, each with the clause it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.extract.goals.dates import Clock, Role, dates
from tracker.extract.goals.found import Found, FoundMilestone, FoundTarget, Refused
from tracker.extract.goals.masks import masked
from tracker.extract.goals.quantities import quantities
from tracker.extract.goals.reading import About, read
from tracker.extract.goals.rows import FROM_ROW, deadline, read_row
from tracker.extract.text import FRONT, NOTICE, Clause, Document, Folded
from tracker.model import Due
from tracker.periods import parse_due

_SUPPORT = re.compile(
    r"奖励|补贴|扶持|资助|资金管理|奖补|专项资金|应急预案|申报指南|管理办法|促进.{0,20}(?:若干措施|若干政策)"
)
_YEAR_OF_NUMBER = re.compile(r"[〔(\[]((?:19|20)\d\d)[〕)\]](?=第?\d+号)")
_YEAR_OF_LIST = re.compile(
    r"((?:20)\d\d)年?度?[^。]{0,14}(?:任务清单|工作要点|重点任务|工作计划|工作安排|任务分解|目标任务)"
)
_DEADLINE = re.compile(
    r"(?:完成时限|时限要求|完成时间|计划完成时间|办结时限|时间要求|完成期限)[:](?P<when>[^。;,]{2,24})"
)
_LABELS = re.compile(
    r"^(?:牵头|配合|责任|主责|主办|协办|参与|参加|支持|完成|时限|计划|办结)(?:单位|部门|时限|时间|期限|要求|完成时间)[:]"
)
_CELL = re.compile(r"^(?P<cell>\d{1,2}月)(?=[市区县省州各]|相关|人行|/|重点举措|责任|牵头|配合)")
_YEAR_LIST_WHY = "时限取自清单、要点名称中的年份"


@dataclass(frozen=True)
class Goals:
    """By clause path, in the order of the text."""

    targets: tuple[tuple[str, FoundTarget], ...] = ()
    milestones: tuple[tuple[str, FoundMilestone], ...] = ()
    refused: tuple[tuple[str, Refused], ...] = ()


@dataclass(frozen=True)
class _Inherited:
    """A date that a heading, a lead-in or a deadline gives to all of a range."""

    start: int
    end: int
    due: Due
    why: str
    row: bool = False
    figures: bool = False
    """Only for figures: not all that stands in a list of the year is a dated goal."""


def goals_of(folded: Folded, document: Document) -> Goals:
    """Offsets of what is found count in `folded`."""
    clock = _clock(folded, document)
    inherited = list(_inherited(folded, document, clock))
    by_path = {clause.path: clause for clause in document.clauses}
    targets: list[tuple[str, FoundTarget]] = []
    milestones: list[tuple[str, FoundMilestone]] = []
    refused: list[tuple[str, Refused]] = []
    for clause in document.clauses:
        if clause.path == NOTICE:
            continue
        here = _clock_of(folded, clause, clock)
        about = About(
            titles=tuple(_titles(clause, by_path)),
            clock=here,
            front=clause.path == FRONT,
            support=bool(_SUPPORT.search(document.title)),
        )
        passages = list(_passages(folded, clause))
        for at, (start, end) in enumerate(passages):
            given = next((one for one in reversed(inherited) if one.start <= start < one.end), None)
            if given and given.figures:
                start += _cell(folded.text[start:end])
                following = folded.text[slice(*passages[at + 1])] if at + 1 < len(passages) else ""
                given = _from_cell(following, here) or given
            found = _read(folded.text[start:end], about, given)
            targets += [(clause.path, _moved_target(one, start)) for one in found.targets]
            milestones += [(clause.path, _moved_milestone(one, start)) for one in found.milestones]
            refused += [
                (clause.path, replace(one, start=one.start + start, end=one.end + start))
                for one in found.refused
            ]
    return Goals(tuple(targets), tuple(milestones), tuple(refused))


def _cell(words: str) -> int:
    """How much of a paragraph is the deadline of the row before it: tables lose their columns on the way into a text."""
    match = _CELL.match(words)
    return match.end() if match else 0


def _from_cell(following: str, clock: Clock) -> "_Inherited | None":
    match = _CELL.match(following)
    due = deadline(match["cell"], clock) if match else None
    return _Inherited(0, 0, due, FROM_ROW, row=True) if due else None


def _clock_of(folded: Folded, clause: Clause, clock: Clock) -> Clock:
    """An annex may be the list of a year of its own."""
    listed = (
        _YEAR_OF_LIST.search(folded.text[clause.start : clause.start + 60])
        if clause.path.startswith("附")
        else None
    )
    return Clock(int(listed[1]), clock.issued_on) if listed else clock


def _read(words: str, about: About, given: "_Inherited | None") -> Found:
    if _LABELS.match(words):
        return Found()
    if given is None:
        return read(words, about)
    if given.row:
        return read_row(words, given.due, about)
    if given.figures:
        about = replace(about, row=True)
    return read(words, replace(about, inherited=given.due, inherited_from=given.why))


def _passages(folded: Folded, clause: Clause) -> Iterator[tuple[int, int]]:
    """Its paragraphs, without the title where it has one; one that stops at a comma or semicolon goes on in the next."""
    start = clause.body if clause.titled else clause.start
    joined: tuple[int, int] | None = None
    for low, high in folded.paragraphs(start, clause.end):
        low = joined[0] if joined else low
        joined = (low, high)
        if folded.text[high - 1] not in ",;、":
            yield joined
            joined = None
    if joined:
        yield joined


def _titles(clause: Clause, by_path: dict[str, Clause]) -> Iterator[str]:
    at: Clause | None = clause
    while at is not None:
        if at.titled:
            yield at.title
        at = by_path.get(at.parent) if at.parent else None


def _clock(folded: Folded, document: Document) -> Clock:
    """The year of the document: of its list, its date, its number, or the latest number that it cites."""
    listed = _YEAR_OF_LIST.search(document.title)
    if listed:
        return Clock(int(listed[1]), document.issued_on)
    if document.issued_on:
        return Clock(document.issued_on.year, document.issued_on)
    own = _YEAR_OF_NUMBER.search(document.document_number or "")
    cited = [int(year) for year in _YEAR_OF_NUMBER.findall(folded.text[document.start : document.end])]
    year = int(own[1]) if own else max(cited, default=None)
    return Clock(year, None)


def _inherited(folded: Folded, document: Document, clock: Clock) -> Iterator[_Inherited]:
    if due := _of_year_list(document.title):
        yield _Inherited(document.plan_start, document.end, due, _YEAR_LIST_WHY, figures=True)
    for clause in document.clauses:
        if clause.path == NOTICE:
            continue
        opening = folded.text[clause.start : clause.start + 60]
        if clause.path.startswith("附") and (due := _of_year_list(opening)):
            yield _Inherited(clause.start, clause.whole, due, _YEAR_LIST_WHY, figures=True)
        if clause.titled and (due := _due_of_title(clause.title, clock)):
            yield _Inherited(clause.start, clause.whole, due, "时限取自标题")
        for start, end in _passages(folded, clause):
            words = folded.text[start:end]
            if (match := _DEADLINE.search(words)) and (due := deadline(match["when"], clock)):
                yield _Inherited(clause.start, clause.end, due, FROM_ROW, row=True)
            elif words.endswith(":") and (due := _lead_in(words, clock)):
                yield _Inherited(end, clause.whole, due, "时限取自前面的引导语")


def _of_year_list(title: str) -> Due | None:
    """2026年工作任务清单: what it counts is due within that year."""
    match = _YEAR_OF_LIST.search(title)
    return parse_due(f"{match[1]}年") if match else None


def _due_of_title(title: str, clock: Clock) -> Due | None:
    plain = masked(title.translate(_NARROW))
    found = [when for when in dates(plain, clock) if when.role is Role.DUE]
    if len(found) != 1 or len(plain) - (found[0].end - found[0].start) > 12:
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


def _moved_target(one: FoundTarget, by: int) -> FoundTarget:
    low, high = one.snippet
    return replace(one, start=one.start + by, end=one.end + by, snippet=(low + by, high + by))


def _moved_milestone(one: FoundMilestone, by: int) -> FoundMilestone:
    low, high = one.snippet
    return replace(one, start=one.start + by, end=one.end + by, snippet=(low + by, high + by))


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
