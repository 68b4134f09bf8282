"""填报: what a unit owes for the quarter, worst first, and the forms to file it; the office may file for a unit."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from types import ModuleType

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import locked, pending
from tracker.intake import Role
from tracker.ui import ledger
from tracker.ui.blocks.ledger_cells import is_elsewhere
from tracker.ui.filters import choose, row
from tracker.ui.forms import (
    asked,
    completion,
    confirm,
    correction,
    offline,
    progress,
    progress_owed,
    proof,
    quick,
    reading,
    saved,
)
from tracker.ui.forms.scope import quarter_of, quarters, sections, today, unit_of
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Row

PARTS: dict[str, ModuleType] = {
    "progress": progress,
    "quick": quick,
    "confirm": confirm,
    "reading": reading,
    "completion": completion,
    "evidence": proof,
    **asked.PARTS,
    "workbook": offline,
    "correct": correction,
}
WHOLE: dict[str, Callable[[View], None]] = {
    "quick": quick.whole,
    "confirm": confirm.whole,
    "workbook": offline.whole,
}
"""Parts that are one form without a list."""


def show(view: View) -> None:
    now = today(view)
    # What the parts are called hangs only on for whom and for which quarter one files.
    of = tuple(pair for pair in now.query if pair[0] in ("unit", "period"))
    titles = _titles(replace(now, query=of))
    part = view.params.get("do", "")
    part = part if part in titles else "progress"
    saved.show(now)
    subject = view.params.get("id")
    if not subject:
        _filters(view, now)
        st.html(_lead(now))
    sections(now, titles, part)
    if part in WHOLE:
        WHOLE[part](now)
    elif subject:
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
    who = queries.unit_names(ledger.snapshot(view)).get(unit, unit) if unit else "各单位"
    answered = [task for task in progress_owed.owed(view) if task["leads"]]
    if answered and all(is_elsewhere(ledger.snapshot(view), task) for task in answered):
        words = f"由其答复的任务 {len(answered)} 项，都不是本级的文件：不要求按季向本台账报送，可以补充情况。"
        return tag("p", f"{who}{words}", class_="lead")
    if not answered:
        return tag("p", f"{who}没有要按季答复的任务，可以补充所参与任务的情况。", class_="lead")
    return tag("p", f"{who} {quarter.label}：", progress_owed.progress_line(view, answered), class_="lead")


@lru_cache(maxsize=32)
def _titles(view: View) -> dict[str, str]:
    waiting = {
        "progress": 0
        if locked(ledger.snapshot(view), quarter_of(view))
        else sum(task["owed"] in progress_owed.STILL for task in progress_owed.owed(view) if task["leads"]),
        "reading": sum(
            target["state"] in reading.WAITED_FOR
            and _answers(view, target)
            and not _waits(view, "reading", indicator=target["indicator_id"])
            for target in reading.owed(view)
        ),
        "completion": sum(
            item["state"] in completion.PRESSING
            and _answers(view, item)
            and not _waits(view, "completion", item=item["item_id"])
            for item in completion.owed(view)
        ),
    }
    titles = {"progress": "任务进展", "quick": "多项快填", "reading": "指标数据", "completion": "时间节点"}
    titles |= {"evidence": "佐证材料", "correct": "已报记录"} | asked.titles(view)
    titles["workbook"] = offline.TITLE
    if view.actor.of_unit:
        titles["confirm"] = confirm.title(view)
    return {
        part: titles[part] + (f"（待报 {waiting[part]}）" if waiting.get(part) else "")
        for part in PARTS
        if part in titles
    }


def _answers(view: View, row: Row) -> bool:
    """Whether it waits for this unit: those that only share a task may report on it and owe nothing."""
    unit = unit_of(view)
    return not unit or unit in (row["answer_unit"], row.get("reporting_unit"))


def _waits(view: View, kind: str, **about: object) -> bool:
    """Whether the unit's reporter has done it, and the unit has still to confirm."""
    put_up = pending(ledger.snapshot(view), unit_of(view), kind, **about)
    return put_up is not None and put_up.state == "waiting"
