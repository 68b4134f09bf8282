"""承接: which task of an earlier plan a task goes on with, and which later one goes on with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from tracker.queries.provisions import predecessors, successors
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.marks import link
from tracker.ui.markup import join
from tracker.ui.state import View

Row = Mapping[str, Any]


def succession(view: View, snapshot: Snapshot, task_id: str) -> Iterator[tuple[str, Markup]]:
    """Facts of the task, each with the day from which it holds."""
    for later in successors(snapshot, task_id):
        yield "已被承接", join([_name(view, later), under(f"自{day(later['since'])}起由该任务接着办理")])
    for earlier in predecessors(snapshot, task_id):
        words = f"自{day(earlier['since'])}起承接，承接前的记录见下方"
        yield "承接自", join([_name(view, earlier), under(words)])


def named(row: Row) -> str:
    """A task of another document in words: 海政发〔2024〕8号 五/(三) 推动低碳智慧供热体系建设."""
    return f"{row['document_number'] or row['document']}　{row['clause']}　{row['title']}"


def _name(view: View, row: Row) -> Markup:
    return link(named(row), view.link("task", id=row["task_id"]))
