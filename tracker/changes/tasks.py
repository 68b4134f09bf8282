"""What became of tasks: their lights, who answers for them, what the plan says of them, and whether they were reported."""

from collections.abc import Iterator

import polars as pl

from tracker import queries
from tracker.changes.change import NOT_COUNTED, NOT_SET, Change, Pair, Row, by_id, of_task
from tracker.labels import ANSWER_BASIS, FRESHNESS, LIGHTS, TASK_KIND
from tracker.sentences import rule_sentence
from tracker.snapshot import Snapshot


def changed_lights(pair: Pair) -> Iterator[Change]:
    old, new = (by_id(queries.counted_tasks(state), "task_id") for state in (pair.before, pair.now))
    for task_id, task in new.items():
        was = str(old[task_id]["light"]) if task_id in old else None
        light = str(task["light"])
        if light == was:
            continue
        kind = {"red": "turned_red", "green": "turned_green"}.get(light, "other_light")
        first = f"由{LIGHTS[was]}转{LIGHTS[light]}" if was else f"{pair.then}未计入，现为{LIGHTS[light]}"
        yield of_task(
            kind, task, LIGHTS[was] if was else NOT_COUNTED, LIGHTS[light], f"{first}：{task['sentence']}"
        )
    known = by_id(queries.tasks(pair.now.whole), "task_id")
    for task_id, task in old.items():
        if task_id not in new:
            words = f"{pair.here}不再计入：{_why_gone(pair.now, known.get(task_id))}。"
            yield of_task("other_light", task, LIGHTS[str(task["light"])], NOT_COUNTED, words)


def _why_gone(now: Snapshot, task: Row | None) -> str:
    if task is None:
        return "任务已从方案中移出"
    if task["in_force"] and task["light"] and now.unit is not None:
        return "已不由本单位牵头或参与"
    if task["in_force"]:
        return "任务类型已改，不再评灯"
    return "任务已由以后的文件承接" if task["superseded_by"] else "方案已不在执行期内"


def changed_tasks(pair: Pair) -> Iterator[Change]:
    """What is said of the tasks themselves; that one began or ceased to carry a light is told with the lights."""
    old, new = (
        by_id(queries.tasks(state).filter(pl.col("in_force")), "task_id") for state in (pair.before, pair.now)
    )
    for task_id, task in new.items():
        was = old.get(task_id)
        if was is None:
            if task["light"] is None:
                yield of_task(
                    "plan_changed", task, NOT_COUNTED, _kind(task), f"{pair.then}未列入，现已列入。"
                )
            continue
        if (before := _answers(was)) != (after := _answers(task)):
            words = f"责任单位由{before}改为{after}。"
            yield of_task("lead_changed", task, before, after, words)
        if was["goal_year"] == task["goal_year"] and was["year_goal"] != task["year_goal"]:
            words = f"{task['goal_year']}年的年度目标已重新设定：{task['year_goal']}"
            before, after = (str(one["year_goal"] or NOT_SET) for one in (was, task))
            yield of_task("goal_changed", task, before, after, words)
        yield from _rewritten(was, task)
    known = set(queries.tasks(pair.now.whole)["task_id"])
    for task_id, task in old.items():
        if task_id not in new and task["light"] is None:
            gone = "已不在执行期内或已不由本单位参与" if task_id in known else "已从方案中移出"
            yield of_task("plan_changed", task, _kind(task), NOT_COUNTED, f"任务{gone}。")


def _kind(task: Row) -> str:
    return TASK_KIND[str(task["kind"])]


def _answers(task: Row) -> str:
    words = ANSWER_BASIS[str(task["answer_basis"])]
    return f"{task['answers']}（{words}）" if task["answers"] else words


def _rewritten(was: Row, task: Row) -> Iterator[Change]:
    """The plan file says it differently now."""
    if was["title"] != task["title"]:
        before, after = (f"“{one['title']}”" for one in (was, task))
        yield of_task("plan_changed", task, before, after, "方案中的任务名称已改。")
    if was["summary"] != task["summary"]:
        yield of_task(
            "plan_changed", task, "原举措", "举措已改", f"方案中的具体举措已改为：{task['summary']}"
        )
    if was["clause"] != task["clause"]:
        before, after = (str(one["clause"]) for one in (was, task))
        yield of_task("plan_changed", task, before, after, "方案中的条款编号已改。")
    if was["units"] != task["units"]:
        before, after = ("、".join(_names(one)) or "未列" for one in (was, task))
        yield of_task("plan_changed", task, before, after, "方案所列责任单位已改。")


def _names(task: Row) -> list[str]:
    found = task["units"]
    return [str(name) for name in found] if isinstance(found, list) else []


def not_reported(pair: Pair) -> Iterator[Change]:
    old = by_id(queries.counted_tasks(pair.before), "task_id")
    for task_id, task in by_id(queries.counted_tasks(pair.now), "task_id").items():
        if task["freshness"] != "missing":
            continue
        was = FRESHNESS[str(old[task_id]["freshness"])] if task_id in old else NOT_COUNTED
        silence = {"what": "silence", "windows": task["missed_in_row"], "period": task["freshness_period"]}
        yield of_task("not_reported", task, was, FRESHNESS["missing"], rule_sentence("Y3", silence))
