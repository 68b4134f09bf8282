"""Rows of the working ledger: one a task, with the columns that offices expect."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

import polars as pl

from tracker import queries
from tracker.labels import ANSWER_BASIS, FRESHNESS, LIGHTS, RULES, TASK_KIND
from tracker.periods import Quarter
from tracker.report.rows import Rows, listed
from tracker.report.tables import part
from tracker.sentences import day, period
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]
NONE = "/"
"""How offices fill a column that does not apply."""
NO_LIGHT = "不评灯"


class LedgerRow(NamedTuple):
    """Fields that a column of the ledger can show."""

    number: int
    document: str
    document_number: str
    clause: str
    title: str
    summary: str
    year_goal: str
    goals: str
    """Milestones, targets and approved work items, each with its date as worded."""
    lead: str
    """Who answers, and whether that is confirmed."""
    part: str
    """Of a report on one unit: whether it leads or shares."""
    units: str
    """All units as the text prints them, in its order."""
    supporting: str
    due: str
    progress: str
    percent: float | None
    light: str
    status: str
    why: str
    other_reasons: str
    """The other rules that hold."""
    problems: str
    next_step: str
    freshness: str
    evidence: str
    remarks: str
    blank: None = None
    """A column to be filled in by hand, under any heading."""


HELD = 5000
"""So many rows are made once and held; more are made when they are written."""


def ledger(now: Snapshot) -> Rows:
    """Every task of the documents in force, in the order of the text."""
    tasks = cast(
        pl.DataFrame, now.once("tasks of the ledger", lambda: queries.tasks(now).filter(pl.col("in_force")))
    )
    if tasks.height <= HELD:
        return listed(LedgerRow, [*_rows(now, tasks)])
    return Rows(LedgerRow._fields, tasks.height, lambda: _rows(now, tasks))


def _rows(now: Snapshot, tasks: pl.DataFrame) -> Iterator[LedgerRow]:
    items = _by_task(queries.counted_items(now).iter_rows(named=True))
    targets = _by_task(queries.counted_targets(now).iter_rows(named=True))
    hits, quarter = queries.rule_hits(now), str(Quarter.of(now.clock.as_of))
    for number, task in enumerate(tasks.iter_rows(named=True), 1):
        own, goals = items.get(task["task_id"], []), targets.get(task["task_id"], [])
        current = task["progress_period"] == quarter
        yield LedgerRow(
            number=number,
            document=task["document"],
            document_number=task["document_number"] or NONE,
            clause=task["clause"],
            title=task["title"],
            summary=task["summary"],
            year_goal=f"{task['goal_year']}年：{task['year_goal']}" if task["year_goal"] else "",
            goals="\n".join([*map(_item_words, own), *map(_target_words, goals)]) or NONE,
            lead=_lead(task),
            part=part(now, task),
            units="、".join(task["units"] or ()),
            supporting="、".join(task["supporting_units"] or ()) or NONE,
            due=task["due_text"] or TASK_KIND[task["kind"]],
            progress=_progress(task, current),
            percent=task["progress_percent"] if current else None,
            light=LIGHTS[task["light"]] if task["light"] else NO_LIGHT,
            status=f"{LIGHTS[task['light']]}：{RULES[task['rule']]}" if task["light"] else NO_LIGHT,
            why=task["sentence"],
            other_reasons="\n".join(str(hit["sentence"]) for hit in hits.get(task["task_id"], [])[1:]),
            problems=task["progress_problems"] or "" if current else "",
            next_step=task["next_step"] or "" if current else "",
            freshness=_freshness(task, current),
            evidence="\n".join(item["evidence"] for item in own if item["evidence"]),
            remarks="\n".join(_remarks(task)),
        )


def _by_task(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["task_id"], []).append(row)
    return found


def _item_words(item: Row) -> str:
    if item["item_kind"] == "work_item":
        return f"分解事项（{day(item['due'])}）：{item['what']}"
    return f"{item['wording']}：{item['what']}"


def _target_words(target: Row) -> str:
    return f"{target['wording'] or '未写时限'}：{target['indicator']}，{target['goal_text']}"


def _lead(task: Row) -> str:
    if not task["answers"]:
        return ANSWER_BASIS["none"]
    return f"{task['answers']}\n（{ANSWER_BASIS[task['answer_basis']]}）"


def _progress(task: Row, current: bool) -> str:
    """This quarter's report; an older one is said to be older, so that it cannot pass for news."""
    if current:
        return str(task["progress_text"])
    if task["progress_period"] is None:
        return "未报。"
    return f"本期未报。最近一次是{period(task['progress_period'])}所报：{task['progress_text']}"


def _freshness(task: Row, current: bool) -> str:
    if not task["light"]:
        # No report is owed on it.
        return NONE
    word = FRESHNESS.get(task["freshness"], NONE)
    if not current:
        return word
    return f"{word}\n（{'审核通过' if task['review_verdict'] == 'accepted' else '待审'}）"


def _remarks(task: Row) -> Iterable[str]:
    own, override = task["own_light"], task["override_light"]
    if override:
        yield f"人工研判为{LIGHTS[override]}（至{day(task['override_until'])}）：{task['override_reason']}"
    if own and task["light"] and own != task["light"]:
        yield f"单位自评为{LIGHTS[own]}，与判定不一致。"
    if task["problem"]:
        yield f"数据问题：{task['problem']}"
