"""方案读取: what a re-issued text changes in a loaded plan, both wordings side by side."""

from collections import Counter

from markupsafe import Markup

from tracker.extract.as_rows import rows
from tracker.extract.comparison import compared
from tracker.plan.units import UnitNames
from tracker.ui import ledger
from tracker.ui.extracting import Shown
from tracker.ui.facts import under
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def differences(view: View, shown: Shown, against: str) -> Markup:
    """Of the text as it was read with the document of that id, whatever the review has changed."""
    plan = ledger.workspace().plan()[0]
    old = next(file for file in plan.files if file.document.id == against)
    found = rows(compared(old, shown.planned, UnitNames(plan.units)), shown.reading.text.folded.raw)
    counted = "、".join(f"{kind} {count}" for kind, count in Counter(row["kind"] for row in found).items())
    lead = f"有 {len(found)} 处不同：{counted}。" if found else "条款、单位、目标和节点没有不同。"
    columns = [
        Column("变动", _kind, width="8em"),
        Column("现方案条款", "old_clause", width="8em"),
        Column("现方案", lambda row: _words(row["old"], row["old_quote"])),
        Column("新文本条款", "new_clause", width="8em"),
        Column("新文本", lambda row: _words(row["new"], row["new_quote"])),
        Column("新文本位置", lambda row: _place(view, shown, row), width="7em"),
    ]
    caption = f"与“{old.document.title}”比较（{len(found)} 处）"
    return join(
        [tag("p", lead, class_="lead"), table(found, columns, caption=caption, view=view, empty="没有不同。")]
    )


def _kind(row: Row) -> Markup:
    return join([row["kind"], *([under("、".join(row["fields_in_words"]))] if row["fields"] else [])])


def _words(said: str, quote: str) -> Markup | None:
    return join([said, *([under(f"原文：{quote}")] if quote else [])]) if said or quote else None


def _place(view: View, shown: Shown, row: Row) -> Markup | None:
    if row["line"] is None:
        return None
    item = next((part.item for part in shown.parts if part.start == row["start"]), "")
    return link(f"第 {row['line']} 行", view.here(do="", against="", page="", item=item))
