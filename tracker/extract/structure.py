"""The lines of a file -> its documents, each with its clauses, whose paths are those that plan files write."""

import re
from collections.abc import Sequence

from tracker.extract.breaks import joined_lines
from tracker.extract.heads import Head, heads
from tracker.extract.source import Source
from tracker.extract.text import FRONT, NOTICE, Clause, Document, Folded, Text
from tracker.extract.titles import first_title, is_issuer, names_kind
from tracker.sources import clauses, folding
from tracker.sources.folding import fold
from tracker.sources.headings import Level, mark_of
from tracker.sources.pages import without_numbers

_CHAPTERS = frozenset({Level.BOOK, Level.CHAPTER, Level.SECTION, Level.ARTICLE, Level.FIRST, Level.SECOND})
LONGEST_HEADING, SHORT_HEADING, FEWEST_HEADINGS = 20, 6, 2
_HEADING = re.compile(r"[\u4e00-\u9fff、“”]{3,20}")
_YEAR = re.compile(r"\(((?:19|20)\d\d)\)")


def structured(source: Source) -> Text:
    """Never fails; a file without any heading is one document with one clause, its FRONT."""
    shown = without_numbers(source.lines)
    hidden = frozenset(
        at for at, (line, left) in enumerate(zip(source.lines, shown, strict=True)) if line != left
    )
    folded = Folded(source, hidden)
    joined = list(joined_lines(folded.lines))
    folded.break_at([folded.start_of(rows[0]) for rows in joined])
    return Text(folded, tuple(_document(folded, head, joined) for head in heads(folded.lines)))


def _document(folded: Folded, head: Head, joined: Sequence[Sequence[int]]) -> Document:
    start, plan, end = (folded.start_of(at) for at in (head.start, head.plan, head.end))
    first, last = (folded.start_of(at) for at in head.title_rows)
    lines = ["".join(folded.lines[at] for at in rows) for rows in joined if head.plan <= rows[0] < head.end]
    parts = _parts(lines) or _unnumbered(lines)
    number = _YEAR.sub(r"〔\1〕", head.document_number) if head.document_number else None
    found = [
        *_notice(folded, start, plan),
        *_clauses(folded, plan, lines, parts, last),
    ]
    return Document(
        title=folded.quote(first, last) or head.title,
        document_number=number,
        issued_on=head.issued_on,
        issuers=head.issuers,
        start=start,
        end=end,
        plan_start=plan,
        clauses=tuple(found),
        parts=parts,
    )


def _parts(lines: Sequence[str]) -> tuple[str, ...]:
    """Titles inside a document under which the numbering starts anew: plans printed inside it, one after the other."""
    words = [fold(line) for line in lines]
    marks = [mark_of(line) for line in lines]
    levels = [mark.level for mark in marks if mark and mark.level > Level.ANNEX]
    top = min(levels, default=Level.FIRST)
    found: list[str] = []
    counted = False
    for at, mark in enumerate(marks):
        if mark is None or mark.level is not top:
            continue
        if counted and mark.number == 1 and (title := _title_before(words, at)) and title not in found:
            found.append(title)
        counted = True
    return tuple(found)


def _unnumbered(lines: Sequence[str]) -> tuple[str, ...]:
    """Headings of a text that does not number its chapters: short lines, each with what it heads below it."""
    marks = [mark_of(line) for line in lines]
    if any(mark and mark.level in _CHAPTERS for mark in marks):
        return ()
    rows = [fold(line) for line in lines]
    found = [
        row
        for row, mark, after, below in zip(rows, marks, marks[1:], rows[1:], strict=False)
        if mark is None and _HEADING.fullmatch(row) and (after is not None or len(below) > LONGEST_HEADING)
    ]
    named = [
        row
        for row in found
        if rows.count(row) == 1 and not is_issuer(row) and (len(row) <= SHORT_HEADING or not names_kind(row))
    ]
    return tuple(named) if len(named) >= FEWEST_HEADINGS else ()


def _title_before(rows: Sequence[str], first_clause: int) -> str | None:
    """The title that stands between the last sentence of one plan and the first clause of the next; None under 附件."""
    low = max(0, first_clause - 12)
    for at in range(first_clause - 1, low - 1, -1):
        if (mark := mark_of(rows[at])) and mark.level is Level.ANNEX:
            return None
        if (mark := mark_of(rows[at])) is not None:
            low = at + 1
            break
    title = first_title(rows, low, first_clause)
    return title.words if title else None


def _notice(folded: Folded, start: int, plan: int) -> list[Clause]:
    if start == plan:
        return []
    return [Clause(NOTICE, "", Level.PART, start, start, plan, plan, folded.line_at(start), (start, start))]


def _clauses(
    folded: Folded, first: int, lines: Sequence[str], parts: tuple[str, ...], body: int
) -> list[Clause]:
    """Those of the plan, with what it says before the first of them; `first` is the offset of its first line."""
    outline = clauses.Outline(folding.Folded(lines), parts)
    front, found = first + outline.front[1], list[Clause]()
    if front > first:
        body = min(max(first, body), front)
        found.append(
            Clause(FRONT, "", Level.PART, first, body, front, front, folded.line_at(first), (first, first))
        )
    for clause in outline.clauses:
        start = first + clause.start
        words = start if clause.level is Level.PART else first + clause.body
        found.append(
            Clause(
                path=outline.shown(clause.path),
                title=folded.quote(words, words + len(clause.title)),
                level=clause.level,
                start=start,
                body=first + _behind_stop(outline, clause),
                end=first + clause.own_end,
                whole=first + clause.end,
                line=folded.line_at(start),
                titles=(words, words + len(clause.title)),
                parent=outline.shown(clause.path[:-1]) if len(clause.path) > 1 else None,
                titled=clause.titled,
            )
        )
    return found


def _behind_stop(outline: clauses.Outline, clause: clauses.Clause) -> int:
    """The 。 or ： behind a title belongs to neither."""
    at = clause.after_title
    return at + (at < clause.own_end and outline.folded.text[at] in "。:" and clause.titled)
