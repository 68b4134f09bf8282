"""Inside a unit: what its reporter has put up, for the approver to confirm or return, and what became of it."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, cast

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import copied, known_facts, report_before, review_of, submitted, waiting
from tracker.evidence import SUBJECTS
from tracker.intake import Draft, Role
from tracker.labels import KIND
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.evidence import proof
from tracker.ui.facts import facts, under
from tracker.ui.forms.content import content, gist, label, moment, subject, tasks_of, what_of
from tracker.ui.forms.form import Form, Values, anew, ticked
from tracker.ui.forms.scope import unit_of
from tracker.ui.marks import light, link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

SHOWN = 40
"""Submissions in one form."""
ANSWERS = {
    "waiting": ("待本单位审核", "blue"),
    "unit_returned": ("本单位退回", "red"),
    "mended": ("已退回，另行提交", "grey"),
    "replaced": ("已另行提交", "grey"),
    "reported": ("已报送", "green"),
    "returned": ("双碳办退回", "red"),
    "accepted": ("双碳办审核通过", "green"),
}


def title(view: View) -> str:
    """What the part is called for whoever looks: a queue for the approver, news for the reporter."""
    snapshot, unit = ledger.snapshot(view), unit_of(view)
    count = len(waiting(snapshot, unit))
    if view.actor.role is Role.UNIT:
        return f"待本单位审核（{count}）" if count else "待本单位审核"
    back = sum(one.answer == "unit_returned" for one in _sent(snapshot, unit))
    said = "，".join(
        part for part in (f"待审核 {count}" if count else "", f"退回 {back}" if back else "") if part
    )
    return f"提交情况（{said}）" if said else "提交情况"


def whole(view: View) -> None:
    snapshot, unit = ledger.snapshot(view), unit_of(view)
    if view.actor.role is Role.UNIT:
        queue(view, waiting(snapshot, unit))
    st.html(_listed(view))


def queue(view: View, found: list[Record]) -> None:
    """Everything that waits, task by task, each with a box to tick."""
    if not found:
        st.html(note("没有等待本单位审核的内容。"))
        return
    snapshot = ledger.snapshot(view)
    st.html(
        note(
            "填报员提交的内容，经本单位审核同意后才算报送。可逐件勾选，也可全部同意；退回的要写明原因，填报员会看到。"
        )
    )
    order = {"": -1} | {task: at for at, task in enumerate(queries.tasks(snapshot)["task_id"])}
    if len(found) > SHOWN:
        st.html(note(f"共 {len(found)} 件，先列早提交的 {SHOWN} 件，审核后接着列其余的。"))
    grouped = sorted(
        found[:SHOWN], key=lambda one: (order[_task(snapshot, one)], one.body["of"] != "progress", one.seq)
    )
    with Form(view, anew(view, "confirm")) as form:
        for task_id, members in groupby(grouped, lambda one: _task(snapshot, one)):
            st.html(_head(view, snapshot, task_id))
            for one in members:
                tick, said = st.columns([1, 9])
                with tick:
                    form.tick(one.id, KIND[str(one.body["of"])])
                with said:
                    st.html(shown(view, snapshot, one))
        form.words("reason", lines=2, label="退回原因（退回时必填）", placeholder="哪里要改、怎样改")
        form.send(
            ("同意勾选的", lambda values: _verdicts(ticked(values), "confirmed", values)),
            ("退回勾选的", lambda values: _verdicts(ticked(values), "returned", values)),
            (
                f"全部同意（{len(grouped)} 件）",
                lambda values: _verdicts([one.id for one in grouped], "confirmed", values),
            ),
        )


def _verdicts(ids: list[str], verdict: str, values: Values) -> list[Draft]:
    said = {"reason": values["reason"]} if "reason" in values else {}
    return [Draft("confirmation", {"submission": one, "verdict": verdict, **said}) for one in ids]


def _task(snapshot: Snapshot, submission: Record) -> str:
    """Under which task it is shown; "" where it belongs to none."""
    return min(tasks_of(submission.body, snapshot), default="")


def _head(view: View, snapshot: Snapshot, task_id: str) -> Markup:
    found = queries.tasks(snapshot).filter(pl.col("task_id") == task_id).to_dicts()
    if not found:
        return tag("h3", "其他")
    task = found[0]
    to = link(f"{task['clause']} {task['title']}", view.link("task", id=task_id))
    return tag("h3", to, "　", light(task["light"]) if task["light"] else "")


def shown(view: View, snapshot: Snapshot, submission: Record) -> Markup:
    """Everything that a submission says; of progress also what was said last time, and whether it is the same."""
    body = what_of(submission.body)
    who = f"（{submission.by}，{moment(submission.recorded_at)}）"
    if submission.body["of"] == "evidence":
        note_ = f"　{body['note']}" if body.get("note") else ""
        return tag("p", proof(view, submission, body), note_, tag("span", who, class_="quiet"))
    if submission.body["of"] != "progress":
        said = [subject(body, snapshot), "：", gist(body, snapshot)]
        if isinstance(instead := body.get("body"), Mapping):
            said.append(f"；改为：{gist(instead, snapshot)}")
        return tag("p", *said, tag("span", who, class_="quiet"))
    pairs: list[tuple[str, object]] = [
        (label(name, body), words) for name, words in content(body, snapshot).items()
    ]
    before = report_before(snapshot, body, submission.unit)
    last: list[tuple[str, object]] = (
        [(label(name, before.body), words) for name, words in content(before.body, snapshot).items()]
        if before
        else []
    )
    caption = f"上期：{Quarter.parse(str(before.body['period'])).label}" if before else "此前没有报送过进展"
    flag = copied(snapshot, body, submission.unit)
    alike = tag("p", mark("与上期雷同", "amber"), f"　文字与上期相似 {flag:.0%}。") if flag else ""
    sides = [facts(pairs, caption=f"本期提交{who}"), facts(last, caption=caption)]
    return join([alike, tag("div", *sides, class_="sides")])


class Sent(NamedTuple):
    """A submission with what became of it (a key of ANSWERS), and why it came back."""

    submission: Record
    answer: str
    why: str = ""


def _sent(snapshot: Snapshot, unit: str) -> list[Sent]:
    """Everything that a unit's reporters have put up, newest first."""

    def make() -> list[Sent]:
        known = known_facts(snapshot)
        verdicts = {str(one.body["submission"]): one for one in known.all("confirmation")}
        latest = {known.submitted_matter(one): one.id for one in known.all("submission")}
        places = {(one.batch, one.index): one for one in known.records.values()}
        found = []
        for one in submitted(snapshot, unit):
            verdict, is_last = verdicts.get(one.id), latest[known.submitted_matter(one)] == one.id
            if verdict is None:
                found.append(Sent(one, "waiting" if is_last else "replaced"))
            elif verdict.body["verdict"] == "returned":
                why = f"{verdict.body.get('reason', '')}（{verdict.by}）"
                found.append(Sent(one, "unit_returned" if is_last else "mended", why))
            else:
                made = places.get((verdict.batch, verdict.index + 1))
                found.append(Sent(one, *_reviewed(snapshot, made)))
        return found

    return cast(list[Sent], snapshot.once(f"sent by {unit}", make))


def _reviewed(snapshot: Snapshot, made: Record | None) -> tuple[str, str]:
    """What the office said of the report that a confirmation has made."""
    review = review_of(snapshot, made) if made else None
    if review and review.returned:
        return "returned", review.reason
    return ("accepted", "") if review and review.verdict else ("reported", "")


@lru_cache(maxsize=32)
def _listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def state(row: Row) -> Markup:
        word, tone = ANSWERS[row["answer"]]
        return join([mark(word, tone), under(row["why"])])

    def act(row: Row) -> Markup | None:
        one: Record = row["sent"]
        body = what_of(one.body)
        if row["answer"] == "waiting":
            # Who confirms returns it with a reason instead, in the queue above.
            if view.actor.role is Role.UNIT:
                return None
            return link("撤回", view.here(do="correct", id=one.id, saved="", page=""))
        if row["answer"] not in ("unit_returned", "returned"):
            return None
        if row["answer"] == "unit_returned" and one.body["of"] == "progress":
            to = view.here(do="progress", id=str(body["task"]), period=str(body["period"]), saved="", page="")
            return link("修改", to)
        do = {"reading": "reading", "completion": "completion", "progress": "progress"}.get(
            str(one.body["of"])
        )
        about = next((str(body[name]) for name in SUBJECTS if name in body), "")
        return link("重报", view.here(do=do, id=about, saved="", page="")) if do else None

    columns = [
        Column("提交时间", lambda row: moment(row["sent"].recorded_at), width="9.5em"),
        Column("提交人", lambda row: row["sent"].by, width="8em"),
        Column("种类", lambda row: KIND[str(row["sent"].body["of"])], width="6em"),
        Column("事项", lambda row: subject(row["sent"].body, snapshot), width="19em"),
        Column("内容", lambda row: tag("div", gist(row["sent"].body, snapshot), class_="clamp")),
        Column("结果", state, width="13em"),
        Column("办理", act, align="center", width="4.5em"),
    ]
    rows = [
        {"sent": one.submission, "answer": one.answer, "why": one.why}
        for one in _sent(snapshot, unit_of(view))
    ]
    return table(
        rows, columns, caption=f"提交记录（{len(rows)} 件，新的在前）", view=view, empty="还没有提交过。"
    )
