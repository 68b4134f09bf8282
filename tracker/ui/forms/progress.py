"""A unit's report on a task for one quarter: what is owed, worst first, and the form."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import filings, locked, review_of, standing
from tracker.intake import Draft
from tracker.labels import LIGHT_ORDER, LIGHTS
from tracker.model import JUDGED
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.sentences import day, number
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.ledger_cells import is_elsewhere
from tracker.ui.forms.beside import record_facts, task_facts, year_goal_facts
from tracker.ui.forms.form import Form, Values, kept
from tracker.ui.forms.scope import nothing_there, quarter_of, unit_of
from tracker.ui.marks import clause, light, link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

OWED = {
    "returned": ("退回", "red", "重报"),
    "missing": ("漏报", "red", "补报"),
    "open": ("待报", "amber", "填报"),
    "contribute": ("可补充", "grey", "填报"),
    "late": ("迟报", "amber", "更正"),
    "reported": ("已报", "green", "更正"),
}
"""What stands against a task in the quarter, most pressing first: its word, tone and what can be done."""


def reports(snapshot: Snapshot, task: Row, unit: str) -> list[Record]:
    """What a new report on the task carries on, newest first: the answers for it, or the unit's own part in it."""
    found = standing(snapshot, "progress", task=task["task_id"])
    return [
        fact for fact in found if (fact.body["capacity"] == "answer" if task["leads"] else fact.unit == unit)
    ]


@lru_cache(maxsize=32)
def owed(view: View) -> list[Row]:
    """The tasks a unit answers for or shares, with `owed`, a key of OWED; most pressing first, then worst light."""
    snapshot, unit, quarter = ledger.snapshot(view), unit_of(view), quarter_of(view)
    led = pl.col("answer_unit").is_not_null()
    tasks = queries.unit_tasks(snapshot, unit) if unit else queries.tasks(snapshot).with_columns(leads=led)
    filed, rows = filings(snapshot, quarter), []
    for task in tasks.filter(pl.col("in_force") & pl.col("kind").is_in(list(JUDGED))).to_dicts():
        filings_now = [fact for fact in reports(snapshot, task, unit) if fact.body["period"] == str(quarter)]
        task |= {"report": next(iter(filings_now), None)}
        rows.append(task | {"owed": _owed(snapshot, task, filed.get(task["task_id"]))})
    order, lights = list(OWED), list(LIGHT_ORDER)
    return sorted(
        rows,
        key=lambda row: (
            not row["leads"],
            order.index(row["owed"]),
            lights.index(row["light"]),
            row["position"],
        ),
    )


def _owed(snapshot: Snapshot, task: Row, filed: str | None) -> str:
    if task["report"]:
        returned = review_of(snapshot, task["report"]).returned
        return "returned" if returned else "late" if filed == "late" and task["leads"] else "reported"
    if not task["leads"] or is_elsewhere(snapshot, task):
        return "contribute"
    return "missing" if filed == "missing" else "open"


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot, quarter = ledger.snapshot(view), quarter_of(view)
    is_locked = locked(snapshot, quarter)

    def state(task: Row) -> Markup:
        word, tone, _ = OWED[task["owed"]]
        why = f"退回原因：{review_of(snapshot, task['report']).reason}" if task["owed"] == "returned" else ""
        return mark(word, tone, why)

    def act(task: Row) -> object:
        if task["report"] and task["owed"] != "returned":
            return link("更正", view.here(do="correct", id=task["report"].id, saved=""))
        words = OWED[task["owed"]][2]
        return None if is_locked else link(words, view.here(do="progress", id=task["task_id"], saved=""))

    def share(task: Row) -> str | None:
        report = task["report"]
        return number(report.body["percent"]) if report and report.body.get("percent") is not None else None

    columns = [
        Column("条款", lambda task: clause(task["clause"]), width="5.6em"),
        Column("任务", lambda task: link(task["title"], view.link("task", id=task["task_id"])), width="19em"),
        Column("本期", state, width="5.5em"),
        Column("办理", act, align="center", width="4.5em"),
        Column("完成年度目标", share, unit="%", align="right", width="10em"),
        Column("最近时限", lambda task: task["next_due"], align="center", width="7.5em"),
        Column("灯", lambda task: light(task["light"]), width="4em"),
        Column("依据", "sentence"),
    ]
    heads = {
        True: "由本单位答复（每季度应报）",
        False: "本单位参与（可补充本单位情况，不计漏报）",
        None: "由本单位答复（不是本级的文件，不要求按季报送，可以补充情况）",
    }

    def head(task: Row) -> str:
        return heads[None if task["leads"] and is_elsewhere(snapshot, task) else task["leads"]]

    return table(
        owed(view),
        columns,
        caption=f"{quarter.label}进展" + ("（报告期已锁定，只能更正）" if is_locked else ""),
        view=view,
        group=head if unit_of(view) else None,
        empty="本单位没有需要报送进展的任务。",
    )


def counts(view: View) -> bool:
    """Whether the quarter's window opened after the ledger, so that silence in it counts."""
    return bool(filings(ledger.snapshot(view), quarter_of(view)))


def window_words(view: View) -> str:
    """When the quarter's window is open, and what filing now means."""
    quarter = quarter_of(view)
    found = queries.windows(ledger.snapshot(view)).filter(pl.col("period") == str(quarter)).to_dicts()
    if not found:
        return ""
    closes, about = found[0]["closes_on"], "（截止日为预估）" if found[0]["estimated"] else ""
    span = f"报送期 {day(found[0]['opens_on'])}至{day(closes)}{about}"
    if not counts(view):
        return f"{span}，开始时台账还没有启用：可以补报，不计迟报和漏报。"
    return f"{span}，已经结束，再报送的记为迟报。" if view.as_of > closes else f"{span}，正在进行。"


def show(view: View, task_id: str) -> None:
    """The form for one task and quarter, beside it what was said last time."""
    snapshot, quarter, unit = ledger.snapshot(view), quarter_of(view), unit_of(view)
    name = f"progress {task_id} {quarter}"
    task: Row | None = kept(name) or next((row for row in owed(view) if row["task_id"] == task_id), None)
    if task is None:
        return nothing_there("项任务")
    st.html(tag("h2", f"{task['clause']} {task['title']}：{quarter.label}进展"))
    report: Record | None = task["report"]
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        _aside(snapshot, task, quarter, unit)
    with entry:
        if report and task["owed"] != "returned":
            again = link("更正这份报告", view.here(do="correct", id=report.id, saved=""))
            st.html(note(join(["本期已经报过；如有错漏，请", again, "并写明原因。"])))
            st.html(record_facts(snapshot, "本期已报", report))
        elif locked(snapshot, quarter) and not kept(name):
            st.html(note(f"{quarter.label}报告期已锁定，不能再报。请在下一季度的报告中说明。"))
        else:
            st.html(note(_before(view, snapshot, task)))
            with Form(view, name, report.body if report else None, about=task) as form:
                about = {"task": task_id, "period": str(quarter)}
                ask(form, snapshot, about | {"capacity": "answer" if task["leads"] else "contribution"})
                form.send(("报送", lambda values: [Draft("progress", about | dict(values))]))


def _before(view: View, snapshot: Snapshot, task: Row) -> str:
    if task["report"]:
        reason = review_of(snapshot, task["report"]).reason.rstrip("。")
        return f"办公室退回了上一份报告，原因：{reason}。请改正后重报。"
    return (
        window_words(view) if task["leads"] else "补充本单位的情况，供答复单位和办公室参考；不计迟报和漏报。"
    )


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """The fields of a report; the share of the year's goal only of the unit that answers, where the office has set one."""
    quarter, answers = Quarter.parse(str(about["period"])), about["capacity"] == "answer"
    form.words("text", lines=6, placeholder="本季度做了什么、到什么程度；有数量的写数量")
    if answers and standing(snapshot, "year_goal", task=about["task"], year=quarter.year):
        form.words(
            "percent", label=f"完成比例（占 {quarter.year} 年度目标的 %）", placeholder="0 至 100，例如 75"
        )
    form.words("problems", lines=3, optional=True)
    form.words("next_step", lines=3, optional=True)
    form.choose(
        "own_light",
        {code: LIGHTS[code] for code in reversed(LIGHT_ORDER)},
        label="自评（与系统判定并列显示）",
        optional=True,
    )


def _aside(snapshot: Snapshot, task: Row, quarter: Quarter, unit: str) -> None:
    earlier = [fact for fact in reports(snapshot, task, unit) if str(fact.body["period"]) < str(quarter)]
    if earlier:
        last = max(earlier, key=lambda fact: (str(fact.body["period"]), fact.seq))
        st.html(record_facts(snapshot, f"上次报送：{Quarter.parse(str(last.body['period'])).label}", last))
    else:
        st.html(note("此前没有报送过进展。"))
    st.html(year_goal_facts(snapshot, task["task_id"], quarter.year))
    st.html(task_facts(task))
