"""What the office sets for a target because the text leaves it open, each with its source."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.duties import left_open, plan_target, settings
from tracker.intake import Draft
from tracker.intake.decided import stated
from tracker.labels import COMPARATOR, FIELDS, PATHWAY, ROLES
from tracker.model import Target
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.facts import facts
from tracker.ui.forms.content import goal, moment, words
from tracker.ui.forms.form import Form, Values, side_by_side
from tracker.ui.forms.scope import nothing_there
from tracker.ui.gaps import lacks
from tracker.ui.marks import link, note, target_state
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "指标设定"
WHY = "方案没有写明的目标值、基期、路径、允许偏差、公布时滞和报数单位，由办公室设定并写明来源；不设定就不能判断。"
COMPARATORS = {code: COMPARATOR[code] for code in ("ge", "le", "about", "eq", "growth", "multiple")}
FIELDS_IN_ORDER = (
    *("comparator", "value", "unit_of_measure", "baseline_year", "baseline_value"),
    *("pathway", "tolerance", "lag_months", "reporting_unit"),
)
HINTS = {
    "value": "只填数字",
    "unit_of_measure": "例如 %、吨标准煤/万元",
    "baseline_year": "例如 2020",
    "baseline_value": "只填数字",
    "tolerance": "上下各允许多少，只填数字",
    "lag_months": "到期后几个月公布，例如 10",
}


def waiting(view: View) -> int:
    return sum(
        bool(_lacking(row)) for row in queries.counted_targets(ledger.snapshot(view)).iter_rows(named=True)
    )


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)

    def act(row: Row) -> Markup | None:
        can = left_open(snapshot, row["target_id"])
        return link("设定", view.here(do="setting", id=row["target_id"], saved="")) if can else None

    columns = [
        Column("条款", "clause", width="5em"),
        Column("指标", "indicator", width="20em"),
        Column("目标", goal, width="16em"),
        Column("判定", lambda row: target_state(row["state"]), width="10.5em"),
        Column("还缺", lambda row: "、".join(_lacking(row)), width="15em"),
        Column("办理", act, align="center", width="4em"),
        Column("办公室已设定", lambda row: _set_words(snapshot, row["target_id"])),
    ]
    rows = sorted(
        queries.counted_targets(snapshot).iter_rows(named=True),
        key=lambda row: (-len(_lacking(row)), row["position"]),
    )
    return table(rows, columns, caption="量化指标，缺设定的在前", view=view)


def show(view: View, target_id: str) -> None:
    snapshot = ledger.snapshot(view)
    target = plan_target(snapshot, target_id)
    row = next(
        (row for row in queries.targets(snapshot).iter_rows(named=True) if row["target_id"] == target_id),
        None,
    )
    if row is None or target is None:
        return nothing_there("个指标目标")
    st.html(tag("h2", f"{row['clause']} 设定：{row['indicator']}（{goal(row)}）"))
    open_fields = left_open(snapshot, target_id)
    entry, aside = st.columns([1, 1], gap="medium")
    with aside:
        st.html(facts([("原文", row["quote"]), ("现在判定", row["sentence"])], caption="本目标"))
        st.html(_now(view, snapshot, target, target_id))
    with entry:
        if not open_fields:
            st.html(note(f"口径未明，不能设定：{target.undefined}。"))
            return None
        st.html(note("只填要设定或改动的项；留空的保持原样。原文写明的不在此列。"))
        with Form(view, f"setting {target_id}") as form:
            _ask(form, view, snapshot, target, row, open_fields)
            form.send(
                ("记入设定", lambda values: [Draft("target_setting", _body(values, target, target_id))])
            )


def _ask(
    form: Form, view: View, snapshot: Snapshot, target: Target, row: Row, open_fields: tuple[str, ...]
) -> None:
    unit = f"（{row['reading_unit']}）" if row["reading_unit"] else ""
    has = settings(snapshot, row["target_id"])

    def typed(name: str, label: str = "") -> None:
        now = f"现为 {has[name].body[name]}，不改就留空" if name in has else HINTS[name]
        form.words(name, label=label or FIELDS[name], placeholder=now)

    above = [name for name in ("comparator", "value", "unit_of_measure") if name in open_fields]
    for column, name in zip(side_by_side(*[1.0] * len(above)), above, strict=True) if above else ():
        with column:
            if name == "comparator":
                form.choose(name, COMPARATORS)
            else:
                typed(name, "目标值" if name == "value" else "")
    if "baseline_value" in open_fields:
        left, right = side_by_side(1, 1)
        with left:
            if target.baseline:
                st.html(note(f"原文写明以 {target.baseline.year} 年为基期。"))
            else:
                typed("baseline_year")
        with right:
            typed("baseline_value", f"基期值{unit}")
    left, right = side_by_side(1, 1)
    with left:
        if "pathway" in open_fields:
            form.choose("pathway", PATHWAY, label="路径（从基期到目标怎样走）")
        if "tolerance" in open_fields:
            typed("tolerance", "允许偏差（个百分点）" if row["unit_of_measure"] == "%" else f"允许偏差{unit}")
    with right:
        typed("lag_months")
    names = ledger.speakers(view)
    form.choose("reporting_unit", names, label=f"报数单位（现为 {row['answers'] or '待明确'}）")
    form.words("source", placeholder="文件名称和文号、会议纪要、公报等")


def _body(values: Values, target: Target, target_id: str) -> dict[str, object]:
    body = {"target": target_id, **values}
    if target.baseline and "baseline_value" in values:
        body["baseline_year"] = target.baseline.year
    return body


def _lacking(row: Row) -> list[str]:
    return [lack.what for lack in lacks(row) if lack.who == ROLES["office"]]


def _set_words(snapshot: Snapshot, target_id: str) -> str:
    has = settings(snapshot, target_id)
    return "；".join(f"{FIELDS[name]} {_said(name, has[name].body[name], snapshot)}" for name in has)


def _said(name: str, value: object, snapshot: Snapshot) -> str:
    return words(name, value, {}, snapshot)


def _now(view: View, snapshot: Snapshot, target: Target, target_id: str) -> Markup:
    """Field by field: what the text says, what the office has set, and by which source."""
    said, has = stated(target), settings(snapshot, target_id)
    if target.baseline:
        said = said | {"baseline_year": target.baseline.year}
    rows: list[Row] = [
        {"name": name, "text": _said(name, said[name], snapshot) if said.get(name) is not None else None}
        for name in FIELDS_IN_ORDER
        if said.get(name) is not None or name in has
    ]

    def office(row: Row) -> str | None:
        record = has.get(row["name"])
        return _said(row["name"], record.body[row["name"]], snapshot) if record else None

    def source(row: Row) -> str | None:
        record = has.get(row["name"])
        return f"{record.body['source']}（{moment(record.recorded_at)[:10]} 记入）" if record else None

    def withdraw(row: Row) -> Markup | None:
        record = has.get(row["name"])
        return (
            link("撤回", view.link("report", do="correct", id=record.id), f"编号 {record.id}")
            if record
            else None
        )

    columns = [
        Column("项目", lambda row: FIELDS[row["name"]], width="8em"),
        Column("原文", "text", width="6em"),
        Column("办公室设定", office, width="7.5em"),
        Column("来源", source),
        Column("", withdraw, width="4em"),
    ]
    return table(rows, columns, caption="现行内容", empty="原文和办公室都没有规定。")
