"""An existing ledger read against plan and journal: what its columns and rows mean, and what would be recorded of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from tracker.intake import Actor, Draft, Outcome, accept
from tracker.intake.facts import LedgerRegister
from tracker.intake.permissions import may_take_over
from tracker.intake.register import PlanRegister
from tracker.periods import Quarter
from tracker.problems import Place, Problem, has_errors
from tracker.queries.scope import HOME, Scope
from tracker.records.upload import Cell, Sheet, read_sheets
from tracker.snapshot import Workspace
from tracker.takeover.codes import problem
from tracker.takeover.columns import Column, Headed, headed
from tracker.takeover.decided import lead, year_goal
from tracker.takeover.desk import Desk, Found, Left, Taken, numbered
from tracker.takeover.lines import Line, Passed, lines
from tracker.takeover.matching import Candidate, Match, candidates, matches
from tracker.takeover.pieces import pieces
from tracker.takeover.progress import progress
from tracker.takeover.rows import Rows
from tracker.takeover.values import in_fractions
from tracker.takeover.words import Field, Words, load_words


@dataclass(frozen=True)
class Choices:
    """What the office has decided about a file: its period, and what it has changed in the mapping."""

    period: Quarter
    work_items: str = "proposed"
    """A key of labels WORK_ITEMS."""
    columns: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """By sheet and column: a Field, or NOTHING."""
    rows: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """By sheet and row: a task, or empty for a row that is not taken."""


@dataclass(frozen=True)
class Proposal:
    """Everything that can be said of a file before any of it is taken."""

    file: str
    choices: Choices
    columns: tuple[Column, ...] = ()
    rows: tuple[Match, ...] = ()
    passed: tuple[Passed, ...] = ()
    taken: tuple[Taken, ...] = ()
    left: tuple[Left, ...] = ()
    tasks: tuple[Candidate, ...] = ()
    """Those that a row can be given to."""
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return not has_errors(self.problems)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return tuple(one.draft for one in self.taken)


def propose(
    workspace: Workspace, name: str, data: bytes, choices: Choices, actor: Actor, scope: Scope = HOME
) -> Proposal:
    """The file as it would be taken now; the intake has been asked, nothing is written.

    Its rows may speak of the tasks of the documents in force that `scope` admits.
    """
    words, wrong = load_words()
    if words is None:
        return Proposal(name, choices, problems=wrong)
    plan, ledger = workspace.plan()[0], workspace.journal.read()
    tables, problems = _tables(name, data, words, choices)
    read = [lines(table, words) for table in tables]
    found = [line for kept, _ in read for line in kept]
    if tables and not found:
        problems.append(problem("takeover.no-rows", Place(name, sheet=tables[0].sheet.name)))
    among = candidates(plan, [document.id for document in scope.documents(plan) if document.binds])
    rows = matches(found, among, choices.rows)
    desk = Desk(
        name,
        choices.period,
        words,
        choices.work_items,
        PlanRegister.of(plan, workspace.today),
        LedgerRegister(ledger.records),
        {table.sheet.name for table in tables if in_fractions(_percents(table))},
    )
    taken, left = _made(desk, rows)
    proposal = Proposal(
        name,
        choices,
        columns=tuple(chain.from_iterable(table.columns for table in tables)),
        rows=tuple(rows),
        passed=tuple(chain.from_iterable(passed for _, passed in read)),
        taken=tuple(replace(one, draft=replace(one.draft, base_seq=ledger.head.seq)) for one in taken),
        left=tuple(left),
        tasks=among,
        problems=tuple(problems),
    )
    judged = _judged(workspace, proposal, actor, dry_run=True)
    return replace(proposal, problems=(*proposal.problems, *judged.problems))


@lru_cache(maxsize=8)
def _sheets(data: bytes, name: str) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Opened once: with every choice that the office makes the same file is read anew."""
    sheets, problems = read_sheets(data, name)
    return tuple(sheets), tuple(problems)


def _tables(name: str, data: bytes, words: Words, choices: Choices) -> tuple[list[Headed], list[Problem]]:
    """The sheets that have a known heading."""
    sheets, found = _sheets(data, name)
    problems = [*found]
    tables = [table for sheet in sheets if (table := headed(sheet, words, choices.period, choices.columns))]
    if sheets and not tables:
        problems.append(problem("takeover.no-heading", Place(name, sheet=sheets[0].name)))
    read = {table.sheet.name for table in tables}
    for sheet in sheets if tables else ():
        if sheet.cells and sheet.name not in read:
            place = Place(name, sheet=sheet.name)
            problems.append(problem("takeover.sheet-skipped", place, text=sheet.name))
    return tables, problems


def take(workspace: Workspace, proposal: Proposal, actor: Actor) -> Outcome:
    """Everything that was proposed in one batch, or nothing where the file or the intake speaks against any of it."""
    if not proposal.ok:
        return Outcome(problems=proposal.problems)
    return _judged(workspace, proposal, actor, dry_run=False)


def _judged(workspace: Workspace, proposal: Proposal, actor: Actor, *, dry_run: bool) -> Outcome:
    if not may_take_over(actor):
        return Outcome(problems=(problem("takeover.not-office", Place(proposal.file)),))
    return accept(workspace, proposal.drafts, actor, dry_run=dry_run)


def _percents(table: Headed) -> list[Cell]:
    at = table.at(Field.PERCENT)
    return [cell for (row, column), cell in table.sheet.cells.items() if column == at and row >= table.first]


def _made(desk: Desk, rows: Sequence[Match]) -> tuple[list[Taken], list[Left]]:
    """Task by task in the order of the plan."""
    by_task: dict[str, list[Line]] = {}
    for match in rows:
        if match.taken:
            by_task.setdefault(match.task_id, []).append(match.line)
    found = [
        one
        for task_id in desk.plan.tasks
        if task_id in by_task
        for one in _of_task(Rows(desk, task_id, by_task[task_id]))
    ]
    taken = [one for one in found if isinstance(one, Taken)]
    return numbered(taken, desk.ledger), [one for one in found if isinstance(one, Left)]


def _of_task(rows: Rows) -> Found:
    for line in rows.lines:
        for said, cell, reason in line.withheld:
            yield Left(rows.task_id, line.sheet, cell, said, "", reason)
    for step in (lead, year_goal, pieces, progress):
        yield from step(rows)
