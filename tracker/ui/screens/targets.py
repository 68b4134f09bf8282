"""指标缺口: every target, worst first, with goal, reading, requirement, gap four ways and outlook; one by ``?id=``."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.charts.targets import target_drawing
from tracker.labels import TARGET_STATE
from tracker.queries.alignment import looser
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks import target
from tracker.ui.blocks.alignment import alignment
from tracker.ui.blocks.target_rows import COUNTS, GROUPS, as_written, chosen, columns, rows, states
from tracker.ui.drawing import draw
from tracker.ui.filters import choose, row, search
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import table


def show(view: View) -> None:
    if wanted := view.params.get("id"):
        _one(view, wanted)
        return
    if told := _uncounted(view):
        st.html(told)
        return
    st.html(_lead(view))
    with row():
        group = choose(view, "group", "分组", GROUPS, width=200)
        fallen = choose(view, "due", "到期情况", COUNTS, width=210)
        words = search(view, "q", "搜索", "指标、任务、单位、条款", width=320)
    st.html(_targets(view, group, fallen, words))
    if compared := _alignment(view):
        st.html(compared)


def _one(view: View, target_id: str) -> None:
    heading, gaps, stated, records = _told(view, target_id)
    st.html(heading)
    if not records:
        return
    left, right = st.columns([3, 2])
    with left:
        if drawn := target_drawing(ledger.whole(view), target_id):
            draw(drawn, view)
        else:
            st.html(note("还没有数据，也没有设定路径，没有可画的图。"))
        st.html(gaps)
    right.html(stated)
    st.html(records)


@lru_cache(maxsize=64)
def _told(view: View, target_id: str) -> tuple[Markup, Markup, Markup, Markup]:
    """Heading, gaps, what is stated, alignment and records; only the first for an unknown id."""
    snapshot = ledger.whole(view)
    row = target.target(snapshot, target_id)
    if row is None:
        unknown = note(join(["没有这个指标目标。", link("查看全部指标", view.link("targets"))]))
        return unknown, Markup(""), Markup(""), Markup("")
    return (
        target.heading(view, snapshot, row),
        target.gap_table(view, row),
        target.stated(view, snapshot, row),
        tag(
            "div", alignment(view, snapshot, {target_id}), target.records(view, snapshot, row), class_="stack"
        ),
    )


@lru_cache(maxsize=32)
def _uncounted(view: View) -> Markup:
    return uncounted(view, ledger.snapshot(view))


@lru_cache(maxsize=32)
def _lead(view: View) -> Markup:
    return lead(view, ledger.snapshot(view))


@lru_cache(maxsize=32)
def _alignment(view: View) -> Markup:
    return alignment(view, ledger.snapshot(view))


@lru_cache(maxsize=64)
def _targets(view: View, group: str, fallen: str, words: str) -> Markup:
    return gap_list(view, ledger.snapshot(view), group, fallen, words)


def lead(view: View, snapshot: Snapshot) -> Markup:
    """How many targets there are in each group and what is known of those that fell due; every figure links."""
    every, counts = rows(snapshot), queries.target_counts(snapshot)
    parts: list[object] = [_figure(len(every), view.link("targets")), " 项量化目标："]
    for at, (code, words) in enumerate(GROUPS.items()):
        size = sum(one["group"] == code for one in every)
        parts += ["，" if at else "", f"{words} ", _figure(size, view.link("targets", group=code)), " 项"]
        known = [
            join([f"{COUNTS[key]} ", _figure(counts[key], view.link("targets", due=key))])
            for key in ("met", "missed", "no_reading", "awaiting_publication", "unknown")
            if code == "past" and counts[key]
        ]
        parts += ["（", Markup("、").join(known), "）"] if known else []
    return tag("p", *parts, "。", class_="lead")


def uncounted(view: View, snapshot: Snapshot) -> Markup:
    """The targets of a document chosen by itself of which none counts on the day, as its text has them."""
    listed = queries.targets(snapshot).to_dicts()
    if not view.scope.document or not listed or not queries.counted_targets(snapshot).is_empty():
        return Markup("")
    caption = join([f"文中的指标（{len(listed)} 项）　", tag("small", "不计入统计，不作判定")])
    return table(listed, as_written(view), caption=caption) + alignment(view, snapshot)


def _figure(count: int, href: str) -> object:
    return link(count, href) if count else "0"


def gap_list(view: View, snapshot: Snapshot, group: str = "", fallen: str = "", words: str = "") -> Markup:
    """The table of targets that pass the filters (keys of `GROUPS` and `COUNTS`, words to find)."""
    found = chosen(view, snapshot, group, fallen, words)
    quiet = "各组内差的在前。要求：路径在数据所属日期的要求；须、已：每年须有的和已有的变化"
    caption = join([f"指标缺口（{len(found)} 项）　", tag("small", quiet)])
    grouped = None if view.params.get("sort") else (lambda one: GROUPS[one["group"]])
    return _only(view) + table(
        found, columns(view, looser(snapshot)), caption=caption, view=view, group=grouped
    )


def _only(view: View) -> Markup:
    """Says when the address narrows the table to some states, which no filter shows."""
    named = "、".join(TARGET_STATE[code] for code in states(view))
    return note(join([f"只看：{named}。", link("看全部", view.here(state=""))])) if named else Markup("")
