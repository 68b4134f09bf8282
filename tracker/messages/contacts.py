"""The register of contacts: persons of a unit and how to reach them. Personal data: editable, never in the journal."""

import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from unicodedata import category

from tracker.accounts.access import Access, record
from tracker.accounts.policy_file import policy_of
from tracker.accounts.visibility import Matter, may_see
from tracker.intake.permissions import Actor, may_keep_contacts
from tracker.messages import FOLDER
from tracker.messages.channels import service_of
from tracker.messages.codes import at_field
from tracker.problems import Problem
from tracker.records.editable import opened
from tracker.snapshot import Workspace

FILE = "contacts.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL, name TEXT NOT NULL, post TEXT NOT NULL,
  telephone TEXT NOT NULL, email TEXT NOT NULL, channel TEXT NOT NULL)
"""
LIMITS = {"name": 50, "post": 50, "telephone": 40, "email": 200, "channel": 500}
TELEPHONE = re.compile(r"\+?\d[\d ()-]{4,30}\d")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]+")


@dataclass(frozen=True)
class Contact:
    """A person of a unit. `id` is None until it has been saved; `channel` is the address of a group's robot, a secret."""

    unit: str
    name: str
    post: str = ""
    telephone: str = ""
    email: str = ""
    channel: str = ""
    id: int | None = None


class Contacts:
    """The register of a ledger. What an actor may not see or change is refused here, whoever asks."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def seen_by(self, actor: Actor) -> list[Contact]:
        """What the policy lets the actor see."""
        rule = policy_of(self._space.data).visibility
        return [one for one in self._all() if may_see(rule, actor, Matter.CONTACTS, one.unit)]

    def of_unit(self, unit: str) -> list[Contact]:
        """For delivery: whom to reach of a unit."""
        return [contact for contact in self._all() if contact.unit == unit]

    def save(self, contact: Contact, actor: Actor) -> tuple[Contact, list[Problem]]:
        """Adds or changes a contact: either saved, or all that is wrong with it."""
        said = {name: value.strip() for name, value in _words(contact).items()}
        tidy = Contact(contact.unit, id=contact.id, **said)
        bodies = {unit.id for unit in self._space.plan()[0].units if not unit.collective}
        if wrong := list(_wrong(tidy, actor, bodies)):
            return tidy, wrong
        with self._open() as table:
            if tidy.id is None:
                done = table.execute(
                    f"INSERT INTO contact (unit, {', '.join(said)}) VALUES (?, ?, ?, ?, ?, ?)",
                    (tidy.unit, *said.values()),
                )
                tidy = replace(tidy, id=done.lastrowid)
                self._note(tidy, actor, "added")
                return tidy, []
            changes = ", ".join(f"{name} = ?" for name in said)
            done = table.execute(
                f"UPDATE contact SET {changes} WHERE id = ? AND unit = ?",
                (*said.values(), tidy.id, tidy.unit),
            )
            if not done.rowcount:
                return tidy, [at_field("contacts.unknown", "name")]
            self._note(tidy, actor, "changed")
        return tidy, []

    def remove(self, contact_id: int, actor: Actor) -> list[Problem]:
        found = next((one for one in self._all() if one.id == contact_id), None)
        if found is None:
            return [at_field("contacts.unknown", "name")]
        if not may_keep_contacts(actor, found.unit):
            return [at_field("contacts.not-allowed", "unit")]
        with self._open() as table:
            table.execute("DELETE FROM contact WHERE id = ?", (contact_id,))
            self._note(found, actor, "removed")
        return []

    def _note(self, contact: Contact, actor: Actor, change: str) -> None:
        """Before the change is committed: what cannot be noted does not happen. Nothing personal is noted."""
        about = {"of_unit": contact.unit, "contact": contact.id, "change": change}
        record(self._space, Access.CONTACT_CHANGED, actor.user, actor.role.value, actor.unit, **about)

    def _all(self) -> list[Contact]:
        if not (self._space.data / FOLDER / FILE).exists():
            return []
        with self._open() as table:
            table.row_factory = sqlite3.Row
            return [Contact(**dict(row)) for row in table.execute("SELECT * FROM contact ORDER BY unit, id")]

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._space.data / FOLDER / FILE, SCHEMA)


def _words(contact: Contact) -> dict[str, str]:
    return {name: value for name, value in asdict(contact).items() if name in LIMITS}


def _wrong(contact: Contact, actor: Actor, units: Collection[str]) -> Iterator[Problem]:
    if not may_keep_contacts(actor, contact.unit):
        yield at_field("contacts.not-allowed", "unit")
        return
    if contact.unit not in units:
        yield at_field("contacts.unknown-unit", "unit")
    for name, words in _words(contact).items():
        if len(words) > LIMITS[name]:
            yield at_field("contacts.too-long", name, limit=LIMITS[name])
        elif any(category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in words):
            yield at_field("contacts.bad-character", name)
    if not contact.name:
        yield at_field("contacts.empty", "name")
    if not (contact.telephone or contact.email or contact.channel):
        yield at_field("contacts.no-way", "telephone")
    if contact.telephone and not TELEPHONE.fullmatch(contact.telephone):
        yield at_field("contacts.bad-telephone", "telephone")
    if contact.email and not EMAIL.fullmatch(contact.email):
        yield at_field("contacts.bad-email", "email")
    if contact.channel and len(contact.channel) <= LIMITS["channel"] and not service_of(contact.channel):
        yield at_field("contacts.bad-channel", "channel")
