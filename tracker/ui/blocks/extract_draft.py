"""方案读取, right and below: the draft part by part, what was not understood, and what became of each clause."""

from itertools import groupby
from typing import Any

from markupsafe import Markup

from tracker.extract.proposal import HEAD, Kind, Part, State, due_words, now
from tracker.extract.written import coverage, not_understood
from tracker.labels import COMPARATOR, ROLE
from tracker.labels.extract import BECAME, DECIDED, DECIDED_TONES, PART
from tracker.ui.blocks.extract_text import anchor
from tracker.ui.extracting import Shown
from tracker.ui.facts import under
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

SHOWS = {"doubtful": "存疑的", "open": "待看的", "": "全部", "rejected": "不列的"}


def lead(shown: Shown) -> Markup:
    """How far the review has come, in one line."""
    clauses = len(shown.planned.fates)
    waiting = shown.open
    doubtful = sum(part.doubtful for part in waiting)
    states = [one.state for one in shown.decisions.values()]
    done = "、".join(f"{DECIDED[state]} {states.count(state)}" for state in State if state in states)
    words = f"{clauses} 条款，{len(waiting)} 项待看（其中存疑 {doubtful} 项）"
    return tag("p", words, f"；已看：{done}。" if done else "。", class_="lead")


def chosen_parts(shown: Shown, show: str) -> list[Part]:
    """Those the filter asks for; the clause they stand in comes with them."""
    waiting = {part.key for part in shown.open}
    found = [part for part in shown.parts if _wanted(shown, part, show, waiting)]
    items = {part.item for part in found}
    heads = {part.key for part in shown.parts if part.key == part.item and part.item in items}
    keys = {part.key for part in found} | heads
    return [part for part in shown.parts if part.key in keys]


def _wanted(shown: Shown, part: Part, show: str, waiting: set[str]) -> bool:
    if show == "rejected":
        return _state(shown, part) is State.REJECTED
    if show in ("doubtful", "open"):
        return part.key in waiting and (part.doubtful or show == "open")
    return True


def draft(view: View, shown: Shown, show: str) -> Markup:
    """One row a part, under a heading a clause."""
    rows = [{"part": part} for part in chosen_parts(shown, show)]
    titles = {part.item: _heading(shown, part) for part in shown.parts if part.key == part.item}
    columns = [
        Column("类别", lambda row: PART[row["part"].kind.value], width="5.5em"),
        Column("读出的内容", lambda row: _said(shown, row["part"])),
        Column("把握", lambda row: f"{row['part'].confidence:.0%}", align="right", width="4em"),
        Column("状态", lambda row: _state_mark(shown, row["part"]), width="5.5em"),
        Column("", lambda row: _ways(view, shown, row["part"]), width="3.5em"),
    ]
    caption = f"草稿：{SHOWS.get(show, '全部')}（{len(rows)} 项）"
    return table(
        rows, columns, caption=caption, group=lambda row: titles[row["part"].item], empty="没有这样的项。"
    )


def _heading(shown: Shown, part: Part) -> str:
    return "文件" if part.item == HEAD else f"{part.clause}　{now(part, shown.decisions).get('title', '')}"


def _ways(view: View, shown: Shown, part: Part) -> Markup:
    place = [tag("a", "原文", href=f"#{anchor(part)}", target="_self")] if part.end else []
    return join([*place, " ", link("处理", view.here(item=part.item, part=""))])


def _state(shown: Shown, part: Part) -> State | None:
    said = shown.decisions.get(part.key)
    return said.state if said else None


def _state_mark(shown: Shown, part: Part) -> Markup:
    state = _state(shown, part)
    if state:
        why = shown.decisions[part.key].why
        return mark(DECIDED[state], DECIDED_TONES[state], why)
    if part not in shown.open:
        return tag("span", "随条款不列", class_="grey")
    return mark("存疑", "amber") if part.doubtful else tag("span", "待看")


def _said(shown: Shown, part: Part) -> Markup:
    value = now(part, shown.decisions)
    more = [under(f"存疑：{'；'.join(part.doubts)}")] if part.doubts else []
    return join([words(part.kind, value), *_quote(part, value), *more])


def _quote(part: Part, value: dict[str, Any]) -> list[Markup]:
    said = value.get("quote") or value.get("as_written")
    return [under(join(["原文：", said]))] if said and part.kind is not Kind.HEAD else []


def words(kind: Kind, value: dict[str, Any]) -> str:
    """A part in one line."""
    if kind is Kind.HEAD:
        return "　".join(
            str(value.get(name) or "—")
            for name in ("title", "document_number", "issued_on", "jurisdiction", "coordinator")
        )
    if kind is Kind.ASSIGNMENT:
        lead = {"stated": "", "provisional": "（首位拟定牵头、待确认）"}.get(value.get("lead", ""), "")
        return f"{ROLE[value['role']]}：{'、'.join(value['units'])}{lead}"
    if kind is Kind.TARGET:
        return target_words(value)
    if kind is Kind.MILESTONE:
        return f"{due_words(value)}：{value['what']}"
    return str(value.get("title", ""))


def target_words(value: dict[str, Any]) -> str:
    """The goal with its figure and date."""
    if "value" not in value:
        figure = f"（数值：{value.get('set_by', '')}）"
    else:
        upper = f"至 {value['upper']}" if "upper" in value else ""
        compared = COMPARATOR.get(value.get("comparator", ""), "")
        number = f"{value['value']}{upper}{value.get('unit_of_measure', '')}"
        figure = f"{number}左右" if value.get("comparator") == "about" else f"{compared} {number}"
        figure = f"下降，{figure}" if value.get("reduction") else figure
    due = due_words(value)
    return f"{value['indicator']} {figure}" + (f"，{due}" if due else "，没有时限")


def unclear(shown: Shown) -> Markup:
    """What was read and taken for nothing, and clauses that may be tasks."""
    rows = not_understood(shown.planned, shown.draft, shown.reading.text.folded)
    columns = [
        Column("条款", "clause", width="10em"),
        Column("词句", lambda row: str(row["quote"])[:60], width="16em"),
        Column("为什么没有列入", "why"),
        Column("行", "line", align="right", width="4.5em"),
    ]
    return table(rows, columns, caption=f"没有读懂或没有列入的（{len(rows)} 处）", empty="没有。")


def matrix(view: View, shown: Shown) -> Markup:
    """Every clause and what became of it."""
    rows = coverage(shown.planned, shown.reading.text.folded)
    columns = [
        Column("条款", "clause", width="10em"),
        Column("标题或开头", "title"),
        Column("去向", lambda row: _became(row["became"]), width="7em"),
        Column("草稿中的编号", lambda row: "、".join(row["items"]), width="12em"),
        Column("说明", "why", width="22em"),
        Column("行", "line", align="right", width="4.5em"),
    ]
    counted = "，".join(
        f"{BECAME[name]} {len(list(run))}" for name, run in groupby(sorted(row["became"] for row in rows))
    )
    return table(rows, columns, caption=f"逐条去向（{len(rows)} 条：{counted}）")


def _became(code: str) -> Markup:
    return mark(BECAME[code], "amber") if code == "open" else tag("span", BECAME[code])
