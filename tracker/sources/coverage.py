"""What the text says and the plan file does not: clauses without an item, figures, dates and units in no citation."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.model import Document, PlanFile
from tracker.sources.citations import NAMES_UNITS, SETS_FIGURES
from tracker.sources.clauses import Clause, Outline, Path
from tracker.sources.proof import Finding, Verdict
from tracker.sources.tokens import Token, TokenKind, tokens

_SENTENCE_ENDS = "。;!?"
LONGEST_SENTENCE = 300


class Answer(StrEnum):
    """What answers for a clause."""

    ITEM = "item"
    REVIEWED = "reviewed"
    ABOVE = "above"
    """An item or a reviewed entry at a clause around it."""
    BELOW = "below"
    """Items or reviewed entries at clauses inside it."""
    NONE = "none"


@dataclass(frozen=True)
class ClauseRow:
    """One clause of the text and what the plan file makes of it."""

    clause: str
    title: str
    line: int
    answer: Answer
    items: tuple[str, ...]
    """Global ids of the tasks at this very clause, and `document/goals`."""
    reviewed: tuple[str, ...]
    """Why it, or something in it, was left out."""
    tokens: int
    """Figures, dates and responsible units in its own words."""
    gaps: int
    """Those of them that no citation holds."""


@dataclass(frozen=True)
class TokenGap:
    """A figure, date or unit that no citation holds, with the sentence around it."""

    clause: str
    kind: TokenKind
    words: str
    line: int
    sentence: str


@dataclass(frozen=True)
class Matrix:
    rows: tuple[ClauseRow, ...]
    counts: Mapping[TokenKind, int]
    """Figures, dates and responsible units of the text."""
    token_gaps: tuple[TokenGap, ...]

    @property
    def clause_gaps(self) -> list[ClauseRow]:
        """Clauses with no task, goal or reviewed entry at them, above them or below them."""
        return [row for row in self.rows if row.answer is Answer.NONE]

    @property
    def complete(self) -> bool:
        return not self.clause_gaps and not self.token_gaps


def matrix(file: PlanFile, outline: Outline, findings: Sequence[Finding]) -> Matrix:
    """`findings` are those of `citations(file)` against the same outline."""
    found = _tokens(outline)
    open_ = _unaccounted(found, findings, file.document, len(outline.folded))
    return Matrix(
        rows=tuple(_rows(file, outline, _per_clause(outline, found), _per_clause(outline, open_))),
        counts={kind: sum(token.kind is kind for token in found) for kind in TokenKind},
        token_gaps=tuple(
            TokenGap(
                outline.name_at(token.start),
                token.kind,
                token.words,
                outline.folded.line_at(token.start),
                _sentence(outline, token),
            )
            for token in open_
        ),
    )


def _rows(
    file: PlanFile, outline: Outline, tokens_in: Counter[int | None], gaps_in: Counter[int | None]
) -> list[ClauseRow]:
    """An item answers for its clause, for all below it, and for the headings above it.

    A reviewed quotation answers for its clause and the headings only: the rest below it has still to be read.
    """
    document = file.document.id
    items, reviewed = defaultdict[Path, list[str]](list), defaultdict[Path, list[str]](list)
    for goals in file.goals:
        items[outline.path(goals.clause)].append(f"{document}/goals")
    for task in file.tasks:
        items[outline.path(task.clause)].append(f"{document}/{task.id}")
    below = set(items)
    for entry in file.reviewed:
        path = outline.path(entry.clause)
        reviewed[path].append(entry.why)
        if not entry.quote:
            below.add(path)
    above = {path[:length] for path in (*items, *reviewed) for length in range(1, len(path))}

    def answer(clause: Clause) -> Answer:
        if clause.path in items:
            return Answer.ITEM
        if clause.path in reviewed:
            return Answer.REVIEWED
        if any(clause.path[:length] in below for length in range(1, len(clause.path))):
            return Answer.ABOVE
        return Answer.BELOW if clause.path in above else Answer.NONE

    return [
        ClauseRow(
            outline.shown(clause.path),
            clause.title,
            clause.line,
            answer(clause),
            tuple(dict.fromkeys(items.get(clause.path, ()))),
            tuple(reviewed.get(clause.path, ())),
            tokens_in[clause.start],
            gaps_in[clause.start],
        )
        for clause in outline.clauses
    ]


def _per_clause(outline: Outline, found: list[Token]) -> Counter[int | None]:
    """Number of tokens by the start of the clause in whose own words they stand; None = before the first."""
    holders = (outline.innermost(token.start) for token in found)
    return Counter(clause.start if clause else None for clause in holders)


def _tokens(outline: Outline) -> list[Token]:
    folded = outline.folded
    found = tokens(folded, *outline.front)
    for clause in outline.clauses:
        found += tokens(folded, clause.body, clause.own_end)
    return found


def _unaccounted(
    found: list[Token], findings: Sequence[Finding], document: Document, length: int
) -> list[Token]:
    """Those outside every citation that answers for their kind, but for the document's own dates."""
    figures, units = bytearray(length), bytearray(length)
    for finding in findings:
        if finding.verdict is Verdict.NOT_FOUND:
            continue
        for held, kinds in ((figures, SETS_FIGURES), (units, NAMES_UNITS)):
            if finding.citation.kind in kinds:
                for start, end in finding.ranges:
                    held[start:end] = b"\1" * (end - start)
    own = {document.issued_on, document.effective_on, document.expires_on} - {None}

    def accounted(token: Token) -> bool:
        held = units if token.kind is TokenKind.UNIT else figures
        return token.on in own or all(held[token.start : token.end])

    return [token for token in found if not accounted(token)]


def _sentence(outline: Outline, token: Token) -> str:
    """From the end of the sentence before to its own, within the clause, in the words of the file."""
    text, clause = outline.folded.text, outline.innermost(token.start)
    low, high = (clause.body, clause.own_end) if clause else outline.front
    if clause and token.start >= clause.after_title:
        low = clause.after_title
    low, high = max(low, token.start - LONGEST_SENTENCE), min(high, token.end + LONGEST_SENTENCE)
    start = max(text.rfind(end, low, token.start) for end in _SENTENCE_ENDS) + 1
    ends = [at for end in _SENTENCE_ENDS if (at := text.find(end, token.end, high)) >= 0]
    return outline.folded.original[max(start, low) : min(ends, default=high - 1) + 1]
