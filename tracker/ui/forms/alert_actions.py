"""A unit's measures of a warning as a list with boxes: what has been carried out, or does not apply, is saved at once."""

import streamlit as st

from tracker.intake import Draft, Role
from tracker.labels import ALERT_DUTY, ALERT_LEVEL, ROLE
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.alert_rows import alert_shown, by_unit, duties, unit_wanted
from tracker.ui.forms.form import Form, Values, anew, side_by_side, ticked
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Row

HEADS = {
    "open": "现级别要求，待登记 {} 项",
    "unregistered": "已不再要求、没有登记 {} 项（可以补登，标明“事后补登”）",
}


def show(view: View) -> None:
    """For the office a list of units to choose from comes first."""
    snapshot = ledger.chosen(view)
    alert, unit = alert_shown(view, snapshot), view.actor.unit or unit_wanted(view)
    if alert is None:
        st.html(note("没有正在进行的预警；已解除的，请从下方“已解除的预警”打开清单补登。"))
        return
    if not unit:
        st.html(note("请选择要代哪个单位登记。"))
        st.html(by_unit(view, snapshot, alert, act=True))
        return
    waiting = [(state, duties(snapshot, alert["alert_id"], unit, state)) for state in HEADS]
    rows = [row for _, found in waiting for row in found]
    if not rows:
        st.html(note("这个单位没有待登记的措施。登记有误的，请在清单的“更正”中撤回或改正。"))
        return
    st.html(tag("h2", f"{rows[0]['unit']}：登记落实情况（{ALERT_LEVEL[alert['level']]}）"))
    with Form(view, anew(view, f"tick {alert['alert_id']} {unit}")) as form:
        for state, found in waiting:
            if found:
                st.html(tag("h3", HEADS[state].format(len(found))))
                with st.container(key=f"ticks-{state}"):
                    for row in found:
                        _line(form, row)
        form.words("text", label="落实情况（记入勾选的每一项；不适用的必填原因）", lines=2)
        about = {"alert": alert["alert_id"], "unit": unit}
        form.send(
            ("勾选的记为已落实", lambda values: _drafts(about, "done", values)),
            ("勾选的记为不适用", lambda values: _drafts(about, "not_applicable", values)),
        )


def _line(form: Form, row: Row) -> None:
    box, what, part = side_by_side(4, 7, 2)
    with box:
        form.tick(row["task_id"], f"{row['clause']}　{row['title']}")
    what.html(tag("div", row["summary"], class_="quiet"))
    part.html(tag("div", ROLE[row["role"]], class_="quiet"))


def _drafts(about: dict[str, str], state: str, values: Values) -> list[Draft]:
    said = {"text": values["text"]} if "text" in values else {}
    return [Draft("alert_action", {**about, **said, "task": task, "state": state}) for task in ticked(values)]


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """What may be corrected in an entry."""
    form.choose("state", {code: ALERT_DUTY[code] for code in ("done", "not_applicable")}, beside=True)
    form.words("text", label="落实情况", lines=2, optional=True)


def may_report(view: View) -> bool:
    return view.actor.of_unit or view.actor.role is Role.OFFICE
