"""A run of reminders: what is pending goes into the ledger in one batch, then out through the channels, if there are any."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby

from tracker.intake import Actor, accept
from tracker.messages.delivery import Message, deliver, out_of_reach
from tracker.messages.outbox import Attempt
from tracker.messages.settings import read_settings
from tracker.plan.units import name_on
from tracker.problems import Problem
from tracker.records.journal import Record
from tracker.reminders.pending import Call, draft, pending_calls
from tracker.reminders.words import digest, title
from tracker.snapshot import Workspace

KEPT_TRYING = timedelta(days=7)
"""A message that nobody has taken for so long is given up; the next step of the reminder brings a new one."""
ROBOT_ROOM = 450
"""Characters for the things in a robot's message, which may have 2,048 bytes in all."""
TRIES = 5
"""So often a run looks again when another one has recorded something in between."""


@dataclass(frozen=True)
class Delivery:
    """What became of the messages outside; `problems` are those of the settings."""

    attempts: tuple[Attempt, ...] = ()
    unreached: tuple[str, ...] = ()
    """Units without any address, although messages do go out."""
    problems: tuple[Problem, ...] = ()
    configured: bool = False


@dataclass(frozen=True)
class Run:
    calls: tuple[Call, ...] = ()
    """What was pending."""
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why nothing was recorded."""
    delivery: Delivery = field(default_factory=Delivery)


def remind(space: Workspace, actor: Actor, dry_run: bool = False) -> Run:
    """Everything that is pending now, once; a dry run records and sends nothing.

    Of two runs at once the second finds, under the journal's lock, what the first has recorded, and looks again.
    """
    for _ in range(TRIES):
        calls = pending_calls(space.status())
        outcome = accept(space, [draft(call, space.today) for call in calls], actor, dry_run=dry_run)
        if outcome.ok or not _overtaken(space, calls):
            break
    if dry_run or not outcome.ok:
        return Run(tuple(calls), problems=outcome.problems)
    return Run(tuple(calls), outcome.records, delivery=send_out(space))


def _overtaken(space: Workspace, calls: Sequence[Call]) -> bool:
    """Whether the ledger is no longer what the calls were made from."""
    return {(call.id, call.step) for call in pending_calls(space.status())} != {
        (call.id, call.step) for call in calls
    }


def send_out(space: Workspace) -> Delivery:
    """One attempt at every message that is not out yet. A rehearsal under a simulated clock sends nothing."""
    read = read_settings(space.data)
    if read.problems or read.settings is None or not read.settings.sends or space.simulated:
        return Delivery(problems=read.problems)
    messages = recent_messages(space, read.settings.pages)
    attempts = deliver(space, read.settings, messages)
    unreached = out_of_reach(space, read.settings, [message.unit for message in messages])
    return Delivery(tuple(attempts), tuple(unreached), configured=True)


def recent_messages(space: Workspace, pages: str = "") -> list[Message]:
    """The reminders of the last days, one message a batch and unit."""
    since = space.now() - KEPT_TRYING
    recent = [
        record
        for record in space.journal.read().records
        if record.kind == "reminder" and record.recorded_at >= since
    ]
    # Not asked of a judged state: none has been made since the reminders were recorded.
    names = {unit.id: name_on(unit, space.today) for unit in space.plan()[0].units}

    def of(record: Record) -> tuple[str, str]:
        return record.batch, str(record.body["unit"])

    found: list[Message] = []
    for (batch, unit), group in groupby(sorted(recent, key=of), key=of):
        records = list(group)
        whole, short = (digest(names.get(unit, unit), records, pages, room) for room in (None, ROBOT_ROOM))
        found.append(Message(batch, unit, title(records), whole, short))
    return found
