"""Evidence of what is reported: taken with its file, found by what it proves, opened and proven."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import cast

from tracker.accounts.policy_file import policy_of
from tracker.accounts.visibility import Matter, may_see
from tracker.duties import known_facts
from tracker.intake import Actor, Draft, Outcome, accept
from tracker.intake.facts import LedgerRegister
from tracker.intake.register import PlanRegister
from tracker.problems import Problem
from tracker.records.attachable import file_name, kind_of
from tracker.records.evidence_files import keep, proven
from tracker.records.journal import Record
from tracker.snapshot import Snapshot, Workspace

SUBJECTS = ("task", "item", "indicator")
"""Fields of which a piece of evidence has one: what it proves."""


def file_fields(name: str, content: bytes) -> dict[str, object] | Problem:
    """What a record says of a file, or why the file is not taken. Nothing is written."""
    shown = file_name(name)
    form = kind_of(shown, content)
    if isinstance(form, Problem):
        return form
    return {
        "sha256": sha256(content).hexdigest(),
        "name": shown,
        "size": len(content),
        "format": form.value,
    }


def accept_with_files(
    workspace: Workspace,
    drafts: Sequence[Draft],
    files: Mapping[str, bytes],
    actor: Actor,
    dry_run: bool = False,
) -> Outcome:
    """Like `accept`, for drafts some of which speak of `files` (by hash): kept before their records are written.

    Nothing is kept of a batch that is refused. Raises JournalDamaged or JournalUnwritable.
    """
    tried = accept(workspace, drafts, actor, dry_run=True)
    wrong = tuple(one for one in tried.problems if one.code != "intake.file-not-kept" or not files)
    if wrong or dry_run:
        return Outcome(problems=wrong)
    for content in files.values():
        keep(workspace.data, content)
    return accept(workspace, drafts, actor)


def evidence_of(snapshot: Snapshot, subjects: Collection[str]) -> list[Record]:
    """The evidence that stands for any of these plan ids, newest first."""
    found = [
        fact
        for fact in known_facts(snapshot).all("evidence")
        if any(fact.body.get(name) in subjects for name in SUBJECTS)
    ]
    return sorted(found, key=lambda fact: fact.seq, reverse=True)


def said_of(record: Record, known: LedgerRegister) -> Mapping[str, object] | None:
    """What a record says of a piece of evidence: itself, as a correction, or while it waits for its unit."""
    body: object = record.body if record.kind == "evidence" else None
    if record.kind == "submission" and record.body.get("of") == "evidence":
        body = record.body.get("content")
    elif record.kind == "correction":
        first = known.records.get(known.root(record.id))
        body = record.body.get("body") if first and first.kind == "evidence" else None
    return cast(Mapping[str, object], body) if isinstance(body, Mapping) else None


def may_open(
    workspace: Workspace, actor: Actor, record: Record, body: Mapping[str, object], *, stands: bool = True
) -> bool:
    """Whether somebody may open what a record says is evidence, by the office's policy.

    One that no longer `stands` (withdrawn, or corrected since) is treated as restricted.
    """
    unit = record.unit and PlanRegister.of(workspace.plan()[0], workspace.today).acting(record.unit)
    matter = Matter.EVIDENCE if is_restricted(body) or not stands else Matter.ITEMS
    waiting = Matter.PENDING if record.kind == "submission" else matter
    rule = policy_of(workspace.data).visibility
    return all(may_see(rule, actor, one, unit) for one in (matter, waiting))


def is_restricted(body: Mapping[str, object]) -> bool:
    return body.get("restricted") is True


def opened(workspace: Workspace, body: Mapping[str, object]) -> bytes | Problem:
    """The file that a piece of evidence speaks of."""
    return proven(workspace.data, str(body["sha256"]), str(body["name"]))


def evidence_files(records: Iterable[Record]) -> dict[str, Mapping[str, object]]:
    """By hash: the first record's words on every file that was ever filed; withdrawn evidence keeps its file."""
    known = LedgerRegister(records)
    found: dict[str, Mapping[str, object]] = {}
    for record in known.records.values():
        body = said_of(record, known) or {}
        if "sha256" in body:
            found.setdefault(str(body["sha256"]), body)
    return found
