"""A unit asks for a later due date: its open items, what was asked before, and the form."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import OPEN_STATES, known_facts
from tracker.duties import pending as put_up_on
from tracker.intake import Draft, Role
from tracker.records.journal import Record
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.history import history
from tracker.ui.facts import under
from tracker.ui.forms import completion
from tracker.ui.forms.beside import item_facts
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.put_up import sends_or, standing_mark, standing_words
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import item_state, link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "延期申请"
WHY = "时限以前提出的，批准后在新时限内完成算延期办结；时限当日和以后才提出的，仍算逾期办结。"


def waiting(view: View) -> int:
    """Asking for more time is the unit's choice: nothing waits."""
    return 0


def rows(view: View) -> list[Row]:
    """The unit's items that are still open, the longest overdue first."""
    found = [row for row in completion.owed(view) if row["state"] in OPEN_STATES]
    return sorted(found, key=lambda row: row["effective_due"])


def pending(snapshot: Snapshot, item_id: str) -> Record | None:
    """The request on an item that the office has not decided."""
    known = known_facts(snapshot)
    found = known.all("extension_request", {"item": item_id})
    return next((request for request in found if not known.decided(request.id)), None)


def asked_words(snapshot: Snapshot, item: Row) -> Markup | str | None:
    """What has become of the requests on an item."""
    known = known_facts(snapshot)
    if request := pending(snapshot, item["item_id"]):
        return join([mark("待决定", "blue"), under(f"申请延至{day(request.body['new_due'])}")])
    requests = {one.id for one in known.all("extension_request", {"item": item["item_id"]})}
    decided = [one for one in known.all("extension_decision") if one.body["request"] in requests]
    if decided and not decided[-1].body["approved"]:
        return join([mark("不同意", "red"), under(decided[-1].body.get("reason"))])
    return f"已延期 {item['extensions']} 次" if item["extensions"] else None


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def act(row: Row) -> Markup | None:
        if pending(snapshot, row["item_id"]):
            return None
        return link("申请延期", view.here(do="extension", id=row["item_id"], saved="", page=""))

    def asked(row: Row) -> Markup | str | None:
        put_up = put_up_on(snapshot, unit_of(view), "extension_request", item=row["item_id"])
        return standing_mark(put_up) or asked_words(snapshot, row)

    columns = [
        Column("条款", "clause", width="5em"),
        Column("事项", "what"),
        Column("答复单位", "answers", width="12em"),
        Column("现行时限", lambda row: day(row["effective_due"]), align="right", width="9.5em"),
        Column("状态", lambda row: item_state(row["state"]), width="7em"),
        Column("申请情况", asked, width="14em"),
        Column("办理", act, align="center", width="5.5em"),
    ]
    found = rows(view)
    empty = "没有还没办结的时间节点和分解事项。"
    caption = f"没有办结的时间节点和分解事项（{len(found)} 项，时限早的在前）"
    return tag(
        "div", note(WHY), table(found, columns, caption=caption, view=view, empty=empty), class_="stack"
    )


def show(view: View, item_id: str) -> None:
    snapshot, name = ledger.snapshot(view), f"extension {item_id}"
    items = queries.items(snapshot).iter_rows(named=True)
    item: Row | None = kept(name) or next((row for row in items if row["item_id"] == item_id), None)
    if item is None or item["state"] not in OPEN_STATES:
        return nothing_there("个可以申请延期的事项")
    st.html(tag("h2", f"{item['clause']} 申请延期：{item['what']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(item_facts(item))
    with entry:
        if request := pending(snapshot, item_id):
            words = f"已申请延至{day(request.body['new_due'])}，办公室还没有决定。要改申请，请先在“已报记录”中更正。"
            st.html(note(words))
        else:
            st.html(note(_in_time(item, view.actor.role is Role.REPORTER)))
            put_up = put_up_on(snapshot, unit_of(view), "extension_request", item=item_id)
            if put_up:
                st.html(note(standing_words(put_up)))
            with Form(view, name, put_up.content if put_up else None, about=item) as form:
                ask(form, snapshot, {"item": item_id})
                form.send(
                    (
                        sends_or(view, "提出申请"),
                        lambda values: [Draft("extension_request", _body(item_id, values))],
                    )
                )
    st.html(tag("div", history(view, ledger.whole(view), {item_id}), class_="below"))
    return None


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """The fields of a request."""
    form.day("new_due", label="申请延至")
    form.words("reason", label="延期原因", lines=3, placeholder="为什么不能按时限完成")
    form.words("present", lines=3, placeholder="现在做到哪一步，还剩什么，新时限以前怎样完成")


def _body(item_id: str, values: Values) -> dict[str, object]:
    """How far it has come is part of asking, although records from elsewhere may leave it out."""
    return {"item": item_id, "present": "", **values}


def _in_time(item: Row, by_reporter: bool) -> str:
    """Of a reporter's request the day of the unit's confirmation counts."""
    then = "（以本单位审核通过的日期为准）" if by_reporter else ""
    due, left = day(item["effective_due"]), item["days_left"]
    if left > 0:
        return f"现行时限{due}，还有 {left} 天：现在提出，属于时限前申请{then}。"
    passed = "就在今天" if left == 0 else f"已过 {-left} 天"
    return f"现行时限{due}，{passed}：现在提出，属于到期后申请{then}，即使批准，完成后也算逾期办结。"


def requests(snapshot: Snapshot) -> list[tuple[Record, Row]]:
    """Requests that wait for the office with their items: the item that was due first comes first."""
    known = known_facts(snapshot)
    items = {row["item_id"]: row for row in queries.items(snapshot).iter_rows(named=True)}
    found = [
        (request, items[str(request.body["item"])])
        for request in known.all("extension_request")
        if not known.decided(request.id) and request.body["item"] in items
    ]
    return sorted(found, key=lambda pair: pair[1]["effective_due"])


def asked_in_time(request: Record, item: Row) -> bool:
    """Before the due date as it now stands."""
    return bool(request.effective_on < item["effective_due"])
