"""考核准备, the lines of a rubric: what each asks, what it reads and from where, its result, and what is missing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import cast

from markupsafe import Markup

from tracker import queries
from tracker.assessment import Assessment, Input, Line, LineState
from tracker.labels import LINE_STATE, LINE_STATE_TONES, YES_NO
from tracker.model import Rubric
from tracker.sentences import amount, number, period
from tracker.sentences.rubrics import rule_words
from tracker.snapshot import Snapshot
from tracker.ui.facts import under
from tracker.ui.marks import link, mark
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

Doors = Callable[[Line], Markup | None]
"""What may be done about a line: suppose something of it, supply what it lacks."""
SHOWN = 3
"""So many targets and tasks of a line are in sight."""


def line_table(
    view: View,
    snapshot: Snapshot,
    rubric: Rubric,
    found: Assessment,
    lines: Sequence[Line],
    act: Doors,
) -> Markup:
    """Every line under its heading, in the order of the rubric."""
    rules = {line.id: rule_words(line) for line in rubric.lines}
    findings = {f"{line.id}/{one.id}" for line, one in rubric.inputs() if one.yes_no}
    columns = [
        Column("序号", lambda row: row["line"].number, width="3.4em"),
        Column("考核内容", lambda row: _what(row["line"], rules), width="21em"),
        Column("结果", lambda row: result(row["line"]), width="8em"),
        Column("所依据的数", lambda row: _inputs(view, row["line"], findings), width="23em"),
        Column("为什么", lambda row: row["line"].sentence),
        Column("指标和任务", lambda row: _related(view, snapshot, row["line"]), width="14em"),
        Column("办理", lambda row: act(row["line"]), width="6.4em"),
    ]
    rows: list[Row] = [{"line": line} for line in lines]
    quiet = "结果按截至日期已记入的数推算；点指标、任务看出处"
    caption = join([f"{rehearsing(found)}逐项情况（{len(rows)} 项）　", tag("small", quiet)])
    return table(
        rows,
        columns,
        caption=caption,
        group=lambda row: row["line"].group,
        empty="没有与本单位有关的考核项。",
    )


def missing_table(snapshot: Snapshot, found: Assessment, lines: Sequence[Line], supply: Doors) -> Markup:
    """缺依据, the most points at risk first."""
    names = queries.unit_names(snapshot)
    columns = [
        Column("序号", lambda row: row["line"].number, width="3.4em"),
        Column("考核内容", lambda row: _title(row["line"]), width="17em"),
        Column("待定分值", lambda row: at_risk(row["line"]), unit="分", align="right", width="8em"),
        Column("缺什么、由谁提供", lambda row: lacking(row["line"])),
        Column(
            "有关单位",
            lambda row: "、".join(names.get(unit, unit) for unit in row["line"].units) or None,
            width="15em",
        ),
        Column("办理", lambda row: supply(row["line"]), width="8em"),
    ]
    rows: list[Row] = [{"line": line} for line in lines if line.state is LineState.UNKNOWN]
    rows.sort(key=lambda row: -row["line"].at_risk)
    quiet = "待定分值大的在前；没有依据的不得分，也不当作达标"
    caption = join([f"{rehearsing(found)}缺依据（{len(rows)} 项）　", tag("small", quiet)])
    return table(rows, columns, caption=caption, empty="没有缺依据的考核项。")


def rehearsing(found: Assessment) -> str:
    """Before the caption of every table that shows supposed figures."""
    return "（预演）" if found.supposing else ""


def result(line: Line) -> Markup:
    """The points of a line, or whether it is met; 缺依据 with what hangs on it."""
    word = mark(LINE_STATE[line.state], LINE_STATE_TONES[line.state])
    parts: list[object] = []
    if line.full is None or line.state is LineState.NOT_APPLICABLE:
        parts.append(word)
    else:
        parts += [tag("b", points(line)), under(word)]
    if line.veto:
        parts.append(under(mark("否决项", "red") if line.state is LineState.NOT_MET else "否决项"))
    if line.at_risk:
        parts.append(under(f"待定 {number(line.at_risk)} 分"))
    return join(parts)


def points(line: Line) -> str:
    got = "—" if line.score is None else number(line.score)
    return f"{got} / {number(line.full)}"


def at_risk(line: Line) -> object:
    """A line that is only met or not has no points; it may still decide the grade."""
    if line.full is None:
        return tag("span", "影响等次", class_="none")
    return number(line.at_risk)


def lacking(line: Line) -> Markup:
    return Markup("<br>").join(one.missing for one in line.inputs if one.missing)


def _title(line: Line) -> Markup:
    veto = under("否决项") if line.veto else Markup("")
    return join([line.title, veto])


def _what(line: Line, rules: Mapping[str, str]) -> Markup:
    return join([line.title, under(rules.get(line.id)), under(line.source)])


def _inputs(view: View, line: Line, findings: Collection[str]) -> Markup | None:
    """`findings` are the inputs that say yes or no. Of a line that does not apply nothing is missing."""
    if line.state is LineState.NOT_APPLICABLE:
        return None
    shown = [_input(view, one, f"{line.id}/{one.id}" in findings) for one in line.inputs]
    return join(shown) if shown else None


def _input(view: View, one: Input, yes_no: bool) -> Markup:
    """Name and figure; under them of when and from where. What is missing the sentence of the line says."""
    if one.value is None:
        return tag("div", f"{one.name}：", mark("缺", "grey"))
    value: object = amount(one.value, one.unit_of_measure)
    if yes_no:
        value = YES_NO.get(number(one.value), value)
    value = link(value, view.link("targets", id=one.target)) if one.target else tag("b", value)
    marks = [mark("预演", "amber")] if one.supposed else [tag("small", "初步数")] if one.provisional else []
    when = period(one.period) if _is_period(one.period) else one.period or ""
    told = [when] if when and not (one.source or "").startswith(when) else []
    where = "，".join([*told, *([one.source] if one.source else [])])
    spaced = [part for found in marks for part in (" ", found)]
    return tag("div", f"{one.name}：", value, *spaced, under(where))


def _is_period(text: str | None) -> bool:
    return bool(text) and str(text)[:4].isdecimal() and len(str(text)) <= 7


def _related(view: View, snapshot: Snapshot, line: Line) -> Markup | None:
    """The first few in sight, the rest behind a click."""
    names = plan_names(snapshot)
    shown = [link(names.get(one, one), view.link("targets", id=one)) for one in line.targets]
    shown += [link(names.get(one, one), view.link("task", id=one)) for one in line.tasks]
    if not shown:
        return None
    rest = [tag("div", one) for one in shown[SHOWN:]]
    more = tag("details", tag("summary", f"另有 {len(rest)} 项"), *rest) if rest else Markup("")
    return join([*(tag("div", one) for one in shown[:SHOWN]), more])


def plan_names(snapshot: Snapshot) -> dict[str, str]:
    """Indicators and tasks of every document by their ids."""
    whole = snapshot.whole

    def make() -> dict[str, str]:
        goals = queries.targets(whole).iter_rows(named=True)
        found = {row["target_id"]: f"{row['indicator']}（{row['goal_text']}）" for row in goals}
        tasks = queries.tasks(whole).iter_rows(named=True)
        return found | {row["task_id"]: f"{row['clause']} {row['title']}" for row in tasks}

    return cast(dict[str, str], whole.once("names in assessments", make))
