"""The register of contacts: persons of a unit and how to reach them. Personal data: editable, never in the journal."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from unicodedata import category

from tracker.intake.permissions import Actor, may_keep_contacts
from tracker.messages.channels import service_of
from tracker.messages.codes import LABELS, at_field
from tracker.messages.database import opened
from tracker.problems import Problem

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
    """The register in a data folder. What an actor may not see or change is refused here, whoever asks."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def seen_by(self, actor: Actor, unit: str = "") -> list[Contact]:
        """Of one unit, or of all that the actor may see."""
        return [
            contact
            for contact in self._all()
            if may_keep_contacts(actor, contact.unit) and unit in ("", contact.unit)
        ]

    def of_unit(self, unit: str) -> list[Contact]:
        """For delivery: whom to reach of a unit."""
        return [contact for contact in self._all() if contact.unit == unit]

    def save(self, contact: Contact, actor: Actor, units: frozenset[str]) -> tuple[Contact, list[Problem]]:
        """Adds or changes a contact; `units` are those that exist. Either saved, or all that is wrong with it."""
        said = {name: value.strip() for name, value in _words(contact).items()}
        tidy = Contact(contact.unit, id=contact.id, **said)
        wrong = list(_wrong(tidy, actor, units))
        if wrong:
            return tidy, wrong
        with self._open() as table:
            if tidy.id is None:
                row = (tidy.unit, *said.values())
                done = table.execute(
                    f"INSERT INTO contact (unit, {', '.join(said)}) VALUES (?, ?, ?, ?, ?, ?)", row
                )
                return replace(tidy, id=done.lastrowid), []
            changes = ", ".join(f"{name} = ?" for name in said)
            done = table.execute(
                f"UPDATE contact SET {changes} WHERE id = ? AND unit = ?",
                (*said.values(), tidy.id, tidy.unit),
            )
        return tidy, [] if done.rowcount else [at_field("contacts.unknown", "name")]

    def remove(self, contact_id: int, actor: Actor) -> tuple[Contact | None, list[Problem]]:
        found = next((one for one in self._all() if one.id == contact_id), None)
        if found is None:
            return None, [at_field("contacts.unknown", "name")]
        if not may_keep_contacts(actor, found.unit):
            return None, [at_field("contacts.not-allowed", "unit")]
        with self._open() as table:
            table.execute("DELETE FROM contact WHERE id = ?", (contact_id,))
        return found, []

    def _all(self) -> list[Contact]:
        with self._open() as table:
            table.row_factory = sqlite3.Row
            return [Contact(**dict(row)) for row in table.execute("SELECT * FROM contact ORDER BY unit, id")]

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._data, "contacts.sqlite", SCHEMA)


def _words(contact: Contact) -> dict[str, str]:
    return {name: value for name, value in asdict(contact).items() if name in LIMITS}


def _wrong(contact: Contact, actor: Actor, units: frozenset[str]) -> Iterator[Problem]:
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


assert LIMITS.keys() <= LABELS.keys()
