"""The office declares a warning, raises or lowers its level, and lifts it, each on an instruction from above."""

from collections.abc import Callable, Iterable
from datetime import date

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Draft
from tracker.labels import ALERT_LEVEL
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks.alert_rows import alerts, course
from tracker.ui.blocks.ledger_cells import document_of
from tracker.ui.forms.form import Form, Values, anew, kept, side_by_side
from tracker.ui.marks import note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Row

PLACEHOLDER = "指令、通知的名称和文号，或收到指令的方式和时间"


def declare(view: View) -> None:
    snapshot = ledger.chosen(view)
    on = {row["document_id"] for row in alerts(snapshot) if row["is_on"]}
    plans = [row for row in queries.alert_documents(snapshot).to_dicts() if row["document_id"] not in on]
    if not plans:
        st.html(note("没有可以发布预警的现行预案：已有预警的，请调整级别或先解除。"))
        return
    st.html(tag("h2", "发布预警"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(_what_follows(plans))
    initial = {"document": plans[0]["document_id"], "effective_on": view.as_of}
    with entry, Form(view, anew(view, "alert"), initial) as form:
        form.choose("document", {row["document_id"]: document_of(row) for row in plans}, label="预案")
        levels = {level for row in plans for level in row["levels"]}
        form.choose("level", {code: ALERT_LEVEL[code] for code in ALERT_LEVEL if code in levels}, beside=True)
        _when(form, "发布日期", "不填按当日零时")
        form.words("reference", placeholder=PLACEHOLDER)
        form.words("note", lines=2, optional=True)
        form.send(("发布预警", lambda values: [_draft("alert", values)]))


def _what_follows(plans: Iterable[Row]) -> Markup:
    found = [
        f"《{row['document']}》：{'、'.join(ALERT_LEVEL[code] for code in ALERT_LEVEL if code in row['levels'])}"
        for row in plans
    ]
    words = "发布以后，预案里这一级别的措施按单位成为清单；级别调整后，清单随新的级别。没有写到的级别不能选。"
    return tag("div", note(words), *[tag("p", line, class_="quiet") for line in found], class_="stack")


def change(view: View) -> None:
    def form_of(form: Form, alert: Row, snapshot: Snapshot) -> None:
        document = alert["document_id"]
        known = [
            row["levels"]
            for row in queries.alert_documents(snapshot).to_dicts()
            if row["document_id"] == document
        ]
        levels = {level for found in known for level in found} - {alert["level"]}
        form.choose(
            "level",
            {code: ALERT_LEVEL[code] for code in ALERT_LEVEL if code in levels},
            label="调整为",
            beside=True,
        )
        _when(form, "调整日期", "与发布在同一天的须填写")

    _follow(view, "alert_change", "调整预警级别", form_of)


def end(view: View) -> None:
    def form_of(form: Form, alert: Row, snapshot: Snapshot) -> None:
        _when(form, "解除日期", "不填按当日24时")

    _follow(view, "alert_end", "解除预警", form_of)


def _follow(view: View, kind: str, title: str, fields: Callable[[Form, Row, Snapshot], None]) -> None:
    """A form on the warning that is on; what was refused goes on although it may no longer be."""
    snapshot, name = ledger.chosen(view), anew(view, kind)
    on = [row for row in alerts(snapshot) if row["is_on"]]
    asked = [row for row in on if row["alert_id"] == view.params.get("alert")]
    alert: Row | None = kept(name) or next(iter(asked or on), None)
    if alert is None:
        st.html(note("没有正在进行的预警。"))
        return
    st.html(tag("h2", f"{title}：{ALERT_LEVEL[alert['level']]}（{alert['document']}）"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(course(view, snapshot, alert))
    with entry, Form(view, name, {"effective_on": view.as_of}, about=alert) as form:
        fields(form, alert, snapshot)
        form.words("reference", placeholder=PLACEHOLDER)
        form.send((title, lambda values: [_draft(kind, {"alert": alert["alert_id"], **values})]))


def _when(form: Form, label: str, without: str) -> None:
    left, right = side_by_side(1, 1)
    with left:
        form.day("effective_on", label=label)
    with right:
        form.words("at", label="时间（北京时间）", optional=True, placeholder=f"例如 14:30；{without}")


def _draft(kind: str, values: Values) -> Draft:
    day = values.get("effective_on")
    body = {name: value for name, value in values.items() if name != "effective_on"}
    return Draft(kind, body, effective_on=day if isinstance(day, date) else None)


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """What may be corrected in the course of a warning; its days only by withdrawing."""
    if "level" in about:
        form.choose("level", ALERT_LEVEL, beside=True)
    form.words("at", label="时间（北京时间）", optional=True, placeholder="例如 14:30")
    form.words("reference")
    if "document" in about:
        form.words("note", lines=2, optional=True)
