"""催办: the office sees what has reached a step, ticks and sends; or chases by hand, with a note."""

import logging
from datetime import date
from functools import lru_cache
from threading import Thread

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Draft
from tracker.reminders.pending import (
    Call,
    calls,
    draft,
    draft_by_hand,
    owed_by_nobody,
    pending_calls,
    rule_of,
)
from tracker.reminders.send import send_out
from tracker.reminders.things import tasks_of_nobody
from tracker.reminders.words import in_short, rule_words, step_words
from tracker.sentences import day
from tracker.ui import ledger
from tracker.ui.blocks.deliveries import deliveries
from tracker.ui.facts import facts
from tracker.ui.forms.form import Form, Values, anew, kept, side_by_side, ticked
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "催办"
WHY = "漏掉几天不要紧，下一次照最近的节点补发一次。发出的催办记入流水，单位在“消息”里看到。"
NO_RULE = "rules.yaml 没有写明催办的节点（reminders），不催办。"
NEAR = 30
"""Days before its due day from which a thing is offered for chasing by hand."""

log = logging.getLogger("tracker.ui")


def waiting(view: View) -> int:
    return len(pending_calls(ledger.whole(view)))


def show(view: View) -> None:
    if chosen := view.params.get("id"):
        _by_hand(view, chosen)
        return
    rule = rule_of(ledger.whole(view))
    st.html(note(f"{rule_words(rule)}{WHY}" if rule else NO_RULE))
    _pending(view)
    st.html(_others(view))
    st.html(deliveries(view))


def _pending(view: View) -> None:
    found = pending_calls(ledger.whole(view))
    st.html(tag("h2", f"到了节点、待催办的（{len(found)} 件）"))
    if not found:
        st.html(note("没有到节点的事项，不需要催办。"))
        return
    today, names = view.as_of, queries.unit_names(ledger.whole(view))
    with Form(view, anew(view, "remind")) as form:
        with st.container(key="ticks-remind"):
            for call in found:
                box, *beside = side_by_side(8, 3, 2.4, 1.8, 3)
                with box:
                    form.tick(call.id, call.thing.what)
                unit, due = names.get(call.unit, call.unit), f"{day(call.thing.due)}到期"
                for place, words in zip(
                    beside, (unit, due, step_words(call.step), _last_words(call)), strict=True
                ):
                    place.html(tag("div", words, class_="quiet"))

        def chosen(values: Values) -> list[Draft]:
            wanted = ticked(values)
            return [draft(call, today) for call in found if call.id in wanted]

        form.send(
            ("催办勾选的", chosen),
            ("全部催办", lambda _: [draft(call, today) for call in found]),
            after=_go_out,
        )


@lru_cache(maxsize=32)
def _others(view: View) -> Markup:
    """What is near its day or past it, to be chased by hand, and what nobody can be reminded of."""
    snapshot = ledger.whole(view)
    names = queries.unit_names(snapshot)

    def act(row: Row) -> Markup:
        return link("催办", view.here(do="remind", id=row["call"].id, saved="", page=""))

    def left(row: Row) -> Markup:
        away = (row["call"].thing.due - view.as_of).days
        if away < 0:
            return mark(f"已过 {-away} 天", "red")
        return mark(f"还有 {away} 天" if away else "今天到期", "blue")

    columns = [
        Column("单位", lambda row: names.get(row["call"].unit, row["call"].unit), width="13em"),
        Column("事项", lambda row: row["call"].thing.what),
        Column("时限", lambda row: row["call"].thing.due, align="center", width="7em"),
        Column("离到期", left, width="8em"),
        Column("已催", lambda row: len(row["call"].sent) or None, unit="次", align="right", width="5.5em"),
        Column("最近一次", lambda row: _last(row["call"]), align="center", width="7em"),
        Column("另行催办", act, align="center", width="6em"),
    ]
    near = [call for call in calls(snapshot) if (call.thing.due - view.as_of).days <= NEAR]
    shown = table(
        [{"call": call} for call in near],
        columns,
        caption=f"到期和 {NEAR} 天内到期的（{len(near)} 件）",
        empty="没有到期和临期的事项。",
        view=view,
    )
    return tag("div", shown, _nobody(view), class_="stack below")


def _nobody(view: View) -> Markup:
    snapshot = ledger.whole(view)
    titles = dict(queries.tasks(snapshot).select("task_id", "title").iter_rows())
    rows: list[Row] = [{"what": thing.what, "due": thing.due} for thing in owed_by_nobody(snapshot)]
    rows += [{"what": f"{titles[task]}：季度进展报告", "due": None} for task in tasks_of_nobody(snapshot)]
    if not rows:
        return Markup("")
    where = view.here(do="lead", id="", saved="", page="")
    columns = [
        Column("事项", "what"),
        Column("时限", "due", align="center", width="7em"),
        Column("办理", lambda _: link("明确单位", where), align="center", width="6em"),
    ]
    return table(rows, columns, caption=f"没有明确责任单位、无人可催的（{len(rows)} 件）")


def _by_hand(view: View, call_id: str) -> None:
    snapshot = ledger.whole(view)
    name = f"remind {call_id}"
    call: Call | None = kept(name) or next((one for one in calls(snapshot) if one.id == call_id), None)
    if call is None:
        return nothing_there("件可以催办的事项")
    unit = queries.unit_names(snapshot).get(call.unit, call.unit)
    st.html(tag("h2", f"催办{unit}：{in_short(call.thing.what)}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        said = [
            ("事项", call.thing.what),
            ("单位", unit),
            ("时限", day(call.thing.due)),
            ("原定时限", day(call.thing.was_due) if call.thing.was_due else None),
            ("催办", _last_words(call)),
        ]
        st.html(facts(said, caption="本事项"))
    with entry, Form(view, name, about=call) as form:
        form.words("note", label="要对单位说的话", lines=3, optional=True)
        if call.too_soon:
            st.html(note(f"{day(call.too_soon)}刚催办过，不到规定的间隔；确需再催，请写明原因。"))
            form.words("reason", lines=2)
        form.send(("发出催办", lambda values: [_drafted(call, view.as_of, values)]), after=_go_out)


def _drafted(call: Call, today: date, values: Values) -> Draft:
    return draft_by_hand(call, today, str(values.get("note", "")), str(values.get("reason", "")))


def _last(call: Call) -> date | None:
    return max((one.on for one in call.sent), default=None)


def _last_words(call: Call) -> str:
    last = _last(call)
    return f"已催 {len(call.sent)} 次，最近一次 {last}" if last else "还没有催办过"


def _go_out() -> None:
    """Beside the page: a mail server that does not answer keeps nobody waiting, and undoes nothing."""
    Thread(target=_deliver, name="reminders", daemon=True).start()


def _deliver() -> None:
    try:
        send_out(ledger.workspace())
    except Exception:
        log.exception("催办没有向外发送，下次执行时再发")
