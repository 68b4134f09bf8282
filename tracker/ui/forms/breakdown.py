"""The office approves the work items that units propose, changes them first, or turns them down."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker.intake import Draft
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms import work_item
from tracker.ui.forms.beside import record_facts, task_facts
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.scope import nothing_there
from tracker.ui.forms.work_item import items_table, proposals
from tracker.ui.marks import link, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

TITLE = "分解审定"
WHY = "单位提出的分解事项，可以改了再审定；审定以后时限只能经延期改动，终止要凭文号。办公室也可以直接下达。"


def waiting(view: View) -> int:
    return len(_proposed(ledger.snapshot(view)))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    found = _proposed(snapshot)
    columns = [
        Column("条款", "clause", width="5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"]))),
        Column("答复单位", "answers", width="15em"),
        Column("现有事项", lambda row: row["items"] or None, unit="项", align="right", width="7em"),
        Column(
            "办理",
            lambda row: link("下达", view.here(do="breakdown", id=row["task_id"])),
            align="center",
            width="4em",
        ),
    ]
    given = table(work_item.tasks(snapshot), columns, caption="由办公室直接下达分解事项", view=view)
    waiting = items_table(view, snapshot, found, "breakdown") if found else note("没有等待审定的分解事项。")
    return tag("div", waiting, given, class_="stack")


def show(view: View, subject: str) -> None:
    snapshot, name = ledger.snapshot(view), f"breakdown {subject}"
    before: Record | None = kept(name) or proposals(snapshot, "proposed").get(subject)
    task_id = str(before.body["task"]) if before else subject
    task = next((row for row in work_item.tasks(snapshot) if row["task_id"] == task_id), None)
    if task is None:
        return nothing_there("个等待审定的分解事项")
    word = "审定分解事项" if before else "下达分解事项"
    st.html(tag("h2", f"{task['clause']} {word}：{task['title']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(task_facts(task))
        if before:
            st.html(record_facts(snapshot, "单位所提", before, reviewed=False))
    with entry:
        st.html(note(WHY))
        initial = before.body if before else {"unit": task["answer_unit"], "year": view.as_of.year}
        with Form(view, name, initial, about=before) as form:
            work_item.ask(form, snapshot, {"task": task_id})
            if before:
                form.words("reason", lines=2, label="审定意见（改动和不予采纳的请写明，单位会看到）")
            fixed = {"task": task_id} | ({"item": before.body["item"]} if before else {})
            approve = ("审定" if before else "下达", lambda values: [_approved(fixed, values)])
            refuse = ("不予采纳", lambda values: [_refused(before, values)])
            form.send(*([approve, refuse] if before else [approve]))
    return None


def _approved(fixed: Values, values: Values) -> Draft:
    return Draft("work_item", work_item.body({**fixed, "state": "approved"}, values))


def _refused(before: Record | None, values: Values) -> Draft:
    """The proposal as it was, with the reason why not."""
    said = dict(before.body) if before else {}
    return Draft("work_item", said | {"state": "withdrawn", "reason": values.get("reason", "")})


def _proposed(snapshot: Snapshot) -> dict[str, Record]:
    shown = {row["task_id"] for row in work_item.tasks(snapshot)}
    found = proposals(snapshot, "proposed")
    return {item: fact for item, fact in found.items() if fact.body["task"] in shown}
