"""联系人: whom reminders reach; the office sees all units, a unit its own. Nothing here is in the journal or a report."""

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Role
from tracker.intake.permissions import may_keep_contacts
from tracker.messages.channels import service_of
from tracker.messages.contacts import Contact, Contacts
from tracker.ui import ledger
from tracker.ui.filters import choose, row
from tracker.ui.forms import contact as form
from tracker.ui.marks import link, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

WHY = (
    "催办按这里登记的电子邮箱和群机器人地址送出（须由系统管理员先行设置）。联系人不记入流水、不进报表，"
    "登记和删除只在访问记录里记下是谁改的，不记内容。"
)


def show(view: View) -> None:
    unit = view.actor.unit or ""
    if view.actor.role is Role.OFFICE:
        with row():
            unit = choose(view, "unit", "单位", ledger.speakers(view), width=330)
    found = [one for one in Contacts(ledger.workspace()).seen_by(view.actor) if unit in ("", one.unit)]
    asked = view.params.get("id", "")
    st.html(_table(view, found))
    form.confirm()
    if asked and (chosen := next((one for one in found if str(one.id) == asked), None)):
        form.show(view, chosen)
    elif asked:
        st.html(note("没有这位联系人，可能已被删除。请从列表中重新选择。"))
    elif unit:
        form.show(view, Contact(unit, ""))
    else:
        st.html(note("要登记新的联系人，请先在上面选择单位。"))
    st.html(note(WHY))


def _table(view: View, found: list[Contact]) -> Markup:
    names = queries.unit_names(ledger.whole(view))

    def robot(row: Row) -> str | None:
        address = row["contact"].channel
        return (service_of(address) or "地址不能使用") if address else None

    def act(row: Row) -> Markup | None:
        one: Contact = row["contact"]
        if not may_keep_contacts(view.actor, one.unit):
            return None
        return link("修改", view.here(id=str(one.id)))

    columns = [
        Column("单位", lambda row: names.get(row["contact"].unit, row["contact"].unit), width="15em"),
        Column("编号", lambda row: row["contact"].id, align="right", width="4em"),
        Column("姓名", lambda row: row["contact"].name, width="9em"),
        Column("职务", lambda row: row["contact"].post, width="12em"),
        Column("电话", lambda row: row["contact"].telephone, width="11em"),
        Column("电子邮箱", lambda row: row["contact"].email),
        Column("群机器人", robot, width="10em"),
        Column("办理", act, align="center", width="4em"),
    ]
    rows = [{"contact": one} for one in found]
    caption = tag("span", f"联系人（{len(rows)} 位）")
    return table(rows, columns, caption=caption, view=view, empty="还没有登记联系人。")
