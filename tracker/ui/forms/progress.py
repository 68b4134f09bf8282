"""A unit's report on a task for one quarter: the form, and beside it what was said last time."""

import streamlit as st
from markupsafe import Markup

from tracker import drafts
from tracker.duties import Pending, copied, locked, report_before, review_of, standing
from tracker.intake import Draft
from tracker.labels import LIGHT_ORDER, LIGHTS
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.evidence import evidence_beside
from tracker.ui.blocks.history import subjects
from tracker.ui.facts import facts
from tracker.ui.forms.beside import also_owed, record_facts, task_facts, year_goal_facts
from tracker.ui.forms.content import label, moment, words
from tracker.ui.forms.form import Button, Form, Values, kept, side_by_side
from tracker.ui.forms.progress_owed import STILL, listed, of_quarter, owed, window_words
from tracker.ui.forms.put_up import sends, standing_words
from tracker.ui.forms.scope import nothing_there, quarter_of, unit_of
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Row

__all__ = ["ask", "listed", "show"]


def show(view: View, task_id: str) -> None:
    """The form for one task and quarter, beside it what was said last time."""
    snapshot, quarter, unit = ledger.snapshot(view), quarter_of(view), unit_of(view)
    name = f"progress {task_id} {quarter}"
    task: Row | None = kept(name) or next((row for row in owed(view) if row["task_id"] == task_id), None)
    if task is None:
        return nothing_there("项任务")
    st.html(tag("h2", f"{task['clause']} {task['title']}：{quarter.label}进展"))
    entry, aside = st.columns([3, 2], gap="medium")
    about = {"task": task_id, "period": str(quarter)}
    whole = about | {"capacity": "answer" if task["leads"] else "contribution"}
    with aside:
        _aside(view, snapshot, task, whole)
    with entry:
        if task["report"] and task["owed"] in ("reported", "late"):
            _reported(view, snapshot, task)
        elif locked(snapshot, quarter) and not kept(name):
            st.html(note(f"{quarter.label}报告期已锁定，不能再报。请在下一季度的报告中说明。"))
        else:
            st.html(note(_before(view, snapshot, task)))
            put_up: Pending | None = task["put_up"]
            initial = put_up.content if put_up else task["report"].body if task["report"] else None
            with Form(view, name, initial, about=task, matters={"": ("progress", about)}) as form:
                ask(form, snapshot, whole, unit)
                form.prove(about)
                form.send(*_buttons(view, task_id, about))
    return None


def _buttons(view: View, task_id: str, about: Values) -> list[Button]:
    def made(values: Values) -> list[Draft]:
        return [Draft("progress", {**about, **values})]

    words = sends(view)
    still = [row["task_id"] for row in owed(view) if row["owed"] in STILL and row["task_id"] != task_id]
    on = [(f"{words}，填下一项", made, still[0])] if still else []
    return [*on, (words, made)]


def copy_note(likened: float) -> Markup:
    words = f"本期文字与上期基本相同（相似 {likened:.0%}）：仍可报送，审核时会标明“与上期雷同”。"
    return tag("p", mark("与上期雷同", "amber"), "　", words, class_="note", role="status")


def _reported(view: View, snapshot: Snapshot, task: Row) -> None:
    report: Record = task["report"]
    again = link("更正这份报告", view.here(do="correct", id=report.id, saved=""))
    more = link("补充佐证材料", view.here(do="evidence", id=task["task_id"], saved=""))
    st.html(note(join(["本期已经报过；如有错漏，请", again, "并写明原因；也可以", more, "。"])))
    st.html(record_facts(snapshot, "本期已报", report))
    about = {name: report.body[name] for name in ("task", "period")}
    if draft := drafts.own(ledger.workspace(), view.actor, "progress", about):
        said = [
            (label(name, about), words(name, value, about, snapshot)) for name, value in draft.entered.items()
        ]
        when = moment(draft.saved_at)
        st.html(facts(said, caption=f"您 {when} 暂存的草稿（没有报送；要采用的，请写进更正）"))


def _before(view: View, snapshot: Snapshot, task: Row) -> str:
    put_up: Pending | None = task["put_up"]
    if task["owed"] in ("waiting", "unit_returned"):
        return standing_words(put_up)
    if task["owed"] == "returned":
        reason = review_of(snapshot, task["report"]).reason.rstrip("。")
        return f"双碳办退回了上一份报告，原因：{reason}。请改正后重报。"
    return (
        window_words(view) if task["leads"] else "补充本单位的情况，供答复单位和办公室参考；不计迟报和漏报。"
    )


def ask(form: Form, snapshot: Snapshot, about: Values, unit: str = "") -> None:
    """The fields of a report; the share of the year's goal only of the unit that answers, where the office has set one.

    `unit` = who contributes; an answer is compared with the answer before, whoever gave it.
    """
    form.words("text", lines=5, placeholder="本季度做了什么、到什么程度；有数量的写数量")
    if likened := copied(snapshot, {**about, "text": form.value("text")}, unit):
        st.html(copy_note(likened))
    left, right = side_by_side(1, 1)
    with left:
        form.words("problems", lines=2, optional=True)
    with right:
        form.words("next_step", lines=2, optional=True)
    shares = takes_share(snapshot, about)
    left, right = side_by_side(1, 1)
    if shares:
        with left:
            form.words("percent", label=share_words(about), placeholder="0 至 100，例如 75")
    with right if shares else left:
        form.choose(
            "own_light",
            {code: LIGHTS[code] for code in reversed(LIGHT_ORDER)},
            label="自评（与系统判定并列显示）",
            optional=True,
        )


def takes_share(snapshot: Snapshot, about: Values) -> bool:
    year = Quarter.parse(str(about["period"])).year
    return about["capacity"] == "answer" and bool(
        standing(snapshot, "year_goal", task=about["task"], year=year)
    )


def share_words(about: Values) -> str:
    return f"完成比例（占 {Quarter.parse(str(about['period'])).year} 年度目标的 %）"


def _aside(view: View, snapshot: Snapshot, task: Row, about: Values) -> None:
    others = {
        f"{one.user}（{moment(one.saved_at)}）"
        for one in drafts.begun(ledger.workspace(), view.actor)
        if of_quarter(view, one) and one.matter["task"] == task["task_id"] and one.user != view.actor.user
    }
    if others:
        st.html(note(f"本单位还有人在写这一项的草稿，没有报送：{'、'.join(sorted(others))}。"))
    if last := report_before(snapshot, about, unit_of(view)):
        st.html(record_facts(snapshot, f"上次报送：{Quarter.parse(str(last.body['period'])).label}", last))
    else:
        st.html(note("此前没有报送过进展。"))
    quarter = Quarter.parse(str(about["period"]))
    st.html(year_goal_facts(snapshot, task["task_id"], quarter.year))
    if said := also_owed(view, snapshot, task["task_id"]):
        st.html(said)
    st.html(evidence_beside(view, snapshot, subjects(snapshot, task["task_id"])))
    st.html(task_facts(task))
