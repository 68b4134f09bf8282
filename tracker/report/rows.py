"""The rows of a table, made when they are written: a list of a few dozen, or a register too long to be held."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Rows:
    """So many rows with these fields; `make` begins anew each time that it is called."""

    fields: tuple[str, ...]
    count: int
    make: Callable[[], Iterator[tuple[Any, ...]]]

    def filled(self, wanted: Collection[str]) -> set[str]:
        """Which of these fields have something in them; looks no further than it has to."""
        left = {name: self.fields.index(name) for name in wanted}
        found: set[str] = set()
        for row in self.make() if left else ():
            said = {name for name, at in left.items() if row[at] not in (None, "")}
            found |= said
            left = {name: at for name, at in left.items() if name not in said}
            if not left:
                break
        return found


def listed(kind: type[NamedTuple], rows: Sequence[NamedTuple]) -> Rows:
    """Rows that are held anyway."""
    return Rows(kind._fields, len(rows), lambda: iter(rows))


def numbered(rows: Iterable[Any]) -> Iterator[Any]:
    """The rows with `number` counted from 1."""
    return (row._replace(number=at) for at, row in enumerate(rows, 1))
