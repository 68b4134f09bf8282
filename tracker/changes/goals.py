"""What became of targets and items: new ones, those gone, their states, what they ask for and when they are due."""

from collections.abc import Iterator

import polars as pl

from tracker import queries
from tracker.changes.change import NOT_COUNTED, NOT_SET, Change, Pair, Row, by_id, of_part
from tracker.labels import FIELDS, ITEM_STATE, PATHWAY, TARGET_STATE
from tracker.sentences import amount, day, number
from tracker.snapshot import Snapshot

SETTLED = ("completed", "closed", "cancelled")
STATED = "SELECT target_id, comparator, value_text, upper, unit_of_measure, due, wording FROM target"
"""What the plan file itself says of a target."""
SETTINGS = ("baseline_value", "pathway", "tolerance", "lag_months")
"""What the office sets where the text leaves it open."""


def _owners(state: Snapshot) -> set[object]:
    """Tasks that count, and documents in force: what a goal came or went with is told by its owner."""
    tasks = queries.tasks(state).filter(pl.col("in_force"))
    return {*tasks["task_id"], *tasks["document_id"]}


def _same_owner(pair: Pair, row: Row) -> bool:
    owner = row["task_id"] or row["document_id"]
    return owner in _owners(pair.now) and owner in _owners(pair.before)


def _target_title(target: Row) -> str:
    return f"{target['indicator']}（{target['goal_text']}）"


def changed_targets(pair: Pair) -> Iterator[Change]:
    old, new = (by_id(queries.counted_targets(state), "target_id") for state in (pair.before, pair.now))
    stated = [by_id(state.whole.frame(STATED), "target_id") for state in (pair.before, pair.now)]
    for target_id, target in new.items():
        was, title = old.get(target_id), _target_title(target)
        state = TARGET_STATE[str(target["state"])]
        if was is None:
            if _same_owner(pair, target):
                words = f"{pair.then}未列入，现已列入：{target['sentence']}"
                yield of_part("plan_changed", target_id, target, title, NOT_COUNTED, state, words)
            continue
        if was["state"] != target["state"]:
            before = TARGET_STATE[str(was["state"])]
            sentence = str(target["sentence"])
            yield of_part("target_state", target_id, target, title, before, state, sentence)
        before, after = _goal(was), _goal(target)
        if before != after:
            by_plan = stated[0].get(target_id) != stated[1].get(target_id)
            words = "方案中的目标已改。" if by_plan else "目标由办公室设定。"
            yield of_part("goal_changed", target_id, target, str(target["indicator"]), before, after, words)
        for name in SETTINGS:
            if (before := _setting(name, was)) != (after := _setting(name, target)):
                words = f"{FIELDS[name]}由{before}改为{after}。"
                yield of_part("goal_changed", target_id, target, title, before, after, words)
    known = set(queries.targets(pair.now.whole)["target_id"])
    for target_id, target in old.items():
        if target_id not in new and _same_owner(pair, target):
            gone = "已不计入" if target_id in known else "已从方案中移出"
            before = TARGET_STATE[str(target["state"])]
            title = _target_title(target)
            yield of_part("plan_changed", target_id, target, title, before, NOT_COUNTED, f"这项目标{gone}。")


def _goal(target: Row) -> str:
    return f"{target['goal_text']}（{target['wording'] or '未写时限'}）"


def _setting(name: str, target: Row) -> str:
    value = target[name]
    if value is None:
        return NOT_SET
    if name == "pathway":
        return PATHWAY[str(value)]
    if name == "baseline_value":
        return f"{target['baseline_year']}年 {amount(value, target['reading_unit'])}"
    return number(value)


def changed_items(pair: Pair) -> Iterator[Change]:
    old, new = (by_id(queries.counted_items(state), "item_id") for state in (pair.before, pair.now))
    for item_id, item in new.items():
        was = old.get(item_id)
        if was is None:
            yield from _new_item(pair, item_id, item)
            continue
        title, sentence = str(item["what"]), str(item["sentence"])
        if kind := _moved(str(was["state"]), str(item["state"])):
            before, after = (ITEM_STATE[str(one["state"])] for one in (was, item))
            yield of_part(kind, item_id, item, title, before, after, sentence)
        if was["effective_due"] != item["effective_due"]:
            days = day(was["effective_due"]), day(item["effective_due"])
            yield of_part("moved_due", item_id, item, title, *days, _why_moved(was, item))
        if was["what"] != item["what"]:
            before, after = (f"“{one['what']}”" for one in (was, item))
            yield of_part("plan_changed", item_id, item, title, before, after, "事项名称已改。")
    for item_id, item in old.items():
        if item_id not in new and _same_owner(pair, item):
            gone = (
                "分解事项已撤销" if item["item_kind"] == "work_item" else "时间节点已从方案中移出或不再计入"
            )
            before, title = ITEM_STATE[str(item["state"])], str(item["what"])
            yield of_part("plan_changed", item_id, item, title, before, NOT_COUNTED, f"{gone}。")


def _new_item(pair: Pair, item_id: str, item: Row) -> Iterator[Change]:
    state = str(item["state"])
    kind = _moved("", state)
    if kind or _same_owner(pair, item):
        words = str(item["sentence"]) if kind else f"{pair.then}未列入，现已列入：{item['sentence']}"
        yield of_part(
            kind or "plan_changed", item_id, item, str(item["what"]), NOT_COUNTED, ITEM_STATE[state], words
        )


def _moved(was: str, state: str) -> str | None:
    """The kind of a change of state that is worth a line; that a date draws near is the table of dates' to say."""
    if state == was:
        return None
    if state == "overdue":
        return "newly_overdue"
    if state in SETTLED:
        return "settled"
    if was in SETTLED:
        return "reopened"
    return "newly_due" if state == "awaiting_first_report" else None


def _why_moved(was: Row, item: Row) -> str:
    first, then = day(was["effective_due"]), day(item["effective_due"])
    sentence = f"完成时限由{first}调整为{then}"
    if was["due"] == item["due"]:
        return f"{sentence}，共延期{item['extensions']}次。"
    source = "分解事项" if item["item_kind"] == "work_item" else "方案"
    moved = f"，另有延期{item['extensions']}次" if item["extensions"] else ""
    return f"{sentence}：{source}所定时限由{day(was['due'])}改为{day(item['due'])}{moved}。"
