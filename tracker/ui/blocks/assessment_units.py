"""考核准备 under a rubric for units: the score of every unit, the worst first."""

from collections.abc import Sequence

from markupsafe import Markup

from tracker.assessment import Assessment, LineState
from tracker.sentences import number
from tracker.ui.blocks.assessment_head import grade_words, score_words
from tracker.ui.blocks.assessment_lines import rehearsing
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table


def worst_first(found: Sequence[Assessment]) -> list[Assessment]:
    """By the points that can still be had at most, fewest first: what is unknown never looks better than a loss."""

    def key(one: Assessment) -> tuple[object, ...]:
        share = (one.score or 0) / one.full if one.full else 0
        missed = sum(line.state is LineState.NOT_MET for line in one.lines)
        return (share if one.full else 1, -missed, -one.at_risk, one.subject)

    return sorted(found, key=key)


def unit_table(view: View, found: Sequence[Assessment]) -> Markup:
    columns = [
        Column("单位", lambda row: link(row["one"].subject, view.here(unit=row["one"].unit)), width="16em"),
        Column("得分/满分", lambda row: _points(row["one"]), align="right", width="8em"),
        Column("待定", lambda row: number(row["one"].at_risk), unit="分", align="right", width="6em"),
        Column("不达标", lambda row: _count(row["one"], LineState.NOT_MET), align="right", width="5em"),
        Column("缺依据", lambda row: _count(row["one"], LineState.UNKNOWN), align="right", width="5em"),
        Column("等次", lambda row: _grade(row["one"]), width="16em"),
        Column("为什么", lambda row: row["one"].sentence),
    ]
    rows: list[Row] = [{"one": one} for one in worst_first(found)]
    rehearsed = rehearsing(rows[0]["one"]) if rows else ""
    quiet = "按已得分占满分的比例，低的在前；缺依据的不得分。点单位看逐项情况"
    caption = join([f"{rehearsed}各单位得分（{len(rows)} 个）　", tag("small", quiet)])
    return table(rows, columns, caption=caption, view=view, empty="没有可以按本细则评分的单位。")


def unit_lead(view: View, found: Sequence[Assessment]) -> Markup:
    """How many units there are of each grade, and what is still missing over all of them."""
    if not found:
        return tag("p", "没有可以按本细则评分的单位。", class_="lead")
    grades = [one.grade for one in found if one.grade]
    parts = [f"{grade} {grades.count(grade)} 个" for grade in dict.fromkeys(sorted(grades))]
    if waits := len(found) - len(grades):
        parts.append(f"等次未定 {waits} 个")
    worst = worst_first(found)[0]
    risk = number(sum(one.at_risk for one in found))
    words = f"{rehearsing(worst)}{len(found)} 个单位：{'，'.join(parts)}；缺依据合计待定 {risk} 分。最低的是"
    name = link(worst.subject, view.here(unit=worst.unit))
    return tag("p", words, name, f"（{score_words(worst) or grade_words(worst)}）。", class_="lead")


def _points(one: Assessment) -> str | None:
    return f"{number(one.score)} / {number(one.full)}" if one.full is not None else None


def _count(one: Assessment, state: LineState) -> int | None:
    return sum(line.state is state for line in one.lines) or None


def _grade(one: Assessment) -> object:
    return one.grade or join([mark("未定", "grey"), f"　{one.worst}至{one.best}"])
