"""单位: every unit worst first, what it leads and what it shares apart, no score; one unit's page by ``?id=``."""

from collections.abc import Callable
from functools import lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.labels import LIGHT_TONES, LIGHTS
from tracker.queries.scope import Scope
from tracker.snapshot import Snapshot
from tracker.ui import ledger
from tracker.ui.blocks import unit as one_unit
from tracker.ui.blocks.owed import owed
from tracker.ui.blocks.summary import count_link
from tracker.ui.blocks.unit_register import register_entry
from tracker.ui.blocks.unit_rows import overdue_goals, tasks
from tracker.ui.facts import under
from tracker.ui.filters import choose, row, search
from tracker.ui.finder import entry, found
from tracker.ui.marks import light, link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

KINDS = {
    "led": "有牵头任务",
    "red": "牵头任务有红灯",
    "overdue": "有逾期事项",
    "missing": "最近一期漏报",
    "shared": "只参与",
    "none": "没有计入统计的任务",
    "collective": "合称（相关街镇等）",
}
HOLDS: dict[str, Callable[[Row], bool]] = {
    "": lambda unit: True,
    "led": lambda unit: unit["led"] > 0,
    "red": lambda unit: unit["led_red"] > 0,
    "overdue": lambda unit: unit["overdue"] > 0,
    "missing": lambda unit: unit["missing"] > 0,
    "shared": lambda unit: not unit["led"] and unit["shared"] > 0 and not unit["collective"],
    "none": lambda unit: not unit["led"] and not unit["shared"] and not unit["collective"],
    "collective": lambda unit: bool(unit["collective"]),
}
FILED = "时限与报送"
OVER = {"led": "牵头的任务", "shared": "参与的任务"}


def show(view: View) -> None:
    if wanted := view.params.get("id"):
        st.html(_unit(view, wanted))
        return
    st.html(_lead(view))
    with row():
        kind = choose(view, "kind", "类型", KINDS, width=240)
        words = search(view, "q", "搜索", "单位名称，或拼音首字母", width=320)
    st.html(_ranking(view, kind, words))


@lru_cache(maxsize=32)
def _lead(view: View) -> Markup:
    return lead(view, ledger.snapshot(view))


@lru_cache(maxsize=64)
def _ranking(view: View, kind: str, words: str) -> Markup:
    return ranking(view, ledger.snapshot(view), kind, words)


@lru_cache(maxsize=64)
def _unit(view: View, unit_id: str) -> Markup:
    snapshot = ledger.snapshot(view)
    known = {unit.id: unit.jurisdiction for unit in snapshot.plan.units}
    if unit_id in known and unit_id not in queries.units(snapshot)["unit_id"]:
        # A link from elsewhere: the unit's own jurisdiction says what it has to do.
        snapshot = Scope(place=known[unit_id]).of(ledger.whole(view))
    return unit_page(view, snapshot, unit_id)


def ranking(view: View, snapshot: Snapshot, kind: str = "", words: str = "") -> Markup:
    """The units of a kind (a key of `HOLDS`) whose name is found by the words, worst first or by ``?sort=``."""
    rows: list[Row] = [
        unit
        for unit in queries.units(snapshot).iter_rows(named=True)
        if not unit["merged"] and HOLDS[kind](unit) and found(entry([unit["name"]]), words)
    ]
    name = view.params.get("sort", "")
    if (key := name.removeprefix("-")) in SORTS:
        rows.sort(key=lambda unit: unit[key], reverse=name.startswith("-"))
    else:
        rows.sort(key=lambda unit: bool(unit["collective"]))
    quiet = "不打分：依次按牵头任务的红灯、逾期、黄灯、漏报、灰灯排列，再看参与的任务；合称排在最后"
    caption = join([f"单位（{len(rows)} 个）　", tag("small", quiet)])
    return _own(view, snapshot) + table(
        rows, _columns(view, snapshot), caption=caption, view=view, empty="没有符合条件的单位。"
    )


def lead(view: View, snapshot: Snapshot) -> Markup:
    """How many units there are of each kind; every figure links."""
    every = queries.units(snapshot).filter(~pl.col("merged")).to_dicts()

    def figure(kind: str) -> Markup:
        return count_link(sum(HOLDS[kind](unit) for unit in every), view.link("units", kind=kind))

    single = sum(not unit["collective"] for unit in every)
    parts = [tag("b", single), " 个单位：", figure("led"), " 个牵头任务；有红灯的 ", figure("red")]
    parts += ["，有逾期事项的 ", figure("overdue"), "，最近一期漏报的 ", figure("missing"), "；"]
    parts += [figure("shared"), " 个只参与"]
    if any(HOLDS["none"](unit) for unit in every):
        parts += ["；", figure("none"), " 个没有计入统计的任务"]
    parts += ["；另有 ", figure("collective"), " 个合称，不承担报送。"]
    return tag("p", *parts, class_="lead")


def _own(view: View, snapshot: Snapshot) -> Markup:
    """A reporter first wants the own unit."""
    if not view.actor.unit:
        return Markup("")
    name = queries.unit_names(snapshot)[view.actor.unit]
    return tag(
        "p", link(f"{name}（本单位）：现在要做的、任务和报送记录", view.link("units", id=view.actor.unit))
    )


SORTS = ("led", "led_red", "overdue", "missing", "late", "shared", "shared_red")


def _columns(view: View, snapshot: Snapshot) -> list[Column]:
    return [
        Column("单位", lambda unit: _name(view, snapshot, unit), width="16em"),
        *_lights(view, "led"),
        Column(
            "逾期",
            lambda unit: _overdue(view, snapshot, unit),
            align="right",
            width="4.4em",
            sort="overdue",
            over=FILED,
        ),
        Column("漏报", _filed(view, "missing"), align="right", width="4.4em", sort="missing", over=FILED),
        Column("迟报", _filed(view, "late"), align="right", width="4.4em", sort="late", over=FILED),
        *_lights(view, "shared"),
        Column("最差的牵头任务", lambda unit: _worst(view, snapshot, unit)),
    ]


def _name(view: View, snapshot: Snapshot, unit: Row) -> Markup:
    name = link(unit["name"], view.link("units", id=unit["unit_id"]))
    return join([name, under(_of_document(snapshot, unit["unit_id"]))]) if unit["collective"] else name


def _of_document(snapshot: Snapshot, unit_id: str) -> str:
    """What a collective is, and in which document alone its words mean it."""
    document = next(unit.document for unit in snapshot.plan.units if unit.id == unit_id)
    titles = {f.document.id: f.document.document_number or f.document.title for f in snapshot.plan.files}
    return f"合称，不承担报送（{titles[document]}）" if document in titles else "合称，不承担报送"


def _worst(view: View, snapshot: Snapshot, unit: Row) -> Markup | None:
    """The first of the led tasks unless all are green, with the reason on hover."""
    if unit["led_green"] == unit["led"]:
        return None
    task = tasks(snapshot, unit["unit_id"])[0]
    name = link(task["title"], view.link("task", id=task["task_id"]), task["sentence"])
    return join([light(task["light"]), "　", name])


def _lights(view: View, part: str) -> list[Column]:
    """The number of tasks of a part and how many have each light."""
    every = Column("合计", _tasks(view, part, part), align="right", width="4.4em", sort=part, over=OVER[part])
    by_light = [
        Column(
            word,
            _tasks(view, part, f"{part}_{code}", LIGHT_TONES[code], light=code),
            align="right",
            width="3.8em",
            sort=f"{part}_red" if code == "red" else "",
            over=OVER[part],
        )
        for code, word in LIGHTS.items()
    ]
    return [every, *by_light]


def _tasks(view: View, part: str, name: str, tone: str = "", **filters: str) -> Callable[[Row], Markup]:
    return lambda unit: count_link(
        unit[name], view.link("ledger", unit=unit["unit_id"], part=part, **filters), tone
    )


def _filed(view: View, freshness: str) -> Callable[[Row], Markup]:
    return _tasks(view, "led", freshness, fresh=freshness)


def _overdue(view: View, snapshot: Snapshot, unit: Row) -> Markup:
    count = count_link(unit["overdue"], view.link("overdue", unit=unit["unit_id"], state="overdue"))
    own = overdue_goals(snapshot).get(unit["unit_id"], 0)
    return join([count, under(f"含总体目标 {own}")]) if own else count


def unit_page(view: View, snapshot: Snapshot, unit_id: str) -> Markup:
    unit = next(
        (one for one in queries.units(snapshot).iter_rows(named=True) if one["unit_id"] == unit_id), None
    )
    if unit is None:
        return note(join(["没有这个单位。", link("查看全部单位", view.link("units"))]))
    title = tag("h2", link("单位", view.link("units")), " ／ ", unit["name"])
    blocks = [title, one_unit.lead(view, snapshot, unit)]
    if not unit["collective"]:
        blocks.append(owed(view, snapshot, unit_id))
    blocks += [
        one_unit.task_tables(view, snapshot, unit_id),
        one_unit.target_table(view, snapshot, unit_id),
        one_unit.item_table(view, snapshot, unit_id),
        one_unit.record(view, snapshot, unit_id),
        register_entry(view, snapshot, unit_id),
    ]
    return tag("div", *blocks, class_="stack")
