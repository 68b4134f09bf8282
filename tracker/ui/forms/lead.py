"""The office confirms which unit leads a task whose text names none."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import known_facts, plan_register, standing
from tracker.intake import Draft
from tracker.labels import ANSWER_BASIS
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms.beside import record_facts, task_facts
from tracker.ui.forms.form import TICKED, Form, Values, anew, kept, side_by_side, ticked
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "牵头单位"
WHY = "方案只写责任单位，没有写谁牵头：暂由列名第一的单位答复，请逐项确认；集合单位须明确到具体单位。"
WAITING = ("none", "provisional")


def waiting(view: View) -> int:
    return sum(row["answer_basis"] in WAITING for row in _rows(view))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    def basis(row: Row) -> Markup:
        return mark(ANSWER_BASIS[row["answer_basis"]], "amber" if row["answer_basis"] in WAITING else "green")

    def act(row: Row) -> Markup | None:
        words = "确认" if row["answer_basis"] in WAITING else "改定"
        return (
            link(words, view.here(do="lead", id=row["task_id"], saved=""))
            if row["answer_basis"] != "stated"
            else None
        )

    columns = [
        Column("条款", "clause", width="5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"])), width="20em"),
        Column("现在由谁答复", "answers", width="15em"),
        Column("依据", basis, width="12em"),
        Column("办理", act, align="center", width="4em"),
        Column("文中所列单位", lambda row: "、".join(row["units"] or [])),
    ]
    rows = [row for row in _rows(view) if row["answer_basis"] != "provisional"]
    return table(
        rows,
        columns,
        caption=f"其他任务的牵头单位（{len(rows)} 项，待明确的在前）",
        view=view,
        empty="没有。",
    )


def board(view: View) -> None:
    """The tasks whose first-listed unit answers for the time being, to be confirmed several at once; below them the rest."""
    every = _rows(view)
    rows = [row for row in every if row["answer_basis"] == "provisional"]
    nobody = sum(row["answer_basis"] == "none" for row in every)
    st.html(note(WHY + (f"有 {nobody} 项没有单位答复，须逐项明确，列在本页下方的表里。" if nobody else "")))
    if rows:
        st.html(tag("h3", f"由现在的答复单位牵头的，可以一并确认（{len(rows)} 项）"))
        with Form(view, anew(view, "leads")) as form:
            with st.container(key="ticks-lead"):
                for row in rows:
                    _line(view, form, row)
            form.words("source", placeholder="会议纪要、通知的名称和文号，或主管领导批示；记入确认的每一项")

            def chosen(values: Values) -> list[Draft]:
                wanted = ticked(values)
                return _confirmed([row for row in rows if row["task_id"] in wanted], values)

            form.send(
                ("确认勾选的", chosen),
                (f"全部确认（{len(rows)} 项）", lambda values: _confirmed(rows, values)),
            )
    st.html(tag("div", listed(view), class_="below"))


def _line(view: View, form: Form, row: Row) -> None:
    box, unit, named, act = side_by_side(6, 4, 6, 1)
    with box:
        form.tick(row["task_id"], f"{row['clause']}　{row['title']}")
    unit.html(tag("div", row["answers"]))
    named.html(tag("div", "文中所列：", "、".join(row["units"] or []), class_="quiet"))
    act.html(link("另选", view.here(do="lead", id=row["task_id"], saved="", page="")))


def _confirmed(rows: list[Row], values: Values) -> list[Draft]:
    said = {name: value for name, value in values.items() if name != TICKED}
    return [
        Draft("lead_confirmed", {"task": row["task_id"], "unit": row["answer_unit"], **said}) for row in rows
    ]


def show(view: View, task_id: str) -> None:
    snapshot = ledger.snapshot(view)
    name = f"lead {task_id}"
    task: Row | None = kept(name) or next(
        (row for row in _rows(view) if row["task_id"] == task_id and row["answer_basis"] != "stated"), None
    )
    if task is None:
        return nothing_there("项待确认牵头单位的任务")
    st.html(tag("h2", f"{task['clause']} 确认牵头单位：{task['title']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(task_facts(task))
        for record in standing(snapshot, "lead_confirmed", task=task_id)[:1]:
            st.html(record_facts(snapshot, "现行确认", record, reviewed=False))
    with entry:
        st.html(note("确认以后，这项任务的季度报告由牵头单位报送；其他单位可以补充本单位情况。"))
        with Form(view, name, about=task) as form:
            form.choose("unit", bodies(snapshot, task_id), label="牵头单位")
            form.words("source", placeholder="会议纪要、通知的名称和文号，或主管领导批示")
            form.send(("确认牵头", lambda values: [Draft("lead_confirmed", {"task": task_id, **values})]))


def _rows(view: View) -> list[Row]:
    found = queries.tasks(ledger.snapshot(view)).filter(pl.col("in_force")).iter_rows(named=True)
    order = [*WAITING, "confirmed", "stated"]
    return sorted(found, key=lambda row: (order.index(row["answer_basis"]), row["position"]))


def bodies(snapshot: Snapshot, task_id: str) -> dict[str, str]:
    """Bodies the task names, in order, then those its collectives stand for, then the others of its place."""
    register = plan_register(snapshot)
    named = register.parties.get(task_id, ())
    members = [
        unit
        for unit in known_facts(snapshot).bodies(register, task_id)
        if unit not in named and not register.units[unit].collective
    ]
    place = register.jurisdiction(task_id)
    others = [
        unit.id for unit in register.units.values() if not unit.collective and unit.jurisdiction == place
    ]
    first = {unit: f"{register.units[unit].name}（文中列第 {at}）" for at, unit in enumerate(named, 1)}
    first |= {unit: f"{register.units[unit].name}（集合单位所指）" for unit in members}
    return first | {unit: f"{register.units[unit].name}（文中未列）" for unit in others if unit not in first}
