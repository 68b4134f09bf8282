"""Where each document of a file begins, what it is called, who issued it and when; the notice told apart from the plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.extract.titles import (
    Title,
    date_of,
    day,
    first_title,
    is_around,
    is_issuer,
    is_number,
    run_of,
    text_end,
    title_above,
)
from tracker.sources.folding import fold
from tracker.sources.headings import Level, mark_of

_RESIDUE = "*#_> "
_SENT = re.compile(
    r"(?:现将|印发|制定了?|制订了?|修订了?|形成|编制了?|拟定了?|,|。|:|^)[^。《》,]{0,30}《((?:[^《》]|《[^《》]*》){4,90})》"
)
_DONE = re.compile(
    r"印发给你们|予以印发|现印发|现予印发|现下发|审议通过|同意|请(?:认真|结合|遵照|抓好|贯彻)|征求意见|特此通知"
)
_IN_LINE = re.compile(r"(?:文号|文字号|^)[:(]?([\u4e00-\u9fff]{1,12}\((?:19|20)\d\d\)第?\d+号)\)?(?!.*[。,])")
_CLOSING = re.compile(r"([\u4e00-\u9fff]{4,40}?)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:发布|印发)")
NOTICE_ROWS = 60
"""A notice is no longer than this."""
HEAD_ROWS = 20


@dataclass(frozen=True)
class Head:
    """Places are lines of the file; `end` is not included. Without a notice the plan begins with the document."""

    title: str
    title_rows: tuple[int, int]
    """Lines of the title that is printed above the plan; empty when there is none."""
    document_number: str | None
    issued_on: date | None
    issuers: tuple[str, ...]
    start: int
    plan: int
    end: int


class _Rows:
    """The lines that say something, folded, each with its place."""

    def __init__(self, lines: Sequence[str], first: int, last: int) -> None:
        kept = [(at, plain) for at in range(first, last) if (plain := fold(lines[at]).strip(_RESIDUE))]
        self.places = [at for at, _ in kept]
        self.words = [plain for _, plain in kept]
        self.first, self.last = first, last

    def place(self, row: int) -> int:
        return self.places[row] if row < len(self.places) else self.last


def heads(lines: Sequence[str]) -> list[Head]:
    """The documents of a file in its order, at least one; `lines` are in simplified script."""
    rows = _Rows(lines, 0, len(lines))
    numbers = _numbers(rows.words)
    if len(numbers) < 2:
        return [_head(rows, numbers[0] if numbers else None)]
    pages = [max(_title_page(rows.words, at), before + 1) for before, at in pairwise(numbers)]
    edges = [0, *(rows.places[at] for at in pages), len(lines)]
    found = []
    for place, number in enumerate(numbers):
        own = _Rows(lines, edges[place], edges[place + 1])
        found.append(_head(own, own.places.index(rows.places[number])))
    return found


def _numbers(rows: Sequence[str]) -> list[int]:
    """Rows that are a document's number alone, under a title; each number once."""
    found: dict[str, int] = {}
    for at, row in enumerate(rows):
        if is_number(row) and row not in found and (title_above(rows, at) or (not found and at < HEAD_ROWS)):
            found[row] = at
    return list(found.values())


def _title_page(rows: Sequence[str], number: int) -> int:
    """The first row behind the last sentence before a document's number."""
    at = number
    while at and not rows[at - 1].endswith(("。", ";", "!", "?", ")")) and not mark_of(rows[at - 1]):
        at -= 1
    title = title_above(rows, number)
    return min(at, title.first) if title else at


def _head(rows: _Rows, number: int | None) -> Head:
    words = rows.words
    above = title_above(words, number) if number is not None else None
    notice = above or first_title(words, 0, min(HEAD_ROWS, _first_clause(words)))
    plan = _sent_plan(words, number + 1 if number is not None else notice.last if notice else 0)
    title = plan or notice
    signed = _date_row(words, number, plan)
    issued = date_of(words[signed]) if signed is not None else None
    issuers = _issuers(words, signed, plan)
    closing = None if issued and issuers else _closing(words)
    end = text_end(words)
    rows_of_title = (rows.place(title.first), rows.place(title.last)) if title else (rows.first, rows.first)
    return Head(
        title=title.words if title else "",
        title_rows=rows_of_title,
        document_number=words[number] if number is not None else _number_in(words, notice),
        issued_on=issued or (closing[1] if closing else None),
        issuers=issuers or _named_in(notice) or ((closing[0],) if closing else ()),
        start=rows.first,
        plan=rows.place(plan.first) if plan else rows.first,
        end=rows.place(end) if end < len(words) else rows.last,
    )


def _first_clause(rows: Sequence[str]) -> int:
    """The row of the first heading 一、 or 第一条, where a head must be over."""
    marks = (
        at
        for at, row in enumerate(rows)
        if (mark := mark_of(row)) and mark.level <= Level.FIRST and mark.number
    )
    return next(marks, len(rows))


def _sent_plan(rows: Sequence[str], first: int) -> Title | None:
    """The title above the plan that a notice sends, when the file prints both."""
    last = min(first + NOTICE_ROWS, first + _first_clause(rows[first:]), len(rows))
    notice = "".join(rows[first:last])
    if not _DONE.search(notice):
        return None
    for named in _SENT.finditer(notice):
        if found := run_of(rows[:last], named[1], first + 1):
            return found
    done = next((at for at in range(first, last) if date_of(rows[at])), None)
    return first_title(rows, done + 1, last) if done is not None else None


def _date_row(rows: Sequence[str], number: int | None, plan: Title | None) -> int | None:
    """The row of the date of issue: that of the signature, else the one on top."""
    dated = [at for at, row in enumerate(rows) if date_of(row)]
    if plan:
        signed = [at for at in dated if (number or 0) < at < plan.first]
        return signed[-1] if signed else next(iter(dated), None)
    after = [at for at in dated if number is None or at > number]
    return next(iter(after or dated), None)


def _issuers(rows: Sequence[str], signed: int | None, plan: Title | None) -> tuple[str, ...]:
    """Those who sign above the date, in their order; a name broken over two rows is one."""
    if signed is None:
        return ()
    found: list[str] = []
    rest = ""
    for at in range(signed - 1, max(-1, signed - 30), -1):
        row = rows[at] + rest
        if row.startswith("(") and row.endswith(")"):
            continue
        if is_issuer(row) and not is_around(row) and not row.endswith(("。", ":")):
            found.insert(0, row)
            rest = ""
        elif not found and not rest and len(row) <= 4:
            rest = row
        elif found and not rest and row and len(found[0]) <= 2 and is_issuer(row + found[0]):
            found[0] = row + found[0]
        else:
            break
    return tuple(found)


def _named_in(title: Title | None) -> tuple[str, ...]:
    """The issuer that a title begins with: 国务院关于…"""
    before = re.split(r"关于|印发", title.words, maxsplit=1)[0] if title else ""
    return (before,) if before and before != (title and title.words) and is_issuer(before) else ()


def _closing(rows: Sequence[str]) -> tuple[str, date] | None:
    """…办公室2026年3月17日发布, at the end of a text."""
    for row in reversed(rows[-8:]):
        if (found := _CLOSING.match(row)) and is_issuer(found[1]) and (on := day(*found.groups()[1:])):
            return found[1], on
    return None


def _number_in(rows: Sequence[str], title: Title | None) -> str | None:
    """A number that stands with others on a row of the head, as 文号：… or before the title."""
    rows = rows[: title.last if title else HEAD_ROWS]
    found = (_IN_LINE.search(row) for row in rows)
    return next((one[1] for one in found if one), None)
