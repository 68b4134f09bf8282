"""A reading of an indicator: which figures are waited for, and the form."""

from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import pending
from tracker.intake import Draft
from tracker.labels import BASIS, READING_STATUS
from tracker.periods import Quarter, StatPeriod
from tracker.sentences import amount, period
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.facts import facts
from tracker.ui.forms.content import goal
from tracker.ui.forms.form import Form, Values, side_by_side
from tracker.ui.forms.put_up import sends, standing_mark, standing_words
from tracker.ui.forms.scope import nothing_there, unit_of
from tracker.ui.marks import link, note, target_state
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

WAITED_FOR = ("no_reading", "undated", "stale", "incomplete")
"""States of a target that a new reading can mend."""
YEARS, QUARTERS, MONTHS = 12, 8, 12
"""How far back the form offers periods; older ones come in by the office's sheet."""


def owed(view: View) -> list[Row]:
    """The targets whose indicator the unit may report, those that wait for a reading first."""
    snapshot, unit = ledger.snapshot(view), unit_of(view)
    found = queries.counted_targets(snapshot)
    if unit:
        shared = queries.unit_tasks(snapshot, unit)["task_id"].to_list()
        found = found.filter(pl.col("task_id").is_in(shared) | (pl.col("answer_unit") == unit))
    return sorted(found.to_dicts(), key=lambda row: (row["state"] not in WAITED_FOR, row["position"]))


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    latest = {row["indicator_id"]: row for row in queries.readings(snapshot).iter_rows(named=True)}

    def last(row: Row) -> str | None:
        found = latest.get(row["indicator_id"])
        return _figure(found, row["reading_unit"], period(found["period"])) if found else None

    def act(row: Row) -> Markup:
        put_up = standing_mark(pending(snapshot, unit_of(view), "reading", indicator=row["indicator_id"]))
        act = link("报数据", view.here(do="reading", id=row["indicator_id"], saved=""))
        return join([put_up, tag("div", act)]) if put_up else act

    columns = [
        Column("条款", "clause", width="5em"),
        Column("指标", "indicator", width="18em"),
        Column("目标", goal, width="15em"),
        Column("判定", lambda row: target_state(row["state"]), width="10.5em"),
        Column("办理", act, align="center", width="9em"),
        Column("最近数据", last, width="15em"),
        Column("依据", "sentence"),
    ]
    return table(owed(view), columns, caption="指标数据", view=view, empty="本单位承担的任务没有量化指标。")


def show(view: View, indicator_id: str) -> None:
    snapshot = ledger.snapshot(view)
    goals = _goals(snapshot, indicator_id)
    if not goals:
        return nothing_there("个指标")
    st.html(tag("h2", f"报指标数据：{goals[0]['indicator']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    about = {"indicator": indicator_id}
    put_up = pending(snapshot, unit_of(view), "reading", **about)
    with entry:
        if put_up:
            st.html(note(standing_words(put_up)))
        initial = put_up.content if put_up and put_up.state == "returned" else None
        with Form(view, f"reading {indicator_id}", initial, matters={"": ("reading", about)}) as form:
            ask(form, snapshot, about)
            form.prove(about)
            form.send((sends(view), lambda values: [Draft("reading", {**about, **values})]))
    with aside:
        said = [("口径", goals[0]["scope"]), *(("目标", f"{goal(row)}：{row['sentence']}") for row in goals)]
        st.html(facts(said, caption="本指标"))
        st.html(_known(snapshot, goals[0]))


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """The fields of a reading; a yearly rate is offered only for indicators with a growth goal.

    Where `about` is a reading already, its period and basis stay: a correction cannot turn it into another one.
    """
    goals = _goals(snapshot, str(about["indicator"]))
    unit = next((row["reading_unit"] for row in goals if row["reading_unit"]), None)
    growth = any(row["comparator"] == "growth" for row in goals)
    left, right = side_by_side(1, 1)
    with left:
        if "period" in about:
            kept = f"{period(about['period'])}，{BASIS[str(about.get('basis', 'level'))]}"
            st.html(note(f"统计期和口径不变：{kept}。这两项报错了，请撤回后重报。"))
        else:
            form.choose("period", _periods(snapshot), label="统计期")
    with right:
        said = f"（{unit}）" if unit else "" if growth else "（方案没有写计量单位，请在计算方法中注明）"
        form.words("value", label=f"数值{said if not growth else ''}", placeholder="只填数字，例如 10.3")
    if growth and "period" not in about:
        levels = f"水平值（{unit}）" if unit else "水平值（绝对数，计量单位写在计算方法中）"
        form.choose("basis", {"level": levels, "rate": "比上年增长（%）"}, beside=True)
    left, right = side_by_side(1, 1)
    with left:
        form.choose("status", READING_STATUS, beside=True)
    with right:
        form.day("published_on", optional=True)
    form.words("source", placeholder="公报、年鉴、报表或文件的名称和文号")
    form.words("method", lines=2, optional=True, placeholder="怎样得出；与方案口径不一致的，写明差别")


def _goals(snapshot: Snapshot, indicator_id: str) -> list[Row]:
    return [
        row for row in queries.targets(snapshot).iter_rows(named=True) if row["indicator_id"] == indicator_id
    ]


def _periods(snapshot: Snapshot) -> dict[str, str]:
    """Statistical periods that have ended, years first."""
    today = snapshot.clock.as_of
    quarter, quarters = Quarter.last_ended(today), []
    for _ in range(QUARTERS):
        quarters.append(str(quarter))
        quarter = quarter.previous
    last = today.year * 12 + today.month - 1
    months = [f"{at // 12}-{at % 12 + 1:02d}" for at in range(last, last - MONTHS, -1)]
    years = [str(today.year - back) for back in range(YEARS)]
    found = (*years, *quarters, *months)
    return {text: period(text) for text in found if StatPeriod.parse(text).end <= today}


def _figure(reading: Row, unit: str | None, of: str = "") -> str:
    figure = amount(reading["value"], "%" if reading["basis"] == "rate" else unit)
    return f"{of} {figure}（{READING_STATUS[reading['status']]}）".strip()


def _known(snapshot: Snapshot, target: Row) -> Markup:
    rows = queries.readings(snapshot, target["indicator_id"]).to_dicts()[::-1]
    columns = [
        Column("统计期", lambda row: period(row["period"]), width="7.5em"),
        Column("数值", lambda row: _figure(row, target["reading_unit"]), align="right", width="10em"),
        Column("来源", "source"),
    ]
    if any(row["basis"] == "rate" for row in rows):
        columns.insert(1, Column("口径", lambda row: BASIS[row["basis"]], width="7em"))
    return table(rows, columns, caption="已有数据", empty="还没有报过数据。")
