"""The office sees who has signed for what, and answers objections to the division of work."""

from collections import Counter
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Draft
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.facts import facts
from tracker.ui.forms.form import Form, Values
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, note, receipt_state
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "签收情况"
WHY = "每项任务的牵头和配合单位都要签收；有分工异议的由办公室答复：同意的另行确认牵头或名单，不同意的仍由该单位承担。"


def waiting(view: View) -> int:
    """Objections to tasks and to notices that wait for an answer."""
    return len(_objections(ledger.snapshot(view)))


def _objections(snapshot: Snapshot) -> list[Row]:
    """`subject` = what and who, as the address has it."""
    tasks = [
        {
            "subject": f"task:{row['task_id']}:{row['unit_id']}",
            "what": f"{row['clause']} {row['title']}",
            "unit": row["unit"],
            "reason": row["reason"],
            "said_on": row["said_on"],
        }
        for row in queries.receipts(snapshot)
        if row["state"] == "objected"
    ]
    notices = [
        {
            "subject": f"notice:{row['number']}:{row['unit_id']}",
            "what": row["number"],
            "unit": row["unit"],
            "reason": row["objection"],
            "said_on": row["signed_on"],
        }
        for row in queries.notices(snapshot)
        if row["state"] == "objected"
    ]
    return sorted([*notices, *tasks], key=lambda row: row["said_on"])


@lru_cache(maxsize=32)
def listed(view: View) -> Markup:
    snapshot = ledger.snapshot(view)
    rows, objections = queries.receipts(snapshot), _objections(snapshot)
    blocks = []
    if objections:
        columns = [
            Column("提出日期", "said_on", width="8em"),
            Column("单位", "unit", width="12em"),
            Column("任务或督办单", "what", width="20em"),
            Column("理由", "reason"),
            Column(
                "办理", lambda row: link("答复", view.here(do="receipts", id=row["subject"])), width="4em"
            ),
        ]
        blocks.append(
            table(objections, columns, caption=f"等待答复的分工异议（{len(objections)} 件，先提的在前）")
        )
    blocks += [_by_unit(view, rows), _open(view, rows)]
    return tag("div", *blocks, class_="stack")


def _by_unit(view: View, rows: list[Row]) -> Markup:
    """Whoever leads most and has signed least comes first."""
    units = {row["unit_id"]: row["unit"] for row in rows}
    counted = Counter((row["unit_id"], row["leads"], row["state"] in ("unsigned", "upheld")) for row in rows)

    def open_(unit: str, leads: bool) -> int:
        return counted[unit, leads, True]

    found = [
        {
            "unit_id": unit,
            "unit": name,
            "led": open_(unit, True),
            "shared": open_(unit, False),
            "all": sum(size for (one, _, _), size in counted.items() if one == unit),
        }
        for unit, name in units.items()
        if open_(unit, True) or open_(unit, False)
    ]
    found.sort(key=lambda row: (-row["led"], -row["shared"]))
    columns = [
        Column("单位", lambda row: link(row["unit"], view.link("units", id=row["unit_id"])), width="18em"),
        Column("牵头未签", lambda row: row["led"] or None, unit="项", align="right", width="8em"),
        Column("配合未签", lambda row: row["shared"] or None, unit="项", align="right", width="8em"),
        Column("承担任务", "all", unit="项", align="right", width="8em"),
        Column(
            "说明", lambda row: "有由其牵头的任务还没有签收。" if row["led"] else "只有配合的任务还没有签收。"
        ),
    ]
    caption = f"还没有签收的单位（{len(found)} 个，牵头未签多的在前）"
    return table(found, columns, caption=caption, empty="各单位都已签收。")


def _open(view: View, rows: list[Row]) -> Markup:
    shown = [row for row in rows if row["state"] != "signed"]
    columns = [
        Column("条款", "clause", width="5em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"])), width="20em"),
        Column("单位", "unit", width="14em"),
        Column("承担", lambda row: "牵头" if row["leads"] else "配合", width="5em"),
        Column("状态", lambda row: receipt_state(row["state"]), width="11em"),
        Column("情况", "sentence"),
    ]
    caption = f"没有签收的任务（{len(shown)} 项次，共 {len(rows)} 项次）"
    return table(shown, columns, caption=caption, view=view, empty="都已签收。")


def show(view: View, subject: str) -> None:
    row = next((one for one in _objections(ledger.snapshot(view)) if one["subject"] == subject), None)
    if row is None:
        return nothing_there("件等待答复的异议")
    st.html(tag("h2", f"答复分工异议：{row['what']}"))
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        pairs = [("单位", row["unit"]), ("提出", row["said_on"]), ("理由", row["reason"])]
        st.html(facts(pairs, caption="单位的异议"))
    with entry:
        st.html(note("同意以后，请另在“牵头单位”或“集合单位”中写明由谁承担；原文列名的单位仍按原文显示。"))
        with Form(view, f"receipts {subject}") as form:
            form.words("reason", lines=3, label="答复意见（单位会看到）")
            form.send(
                ("维持分工", lambda values: [_draft(subject, False, values)]),
                ("同意调整", lambda values: [_draft(subject, True, values)]),
            )
    return None


def _draft(subject: str, approved: bool, values: Values) -> Draft:
    field, rest = subject.split(":", 1)
    about, _, unit = rest.rpartition(":")
    return Draft("objection_decision", {field: about, "unit": unit, "approved": approved, **values})
