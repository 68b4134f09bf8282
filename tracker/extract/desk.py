"""What is gathered while a draft is put into the form of a plan file."""

from dataclasses import dataclass, field

from tracker.extract.draft import Draft
from tracker.extract.register import Register
from tracker.extract.text import Folded


@dataclass(frozen=True)
class Note:
    """One choice of the reader: where it stands in the original, how sure it is, and why not quite."""

    item: str
    part: str
    """What of the item: `title`, `assignments/0`, `targets/t1`, `milestones/m1`."""
    clause: str
    quote: str
    start: int
    end: int
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@dataclass
class Desk:
    draft: Draft
    folded: Folded
    register: Register
    notes: list[Note] = field(default_factory=list)
    indicators: dict[tuple[str, str], str] = field(default_factory=dict)
    of_clause: dict[str, list[str]] = field(default_factory=dict)
    unknown: dict[str, dict[str, None]] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def first(self, kind: str, own: str, count: int) -> int:
        """The number of an item's first target or milestone; those of the document itself are counted through."""
        if not own.startswith("goals"):
            return 1
        before = self.counted.get(kind, 0)
        self.counted[kind] = before + count
        return before + 1

    def note(
        self,
        item: str,
        part: str,
        clause: str,
        low: int,
        high: int,
        sure: float = 1.0,
        doubts: tuple[str, ...] = (),
    ) -> None:
        start, end = self.folded.span(low, high)
        self.notes.append(Note(item, part, clause, self.folded.quote(low, high), start, end, sure, doubts))
