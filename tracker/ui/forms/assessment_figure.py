"""The office records the figures that a line of a rubric reads for the year and nothing else in the ledger states."""

from collections.abc import Mapping
from datetime import date

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.assessment import Assessment
from tracker.assessment.recorded import recorded
from tracker.duties import standing
from tracker.evidence import evidence_of
from tracker.intake import Draft
from tracker.labels import READING_STATUS, YES_NO
from tracker.model import RubricInput, RubricLine, version_for
from tracker.periods import StatPeriod, shanghai_day
from tracker.records.journal import Record
from tracker.sentences import amount, number, period
from tracker.snapshot import Snapshot
from tracker.ui import assessed
from tracker.ui.assessed import Asked
from tracker.ui.blocks.assessment_lines import plan_names
from tracker.ui.facts import facts, under
from tracker.ui.forms.content import moment
from tracker.ui.forms.form import Form, Values, anew, side_by_side
from tracker.ui.forms.opened import row_key
from tracker.ui.forms.scope import nothing_there
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

COMMON = ("source", "document_number", "status", "period", "evidence")
"""Fields that are entered once for all figures of a form."""
WHY = "细则要看、台账里没有的数和认定结论，由办公室按来源录入；系统能从台账取数的不另行录入。"


def recorded_inputs(line: RubricLine) -> list[RubricInput]:
    """Those that somebody has to record."""
    return [one for one in line.inputs if one.is_recorded]


def figures(snapshot: Snapshot, what: Asked, line: RubricLine) -> dict[str, Record]:
    """By input: the figure that counts for the year and the subject."""
    known = recorded(snapshot)
    keys = {one.id: (what.rubric.id, line.id, one.id, what.year, what.unit) for one in line.inputs}
    return {name: known[key] for name, key in keys.items() if key in known}


def show(view: View, what: Asked, found: Assessment, line_id: str) -> None:
    """One form for all that the line still wants."""
    snapshot = assessed.state(view, what.year)
    line = next((one for one in what.rubric.lines if one.id == line_id and recorded_inputs(one)), None)
    if line is None:
        nothing_there("个要录入数据的考核项")
        return
    st.html(tag("h2", f"登记考核数据：{line.number} {line.title}（{what.year}年，{found.subject}）"))
    known = figures(snapshot, what, line)
    entry, aside = st.columns([3, 2], gap="medium")
    with aside:
        st.html(_beside(view, snapshot, found, line))
    with entry:
        st.html(note("只填要录入或更新的数，留空的不记入。有了新的数写明新的来源，原来的记录仍在流水里。"))
        name = f"figure {what.rubric.id}/{line.id} {what.year} {what.unit or ''}"
        with Form(view, anew(view, name), _initial(what, line, known)) as form:
            for one in recorded_inputs(line):
                _ask(form, one, _row(what, line, one), known.get(one.id))
            _common(form, snapshot, what, line)
            form.send(("记入流水", lambda values: _drafts(values, what, line)))


def _initial(what: Asked, line: RubricLine, known: Mapping[str, Record]) -> Values:
    """A new figure is final unless said otherwise, and in the unit of measure of those there are."""
    found = next((fact.body.get("unit_of_measure") for fact in known.values()), None)
    rows = [_row(what, line, one) for one in recorded_inputs(line)] if found else []
    return {"status": "final", **{row_key(row, "unit_of_measure"): found for row in rows}}


def _row(what: Asked, line: RubricLine, one: RubricInput) -> str:
    """What a figure's record calls its subject, so that its problems find the field."""
    return f"{what.rubric.id}/{line.id}/{one.id}"


def _ask(form: Form, one: RubricInput, of: str, known: Record | None) -> None:
    unit = f"（{one.unit_of_measure}）" if one.unit_of_measure else ""
    label, field, measure = side_by_side(3, 3, 2)
    with label:
        now = f"现为 {_said(one, known.body)}" if known else "还没有录入"
        st.html(tag("p", f"{one.name}{unit}") + tag("p", now, class_="quiet"))
    with field:
        if one.yes_no:
            form.choose("value", YES_NO, beside=True, of=of)
        else:
            form.words("value", placeholder="只填数字，例如 18.5", of=of)
    if not one.yes_no and not one.unit_of_measure:
        with measure:
            form.words("unit_of_measure", placeholder="计量单位，例如 万吨", of=of, optional=True)


def _common(form: Form, snapshot: Snapshot, what: Asked, line: RubricLine) -> None:
    """Said once for all figures of the form."""
    form.words("source", placeholder="公报、报表、核定文件或会议纪要的名称")
    left, right = side_by_side(1, 1)
    with left:
        needed = any(one.needs_document for one in line.inputs)
        form.words("document_number", optional=not needed, placeholder="例如 示发改〔2026〕3号")
    with right:
        form.choose("status", READING_STATUS, beside=True)
    periods = _periods(what.year, shanghai_day(snapshot.clock.known_at))
    if periods and not all(one.yes_no for one in recorded_inputs(line)):
        form.choose("period", periods, label="统计期", optional=True)
    if options := _evidence(snapshot, what, line):
        form.several("evidence", options, label="佐证材料（选填，从已附的材料里选）")


def _periods(year: int, today: date) -> dict[str, str]:
    """Those of the year that have ended."""
    codes = (str(year), *(f"{year}-Q{quarter}" for quarter in range(4, 0, -1)))
    return {code: period(code) for code in codes if StatPeriod.parse(code).end <= today}


def _evidence(snapshot: Snapshot, what: Asked, line: RubricLine) -> dict[str, str]:
    """What is on record for the tasks and indicators of the line, or filed by the unit; restricted files by number only."""
    found = evidence_of(snapshot, _subjects(snapshot, line))
    if what.unit:
        found = [*found, *(one for one in standing(snapshot, "evidence") if one.unit == what.unit)]
    return {one.id: f"{one.id} {_name(one)}" for one in found}


def _name(one: Record) -> str:
    if one.body.get("restricted"):
        return "内部材料"
    return str(one.body.get("name") or one.body.get("document_number") or "")


def _subjects(snapshot: Snapshot, line: RubricLine) -> set[str]:
    goals = queries.targets(snapshot).iter_rows(named=True)
    indicators = {row["indicator_id"] for row in goals if row["target_id"] in line.targets}
    return {*line.tasks, *indicators}


def _drafts(values: Values, what: Asked, line: RubricLine) -> list[Draft]:
    """A record for every figure that was entered."""
    common = {name: values[name] for name in COMMON if name in values}
    about = {"rubric": what.rubric.id, "line": line.id, "year": what.year}
    about |= {"unit": what.unit} if what.unit else {}
    found = []
    for one in recorded_inputs(line):
        row = _row(what, line, one)
        if value := values.get(row_key(row, "value")):
            unit = one.unit_of_measure or values.get(row_key(row, "unit_of_measure"))
            said = {"unit_of_measure": unit} if unit else {}
            kept = {name: value for name, value in common.items() if not (one.yes_no and name == "period")}
            found.append(
                Draft("assessment_figure", {**about, "input": one.id, "value": value, **said, **kept})
            )
    return found


def ask(form: Form, snapshot: Snapshot, about: Values) -> None:
    """What may be corrected: the figure with its source; which line it is for stays."""
    rubric = version_for(snapshot.plan.rubrics, str(about["rubric"]), int(str(about["year"])))
    found = (
        {one.id: one for line in rubric.lines if line.id == about["line"] for one in line.inputs}
        if rubric
        else {}
    )
    one = found.get(str(about["input"]))
    if one and one.yes_no:
        form.choose("value", YES_NO, beside=True)
    else:
        unit = about.get("unit_of_measure")
        form.words("value", label=f"数值（{unit}）" if unit else "", placeholder="只填数字")
    form.words("source")
    form.words("document_number", optional=not (one and one.needs_document))
    form.choose("status", READING_STATUS, beside=True)


def listed(view: View, what: Asked) -> Markup:
    """Every figure that has to be recorded, those that are missing first, each line with its form."""
    snapshot = assessed.state(view, what.year)
    rows: list[Row] = []
    for line in what.rubric.lines:
        known = figures(snapshot, what, line)
        rows += [{"line": line, "input": one, "fact": known.get(one.id)} for one in recorded_inputs(line)]
    rows.sort(key=lambda row: row["fact"] is not None)
    columns = [
        Column("序号", lambda row: row["line"].number, width="4em"),
        Column("考核项", lambda row: row["line"].title, width="22em"),
        Column("数据项", lambda row: row["input"].name, width="18em"),
        Column("现在的数", lambda row: _value(row["input"], row["fact"]), width="9em"),
        Column("办理", lambda row: _act(view, row), width="8em"),
        Column("来源", _source),
        Column("由谁提供", lambda row: row["input"].supplied_by, width="18em"),
    ]
    missing = sum(row["fact"] is None for row in rows)
    quiet = f"还缺 {missing} 个，在前" if missing else "都已录入"
    caption = join([f"要录入的考核数据（{len(rows)} 个）　", tag("small", quiet)])
    return tag(
        "div", note(WHY), table(rows, columns, caption=caption, empty="本细则都从台账取数。"), class_="stack"
    )


def waiting(snapshot: Snapshot, what: Asked) -> int:
    return sum(
        len({one.id for one in recorded_inputs(line)} - set(figures(snapshot, what, line)))
        for line in what.rubric.lines
    )


def _value(one: RubricInput, fact: Record | None) -> Markup | str:
    if fact is None:
        return mark("缺", "grey")
    words = _said(one, fact.body)
    return words if fact.body["status"] == "final" else join([words, " ", tag("small", "初步数")])


def _said(one: RubricInput, body: Values) -> str:
    if one.yes_no:
        return YES_NO.get(number(body["value"]), str(body["value"]))
    return amount(body["value"], body.get("unit_of_measure") or one.unit_of_measure)


def _source(row: Row) -> object:
    fact: Record | None = row["fact"]
    if fact is None:
        return None
    words = "，".join(str(fact.body[name]) for name in ("source", "document_number") if fact.body.get(name))
    return join([words, under(f"{moment(fact.recorded_at)} 记入，编号 {fact.id}")])


def _act(view: View, row: Row) -> Markup:
    fact: Record | None = row["fact"]
    new = link("登记" if fact is None else "更新", view.here(do="figure", id=row["line"].id, saved=""))
    if fact is None:
        return new
    return join([new, "　", link("更正", view.link("report", do="correct", id=fact.id))])


def _beside(view: View, snapshot: Snapshot, found: Assessment, line: RubricLine) -> Markup:
    judged = next((one for one in found.lines if one.id == line.id), None)
    pairs = [
        ("出处", line.source),
        ("要的佐证", line.evidence_wanted),
        ("由谁提供", "；".join(dict.fromkeys(one.supplied_by for one in recorded_inputs(line)))),
        ("现在判定", judged.sentence if judged else None),
    ]
    names = plan_names(snapshot)
    tasks = [link(names.get(task, task), view.link("task", id=task)) for task in line.tasks]
    pairs.append(("相关任务", Markup("、").join(tasks) if tasks else None))
    return facts(pairs, caption="本考核项")
