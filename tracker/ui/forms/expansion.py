"""The office names the bodies that a collective (相关街镇) stands for in one task; the latest naming holds."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import plan_register, standing
from tracker.intake import Draft
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms.beside import record_facts, task_facts
from tracker.ui.forms.form import Form, kept
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import clause, link, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "集合单位"
WHY = "文件里“相关街镇”这类集合单位在一项任务中指哪些单位，由办公室明确；没有明确的，按原文保留，不要求报送。"
BASIS = {"office": ("办公室已明确", "green"), "text": ("文中列有名单", "green"), "none": ("没有明确", "grey")}


def waiting(view: View) -> int:
    """Nobody has to open a collective: 企业 and 施工单位 are no bodies of the register."""
    return 0


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    def act(row: Row) -> Markup:
        words = "改定" if row["basis"] == "office" else "明确"
        return link(
            words, view.here(do="expansion", id=f"{row['task_id']}:{row['collective']}", saved="", page="")
        )

    columns = [
        Column("条款", lambda row: clause(row["clause"]), width="6.5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"])), width="20em"),
        Column("集合单位", "name", width="13em"),
        Column("现在", lambda row: mark(*BASIS[row["basis"]]), width="9em"),
        Column("所指单位", lambda row: "、".join(row["members"])),
        Column("办理", act, align="center", width="4em"),
    ]
    rows = _rows(view)
    return table(rows, columns, caption=f"任务中的集合单位（{len(rows)} 处，没有明确的在前）", view=view)


def show(view: View, subject: str) -> None:
    snapshot, name = ledger.snapshot(view), f"expansion {subject}"
    row: Row | None = kept(name) or next(
        (row for row in _rows(view) if f"{row['task_id']}:{row['collective']}" == subject), None
    )
    if row is None:
        return nothing_there("处集合单位")
    st.html(tag("h2", f"{row['clause']} {row['title']}：明确“{row['name']}”"))
    about = {"task": row["task_id"], "collective": row["collective"]}
    found = standing(snapshot, "expansion", **about)
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(task_facts(_task(snapshot, row["task_id"])))
        for record in found[:1]:
            st.html(record_facts(snapshot, "现行名单", record, reviewed=False))
    with entry:
        st.html(
            note("明确以后，名单里的单位都看到这项任务，可以补充本单位的情况；以后再明确的，以新名单为准。")
        )
        initial = {"members": row["member_ids"]}
        with Form(view, name, initial, about=row) as form:
            form.several("members", _units(snapshot, row["collective"]))
            form.words("source", placeholder="分工方案、会议纪要的名称和文号")
            form.send(("明确集合单位", lambda values: [Draft("expansion", {**about, **values})]))
    return None


def _rows(view: View) -> list[Row]:
    return list(queries.collectives(ledger.snapshot(view)).iter_rows(named=True))


def _task(snapshot: Snapshot, task_id: str) -> Row:
    return queries.tasks(snapshot).row(by_predicate=pl.col("task_id") == task_id, named=True)


def _units(snapshot: Snapshot, collective: str) -> dict[str, str]:
    """The single bodies of the collective's place."""
    units = plan_register(snapshot).units
    place = units[collective].jurisdiction
    return {
        unit.id: unit.name for unit in units.values() if not unit.collective and unit.jurisdiction == place
    }
