"""Which targets 指标缺口 shows for an address, in what order, and the columns of its table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from markupsafe import Markup

from tracker import queries
from tracker.labels import TARGET_ORDER, TARGET_STATE
from tracker.queries.alignment import Link
from tracker.sentences import amount, outlook_words, period
from tracker.snapshot import Snapshot
from tracker.ui.blocks.alignment import warning
from tracker.ui.facts import under
from tracker.ui.finder import Entry, entry, found
from tracker.ui.gaps import (
    earlier,
    outlook_range,
    pace_words,
    reading_words,
    short_of,
    unit_of,
    years_words,
)
from tracker.ui.marks import clause, link, target_state
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column

Row = Mapping[str, Any]

GROUPS = {"past": "到期", "open": "未到期", "undated": "无时限", "unset": "待下达与口径未明"}
COUNTS = {
    "due": "已到期",
    "met": "已达标",
    "missed": "未达标",
    "no_reading": "未报数据",
    "awaiting_publication": "待公布",
    "unknown": "不能判断",
    "awaiting_value": "待下达",
}
"""What `queries.target_counts` counts; the codes of ``?due=``."""

SORTS: dict[str, Callable[[Row], Any]] = {
    "state": lambda one: TARGET_ORDER.index(one["state"]),
    "due": lambda one: one["due"],
    "years": lambda one: one["years_behind"],
}


def rows(snapshot: Snapshot) -> list[Row]:
    """Worst first in each group, with `group`, `counts` (as fallen due) and `line` (all dated goals of the indicator).

    `alone` = its document lists no tasks at all, so that the target is no 总体目标 beside them.
    """

    def make() -> list[Row]:
        fallen = dict(queries.fallen_due(snapshot).select("target_id", "counts").iter_rows())
        found = queries.worst_first(queries.counted_targets(snapshot)).to_dicts()
        tasked = set(queries.tasks(snapshot)["document_id"])
        lines: dict[str, list[Row]] = {}
        for one in sorted((one for one in found if one["due"]), key=lambda one: one["due"]):
            if one["value"] is not None and one["comparator"] != "growth":
                lines.setdefault(one["indicator_id"], []).append(one)
        for one in found:
            one |= {"group": _group(one), "counts": fallen.get(one["target_id"], "")}
            one |= {"line": lines.get(one["indicator_id"], []), "alone": one["document_id"] not in tasked}
        return sorted(found, key=lambda one: list(GROUPS).index(str(one["group"])))

    return cast(list[Row], snapshot.once("target rows", make))


def _group(one: Row) -> str:
    if one["state"] in ("awaiting_value", "undefined"):
        return "unset"
    if one["due"] is None:
        return "undated"
    return "past" if one["is_due"] else "open"


def states(view: View) -> list[str]:
    """The target states the address asks for (``?state=no_reading,stale``)."""
    return [code for code in view.params.get("state", "").split(",") if code in TARGET_STATE]


def chosen(view: View, snapshot: Snapshot, group: str, fallen: str, words: str) -> list[Row]:
    """The rows that pass every filter, ordered by ``?sort=`` if it is given; unknown figures come last either way."""
    wanted, index = states(view), _index(snapshot)
    shown = [
        one
        for one in rows(snapshot)
        if group in ("", one["group"])
        and _counts(one, fallen)
        and (not wanted or one["state"] in wanted)
        and found(index[one["target_id"]], words)
    ]
    name = view.params.get("sort", "")
    key = SORTS.get(name.removeprefix("-"))
    if key is None:
        return shown
    known = sorted((one for one in shown if key(one) is not None), key=key, reverse=name.startswith("-"))
    return known + [one for one in shown if key(one) is None]


def _counts(one: Row, fallen: str) -> bool:
    if fallen == "due":
        return one["counts"] not in ("", "awaiting_value")
    return fallen in ("", one["counts"])


def _index(snapshot: Snapshot) -> dict[str, Entry]:
    def make() -> dict[str, Entry]:
        return {
            one["target_id"]: entry(
                [one["indicator"], one["task"] or "总体目标", one["answers"]],
                [one["clause"], one["goal_text"]],
            )
            for one in rows(snapshot)
        }

    return cast(dict[str, Entry], snapshot.once("target index", make))


def columns(view: View, looser: Mapping[str, Link]) -> Sequence[Column]:
    """`looser` = by target the alignment in which it asks for less than a higher level."""
    return [
        Column("指标", lambda one: _name(view, one, looser.get(one["target_id"]))),
        Column("判定", lambda one: target_state(one["state"], one["sentence"]), width="8.4%", sort="state"),
        Column("目标", lambda one: _goal(view, one), width="15.2%", sort="due"),
        Column("实际", lambda one: _reading(view, one), align="right", width="8.4%"),
        Column("要求", _required, align="right", width="7.6%"),
        Column("距目标", lambda one: _gap(one, "gap_to_goal"), align="right", width="9.3%"),
        Column("距路径", lambda one: _gap(one, "gap_to_path"), align="right", width="9.3%"),
        Column("落后", years_words, align="right", width="4.9%", sort="years"),
        Column("每年变化", _pace, align="right", width="8.7%"),
        Column("展望", lambda one: join([outlook_words(one), under(outlook_range(one))]), width="8.4%"),
    ]


def as_written(view: View) -> list[Column]:
    """Of targets that are not judged: what the text says."""
    return [
        Column("条款", lambda one: clause(one["clause"]), width="8em"),
        Column("指标", lambda one: join([_linked(view, one), under(one["scope"])])),
        Column("目标", lambda one: join([one["goal_text"], under(one["modality"])]), width="13em"),
        Column("时限", lambda one: one["wording"] or "未写时限", width="9em"),
        Column("文中的话", lambda one: f"“{one['quote']}”" if one["quote"] else None, width="34em"),
    ]


def _linked(view: View, one: Row) -> Markup:
    return link(one["indicator"], view.link("targets", id=one["target_id"]))


def _name(view: View, one: Row, looser: Link | None) -> Markup:
    where = one["clause"] if one["task_id"] or one["alone"] else f"{one['clause']} 总体目标"
    name = link(one["indicator"], view.link("targets", id=one["target_id"]), one["scope"] or "")
    warned = tag("div", warning(looser)) if looser else ""
    return join([name, warned, under(f"{where}　{one['answers']}")])


def _goal(view: View, one: Row) -> Markup:
    """With the other dated goals of the indicator, so that 10% → 12.5% reads as one line."""
    line = Markup("")
    if len(one["line"]) > 1:
        stops: list[object] = []
        for at, stop in enumerate(one["line"]):
            words = f"{stop['due'].year}年 {stop['goal_text'].removeprefix('不低于')}"
            same = stop["target_id"] == one["target_id"]
            named = words if same else link(words, view.link("targets", id=stop["target_id"]))
            stops += [" → " if at else "", named]
        line = under(join(stops))
    return join([one["goal_text"], under(one["wording"] or "未写时限"), line])


def _reading(view: View, one: Row) -> Markup | None:
    if one["judged_value"] is None:
        return earlier_words(one)
    value = link(amount(one["judged_value"], unit_of(one)), view.link("targets", id=one["target_id"]))
    return join([value, under(reading_words(one))])


def earlier_words(one: Row) -> Markup | None:
    """In grey the latest known value where none is judged: it proves nothing, but is not nothing."""
    value = earlier(one)
    if value is None:
        return None
    told = join([amount(value, unit_of(one)), under(period(one["latest_period"]))])
    return tag("span", told, class_="grey", title="以前时期的数据，不作判断的依据")


def _required(one: Row) -> Markup | None:
    at, today = one["required_at_reading"], one["required_today"]
    if at is None and today is None:
        return None
    unit = unit_of(one)
    return join([amount(at, unit), under("" if one["is_due"] else f"截至日 {amount(today, unit)}")])


def _gap(one: Row, key: str) -> Markup | None:
    if one[key] is None or one["group"] == "unset":
        return None
    return tag("span", short_of(one[key], one), class_="red" if one[key] > 1e-9 else "")


def _pace(one: Row) -> Markup | None:
    needed, achieved = pace_words(one["needed_pace"], one), pace_words(one["achieved_pace"], one)
    told = [words for words in (needed and f"须 {needed}", achieved and f"已 {achieved}") if words]
    return join([told[0], *map(under, told[1:])]) if told else None
