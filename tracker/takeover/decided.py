"""What the office takes from a ledger as its own decision: who leads, and the goal of the year."""

from tracker.takeover.desk import Found, Left
from tracker.takeover.rows import Rows
from tracker.takeover.words import Field


def lead(rows: Rows) -> Found:
    """Only where neither the text nor the office has said who leads, and all rows name the same one body."""
    desk, cells = rows.desk, rows.cells(Field.LEAD)
    read = {at: rows.leader(said) for at, said in cells.items()}
    units = {unit for unit, _ in read.values()}
    if len(units) > 1 or "" in units:
        for (sheet, cell), (_, reason) in read.items():
            why = reason or "同一任务各行的牵头单位不一，看不出由谁牵头"
            yield Left(rows.task_id, sheet, cell, Field.LEAD, cells[sheet, cell].text, why)
        return
    for unit in units:
        stated = desk.plan.stated_lead.get(rows.task_id)
        confirmed = desk.ledger.all("lead_confirmed", {"task": rows.task_id})
        holds = desk.ledger.lead(desk.plan, rows.task_id) if stated or confirmed else None
        if holds is None:
            body: dict[str, object] = {"unit": unit, "source": desk.source(rows.lines)}
            yield rows.taken(Field.LEAD, "lead_confirmed", body)
        elif holds != unit:
            said = f"方案写明由“{desk.name(holds)}”牵头，以方案为准"
            decided = f"已确认由“{desk.name(holds)}”牵头；要改请在“确认牵头”办理"
            yield from rows.left(Field.LEAD, said if stated else decided)


def year_goal(rows: Rows) -> Found:
    """The goal of the period's year, where none has been set."""
    goal, year = rows.joined(Field.YEAR_GOAL), rows.desk.period.year
    if not goal:
        return
    before = rows.desk.ledger.decisions("year_goal", {"task": rows.task_id, "year": year})
    if not before:
        body: dict[str, object] = {"year": year, "goal": goal, "source": rows.desk.source(rows.lines)}
        yield rows.taken(Field.YEAR_GOAL, "year_goal", body)
    elif before[-1].body["goal"] != goal:
        reason = f"已设定 {year} 年度目标且内容不同；要改请在“年度目标”办理并写明原因"
        yield from rows.left(Field.YEAR_GOAL, reason)
