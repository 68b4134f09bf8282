"""One document held against the copy that the office has attached: what is proven, and what the plan file leaves out."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from tracker.model import Document, PlanFile
from tracker.problems import Problem, has_errors
from tracker.snapshot import Snapshot
from tracker.sources.citations import citations
from tracker.sources.clauses import Clause, Outline
from tracker.sources.copies import Copy, copies_of
from tracker.sources.coverage import Matrix, matrix
from tracker.sources.folding import Folded
from tracker.sources.keeping import kept_lines, kept_stamp
from tracker.sources.proof import UNPROVEN, Finding, Verdict, prove
from tracker.sources.span import own_span

KEPT_OUTLINES = 64


@dataclass(frozen=True)
class Check:
    """Without a copy, or with one that cannot be read, there is no outline, nothing is proven and nothing is covered."""

    document: Document
    cited: int
    """Citations of the plan file."""
    copy: Copy | None = None
    problems: tuple[Problem, ...] = ()
    outline: Outline | None = None
    findings: tuple[Finding, ...] = ()
    matrix: Matrix | None = None

    @property
    def ok(self) -> bool:
        """Whether every citation is proven; a plan file that cites nothing needs no copy."""
        if has_errors(self.problems):
            return False
        return not self.unproven and (self.outline is not None or not self.cited)

    @property
    def unproven(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict in UNPROVEN]

    @property
    def counts(self) -> dict[Verdict, int]:
        found = Counter(finding.verdict for finding in self.findings)
        return {verdict: found[verdict] for verdict in Verdict}

    def clauses(self, clause: str) -> list[Clause]:
        return self.outline.at(clause) if self.outline else []


def checks(snapshot: Snapshot, data: Path, documents: list[str] | None = None) -> list[Check]:
    """Every document of the plan, or those named, in the order of the plan."""
    files = (file for file in snapshot.plan.files if documents is None or file.document.id in documents)
    return [_checked(snapshot, data, file) for file in files]


def check(snapshot: Snapshot, data: Path, document: str) -> Check | None:
    """None when the plan has no such document."""
    return next(iter(checks(snapshot, data, [document])), None)


def stamp(snapshot: Snapshot, data: Path, document: str) -> object:
    """Changes with the copy that holds and with its file, so that what was made from them may be kept."""
    copy = copies_of(snapshot).get(document)
    return copy and (copy.record, kept_stamp(data, copy.sha256, copy.format))


def _checked(snapshot: Snapshot, data: Path, file: PlanFile) -> Check:
    """Made once for a judged state, and again only when the kept file changes."""
    whole = snapshot.whole
    name = f"source {file.document.id} {stamp(whole, data, file.document.id)}"

    def make() -> Check:
        return _held_against(file, copies_of(whole).get(file.document.id), data)

    return cast(Check, whole.once(name, make))


def _held_against(file: PlanFile, copy: Copy | None, data: Path) -> Check:
    cited = citations(file)
    if copy is None:
        return Check(file.document, len(cited))
    outline, problems = _outline(
        data,
        copy,
        file.document.document_number,
        file.document.parts,
        kept_stamp(data, copy.sha256, copy.format),
    )
    if outline is None:
        return Check(file.document, len(cited), copy, problems)
    findings = prove(cited, outline)
    return Check(
        file.document, len(cited), copy, problems, outline, tuple(findings), matrix(file, outline, findings)
    )


@lru_cache(maxsize=KEPT_OUTLINES)
def _outline(
    data: Path, copy: Copy, number: str | None, parts: tuple[str, ...], _: object
) -> tuple[Outline | None, tuple[Problem, ...]]:
    """The tree of a copy; the same for every clock and every plan that leaves number and parts alone."""
    lines, problems = kept_lines(data, copy.sha256, copy.format, copy.name)
    if lines is None:
        return None, problems
    span = own_span(lines, number)
    return Outline(Folded(lines[span.first - 1 : span.last], span.first), parts), problems
