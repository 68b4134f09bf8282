"""Commands about the office's own copies of the official texts: attach one, prove the plan against them, list them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli.ledger import OFFICE, User, to_write
from tracker.cli.options import (
    DATA,
    TASKS,
    AsOf,
    Data,
    Json,
    KnownAt,
    Now,
    Tasks,
    day,
    existing,
    instant,
    speaker,
    workspace,
)
from tracker.cli.output import fail, finish, say_json, say_problems, table
from tracker.labels import CITATION_KIND, DOCUMENT_STATUS, TOKEN_KIND, VERDICT
from tracker.model import Plan
from tracker.problems import Problem, has_errors
from tracker.snapshot import Snapshot
from tracker.sources.check import Check, checks
from tracker.sources.copies import Copy, attach, copies_of
from tracker.sources.proof import UNPROVEN, Finding, Verdict
from tracker.sources.text import MAX_FILE
from tracker.sources.tokens import TokenKind

PROBLEMS = 1
NOT_QUOTED = {"plan.date-not-in-quote", "plan.figure-not-in-quote"}
"""Mild in `tracker check`, but a goal is not proven by words that say something else."""


def attach_copy(
    document: Annotated[
        str, typer.Argument(metavar="文件编号", help="方案文件的编号（见 tracker plan --json）。")
    ],
    file: Annotated[Path, typer.Argument(metavar="原文", help="官方文本：.txt、.docx 或带文字的 .pdf。")],
    user: User = "双碳办",
    on: Annotated[str | None, typer.Option("--on", help="从哪一天起以这份文件为准；不写即今天。")] = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """由办公室附上一份官方文本：按散列保存副本，并记入流水。"""
    space = to_write(tasks, data, now)
    _known(space.plan()[0], document)
    existing(file)
    actor, start = speaker(space, user, needs=OFFICE), day(on, "--on") if on else None
    with file.open("rb") as stream:
        content = stream.read(MAX_FILE + 1)
    done = attach(space, document, file.name, content, actor, effective_on=start)
    snapshot = space.status()
    [found] = checks(snapshot, data, [document])
    if as_json:
        problems = [problem.as_json() for problem in done.problems]
        told = _document_json(found) if done.outcome.ok else None
        say_json({"ok": done.outcome.ok, "restored": done.restored, "problems": problems, "check": told})
    else:
        say_problems(done.problems)
        if done.outcome.ok:
            verb = "已恢复副本" if done.restored else "已附上"
            typer.echo(f"{verb}：{_copy_words(found.copy)}。")
            _say(found)
    finish(done.problems)


def verify_copies(
    document: Annotated[
        str | None, typer.Argument(metavar="[文件编号]", help="只核对这一份；不写即全部。")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="有没有着落的内容时，也按没有通过退出。")
    ] = False,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """对照附上的原文，核实每一处引文，并列出方案没有着落的条款、数字、日期和责任单位。"""
    snapshot = _snapshot(tasks, data, as_of, known_at)
    if document is not None:
        _known(snapshot.plan, document)
    found = checks(snapshot, data, None if document is None else [document])
    # What could not be read of plan or journal is cited by nobody and must not pass for proven.
    problems = (*snapshot.problems, *snapshot.ledger.problems)
    ok = all(one.ok for one in found) and not has_errors(problems) and not _not_quoted(problems, found)
    if complete:
        ok = ok and all(one.matrix is not None and one.matrix.complete for one in found)
    if as_json:
        clock = snapshot.clock
        say_json(
            {
                "ok": ok,
                "as_of": clock.as_of,
                "known_at": clock.known_at,
                "problems": [problem.as_json() for problem in problems],
                "documents": [_document_json(one) for one in found],
            }
        )
    else:
        say_problems(problems)
        for one in found:
            _say(one)
    if not ok:
        raise typer.Exit(PROBLEMS)


def _not_quoted(problems: Iterable[Problem], found: list[Check]) -> bool:
    """Whether a goal of these documents has a figure or date other than the words it quotes."""
    documents = {one.document.id for one in found}
    return any(
        one.code in NOT_QUOTED and (one.subject or "").split("/", 1)[0] in documents for one in problems
    )


def list_copies(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """列出每份文件附上的原文。"""
    snapshot = _snapshot(tasks, data, as_of, known_at)
    held = copies_of(snapshot)
    documents = [file.document for file in snapshot.plan.files]
    if as_json:
        say_json([{"document": one.id, "copy": _copy_json(held.get(one.id))} for one in documents])
        return
    rows = [
        (one.id, one.document_number or "—", DOCUMENT_STATUS[one.status], _copy_words(held.get(one.id)))
        for one in documents
    ]
    if rows:
        typer.echo(table(rows))


def _snapshot(tasks: Path, data: Path, as_of: str | None, known_at: str | None) -> Snapshot:
    space = workspace(tasks, data)
    return space.status(day(as_of, "--as-of") if as_of else None, instant(known_at))


def _known(plan: Plan, document: str) -> None:
    ids = [file.document.id for file in plan.files]
    if document not in ids:
        fail(f"方案中没有编号为“{document}”的文件。", f"可选：{'、'.join(ids)}。")


def _copy_words(copy: Copy | None) -> str:
    if copy is None:
        return "没有附原文"
    return f"{copy.name}（{copy.short}，{copy.effective_on} 由{copy.by}附上）"


def _say(found: Check) -> None:
    document, matrix = found.document, found.matrix
    number = f"（{document.document_number}）" if document.document_number else ""
    typer.echo(f"{document.id}　{document.title}{number}　{_copy_words(found.copy)}")
    say_problems(found.problems)
    if matrix is None:
        typer.echo(f"  引文 {found.cited} 处，没有原文可以核对。")
        return
    counts = found.counts
    words = "、".join(f"{VERDICT[verdict]} {count}" for verdict, count in counts.items() if count)
    typer.echo(f"  引文 {found.cited} 处：{words or '无'}。")
    rows = [(f"  {VERDICT[one.verdict]}", one.citation.item, *_where(one)) for one in found.unproven]
    rows += [("  条款无着落", gap.clause, f"第 {gap.line} 行", gap.title) for gap in matrix.clause_gaps]
    rows += [
        (f"  {TOKEN_KIND[gap.kind]}无着落", gap.clause, f"第 {gap.line} 行", f"{gap.words}：{gap.sentence}")
        for gap in matrix.token_gaps
    ]
    if rows:
        typer.echo(table(rows))
    if matrix.complete:
        typer.echo(
            f"  条款 {len(matrix.rows)} 条、"
            + "、".join(f"{TOKEN_KIND[kind]} {count} 处" for kind, count in matrix.counts.items())
            + "都有着落。"
        )


def _where(finding: Finding) -> tuple[str, str]:
    citation = finding.citation
    claimed = f"{CITATION_KIND[citation.kind]}，{citation.clause or '全文'}"
    if finding.verdict is Verdict.ELSEWHERE:
        return claimed, f"“{citation.words}”在 {'、'.join(finding.found_in)}（第 {finding.line} 行）"
    if not citation.words:
        return claimed, "原文没有这一条"
    beginning = f"；原文只有“{finding.beginning}”（第 {finding.line} 行）" if finding.beginning else ""
    return claimed, f"“{citation.words}”{beginning}"


def _copy_json(copy: Copy | None) -> dict[str, Any] | None:
    if copy is None:
        return None
    keys = ("name", "sha256", "size", "format", "effective_on", "recorded_at", "by", "record")
    return {key: getattr(copy, key) for key in keys}


def _document_json(found: Check) -> dict[str, Any]:
    document, matrix = found.document, found.matrix
    return {
        "document": document.id,
        "title": document.title,
        "status": document.status,
        "copy": _copy_json(found.copy),
        "ok": found.ok,
        "problems": [problem.as_json() for problem in found.problems],
        "cited": found.cited,
        "counts": found.counts,
        "citations": [_finding_json(finding) for finding in found.findings],
        "coverage": matrix
        and {
            "complete": matrix.complete,
            "clauses": len(matrix.rows),
            "figures": matrix.counts[TokenKind.FIGURE],
            "dates": matrix.counts[TokenKind.DATE],
            "units": matrix.counts[TokenKind.UNIT],
            "uncovered_clauses": [
                {"clause": gap.clause, "title": gap.title, "line": gap.line} for gap in matrix.clause_gaps
            ],
            "uncovered_figures": _gaps_json(found, TokenKind.FIGURE),
            "uncovered_dates": _gaps_json(found, TokenKind.DATE),
            "uncovered_units": _gaps_json(found, TokenKind.UNIT),
            "unproven": [_finding_json(finding) for finding in found.findings if finding.verdict in UNPROVEN],
        },
    }


def _gaps_json(found: Check, kind: TokenKind) -> list[dict[str, Any]]:
    gaps = found.matrix.token_gaps if found.matrix else ()
    return [
        {"clause": gap.clause, "words": gap.words, "line": gap.line, "sentence": gap.sentence}
        for gap in gaps
        if gap.kind is kind
    ]


def _finding_json(finding: Finding) -> dict[str, Any]:
    citation = finding.citation
    return {
        "item": citation.item,
        "kind": citation.kind,
        "clause": citation.clause,
        "words": citation.words,
        "verdict": finding.verdict,
        "found_in": list(finding.found_in),
        "line": finding.line,
        "longest_beginning": finding.beginning,
    }
