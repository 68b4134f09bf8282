"""佐证材料 of a unit: what it has filed, and a form to add to a task."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.duties import known_facts
from tracker.intake import Draft
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks import evidence
from tracker.ui.blocks.history import subjects
from tracker.ui.forms.beside import task_facts
from tracker.ui.forms.form import Form, Values
from tracker.ui.forms.progress_owed import owed
from tracker.ui.forms.put_up import sends
from tracker.ui.forms.scope import nothing_there, quarter_of, quarters, unit_of
from tracker.ui.marks import link, note
from tracker.ui.markup import tag
from tracker.ui.state import View


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot, unit = ledger.snapshot(view), unit_of(view)
    found = [one for one in known_facts(snapshot).all("evidence") if not unit or one.unit == unit][::-1]
    lead = note(
        "随进展报告一起上传最省事；补充材料请从下面选任务。报错的材料在“已报记录”中撤回，文件仍留存备查。"
    )
    whole = evidence.listed(view, snapshot, found, f"已附佐证材料（{len(found)} 件，新的在前）")
    return tag("div", lead, _tasks(view), whole, class_="stack")


def _tasks(view: View) -> Markup:
    links = [
        link(row["clause"], view.here(do="evidence", id=row["task_id"], saved=""), row["title"])
        for row in sorted(owed(view), key=lambda row: row["position"])
    ]
    return tag("p", "给哪项任务补充：", Markup("　").join(links)) if unit_of(view) and links else Markup("")


def show(view: View, task_id: str) -> None:
    """Evidence alone, for a task."""
    snapshot = ledger.snapshot(view)
    task = next((row for row in owed(view) if row["task_id"] == task_id), None)
    if task is None:
        return nothing_there("项任务")
    st.html(tag("h2", f"{task['clause']} {task['title']}：补充佐证材料"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(_beside(view, snapshot, task_id))
        st.html(task_facts(task))
    with entry:
        period = str(quarter_of(view))
        with Form(view, f"evidence {task_id} {view.params.get('saved', '')}") as form:
            labels = {str(quarter): quarter.label for quarter in quarters(view)}
            st.html(note(f"属于{labels[period]}；其他报告期的，请在列表上方先改报告期。"))
            form.prove({"task": task_id, "period": period})
            form.send((sends(view), _nothing_else))
    return None


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """What may be corrected of a piece of evidence; another file is another piece."""
    form.words("note", lines=2, optional=True)
    form.choose("restricted", {"False": "一般材料", "True": "内部材料"}, label="可以打开的人", beside=True)


def _nothing_else(values: Values) -> list[Draft]:
    return []


def _beside(view: View, snapshot: Snapshot, task_id: str) -> Markup:
    return evidence.evidence_beside(view, snapshot, subjects(snapshot, task_id))
