"""What stands beside a form: the facts somebody needs while filling it in."""

from markupsafe import Markup

from tracker import queries
from tracker.duties import OPEN_STATES, review_of, standing
from tracker.labels import ANSWER_BASIS, ITEM_KIND
from tracker.records.journal import Record
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.facts import facts
from tracker.ui.forms.content import author, content, label, moment
from tracker.ui.marks import item_state, light, link, target_state
from tracker.ui.markup import join
from tracker.ui.state import View
from tracker.ui.table import Row


def task_facts(task: Row) -> Markup:
    basis = ANSWER_BASIS[task["answer_basis"]]
    pairs = [
        ("概述", task["summary"]),
        ("责任单位", "、".join(task["units"] or [])),
        ("答复单位", f"{task['answers']}（{basis}）" if task["answers"] else basis),
        ("现在的灯", join([light(task["light"]), "　", task["sentence"]]) if task["light"] else None),
        ("最近时限", f"{day(task['next_due'])}：{task['next_what']}" if task["next_due"] else None),
    ]
    return facts(pairs, caption="本项任务")


def year_goal_facts(snapshot: Snapshot, task_id: str, year: int) -> Markup:
    """The task's goal of the year, if there is one."""
    found = standing(snapshot, "year_goal", task=task_id, year=year)
    if not found:
        return facts([("目标", "办公室没有设定，不必报完成比例。")], caption=f"{year} 年度目标")
    goal = found[0].body
    pairs = [("目标", goal["goal"]), ("来源", goal["source"]), ("调整原因", goal.get("reason"))]
    return facts(pairs, caption=f"{year} 年度目标")


def record_facts(snapshot: Snapshot, caption: str, record: Record, *, reviewed: bool = True) -> Markup:
    """A record as it was filed, with who filed it and, of what the office reviews, what it said."""
    said: list[tuple[str, object]] = [
        (label(name, record.body), words) for name, words in content(record.body, snapshot).items()
    ]
    said.append(("记入", f"{author(record, snapshot)}，{moment(record.recorded_at)}，编号 {record.id}"))
    if reviewed:
        review = review_of(snapshot, record)
        said.append(
            (
                "审核",
                {"returned": f"退回：{review.reason}", "accepted": "审核通过"}.get(review.verdict, "待审"),
            )
        )
    return facts(said, caption=caption)


def item_facts(item: Row) -> Markup:
    due = f"{item['wording']}（{day(item['due'])}）" if item["item_kind"] == "milestone" else day(item["due"])
    pairs = [
        ("事项", item["what"]),
        ("时限", due),
        ("原文", item["quote"]),
        ("答复单位", item["answers"]),
        ("现况", item["sentence"]),
    ]
    return facts(pairs, caption="本事项")


def also_owed(view: View, snapshot: Snapshot, task_id: str) -> Markup:
    """What else is reported on the task: its indicators and what is open of its milestones and work items."""
    figures = {
        row["indicator_id"]: row
        for row in queries.targets(snapshot).iter_rows(named=True)
        if row["task_id"] == task_id
    }
    pairs: list[tuple[str, object]] = []
    for indicator, row in figures.items():
        act = link("报数据", view.here(do="reading", id=indicator, saved=""))
        pairs.append(("指标", join([row["indicator"], "　", target_state(row["state"]), "　", act])))
    for row in queries.items(snapshot).iter_rows(named=True):
        if row["task_id"] == task_id and row["state"] in OPEN_STATES:
            act = link("报办结", view.here(do="completion", id=row["item_id"], saved=""))
            said = [row["what"], "　", day(row["effective_due"]), "　", item_state(row["state"]), "　", act]
            pairs.append((ITEM_KIND[row["item_kind"]], join(said)))
    return facts(pairs, caption="本项任务另报") if pairs else Markup("")
