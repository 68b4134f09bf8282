"""Past readings from a year × indicator sheet: template out, filled sheet in, all of it or nothing."""

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Actor, Draft, accept
from tracker.intake.sheet import indicator_rows, reading_drafts
from tracker.labels import BASIS, READING_STATUS
from tracker.problems import Problem, has_errors
from tracker.records.past_readings import IndicatorRow
from tracker.records.readings_form import TITLE as FILE
from tracker.records.readings_form import write_readings_template
from tracker.sentences import number, period
from tracker.ui import ledger
from tracker.ui.blocks.problem_rows import problem_rows
from tracker.ui.forms.content import subject
from tracker.ui.forms.form import leave, take
from tracker.ui.marks import mark, note
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "历年数据"
WHY = "各指标以前年份的数据按“一行一个指标、一列一个年份”的表一次补录；没有历年数据，就算不出差距和趋势。"
YEARS = 8
"""Columns of the template: the years before this one."""
REFUSED = "past refused"
"""Where the session keeps why the journal itself did not take a sheet."""


def waiting(view: View) -> int:
    """Indicators without any reading."""
    known = set(queries.readings(ledger.snapshot(view))["indicator_id"])
    return sum(row.id not in known for row in _indicators(view))


def show(view: View) -> None:
    st.html(note(WHY))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            "下载空表",
            data=lambda: _template(view),
            file_name=f"{FILE}.xlsx",
            on_click="ignore",
            key="past-template",
        )
        source = st.text_input(
            "来源（表中没有写来源的，都用这一句）",
            key="past-source",
            placeholder="例如某年统计年鉴、某局报表及文号",
            width=520,
        )
    # A sheet that has been recorded gives way to an empty field.
    key = f"past-file {view.params.get('saved', '')}"
    uploaded = st.file_uploader(
        "填好的表（.xlsx 或 .csv）", type=["xlsx", "csv"], max_upload_size=10, key=key
    )
    if uploaded is None:
        return
    drafts, problems = _checked(view, uploaded.name, uploaded.getvalue(), source.strip())
    if found := (*st.session_state.pop(REFUSED, ()), *problems):
        st.html(problem_rows(found))
    if has_errors(problems):
        st.html(note("有错误的表一条也不记入：请在表里改正，重新上传。"))
    elif drafts:
        label, args = f"全部记入（{len(drafts)} 条）", (view.actor, drafts)
        st.button(label, key="past-send", type="primary", on_click=_send, args=args)
    if drafts:
        st.html(_preview(view, drafts))


@lru_cache(maxsize=4)
def _checked(
    view: View, name: str, data: bytes, source: str
) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """What the sheet says, judged by the intake as if it were sent now; it has seen what `view` has."""
    workspace, head = ledger.workspace(), ledger.snapshot(view).head.seq
    found, problems = reading_drafts(workspace, name, data, source)
    drafts = tuple(replace(draft, base_seq=head) for draft in found)
    return drafts, (*problems, *accept(workspace, drafts, view.actor, dry_run=True).problems)


def _send(actor: Actor, drafts: Sequence[Draft]) -> None:
    outcome = take(drafts, actor)
    if outcome.ok:
        leave(outcome.records[-1].batch)
    else:
        st.session_state[REFUSED] = outcome.problems


def _indicators(view: View) -> list[IndicatorRow]:
    """Those of the documents shown; a sheet that comes back may speak of others too."""
    return indicator_rows(ledger.workspace().plan()[0], [document.id for document in ledger.documents(view)])


def _template(view: View) -> bytes:
    file, workspace = io.BytesIO(), ledger.workspace()
    this_year = workspace.today.year
    write_readings_template(file, _indicators(view), range(this_year - YEARS, this_year))
    return file.getvalue()


def _preview(view: View, drafts: Sequence[Draft]) -> Markup:
    snapshot = ledger.snapshot(view)
    known = {
        (row["indicator_id"], row["period"], row["basis"]): row["value"]
        for row in queries.readings(snapshot).iter_rows(named=True)
    }

    def earlier(row: Row) -> object:
        value = known.get((row["indicator"], row["period"], row["basis"]))
        if value is None:
            return None
        return (
            number(value, 6)
            if value == float(row["value"])
            else mark(number(value, 6), "amber", "与表中不同")
        )

    columns = [
        Column("单元格", "cell", width="9em"),
        Column("指标", lambda row: subject(row, snapshot), width="24em"),
        Column("统计期", lambda row: period(row["period"]), width="7em"),
        Column("口径", lambda row: BASIS[row["basis"]], width="7em"),
        Column("数值", "value", align="right", width="8em"),
        Column("性质", lambda row: READING_STATUS[row["status"]], width="6em"),
        Column("流水已有", earlier, align="right", width="8em"),
        Column("来源", "source"),
    ]
    cells = [f"{draft.place.sheet} {draft.place.cell}" if draft.place else "" for draft in drafts]
    rows = [draft.body | {"cell": cell} for draft, cell in zip(drafts, cells, strict=True)]
    caption = f"预览：表中读出 {len(rows)} 条数据，请逐条核对"
    return table(rows, columns, caption=caption, view=view, empty="没有读出数据。")
