"""What a unit owes of progress for one quarter: every task with what stands against it, worst first, and the window."""

from decimal import Decimal
from functools import lru_cache

import polars as pl
from markupsafe import Markup

from tracker import drafts, queries
from tracker.duties import Pending, copied, filings, locked, pending, review_of, standing
from tracker.intake import Role
from tracker.labels import LIGHT_ORDER
from tracker.model import JUDGED
from tracker.periods import Workdays
from tracker.records.journal import Record
from tracker.sentences import day, number
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.assessed import at_risk
from tracker.ui.blocks.ledger_cells import is_elsewhere
from tracker.ui.facts import under
from tracker.ui.forms.scope import quarter_of, unit_of
from tracker.ui.marks import clause, light, link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

OWED = {
    "returned": ("双碳办退回", "red", "重报"),
    "unit_returned": ("本单位退回", "red", "修改"),
    "missing": ("漏报", "red", "补报"),
    "open": ("待报", "amber", "填报"),
    "waiting": ("待本单位审核", "blue", "查看"),
    "contribute": ("可补充", "grey", "填报"),
    "late": ("迟报", "amber", "更正"),
    "reported": ("已报", "green", "更正"),
}
"""What stands against a task in the quarter, most pressing first: its word, tone and what can be done."""
STILL = ("returned", "unit_returned", "missing", "open")
"""What somebody has still to write."""


def reports(snapshot: Snapshot, task: Row, unit: str) -> list[Record]:
    """What a new report on the task carries on, newest first: the answers for it, or the unit's own part in it."""
    found = standing(snapshot, "progress", task=task["task_id"])
    return [
        fact for fact in found if (fact.body["capacity"] == "answer" if task["leads"] else fact.unit == unit)
    ]


@lru_cache(maxsize=32)
def owed(view: View) -> list[Row]:
    """The tasks a unit answers for or shares, with `owed`, a key of OWED, and `at_risk`; in the order of `_urgency`."""
    snapshot, unit, quarter = ledger.snapshot(view), unit_of(view), quarter_of(view)
    points = at_risk(view, unit).points
    led = pl.col("answer_unit").is_not_null()
    tasks = queries.unit_tasks(snapshot, unit) if unit else queries.tasks(snapshot).with_columns(leads=led)
    filed, rows = filings(snapshot, quarter), []
    for task in tasks.filter(pl.col("in_force") & pl.col("kind").is_in(list(JUDGED))).to_dicts():
        filings_now = [fact for fact in reports(snapshot, task, unit) if fact.body["period"] == str(quarter)]
        put_up = pending(
            snapshot, unit or task["answer_unit"], "progress", task=task["task_id"], period=str(quarter)
        )
        task |= {"report": next(iter(filings_now), None), "put_up": put_up}
        task |= {"at_risk": points.get(task["task_id"], Decimal(0)) if task["leads"] else Decimal(0)}
        rows.append(task | {"owed": _owed(snapshot, task, filed.get(task["task_id"]))})
    return sorted(rows, key=_urgency)


def _urgency(row: Row) -> tuple[object, ...]:
    """Most pressing first: what is owed is never behind what is not. Then by points at risk, then by light."""
    order, lights = list(OWED), list(LIGHT_ORDER)
    pressing, light = order.index(row["owed"]), lights.index(row["light"])
    return not row["leads"], pressing, -row["at_risk"], light, row["position"]


def order_words(view: View) -> str:
    """In what order the tasks stand, and what the points at risk are worth."""
    rubrics = at_risk(view, unit_of(view)).rubrics
    if not rubrics:
        return "先列退回、漏报和待报的，再看灯"
    by = f"待定分值：按{'、'.join(rubrics.values())}，因缺有关情况而不能得的分"
    return f"先列退回、漏报和待报的；同样情况的，考核待定分值多的在前，再看灯。{by}"


def _owed(snapshot: Snapshot, task: Row, filed: str | None) -> str:
    put_up: Pending | None = task["put_up"]
    if put_up and (task["report"] is None or put_up.submission.seq > task["report"].seq):
        return "waiting" if put_up.state == "waiting" else "unit_returned"
    if task["report"]:
        returned = review_of(snapshot, task["report"]).returned
        return "returned" if returned else "late" if filed == "late" and task["leads"] else "reported"
    if not task["leads"] or is_elsewhere(snapshot, task):
        return "contribute"
    return "missing" if filed == "missing" else "open"


def listed(view: View) -> Markup:
    begun = drafts.begun(ledger.workspace(), view.actor)
    return _listed(view, tuple((one.user, str(one.matter["task"])) for one in begun if of_quarter(view, one)))


def of_quarter(view: View, one: drafts.Begun) -> bool:
    return one.kind == "progress" and one.matter.get("period") == str(quarter_of(view))


@lru_cache(maxsize=32)
def _listed(view: View, begun: tuple[tuple[str, str], ...]) -> Markup:
    """`begun` = who has a draft on which task."""
    snapshot, quarter = ledger.snapshot(view), quarter_of(view)
    is_locked = locked(snapshot, quarter)

    def state(task: Row) -> Markup:
        word, tone, _ = OWED[task["owed"]]
        marks: list[object] = [mark(word, tone, why_returned(snapshot, task))]
        authors = [user for user, about in begun if about == task["task_id"]]
        if authors and task["owed"] not in ("reported", "late"):
            others = "、".join(sorted(set(authors) - {view.actor.user}))
            marks.append(under(f"{others}有草稿" if others else "有草稿"))
        report = task["report"]
        if report and (change := pending(snapshot, report.unit, "correction", replaces=report.id)):
            marks.append(under("更正待本单位审核" if change.state == "waiting" else "更正被本单位退回"))
        if is_copied(snapshot, task, unit_of(view)):
            marks.append(under("与上期雷同"))
        return join(marks)

    def act(task: Row) -> object:
        if task["report"] and task["owed"] in ("reported", "late"):
            return link("更正", view.here(do="correct", id=task["report"].id, saved=""))
        if task["owed"] == "waiting" and view.actor.role is Role.UNIT:
            return link("审核", view.here(do="confirm", id="", saved=""))
        words = OWED[task["owed"]][2]
        return None if is_locked else link(words, view.here(do="progress", id=task["task_id"], saved=""))

    def share(task: Row) -> str | None:
        said = task["put_up"].content if task["put_up"] else task["report"].body if task["report"] else {}
        return number(said["percent"]) if said.get("percent") is not None else None

    columns = [
        Column("条款", lambda task: clause(task["clause"]), width="5.6em"),
        Column("任务", lambda task: link(task["title"], view.link("task", id=task["task_id"])), width="19em"),
        Column("本期", state, width="9em"),
        Column("办理", act, align="center", width="4.5em"),
        Column("年度目标完成", share, unit="%", align="right", width="10.5em"),
        Column("最近时限", lambda task: task["next_due"], align="center", width="7.5em"),
        Column("灯", lambda task: light(task["light"]), width="4em"),
        Column("依据", "sentence"),
    ]
    if any(task["at_risk"] for task in owed(view)):
        columns.insert(
            4, Column("考核待定", lambda task: _risk(view, task), unit="分", align="right", width="8.6em")
        )
    heads = {
        True: "由本单位答复（每季度应报）",
        False: "本单位参与（可补充本单位情况，不计漏报）",
        None: "由本单位答复（不是本级的文件，不要求按季报送，可以补充情况）",
    }

    def head(task: Row) -> str:
        return heads[None if task["leads"] and is_elsewhere(snapshot, task) else task["leads"]]

    title = f"{quarter.label}进展" + ("（报告期已锁定，只能更正）" if is_locked else "")
    return table(
        owed(view),
        columns,
        caption=join([title, "　", tag("small", order_words(view), class_="order")]),
        view=view,
        group=head if unit_of(view) else None,
        empty="本单位没有需要报送进展的任务。",
    )


def _risk(view: View, task: Row) -> object:
    """Points of an assessment that hang on the task, with the way to what is missing."""
    if not task["at_risk"]:
        return None
    why = "缺与这一项任务有关的情况，这些分现在不能得；缺什么、由谁提供见“考核准备”"
    rubric = next(iter(at_risk(view, unit_of(view)).rubrics))
    unit = "" if view.actor.of_unit else task["answer_unit"]
    href = view.link("assessment", rubric=rubric, unit=unit)
    return tag("a", number(task["at_risk"]), href=href, class_="amber", title=why)


def why_returned(snapshot: Snapshot, task: Row) -> str:
    if task["owed"] == "unit_returned":
        return f"退回原因：{task['put_up'].reason}"
    return f"退回原因：{review_of(snapshot, task['report']).reason}" if task["owed"] == "returned" else ""


def is_copied(snapshot: Snapshot, task: Row, unit: str) -> bool:
    """Whether what has been said for the quarter is hardly more than what was said for the one before."""
    put_up: Pending | None = task["put_up"]
    said = put_up.content if put_up else task["report"].body if task["report"] else None
    return said is not None and copied(snapshot, said, unit or task["answer_unit"]) is not None


def counts(view: View) -> bool:
    """Whether the quarter's window opened after the ledger, so that silence in it counts."""
    return bool(filings(ledger.snapshot(view), quarter_of(view)))


def window_words(view: View) -> str:
    """When the quarter's window is open, and what filing now means."""
    window = _window(view)
    if window is None:
        return ""
    closes, about = window["closes_on"], "（截止日为预估）" if window["estimated"] else ""
    span = f"报送期 {day(window['opens_on'])}至{day(closes)}{about}"
    if not counts(view):
        return f"{span}，开始时台账还没有启用：可以补报，不计迟报和漏报。"
    return f"{span}，已经结束，再报送的记为迟报。" if view.as_of > closes else f"{span}，正在进行。"


def progress_line(view: View, answered: list[Row]) -> str:
    """How much of what is owed has been filed, and how long the window is still open."""
    states = [task["owed"] for task in answered]
    filed, waiting = sum(one in ("reported", "late") for one in states), states.count("waiting")
    left = len(states) - filed - waiting
    parts = [f"本期应报 {len(states)} 项", f"已报 {filed} 项"]
    if waiting:
        parts.append(f"待本单位审核 {waiting} 项")
    if not left and not waiting:
        return f"{'，'.join(parts)}，已经报齐。"
    detail = "、".join(f"{OWED[one][0]} {states.count(one)} 项" for one in STILL[:3] if states.count(one))
    parts.append(
        f"还差 {left} 项" + (f"（其中{detail}）" if detail else "") if left else "审核同意后才算报齐"
    )
    return "，".join([*parts, _time_left(view)])


def _time_left(view: View) -> str:
    window = _window(view)
    if window is None or not counts(view):
        return window_words(view)
    closes, about = window["closes_on"], "（预估）" if window["estimated"] else ""
    if view.as_of > closes:
        return f"报送期已于 {day(closes)}{about}结束，再报送的记为迟报。"
    days = Workdays(ledger.snapshot(view).plan.calendar).between(view.as_of, closes)
    left = f"还有 {days} 个工作日" if days else "今天截止"
    return f"报送期到 {day(closes)}{about}止（{left}）。"


def _window(view: View) -> Row | None:
    found = (
        queries.windows(ledger.snapshot(view)).filter(pl.col("period") == str(quarter_of(view))).to_dicts()
    )
    return found[0] if found else None
