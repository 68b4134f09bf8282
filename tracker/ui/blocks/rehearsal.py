"""预演: what is supposed, with the ways to take it back, and what it moves beside what is."""

from collections.abc import Sequence

from markupsafe import Markup

from tracker.assessment import Assessment, Line
from tracker.model import Rubric
from tracker.sentences import number
from tracker.ui.blocks.assessment_head import REHEARSED, grade_words, score_words
from tracker.ui.blocks.assessment_lines import result
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.supposing import NAME, Supposed, things, without
from tracker.ui.table import Column, Row, table

WARNING = "预演：下面含有假设，不是考核结果，不记入流水，只在本页的网址里。"


def banner(view: View, supposed: Supposed, rubric: Rubric, found: Assessment) -> Markup:
    """What is supposed, each with a way to drop it; it prints with the page."""
    known = things(rubric, found)
    shown = [
        tag("li", known[key].said(value), "　", link("去掉", without(view, key), "不再假设这一项"))
        for key, value in supposed.values.items()
        if key in known
    ]
    lost = [key for key in supposed.values if key not in known] + list(supposed.unread)
    parts: list[object] = [tag("p", tag("b", WARNING), link("全部去掉", view.here(**{NAME: ""})))]
    if shown:
        parts.append(tag("ul", *shown))
    if lost:
        parts.append(tag("p", f"网址中有 {len(lost)} 处假设无法识别，没有计入：{'、'.join(lost[:3])}。"))
    return tag("section", *parts, class_="rehearsal", role="note")


def stamp() -> Markup:
    """Only on paper: on every sheet of a rehearsal."""
    return tag("p", REHEARSED, class_="stamp")


def moved(real: Assessment, found: Assessment, lines: Sequence[Line], whole: bool = True) -> Markup:
    """Now and supposed side by side: grade and score where the reader may see them, then each of `lines` that moved."""
    totals: list[Row] = []
    if whole:
        now, then = grade_words(real), grade_words(found)
        totals.append({"what": "等次", "now": now, "then": then, "why": found.sentence})
        if found.full is not None:
            now, then = score_words(real), score_words(found)
            totals.append({"what": "得分", "now": now, "then": then, "why": _gain(real, found)})
    before = {line.id: line for line in real.lines}
    each: list[Row] = [
        {
            "what": f"{line.number} {line.title}",
            "now": result(before[line.id]),
            "then": result(line),
            "why": line.sentence,
        }
        for line in lines
        if _said(before[line.id]) != _said(line)
    ]
    columns = [
        Column("项目", "what", width="22em"),
        Column("现在", "now", width="19em"),
        Column("预演", "then", width="19em"),
        Column("预演的依据", "why"),
    ]
    quiet = f"变动的考核项 {len(each)} 项" if each else "没有考核项因此变动"
    caption = join(["预演与现在对照　", tag("small", quiet)])
    return table([*totals, *each], columns, caption=caption, empty="没有考核项因此变动。")


def _said(line: Line) -> tuple[object, ...]:
    return line.state, line.score, line.at_risk


def _gain(real: Assessment, found: Assessment) -> str:
    gain = (found.score or 0) - (real.score or 0)
    if not gain:
        return "得分不变。"
    return f"比现在{'多' if gain > 0 else '少'} {number(abs(gain))} 分。"
