"""Which copy of its official text each document has, for the clock of a question; and how one is attached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import PurePath
from typing import cast

from tracker.intake import Actor, Draft, Outcome, accept
from tracker.intake.facts import LedgerRegister
from tracker.problems import Place, Problem, has_errors
from tracker.records.journal import Record
from tracker.snapshot import Snapshot, Workspace
from tracker.sources.codes import problem
from tracker.sources.keeping import keep, kept_lines
from tracker.sources.span import own_span
from tracker.sources.text import format_of, read_lines

LONGEST_NAME = 200


@dataclass(frozen=True)
class Copy:
    """A file that the office has attached as the official text of a document."""

    document: str
    sha256: str
    name: str
    size: int
    format: str
    record: str
    by: str
    recorded_at: datetime
    """Naive UTC."""
    effective_on: date

    @property
    def short(self) -> str:
        """Enough of the hash to tell copies apart at a glance."""
        return self.sha256[:12]


def copies(records: Iterable[Record], as_of: date, known_at: datetime) -> dict[str, Copy]:
    """By document: the copy that holds, the latest by effective date, then by seq."""
    known = LedgerRegister(record for record in records if record.recorded_at <= known_at)
    return {
        str(fact.body["document"]): _copy(fact)
        for fact in known.decisions("source_attached")
        if fact.effective_on <= as_of
    }


def copies_of(snapshot: Snapshot) -> dict[str, Copy]:
    """Of a judged state, for its clock."""
    whole = snapshot.whole

    def make() -> dict[str, Copy]:
        return copies(whole.ledger.records, whole.clock.as_of, whole.clock.known_at)

    return cast(dict[str, Copy], whole.once("copies", make))


def _copy(fact: Record) -> Copy:
    body = fact.body
    return Copy(
        document=str(body["document"]),
        sha256=str(body["sha256"]),
        name=str(body["name"]),
        size=int(str(body["size"])),
        format=str(body["format"]),
        record=fact.id,
        by=fact.by,
        recorded_at=fact.recorded_at,
        effective_on=fact.effective_on,
    )


@dataclass(frozen=True)
class Attached:
    """`outcome` as of any record; `problems` are all that is wrong, or worth a look, with the file and the record."""

    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    restored: bool = False
    """The same file held already, but its kept copy was gone or altered and has been put back."""


def attach(
    workspace: Workspace,
    document: str,
    name: str,
    content: bytes,
    actor: Actor,
    *,
    effective_on: date | None = None,
    base_seq: int | None = None,
    dry_run: bool = False,
) -> Attached:
    """Keeps the file and records it, or says why not; nothing is kept of a file that is refused, nor by a dry run.

    Raises JournalDamaged or JournalUnwritable.
    """
    shown = _file_name(name)
    lines, found = read_lines(content, shown)
    problems = [*found, *_other_document(workspace, document, lines, shown)]
    if lines is None or has_errors(problems):
        return Attached(Outcome(problems=tuple(problems)), tuple(problems))
    form, digest = format_of(shown), sha256(content).hexdigest()
    body: dict[str, object] = {
        "document": document,
        "sha256": digest,
        "name": shown,
        "size": len(content),
        "format": form,
    }
    draft = Draft("source_attached", body, effective_on, base_seq)
    tried = accept(workspace, [draft], actor, dry_run=True)
    repeated = {one.code for one in tried.problems} == {"intake.not-possible"}
    if repeated and _holds_but_is_lost(workspace, document, digest, form):
        if not dry_run:
            keep(workspace.data, content, form)
        return Attached(Outcome(), tuple(problems), restored=True)
    if tried.ok and not dry_run:
        keep(workspace.data, content, form)
        tried = accept(workspace, [draft], actor)
    return Attached(tried, (*problems, *tried.problems))


def _file_name(name: str) -> str:
    """The last part of a path, in characters that can be shown, short enough for a record."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(character for character in last if character.isprintable()).strip()
    form = format_of(plain)
    stem = plain[: len(plain) - len(form) - 1] if form else plain
    ending = f".{form[:10]}" if form else ""
    return f"{stem.strip()[: LONGEST_NAME - 20]}{ending}"


def _other_document(
    workspace: Workspace, document: str, lines: tuple[str, ...] | None, name: str
) -> list[Problem]:
    """A warning when the document's number stands nowhere alone in the file: it may be the wrong file."""
    plan, _ = workspace.plan()
    number = next(
        (file.document.document_number for file in plan.files if file.document.id == document), None
    )
    if lines is None or not number or own_span(lines, number).named:
        return []
    return [problem("source.number-absent", Place(name), number, document)]


def _holds_but_is_lost(workspace: Workspace, document: str, digest: str, form: str) -> bool:
    records = workspace.journal.read().records
    held = copies(records, date.max, datetime.max).get(document)
    if held is None or held.sha256 != digest:
        return False
    return kept_lines(workspace.data, digest, form, held.name)[0] is None
