"""Takes the messages of the last days to every address that has not got them yet; the ledger does not wait for it."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tracker.messages import FOLDER, channels
from tracker.messages.contacts import Contacts
from tracker.messages.outbox import Attempt, Outbox
from tracker.messages.settings import Settings
from tracker.snapshot import Workspace

EMAIL, GROUP = "电子邮件", "群组"
NOT_TRIED = "这个渠道刚才连接不上，没有再试"
"""A server that does not answer would keep every run waiting for as many messages as there are."""


@dataclass(frozen=True)
class Message:
    """What one unit is told by one batch of reminders."""

    batch: str
    unit: str
    title: str
    text: str
    short: str
    """For a group's robot, which takes no long text."""


@dataclass(frozen=True)
class Target:
    """One address of a unit; it is kept nowhere but here."""

    channel: str
    receiver: str
    address: str = field(repr=False)

    @property
    def route(self) -> tuple[str, str]:
        """What breaks down as one: the mail server, a robot service, a group's address."""
        return self.channel, self.receiver if self.channel == GROUP else ""


def targets(settings: Settings, contacts: Contacts, unit: str) -> list[Target]:
    """Every way to reach a unit that the office has switched on."""
    found: list[Target] = []
    for contact in contacts.of_unit(unit):
        if settings.email and contact.email:
            address = (
                f"{settings.email}{'&' if '?' in settings.email else '?'}to={quote(contact.email, safe='')}"
            )
            found.append(Target(EMAIL, str(contact.id), address))
        service = channels.service_of(contact.channel) if contact.channel and settings.robots else None
        if service in [channels.ROBOTS[name] for name in settings.robots]:
            found.append(Target(str(service), str(contact.id), contact.channel))
    found += [
        Target(GROUP, group.name, group.address)
        for group in settings.groups
        if not group.units or unit in group.units
    ]
    return found


def deliver(space: Workspace, settings: Settings, messages: Sequence[Message]) -> list[Attempt]:
    """One attempt at everything that has not been taken yet, each noted at once; what fails is left to the next run.

    Runs take turns, so that nobody gets a message twice. A crash between sending and noting is the one exception.
    """
    with _one_at_a_time(space.data):
        outbox, contacts = Outbox(space.data), Contacts(space)
        taken = {attempt.key for attempt in outbox.attempts() if not attempt.error}
        made: list[Attempt] = []
        down: set[tuple[str, str]] = set()
        for message in messages:
            for target in targets(settings, contacts, message.unit):
                key = (message.batch, message.unit, target.channel, target.receiver)
                if key in taken:
                    continue
                error = NOT_TRIED
                if target.route not in down:
                    text = message.text if target.channel == EMAIL else message.short
                    error = channels.send(target.address, message.title, text)
                if error == channels.NO_CONNECTION:
                    down.add(target.route)
                made.append(Attempt(*key, space.now(), error))
                outbox.note(made[-1])
        return made


def out_of_reach(space: Workspace, settings: Settings, units: Sequence[str]) -> list[str]:
    """Units of which no way is known."""
    contacts = Contacts(space)
    return [unit for unit in dict.fromkeys(units) if not targets(settings, contacts, unit)]


@contextmanager
def _one_at_a_time(data: Path) -> Iterator[None]:
    (data / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(data / FOLDER / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
