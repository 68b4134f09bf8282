"""Several tasks at once: a line each for progress and share, last quarter's words beside it; what is left empty is not sent."""

from typing import cast

import streamlit as st
from markupsafe import Markup

from tracker.duties import copied, locked, report_before
from tracker.intake import Draft, Role
from tracker.periods import Quarter
from tracker.sentences import number
from tracker.ui import ledger
from tracker.ui.forms.form import TICKED, Form, Values, anew, kept
from tracker.ui.forms.progress import copy_note, share_words, takes_share
from tracker.ui.forms.progress_owed import OWED, STILL, owed, why_returned
from tracker.ui.forms.scope import quarter_of, unit_of
from tracker.ui.marks import light, link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Row

MOST = 20
"""Rows at a time: more would make one form too long to oversee."""
WIDTHS = [4, 6, 1.5]


def rows(view: View) -> list[Row]:
    """What the unit still has to write."""
    return [row for row in owed(view) if row["owed"] in STILL]


def whole(view: View) -> None:
    quarter, unit = quarter_of(view), unit_of(view)
    if locked(ledger.snapshot(view), quarter):
        st.html(note(f"{quarter.label}报告期已锁定，不能再报。"))
        return
    if not unit:
        st.html(note("请先选择代哪个单位填报。"))
        return
    name = anew(view, f"quick {unit} {quarter}")
    # After a refusal the form goes on with its rows, although a colleague may have reported on one meanwhile.
    found: list[Row] = kept(name) or rows(view)
    if not found:
        st.html(note("本期没有还要填写的任务。"))
        return
    st.html(
        note(
            "逐行填写，填好的一起报送，没填的留空。要写存在问题、下一步措施或附佐证材料的，请点任务名称进入详表。"
        )
    )
    if len(found) > MOST:
        st.html(note(f"共 {len(found)} 项，先列最要紧的 {MOST} 项，报送后接着列其余的。"))
        found = found[:MOST]
    matters = {
        row["task_id"]: ("progress", {"task": row["task_id"], "period": str(quarter)}) for row in found
    }
    initial = {
        f"{row['task_id']} {field}": _said(row)[field]
        for row in found
        for field in ("text", "percent")
        if field in _said(row)
    }
    with Form(view, name, initial, about=found, matters=matters) as form:
        for at, row in enumerate(found):
            if at:
                st.html(tag("hr"))
            _line(form, view, row)
        words = "提交" if view.actor.role is Role.REPORTER else "报送"
        form.send((f"{words}已填的", lambda values: _drafts(str(quarter), values)))


def _said(row: Row) -> Values:
    """What has been put up or reported already, and came back."""
    if row["put_up"]:
        return cast(Values, row["put_up"].content)
    return cast(Values, row["report"].body) if row["report"] else {}


def _line(form: Form, view: View, row: Row) -> None:
    snapshot, task_id = ledger.snapshot(view), row["task_id"]
    about = {"task": task_id, "period": str(quarter_of(view))}
    about |= {"capacity": "answer" if row["leads"] else "contribution"}
    said, entry, share = st.columns(WIDTHS)
    with said:
        st.html(_about(view, row, about))
    with entry:
        form.words("text", lines=2, of=task_id, label=f"{row['clause']} 本期进展", placeholder="本期进展")
        if likened := copied(snapshot, about | {"text": form.value("text", task_id)}, unit_of(view)):
            st.html(copy_note(likened))
    with share:
        if takes_share(snapshot, about):
            form.words(
                "percent", of=task_id, label=f"{row['clause']} {share_words(about)}", placeholder="完成 %"
            )


def _about(view: View, row: Row, about: Values) -> Markup:
    word, tone, _ = OWED[row["owed"]]
    snapshot = ledger.snapshot(view)
    why = why_returned(snapshot, row)
    to = view.here(do="progress", id=row["task_id"], saved="")
    head = [link(f"{row['clause']} {row['title']}", to), "　", light(row["light"]), "　", mark(word, tone)]
    lines = [tag("div", *head), tag("div", why, class_="red") if why else ""]
    if last := report_before(snapshot, about, unit_of(view)):
        share = last.body.get("percent")
        done = f"（完成 {number(share)}%）" if share is not None else ""
        label = Quarter.parse(str(last.body["period"])).label
        lines.append(tag("div", f"{label}：{last.body['text']}{done}", class_="quiet"))
    else:
        lines.append(tag("div", "此前没有报送过进展。", class_="quiet"))
    return join(lines)


def _drafts(period: str, values: Values) -> list[Draft]:
    """One report a row in which something stands."""
    found: dict[str, dict[str, object]] = {}
    for key, value in values.items():
        if key != TICKED:
            task, _, field = key.rpartition(" ")
            found.setdefault(task, {})[field] = value
    return [Draft("progress", {"task": task, "period": period, **entered}) for task, entered in found.items()]
