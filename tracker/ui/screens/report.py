"""填报: what a unit owes for the quarter, worst first, and the forms to file it; the office may file for a unit."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Role
from tracker.ui import ledger
from tracker.ui.blocks.ledger_cells import is_elsewhere
from tracker.ui.filters import choose, row
from tracker.ui.forms import asked, completion, correction, progress, reading, saved
from tracker.ui.forms.scope import quarter_of, quarters, sections, today, unit_of
from tracker.ui.markup import tag
from tracker.ui.state import View

PARTS = {
    "progress": progress,
    "reading": reading,
    "completion": completion,
    **asked.PARTS,
    "correct": correction,
}


def show(view: View) -> None:
    now = today(view)
    part = view.params.get("do", "")
    part = part if part in PARTS else "progress"
    saved.show(now)
    subject = view.params.get("id")
    if not subject:
        _filters(view, now)
        st.html(_lead(now))
    sections(now, _titles(now), part)
    if subject:
        PARTS[part].show(now, subject)
    elif part in asked.BOARDS:
        asked.BOARDS[part](now)
    else:
        st.html(PARTS[part].listed(now))


def _filters(view: View, now: View) -> None:
    with row():
        if view.actor.role is Role.OFFICE:
            names = ledger.speakers(view)
            choose(view, "unit", "代哪个单位填报", names, any_="全部单位", width=330)
        choose(view, "period", "报告期", {str(q): q.label for q in quarters(now)}, any_="", width=230)


@lru_cache(maxsize=32)
def _lead(view: View) -> Markup:
    unit, quarter = unit_of(view), quarter_of(view)
    who = queries.unit_names(ledger.snapshot(view))[unit] if unit else "各单位"
    answered = [task for task in progress.owed(view) if task["leads"]]
    if answered and all(is_elsewhere(ledger.snapshot(view), task) for task in answered):
        words = f"由其答复的任务 {len(answered)} 项，都不是本级的文件：不要求按季向本台账报送，可以补充情况。"
        return tag("p", f"{who}{words}", class_="lead")
    mine = [task["owed"] for task in answered]
    states = "、".join(
        f"{progress.OWED[state][0]} {mine.count(state)} 项" for state in progress.OWED if mine.count(state)
    )
    duty = "应报进展" if progress.counts(view) else "由其答复的任务"
    said = f"{who} {quarter.label}{duty} {len(mine)} 项" + (f"：{states}。" if mine else "。")
    return tag("p", said, progress.window_words(view), class_="lead")


@lru_cache(maxsize=32)
def _titles(view: View) -> dict[str, str]:
    waiting = {
        "progress": sum(
            task["owed"] in ("returned", "missing", "open") for task in progress.owed(view) if task["leads"]
        ),
        "reading": sum(target["state"] in reading.WAITED_FOR for target in reading.owed(view)),
        "completion": sum(item["state"] in completion.PRESSING for item in completion.owed(view)),
        **asked.waiting(view),
        "correct": 0,
    }
    titles = {"progress": "任务进展", "reading": "指标数据", "completion": "时间节点"}
    titles |= {do: one.TITLE for do, one in asked.PARTS.items()} | {"correct": "已报记录"}
    return {
        part: title
        + (f"（待{'办' if part in asked.PARTS else '报'} {waiting[part]}）" if waiting[part] else "")
        for part, title in titles.items()
    }
