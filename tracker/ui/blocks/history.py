"""Who said what about a task and when, newest first: the records of the journal in plain words."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from tracker import queries
from tracker.labels import FIELDS, KIND
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.forms.content import author, content, moment, subject
from tracker.ui.marks import mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def history(view: View, snapshot: Snapshot, subjects: set[str]) -> Markup:
    """Records that speak of any of these plan ids."""
    rows = [{**row, "kind": row["record"].kind} for row in queries.history(snapshot, subjects)]
    if not rows:
        return tag("p", "账本里还没有关于这项任务的记录。", class_="quiet")
    columns = [
        Column("记录时间", lambda row: moment(row["record"].recorded_at), width="9.5em"),
        Column("谁", lambda row: join([author(row["record"], snapshot), under(row["record"].by)]), width="12em"),
        Column("事项", lambda row: _what(row, snapshot), width="19em"),
        Column("内容", lambda row: _content(row["record"].body, snapshot)),
        Column("生效日", lambda row: row["record"].effective_on, align="center", width="7em"),
        Column("现在", _standing, width="8em"),
        Column("记录号", lambda row: tag("span", row["record"].id, title=row["record"].hash), width="9em"),
    ]
    return table(rows, columns, caption=f"历次记录（{len(rows)} 条，新的在前）", view=view)


def _what(row: Row, snapshot: Snapshot) -> Markup:
    record = row["record"]
    return join([KIND[record.kind], under(subject(record.body, snapshot))])


def _content(body: Mapping[str, Any], snapshot: Snapshot) -> Markup:
    """Field and words; a correction says what stands instead."""
    lines = [tag("div", f"{FIELDS[name]}：{words}") for name, words in content(body, snapshot).items()]
    if "replaces" in body:
        instead = body.get("body")
        lines.append(tag("div", "改为：" if isinstance(instead, Mapping) else "撤回该记录。"))
        if isinstance(instead, Mapping):
            lines += [tag("div", f"{FIELDS[name]}：{words}") for name, words in content(instead, snapshot).items()]
    return join(lines)


def _standing(row: Row) -> Markup | str:
    if row["replaced"]:
        return mark("已被更正", "grey")
    if row["verdict"] == "returned":
        return mark("已退回", "red", row["reason"] or "")
    if row["verdict"] == "accepted":
        return mark("已审核", "green")
    return "待审" if row["record"].kind in ("progress", "reading", "completion") else "有效"
