"""原文核对: the copy a document has, what it proves, and what of the text stands in no item of the plan."""

from markupsafe import Markup

from tracker.labels import CITATION_KIND, DOCUMENT_STATUS, TOKEN_KIND, VERDICT, VERDICT_TONES
from tracker.sentences import day
from tracker.sources.check import Check
from tracker.sources.coverage import Answer, ClauseRow, Matrix
from tracker.sources.proof import Finding, Verdict
from tracker.ui.facts import facts, under
from tracker.ui.forms.content import moment
from tracker.ui.marks import link, mark, note
from tracker.ui.markup import join, tag
from tracker.ui.state import View
from tracker.ui.table import Column, table

ANSWERED = {Answer.ABOVE: "由上级条款承接", Answer.BELOW: "由下级条款承接"}


def to(view: View, document: str) -> str:
    """The address of this page about one document, whatever is chosen now."""
    return view.link("source", place="", track="", document=document)


def overview(view: View, found: list[Check]) -> Markup:
    """One row a document: its copy, how many citations are proven, how much of the text is left over."""
    rows = [{"check": one} for one in found]
    columns = [
        Column("文件", lambda row: _title(view, row["check"])),
        Column("原文副本", lambda row: _copy(row["check"]), width="19em"),
        Column("引文", lambda row: row["check"].cited or None, unit="处", align="right", width="6em"),
        Column("没有核实", lambda row: _unproven(row["check"]), unit="处", align="right", width="8.5em"),
        Column(
            "无着落条款",
            lambda row: _gaps(row["check"], "clause_gaps"),
            unit="条",
            align="right",
            width="9em",
        ),
        Column(
            "无着落词句",
            lambda row: _gaps(row["check"], "token_gaps"),
            unit="处",
            align="right",
            width="9em",
        ),
    ]
    proven = sum(one.ok for one in found if one.copy)
    attached = sum(one.copy is not None for one in found)
    lead = f"{len(found)} 份文件，{attached} 份附有官方原文，其中 {proven} 份的引文全部核实。"
    caption = f"原文核对（{len(found)} 份）"
    return join([tag("p", lead, class_="lead"), table(rows, columns, caption=caption, view=view)])


def _title(view: View, found: Check) -> Markup:
    document = found.document
    status = "" if document.status == "in_force" else f"　{DOCUMENT_STATUS[document.status]}"
    number = f"{document.document_number or '没有文号'}{status}"
    return join([link(document.title, to(view, document.id)), under(number)])


def _copy(found: Check) -> Markup | None:
    if found.copy is None:
        return None
    parts: list[object] = [found.copy.name, under(f"{found.copy.short}　{day(found.copy.effective_on)}附上")]
    parts += [tag("small", problem.message, class_="red under") for problem in found.problems]
    return join(parts)


def _unproven(found: Check) -> object:
    if found.outline is None:
        return tag("span", found.cited, class_="grey", title="没有原文可以核对") if found.cited else None
    return tag("span", len(found.unproven), class_="red" if found.unproven else "green")


def _gaps(found: Check, kind: str) -> object:
    if found.matrix is None:
        return None
    count = len(getattr(found.matrix, kind))
    return tag("span", count, class_="amber" if count else "green")


def heading(view: View, found: Check) -> Markup:
    document = found.document
    number = f"（{document.document_number}）" if document.document_number else ""
    everything = link("全部文件的核对", view.link("source", place="all", track="", document=""))
    title = tag("h2", document.title, number)
    beside = tag("nav", everything, class_="beside", aria_label="其他文件")
    return join([tag("div", title, beside, class_="heading"), tag("p", lead(found), class_="lead")])


def lead(found: Check) -> str:
    """What holds, in one sentence."""
    if found.copy is None:
        return f"还没有附上官方原文；方案中的 {found.cited} 处引文没有核对过。"
    if found.matrix is None:
        return f"附上的原文现在不能用；方案中的 {found.cited} 处引文没有核对过。"
    counts, matrix = found.counts, found.matrix
    own = counts[Verdict.OWN_WORDS]
    cited = found.cited - own
    wrong = "、".join(
        f"{VERDICT[one]} {counts[one]} 处" for one in (Verdict.NOT_FOUND, Verdict.ELSEWHERE) if counts[one]
    )
    proven = f"引文 {cited} 处，{wrong}" if wrong else f"引文 {cited} 处，全部与原文一致"
    tokens = "、".join(f"{TOKEN_KIND[kind]} {count} 处" for kind, count in matrix.counts.items())
    left = [
        f"{count} {words}"
        for count, words in (
            (len(matrix.clause_gaps), f"条（共 {len(matrix.rows)} 条）条款"),
            (len(matrix.token_gaps), f"处（共 {sum(matrix.counts.values())} 处）数字、日期和责任单位"),
        )
        if count
    ]
    covered = (
        f"还有 {'、'.join(left)}在方案中没有着落" if left else f"条款 {len(matrix.rows)} 条、{tokens}都有着落"
    )
    titles = f"；另有 {own} 项任务的条款没有标题，标题由本系统拟" if own else ""
    return f"{proven}；{covered}{titles}。"


def copy_facts(found: Check) -> Markup:
    copy = found.copy
    if copy is None:
        return Markup("")
    outline = found.outline
    lines = ""
    if outline:
        first = outline.folded.first
        lines = f"第 {first} 行至第 {first + len(outline.folded.lines) - 1} 行"
    told = facts(
        [
            ("原文副本", join([copy.name, under(f"{copy.size:,} 字节")])),
            ("散列", tag("code", copy.sha256)),
            (
                "附上",
                f"{day(copy.effective_on)}起以此为准；{copy.by}，{moment(copy.recorded_at)} 记入，记录 {copy.record}",
            ),
            ("所在行", lines),
        ],
        caption="附上的原文",
    )
    return join([told, *(note(f"{problem.message}{problem.cure}") for problem in found.problems)])


def gap_tables(view: View, found: Check) -> Markup:
    """Citations that are not proven, figures, dates and units without an item; then every clause with what answers for it."""
    matrix = found.matrix
    if matrix is None:
        return Markup("")
    gaps = []
    if found.unproven:
        gaps.append(_citations(view, found))
    if matrix.clause_gaps:
        gaps.append(_clause_gaps(matrix))
    if matrix.token_gaps:
        gaps.append(_token_gaps(matrix))
    return tag("div", *gaps, _clauses(view, matrix), class_="stack")


def _citations(view: View, found: Check) -> Markup:
    columns = [
        Column("结果", lambda row: _verdict(row["one"]), width="7.5em"),
        Column("项目", lambda row: _item(view, row["one"]), width="13em"),
        Column("类别", lambda row: CITATION_KIND[row["one"].citation.kind], width="6em"),
        Column("方案写的条款", lambda row: row["one"].citation.clause or "全文", width="12em"),
        Column("引文", lambda row: row["one"].citation.words or "（整条）"),
        Column("原文", lambda row: _instead(row["one"]), width="19em"),
    ]
    rows = [{"one": one} for one in found.unproven]
    return table(rows, columns, caption=f"没有核实的引文（{len(rows)} 处）")


def _verdict(finding: Finding) -> Markup:
    return mark(VERDICT[finding.verdict], VERDICT_TONES[finding.verdict])


def _item(view: View, finding: Finding) -> object:
    """A link to the task it belongs to; goals of the document and reviewed entries have no page."""
    parts = finding.citation.item.split("/")
    if len(parts) < 2 or parts[1] in ("goals", "reviewed"):
        return finding.citation.item
    return link(finding.citation.item, view.link("task", id="/".join(parts[:2])))


def _instead(finding: Finding) -> str:
    if finding.verdict is Verdict.ELSEWHERE:
        return f"在 {'、'.join(finding.found_in)}，第 {finding.line} 行"
    if not finding.citation.words:
        return "没有这一条"
    if not finding.beginning:
        return "开头的字就没有"
    return f"最多只有“{finding.beginning}”，第 {finding.line} 行"


def _clause_gaps(matrix: Matrix) -> Markup:
    rows = [{"gap": gap} for gap in matrix.clause_gaps]
    columns = [
        Column("条款", lambda row: row["gap"].clause, width="14em"),
        Column("标题或开头", lambda row: row["gap"].title),
        Column("行", lambda row: row["gap"].line, align="right", width="5em"),
    ]
    return table(rows, columns, caption=f"没有着落的条款（{len(rows)} 条）")


def _token_gaps(matrix: Matrix) -> Markup:
    rows = [{"gap": gap} for gap in matrix.token_gaps]
    columns = [
        Column("条款", lambda row: row["gap"].clause, width="14em"),
        Column("类别", lambda row: TOKEN_KIND[row["gap"].kind], width="6em"),
        Column("词句", lambda row: row["gap"].words, width="11em"),
        Column("所在的句子", lambda row: row["gap"].sentence),
        Column("行", lambda row: row["gap"].line, align="right", width="5em"),
    ]
    return table(rows, columns, caption=f"没有着落的数字、日期和责任单位（{len(rows)} 处）")


def _clauses(view: View, matrix: Matrix) -> Markup:
    columns = [
        Column("条款", lambda row: row["row"].clause, width="14em"),
        Column("标题或开头", lambda row: row["row"].title),
        Column("由什么承接", lambda row: _answered(view, row["row"]), width="27em"),
        Column("须着落", lambda row: row["row"].tokens or None, unit="处", align="right", width="8em"),
        Column("无着落", lambda row: _open(row["row"]), unit="处", align="right", width="7em"),
        Column("行", lambda row: row["row"].line, align="right", width="4.5em"),
    ]
    rows = [{"row": row} for row in matrix.rows]
    return table(rows, columns, caption=f"逐条对照（{len(rows)} 条）", view=view, empty="原文没有分条。")


def _open(row: ClauseRow) -> Markup | None:
    return tag("span", row.gaps, class_="amber") if row.gaps else None


def _answered(view: View, row: ClauseRow) -> object:
    if row.answer is Answer.NONE:
        return mark("没有着落", "amber")
    if row.answer in (Answer.ABOVE, Answer.BELOW):
        return tag("span", ANSWERED[row.answer], class_="grey")
    tasks = [one for one in row.items if not one.endswith("/goals")]
    links = [link(one.split("/", 1)[1], view.link("task", id=one)) for one in tasks]
    words = ["总体目标"] if len(tasks) < len(row.items) else []
    if links:
        words.append(join(["任务 ", Markup("、").join(links)]))
    return join([Markup("；").join(words), *(under(f"已阅：{why}") for why in row.reviewed)])
