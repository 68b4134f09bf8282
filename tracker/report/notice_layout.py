"""What a supervision notice looks like, read from reports/notice.yaml: fonts, sizes, margins and the wording of its parts."""

from collections.abc import Mapping
from pathlib import Path

from tracker.model import Text
from tracker.problems import Problem
from tracker.report.layout import ITEM, in_order, read_as, sound, unknown_words
from tracker.report.paper_layout import PaperLayout

ONCE = frozenset(
    {
        "number",
        "grade",
        "unit",
        "documents",
        "follows",
        "issued_on",
        "reply_by",
        "demand",
        "issuer",
        "heads",
    }
)
OF_TASK = frozenset({"clause", "what", "light", "why"})
OF_ITEM = OF_TASK | {"due", "wording", "sentence"}
PARTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("title", "number", "grade", "address", "raised", "opening", "demand", "closing"), ONCE),
    **dict.fromkeys(("issuer", "issued", "foot"), ONCE),
    "item": OF_ITEM,
    "own_item": OF_ITEM - {"light", "why"},
    "task": OF_TASK,
}
"""Part of the notice -> what may stand in braces in its wording."""


class NoticeLayout(PaperLayout):
    number: Text
    grade: Text
    address: Text
    raised: Text
    """Only where the notice raises another."""
    opening: Text
    item: Text
    """Once for each milestone or work item of a task."""
    own_item: Text
    """Once for each milestone that belongs to the document itself."""
    task: Text
    demand: Text
    closing: Text
    issuer: Text
    issued: Text
    foot: Text


def load(file: Path) -> NoticeLayout:
    """Raises LayoutRefused with every mistake at once."""
    return sound(file, read)


def read(data: bytes, file: str) -> tuple[NoticeLayout | None, list[Problem]]:
    """None when too much is missing; every mistake found so far is reported all the same."""
    layout, reading = read_as(NoticeLayout, data, file)
    for part, known in PARTS.items() if layout else ():
        reading.problems += unknown_words(getattr(layout, part), reading.places[ITEM, part], known)
    return layout, in_order(reading.problems)
