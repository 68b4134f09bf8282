"""Rows that are pieces of a task: a measure with a date and a leading body becomes a work item, no date of the plan moves."""

from collections.abc import Iterable
from datetime import date

from tracker.takeover.desk import NO_WORK_ITEMS, Found
from tracker.takeover.lines import Line
from tracker.takeover.rows import Rows
from tracker.takeover.values import When, due
from tracker.takeover.words import Field


def pieces(rows: Rows) -> Found:
    for line in rows.lines:
        what = next((field for field in (Field.MEASURE, Field.STAGE_GOAL) if field in line.said), None)
        if Field.DUE in line.said:
            yield from _dated(rows, line, what, due(line.said[Field.DUE].raw, rows.desk.words))
        elif what:
            yield rows.left_in(line, what, "没有完成时限，不作为分解事项")


def _dated(rows: Rows, line: Line, what: Field | None, when: When) -> Found:
    """What becomes of a row with a date in words; one that differs from the plan's is always pointed out."""
    dues = rows.plan_dues()
    if when.standing:
        words = f"方案写明了 {_days(dues)}，以方案为准" if dues else "没有日期，不作为分解事项"
        if dues or what:
            yield rows.left_in(line, Field.DUE, words)
        return
    if when.on is None:
        yield rows.left_in(line, Field.DUE, when.reason)
        return
    if dues and when.on > max(dues):
        reason = f"晚于方案写明的 {_days(dues)}；时限只能经延期调整，不从台账导入"
        yield rows.left_in(line, Field.DUE, reason)
        return
    if when.on in dues and len(rows.lines) == 1:
        if what:
            yield rows.left_in(line, what, "时限与方案相同，由方案的节点判断，不另立分解事项")
        return
    if when.on not in dues and dues:
        kept = "；只作为分解事项的时限" if what else ""
        yield rows.left_in(line, Field.DUE, f"与方案写明的 {_days(dues)} 不同，方案的时限不变{kept}")
    if what:
        yield from _work_item(rows, line, what, when.on)
    elif not dues:
        yield rows.left_in(line, Field.DUE, "方案没有写明时限，也没有写具体举措，不能作为分解事项")


def _work_item(rows: Rows, line: Line, what: Field, on: date) -> Found:
    if rows.desk.work_items == NO_WORK_ITEMS:
        yield rows.left_in(line, what, "按办公室的选择，不导入分解事项")
        return
    reason = "没有写牵头单位"
    unit = ""
    if Field.LEAD in line.said:
        unit, reason = rows.leader(line.said[Field.LEAD])
    if not unit:
        yield rows.left_in(line, what, f"{reason}，不作为分解事项")
        return
    title = line.text(what)
    known = rows.desk.ledger.all("work_item", {"task": rows.task_id, "title": title, "unit": unit})
    if any(fact.body["due"] == on.isoformat() for fact in known):
        yield rows.left_in(line, what, "流水中已有同样的分解事项，不再导入")
        return
    body: dict[str, object] = {"title": title, "unit": unit, "due": on, "year": on.year}
    body |= {"deliverable": line.text(Field.STAGE_GOAL) or title, "state": rows.desk.work_items}
    yield rows.taken_in(line, what, "work_item", body)


def _days(dues: Iterable[date]) -> str:
    return "、".join(day.isoformat() for day in dues)
