"""Proves everything that is vouched for by a hash: both chains, kept plans, attached texts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.accounts.access import Access
from tracker.accounts.access import record as note
from tracker.audit.codes import problem
from tracker.audit.heads import Heads, heads_in_words
from tracker.evidence import evidence_files, opened
from tracker.intake.permissions import Actor
from tracker.periods import Quarter
from tracker.plan import load_plan
from tracker.problems import Place, Problem
from tracker.records.journal import Ledger, Record
from tracker.records.kept import Lost, held
from tracker.snapshot import Workspace, kept_plan_folder
from tracker.sources.keeping import FOLDER, kept_file


@dataclass(frozen=True)
class Proof:
    """Both chains as they are, how many kept files of each sort were held against their hash, and all that is wrong."""

    ledger: Ledger
    access: Ledger
    kept: Mapping[str, int]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def prove(workspace: Workspace) -> Proof:
    """Trusts nothing remembered; reads every file that a record vouches for."""
    ledger, access = workspace.journal.verify(), workspace.access.verify()
    kept, problems = {}, [*ledger.problems, *access.problems]
    for name, check in KEPT.items():
        kept[name], found = check(workspace, ledger)
        problems += found
    return Proof(ledger, access, kept, tuple(problems))


def prove_and_note(workspace: Workspace, actor: Actor) -> Proof:
    """A proof that stands in the access chain, so that everybody can be told when and by whom; a damaged one takes no more.

    Raises JournalUnwritable.
    """
    proof = prove(workspace)
    if not proof.access.problems:
        ends = heads_in_words(Heads(proof.ledger.head, proof.access.head))
        faults = len(proof.problems)
        note(workspace, Access.CHAINS_PROVEN, actor.user, actor.role, actor.unit, heads=ends, faults=faults)
    return proof


Checked = tuple[int, list[Problem]]
"""How many files were looked at, and what is wrong with them."""


def _plans(workspace: Workspace, ledger: Ledger) -> Checked:
    """The copies of tasks/ kept with locked quarters."""
    locks = [one for one in ledger.records if one.kind == "period_lock" and one.body["locked"]]
    last = {str(lock.body["plan"]): lock for lock in locks}
    return len(last), [
        problem("audit.plan-copy", Place(f"plans/{fingerprint}"), _quarter(lock))
        for fingerprint, lock in last.items()
        if load_plan(kept_plan_folder(workspace.data, fingerprint))[0].fingerprint != fingerprint
    ]


def _quarter(lock: Record) -> str:
    return Quarter.parse(str(lock.body["period"])).label


def _sources(workspace: Workspace, ledger: Ledger) -> Checked:
    """The office's copies of official texts, those of corrected records too."""
    named = {
        kept_file(workspace.data, digest, form): name for digest, form, name in _attached(ledger.records)
    }
    return len(named), [
        problem(f"audit.source-{wrong}", Place(f"{FOLDER}/{file.name}"), name)
        for file, name in named.items()
        if isinstance(wrong := held(file, file.stem), Lost)
    ]


def _attached(records: Iterable[Record]) -> Iterator[tuple[str, str, str]]:
    """Hash, format and name of every copy that was ever recorded."""
    for record in records:
        said = record.body.get("body") if record.kind == "correction" else record.body
        if isinstance(said, Mapping) and {"sha256", "format", "document"} <= said.keys():
            yield str(said["sha256"]), str(said["format"]), str(said["name"])


def _evidence(workspace: Workspace, ledger: Ledger) -> Checked:
    bodies = evidence_files(ledger.records).values()
    return len(bodies), [found for body in bodies if isinstance(found := opened(workspace, body), Problem)]


KEPT: Mapping[str, Callable[[Workspace, Ledger], Checked]] = {
    "plans": _plans,
    "sources": _sources,
    "evidence": _evidence,
}
"""What records vouch for beside themselves, by the folder of data/ that it lies in."""
