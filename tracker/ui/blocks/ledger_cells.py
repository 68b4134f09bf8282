"""What the cells of the ledger say, and the line that counts its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from tracker import queries
from tracker.labels import ANSWER_BASIS, LIGHT_ORDER, LIGHT_TONES, LIGHTS, TASK_KIND
from tracker.model import UNJUDGED
from tracker.periods import Quarter
from tracker.sentences import number
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.marks import clause, freshness, light, link, mark
from tracker.ui.markup import join, tag
from tracker.ui.sight import may_read_return
from tracker.ui.state import View
from tracker.ui.table import Column

Row = Mapping[str, Any]
LONG = 7
"""Characters of a clause that still fit into a narrow column: 十二/(三)."""
CONDITIONS = {"basis": {code: f"责任单位“{words}”" for code, words in ANSWER_BASIS.items()}}
"""Conditions that only links set: they have no field of their own, so the count line names them."""


def columns(view: View, snapshot: Snapshot, found: Sequence[Row]) -> list[Column]:
    """Of rows that no quarter judges only what the text says: their other cells would all be empty."""
    if found and not any(row["light"] or row["progress_period"] for row in found):
        return [
            Column("序号", "number", align="center", width="3.4em"),
            Column("条款", lambda row: clause(row["clause"]), width="8.4em"),
            Column("任务", lambda row: titled(view, row)),
            Column("单位", lambda row: "、".join(row["units"] or ()), width="24em", sort="unit"),
            Column("类型", lambda row: TASK_KIND[row["kind"]], width="6.4em"),
            Column(
                "时限",
                lambda row: join(tag("div", line) for line in row["due_text"].splitlines()),
                width="11em",
            ),
            Column("灯", lights, width="5em"),
        ]

    def filed(row: Row) -> Markup | None:
        return report(view, row, elsewhere=is_elsewhere(snapshot, row))

    hits = queries.rule_hits(snapshot)
    width = "8em" if any(len(row["clause"]) > LONG for row in found) else "5.4em"
    return [
        Column("序号", "number", align="center", width="3.4em"),
        Column("条款", lambda row: clause(row["clause"]), width=width),
        Column("任务", lambda row: title(view, row), width="13.5em"),
        Column("牵头单位", lead, width="11em", sort="unit"),
        Column("完成时限", due, width="10.4em", sort="due"),
        Column("本期进展", progress),
        Column("进度", percent, unit="%", align="right", width="6.4em", sort="progress"),
        Column("灯", lights, width="4.6em", sort="light"),
        Column("依据", lambda row: why(view, row, len(hits.get(row["task_id"], ())))),
        Column("报送", filed, align="center", width="6.4em", sort="report"),
    ]


def titled(view: View, row: Row) -> Markup:
    """The title with the summary under it."""
    name = link(row["title"], view.link("task", id=row["task_id"]))
    broken = (
        ["　", link(mark("数据有误", "amber"), view.link("problems"), row["problem"])]
        if row["problem"]
        else []
    )
    return join([name, *broken, under(row["summary"])])


def title(view: View, row: Row) -> Markup:
    name = link(row["title"], view.link("task", id=row["task_id"]), row["summary"])
    if row["twin"]:
        name = join([name, tag("div", tag("small", row["summary"]), class_="clamp")])
    if not row["problem"]:
        return name
    return join([name, " ", link(mark("数据有误", "amber"), view.link("problems"), row["problem"])])


def document_of(row: Row) -> str:
    """Title and number, as a heading over the rows of a document."""
    return (
        f"{row['document']}（{row['document_number']}）" if row["document_number"] else str(row["document"])
    )


def lead(row: Row) -> Markup:
    """Who answers; whether that is only provisional."""
    basis = ANSWER_BASIS[row["answer_basis"]]
    if row["kind"] in UNJUDGED:
        return tag("span", "、".join(row["units"] or ()))
    if not row["answers"]:
        return tag("span", basis, class_="amber", title="、".join(row["units"] or ()))
    if row["answer_basis"] == "provisional":
        return join([row["answers"], " ", tag("small", "拟定、待确认")])
    return tag("span", row["answers"], title=basis)


def due(row: Row) -> Markup:
    """Dates as worded, and the days to or since the nearest open one."""
    lines: list[object] = [tag("div", line) for line in row["due_text"].splitlines()]
    lines = lines or [tag("div", TASK_KIND[row["kind"]], class_="grey")]
    if (days := row["next_days"]) is not None:
        words = f"还有 {days} 天" if days >= 0 else f"已过 {-days} 天"
        tone = {"overdue": "red", "due_soon": "blue"}.get(row["next_state"], "")
        word = f"逾期 {-days} 天" if row["next_state"] == "overdue" else words
        lines.append(tag("small", word, class_=tone, title=row["next_what"]))
    return join(lines)


def progress(row: Row) -> Markup | None:
    if row["kind"] in UNJUDGED and not row["progress_period"]:
        return None
    if row["current"]:
        return tag("div", row["progress_text"], class_="clamp", title=row["progress_text"])
    if row["progress_period"] is None:
        return tag("span", "还没有报送过", class_="grey")
    last = f"最近一次是{Quarter.parse(row['progress_period']).label}"
    return tag("span", f"本期未报（{last}）", class_="grey", title=row["progress_text"])


def percent(row: Row) -> str | None:
    return None if row["percent"] is None else number(row["percent"])


def lights(row: Row) -> Markup | None:
    """The computed light; another judgement of the unit or of a reviewer beside it."""
    if not row["light"]:
        return tag("span", "不评灯", class_="grey")
    parts: list[object] = [light(row["light"])]
    for who, code, reason in (
        ("自评", row["own_light"] if row["current"] else None, "单位的自评与判定不一致"),
        ("研判", row["override_light"], row["override_reason"]),
    ):
        if code and code != row["light"]:
            parts.append(tag("small", f"{who}{LIGHTS[code]}", class_="differs", title=reason))
    return join(parts)


def why(view: View, row: Row, holding: int) -> Markup | None:
    """The deciding rule in words, and how many others hold."""
    if not row["light"]:
        return None
    parts: list[object] = [tag("small", row["rule"]), " ", row["sentence"]]
    if holding > 1:
        parts += [" ", link(f"另有 {holding - 1} 条", view.link("task", id=row["task_id"]))]
    return join(parts)


def is_elsewhere(snapshot: Snapshot, row: Row) -> bool:
    """Whether the task belongs to another jurisdiction, whose units owe this ledger no reports."""
    home = snapshot.plan.home
    return bool(home) and row["jurisdiction"] != home


def report_word(row: Row, *, elsewhere: bool = False) -> Markup:
    """What stands filed for the last quarter, or that nothing is owed."""
    if elsewhere and row["freshness"] == "not_yet_due":
        return tag("span", "不报送", class_="grey", title="责任单位不在本级，不向本台账报送")
    return freshness(row["freshness"], period(row))


def report(view: View, row: Row, *, elsewhere: bool = False) -> Markup | None:
    """Whether the unit reported in time, and what the office said of the report; nothing where no report is owed."""
    if row["kind"] in UNJUDGED:
        return None
    word = report_word(row, elsewhere=elsewhere)
    if row["returned_period"]:
        why = row["returned_reason"] if may_read_return(view, row["answer_unit"]) else None
        return join([word, " ", mark("退回", "red", why or "")])
    if not row["current"]:
        return word
    return join([word, " ", tag("small", "已审核" if row["review_verdict"] == "accepted" else "待审")])


def period(row: Row) -> str:
    return Quarter.parse(row["freshness_period"]).label if row["freshness_period"] else ""


def count_line(view: View, found: Sequence[Row], everything: Sequence[Row]) -> Markup:
    """How many rows there are, by light, and the conditions that no field shows."""
    total = sum(row["in_force"] for row in everything)
    parts: list[object] = [f"共 {total} 项任务，这里列出 {len(found)} 项"]
    if not total and found:
        parts = [f"文中的任务列出 {len(found)} 项，不计入统计"]
    counts = [(code, sum(row["light"] == code for row in found)) for code in LIGHT_ORDER]
    lamps = [
        tag("a", f"{LIGHTS[code]} {count}", href=view.here(light=code, page=""), class_=LIGHT_TONES[code])
        for code, count in counts
        if count
    ]
    if dark := len(found) - sum(count for _, count in counts):
        lamps.append(tag("span", f"不评灯 {dark}"))
    if lamps:
        parts += ["：", Markup("、").join(lamps)]
    parts.append("。")
    for name, words in CONDITIONS.items():
        if said := words.get(view.params.get(name, "")):
            parts += [f"　只列{said}的任务（", link("取消", view.here(**{name: "", "page": ""})), "）"]
    filters = ("light", "chapter", "unit", "part", "fresh", "kind", "basis", "q")
    if any(view.params.get(name) for name in filters):
        parts += ["　", link("清除全部条件", view.link("ledger"))]
    return join(["任务台账　", tag("span", *parts, class_="count")])
