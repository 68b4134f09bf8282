"""How far a target is from where it should be, in words: the gap four ways, the outlook, and what is missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from tracker.labels import ROLES
from tracker.sentences import amount, day, difference, number, outlook_words, period

Row = Mapping[str, Any]


class Gap(NamedTuple):
    """One way of measuring: its name, the figure for a table cell ("" = there is none), and a sentence."""

    name: str
    figure: str
    sentence: str


class Lack(NamedTuple):
    """A missing fact, who can supply it, and why it is wanted. `form` names the form that takes it, if there is one."""

    what: str
    who: str
    why: str
    form: Literal["", "setting", "reading"] = "setting"


def unit_of(row: Row) -> str | None:
    """Unit of the judged value and of the goal; a growth goal is in % a year whatever the levels are in."""
    return "%" if row["comparator"] == "growth" else row["reading_unit"]


def reading_words(row: Row) -> str:
    """Period and nature of the judged value: 2025年（初步数）."""
    if row["judged_value"] is None:
        return ""
    covers = f"至{row['growth_until']}年" if row["comparator"] == "growth" else period(row["reading_period"])
    return f"{covers}（初步数）" if row["is_provisional"] else covers


def earlier(row: Row) -> float | None:
    """The latest value where none is judged; of a growth goal it is a level, which its rate cannot be read beside."""
    if row["judged_value"] is not None or row["goal"] is None or row["comparator"] == "growth":
        return None
    value: float | None = row["latest_value"]
    return value


def years_words(row: Row) -> str:
    """超过 3 年 where the value lies below the start of the path."""
    if row["years_behind"] is None:
        return ""
    floor = "超过 " if row["years_behind_is_floor"] else ""
    return f"{floor}{number(row['years_behind'])} 年"


def outlook_range(row: Row) -> str:
    if row["outlook_low"] is None:
        return ""
    low, high = sorted((row["outlook_low"], row["outlook_high"]))
    return f"{number(low)}—{amount(high, unit_of(row))}"


def short_of(gap: float | None, row: Row) -> str:
    """A gap in a cell: 差 0.9 个百分点, or by how much the value is on the good side."""
    if gap is None:
        return ""
    size = difference(abs(gap), unit_of(row))
    if abs(gap) < 1e-9:
        return "持平"
    if gap > 0:
        return f"差 {size}"
    return f"{'低于' if row['sign'] < 0 else '超出'} {size}"


def pace_words(pace: float | None, row: Row) -> str:
    """A change a year; of a growth goal the pace is itself a rate."""
    if pace is None:
        return ""
    unit = unit_of(row)
    return amount(pace, unit) if row["comparator"] == "growth" else difference(pace, unit)


def gaps(row: Row, as_of: date) -> list[Gap]:
    return [_to_goal(row), _to_path(row, as_of), _in_years(row), _pace(row), _outlook(row)]


def _no_value(row: Row) -> str:
    if row["state"] == "awaiting_value":
        return "目标值还没有下达，无从比较。"
    if row["state"] == "undefined":
        return "口径未明，不作比较。"
    if row["state"] == "awaiting_publication":
        return "到期年份的数据还没有公布，以前年份的数据不能代替。"
    return "还没有可以对照的数据。"


def _to_goal(row: Row) -> Gap:
    gap, unit = row["gap_to_goal"], unit_of(row)
    figure = short_of(gap, row)
    if gap is None:
        return Gap("距目标", "", _no_value(row))
    got = f"{reading_words(row)}为{amount(row['judged_value'], unit)}，目标{row['goal_text']}"
    return Gap("距目标", figure, f"{got}，{_side(gap, row, figure)}。")


def _side(gap: float, row: Row, figure: str) -> str:
    return "正好相等" if abs(gap) < 1e-9 else f"还{figure}" if gap > 0 and not row["is_due"] else figure


def _to_path(row: Row, as_of: date) -> Gap:
    gap, unit = row["gap_to_path"], unit_of(row)
    figure = short_of(gap, row)
    if gap is not None and row["is_due"]:
        return Gap("距路径", figure, "已到期，路径在到期日的要求就是目标本身。")
    if gap is not None:
        asked = amount(row["required_at_reading"], unit)
        got = f"路径在{day(row['reading_on'])}要求{asked}，当时为{amount(row['judged_value'], unit)}，{_side(gap, row, figure)}"
        today = amount(row["required_today"], unit)
        return Gap(
            "距路径", figure, f"{got}。到{day(as_of)}路径要求{today}，截至日的数还没有公布，不能拿旧数来比。"
        )
    return Gap("距路径", "", _no_path(row))


def _no_path(row: Row) -> str:
    if row["state"] in ("awaiting_value", "undefined"):
        return _no_value(row)
    if row["comparator"] == "growth":
        return "年均增速目标没有逐年的路径，看下面的年均速度。"
    if row["comparator"] == "hold":
        return "要求保持在一个范围内，没有路径。"
    if row["due"] is None:
        return "没有写明时限，没有路径。"
    if row["is_due"]:
        return _no_value(row) if row["judged_value"] is None else "已到期，只看是否达到目标。"
    if row["pathway"] is None:
        return "文中没有写逐年要求，办公室尚未设定路径，不按匀速推定。"
    if row["leg_start"] is None:
        return "缺基期值，路径没有起点。"
    if row["judged_value"] is None:
        return f"路径在截至日要求{amount(row['required_today'], unit_of(row))}，还没有可以对照的数据。"
    return "最近的数据早于路径起点，不能对照。"


def _in_years(row: Row) -> Gap:
    figure, behind = years_words(row), row["years_behind"]
    if behind is None:
        return Gap("落后年数", "", "没有可以对照的路径或数据，算不出。")
    if behind == 0:
        return Gap("落后年数", figure, "没有落后。")
    if row["years_behind_is_floor"]:
        return Gap("落后年数", figure, f"比路径起点的值还差，落后{figure}。")
    months = f"（约 {round(behind * 12)} 个月）" if behind < 1 else ""
    return Gap("落后年数", figure, f"现在的值是路径上 {number(behind)} 年{months}以前就该达到的。")


def _pace(row: Row) -> Gap:
    needed, achieved = pace_words(row["needed_pace"], row), pace_words(row["achieved_pace"], row)
    if row["comparator"] == "growth":
        so_far = f"{reading_words(row)}年均增长{achieved}" if achieved else "还没有算得出的年均增速"
        rest = f"，余下各年须年均增长{needed}才能达到目标" if needed else ""
        return Gap("年均速度", _short_pace(row), f"{so_far}{rest}。")
    so_far = f"已有数据平均每年{_moved(row['achieved_pace'], row)}" if achieved else _no_pace(row)
    if needed:
        wanted = f"要按时达到目标，以后平均每年须{_moved(row['needed_pace'], row)}"
        return Gap("年均速度", _short_pace(row), f"{wanted}；{so_far}。")
    tail = "；已到期，不再计算以后需要的速度" if row["is_due"] else ""
    return Gap("年均速度", _short_pace(row), f"{so_far}{tail}。")


def _no_pace(row: Row) -> str:
    if row["latest_value"] is None:
        return "还没有数据，算不出已有速度"
    if row["judged_value"] is None:
        return f"最近的数据是{period(row['latest_period'])}的，到期年的数据还没有，算不出到期时的速度"
    before = "" if row["latest_period"] == row["reading_period"] else f"到{period(row['reading_period'])}为止"
    return f"{before}数据不足两期，算不出已有速度"


def _moved(pace: float, row: Row) -> str:
    return f"{'降低' if pace < 0 else '提高'} {pace_words(abs(pace), row)}"


def _short_pace(row: Row) -> str:
    for word, pace in (("须", row["needed_pace"]), ("已", row["achieved_pace"])):
        if pace is not None:
            return f"{word} {pace_words(pace, row)}"
    return ""


def _outlook(row: Row) -> Gap:
    words, span = outlook_words(row), outlook_range(row)
    if not words:
        return Gap("展望", "", _no_outlook(row))
    if not span:
        return Gap("展望", words, "至少要有跨三年的四个数据，才按趋势推算。")
    return Gap("展望", words, f"按已有数据的趋势，到{day(row['due'])}为 {span}；只是推算，不是承诺。")


def _no_outlook(row: Row) -> str:
    if row["is_due"]:
        return "已到期，不作展望。"
    if row["state"] in ("awaiting_value", "undefined") or row["goal"] is None:
        return "目标值还不清楚，不作展望。"
    return "这类目标不按趋势推算。"


def lacks(row: Row) -> list[Lack]:
    """What keeps the target from being judged or drawn, and who can supply it."""
    office, unit = ROLES["office"], row["answers"] or "待明确的责任单位"
    if row["undefined"]:
        return [Lack("口径", f"{office}商文件制定机关", f"{row['undefined']}；明确以前不作判断。", "")]
    found = []
    if row["value"] is None:
        why = f"文中写由{row['set_by'] or '上级'}确定；收到后由{office}录入并写明来源。"
        found.append(Lack("目标值和比较方式", office, why))
    elif row["goal"] is None or (_wants_path(row) and row["leg_start"] is None):
        found.append(Lack("基期值", office, "文中没有给出；没有起点就不能画路径，也不能换算目标。"))
    if row["comparator"] == "about" and row["tolerance"] is None:
        found.append(Lack("允许偏差", office, "文中写“左右”，偏差多少算达到需要设定。"))
    if _wants_path(row) and row["pathway"] is None:
        found.append(Lack("路径", office, "逐年应达到多少文中没有写；不设定就不能判断是否跟上进度。"))
    unread = row["judged_value"] is None or row["state"] in ("stale", "incomplete")
    if (
        row["due"]
        and row["value"] is not None
        and row["lag_months"] is None
        and (unread or not row["is_due"])
    ):
        found.append(Lack("公布时滞", office, "统计数据到期后多久公布；不设定就分不清“待公布”和“未报”。"))
    if row["state"] == "awaiting_publication":
        why = f"到期年数据待公布（约{day(row['published_by'])}前后），公布后填报。"
        found.append(Lack(f"{row['due'].year}年数据", unit, why, ""))
    elif unread:
        wanted = f"{row['due'].year}年数据" if row["is_due"] else "最近一期数据"
        wanted = "缺的年份的数据" if row["state"] == "incomplete" else wanted
        found.append(Lack(wanted, unit, "由报数单位填报，或由双碳办按年份批量导入。", "reading"))
    return found


def _wants_path(row: Row) -> bool:
    return bool(row["due"]) and not row["is_due"] and row["comparator"] not in ("growth", "hold", None)
