"""帮助: the user guide, without leaving the house; the section of the reader's own kind stands out."""

import streamlit as st

from tracker.intake import Role
from tracker.ui.blocks.guide import contents, guide
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View

OWN = {
    Role.REPORTER: "责任单位",
    Role.UNIT: "责任单位",
    Role.OFFICE: "双碳办",
    Role.LEADER: "区领导",
    Role.AUDITOR: "审计和考核人员",
}
"""How the heading of each reader's section begins."""


def show(view: View) -> None:
    found = guide()
    if found is None:
        st.html(note("这台机器上没有用户手册（docs/user-guide.zh.md），请向系统管理员要一份。"))
        return
    st.html(contents(found.sections, OWN.get(view.actor.role, "")))
    st.html(tag("article", found.html, class_="guide"))
