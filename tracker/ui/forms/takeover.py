"""An office's existing ledger: upload, how its columns and rows are read, what would be recorded, all of it or nothing."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

import streamlit as st

from tracker.intake import Actor
from tracker.labels import KIND
from tracker.labels.takeover import FIELD, FIT, WORK_ITEMS
from tracker.periods import Quarter
from tracker.problems import has_errors
from tracker.takeover.columns import NOTHING
from tracker.takeover.matching import Match
from tracker.takeover.proposal import Choices, Proposal, propose
from tracker.ui import ledger
from tracker.ui.blocks.problem_rows import problem_rows
from tracker.ui.blocks.takeover import columns_read, left_out, passed_over, rows_read, to_record
from tracker.ui.forms.form import leave, take
from tracker.ui.forms.scope import quarter_of, quarters
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View

TITLE = "导入已有台账"
WHY = "把现在用的台账（.xlsx 或 .csv）接过来：先显示各列、各行怎样对应，逐行确认以后一次记入；人员和电话从不导入。"
REFUSED = "takeover refused"
"""Where the session keeps why the journal itself did not take a ledger."""
ASKED = 40
"""So many rows without a sure task are asked about at once; the mapping file of the command line has no such limit."""

Chosen = tuple[tuple[tuple[str, int], str], ...]


def waiting(view: View) -> int:
    """Taking over a ledger is the office's choice: nothing waits."""
    return 0


def show(view: View) -> None:
    st.html(note(WHY))
    known = {str(quarter): quarter for quarter in quarters(view)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = st.selectbox(
            "台账里的进展是哪一期的",
            list(known),
            index=list(known).index(str(quarter_of(view))),
            format_func=lambda code: known[code].label,
            key="takeover-period",
            width=220,
        )
        work_items = st.selectbox(
            "有时限和牵头单位的举措",
            list(WORK_ITEMS),
            format_func=lambda code: WORK_ITEMS[code],
            key="takeover-work-items",
            width=280,
        )
    # A ledger that has been recorded gives way to an empty field.
    key = f"takeover-file {view.params.get('saved', '')}"
    uploaded = st.file_uploader("已有的台账（.xlsx 或 .csv）", type=["xlsx", "csv"], key=key)
    if uploaded is None:
        return
    data = uploaded.getvalue()
    first, proposal = _chosen(view, uploaded.name, data, Choices(known[period], work_items))
    _outcome(view, proposal)
    _ask(first, proposal, sha256(data).hexdigest()[:8])
    for part in (
        rows_read(view, proposal),
        columns_read(proposal),
        to_record(view, proposal),
        left_out(view, proposal),
        passed_over(proposal),
    ):
        if part:
            st.html(part)


def _chosen(view: View, name: str, data: bytes, start: Choices) -> tuple[Proposal, Proposal]:
    """The file as it would be read by itself but for the columns set by hand, and with the rows set by hand."""
    digest = sha256(data).hexdigest()[:8]
    by_itself = _read(view, name, data, start.period, start.work_items)
    columns = tuple(
        ((one.sheet, one.at), said)
        for one in by_itself.columns
        if (said := st.session_state.get(_key(digest, "column", one.sheet, one.at))) is not None
        and said != (one.field or NOTHING)
    )
    first = _read(view, name, data, start.period, start.work_items, columns)
    rows = tuple(
        (one.line.id, said)
        for one in first.rows
        if (said := st.session_state.get(_key(digest, "row", *one.line.id))) is not None
        and said != (one.task_id if one.taken else "")
    )
    return by_itself, _read(view, name, data, start.period, start.work_items, columns, rows)


@lru_cache(maxsize=8)
def _read(
    view: View,
    name: str,
    data: bytes,
    period: Quarter,
    work_items: str,
    columns: Chosen = (),
    rows: Chosen = (),
) -> Proposal:
    choices = Choices(period, work_items, dict(columns), dict(rows))
    return propose(ledger.workspace(), name, data, choices, view.actor, view.scope)


def _key(digest: str, what: str, sheet: str, at: int) -> str:
    return f"takeover {digest} {what} {at} {sheet}"


def _outcome(view: View, proposal: Proposal) -> None:
    """What the file comes to in one line, what speaks against it, and the button."""
    if found := (*st.session_state.pop(REFUSED, ()), *proposal.problems):
        st.html(problem_rows(found))
    if has_errors(proposal.problems):
        st.html(
            note(
                "有错误的台账一条也不记入：请按提示在台账里改正后重新上传，或在下面改对应的任务、不导入这一行。"
            )
        )
        return
    fits = Counter(row.fit for row in proposal.rows)
    kinds = Counter(one.draft.kind for one in proposal.taken)
    made = "、".join(f"{KIND[kind]} {count} 条" for kind, count in kinds.items()) or "没有可以记入的内容"
    counted = "、".join(f"{FIT[fit]} {fits[fit]} 行" for fit in FIT if fits[fit])
    rows = f"读出 {len(proposal.rows)} 行：{counted}；存疑和没有对应的不导入。"
    st.html(tag("p", rows, f"可以记入：{made}。", class_="lead"))
    if proposal.drafts:
        label, args = f"全部记入（{len(proposal.drafts)} 条）", (view.actor, proposal)
        st.button(label, key="takeover-send", type="primary", on_click=_send, args=args)


def _send(actor: Actor, proposal: Proposal) -> None:
    outcome = take(proposal.drafts, actor)
    if outcome.ok:
        leave(outcome.records[-1].batch)
    else:
        st.session_state[REFUSED] = outcome.problems


def _ask(first: Proposal, proposal: Proposal, digest: str) -> None:
    """Which task a row is, where that is not sure or the office wants another; and which field a column is."""
    tasks = {task.task_id: task.words for task in proposal.tasks}
    # A row that goes on with the one above has its task, unless it was given another.
    heads = [row for row in proposal.rows if row.line.follows is None]
    open_rows = [row for row in heads if row.fit in ("doubtful", "none")]
    asked = _kept(heads, digest) | {row.line.id: row for row in open_rows[:ASKED]}
    # Neither its words nor its state hang on what has been chosen: it would close under the reader's hand.
    unsure = any(row.fit in ("doubtful", "none") for row in first.rows)
    with st.expander("逐行、逐列确认", expanded=unsure):
        names = {row.line.id: f"{row.line.sheet} 第 {row.line.row} 行 {row.line.name}" for row in heads}
        more = st.multiselect(
            "还要改的行",
            [row.line.id for row in heads if row.line.id not in asked],
            format_func=lambda one: names.get(one, ""),
            key=f"takeover {digest} more rows",
            placeholder="对应确定的行也可以改，或选“不导入”",
        )
        by_id = {row.line.id: row for row in heads}
        for number, at in enumerate(sorted({*asked, *more}, key=list(by_id).index)):
            if number % 2 == 0:
                beside = st.columns(2)
            with beside[number % 2]:
                _ask_row(by_id[at], names[at], tasks, digest)
        columns = {(one.sheet, one.at): one for one in first.columns if not one.person}
        chosen = st.multiselect(
            "要改的列",
            list(columns),
            format_func=lambda one: f"{columns[one].sheet} {columns[one].heading}" if one in columns else "",
            key=f"takeover {digest} columns",
            placeholder="不认识的表头可以指定栏目",
        )
        for at in chosen:
            column = columns[at]
            options = [NOTHING, *FIELD]
            st.selectbox(
                f"{column.sheet}“{column.heading}”是",
                options,
                index=options.index(column.field or NOTHING),
                format_func=lambda code: FIELD.get(code, "不导入"),
                key=_key(digest, "column", *at),
            )


def _kept(heads: Iterable[Match], digest: str) -> dict[tuple[str, int], Match]:
    """Rows that have been answered stay on the screen."""
    return {row.line.id: row for row in heads if _key(digest, "row", *row.line.id) in st.session_state}


def _ask_row(row: Match, name: str, tasks: dict[str, str], digest: str) -> None:
    maybe = f"（可能是 {tasks[row.task_id]}）" if row.fit == "doubtful" else ""
    options = ["", *dict.fromkeys([*([row.task_id] if row.task_id else []), *tasks])]
    st.selectbox(
        name + maybe,
        options,
        index=options.index(row.task_id) if row.taken else 0,
        format_func=lambda task: tasks.get(task, "不导入"),
        key=_key(digest, "row", *row.line.id),
    )
