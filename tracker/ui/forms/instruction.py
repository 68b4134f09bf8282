"""领导批示: the office records an instruction, hands it to units, and settles it or returns a unit's feedback."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import plan_register
from tracker.intake import Draft
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.blocks.instructions import feedback_table, instruction_facts
from tracker.ui.forms.form import Form, Values
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import instruction_state, link, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "领导批示"
WHY = "代领导登记批示，只写职务不写姓名；交办单位限期反馈，全部报办结以后由办公室核定。"
NEW = "new"


def waiting(view: View) -> int:
    """Units that are late with their feedback, and instructions that every unit holds to be settled."""
    rows = queries.instructions(ledger.snapshot(view))
    late: int = sum(row["state"] == "overdue" for row in rows)
    states: dict[str, set[str]] = {}
    for row in rows:
        states.setdefault(row["number"], set()).add(row["state"])
    return late + sum(found == {"done"} for found in states.values())


def columns(act: Callable[[Row], Markup]) -> list[Column]:
    """One row a unit that was handed an instruction, for whoever has to act on it."""
    return [
        Column("编号", "number", width="10em"),
        Column("批示领导", "leader", width="9em"),
        Column("批示内容", "text"),
        Column("交办单位", "unit", width="12em"),
        Column("反馈期限", lambda row: day(row["feedback_by"]), align="right", width="9.5em"),
        Column(
            "状态",
            lambda row: instruction_state(row["state"]),
            width="8em",
        ),
        Column("办理", act, align="center", width="4em"),
        Column("情况", "sentence", width="20em"),
    ]


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    rows = queries.instructions(ledger.snapshot(view))

    def act(row: Row) -> Markup:
        words = "核定" if row["state"] == "done" else "查看"
        return link(words, view.here(do="instruction", id=row["number"], saved="", page=""))

    caption = f"领导批示的办理情况（{len(rows)} 项次，逾期未反馈的在前）"
    start = tag("p", link("登记领导批示", view.here(do="instruction", id=NEW, saved="")), class_="note")
    found = table(rows, columns(act), caption=caption, view=view, empty="还没有登记过领导批示。")
    return tag("div", start, found, class_="stack")


def show(view: View, number: str) -> None:
    if number == NEW:
        return _record(view)
    snapshot = ledger.snapshot(view)
    rows = [row for row in queries.instructions(snapshot) if row["number"] == number]
    if not rows:
        return nothing_there("件领导批示")
    st.html(tag("h2", f"{number}　{rows[0]['leader']}批示"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(instruction_facts(snapshot, rows[0]))
    with entry:
        st.html(feedback_table(view, rows))
        answered = {row["unit_id"]: row["unit"] for row in rows if row["state"] in ("done", "reported")}
        if rows[0]["settled_on"] or not answered:
            return None
        with Form(view, f"instruction {number}") as form:
            form.choose("unit", answered, label="退回哪个单位的反馈（退回的必选）")
            form.words("reason", lines=2, label="核定意见（退回的必填，单位会看到）")
            settle = ("核定办结", lambda values: [_draft(number, "settled", values)])
            back = ("退回反馈", lambda values: [_draft(number, "returned", values)])
            done = all(row["state"] == "done" for row in rows)
            form.send(*([settle, back] if done else [back]))
    return None


def _draft(number: str, verdict: str, values: Values) -> Draft:
    dropped = ("unit",) if verdict == "settled" else ()
    said = {name: value for name, value in values.items() if name not in dropped}
    return Draft("instruction_closed", {"instruction": number, "verdict": verdict, **said})


def _record(view: View) -> None:
    snapshot = ledger.snapshot(view)
    rules = plan_register(snapshot).supervision
    st.html(tag("h2", "登记领导批示"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(note(WHY))
    with entry:
        if rules is None:
            st.html(note("rules.yaml 没有写批示怎样编号，不能登记。"))
            return
        with Form(view, "instruction new") as form:
            form.choose("leader", {title: title for title in rules.leaders}, beside=True)
            form.words("text", lines=3, label="批示内容", placeholder="照原文；不写领导和经办人姓名")
            rows = queries.tasks(snapshot).filter(pl.col("in_force")).iter_rows(named=True)
            form.several(
                "tasks",
                {row["task_id"]: f"{row['clause']} {row['title']}" for row in rows},
                label="有关任务（选填）",
            )
            form.several("units", ledger.speakers(view), label="交办单位")
            form.day("feedback_by")
            form.day("effective_on", label="批示日期（不填即今天）")
            form.send(("登记批示", _drafts))


def _drafts(values: Values) -> list[Draft]:
    """The day of the instruction is the business date of its record; left empty, today."""
    said = {name: value for name, value in values.items() if name != "effective_on"}
    day_given = values.get("effective_on")
    return [Draft("instruction", said, effective_on=day_given if isinstance(day_given, date) else None)]
