"""What a task is: where it is written, who answers and on what basis, its goal of the year, its last report."""

from collections.abc import Iterator
from typing import Any

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.duties import known_facts, standing
from tracker.labels import ALERT_LEVEL, ALERT_TONES, ANSWER_BASIS, LIGHTS, ROLE, TASK_KIND
from tracker.model import UNJUDGED, AlertLevel, Assignment
from tracker.periods import Quarter
from tracker.queries.provisions import alert_levels
from tracker.records.journal import Record
from tracker.sentences import day, number, standing_word
from tracker.snapshot import Snapshot
from tracker.ui.blocks.documents import to
from tracker.ui.blocks.ledger_cells import is_elsewhere
from tracker.ui.blocks.succession import succession
from tracker.ui.blocks.unlit import lamp, why_unlit
from tracker.ui.facts import facts, under
from tracker.ui.forms.content import author, moment
from tracker.ui.marks import freshness, light, link, mark
from tracker.ui.markup import join, tag
from tracker.ui.sight import may_read_return
from tracker.ui.state import View
from tracker.ui.table import Row

BASIS_WORDS = {
    "confirmed": "双碳办已确认由其牵头。",
    "stated": "文中写明由其牵头。",
    "provisional": "文中没有写明牵头单位，暂以列在第一位的单位拟定，待双碳办确认。",
    "none": "文中没有写明具体的责任单位，待双碳办明确由哪个单位答复。",
}


def task_row(snapshot: Snapshot, task_id: str) -> dict[str, Any] | None:
    found = queries.tasks(snapshot).filter(pl.col("task_id") == task_id).to_dicts()
    return found[0] if found else None


def heading(view: View, snapshot: Snapshot, task: Row) -> Markup:
    """Clause, title and light; links to the tasks before and after it in the text."""
    ids = queries.tasks(snapshot).filter(document_id=task["document_id"])["task_id"].to_list()
    at = ids.index(task["task_id"])
    links = [link("任务台账", _ledger(view, snapshot, task))]
    if at > 0:
        links.append(link("← 上一项", view.link("task", id=ids[at - 1])))
    if at + 1 < len(ids):
        links.append(link("下一项 →", view.link("task", id=ids[at + 1])))
    title = tag("h2", task["clause"], "　", task["title"], "　", _light(task))
    beside = tag("nav", *links, class_="beside", aria_label="其他任务")
    lines = [
        tag("div", title, beside, class_="heading"),
        tag("p", why_unlit(snapshot, task) or task["sentence"], class_="lead"),
    ]
    if task["problem"]:
        broken = [
            mark("数据有误", "amber"),
            "　",
            task["problem"],
            link("查看数据问题", view.link("problems")),
        ]
        lines.append(tag("p", *broken, class_="note"))
    return join(lines)


def _ledger(view: View, snapshot: Snapshot, task: Row) -> str:
    """The ledger that has the task: of the documents chosen, else of its own document."""
    shown = {document.id for document in view.scope.documents(snapshot.plan)}
    counted = task["in_force"] and task["document_id"] in shown
    return view.link("ledger") if counted else to(view, "ledger", task["document_id"])


def task_facts(view: View, snapshot: Snapshot, task: Row) -> Markup:
    number_ = f"（{task['document_number']}）" if task["document_number"] else ""
    status = "" if task["in_force"] else f"　{standing_word(task)}，不计入统计"
    reporting = is_followed(task)
    return facts(
        [
            ("出处", f"《{task['document']}》{number_}{task['clause']}{status}"),
            ("内容概括", join([task["summary"], under("概括是本系统编写的，以文件原文为准")])),
            *_assignments(view, snapshot, task),
            ("答复单位", _answers(view, snapshot, task) if reporting else None),
            ("类型", TASK_KIND[task["kind"]]),
            ("预警级别", _levels(view, snapshot, task)),
            ("完成时限", join(tag("div", line) for line in task["due_text"].splitlines())),
            ("年度目标", _year_goal(snapshot, task) if reporting else None),
            ("报送情况", _reporting(snapshot, task) if reporting else None),
            *succession(view, snapshot, task["task_id"]),
        ],
        caption="任务",
    )


def _assignments(view: View, snapshot: Snapshot, task: Row) -> Iterator[tuple[str, object]]:
    """Role and units as the text has them, each name a link to its unit."""
    ids = dict(zip(task["units"] or (), task["unit_ids"] or (), strict=True))
    for assignment in _plan_assignments(snapshot, task):
        named = _as_written(view, assignment, ids)
        elsewhere = assignment.inherited_from
        yield (
            ROLE[assignment.role],
            join([named, under(f"本条没有写单位，单位写在{elsewhere}" if elsewhere else "")]),
        )


def _levels(view: View, snapshot: Snapshot, task: Row) -> Markup | None:
    """At which warnings a triggered task has to be done."""
    levels = alert_levels(snapshot, task["task_id"])
    marks = [mark(ALERT_LEVEL[level], ALERT_TONES[level]) for level in AlertLevel if level in levels]
    if not marks:
        return None
    checklist = link("查看应急预警", to(view, "alerts", task["document_id"]))
    return join([Markup("　").join(marks), "　", checklist])


def _light(task: Row) -> Markup:
    return light(lamp(task)) if lamp(task) else tag("span", "不评灯", class_="grey")


def _plan_assignments(snapshot: Snapshot, task: Row) -> tuple[Assignment, ...]:
    for file in snapshot.plan.files:
        for found in file.tasks:
            if f"{file.document.id}/{found.id}" == task["task_id"]:
                return found.assignments
    return ()


def _as_written(view: View, assignment: Assignment, ids: dict[str, str | None]) -> Markup:
    rest, parts = assignment.as_written, []
    for name in assignment.units:
        before, found, after = rest.partition(name)
        if not found:
            continue
        unit = ids.get(name)
        parts += [before, link(name, view.link("units", id=unit)) if unit else name]
        rest = after
    return join([*parts, rest])


def _answers(view: View, snapshot: Snapshot, task: Row) -> Markup:
    basis = task["answer_basis"]
    words = BASIS_WORDS[basis]
    if basis == "confirmed":
        said = _last(snapshot, "lead_confirmed", task=task["task_id"])
        words = (
            f"{words}依据：{said.body['source']}（{day(said.effective_on)}，记录 {said.id}）"
            if said
            else words
        )
    if not task["answers"]:
        return join([tag("span", ANSWER_BASIS[basis], class_="amber"), under(words)])
    name = link(task["answers"], view.link("units", id=task["answer_unit"]))
    return join([name, f"（{ANSWER_BASIS[basis]}）", under(words)])


def _year_goal(snapshot: Snapshot, task: Row) -> Markup | str:
    if not task["year_goal"]:
        return "双碳办还没有设定年度目标，不计算序时进度。"
    said = _last(snapshot, "year_goal", task=task["task_id"], year=task["goal_year"])
    source = f"来源：{said.body['source']}" if said else ""
    return join([f"{task['goal_year']}年：{task['year_goal']}", under(source), under(lag_words(task))])


def _last(snapshot: Snapshot, kind: str, **body: object) -> Record | None:
    """The fact of a kind that holds on the day of the question."""
    known = (
        record for record in standing(snapshot, kind, **body) if record.effective_on <= snapshot.clock.as_of
    )
    return next(known, None)


def lag_words(task: Row) -> str:
    """How the reported share of the year's goal stands against the elapsed share of the year."""
    if task["scheduled"] is None:
        return ""
    if task["lag"] is None:
        return f"序时进度{number(task['scheduled'])}%，单位没有报送完成比例，进度不清楚。"
    done = task["scheduled"] - task["lag"]
    side = (
        f"落后 {number(task['lag'])} 个百分点" if task["lag"] > 0 else f"超前 {number(-task['lag'])} 个百分点"
    )
    return f"单位报完成{number(done)}%，序时进度{number(task['scheduled'])}%，{side if task['lag'] else '与序时进度持平'}。"


def is_followed(task: Row) -> bool:
    """Whether quarterly reports and a light are to be expected, or have been given while its document was in force."""
    return task["kind"] not in UNJUDGED and (task["in_force"] or task["progress_period"] is not None)


def _reporting(snapshot: Snapshot, task: Row) -> Markup | str:
    if is_elsewhere(snapshot, task):
        return "责任单位不在本级，不向本台账报送。"
    period = Quarter.parse(task["freshness_period"]).label if task["freshness_period"] else ""
    missed = f"（已连续{task['missed_in_row']}期漏报）" if task["missed_in_row"] > 1 else ""
    return join([freshness(task["freshness"]), f"　{period}{missed}"])


def judgements(task: Row) -> Markup:
    """The computed light with the unit's own judgement and a reviewer's beside it; a disagreement is flagged."""
    told: list[tuple[str, object]] = [("系统判定", _light(task))]
    if task["own_light"]:
        period = Quarter.parse(task["progress_period"]).label
        told.append(
            (
                "单位自评",
                join([light(task["own_light"]), _differs(task, task["own_light"]), under(f"{period}报告")]),
            )
        )
    if task["override_light"]:
        why = f"{task['override_reason']}（有效期至{day(task['override_until'])}）"
        told.append(
            (
                "人工研判",
                join([light(task["override_light"]), _differs(task, task["override_light"]), under(why)]),
            )
        )
    if len(told) == 1:
        told.append(("其他判断", "单位没有自评，双碳办没有另作研判。"))
    return facts(told, caption="几种判断")


def _differs(task: Row, other: str) -> Markup | str:
    if other == task["light"] or not lamp(task):
        return ""
    return join(["　", mark(f"与系统判定（{LIGHTS[task['light']]}）不一致", "amber")])


def last_report(view: View, snapshot: Snapshot, task: Row) -> Markup:
    """The unit's last report that counts, and whether a newer one was returned."""
    lines: list[tuple[str, object]] = []
    if task["returned_period"]:
        period = Quarter.parse(task["returned_period"]).label
        why = (
            f"：{task['returned_reason'] or '没有写明原因'}"
            if may_read_return(view, task["answer_unit"])
            else ""
        )
        words = f"{period}的报告已退回，不计入{why}。请修改后重报。"
        lines.append(("退回", join([mark("退回", "red"), "　", words])))
    if task["progress_period"] is None:
        lines.append(("进展", tag("span", "还没有报送过。", class_="grey")))
        return facts(lines, caption="最近一次报告")
    record = known_facts(snapshot).records.get(task["progress_record"])
    period = Quarter.parse(task["progress_period"]).label
    older = task["progress_period"] != str(Quarter.last_ended(snapshot.clock.as_of))
    verdict = (
        mark("已审核", "green")
        if task["review_verdict"] == "accepted"
        else mark("待审", "grey", "报送即计入，双碳办尚未审核")
    )
    lines += [
        (
            "报告期",
            join(
                [
                    period,
                    "　",
                    verdict,
                    under("不是最近一个季度的报告；最近一个季度还没有报。" if older else ""),
                ]
            ),
        ),
        ("进展", task["progress_text"]),
        (
            "完成比例",
            f"{number(task['progress_percent'])}%" if task["progress_percent"] is not None else None,
        ),
        ("存在问题", task["progress_problems"]),
        ("下一步", task["next_step"]),
        (
            "报送",
            f"{author(record, snapshot)}，{moment(record.recorded_at)}，记录 {record.id}" if record else None,
        ),
    ]
    return facts(lines, caption="最近一次报告")
