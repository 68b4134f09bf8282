"""Targets as bars against goal and required path; the document's own goals in a block of their own."""

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.labels import TARGET_TONES
from tracker.sentences import amount, day, period
from tracker.snapshot import Snapshot
from tracker.ui.blocks.due_rows import state_and_cause
from tracker.ui.gaps import earlier, reading_words, short_of, unit_of
from tracker.ui.marks import bar, link, mark, target_state
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def targets(view: View, snapshot: Snapshot) -> Markup:
    """The tasks' targets, worst first."""
    found = queries.worst_first(queries.counted_targets(snapshot).filter(pl.col("task_id").is_not_null()))
    key = tag("small", "粗线为目标，细线为路径在截至日的要求")
    caption = join([f"量化目标（{found.height} 项，差的在前）　", key])
    return table(found.to_dicts(), columns(view), caption=caption, empty="方案中没有量化目标。")


def columns(view: View) -> list[Column]:
    return [
        Column("指标", lambda row: _name(view, row)),
        Column("目标", "goal_text", width="9.6em"),
        Column("进度", progress_bar, width="8em"),
        Column("最近值", latest, align="right", width="9em"),
        Column("距目标", gap, align="right", width="8.8em"),
        Column("判定", lambda row: target_state(row["state"], row["sentence"]), width="8.6em"),
    ]


def _name(view: View, row: Row) -> Markup:
    name = link(row["indicator"], view.link("targets", id=row["target_id"]), row["scope"] or "")
    said = [name, " ", tag("small", row["wording"] or "未写时限")]
    return join([*said, " ", mark("到期结转", "grey")] if row["carried"] else said)


def progress_bar(row: Row) -> Markup:
    """The judged value, or in grey an earlier one that cannot prove anything."""
    if row["goal"] is None or row["undefined"]:
        return tag("span", "—", class_="none", title=row["sentence"])
    value = earlier(row) if row["judged_value"] is None else row["judged_value"]
    tone = TARGET_TONES[row["state"]]
    return bar(value, row["goal"], row["required_today"], tone=tone, words=row["sentence"])


def latest(row: Row) -> Markup | None:
    """The judged value, else an earlier one, with what it covers."""
    if row["judged_value"] is not None:
        return join([amount(row["judged_value"], unit_of(row)), " ", tag("small", reading_words(row))])
    if earlier(row) is None:
        return None
    return join([amount(row["latest_value"], unit_of(row)), " ", tag("small", period(row["latest_period"]))])


def gap(row: Row) -> str:
    """How much is missing; what is reached is not measured further here."""
    reached = row["gap_to_goal"] is not None and row["gap_to_goal"] <= 0
    return "已达到" if reached else short_of(row["gap_to_goal"], row)


def goals(view: View, snapshot: Snapshot) -> Markup:
    """总体目标: what the document promises as a whole, outside the tasks' lights."""
    own = queries.worst_first(queries.counted_targets(snapshot).filter(pl.col("task_id").is_null()))
    items = queries.counted_items(snapshot).filter(pl.col("task_id").is_null()).to_dicts()
    if own.is_empty() and not items:
        return Markup("")
    who = "、".join(sorted({row["answers"] for row in (*own.to_dicts(), *items) if row["answers"]}))
    whole, convention = (
        "总体目标：",
        f"总体目标不属于某一项任务，文中没有写由谁负责；按本系统的约定由统筹单位（{who}）答复，不计入任务的灯。",
    )
    if queries.tasks(snapshot).is_empty():
        whole, convention = "", "只登记了文中的指标和时间节点，供下级目标对照，没有列任务。"
    item_columns = [
        Column("时间节点", lambda row: join([row["what"], " ", tag("small", row["wording"])])),
        Column("到期", lambda row: day(row["effective_due"]), width="9em"),
        Column("状态", state_and_cause, width="10.5em"),
    ]
    sides = []
    if not own.is_empty():
        sides.append(table(own.to_dicts(), columns(view), caption=f"{whole}量化目标（{own.height} 项）"))
    if items:
        sides.append(table(items, item_columns, caption=f"{whole}时间节点（{len(items)} 项）"))
    return tag(
        "section",
        tag("div", *sides, class_="sides wide-left"),
        tag("p", convention, class_="note below"),
    )
