"""Tables that a text prints with white space between their columns."""

from collections.abc import Iterator, Sequence

from tracker.extract.ledger import Grid


def laid_out(lines: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[int, int, Grid]]:
    """Each table with the places of its first line and of the one behind its last."""
    yield from ()
