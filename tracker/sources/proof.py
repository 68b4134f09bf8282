"""Do the words of a citation stand in the text, and in the clause that the plan file names?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.sources.citations import Citation, CitationKind
from tracker.sources.clauses import FRONT, Outline


class Verdict(StrEnum):
    PROVEN = "proven"
    ELSEWHERE = "elsewhere"
    """The words stand in the text, but not in that clause."""
    NOT_FOUND = "not_found"
    OWN_WORDS = "own_words"
    """The title of a task whose clause prints none: the words are ours and there is nothing to prove."""


UNPROVEN = frozenset({Verdict.ELSEWHERE, Verdict.NOT_FOUND})


@dataclass(frozen=True)
class Finding:
    """`ranges` are where the words stand: all places inside the clause, else all in the text."""

    citation: Citation
    verdict: Verdict
    ranges: tuple[tuple[int, int], ...] = ()
    found_in: tuple[str, ...] = ()
    """The clauses where the words do stand."""
    line: int | None = None
    """Line of the file, of the first place or of where the longest beginning stands."""
    beginning: str = ""
    """Of words that are not found: the longest beginning that is, folded."""


def prove(citations: Iterable[Citation], outline: Outline) -> list[Finding]:
    return [_proven(citation, outline) for citation in citations]


def _proven(citation: Citation, outline: Outline) -> Finding:
    folded, clause = outline.folded, citation.clause
    within = [(0, len(folded))] if clause is None else _ranges(clause, outline, citation.kind)
    if not citation.words:
        return _whole_clause(citation, within, outline)
    everywhere = folded.occurrences(citation.words)
    inside = [
        (start, end) for start, end in everywhere if any(low <= start and end <= high for low, high in within)
    ]
    if citation.kind is CitationKind.TITLE and not inside and _prints_no_title(citation, outline):
        return Finding(citation, Verdict.OWN_WORDS, line=outline.at(str(clause))[0].line)
    if ranges := inside or everywhere:
        verdict = Verdict.PROVEN if inside else Verdict.ELSEWHERE
        names = dict.fromkeys(outline.name_at(start) for start, _ in ranges)
        return Finding(citation, verdict, tuple(ranges), tuple(names), folded.line_at(ranges[0][0]))
    beginning, at = folded.longest_beginning(citation.words)
    line = None if at is None else folded.line_at(at)
    return Finding(citation, Verdict.NOT_FOUND, line=line, beginning=beginning)


def _prints_no_title(citation: Citation, outline: Outline) -> bool:
    found = outline.at(citation.clause or "")
    return bool(found) and not any(clause.titled for clause in found)


def _ranges(clause: str, outline: Outline, kind: CitationKind) -> list[tuple[int, int]]:
    """The clause with all below it, but a title is its own; what a plan file calls 引言 is the text before the first clause."""
    title = kind is CitationKind.TITLE
    found = [(at.start, at.own_end if title else at.end) for at in outline.at(clause)]
    return found or ([outline.front] if outline.is_front(clause) else [])


def _whole_clause(citation: Citation, within: list[tuple[int, int]], outline: Outline) -> Finding:
    if not within:
        return Finding(citation, Verdict.NOT_FOUND)
    start = within[0][0]
    name = FRONT if outline.is_front(str(citation.clause)) else outline.name_at(start)
    return Finding(citation, Verdict.PROVEN, tuple(within), (name,), outline.folded.line_at(start))
