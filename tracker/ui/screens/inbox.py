"""消息: what came in for the unit, or waits for the office, and what is due now; with marks of reading."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.reminders.inbox import due_lines
from tracker.reminders.line import Line
from tracker.ui import ledger
from tracker.ui.forms.content import moment
from tracker.ui.forms.scope import today
from tracker.ui.inbox import lines, mark_read, unread_keys
from tracker.ui.marks import link, mark
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

ONLY = "unread"


def show(view: View) -> None:
    now, unread = today(view), unread_keys(view)
    with st.container(horizontal=True, vertical_alignment="center", key="inbox-head"):
        st.html(_lead(now, unread))
        if unread:
            st.button("全部标为已读", key="inbox-read", on_click=mark_read, args=(now, unread))
    st.html(_blocks(now, unread))


@lru_cache(maxsize=64)
def _lead(view: View, unread: frozenset[str]) -> Markup:
    found = lines(view)
    if view.actor.unit is None:
        words = f"双碳办待办理 {len(found)} 件"
    else:
        name = queries.unit_names(ledger.whole(view)).get(view.actor.unit, "")
        due = due_lines(ledger.whole(view), view.actor.unit)
        words = f"{name}现在到期和临期 {len(due)} 件，收到消息 {len(found)} 条"
    figure: object = len(unread)
    if unread:
        only = view.params.get("only") == ONLY
        figure = link(len(unread), view.here(only="" if only else ONLY), "看全部" if only else "只看未读")
    return tag("p", words, "，未读 ", figure, " 条。", class_="lead")


@lru_cache(maxsize=64)
def _blocks(view: View, unread: frozenset[str]) -> Markup:
    only = view.params.get("only") == ONLY and unread
    found = [line for line in lines(view) if not only or line.key in unread]
    parts = []
    if view.actor.unit is None:
        parts.append(_came_in(view, found, unread, "等待双碳办办理", "没有等待办理的事项。"))
    else:
        if not only:
            parts.append(_due(view, due_lines(ledger.whole(view), view.actor.unit)))
        parts.append(_came_in(view, found, unread, "收到的消息", "还没有收到消息。"))
    return tag("div", *parts, class_="stack")


def _rows(found: list[Line]) -> list[Row]:
    return [{"line": line} for line in found]


def _act(view: View, row: Row) -> Markup | None:
    line: Line = row["line"]
    if not line.page:
        return None
    words = "查看" if line.page == "task" else "办理"
    return link(words, view.link(line.page, **line.params))


def _due(view: View, found: list[Line]) -> Markup:
    columns = [
        Column("时限", lambda row: mark(row["line"].title, row["line"].tone), width="8em"),
        Column("到期日", lambda row: row["line"].text, width="19em"),
        Column("事项", lambda row: row["line"].what),
        Column("办理", lambda row: _act(view, row), align="center", width="4em"),
    ]
    caption = f"现在到期和临期的（{len(found)} 件）"
    return table(_rows(found), columns, caption=caption, empty="没有到期和 30 天内到期的事项。")


def _came_in(view: View, found: list[Line], unread: frozenset[str], caption: str, empty: str) -> Markup:
    def state(row: Row) -> Markup | str:
        line: Line = row["line"]
        return (
            mark("未读", "blue")
            if line.key in unread
            else tag("span", "已读" if line.key else "", class_="grey")
        )

    def kind(row: Row) -> Markup:
        return mark(row["line"].title, row["line"].tone)

    columns = [
        Column("未读", state, width="4.5em"),
        Column("时间", lambda row: moment(row["line"].on) if row["line"].on else None, width="10em"),
        Column("种类", kind, width="10.5em"),
        Column("事项", lambda row: row["line"].what),
        Column("说明", lambda row: row["line"].text, width="26em"),
        Column("办理", lambda row: _act(view, row), align="center", width="4em"),
    ]
    return table(_rows(found), columns, caption=f"{caption}（{len(found)} 条）", view=view, empty=empty)
