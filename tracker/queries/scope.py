"""Which documents a reader looks at: by jurisdiction, track and document; without a choice, those of the home office."""

from dataclasses import dataclass

from tracker.model import Document, Plan
from tracker.snapshot import Snapshot

EVERYWHERE = "all"
"""As a jurisdiction: all of them."""


@dataclass(frozen=True)
class Scope:
    """A choice; an empty word leaves its side open, and nothing chosen at all means the home jurisdiction."""

    place: str = ""
    track: str = ""
    document: str = ""

    @property
    def chosen(self) -> bool:
        return bool(self.place or self.track or self.document)

    def documents(self, plan: Plan) -> list[Document]:
        """The documents it admits, in the order of the plan."""
        place = self.place or ("" if self.chosen else plan.home)
        return [
            file.document
            for file in plan.files
            if place in ("", EVERYWHERE, file.document.jurisdiction)
            and self.track in ("", file.document.track)
            and self.document in ("", file.document.id)
        ]

    def of(self, snapshot: Snapshot) -> Snapshot:
        """The state as far as it speaks of these documents."""
        return snapshot.within(frozenset(document.id for document in self.documents(snapshot.plan)))


HOME = Scope()
"""Nothing chosen."""
