"""What a unit is asked beside its reports: to sign for tasks, to answer notices and instructions; and what it may ask."""

from collections.abc import Callable
from types import ModuleType

from tracker.ui.forms import extension, feedback, notice_reply, receipt, work_item
from tracker.ui.state import View

PARTS: dict[str, ModuleType] = {
    "receipt": receipt,
    "notice_reply": notice_reply,
    "feedback": feedback,
    "extension": extension,
    "work_item": work_item,
}
"""Each has TITLE, waiting, show and, unless it is one of `BOARDS`, listed."""
BOARDS: dict[str, Callable[[View], None]] = {"receipt": receipt.board}
"""Parts whose list is itself a form."""


def titles(view: View) -> dict[str, str]:
    """The name of each part, with how much waits for the unit in it."""
    waiting = {do: part.waiting(view) for do, part in PARTS.items()}
    return {do: part.TITLE + (f"（待办 {waiting[do]}）" if waiting[do] else "") for do, part in PARTS.items()}
