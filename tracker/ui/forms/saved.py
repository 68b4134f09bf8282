"""The calm word after an acceptance: what was recorded under which ids, and what it has moved."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.changes import changes
from tracker.intake import Actor
from tracker.labels import CHANGE, KIND
from tracker.records.chain import TICK
from tracker.records.journal import Record
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.forms.content import moment, subject, tasks_of
from tracker.ui.marks import light
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Row

LIGHT_MOVES = ("turned_red", "turned_green", "other_light")
NAMED, SHOWN = 3, 8
"""So many records and changes are named one by one; a whole sheet of past readings would fill the page."""


def show(view: View) -> None:
    """Above the page, when its address names the batch that was just recorded (``?saved=``)."""
    if said := words(view):
        st.html(said)


@lru_cache(maxsize=16)
def words(view: View) -> Markup:
    """Nothing where the batch is somebody else's, or none."""
    now = ledger.whole(view)
    records = [record for record in now.ledger.records if record.batch == view.params.get("saved")]
    if not records or not all(_is_own(record, view.actor) for record in records):
        return Markup("")
    if records[-1].seq < now.head.seq:
        now = ledger.workspace().status(view.as_of, records[-1].recorded_at)
    put_up = all(record.kind in ("submission", "workbook_taken") for record in records)
    head = "已提交本单位审核，同意后才算报送。" if put_up else "已记入流水。"
    said = [tag("p", tag("b", head), *_named(records, now))]
    said += [] if put_up else [tag("p", line) for line in _moved(view, now, records)]
    return tag("section", *said, class_="saved", role="status")


def _is_own(record: Record, actor: Actor) -> bool:
    """The word is for who has just sent it; the office may have spoken for a unit."""
    return (record.by, record.role) == (actor.user, actor.role) and actor.unit in (None, record.unit)


def _named(records: list[Record], now: Snapshot) -> list[object]:
    first, last = records[0], records[-1]
    when = f"{moment(last.recorded_at)} 记入"
    if len(records) > NAMED:
        return [f"共 {len(records)} 条记录，编号 {first.id} 至 {last.id}，{when}。"]
    parts = [f"{_kind(record)}“{subject(record.body, now)}”，编号 {record.id}" for record in records]
    return ["；".join(part.replace("“”", "") for part in parts), f"，{when}。"]


def _kind(record: Record) -> str:
    return KIND[str(record.body["of"]) if record.kind == "submission" else record.kind]


def _moved(view: View, now: Snapshot, records: list[Record]) -> list[Markup]:
    before = ledger.workspace().status(view.as_of, records[0].recorded_at - TICK)
    found = changes(now, before).filter(pl.col("kind") != "not_reported").to_dicts()
    lines = [_line(row) for row in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(join([f"另有 {len(found) - SHOWN} 处判定也有变化，见各任务页面。"]))
    touched: set[str] = set().union(*(tasks_of(record.body, now) for record in records[:SHOWN]))
    touched -= {row["task_id"] for row in found if row["kind"] in LIGHT_MOVES}
    for task in (
        queries.counted_tasks(now).filter(pl.col("task_id").is_in(list(touched))).iter_rows(named=True)
    ):
        lines.append(
            join(["任务“", task["title"], "”的灯仍为 ", light(task["light"]), "：", task["sentence"]])
        )
    return lines


def _line(row: Row) -> Markup:
    if row["kind"] in LIGHT_MOVES:
        return join(["任务“", row["title"], "”", row["sentence"]])
    moved = f"{CHANGE[row['kind']]}：“{row['title']}”由“{row['before']}”变为“{row['after']}”。"
    return join([moved, row["sentence"]])
