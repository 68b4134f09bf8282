"""A unit breaks a task into work items (分解): its tasks, what it has proposed, and the form."""

from collections import Counter
from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import known_facts
from tracker.intake import Draft, Role
from tracker.model import JUDGED
from tracker.records.journal import Record
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.facts import under
from tracker.ui.forms.beside import task_facts
from tracker.ui.forms.content import author, moment
from tracker.ui.forms.form import Form, Values, kept, side_by_side
from tracker.ui.forms.lead import bodies
from tracker.ui.forms.put_up import sends_or
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "任务分解"
WHY = "一项任务由几个单位承担、或要分几步做的，可以分解成事项，各有单位、时限和成果；审定以后和时间节点一样计算逾期。"
STATES = {"proposed": ("待审定", "blue"), "approved": ("已审定", "green"), "withdrawn": ("未采纳", "grey")}


def waiting(view: View) -> int:
    """Breaking a task up is the unit's choice: nothing waits."""
    return 0


def tasks(snapshot: Snapshot, unit: str = "") -> list[Row]:
    """The tasks that may be broken up: a unit's own, else all."""
    found = queries.unit_tasks(snapshot, unit) if unit else queries.tasks(snapshot)
    wanted = pl.col("in_force") & pl.col("kind").is_in(list(JUDGED))
    return list(found.filter(wanted).iter_rows(named=True))


def proposals(snapshot: Snapshot, *states: str) -> dict[str, Record]:
    """By global id: the latest word on every work item that is in one of these states, the earliest date first."""
    found = known_facts(snapshot).work_items().items()
    wanted = [(item, fact) for item, fact in found if fact.body["state"] in states]
    return dict(sorted(wanted, key=lambda pair: str(pair[1].body["due"])))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    rows = tasks(snapshot, unit_of(view))
    ids = {row["task_id"] for row in rows}
    items = {item: fact for item, fact in proposals(snapshot, *STATES).items() if fact.body["task"] in ids}
    counted = Counter((fact.body["task"], fact.body["state"]) for fact in items.values())

    def act(row: Row) -> Markup:
        return link("提出事项", view.here(do="work_item", id=row["task_id"], saved="", page=""))

    columns = [
        Column("条款", "clause", width="5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"]))),
        Column("答复单位", "answers", width="14em"),
        Column("已审定", lambda row: counted[row["task_id"], "approved"] or None, align="right", width="5em"),
        Column("待审定", lambda row: counted[row["task_id"], "proposed"] or None, align="right", width="5em"),
        Column("办理", act, align="center", width="6em"),
    ]
    blocks = [note(WHY)]
    if items:
        blocks.append(items_table(view, snapshot, items, "work_item"))
    blocks.append(table(rows, columns, caption="可以分解的任务", view=view, empty="没有可以分解的任务。"))
    return tag("div", *blocks, class_="stack")


def items_table(view: View, snapshot: Snapshot, items: dict[str, Record], do: str) -> Markup:
    """Work items in whatever state; a proposal leads to its form, for whoever may touch it.

    `do` is the part of the page that the table stands on; "" on a page without that form.
    """
    names, titles = queries.unit_names(snapshot), _titles(snapshot)
    order = list(STATES)

    def state(row: Row) -> Markup:
        fact = row["fact"]
        return join([mark(*STATES[str(fact.body["state"])]), under(fact.body.get("reason"))])

    def act(row: Row) -> Markup | None:
        fact = row["fact"]
        own = view.actor.role is Role.OFFICE or (view.actor.of_unit and fact.unit == view.actor.unit)
        if fact.body["state"] != "proposed" or not own:
            return None
        page = do or ("breakdown" if view.actor.role is Role.OFFICE else "work_item")
        words = "审定" if page == "breakdown" else "修改"
        if do:
            return link(words, view.here(do=do, id=row["item"], saved="", page=""))
        return link(words, view.link("office" if page == "breakdown" else "report", do=page, id=row["item"]))

    columns = [
        Column("任务", lambda row: titles.get(str(row["fact"].body["task"])), width="17em"),
        Column(
            "分解事项", lambda row: join([row["fact"].body["title"], under(row["fact"].body["deliverable"])])
        ),
        Column("责任单位", lambda row: names.get(str(row["fact"].body["unit"])), width="12em"),
        Column("时限", lambda row: day(row["fact"].body["due"]), align="right", width="9.5em"),
        Column(
            "提出",
            lambda row: join([author(row["fact"], snapshot), under(moment(row["fact"].recorded_at))]),
            width="11em",
        ),
        Column("状态", state, width="10em"),
        Column("办理", act, align="center", width="4em"),
    ]
    rows = [{"item": item, "fact": fact} for item, fact in items.items()]
    rows.sort(key=lambda row: order.index(str(row["fact"].body["state"])))  # type: ignore[attr-defined]
    return table(rows, columns, caption=f"分解事项（{len(rows)} 项，待审定的在前）", empty="没有分解事项。")


def _titles(snapshot: Snapshot) -> dict[str, str]:
    rows = queries.tasks(snapshot).select("task_id", "clause", "title").iter_rows()
    return {task: f"{clause} {title}" for task, clause, title in rows}


def show(view: View, subject: str) -> None:
    """A new item of a task, or a proposal that is to be changed."""
    snapshot, name = ledger.snapshot(view), f"work_item {subject}"
    before = proposals(snapshot, "proposed").get(subject)
    task_id = str(before.body["task"]) if before else subject
    rows = tasks(snapshot, unit_of(view))
    task: Row | None = kept(name) or next((row for row in rows if row["task_id"] == task_id), None)
    if task is None:
        return nothing_there("项可以分解的任务")
    st.html(tag("h2", f"{task['clause']} 任务分解：{task['title']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(task_facts(task))
    with entry:
        first = unit_of(view) or task["answer_unit"]
        initial = before.body if before else {"unit": first, "year": view.as_of.year}
        with Form(view, name, initial, about=task) as form:
            ask(form, snapshot, {"task": task_id})
            fixed = {"task": task_id, "state": "proposed"} | ({"item": before.body["item"]} if before else {})
            form.send((sends_or(view, "提交审定"), lambda values: [Draft("work_item", body(fixed, values))]))
    own = {item: fact for item, fact in proposals(snapshot, *STATES).items() if fact.body["task"] == task_id}
    if own:
        st.html(tag("div", items_table(view, snapshot, own, "work_item"), class_="below"))
    return None


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """The fields of a work item."""
    form.words("title", label="分解事项", placeholder="做什么，写成能看出做没做完的事")
    form.choose("unit", bodies(snapshot, str(about["task"])), label="责任单位")
    left, right = side_by_side(1, 1)
    with left:
        form.day("due")
    with right:
        form.words("year")
    form.words("deliverable", placeholder="用什么证明做完：印发的方案、验收单、名单等")


def body(fixed: Values, values: Values) -> dict[str, object]:
    """What the form says; a year that is no number is left for the intake to refuse."""
    year = str(values.get("year", ""))
    return {**fixed, **values} | ({"year": int(year)} if year.isdecimal() else {})
