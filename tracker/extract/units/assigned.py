"""What a reader makes of one place that says who answers."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.extract.units.splitting import Name
from tracker.model import Role


class Form(StrEnum):
    """How a text says it."""

    LABELLED = "labelled"
    ROLES = "roles"
    """甲牵头，乙配合 in brackets."""
    LIST = "list"
    """A bracket of names and nothing else."""
    SENTENCE = "sentence"
    DUTIES = "duties"
    TORN = "torn"
    """Told from a table that a conversion has run together."""


@dataclass(frozen=True)
class Assigned:
    """Names with one role, as printed from `start` to `end`."""

    role: Role
    names: tuple[Name, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Annotation:
    form: Form
    start: int
    end: int
    assigned: tuple[Assigned, ...]
