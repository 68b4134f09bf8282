"""督办单: what may have to be demanded of whom, the form that issues a notice, and the decision on its reply."""

from collections.abc import Callable
from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import plan_register
from tracker.intake import Draft
from tracker.labels import ITEM_STATE
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.notices import download, notice_facts, reply_facts
from tracker.ui.forms.content import grade_name
from tracker.ui.forms.form import Form, Values, kept, side_by_side
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import item_state, link, note, notice_state
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "督办单"
WHY = "对逾期和推进不力的事项书面督办：编号由系统按年编排，单位签收、限期回复，回复由办公室核定；逾期不复的升级。"
WAITS = ("overdue", "replied")
"""States in which the office has to act: to raise the notice, or to answer the reply. Objections wait under 签收情况."""
DEMAND = "请说明未按时限完成的原因，提出整改措施和完成时间，书面回复。"
RAISED = "请说明逾期未回复（未落实）的原因，立即整改，书面回复。"


def waiting(view: View) -> int:
    return sum(row["state"] in WAITS for row in queries.notices(ledger.snapshot(view)))


def columns(snapshot: Snapshot, act: Callable[[Row], Markup]) -> list[Column]:
    """One row a notice, for whoever has to act on it."""
    return [
        Column("编号", "number", width="10em"),
        Column("级别", lambda row: grade_name(snapshot, row["grade"]), width="6em"),
        Column("单位", "unit", width="12em"),
        Column("督办要求", "demand"),
        Column("印发", lambda row: day(row["issued_on"]), align="right", width="9.5em"),
        Column("回复期限", lambda row: day(row["reply_by"]), align="right", width="9.5em"),
        Column("状态", lambda row: notice_state(row["state"]), width="8em"),
        Column("办理", act, align="center", width="4em"),
        Column("情况", "sentence", width="20em"),
    ]


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    found, open_ = queries.notices(snapshot), _unsupervised(snapshot)

    def act(row: Row) -> Markup:
        words = {"replied": "核定", "overdue": "升级"}.get(row["state"], "查看")
        return link(words, view.here(do="notice", id=row["number"], saved="", page=""))

    caption = f"督办单（{len(found)} 件，逾期未回复的在前）"
    issued = table(found, columns(snapshot, act), caption=caption, view=view, empty="还没有印发过督办单。")
    wanted = [
        Column("条款", "clause", width="5em"),
        Column("事项", "what"),
        Column("单位", "answers", width="13em"),
        Column("现行时限", lambda row: day(row["effective_due"]), align="right", width="9.5em"),
        Column("状态", lambda row: item_state(row["state"]), width="7em"),
        Column("办理", lambda row: link("督办", _new(view, row["item_id"])), align="center", width="4em"),
        Column("情况", "sentence", width="28em"),
    ]
    caption = f"逾期、到期待报而没有督办的事项（{len(open_)} 项，逾期久的在前）"
    rest = table(open_, wanted, caption=caption, empty="没有需要督办而没有督办的事项。")
    free = tag("p", link("对其他任务拟发督办单", _new(view, "")), class_="note")
    return tag("div", issued, rest, free, class_="stack")


def _new(view: View, item_id: str) -> str:
    return view.here(do="notice", id=f"new:{item_id}", saved="", page="")


def _unsupervised(snapshot: Snapshot) -> list[Row]:
    """Items past their date on which no notice is open."""
    covered = {
        item
        for row in queries.notices(snapshot)
        if row["state"] not in ("settled", "escalated")
        for item in row["items"] or ()
    }
    late = pl.col("state").is_in(["overdue", "awaiting_first_report"]) & pl.col("answer_unit").is_not_null()
    found = queries.counted_items(snapshot).filter(late)
    order = ["overdue", "awaiting_first_report"]
    rows = [row for row in found.to_dicts() if row["item_id"] not in covered]
    return sorted(rows, key=lambda row: (order.index(row["state"]), row["effective_due"]))


def show(view: View, subject: str) -> None:
    kind, _, rest = subject.partition(":")
    if kind == "new":
        return _issue(view, rest)
    row = next(
        (one for one in queries.notices(ledger.snapshot(view)) if one["number"] == (rest or subject)), None
    )
    if row is None:
        return nothing_there("件督办单")
    return _raise(view, row) if kind == "raise" else _decide(view, row)


def _issue(view: View, item_id: str) -> None:
    snapshot, name = ledger.snapshot(view), f"notice new {item_id}"
    items = {row["item_id"]: row for row in queries.counted_items(snapshot).iter_rows(named=True)}
    item = items.get(item_id)
    initial: dict[str, object] = {"demand": DEMAND}
    if item:
        initial |= {"unit": item["answer_unit"], "items": [item_id]}
    about = f"：{item['what']}" if item else ""
    st.html(tag("h2", f"拟发督办单{about}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        if item:
            st.html(note(item["sentence"]))
        st.html(note(WHY))
    with entry:
        _ask_all(view, snapshot, name, initial, {})


def _raise(view: View, row: Row) -> None:
    """A notice to the same unit on the same matter at the next grade."""
    snapshot, rules = ledger.snapshot(view), plan_register(ledger.snapshot(view)).supervision
    grades = [grade.id for grade in rules.grades] if rules else []
    at = grades.index(row["grade"]) + 1 if row["grade"] in grades else len(grades)
    if at >= len(grades) or row["state"] in ("settled", "escalated"):
        st.html(note("这件督办单已经是最高级别，或已经办结、升级，不能再升级。"))
        return
    initial = {"grade": grades[at], "demand": RAISED} | {
        name: row[name] for name in ("unit_id", "tasks", "items")
    }
    initial["unit"] = initial.pop("unit_id")
    st.html(tag("h2", f"升级督办：接续{row['number']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(notice_facts(view, snapshot, row))
    with entry:
        _ask_all(view, snapshot, f"notice raise {row['number']}", initial, {"follows": row["number"]})


def _ask_all(view: View, snapshot: Snapshot, name: str, initial: Values, fixed: Values) -> None:
    rules = plan_register(snapshot).supervision
    if rules is None:
        st.html(note("rules.yaml 没有写督办单怎样编号、分级，不能拟发。"))
        return
    with Form(view, name, initial) as form:
        grade, unit = side_by_side(2, 3)
        with grade:
            form.choose("grade", {one.id: one.name for one in rules.grades})
        with unit:
            form.choose("unit", ledger.speakers(view), label="督办单位")
        form.several("items", _items(snapshot), label="有关事项（选填）")
        form.several("tasks", _tasks(snapshot), label="有关任务（选填，与有关事项至少写一项）")
        form.words("demand", lines=3)
        form.day("reply_by")
        st.html(note(f"编号由系统编排。级别依据：{rules.source}。"))
        form.send(("印发督办单", lambda values: [Draft("notice", {**fixed, **values})]))


def _items(snapshot: Snapshot) -> dict[str, str]:
    rows = queries.counted_items(snapshot).filter(~pl.col("state").is_in(["closed", "cancelled"]))
    return {
        row["item_id"]: f"{row['clause']} {row['what']}（{ITEM_STATE[row['state']]}）"
        for row in rows.sort("effective_due").iter_rows(named=True)
    }


def _tasks(snapshot: Snapshot) -> dict[str, str]:
    rows = queries.tasks(snapshot).filter(pl.col("in_force")).iter_rows(named=True)
    return {row["task_id"]: f"{row['clause']} {row['title']}" for row in rows}


def _decide(view: View, row: Row) -> None:
    snapshot, number = ledger.snapshot(view), row["number"]
    name = f"notice {number}"
    row = kept(name) or row
    st.html(tag("h2", f"{number}　{grade_name(snapshot, row['grade'])}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(notice_facts(view, snapshot, row))
        download(view, number)
    with entry:
        if row["reply"]:
            st.html(reply_facts(row))
        raising = link("升级督办", view.here(do="notice", id=f"raise:{number}", saved="", page=""))
        if row["state"] not in ("settled", "escalated"):
            st.html(note(Markup("逾期不复或没有落实的，可以升级：") + raising))
        if row["state"] != "replied":
            st.html(note(row["sentence"]))
            return
        with Form(view, name, about=row) as form:
            form.words("reason", lines=2, label="核定意见（退回的必填，单位会看到）")

            def verdict(word: str, values: Values) -> list[Draft]:
                return [Draft("notice_closed", {"notice": number, "verdict": word, **values})]

            form.send(
                ("核定办结", lambda values: verdict("settled", values)),
                ("退回重新回复", lambda values: verdict("returned", values)),
            )
