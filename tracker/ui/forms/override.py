"""A reviewer's own judgement of a task (人工研判), with reason and expiry; it stands beside the computed light."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import standing
from tracker.intake import Draft
from tracker.labels import LIGHTS
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.facts import under
from tracker.ui.forms.beside import record_facts, task_facts
from tracker.ui.forms.form import Form, kept
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import light, link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "人工研判"
WHY = (
    "对系统判定有不同看法的，可以另写研判，注明理由和有效期；它和系统判定并列显示，不改变统计，到期自动失效。"
)
ORDER = ("red", "yellow", "grey", "blue", "green")


def waiting(view: View) -> int:
    """A second opinion is the office's choice: nothing waits."""
    return 0


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    def judged(row: Row) -> Markup | None:
        if not row["override_light"]:
            return None
        differs = mark("不一致", "amber") if row["override_light"] != row["light"] else ""
        until = under(f"有效期至{day(row['override_until'])}")
        return join([light(row["override_light"]), "　", differs, until])

    def own(row: Row) -> Markup | None:
        if not row["own_light"]:
            return None
        differs = mark("不一致", "amber") if row["own_light"] != row["light"] else ""
        return join([light(row["own_light"]), "　", differs])

    def act(row: Row) -> Markup:
        return link("改写" if row["override_light"] else "研判", view.here(do="override", id=row["task_id"]))

    columns = [
        Column("条款", "clause", width="5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"])), width="17em"),
        Column("系统判定", lambda row: light(row["light"]), width="6em"),
        Column("单位自评", own, width="9em"),
        Column("人工研判", judged, width="11em"),
        Column("办理", act, align="center", width="4em"),
        Column("系统判定的理由", "sentence"),
    ]
    caption = "各项任务的判定，有研判的在前，其次按灯色"
    return table(_rows(view), columns, caption=caption, view=view)


def show(view: View, task_id: str) -> None:
    snapshot, name = ledger.snapshot(view), f"override {task_id}"
    task: Row | None = kept(name) or next((row for row in _rows(view) if row["task_id"] == task_id), None)
    if task is None:
        return nothing_there("项可以研判的任务")
    st.html(tag("h2", f"{task['clause']} 人工研判：{task['title']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(task_facts(task))
        for record in standing(snapshot, "override", task=task_id)[:1]:
            st.html(record_facts(snapshot, "最近一次研判", record, reviewed=False))
    with entry:
        st.html(note(WHY))
        with Form(view, name, about=task) as form:
            form.choose("light", LIGHTS, beside=True)
            form.words("reason", lines=3, label="研判理由")
            form.day("until")
            form.send(("记入研判", lambda values: [Draft("override", {"task": task_id, **values})]))
    return None


def _rows(view: View) -> list[Row]:
    found = queries.counted_tasks(ledger.snapshot(view)).to_dicts()
    lit = [row for row in found if row["light"]]
    return sorted(
        lit, key=lambda row: (not row["override_light"], ORDER.index(row["light"]), row["position"])
    )
