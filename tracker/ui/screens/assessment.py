"""考核准备: what grade a rubric is heading for, what decides it, what is missing; 预演, and the figures the office records."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.assessment import Assessment, Line, LineState
from tracker.intake import Role
from tracker.model import RubricInput, RubricSubject
from tracker.ui import assessed
from tracker.ui.assessed import Asked
from tracker.ui.blocks import doors
from tracker.ui.blocks.assessment_head import heading, own_lead, summary
from tracker.ui.blocks.assessment_lines import line_table, missing_table
from tracker.ui.blocks.assessment_papers import papers
from tracker.ui.blocks.assessment_units import unit_lead, unit_table
from tracker.ui.blocks.rehearsal import banner, moved, stamp
from tracker.ui.filters import choose, row
from tracker.ui.forms import assessment_figure, rehearse, saved
from tracker.ui.forms.scope import sections, today
from tracker.ui.gaps import lacks
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.supposing import NAME, supposed, with_met

OF_A_RUBRIC = ("year", "unit", NAME, "id", "do")
OF_A_SUBJECT = (NAME, "id", "do")
NO_RUBRIC = "还没有评分细则：tasks/rubrics 中没有可用的文件，或文件有错误（见“数据问题”）。"


def show(view: View) -> None:
    do = view.params.get("do", "")
    if do == "figure":
        # What is recorded stands from today on, whatever day the masthead shows.
        view = today(view)
    saved.show(view)
    what = assessed.asked(view)
    if what is None:
        st.html(note(NO_RUBRIC))
        return
    st.html(_heading(view))
    _filters(view, what)
    if what.of_all_units:
        st.html(_units(view))
        return
    titles = _titles(view)
    sections(view, titles, do if do in titles else "")
    if do == "figure" and do in titles:
        _figures(view, what)
        return
    if do == "rehearse":
        found = _found(view, what)
        rehearse.show(view, what.rubric, found, tuple(assessed.lines_for(view, what, found)))
    st.html(_body(view))


def _filters(view: View, what: Asked) -> None:
    years, units = _choices(view)
    with row():
        choose(
            view,
            "rubric",
            "评分细则",
            assessed.titles(view),
            any_="",
            drops=OF_A_RUBRIC,
            width=560,
        )
        choose(view, "year", "年度", years, any_="", drops=OF_A_SUBJECT, width=160)
        if what.rubric.subject is RubricSubject.UNIT and not view.actor.of_unit:
            choose(view, "unit", "单位", units, any_="各单位", drops=OF_A_SUBJECT, width=300)


@lru_cache(maxsize=64)
def _choices(view: View) -> tuple[dict[str, str], dict[str, str]]:
    """The years and the units that may be chosen."""
    what = _asked(view)
    years = {str(year): f"{year}年" for year in assessed.years_of(view, what.rubric.id)}
    return years, assessed.scored_units(assessed.state(view, what.year))


def _figures(view: View, what: Asked) -> None:
    if line := view.params.get("id"):
        assessment_figure.show(view, what, _found(view, what), line)
    else:
        st.html(assessment_figure.listed(view, what))


def _found(view: View, what: Asked) -> Assessment:
    return assessed.assessment(assessed.state(view, what.year), what, supposed(view).values)


@lru_cache(maxsize=32)
def _titles(view: View) -> dict[str, str]:
    """What the reader may do here."""
    what = _asked(view)
    count = len(supposed(view).values)
    titles = {"": "情况", "rehearse": "预演" + (f"（假设 {count} 项）" if count else "")}
    if view.actor.role is Role.OFFICE:
        missing = assessment_figure.waiting(assessed.state(view, what.year), what)
        titles["figure"] = "登记考核数据" + (f"（缺 {missing}）" if missing else "")
    return titles


def _asked(view: View) -> Asked:
    what = assessed.asked(view)
    if what is None:
        raise ValueError("no rubric")
    return what


@lru_cache(maxsize=32)
def _heading(view: View) -> Markup:
    what = _asked(view)
    if what.of_all_units:
        return heading(what.rubric, what.year, "各单位", rehearsed=False)
    found = _found(view, what)
    return heading(what.rubric, what.year, found.subject, rehearsed=bool(found.supposing))


@lru_cache(maxsize=16)
def _units(view: View) -> Markup:
    what = _asked(view)
    found = assessed.of_units(assessed.state(view, what.year), what)
    return tag("div", unit_lead(view, found), unit_table(view, found), class_="stack")


@lru_cache(maxsize=32)
def _body(view: View) -> Markup:
    """The answer, the lines, and what is missing; in a rehearsal what it moves comes first."""
    what, said = _asked(view), supposed(view)
    snapshot = assessed.state(view, what.year)
    real, found = assessed.assessment(snapshot, what), _found(view, what)
    lines = assessed.lines_for(view, what, found)
    whole = assessed.sees_whole(view, what)
    blocks: list[Markup] = []
    if said.values or said.unread:
        blocks += [stamp(), banner(view, said, what.rubric, found), moved(real, found, lines, whole)]
    if what.unit and what.unit not in assessed.scored_units(snapshot):
        blocks.append(note(f"{found.subject}没有要由它答复的任务，不列入各单位得分，多数考核项不适用。"))
    if not found.supposing:
        blocks.append(summary(found) if whole else own_lead(found, lines))

    blocks.append(line_table(view, snapshot, what.rubric, found, lines, lambda line: _ways(view, what, line)))
    blocks.append(missing_table(snapshot, found, lines, lambda line: _doors(view, what, line)))
    if not found.supposing:
        blocks.append(papers(view, what.rubric, what.year, what.unit))
    return tag("div", *blocks, class_="stack")


def _ways(view: View, what: Asked, line: Line) -> Markup | None:
    """What may be done about a line: suppose that it is met, suppose a figure, record a figure."""
    ways = []
    if line.state in (LineState.UNKNOWN, LineState.NOT_MET):
        ways.append(link("假设达标", with_met(view, line.id), "预演：如果这一项达标，等次和得分怎样变"))
    if line.inputs and line.state is not LineState.NOT_APPLICABLE:
        ways.append(link("假设数值", view.here(do="rehearse", id=line.id, saved="")))
    return _stacked([*ways, *_recording(view, what, line)])


def _doors(view: View, what: Asked, line: Line) -> Markup | None:
    """Where what a line lacks can be entered, for who may do so."""
    ways = _recording(view, what, line)
    office, unit = view.actor.role is Role.OFFICE, what.unit or view.actor.unit
    for one in line.inputs:
        ways += _to_target(view, what, one.target) if one.missing and one.target else []
    if any(asked.count for asked in _inputs(what, line)) and (office or view.actor.of_unit):
        ways.append(link("去填报", view.link("report", unit=unit if office else "")))
    return _stacked(ways)


def _to_target(view: View, what: Asked, target: str) -> list[Markup]:
    """To the forms that supply what keeps a target from being judged."""
    rows = queries.targets(assessed.state(view, what.year)).iter_rows(named=True)
    row = next((row for row in rows if row["target_id"] == target), None)
    wanted = dict.fromkeys(lack.form for lack in lacks(row)) if row else {}
    found = [doors.setting(view, target)] if "setting" in wanted else []
    if row and "reading" in wanted:
        found.append(doors.filing(view, row["answer_unit"], "reading", row["indicator_id"]))
    return [door for door in found if door]


def _recording(view: View, what: Asked, line: Line) -> list[Markup]:
    if view.actor.role is not Role.OFFICE or not any(one.is_recorded for one in _inputs(what, line)):
        return []
    return [link("登记数据", view.here(do="figure", id=line.id, saved="", **{NAME: ""}))]


def _inputs(what: Asked, line: Line) -> tuple[RubricInput, ...]:
    return next((one.inputs for one in what.rubric.lines if one.id == line.id), ())


def _stacked(ways: list[Markup]) -> Markup | None:
    return join([tag("div", way) for way in ways]) if ways else None
