"""可用支持政策: the instruments that may pay for a task, and the tasks that an instrument may pay for."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from tracker.queries.provisions import funded, instruments
from tracker.sentences import standing_word
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

Row = Mapping[str, Any]

CONVENTION = "对应关系由本系统编录，文件没有写明"


def support(view: View, snapshot: Snapshot, task_id: str) -> list[Markup]:
    """Either table, where there is anything in it."""
    made = []
    for title, heading, role, rows in (
        ("可用支持政策", "政策", "主管部门", instruments(snapshot, task_id)),
        ("对应的任务", "任务", "责任单位", funded(snapshot, task_id)),
    ):
        columns = [
            Column(heading, lambda row: _name(view, row)),
            Column(role, lambda row: "、".join(row["units"] or ()), width="11em"),
            Column("文件现状", _standing, width="6.5em"),
        ]
        caption = join([f"{title}（{len(rows)} 项）　", tag("small", CONVENTION)])
        made += [table(rows, columns, caption=caption)] if rows else []
    return made


def _name(view: View, row: Row) -> Markup:
    where = f"{row['document_number'] or row['document']}　{row['clause']}"
    return join(
        [link(row["title"], view.link("task", id=row["task_id"])), under(where), under(row["summary"])]
    )


def _standing(row: Row) -> Markup:
    return tag("span", standing_word(row), class_="" if row["in_force"] else "grey")
