"""What changed between two judged states, as rows with a Chinese sentence each; worst kinds first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import polars as pl

from tracker import queries
from tracker.labels import CHANGE, FRESHNESS, ITEM_STATE, LIGHTS, READING_STATUS, TARGET_STATE
from tracker.periods import Quarter
from tracker.revisions import corrected_reports, revised_readings
from tracker.sentences import amount, day, period, rule_sentence
from tracker.snapshot import Snapshot, Workspace

Row = Mapping[str, object]

SCHEMA: dict[str, pl.DataType] = {
    name: pl.String()
    for name in ("kind", "subject", "task_id", "clause", "title", "before", "after", "sentence")
}
SETTLED = ("completed", "closed", "cancelled")
NOT_COUNTED = "未计入"


@dataclass(frozen=True)
class Change:
    """One row; `before` and `after` are in the words of the interface."""

    kind: str
    subject: str
    task_id: str | None
    clause: str | None
    title: str
    before: str
    after: str
    sentence: str


def previous(workspace: Workspace, snapshot: Snapshot) -> Snapshot:
    """The report on the last quarter that ended before the snapshot's day; of the quarter before for a report.

    A quarter locked by then is as it was when it was locked; an open one is judged with what the snapshot knows.
    """
    quarter = Quarter.last_ended(snapshot.clock.as_of - timedelta(days=1))
    found = workspace.report_seen_from(snapshot, quarter)
    return found if snapshot.documents is None else found.within(snapshot.documents)


def changes(now: Snapshot, before: Snapshot) -> pl.DataFrame:
    """Columns of SCHEMA; `kind` is a key of labels.CHANGE, in whose order the rows stand, then as the plan does.

    `subject` is a task, item, target or indicator; `task_id` is empty for the document's own goals.
    """

    def make() -> pl.DataFrame:
        found = [
            *_lights(now, before),
            *_targets(now, before),
            *_items(now, before),
            *_revisions(now, before),
            *_not_reported(now, before),
        ]
        order = list(CHANGE)
        found.sort(key=lambda change: order.index(change.kind))
        return pl.DataFrame([vars(change) for change in found], schema=SCHEMA)

    shown = None if before.documents is None else sorted(before.documents)
    key = f"changes since {before.clock} {before.plan.fingerprint} {before.head} {shown}"
    return cast(pl.DataFrame, now.once(key, make))


def _by_id(frame: pl.DataFrame, name: str) -> dict[str, Row]:
    return {str(row[name]): row for row in frame.iter_rows(named=True)}


def _lights(now: Snapshot, before: Snapshot) -> Iterator[Change]:
    old, new = (_by_id(queries.counted_tasks(state), "task_id") for state in (before, now))
    for task_id, task in new.items():
        was = str(old[task_id]["light"]) if task_id in old else None
        light = str(task["light"])
        if light == was:
            continue
        kind = {"red": "turned_red", "green": "turned_green"}.get(light, "other_light")
        first = f"由{LIGHTS[was]}转{LIGHTS[light]}" if was else f"上季度未计入，现为{LIGHTS[light]}"
        yield _of_task(
            kind, task, LIGHTS[was] if was else NOT_COUNTED, LIGHTS[light], f"{first}：{task['sentence']}"
        )
    known = _by_id(queries.tasks(now), "task_id")
    for task_id, task in old.items():
        if task_id not in new:
            words = f"本季度不再计入：{_why_gone(known.get(task_id))}。"
            yield _of_task("other_light", task, LIGHTS[str(task["light"])], NOT_COUNTED, words)


def _why_gone(task: Row | None) -> str:
    if task is None:
        return "任务已从方案中移出"
    if task["in_force"]:
        return "任务类型已改，不再评灯"
    return "任务已由以后的文件承接" if task["superseded_by"] else "方案已不在执行期内"


def _of_task(kind: str, task: Row, before: str, after: str, sentence: str) -> Change:
    task_id = str(task["task_id"])
    return Change(kind, task_id, task_id, str(task["clause"]), str(task["title"]), before, after, sentence)


def _targets(now: Snapshot, before: Snapshot) -> Iterator[Change]:
    old = _by_id(queries.counted_targets(before), "target_id")
    for target_id, target in _by_id(queries.counted_targets(now), "target_id").items():
        was = old.get(target_id)
        if was is None or was["state"] == target["state"]:
            continue
        words = TARGET_STATE[str(was["state"])], TARGET_STATE[str(target["state"])]
        yield _of_part(
            "target_state", target_id, target, f"{target['indicator']}（{target['goal_text']}）", *words
        )


def _items(now: Snapshot, before: Snapshot) -> Iterator[Change]:
    old = _by_id(queries.counted_items(before), "item_id")
    for item_id, item in _by_id(queries.counted_items(now), "item_id").items():
        was, state = old.get(item_id, {}), str(item["state"])
        words = ITEM_STATE[str(was["state"])] if was else NOT_COUNTED, ITEM_STATE[state]
        if state != was.get("state") and (state == "overdue" or state in SETTLED):
            yield _of_part(
                "settled" if state in SETTLED else "newly_overdue", item_id, item, str(item["what"]), *words
            )
        if was and was["effective_due"] != item["effective_due"]:
            days = day(was["effective_due"]), day(item["effective_due"])
            sentence = f"完成时限由{days[0]}调整为{days[1]}，共延期{item['extensions']}次。"
            yield _of_part("moved_due", item_id, item, str(item["what"]), *days, sentence)


def _of_part(
    kind: str, subject: str, row: Row, title: str, before: str, after: str, sentence: str | None = None
) -> Change:
    task_id = cast(str | None, row["task_id"])
    return Change(
        kind, subject, task_id, str(row["clause"]), title, before, after, sentence or str(row["sentence"])
    )


def _not_reported(now: Snapshot, before: Snapshot) -> Iterator[Change]:
    old = _by_id(queries.counted_tasks(before), "task_id")
    for task_id, task in _by_id(queries.counted_tasks(now), "task_id").items():
        if task["freshness"] != "missing":
            continue
        was = FRESHNESS[str(old[task_id]["freshness"])] if task_id in old else NOT_COUNTED
        silence = {"what": "silence", "windows": task["missed_in_row"], "period": task["freshness_period"]}
        yield _of_task("not_reported", task, was, FRESHNESS["missing"], rule_sentence("Y3", silence))


def _revisions(now: Snapshot, before: Snapshot) -> Iterator[Change]:
    goals = {str(row["indicator_id"]): row for row in queries.counted_targets(now).iter_rows(named=True)}
    for found in revised_readings(now, before):
        if goal := goals.get(found.indicator):
            unit = "%" if found.basis == "rate" else goal["reading_unit"]
            first, then = _figure(found.before, unit), _figure(found.now, unit) if found.now else "已撤回"
            words = f"由{first}改为{then}" if found.now else f"{first}{then}"
            why = (
                f"原因：{found.reason.rstrip('。')}"
                if found.reason
                else f"来源：{(found.now or {}).get('source')}"
            )
            sentence = f"{period(found.period)}的数据{words}，{why}。"
            yield _of_part(
                "revised_value", found.indicator, goal, str(goal["indicator"]), first, then, sentence
            )
    tasks = _by_id(queries.counted_tasks(now), "task_id")
    for said in corrected_reports(now, before):
        if task := tasks.get(said.key[0]):
            after = "已撤回" if said.body is None else "已更正"
            sentence = f"{Quarter.parse(str(said.key[1])).label}的进展报告{after}，原因：{str(said.reason).rstrip('。')}。"
            yield _of_task("revised_value", task, "原报告", after, sentence)


def _figure(reading: Row, unit: object) -> str:
    return f"{amount(reading['value'], unit)}（{READING_STATUS[str(reading['status'])]}）"
