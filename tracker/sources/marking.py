"""The lines of a clause as the copy has them, cut where cited words begin and end, so that a page can mark them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tracker.sources.clauses import Clause
from tracker.sources.folding import Folded
from tracker.sources.proof import Finding, Verdict


@dataclass(frozen=True)
class Line:
    """`pieces` are words with whether they are cited; put together they are the line without blanks at its ends."""

    number: int
    pieces: tuple[tuple[str, bool], ...]


def marked_lines(folded: Folded, clause: Clause, findings: Iterable[Finding]) -> list[Line]:
    """The clause in full, with all below it; blank lines are left out."""
    cited = bytearray(len(folded) + 1)
    for finding in findings:
        if finding.verdict is Verdict.PROVEN and finding.citation.words:
            for start, end in finding.ranges:
                cited[start:end] = b"\1" * (end - start)
    return [_line(folded, start, end, cited) for start, end in folded.lines_between(clause.start, clause.end)]


def _line(folded: Folded, start: int, end: int, cited: bytearray) -> Line:
    """A blank between two cited words is cited with them."""
    places = list(folded.places(start, end))
    index, first, last = places[0][0], places[0][1], places[-1][1]
    known = {column: bool(cited[start + at]) for at, (_, column) in enumerate(places)}
    columns = range(first, last + 1)
    before, after = _filled(known, columns), _filled(known, reversed(columns))
    marked = ((folded.lines[index][column], before[column] and after[column]) for column in columns)
    pieces = tuple(
        ("".join(character for character, _ in run), is_cited)
        for is_cited, run in groupby(marked, key=lambda pair: pair[1])
    )
    return Line(index + folded.first, pieces)


def _filled(known: dict[int, bool], columns: Iterable[int]) -> dict[int, bool]:
    """Blank columns like the last one that is not, in the order given."""
    filled, last = {}, False
    for column in columns:
        last = filled[column] = known.get(column, last)
    return filled
