"""What somebody may look at on the pages: by role, and for a unit by what the policy shows it of other units."""

from tracker import queries
from tracker.accounts.policy import Visibility
from tracker.accounts.policy_file import policy_of
from tracker.accounts.visibility import Matter, may_see
from tracker.ui import ledger
from tracker.ui.registry import Page
from tracker.ui.state import View
from tracker.ui.table import Row


def may_look(page: Page, view: View) -> bool:
    """Whether this page, with the ``id`` that the view names, may be shown to its reader."""
    if view.actor.role not in page.roles:
        return False
    return not page.of_all or may_see(_rule(), view.actor, Matter.ITEMS) or _is_own(page, view)


def may_see_items(view: View, unit: str) -> bool:
    """Whether what belongs to the unit and is neither restricted nor waiting may be shown to the reader."""
    return may_see(_rule(), view.actor, Matter.ITEMS, unit)


def may_read_return(view: View, unit: str | None) -> bool:
    """Whether the reasons for which something of the unit's was returned may be shown to the reader."""
    return may_see(_rule(), view.actor, Matter.RETURNED, unit)


def sentence_of(view: View, row: Row) -> str:
    """Where a notice or an instruction stands with its unit, as far as it may be told to the reader."""
    return str(row["sentence" if may_read_return(view, row["unit_id"]) else "for_others"])


def _rule() -> Visibility:
    return policy_of(ledger.workspace().data).visibility


def _is_own(page: Page, view: View) -> bool:
    """A page about one thing that is the unit's own."""
    unit, named = view.actor.unit, view.params.get("id", "")
    if unit is None or not named:
        return False
    if page.path == "units":
        return named == unit
    return page.path == "task" and named in set(queries.unit_tasks(ledger.whole(view), unit)["task_id"])
