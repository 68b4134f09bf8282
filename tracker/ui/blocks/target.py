"""One target's page: the goal as written, the gaps in sentences, what the office set, what is missing, the readings."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.labels import COMPARATOR, FIELDS, PATHWAY, READING_STATUS, ROLES
from tracker.periods import shanghai_day
from tracker.records.journal import Record
from tracker.sentences import amount, day, number, period
from tracker.snapshot import Snapshot
from tracker.ui.blocks.doors import filing, setting
from tracker.ui.facts import facts, under
from tracker.ui.gaps import gaps, lacks
from tracker.ui.marks import link, mark, target_state
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

Body = Mapping[str, Any]


def target(snapshot: Snapshot, target_id: str) -> Row | None:
    """A row of the `targets` question; None for an unknown id."""
    found = queries.targets(snapshot).filter(pl.col("target_id") == target_id)
    return found.row(0, named=True) if found.height else None


def heading(view: View, snapshot: Snapshot, row: Row) -> Markup:
    """Indicator and goal, the state with its sentence, and the other goals of the same indicator."""
    title = tag(
        "h2", link("指标缺口", view.link("targets")), " ／ ", row["indicator"], "：", row["goal_text"]
    )
    state = tag("p", target_state(row["state"]), "　", row["sentence"], class_="lead")
    return join([title, state, _same_indicator(view, snapshot, row)])


def _same_indicator(view: View, snapshot: Snapshot, row: Row) -> Markup:
    same = (
        queries.targets(snapshot)
        .filter(pl.col("indicator_id") == row["indicator_id"])
        .sort("due", nulls_last=True)
    )
    if same.height < 2:
        return Markup("")
    stops: list[object] = ["同一指标的目标："]
    for at, stop in enumerate(same.iter_rows(named=True)):
        words = f"{stop['wording'] or '未写时限'} {stop['goal_text']}"
        here = stop["target_id"] == row["target_id"]
        name = tag("b", words) if here else link(words, view.link("targets", id=stop["target_id"]))
        stops += [" → " if at else "", name, " ", target_state(stop["state"], stop["sentence"])]
    return tag("p", *stops)


def gap_table(view: View, row: Row) -> Markup:
    columns = [
        Column("差距", "name", width="5.5em"),
        Column("多少", "figure", width="9.5em"),
        Column("怎样算", "sentence"),
    ]
    told = [gap._asdict() for gap in gaps(row, view.as_of)]
    return table(told, columns, caption="差距的四种说法和展望")


def stated(view: View, snapshot: Snapshot, row: Row) -> Markup:
    """The goal as the text has it, the office's settings, and what is still missing; that first if nothing is known."""
    columns = [
        Column("还缺", "what", width="7.5em"),
        Column("谁来补", "who", width="9em"),
        Column("为什么需要", "why"),
        Column("办理", lambda lack: _door(view, row, lack["form"]), align="center", width="5em"),
    ]
    missing = [lack._asdict() for lack in lacks(row)]
    blocks = [_as_written(view, row), _settings(view, snapshot, row)]
    if missing:
        blocks.insert(
            0 if not row["settings"] and row["judged_value"] is None else 2,
            table(missing, columns, caption="还缺什么"),
        )
    return tag("div", *blocks, class_="stack")


def _door(view: View, row: Row, form: str) -> Markup | None:
    if form == "reading":
        return filing(view, row["answer_unit"], "reading", row["indicator_id"])
    return setting(view, row["target_id"]) if form == "setting" else None


def _as_written(view: View, row: Row) -> Markup:
    source = f"《{row['document']}》" + (f"（{row['document_number']}）" if row["document_number"] else "")
    task = (
        link(row["task"], view.link("task", id=row["task_id"]))
        if row["task_id"]
        else "总体目标（不属于某一项任务）"
    )
    wording = row["wording"] or "未写时限"
    due = f"{wording}，即 {day(row['due'])}" if row["due"] else wording
    unit = link(row["answers"], view.link("units", id=row["answer_unit"])) if row["answer_unit"] else "待明确"
    modality = f"（{row['modality']}）" if row["modality"] else ""
    return facts(
        [
            ("原文", join([row["quote"], under(f"{source}{row['clause']}")])),
            ("目标", f"{row['goal_text']}{modality}"),
            ("时限", due),
            ("范围", row["scope"]),
            ("任务", task),
            ("报数单位", unit),
            ("基期", _baseline(row)),
        ],
        caption="文中怎样写",
    )


def _baseline(row: Row) -> str:
    if row["baseline_year"] is None and row["leg_start"] is not None:
        return f"不需要：路径从上一个目标 {amount(row['leg_start'], row['reading_unit'])} 起算"
    if row["baseline_year"] is None:
        return "文中没有写，办公室也没有设定"
    if row["baseline_value"] is None:
        return f"{row['baseline_year']}年，值未知"
    return f"{row['baseline_year']}年，{amount(row['baseline_value'], row['reading_unit'])}"


def _settings(view: View, snapshot: Snapshot, row: Row) -> Markup:
    rows = [
        {"record": one["record"], "body": body, "replaced": one["replaced"]}
        for one in _history(snapshot, row["target_id"])
        if (body := _content(one["record"], "target_setting")) is not None
        and one["record"].effective_on <= view.as_of
    ]
    columns = [
        Column("设定", lambda one: _replaced(_setting_words(one["body"], row, snapshot), one["replaced"])),
        Column("来源", lambda one: one["body"]["source"], width="9em"),
        Column("日期", lambda one: one["record"].effective_on, align="center", width="6.5em"),
    ]
    return table(
        rows, columns, caption="办公室设定（文中没有写、由双碳办补充的）", empty="还没有设定任何内容。"
    )


def _history(snapshot: Snapshot, subject: str) -> list[Row]:
    return list(queries.history(snapshot, {subject}))


def _content(record: Record, kind: str) -> Body | None:
    """The body of a record of a kind, also when it came as a correction; None for others and for withdrawals."""
    if record.kind == kind:
        return record.body
    inner = record.body.get("body") if record.kind == "correction" else None
    return inner if isinstance(inner, Mapping) and (kind == "reading") == ("period" in inner) else None


def _replaced(words: object, replaced: bool) -> object:
    return join([tag("s", words), " 已更正"]) if replaced else words


def _setting_words(body: Body, row: Row, snapshot: Snapshot) -> str:
    unit = body.get("unit_of_measure") or row["reading_unit"]
    told = {
        "value": amount(body.get("value"), unit),
        "comparator": COMPARATOR.get(str(body.get("comparator"))),
        "unit_of_measure": body.get("unit_of_measure"),
        "baseline_value": f"{body.get('baseline_year')}年 {amount(body.get('baseline_value'), unit)}",
        "pathway": PATHWAY.get(str(body.get("pathway"))),
        "tolerance": f"±{number(body.get('tolerance'))}",
        "lag_months": f"{body.get('lag_months')} 个月",
        "reporting_unit": queries.unit_names(snapshot).get(str(body.get("reporting_unit"))),
    }
    return "；".join(
        f"{FIELDS[name].removesuffix('（月）')} {words}"
        for name, words in told.items()
        if body.get(name) is not None
    )


def records(view: View, snapshot: Snapshot, row: Row) -> Markup:
    """Every reading of the indicator that was recorded, the ones in use and those that no longer count."""
    used = set(queries.readings(snapshot, row["indicator_id"])["record_id"])
    names = queries.unit_names(snapshot)
    rows = []
    for one in _history(snapshot, row["indicator_id"]):
        record, body = one["record"], _content(one["record"], "reading")
        if body is not None and record.effective_on <= view.as_of:
            rows.append({"record": record, "body": body, "standing": _standing(one, record.id in used)})
    rows.sort(key=lambda one: (one["record"].effective_on, one["record"].seq), reverse=True)
    unit = row["reading_unit"]
    columns = [
        Column("时期", lambda one: period(one["body"]["period"]), width="8em"),
        Column("数值", lambda one: _value(one["body"], unit), align="right", width="9em"),
        Column("性质", lambda one: READING_STATUS[one["body"]["status"]], width="5em"),
        Column("是否采用", lambda one: one["standing"], width="8em"),
        Column("来源", lambda one: one["body"]["source"]),
        Column("公布日期", lambda one: one["body"].get("published_on"), align="center", width="7em"),
        Column("报送", lambda one: _who(one["record"], names), width="18em"),
        Column("记录日期", lambda one: shanghai_day(one["record"].recorded_at), align="center", width="7em"),
    ]
    caption = f"数据（{row['indicator']}，共 {len(rows)} 条记录）"
    return table(rows, columns, caption=caption, view=view, empty="还没有报送过数据。")


def _value(body: Body, unit: str | None) -> str:
    return f"增速 {number(body['value'])}%" if body.get("basis") == "rate" else amount(body["value"], unit)


def _standing(one: Row, used: bool) -> Markup:
    if used:
        return mark("采用", "green")
    if one["replaced"]:
        return mark("已更正", "grey")
    if one["verdict"] == "returned":
        return mark("已退回", "amber")
    return mark("有更新的数", "grey")


def _who(record: Record, names: Mapping[str, str]) -> str:
    unit = names.get(record.unit or "", "") or ROLES.get(record.role, record.role)
    return f"{unit}（{record.by}）"
