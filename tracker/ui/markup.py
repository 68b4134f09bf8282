"""HTML that is escaped by construction, under the name by which the pages know it: see `tracker.markup`."""

from tracker.markup import VOID, join, tag

__all__ = ["VOID", "join", "tag"]
