"""Units by light: what they lead and what they share counted apart, worst first, no score."""

from collections.abc import Callable

import polars as pl
from markupsafe import Markup

from tracker import queries
from tracker.labels import LIGHT_ORDER, LIGHT_TONES, LIGHTS
from tracker.snapshot import Snapshot
from tracker.ui.blocks.summary import count_link
from tracker.ui.blocks.unit_rows import overdue_goals
from tracker.ui.marks import link
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def units(view: View, snapshot: Snapshot) -> Markup:
    """Those that lead something; the ones that only take part can be unfolded."""
    found = queries.units(snapshot).filter(pl.col("led") + pl.col("shared") > 0)
    leading, sharing = found.filter(pl.col("led") > 0).to_dicts(), found.filter(pl.col("led") == 0).to_dicts()
    goals = overdue_goals(snapshot)
    columns = [
        Column("单位", lambda row: link(row["name"], view.link("units", id=row["unit_id"]))),
        Column("牵头", lambda row: _led(view, row, row["led"]), align="right", width="3.6em"),
        *(Column(LIGHTS[light], _cell(view, light), align="right", width="3em") for light in LIGHT_ORDER),
        Column(
            "逾期",
            lambda row: _overdue(view, row, goals.get(row["unit_id"], 0)),
            align="right",
            width="3.6em",
        ),
        Column(
            "漏报", lambda row: _led(view, row, row["missing"], fresh="missing"), align="right", width="3.6em"
        ),
        Column("参与", lambda row: _shared(view, row, row["shared"]), align="right", width="3.6em"),
        Column(
            "其中红",
            lambda row: _shared(view, row, row["shared_red"], light="red"),
            align="right",
            width="4.4em",
        ),
    ]
    shown = table(leading, columns, caption="各单位任务（按灯色，差的在前）", empty="没有单位牵头任务。")
    if not sharing:
        return shown
    rest = table(sharing, columns, caption="")
    words = sum(bool(row["collective"]) for row in sharing)
    told = "、".join(
        f"{count} 个{what}" for count, what in ((len(sharing) - words, "单位"), (words, "合称")) if count
    )
    return tag("div", shown, tag("details", tag("summary", f"另有 {told}只参与、不牵头"), rest))


def _cell(view: View, light: str) -> Callable[[Row], Markup]:
    return lambda row: _led(view, row, row[f"led_{light}"], LIGHT_TONES[light], light=light)


def _led(view: View, row: Row, count: int, tone: str = "", **filters: str) -> Markup:
    return count_link(count, view.link("ledger", unit=row["unit_id"], part="led", **filters), tone)


def _shared(view: View, row: Row, count: int, **filters: str) -> Markup:
    return count_link(count, view.link("ledger", unit=row["unit_id"], part="shared", **filters))


def _overdue(view: View, row: Row, goals: int) -> Markup:
    count = count_link(row["overdue"], view.link("overdue", unit=row["unit_id"], state="overdue"))
    return tag("span", count, title=f"含总体目标 {goals}") if goals else count
