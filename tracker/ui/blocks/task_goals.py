"""What a task has to reach: its milestones and work items, its targets, each with the words that set it."""

from collections.abc import Sequence

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.labels import ITEM_KIND
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.blocks.doors import on_item
from tracker.ui.blocks.targets import latest, progress_bar
from tracker.ui.facts import under
from tracker.ui.marks import item_state, link, target_state
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def task_items(snapshot: Snapshot, task_id: str) -> Sequence[Row]:
    found = queries.items(snapshot).filter(pl.col("task_id") == task_id)
    return found.sort("effective_due", "position").to_dicts()


def task_targets(snapshot: Snapshot, task_id: str) -> Sequence[Row]:
    return queries.targets(snapshot).filter(pl.col("task_id") == task_id).to_dicts()


def items_table(rows: Sequence[Row], view: View | None = None) -> Markup:
    """With a `view`, links to what its reader may do about an open item."""
    if not rows:
        return tag("p", "这项任务没有时间节点，也没有分解事项。", class_="quiet")
    columns = [
        Column("事项", lambda row: join([row["what"], quoted(row)])),
        Column("类别", lambda row: ITEM_KIND[row["item_kind"]], width="6em"),
        Column("答复单位", "answers", width="11em"),
        Column("原定时限", _due, width="11em"),
        Column("现时限", _moved, width="11em"),
        Column("状态", lambda row: item_state(row["state"]), width="7em"),
        Column("说明", "sentence", width="24em"),
    ]
    acts = {row["item_id"]: on_item(view, row) for row in rows} if view else {}
    if any(acts.values()):
        columns.append(Column("办理", lambda row: acts[row["item_id"]], align="center", width="5.5em"))
    return table(rows, columns, caption=f"时间节点和分解事项（{len(rows)} 项）")


def _due(row: Row) -> Markup:
    worded = row["wording"] if row["item_kind"] == "milestone" else ""
    return join([worded or day(row["due"]), under(f"即 {day(row['due'])}" if worded else "")])


def _moved(row: Row) -> Markup | None:
    if not row["extensions"]:
        return None
    asked = "到期前申请" if row["extensions"] == row["extensions_in_time"] else "有的在到期后才申请"
    return join([day(row["effective_due"]), under(f"延期 {row['extensions']} 次，{asked}")])


def quoted(row: Row) -> Markup:
    """The few words of the text that set the figure or the date."""
    return under(tag("q", row["quote"])) if row["quote"] else Markup("")


def targets_table(view: View, rows: Sequence[Row]) -> Markup:
    if not rows:
        return tag("p", "这项任务没有量化目标。", class_="quiet")
    columns = [
        Column("指标", lambda row: join([_name(view, row), quoted(row)])),
        Column("目标", lambda row: join([row["goal_text"], under(_worded(row))]), width="11em"),
        Column("进度", progress_bar, width="10em"),
        Column("最近值", latest, align="right", width="9em"),
        Column("判定", lambda row: target_state(row["state"]), width="9em"),
        Column("说明", "sentence", width="24em"),
    ]
    return table(rows, columns, caption=f"量化目标（{len(rows)} 项）")


def _name(view: View, row: Row) -> Markup:
    return join(
        [link(row["indicator"], view.link("targets", id=row["target_id"]), "查看缺口"), under(row["scope"])]
    )


def _worded(row: Row) -> str:
    worded = f"{row['wording']}（{day(row['due'])}）" if row["due"] else row["wording"] or "未写时限"
    return f"{worded}，{row['modality']}" if row["modality"] else worded
