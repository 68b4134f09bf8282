"""The clause of a task in full, as the office's copy has it, with the words that the plan cites marked."""

from functools import lru_cache

from markupsafe import Markup

from tracker.intake.permissions import may
from tracker.sentences import day
from tracker.sources.check import Check, check, stamp
from tracker.sources.citations import SETS_FIGURES
from tracker.sources.clauses import Clause
from tracker.sources.copies import Copy
from tracker.sources.marking import Line, marked_lines
from tracker.sources.proof import Finding
from tracker.ui import ledger
from tracker.ui.marks import link, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View

TITLE = "条款原文"
SHOWN = 12
"""So many paragraphs stand open; a whole chapter would push the rest of the page away."""
MOST = 500
"""Paragraphs, and"""
LONGEST = 10_000
"""characters of one paragraph: more than any official text has, and no more than a browser bears."""


def clause_text(view: View, task_id: str) -> Markup:
    """Of the task's document; made anew when the kept copy changes. "" when there is no such task."""
    document = task_id.split("/", 1)[0]
    return _block(view, task_id, stamp(ledger.whole(view), ledger.workspace().data, document))


@lru_cache(maxsize=64)
def _block(view: View, task_id: str, _: object) -> Markup:
    document, _, local = task_id.partition("/")
    snapshot = ledger.whole(view)
    clause = next(
        (
            task.clause
            for file in snapshot.plan.files
            for task in file.tasks
            if (file.document.id, task.id) == (document, local)
        ),
        None,
    )
    found = check(snapshot, ledger.workspace().data, document)
    if found is None or clause is None:
        return Markup("")
    if found.copy is None or found.outline is None:
        return tag("section", tag("h3", TITLE), note(_without_text(view, found)), class_="source")
    return tag("section", tag("h3", TITLE), *_text(view, found, found.copy, clause, task_id), class_="source")


def _without_text(view: View, found: Check) -> Markup:
    page = view.link("source", place="", track="", document=found.document.id)
    if found.copy is None:
        words = (
            "到截至日期为止，双碳办还没有附上这份文件的官方原文；附上后这里显示条款全文，并标出引用的词句。"
        )
        where = "到“原文核对”附上" if may(view.actor, "source_attached") else "原文核对"
        return join([words, link(where, page)])
    said = "；".join(f"{problem.message}{problem.cure}" for problem in found.problems)
    return join([said, link("原文核对", page)])


def _text(view: View, found: Check, copy: Copy, clause: str, task_id: str) -> list[Markup]:
    of_task = [
        finding
        for finding in found.findings
        if finding.citation.item == task_id or finding.citation.item.startswith(f"{task_id}/")
    ]
    clauses = found.clauses(clause)
    if not clauses:
        words = f"原文里没有找到“{clause}”这一条。"
        return [note(words), _from_where(view, found, copy)]
    paragraphs = [part for one in clauses for part in _paragraphs(found, one, of_task)]
    shown, rest = paragraphs[:SHOWN], paragraphs[SHOWN:MOST]
    if len(paragraphs) > MOST:
        rest.append(note(f"还有 {len(paragraphs) - MOST} 段没有显示，请看原文副本。"))
    if rest:
        shown.append(tag("details", tag("summary", f"其余 {len(paragraphs) - SHOWN} 段"), *rest))
    return [tag("blockquote", *shown, class_="clause"), _from_where(view, found, copy)]


def _paragraphs(found: Check, clause: Clause, findings: list[Finding]) -> list[Markup]:
    """Cited are the words that set something; titles and lists of units would only make the mark common."""
    if found.outline is None:
        return []
    setting = [finding for finding in findings if finding.citation.kind in SETS_FIGURES]
    return [_paragraph(line) for line in marked_lines(found.outline.folded, clause, setting)]


def _paragraph(line: Line) -> Markup:
    length = sum(len(words) for words, _ in line.pieces)
    if length > LONGEST:
        return note(f"第 {line.number} 行有 {length} 字，过长，没有显示；请看原文副本。")
    parts = [tag("mark", words) if cited else words for words, cited in line.pieces]
    return tag("p", *parts, title=f"第 {line.number} 行")


def _from_where(view: View, found: Check, copy: Copy) -> Markup:
    page = view.link("source", place="", track="", document=found.document.id)
    words = f"据双碳办 {day(copy.effective_on)}附上的原文：{copy.name}（散列 "
    return tag(
        "p",
        words,
        tag("span", copy.short, title=copy.sha256),
        "）。标出的是时限、目标和条件所引的词句。",
        link("原文核对", page),
        class_="quiet",
    )
