"""任务台账: every task with who answers, by when, how far, its light and why; filtered, searched and sorted by address."""

from dataclasses import replace
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.labels import ANSWER_BASIS, FRESHNESS, LIGHT_ORDER, LIGHTS, TASK_KIND
from tracker.ui import ledger
from tracker.ui.blocks.ledger_cells import columns, count_line, document_of
from tracker.ui.blocks.ledger_rows import NEVER, rows, selected
from tracker.ui.filters import choose, row, search
from tracker.ui.marks import note
from tracker.ui.state import View
from tracker.ui.table import table

PARTS = {"led": "牵头", "shared": "参与"}


def show(view: View) -> None:
    chapters, units = _choices(view)
    with row():
        choose(view, "light", "灯", {light: LIGHTS[light] for light in LIGHT_ORDER}, width=104)
        choose(view, "chapter", "章", chapters, width=124)
        choose(view, "unit", "单位", units, width=260)
        if view.params.get("unit"):
            choose(view, "part", "承担", PARTS, width=132)
        choose(view, "fresh", "报送", FRESHNESS | {NEVER: "从未报送"}, width=150)
        choose(view, "kind", "类型", TASK_KIND, width=150)
        search(view, "q", "搜索", "任务、单位、指标，或拼音首字母", width="stretch")
    known = {
        "light": LIGHTS,
        "chapter": chapters,
        "unit": units,
        "part": PARTS,
        "fresh": {**FRESHNESS, NEVER: ""},
        "kind": TASK_KIND,
        "basis": ANSWER_BASIS,
    }
    wrong = [(name, value) for name, value in view.query if value and value not in known.get(name, (value,))]
    if wrong:
        said = "、".join(f"“{value}”" for _, value in wrong)
        st.html(note(f"网址中的条件{said}无法识别，未采用。"))
        view = replace(view, query=tuple(pair for pair in view.query if pair not in wrong))
    st.html(_ledger(view))


@lru_cache(maxsize=32)
def _choices(view: View) -> tuple[dict[str, str], dict[str, str]]:
    """Chapters and units that occur in the documents shown: code → words."""
    snapshot = ledger.snapshot(view)
    found, names = rows(snapshot), queries.unit_names(snapshot)
    involved = set().union(*(task["involved"] for task in found))
    return (
        {task["chapter"]: f"第{task['chapter']}章" for task in found},
        {unit: name for unit, name in names.items() if unit in involved},
    )


@lru_cache(maxsize=64)
def _ledger(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    found = selected(snapshot, view.params)
    caption = count_line(view, found, rows(snapshot))
    empty = "没有符合条件的任务。请放宽条件，或换一个词搜索。"
    several = len({task["document_id"] for task in found}) > 1 and not view.params.get("sort")
    group = document_of if several else None
    return table(found, columns(view, snapshot, found), caption=caption, view=view, group=group, empty=empty)
