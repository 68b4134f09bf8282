"""The line that every page and report begins with, its figures named."""

from collections.abc import Iterator

from tracker import queries
from tracker.labels import LIGHTS
from tracker.report.pieces import Piece
from tracker.snapshot import Snapshot


def summary(now: Snapshot) -> Iterator[Piece]:
    """What is true on the day, in pieces."""
    for words, count, what in queries.summary(now):
        yield Piece(words)
        if count is not None:
            name = what if what == "tasks" else f"light.{what}" if what in LIGHTS else f"target.{what}"
            yield Piece(str(count), name)
