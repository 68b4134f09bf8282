"""方案读取: the reviewed draft as a plan file, what the checks say of it, and the lines that the unit register lacks."""

from functools import lru_cache

import streamlit as st

from tracker.extract.saving import (
    file_name,
    file_text,
    problems_of,
    register_lines,
    reviewed_plan,
    unknown_units,
    waiting_for_units,
)
from tracker.problems import Problem, has_errors
from tracker.ui import ledger
from tracker.ui.blocks.problem_rows import problem_rows
from tracker.ui.extracting import Shown
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View


def show(view: View, shown: Shown) -> None:
    """Parts that nobody has looked at stay out, and the page says so."""
    plan = reviewed_plan(shown.planned, shown.decisions)
    name, text = file_name(plan), file_text(shown.planned, shown.decisions, shown.name)
    found = checked(text, name, ledger.workspace().plan()[0].fingerprint)
    tasks, left = len(plan.get("tasks", ())), len(shown.open)
    words = f"方案文件里有任务 {tasks} 项、总体目标 {len(plan.get('goals', ()))} 组"
    st.html(tag("p", words, f"；还有 {left} 项没有看，不列入。" if left else "；全部看过。", class_="lead"))
    if unnamed := waiting_for_units(shown.planned, shown.decisions):
        st.html(note(f"{len(unnamed)} 条已接受为任务，责任分工还没有看，先不列入：{'、'.join(unnamed)}。"))
    st.download_button(
        "保存为方案文件",
        data=text.encode(),
        file_name=name,
        mime="application/yaml",
        on_click="ignore",
        key="extract-download",
        type="primary",
    )
    if found:
        st.html(problem_rows(found))
        if has_errors(found):
            st.html(note("行号是方案文件里的行。有错误的文件放进 tasks/plans 以后会标为数据问题，请先改正。"))
    else:
        st.html(note("按现有名录、规则和日历检查，没有发现问题。"))
    known = ledger.workspace().plan()[0]
    if missing := unknown_units(plan, known):
        st.html(
            note(
                f"单位名录里没有 {len(missing)} 个名称。核对以后可以把下面各行加进 tasks/units.yaml，代号可以改："
            )
        )
        st.code(
            register_lines(missing, str(plan["document"].get("jurisdiction", "")), known), language="yaml"
        )


@lru_cache(maxsize=32)
def checked(text: str, name: str, _: str) -> tuple[Problem, ...]:
    """`_` is the fingerprint of the registers."""
    return tuple(problems_of(text, name, ledger.workspace().tasks))
