"""One unit's page: its state in a line, its tasks, figures and dated items, and what it filed window by window."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from tracker.labels import FRESHNESS, ITEM_KIND, LIGHT_TONES, LIGHTS, TASK_KIND
from tracker.periods import Quarter
from tracker.sentences import amount, day
from tracker.snapshot import Snapshot
from tracker.ui.blocks.ledger_cells import is_elsewhere, report_word
from tracker.ui.blocks.summary import count_link
from tracker.ui.blocks.unit_rows import (
    Row,
    item_link,
    items,
    overdue_goals,
    targets,
    tasks,
    windows,
    without_light,
)
from tracker.ui.facts import under
from tracker.ui.gaps import reading_words, short_of, unit_of
from tracker.ui.marks import clause, freshness, item_state, light, link, mark, target_state
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

SHOWN_WINDOWS = 8


def lead(view: View, snapshot: Snapshot, unit: Row) -> Markup:
    """The unit's state in one line whose figures link to the rows."""
    if unit["collective"]:
        members = next(one.members for one in snapshot.plan.units if one.id == unit["unit_id"])
        named = "成员见下面的名录，它本身" if members else "没有逐一列名，在双碳办明确具体单位以前"
        words = f"“{unit['name']}”是文中的合称，不是一个单位：{named}不承担报送，也不计漏报。"
        return join(
            [tag("p", words, class_="note"), tag("p", *_part(view, unit, "shared", "文中提到它的任务"), "。")]
        )
    parts = [*_part(view, unit, "led", "牵头"), "；", *_part(view, unit, "shared", "参与")]
    overdue = view.link("overdue", unit=unit["unit_id"], state="overdue")
    parts += ["；逾期事项 ", count_link(unit["overdue"], overdue), " 项"]
    if own := overdue_goals(snapshot).get(unit["unit_id"], 0):
        parts.append(f"（含总体目标 {own} 项）")
    for words, code in (("最近一期漏报", "missing"), ("迟报", "late")):
        parts += [f"，{words} ", count_link(unit[code], _ledger(view, unit, "led", fresh=code)), " 项"]
    return tag("p", *parts, "。", class_="lead")


def _part(view: View, unit: Row, part: str, words: str) -> list[object]:
    lights = [
        join(
            [word, " ", tag("a", count, href=_ledger(view, unit, part, light=code), class_=LIGHT_TONES[code])]
        )
        for code, word in LIGHTS.items()
        if (count := unit[f"{part}_{code}"])
    ]
    said: list[object] = [f"{words} ", count_link(unit[part], _ledger(view, unit, part)), " 项"]
    return [*said, "（", Markup("、").join(lights), "）"] if lights else said


def _ledger(view: View, unit: Row, part: str, **filters: str) -> str:
    return view.link("ledger", unit=unit["unit_id"], part=part, **filters)


def task_tables(view: View, snapshot: Snapshot, unit_id: str) -> Markup:
    """Led and shared tasks apart."""
    found = tasks(snapshot, unit_id)
    led, shared = [row for row in found if row["leads"]], [row for row in found if not row["leads"]]
    first = [
        Column("灯", lambda row: light(row["light"]), width="4em"),
        Column("条款", lambda row: clause(row["clause"]), width="5.6em"),
        Column("任务", lambda row: link(row["title"], view.link("task", id=row["task_id"])), width="19em"),
    ]
    own = [
        *first,
        Column(
            "报送",
            lambda row: report_word(row, elsewhere=is_elsewhere(snapshot, row)),
            align="center",
            width="7em",
        ),
        Column("最近时限", "next_due", align="center", width="7em"),
        Column("为什么是这个灯", "sentence"),
    ]
    others = [
        *first,
        Column("牵头单位", lambda row: _answers(view, row), width="14em"),
        Column("为什么是这个灯", "sentence"),
    ]
    tables = [table(led, own, caption=f"牵头的任务（{len(led)} 项）")] if led else []
    if shared:
        tables.append(table(shared, others, caption=f"参与的任务（{len(shared)} 项，由牵头单位报送）"))
    if dark := without_light(snapshot, unit_id):
        kinds = [
            Column("类型", lambda row: TASK_KIND[row["kind"]], width="7em"),
            Column("条款", lambda row: clause(row["clause"]), width="8.4em"),
            Column(
                "任务", lambda row: link(row["title"], view.link("task", id=row["task_id"])), width="19em"
            ),
            Column("内容", "summary"),
        ]
        tables.append(table(dark, kinds, caption=f"不评灯的职责（{len(dark)} 项，遇到时办理，不按季报送）"))
    return tag("div", *tables, class_="stack")


def _answers(view: View, row: Row) -> object:
    return (
        link(row["answers"], view.link("units", id=row["answer_unit"]))
        if row["answer_unit"]
        else "待明确责任单位"
    )


def item_table(view: View, snapshot: Snapshot, unit_id: str) -> Markup:
    rows = items(snapshot, unit_id)
    columns = [
        Column("时限", lambda row: join([row["effective_due"], under(_moved(row))]), width="9em"),
        Column("状态", lambda row: item_state(row["state"]), width="7em"),
        Column("事项", lambda row: join([item_link(view, row), under(_belongs(row))])),
        Column("情况", "sentence", width="30em"),
    ]
    return table(rows, columns, caption=f"按时限排列的事项（{len(rows)} 项）") if rows else Markup("")


def _belongs(row: Row) -> str:
    if row["task_id"] is None:
        return ""
    kind = f"　{ITEM_KIND[row['item_kind']]}" if row["item_kind"] == "work_item" else ""
    return f"{row['clause']} {row['task']}{kind}"


def _moved(row: Row) -> str:
    return f"原定 {row['due']}" if row["extensions"] else ""


def target_table(view: View, snapshot: Snapshot, unit_id: str) -> Markup:
    rows = targets(snapshot, unit_id)

    def value(row: Row) -> Markup | None:
        if row["judged_value"] is None:
            return None
        return join([amount(row["judged_value"], unit_of(row)), under(reading_words(row))])

    columns = [
        Column("判定", lambda row: target_state(row["state"]), width="10.5em"),
        Column(
            "指标",
            lambda row: link(row["indicator"], view.link("targets", id=row["target_id"])),
            width="20em",
        ),
        Column(
            "目标", lambda row: join([row["goal_text"], under(row["wording"] or "未写时限")]), width="11em"
        ),
        Column("实际", value, align="right", width="9em"),
        Column("距目标", lambda row: short_of(row["gap_to_goal"], row), align="right", width="10em"),
        Column("情况", "sentence"),
    ]
    return table(rows, columns, caption=f"由本单位报数的指标目标（{len(rows)} 项）") if rows else Markup("")


def record(view: View, snapshot: Snapshot, unit_id: str) -> Markup:
    """Reports by task and window, the latest windows only, with a line of totals."""
    found = windows(snapshot, unit_id)
    periods = sorted({row["period"] for row in found})[-SHOWN_WINDOWS:]
    if not periods:
        return Markup("")
    filed = {(row["task_id"], row["period"]): row for row in found}
    led = {task["task_id"]: task for task in tasks(snapshot, unit_id)}
    rows = sorted(
        (led[task] for task in {row["task_id"] for row in found}), key=lambda task: task["position"]
    )
    columns = [
        Column("条款", lambda row: clause(row["clause"]), width="5.6em"),
        Column("任务", lambda task: _task_name(view, task)),
        *(
            Column(Quarter.parse(period).label, _cell(filed, period), align="center", width="9em")
            for period in periods
        ),
    ]
    total: Row = {
        "clause": "　",
        "title": "合计",
        "totals": {period: _total(found, period) for period in periods},
    }
    closed = f"最近 {len(periods)} 个报送期" if len(periods) == SHOWN_WINDOWS else "计入的报送期"
    return table([total, *rows], columns, caption=f"报送记录（{closed}）")


def _task_name(view: View, task: Row) -> object:
    return (
        tag("b", "合计") if "totals" in task else link(task["title"], view.link("task", id=task["task_id"]))
    )


def _cell(filed: Mapping[tuple[str, str], Row], period: str) -> Callable[[Row], object]:
    def cell(task: Row) -> object:
        if "totals" in task:
            return task["totals"][period]
        row = filed.get((task["task_id"], period))
        if row is None:
            return None
        closes = f"报送期到{day(row['closes_on'])}止"
        return (
            mark("待报", "blue", closes) if row["state"] == "not_yet_due" else freshness(row["state"], closes)
        )

    return cell


def _total(found: Sequence[Row], period: str) -> str:
    states = [row["state"] for row in found if row["period"] == period]
    known = {code: states.count(code) for code in FRESHNESS}
    return "、".join(
        f"{'待报' if code == 'not_yet_due' else FRESHNESS[code]} {size}"
        for code, size in known.items()
        if size
    )
