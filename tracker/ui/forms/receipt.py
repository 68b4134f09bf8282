"""签收: a unit takes its tasks and notices for its own, several at once, or objects to one with a reason."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import pending
from tracker.intake import Draft
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms.form import Form, anew, side_by_side, ticked
from tracker.ui.forms.put_up import sends_or, standing_mark
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import link, note, receipt_state
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "任务签收"
WHY = "请逐项确认任务和督办单由本单位承担。分工有误的，点“提异议”写明理由，由办公室答复；不签收不等于不承担。"
OPEN = ("unsigned", "upheld")


def waiting(view: View) -> int:
    unit = unit_of(view)
    return len(_to_sign(ledger.snapshot(view), unit)) if unit else 0


def _to_sign(snapshot: Snapshot, unit: str) -> list[Row]:
    """What the unit has not signed: notices first, then tasks it leads; `subject` names it in an address."""
    notices = [
        {
            "subject": f"notice:{row['number']}",
            "what": row["number"],
            "part": "督办单",
            "sentence": row["sentence"],
        }
        for row in queries.notices(snapshot, unit)
        if row["signed_on"] is None and row["state"] in ("unsigned", "overdue")
    ]
    tasks = [
        {
            "subject": f"task:{row['task_id']}",
            "what": f"{row['clause']}　{row['title']}",
            "part": "牵头" if row["leads"] else "配合",
            "sentence": row["sentence"],
        }
        for row in queries.receipts(snapshot, unit)
        if row["state"] in OPEN
    ]
    return [*notices, *tasks]


def board(view: View) -> None:
    """Everything that waits, with boxes; below it what has been signed."""
    snapshot, unit = ledger.snapshot(view), unit_of(view)
    if not unit:
        st.html(note("请先在上方选择代哪个单位签收。"))
        return
    st.html(note(WHY))
    if rows := _to_sign(snapshot, unit):
        st.html(tag("h3", f"待签收 {len(rows)} 件"))
        with Form(view, anew(view, f"receipt {unit}")) as form:
            with st.container(key="ticks-receipt"):
                for row in rows:
                    _line(view, form, row)
            every = [row["subject"] for row in rows]
            form.send(
                (sends_or(view, "签收勾选的各项"), lambda values: _signed(unit, ticked(values))),
                (f"全部签收（{len(rows)} 件）", lambda _: _signed(unit, every)),
            )
    st.html(_listed(view))


def _line(view: View, form: Form, row: Row) -> None:
    box, part, words, act = side_by_side(7, 1.2, 5, 1.4)
    with box:
        form.tick(row["subject"], row["what"])
    part.html(tag("div", row["part"]))
    put_up = pending(ledger.snapshot(view), unit_of(view), "receipt", **_about(row["subject"]))
    words.html(standing_mark(put_up) or tag("div", row["sentence"], class_="quiet"))
    act.html(link("提异议", view.here(do="receipt", id=row["subject"], saved="", page="")))


@lru_cache(maxsize=32)
def _listed(view: View) -> Markup:
    rows = [row for row in queries.receipts(ledger.snapshot(view), unit_of(view)) if row["state"] not in OPEN]
    columns = [
        Column("条款", "clause", width="5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"]))),
        Column("承担", lambda row: "牵头" if row["leads"] else "配合", width="5em"),
        Column("状态", lambda row: receipt_state(row["state"]), width="10em"),
        Column("情况", "sentence", width="34em"),
    ]
    caption = f"已签收和有异议的任务（{len(rows)} 项）"
    return tag(
        "div", table(rows, columns, caption=caption, view=view, empty="还没有签收过。"), class_="below"
    )


def _about(subject: str) -> dict[str, str]:
    """`task:…` or `notice:…` as fields of a receipt."""
    field, _, value = subject.partition(":")
    return {field: value}


def _signed(unit: str, subjects: list[str]) -> list[Draft]:
    return [Draft("receipt", {**_about(one), "unit": unit, "state": "signed"}) for one in subjects]


def show(view: View, subject: str) -> None:
    """An objection to one task or notice."""
    snapshot, unit = ledger.snapshot(view), unit_of(view)
    row = next((one for one in _to_sign(snapshot, unit) if one["subject"] == subject), None) if unit else None
    if row is None:
        return nothing_there("件待签收的任务或督办单")
    st.html(tag("h2", f"提出异议：{row['what']}"))
    entry, _ = st.columns([3, 2])
    with entry:
        st.html(
            note(f"{row['sentence']}异议由办公室答复：同意的调整分工，不同意的说明理由，仍由本单位承担。")
        )
        with Form(view, f"receipt {subject} {unit}") as form:
            form.words(
                "reason",
                lines=3,
                label="异议理由",
                placeholder="依据什么认为不应由本单位承担，建议由哪个单位承担",
            )
            about = {**_about(subject), "unit": unit, "state": "objected"}
            form.send((sends_or(view, "提出异议"), lambda values: [Draft("receipt", {**about, **values})]))
    return None
