"""An existing ledger as it was read: its columns, its rows with their tasks, what would be recorded and what is left out."""

from markupsafe import Markup

from tracker.labels import KIND
from tracker.labels.takeover import FIELD, FIT, FIT_TONES
from tracker.takeover.proposal import Proposal
from tracker.ui import ledger
from tracker.ui.forms.content import words
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

SHOWN_FIRST = ("unit", "due", "percent", "goal", "title", "text")
"""What a record says, as far as a line of a table has room for it."""


def columns_read(proposal: Proposal) -> Markup:
    def field(row: Row) -> object:
        said = row["column"].field
        return FIELD[said] if said else mark("不导入", "grey")

    columns = [
        Column("工作表", lambda row: row["column"].sheet, width="9em"),
        Column("台账表头", lambda row: row["column"].heading, width="18em"),
        Column("栏目", field, width="8em"),
        Column("理由", lambda row: row["column"].reason),
    ]
    rows = [{"column": one} for one in proposal.columns]
    return table(rows, columns, caption="各列怎样读", empty="没有认得的表头。")


def rows_read(view: View, proposal: Proposal) -> Markup:
    known = {task.task_id: task.words for task in proposal.tasks}

    def task(row: Row) -> object:
        task_id = row["match"].task_id
        return link(known[task_id], view.link("task", id=task_id)) if task_id in known else None

    columns = [
        Column("工作表", lambda row: row["match"].line.sheet, width="9em"),
        Column("行", lambda row: row["match"].line.row, align="right", width="3.4em"),
        Column("台账所写", lambda row: row["match"].line.name),
        Column("对应", lambda row: mark(FIT[row["match"].fit], FIT_TONES[row["match"].fit]), width="8em"),
        Column("方案任务", task, width="20em"),
        Column("理由", lambda row: row["match"].reason, width="22em"),
    ]
    rows = [{"match": one} for one in proposal.rows]
    return table(rows, columns, caption="各行对应的任务", view=view, empty="没有读出任务。")


def to_record(view: View, proposal: Proposal) -> Markup:
    snapshot = ledger.snapshot(view)
    known = {task.task_id: task.words for task in proposal.tasks}

    def said(row: Row) -> Markup:
        body = row["taken"].draft.body
        told = [words(name, body[name], body, snapshot) for name in SHOWN_FIRST if body.get(name) is not None]
        remark = row["taken"].remark
        return join(["；".join(told), tag("div", tag("small", remark)) if remark else ""])

    columns = [
        Column("种类", lambda row: KIND[row["taken"].draft.kind], width="6.5em"),
        Column("任务", lambda row: known[row["taken"].task_id], width="20em"),
        Column("内容", said),
        Column("单元格", lambda row: _cell(row["taken"].draft.place), width="9em"),
    ]
    rows = [{"taken": one} for one in proposal.taken]
    caption = f"将记入的 {len(rows)} 条"
    return table(rows, columns, caption=caption, view=view, empty="没有可以记入的内容。")


def _cell(place: object) -> str:
    return f"{getattr(place, 'sheet', '')} {getattr(place, 'cell', '')}"


def left_out(view: View, proposal: Proposal) -> Markup:
    columns = [
        Column("单元格", lambda row: f"{row['left'].sheet} {row['left'].cell}", width="9em"),
        Column("栏目", lambda row: FIELD[row["left"].field], width="6.5em"),
        Column("台账所写", lambda row: row["left"].text, width="24em"),
        Column("为什么不导入，或有什么出入", lambda row: row["left"].reason),
    ]
    rows = [{"left": one} for one in proposal.left]
    caption = f"没有导入或与方案有出入的 {len(rows)} 处"
    return table(rows, columns, caption=caption, view=view, empty="没有。")


def passed_over(proposal: Proposal) -> Markup:
    if not proposal.passed:
        return Markup("")
    columns = [
        Column("工作表", lambda row: row["passed"].sheet, width="9em"),
        Column("行", lambda row: row["passed"].row, align="right", width="3.4em"),
        Column("内容", lambda row: row["passed"].text, width="24em"),
        Column("理由", lambda row: row["passed"].reason),
    ]
    return table([{"passed": one} for one in proposal.passed], columns, caption="不是任务的行")
