"""上下级对照: figures of district, city and nation one under the other, and what may be said of which is looser."""

from collections.abc import Collection, Mapping
from typing import Any

from markupsafe import Markup

from tracker.labels import ALIGNMENT, ALIGNMENT_TONES, JURISDICTION_LEVEL
from tracker.queries.alignment import LOOSER, Link, chains, is_change
from tracker.sentences import day, standing_word
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

Row = Mapping[str, Any]

CONVENTION = "对应关系由本系统编录，文件没有写明；口径、时限、基期都相同的才判断松紧"


def alignment(view: View, snapshot: Snapshot, of: Collection[str] | None = None) -> Markup:
    """The chains of the targets `of` (by default of the documents shown) as one table; nothing when there are none."""
    found = chains(snapshot, of)
    rows = [
        {"target": rung.target, "link": rung.link, "chain": _heading(number, chain[0].target)}
        for number, chain in enumerate(found, 1)
        for rung in chain
    ]
    if not rows:
        return Markup("")
    columns = [
        Column("层级", lambda row: tag("b", JURISDICTION_LEVEL[row["target"]["level"]]), width="4%"),
        Column("文件", lambda row: _document(row["target"]), width="12.6%"),
        Column("指标和口径", lambda row: _indicator(view, row["target"], of)),
        Column("目标", lambda row: _goal(row["target"]), width="9.5%"),
        Column("计量单位", lambda row: row["target"]["unit_of_measure"], align="center", width="5.4%"),
        Column("时限", lambda row: _due(row["target"]), width="9.5%"),
        Column("基期", lambda row: _base(row["target"]), align="center", width="5.2%"),
        Column("与上级比", _verdict, width="13%"),
        Column("口径说明", lambda row: row["link"] and row["link"].note, width="19%"),
    ]
    caption = join([f"上下级对照（{len(found)} 组）　", tag("small", CONVENTION)])
    return table(rows, columns, caption=caption, group=(lambda row: row["chain"]) if len(found) > 1 else None)


def _heading(number: int, highest: Row) -> str:
    return f"{number}　{highest['indicator']}（{highest['wording'] or '未写时限'}）"


def _document(target: Row) -> Markup:
    name = target["document_number"] or target["document"]
    status = "" if target["in_force"] else f"{standing_word(target)}，不计入统计"
    said = tag("span", name, title=target["document"])
    return join([said, under(f"{target['jurisdiction']}　{target['clause']}"), under(status)])


def _indicator(view: View, target: Row, of: Collection[str] | None) -> Markup:
    here = of is not None and target["target_id"] in of
    name = target["indicator"]
    named = tag("b", name) if here else link(name, view.link("targets", id=target["target_id"]))
    return join([named, under(target["scope"])])


def _goal(target: Row) -> Markup:
    return join([tag("b", target["goal_text"]), under(target["modality"])])


def _due(target: Row) -> Markup | str:
    if target["due"] is None:
        return "未写时限"
    return join([target["wording"], under(f"即 {day(target['due'])}")])


def _base(target: Row) -> str:
    return f"{target['baseline_year']}年" if target["baseline_year"] and is_change(target) else ""


def warning(found: Link) -> Markup:
    """区级目标松于市级, with the two goals on hover."""
    own, other = (JURISDICTION_LEVEL[row["level"]] for row in (found.lower, found.upper))
    if found.verdict == "looser_figure":
        side = "低于" if found.lower["value"] < found.upper["value"] else "高于"
        return mark(f"{own}数值{side}{other}（口径不同）", ALIGNMENT_TONES[found.verdict], found.sentence)
    return mark(f"{own}目标松于{other}", ALIGNMENT_TONES["looser"], found.sentence)


def _verdict(row: Row) -> Markup | None:
    found: Link | None = row["link"]
    if found is None:
        return None
    if found.verdict in LOOSER:
        return join([warning(found), under(found.sentence)])
    return join([mark(ALIGNMENT[found.verdict], ALIGNMENT_TONES[found.verdict]), under(found.sentence)])
