"""The office enters a pilot in the register, and moves several to a stage at once."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Draft
from tracker.intake.pilots import next_id
from tracker.labels import PILOT_STAGE
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.pilot_rows import NO_STAGE, STAGES, chosen
from tracker.ui.facts import facts
from tracker.ui.forms.form import Form, Values, anew, side_by_side, ticked
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Row

ORGANISATION = "申报主体只填单位名称，不填个人的姓名、电话和邮箱。"


def register(view: View) -> None:
    snapshot, wanted = ledger.chosen(view), view.params.get("id", "")
    kinds = {row["pilot_type_id"]: row for row in queries.pilot_types(snapshot).to_dicts()}
    if not wanted:
        st.html(note("请在上方“试点类型”一表选择要登记的类型。"))
        return None
    kind = kinds.get(wanted)
    if kind is None:
        return nothing_there("种试点")
    st.html(tag("h2", f"登记试点：{kind['name']}"))
    stages = [code for code in kind["stage_list"] if code != "cancelled"]
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(_kind_facts(kind, stages))
    with entry:
        st.html(note(ORGANISATION))
        with Form(view, f"pilot {wanted}", {"stage": stages[0], "effective_on": view.as_of}) as form:
            ask(form, snapshot, {})
            left, right = side_by_side(1, 1)
            with left:
                form.choose("stage", {code: PILOT_STAGE[code] for code in stages}, label="现阶段")
            with right:
                form.day("effective_on", label="进入这一阶段的日期")
            _grounds(form)
            form.send(("登记", lambda values: _entry(kind, values)))
    return None


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """What the register says of a pilot beside its stages."""
    form.words("applicant", label="申报主体（单位名称，不是个人）", placeholder="例如 某某园区管理委员会")
    left, right = side_by_side(3, 2)
    with left:
        form.words("name", label="试点名称", placeholder="例如 某某园区")
    with right:
        form.words("place", label="所在区或地点", optional=True)


def _kind_facts(kind: Row, stages: list[str]) -> Markup:
    pairs = [
        ("文件", kind["document"]),
        ("申报主体", kind["applicants"]),
        ("阶段", " → ".join(PILOT_STAGE[code] for code in stages)),
        ("试点期", f"从创建之日起 {kind['months']} 个月" if kind["months"] else "文中没有写"),
    ]
    return facts(pairs, caption="本类试点")


def _grounds(form: Form) -> None:
    left, right = side_by_side(1, 1)
    with left:
        form.words("document_number", optional=True, placeholder="评审结果、授牌通知等的文号")
    with right:
        form.words("note", optional=True)


def _entry(kind: Row, values: Values) -> list[Draft]:
    """The entry and its first stage; the id is given here, so that the stage can speak of it."""
    records, document = ledger.workspace().journal.read().records, kind["document_id"]
    local = next_id(records, document)
    about = {"document": document, "type": kind["pilot_type_id"].split("/")[1], "pilot": local}
    told = {name: values[name] for name in ("applicant", "name", "place") if name in values}
    on = _day(values)
    return [
        Draft("pilot", {**about, **told}, effective_on=on),
        Draft("pilot_stage", {"pilot": f"{document}/{local}", **_stage(values)}, effective_on=on),
    ]


def _stage(values: Values) -> dict[str, object]:
    return {name: values[name] for name in ("stage", "document_number", "note", "reason") if name in values}


def _day(values: Values) -> date | None:
    on = values.get("effective_on")
    return on if isinstance(on, date) else None


def move(view: View) -> None:
    """Boxes for the pilots that the filters leave; a cancelled one goes nowhere."""
    params = view.params
    rows = chosen(
        ledger.chosen(view), params.get("type", ""), params.get("stage", ""), params.get("from", "")
    )
    rows = [row for row in rows if row["stage"] != "cancelled"]
    if not rows:
        st.html(note("没有可以调整阶段的试点。"))
        return
    with Form(view, anew(view, "move pilots"), {"effective_on": view.as_of}) as form:
        with st.container(key="ticks-pilots"):
            for row in rows:
                _line(form, row)
        stage, on = side_by_side(2, 1)
        with stage:
            form.choose("stage", PILOT_STAGE, label="勾选的进入阶段", beside=True)
        with on:
            form.day("effective_on", label="进入这一阶段的日期")
        _grounds(form)
        form.words("reason", label="取消原因（取消时必填）")
        form.send(("记入阶段", _moves))


def _line(form: Form, row: Row) -> None:
    box, who, where = side_by_side(4, 5, 4)
    with box:
        form.tick(row["pilot_id"], row["name"])
    who.html(tag("div", f"{row['applicant']}　{row['kind']}", class_="quiet"))
    now = f"{day(row['stage_on'])} {PILOT_STAGE[row['stage']]}" if row["stage"] else STAGES[NO_STAGE]
    where.html(tag("div", now, class_="quiet"))


def _moves(values: Values) -> list[Draft]:
    return [
        Draft("pilot_stage", {"pilot": pilot_id, **_stage(values)}, effective_on=_day(values))
        for pilot_id in ticked(values)
    ]
