"""What goes into a pack: one state of the ledger, the assessment made of it, and the evidence that its lines rest on."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker import queries
from tracker.assessment.results import Assessment
from tracker.audit.heads import Heads
from tracker.backup.manifest import product_version
from tracker.evidence import opened
from tracker.intake.permissions import Actor
from tracker.model import Rubric
from tracker.pack import verifier, words
from tracker.pack.codes import problem
from tracker.pack.listing import listing
from tracker.pack.parcel import Item
from tracker.plan.load import plan_contents, plan_fingerprint
from tracker.problems import Problem
from tracker.records.journal import witness
from tracker.report import score_sheet, self_assessment
from tracker.report.proofs import Proof, numbered
from tracker.snapshot import Snapshot, Workspace, kept_plan_folder


@dataclass(frozen=True)
class Wanted:
    """One assessment, of which state, and whether files marked as restricted go with it."""

    now: Snapshot
    found: Assessment
    rubric: Rubric
    actor: Actor
    restricted: bool = True


@dataclass(frozen=True)
class Contents:
    items: tuple[Item, ...]
    said: Mapping[str, Any]
    """What the manifest says beside the files."""
    confidential: tuple[Proof, ...]
    """The restricted files among them."""
    problems: tuple[Problem, ...] = ()


def contents(space: Workspace, wanted: Wanted, ends: Heads) -> Contents:
    """Everything by name, in the order of the pack; problems say which file on record is not what it was.

    Raises JournalDamaged, and LayoutRefused when a layout has mistakes.
    """
    now, found = wanted.now, wanted.found
    proofs = numbered(now, found)
    given = [one for one in proofs if one.sha256 and (wanted.restricted or not one.restricted)]
    problems = [
        problem("pack.not-kept", one.number, one.name)
        for one in given
        if isinstance(opened(space, one.record.body), Problem)
    ]
    plan = _plan(space, now.plan.fingerprint)
    if plan is None:
        problems.append(problem("pack.plan-gone", "tasks", now.plan.fingerprint[:12]))
    said, demo = _said(space, wanted, ends), queries.opening(now)[1]
    if problems or plan is None:
        return Contents((), said, (), tuple(problems))
    files = {one.record.id: f"{verifier.EVIDENCE}{one.sha256}.{one.record.body['format']}" for one in given}
    journal = b"".join(space.journal.copied()[0].splitlines(keepends=True)[: now.head.seq])
    fixed = {
        words.README: words.readme(said, demo),
        words.VERIFIER: verifier.alone(),
        words.START: words.start(),
        words.REPORT: self_assessment.document(now, found, wanted.rubric, ends),
        words.SCORES: score_sheet.workbook(now, found, wanted.rubric, ends),
        words.LIST: listing(now, found, proofs, files, ends, space.now()),
        verifier.RESULT: verifier.as_bytes(as_json(found)),
        verifier.INDEX: verifier.as_bytes([_row(one, files) for one in proofs]),
        verifier.JOURNAL: journal,
        "journal/head.json": witness(now.head),
        **{f"{verifier.PLAN}{name}": content for name, content in sorted(plan.items())},
    }
    items = [Item(name, _constant(content)) for name, content in fixed.items()]
    items += [Item(name, _file(space, one)) for name, one in _each_once(given, files)]
    return Contents(tuple(items), said, tuple(one for one in given if one.restricted))


def as_json(found: Assessment) -> dict[str, Any]:
    """The assessment as the pack keeps it; figures are text, so that 35.50 stays 35.50."""

    def plain(value: object) -> object:
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, Mapping):
            return {str(name): plain(one) for name, one in value.items()}
        return [plain(one) for one in value] if isinstance(value, list | tuple) else value

    said = plain(asdict(found))
    assert isinstance(said, dict)
    return said


def _said(space: Workspace, wanted: Wanted, ends: Heads) -> dict[str, Any]:
    found, clock = wanted.found, wanted.now.clock
    heads = {"ledger": wanted.now.head, "access": ends.access}
    return {
        "version": product_version(),
        "made_at": space.now().isoformat(timespec="seconds"),
        "made_by": wanted.actor.user,
        "as_of": clock.as_of.isoformat(),
        "known_at": clock.known_at.isoformat(),
        "plan": wanted.now.plan.fingerprint,
        "heads": {name: {"seq": head.seq, "hash": head.hash} for name, head in heads.items()},
        "subject": {
            "title": f"{found.subject}{found.year}年度考核佐证包",
            "year": found.year,
            "rubric": f"{found.title}（{found.standing}）",
            "rubric_id": found.rubric,
            "unit": found.unit,
        },
        "restricted_files": wanted.restricted,
    }


def _row(proof: Proof, files: Mapping[str, str]) -> dict[str, object]:
    record, body = proof.record, proof.record.body
    return {
        "number": proof.number,
        "line": proof.line.id,
        "also": list(proof.also),
        "subject": next(str(body[name]) for name in ("task", "item", "indicator") if name in body),
        "record": record.id,
        "by": record.by,
        "recorded_at": record.recorded_at.isoformat(timespec="microseconds") + "Z",
        **{name: body.get(name) for name in ("sha256", "name", "size", "document_number")},
        "file": files.get(record.id),
    }


def _plan(space: Workspace, fingerprint: str) -> dict[str, bytes] | None:
    """The files of the plan that was judged: the present ones, else those kept with a locked quarter."""
    for folder in (space.tasks, kept_plan_folder(space.data, fingerprint)):
        found = plan_contents(folder) if folder.is_dir() else {}
        if plan_fingerprint(found) == fingerprint:
            return found
    return None


def _constant(content: bytes) -> Any:
    return lambda: content


def _file(space: Workspace, proof: Proof) -> Any:
    def read() -> bytes:
        content = opened(space, proof.record.body)
        if isinstance(content, Problem):
            raise OSError(content.message)
        return content

    return read


def _each_once(given: list[Proof], files: Mapping[str, str]) -> Iterator[tuple[str, Proof]]:
    """Two records may have filed the same bytes."""
    by_name = {files[one.record.id]: one for one in given}
    yield from sorted(by_name.items())
