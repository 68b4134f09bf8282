"""预演: what is supposed, with the ways to take it back, and what it moves beside what is."""

from collections.abc import Sequence

from markupsafe import Markup

from tracker.assessment.results import Assessment, Line
from tracker.sentences import number
from tracker.ui.blocks.assessment_head import grade_words, score_words
from tracker.ui.blocks.assessment_lines import result
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.supposing import NAME, Supposed, said, without
from tracker.ui.table import Column, Row, table

WARNING = "预演：下面是假设的数，不是考核结果，不记入流水，只在本页的网址里。"


def banner(view: View, supposed: Supposed, found: Assessment) -> Markup:
    """What is supposed, each with a way to drop it; it prints with the page."""
    known = {f"{line.id}/{one.name}": (line, one) for line in found.lines for one in line.inputs}
    shown: list[Markup] = []
    for key, value in supposed.values.items():
        line, one = known.get(key, (None, None))
        if line is None or one is None:
            continue
        words = f"{line.number} {line.title}：{one.name} {said(value, one.unit_of_measure)}"
        shown.append(tag("li", words, "　", link("去掉", without(view, key), "不再假设这一项")))
    lost = [key for key in supposed.values if key not in known] + list(supposed.unread)
    parts: list[object] = [tag("p", tag("b", WARNING), link("全部去掉", view.here(**{NAME: ""})))]
    if shown:
        parts.append(tag("ul", *shown))
    if lost:
        parts.append(tag("p", f"网址中有 {len(lost)} 处假设无法识别，没有计入：{'、'.join(lost[:3])}。"))
    return tag("section", *parts, class_="rehearsal", role="note")


def moved(real: Assessment, found: Assessment) -> Markup:
    """Now and supposed side by side: the grade, the score, then each line that moved."""
    rows: list[Row] = [
        {"what": "等次", "now": grade_words(real), "then": grade_words(found), "why": found.sentence}
    ]
    if found.full is not None:
        rows.append(
            {"what": "得分", "now": score_words(real), "then": score_words(found), "why": _gain(real, found)}
        )
    before = {line.id: line for line in real.lines}
    rows += [
        {
            "what": f"{line.number} {line.title}",
            "now": result(before[line.id]),
            "then": result(line),
            "why": line.sentence,
        }
        for line in moved_lines(real, found)
    ]
    columns = [
        Column("项目", "what", width="20em"),
        Column("现在", "now", width="16em"),
        Column("预演", "then", width="16em"),
        Column("预演的依据", "why"),
    ]
    return table(rows, columns, caption=_caption(len(rows) - (2 if found.full is not None else 1)))


def moved_lines(real: Assessment, found: Assessment) -> Sequence[Line]:
    before = {line.id: line for line in real.lines}
    return [
        line
        for line in found.lines
        if (old := before.get(line.id))
        and (old.state, old.score, old.at_risk) != (line.state, line.score, line.at_risk)
    ]


def _caption(count: int) -> Markup:
    quiet = f"变动的考核项 {count} 项" if count else "没有考核项因此变动"
    return join(["预演与现在对照　", tag("small", quiet)])


def _gain(real: Assessment, found: Assessment) -> str:
    gain = (found.score or 0) - (real.score or 0)
    if not gain:
        return "得分不变。"
    return f"比现在{'多' if gain > 0 else '少'} {number(abs(gain))} 分。"
