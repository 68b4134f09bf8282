"""A task's goal for one year, against which units report how much is done."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import standing
from tracker.intake import Draft
from tracker.model import JUDGED
from tracker.ui import ledger
from tracker.ui.forms.beside import record_facts, task_facts
from tracker.ui.forms.form import Form, Values
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "年度目标"
WHY = "设了年度目标的任务，单位每季度报完成比例，与序时进度比较；没有设的不算滞后。"


def waiting(view: View) -> int:
    """Setting a goal is the office's choice: nothing waits."""
    return 0


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot, year = ledger.snapshot(view), view.as_of.year

    def goal(task: Row) -> object:
        found = standing(snapshot, "year_goal", task=task["task_id"], year=year)
        return found[0].body["goal"] if found else None

    def act(task: Row) -> Markup:
        return link("调整" if goal(task) else "设定", view.here(do="year_goal", id=task["task_id"], saved=""))

    columns = [
        Column("条款", "clause", width="5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"])), width="20em"),
        Column("答复单位", "answers", width="15em"),
        Column("办理", act, align="center", width="4em"),
        Column(f"{year} 年度目标", goal),
    ]
    rows = sorted(_rows(view), key=lambda task: goal(task) is not None)
    return table(rows, columns, caption=f"各项任务的 {year} 年度目标，没有设的在前", view=view)


def show(view: View, task_id: str) -> None:
    snapshot, this_year = ledger.snapshot(view), view.as_of.year
    task = next((row for row in _rows(view) if row["task_id"] == task_id), None)
    if task is None:
        return nothing_there("项任务")
    st.html(tag("h2", f"{task['clause']} 年度目标：{task['title']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        for record in standing(snapshot, "year_goal", task=task_id):
            st.html(record_facts(snapshot, f"{record.body['year']} 年度目标", record, reviewed=False))
        st.html(task_facts(task))
    with entry:
        st.html(note(WHY))
        with Form(view, f"year_goal {task_id}", {"year": this_year}) as form:
            form.choose(
                "year", {str(year): f"{year} 年" for year in range(this_year - 1, this_year + 2)}, beside=True
            )
            form.words("goal", lines=3, placeholder="今年做到什么；能数的写数量，便于单位报完成比例")
            form.words("source", placeholder="年度工作要点、任务分解表等的名称和文号")
            form.words("reason", lines=2, label="调整原因（这一年已经设过的必填）")
            form.send(("记入年度目标", lambda values: [Draft("year_goal", _body(values, task_id))]))


def _body(values: Values, task_id: str) -> dict[str, object]:
    return {"task": task_id, **values} | ({"year": int(str(values["year"]))} if "year" in values else {})


def _rows(view: View) -> list[Row]:
    wanted = pl.col("in_force") & pl.col("kind").is_in(list(JUDGED))
    return list(queries.tasks(ledger.snapshot(view)).filter(wanted).iter_rows(named=True))
