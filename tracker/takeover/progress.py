"""What the rows of a task say of the period becomes one report, filed by the office with where it was taken from."""

from collections.abc import Iterable
from decimal import Decimal

from tracker.records.kinds import Light
from tracker.takeover.desk import Found, Left
from tracker.takeover.rows import Rows
from tracker.takeover.values import is_figure, percent
from tracker.takeover.words import Field

BESIDE = (Field.PROBLEMS, Field.NEXT_STEP, Field.PERCENT, Field.STATUS, Field.EVIDENCE)
"""What only goes with a report."""


def progress(rows: Rows) -> Found:
    period = rows.desk.period
    same = {"task": rows.task_id, "period": str(period), "capacity": "answer"}
    if known := rows.desk.ledger.all("progress", same):
        reason = f"流水中已有{period.label}的进展（{known[-1].by} 报），不再导入"
        yield from _left(rows, (Field.TEXT, *BESIDE), reason)
        return
    if not rows.cells(Field.TEXT):
        yield from _left(rows, BESIDE, "没有写本期进展，不单独导入")
        return
    share, remark, left = _share(rows)
    light, unsaid = _light(rows)
    yield from (*left, *unsaid)
    body: dict[str, object] = {
        "period": str(period),
        "text": f"{rows.joined(Field.TEXT)}\n（录自{rows.desk.source(rows.lines)}{_beside(rows)}）",
        "percent": share,
        "problems": rows.joined(Field.PROBLEMS) or None,
        "next_step": rows.joined(Field.NEXT_STEP) or None,
        "own_light": light,
    }
    said = {name: value for name, value in body.items() if value is not None}
    yield rows.taken(Field.TEXT, "progress", said, remark)


def _left(rows: Rows, fields: Iterable[Field], reason: str) -> Found:
    for field in fields:
        yield from rows.left(field, reason)


def _beside(rows: Rows) -> str:
    """Words that no field of a report holds stay with its text."""
    evidence = dict.fromkeys(said.text for said in rows.cells(Field.EVIDENCE).values())
    rough = [said.text for said in rows.cells(Field.PERCENT).values() if not is_figure(said.raw)]
    found = f"；佐证材料：{'；'.join(evidence)}" if evidence else ""
    return found + "".join(f"；进度原写“{text}”" for text in rough)


def _share(rows: Rows) -> tuple[Decimal | None, str, list[Left]]:
    """One share for all rows of the task, and how it was read; shares that differ are never averaged."""
    cells = rows.cells(Field.PERCENT)
    read = {at: percent(said.raw, fractions=at[0] in rows.desk.fractions) for at, said in cells.items()}
    if not read:
        return None, "", []
    doubtful = [
        Left(rows.task_id, *at, Field.PERCENT, cells[at].text, figure.reason)
        for at, figure in read.items()
        if figure.value is None
    ]
    if doubtful:
        return None, "", doubtful
    values = {figure.value for figure in read.values()}
    if len(values) > 1:
        return None, "", rows.left(Field.PERCENT, "同一任务各行的完成比例不一，不能合成一个数")
    if not all(Field.PERCENT in line.said for line in rows.lines):
        return None, "", rows.left(Field.PERCENT, "同一任务只有部分行写了完成比例，不能代表整项任务")
    return values.pop(), "；".join(sorted({one.reason for one in read.values() if one.reason})), []


def _light(rows: Rows) -> tuple[Light | None, list[Left]]:
    """The unit's own judgement, where the words of the column 状态 plainly are one."""
    cells = rows.cells(Field.STATUS)
    lights = {rows.desk.words.light(said.text) for said in cells.values()}
    if len(lights) > 1:
        return None, rows.left(Field.STATUS, "同一任务各行的状态不一，不导入")
    if None in lights:
        return None, rows.left(Field.STATUS, "不是自评用语，不导入；办结要逐项申报并核实")
    return next(iter(lights), None), []
