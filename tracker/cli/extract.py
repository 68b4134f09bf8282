"""The command that turns an official text, or an office's task list, into a draft plan."""

import re
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import TASKS, Json, Tasks, existing
from tracker.cli.output import fail, finish, say_json, say_problems, table
from tracker.extract.as_json import as_json as told
from tracker.extract.as_rows import rows
from tracker.extract.comparison import compared, draft_for
from tracker.extract.draft import Draft, Reading, read
from tracker.extract.planned import Planned, planned
from tracker.extract.register import all_names, register_for
from tracker.extract.source import read_source
from tracker.extract.written import as_text, as_yaml, coverage, not_understood, review
from tracker.model import Plan
from tracker.plan.load import load_plan
from tracker.plan.units import UnitNames
from tracker.sources.text import MAX_FILE

BECAME = {"task": "任务", "goals": "总体目标", "reviewed": "不列任务", "heading": "标题", "open": "待确认"}
SHOWN = 40
Number = Annotated[str | None, typer.Option("--number", help="文件里有几份公文时，只读这个文号的一份。")]


def extract(
    file: Annotated[
        Path,
        typer.Argument(metavar="文件", help="官方文本 .txt、.docx、.pdf、.html，或任务清单 .xlsx、.csv。"),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="把草稿写进这个文件夹：方案 .yaml 和审阅用的 .review.json。")
    ] = None,
    number: Number = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="与已载入的这份文件（文件代号）逐条比较，列出重新印发后的变动。"),
    ] = None,
    tasks: Tasks = TASKS,
    as_json: Json = False,
) -> None:
    """从官方文本读出方案草稿：条款、责任单位、量化目标和时间节点，每一处注明出处，存疑的说明理由。"""
    existing(file)
    with file.open("rb") as stream:
        content = stream.read(MAX_FILE + 1)
    plan = load_plan(tasks)[0] if tasks.is_dir() else None
    source, problems = read_source(content, file.name)
    say_problems(problems)
    finish(problems)
    if source is None:
        raise typer.Exit(1)
    reading = _chosen(read(source, all_names(plan)), number)
    if against:
        _compare(reading, plan, against, as_json)
        return
    if as_json:
        say_json(told(reading))
        return
    for draft in reading.drafts:
        one = planned(draft, reading.text.folded, register_for(draft.document, plan), _id(draft, file))
        _say(draft, one, reading)
        if out:
            _write(out, draft, one, reading, file, content)


def _chosen(reading: Reading, number: str | None) -> Reading:
    if number is None:
        return reading
    plain = number.translate(str.maketrans("[]【】()（）", "〔〕〔〕〔〕〔〕"))
    drafts = tuple(draft for draft in reading.drafts if draft.document.document_number == plain)
    if not drafts:
        known = "、".join(draft.document.document_number or "（没有文号）" for draft in reading.drafts)
        fail(f"文件里没有文号为“{number}”的公文。", f"读到的文号：{known}。")
    return Reading(reading.text, drafts)


def _compare(reading: Reading, plan: Plan | None, against: str, as_json: bool) -> None:
    files = plan.files if plan else ()
    old = next((file for file in files if file.document.id == against), None)
    if plan is None or old is None:
        known = "、".join(file.document.id for file in files) or "（没有）"
        fail(f"没有载入代号为“{against}”的文件。", f"已载入的：{known}。")
    draft = draft_for(reading, old)
    one = planned(draft, reading.text.folded, register_for(draft.document, plan))
    found = rows(compared(old, one, UnitNames(plan.units)), reading.text.folded.raw)
    if as_json:
        new = {"title": draft.document.title, "document_number": draft.document.document_number}
        say_json({"against": against, "document": new, "differences": found})
        return
    if not found:
        typer.echo(f"与“{old.document.title}”的条款、单位、目标和节点没有不同。")
        return
    typer.echo(f"与“{old.document.title}”比较，有 {len(found)} 处不同：")
    lines = (
        (
            row["kind"],
            row["old_clause"] or "—",
            row["new_clause"] or "—",
            row["old"][:SHOWN] or "—",
            row["new"][:SHOWN] or "—",
            "" if row["line"] is None else f"第 {row['line']} 行",
        )
        for row in found
    )
    typer.echo(table([("变动", "现条款", "新条款", "现方案", "新文本", "新文本位置"), *lines]))


def _id(draft: Draft, file: Path) -> str | None:
    """A document without number and title is called as its file is."""
    if draft.document.document_number or draft.document.title:
        return None
    return re.sub(r"[^a-z0-9.]+", "-", file.stem.lower()).strip("-.") or None


def _say(draft: Draft, one: Planned, reading: Reading) -> None:
    document, folded = draft.document, reading.text.folded
    typer.echo(
        f"{document.title or '（没有读出标题）'}　{document.document_number or '没有文号'}　{document.issued_on or '没有日期'}"
    )
    rows = coverage(one, folded)
    counts = {name: sum(row["became"] == name for row in rows) for name in BECAME}
    typer.echo(
        "条款：" + "，".join(f"{BECAME[name]} {count}" for name, count in counts.items() if count) + "。"
    )
    assignments = sum(len(item.assigned) for item in draft.responsibility.items)
    goals = draft.goals
    typer.echo(
        f"责任分工 {assignments} 处，量化目标 {len(goals.targets)} 项，时间节点 {len(goals.milestones)} 个。"
    )
    if rule := draft.responsibility.lead_rule:
        typer.echo(f"牵头规则：{folded.quote(rule.start, rule.end)}")
    for implied in draft.responsibility.implied:
        typer.echo(f"全文适用：{folded.quote(implied.start, implied.end)}")
    if one.unknown_units:
        typer.echo(f"单位名录中没有的名称：{'、'.join(one.unknown_units)}。")
    unclear = not_understood(one, draft, folded)
    if unclear:
        typer.echo("没有读懂、需要人看的：")
        typer.echo(table((row["line"], row["clause"], row["quote"][:SHOWN], row["why"]) for row in unclear))


def _write(out: Path, draft: Draft, one: Planned, reading: Reading, file: Path, content: bytes) -> None:
    name = one.plan["document"]["id"]
    targets = out / f"{name}.yaml", out / f"{name}.review.json"
    if taken := next((target for target in targets if target.exists()), None):
        fail(f"{taken} 已经存在，没有覆盖。", "请换一个文件夹，或先移走旧的草稿。")
    out.mkdir(parents=True, exist_ok=True)
    targets[0].write_text(as_yaml(one, file.name), encoding="utf-8")
    told = review(one, draft, reading.text.folded, file.name, content)
    targets[1].write_text(as_text(told), encoding="utf-8")
    typer.echo(f"已写出 {targets[0]} 和 {targets[1].name}。")
