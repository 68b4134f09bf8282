"""What the reader makes of a file: each document with its items, goals and what it could not place."""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.extract.goals.document import Goals, goals_of
from tracker.extract.responsibility import Responsibility, responsibility
from tracker.extract.source import Source
from tracker.extract.structure import structured
from tracker.extract.text import Document, Text


@dataclass(frozen=True)
class Draft:
    """One document as it was read."""

    document: Document
    responsibility: Responsibility
    goals: Goals


@dataclass(frozen=True)
class Reading:
    """A file as it was read."""

    text: Text
    drafts: tuple[Draft, ...]


def read(source: Source, known: Collection[str] = ()) -> Reading:
    """`known` are the names of the register."""
    text = structured(source)
    drafts = tuple(
        Draft(document, responsibility(document, text.folded, known), goals_of(text.folded, document))
        for document in text.documents
    )
    return Reading(text, drafts)
