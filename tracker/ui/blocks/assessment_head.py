"""考核准备, the first screen: what grade it is heading for, what decides it, what is missing and what hangs on it."""

from collections.abc import Callable, Sequence
from itertools import groupby

from markupsafe import Markup

from tracker.assessment import Assessment, Line, LineState
from tracker.labels import STANDING
from tracker.model import Rubric
from tracker.sentences import number
from tracker.ui.blocks.assessment_lines import rehearsing
from tracker.ui.facts import facts
from tracker.ui.marks import mark
from tracker.ui.markup import join, tag
from tracker.ui.table import Column, Row, table

REHEARSED = "预演，不是考核结果"
NAMED = 3
"""So many lines are named in the summary; the tables below have all."""


def heading(rubric: Rubric, year: int, subject: str, rehearsed: bool) -> Markup:
    """Rubric, year and subject, and always what the rubric is worth here."""
    what = tag("span", f"{rubric.title}　{year}年　{subject}")
    marks = [tag("strong", STANDING[rubric.standing], class_="standing")]
    marks += [tag("strong", REHEARSED, class_="standing rehearsed")] if rehearsed else []
    title = tag("h2", what, *marks, class_="assessment-heading")
    return join([title, tag("p", rubric.used_as, class_="quiet")])


def own_lead(found: Assessment, lines: Sequence[Line]) -> Markup:
    """For a unit, of the district's assessment: what concerns it, and neither total nor grade."""
    waits = sum(line.state is LineState.UNKNOWN for line in lines)
    missed = sum(line.state is LineState.NOT_MET for line in lines)
    risk = sum(line.at_risk for line in lines)
    points = f"，待定 {number(risk)} 分" if risk else ""
    words = f"全区考核中与本单位有关的 {len(lines)} 项：不达标 {missed} 项，缺依据 {waits} 项{points}。"
    return tag("p", words, "全区的得分和等次由双碳办掌握，不在本页列出。", class_="lead")


def summary(found: Assessment) -> Markup:
    """The answer in words, the figures beside the counts by group."""
    answer = tag("p", rehearsing(found), found.sentence, class_="lead")
    left = tag("div", _answers(found))
    return join([answer, tag("div", left, tag("div", groups(found)), class_="sides")])


def _answers(found: Assessment) -> Markup:
    pairs = [
        ("等次", _grade(found)),
        ("得分", _score(found)),
        ("决定因素", _deciding(found)),
        ("缺依据", _missing(found)),
    ]
    return facts(pairs, caption=f"{rehearsing(found)}结论")


def grade_words(found: Assessment) -> str:
    """The grade, or between which two it still lies."""
    if found.grade:
        return found.grade
    return f"未定：缺的都不利为{found.worst}，都有利为{found.best}"


def _grade(found: Assessment) -> Markup:
    if found.grade:
        return tag("b", found.grade)
    return join([mark("未定", "grey"), f"　缺的都不利为{found.worst}，都有利为{found.best}"])


def score_words(found: Assessment) -> str:
    if found.full is None or found.score is None:
        return ""
    waits = f"，待定 {number(found.at_risk)} 分" if found.at_risk else ""
    carried = f"，折算 {number(found.total)} 分" if found.total not in (None, found.score) else ""
    return f"{number(found.score)} 分，满分 {number(found.full)} 分{carried}{waits}"


def _score(found: Assessment) -> str:
    if words := score_words(found):
        return words
    met = sum(line.state is LineState.MET for line in found.lines)
    counted = sum(line.state is not LineState.NOT_APPLICABLE for line in found.lines)
    return f"本细则不打分，只看达标项数：{counted} 项中已达标 {met} 项"


def _deciding(found: Assessment) -> str:
    """The lines that decide the grade: a missed veto, else what is missed, else a veto that is unknown."""
    vetoes = [line for line in found.lines if line.veto and line.state is LineState.NOT_MET]
    missed = [line for line in found.lines if line.state is LineState.NOT_MET and not line.veto]
    open_vetoes = [line for line in found.lines if line.veto and line.state is LineState.UNKNOWN]
    said = []
    if vetoes:
        said.append(f"否决项不达标：{_named(vetoes)}")
    if missed:
        said.append(f"不达标：{_named(missed)}")
    if open_vetoes:
        said.append(f"否决项缺依据：{_named(open_vetoes)}")
    return "；".join(said) or "没有不达标的项，也没有缺依据的否决项"


def _missing(found: Assessment) -> str:
    lines = found.unknown
    if not lines:
        return "没有"
    risk = f"，待定 {number(found.at_risk)} 分" if found.full is not None else ""
    return f"{len(lines)} 项{risk}：{_named(lines)}"


def _named(lines: Sequence[Line]) -> str:
    shown = "、".join(
        f"{line.number} {line.title}" + (f"（{number(line.at_risk)} 分）" if line.at_risk else "")
        for line in lines[:NAMED]
    )
    return shown + (f"等 {len(lines)} 项" if len(lines) > NAMED else "")


def groups(found: Assessment) -> Markup:
    """By heading of the rubric: how many lines are met, missed, without grounds; points where there are any."""
    by_group = groupby(found.lines, key=lambda line: line.group)
    rows: list[Row] = [{"group": title, "lines": list(members)} for title, members in by_group]
    pointed = any(line.full is not None for line in found.lines)

    columns = [
        Column("部分", lambda row: row["group"]),
        Column("项数", lambda row: len(row["lines"]), align="right", width="4em"),
        Column("达标", _count(LineState.MET), align="right", width="4em"),
        Column("不达标", _count(LineState.NOT_MET), align="right", width="4.6em"),
        Column("缺依据", _count(LineState.UNKNOWN), align="right", width="4.6em"),
    ]
    if pointed:
        columns += [
            Column("得分/满分", lambda row: _points(row["lines"]), align="right", width="7em"),
            Column(
                "待定",
                lambda row: number(sum(line.at_risk for line in row["lines"])),
                align="right",
                width="4em",
            ),
        ]
    return table(rows, columns, caption=f"{rehearsing(found)}各部分")


def _count(state: LineState) -> Callable[[Row], int | None]:
    return lambda row: sum(line.state is state for line in row["lines"]) or None


def _points(lines: Sequence[Line]) -> str:
    if all(line.state is LineState.NOT_APPLICABLE for line in lines):
        return "不适用"
    got = sum(line.score or 0 for line in lines)
    full = sum(line.full or 0 for line in lines if line.state is not LineState.NOT_APPLICABLE)
    return f"{number(got)} / {number(full)}" if full else f"加 {number(got)}"
