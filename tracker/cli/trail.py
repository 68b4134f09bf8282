"""The command that lists the records of either chain, or takes them away as a workbook, CSV or JSON."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.accounts.accounts import Accounts
from tracker.accounts.acting import acting
from tracker.accounts.policy_file import policy_of
from tracker.audit.heads import heads, heads_in_words
from tracker.cli.audit import head_json
from tracker.cli.options import DATA, TASKS, Data, Json, Tasks, day, workspace
from tracker.cli.output import fail, say_json, table
from tracker.intake.permissions import Actor, Role
from tracker.labels import CHAIN
from tracker.problems import Problem
from tracker.report.trail import TrailRow
from tracker.snapshot import Workspace
from tracker.ui.trail import (
    ACCESS_CHAIN,
    KINDS,
    LEDGER,
    Filters,
    export,
    found,
    may_audit,
    taken_away,
    trail_rows,
)

SHOWN = 200
"""Lines on a terminal."""


class Chain(StrEnum):
    LEDGER = LEDGER
    ACCESS = ACCESS_CHAIN


def show(
    chain: Annotated[Chain, typer.Option("--chain", help="ledger 流水、access 访问记录。")] = Chain.LEDGER,
    start: Annotated[str | None, typer.Option("--from", help="从哪一天起。")] = None,
    end: Annotated[str | None, typer.Option("--to", help="到哪一天止。")] = None,
    kind: Annotated[str, typer.Option("--kind", help="记录种类。")] = "",
    by: Annotated[str, typer.Option("--by", help="由谁记录。")] = "",
    role: Annotated[Role | None, typer.Option("--role", help="角色。")] = None,
    unit: Annotated[str, typer.Option("--unit", help="单位编号。")] = "",
    task: Annotated[str, typer.Option("--task", help="任务编号。")] = "",
    batch: Annotated[str, typer.Option("--batch", help="批次编号。")] = "",
    text: Annotated[str, typer.Option("--text", help="含有这些文字。")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="导出到 .xlsx 或 .csv。")] = None,
    user: Annotated[str, typer.Option("--as", help="由谁查看。")] = "命令行",
    tasks: Tasks = TASKS,
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """查看或导出流水、访问记录。"""
    form = out.suffix.lower().removeprefix(".") if out else ""
    if out and (form not in ("xlsx", "csv") or not out.parent.is_dir()):
        fail(f"不能导出到 {out}。", "请写成已有文件夹里的 .xlsx 或 .csv 文件名。")
    space = workspace(tasks, data)
    actor = _reader(space, user, chain)
    asked = Filters(
        chain.value,
        day(start, "--from") if start else None,
        day(end, "--to") if end else None,
        kind,
        by,
        role.value if role else "",
        unit,
        task,
        batch,
        text,
    )
    if kind and kind not in KINDS[chain.value]:
        fail(f"{CHAIN[chain.value]}里没有“{kind}”这种记录。", f"可选：{'、'.join(KINDS[chain.value])}。")
    snapshot = space.status()
    if out:
        out.write_bytes(export(space, snapshot, asked, form, actor))
        typer.echo(f"已导出到 {out}；{heads_in_words(heads(space))}。")
    elif as_json:
        rows = taken_away(space, snapshot, asked, actor)
        ends = heads(space)
        shown = {"ledger": head_json(ends.ledger), "access": head_json(ends.access)}
        say_json({"chain": chain.value, "heads": shown, "records": [row._asdict() for row in rows]})
    else:
        _say(chain, trail_rows(space, snapshot, asked, found(space, snapshot, asked)))


def _say(chain: Chain, rows: list[TrailRow]) -> None:
    shown = [(row.seq, row.recorded_at, row.by, row.kind, row.subject, row.content) for row in rows[:SHOWN]]
    if shown:
        typer.echo(table(shown))
    rest = f"，只列出最新的 {SHOWN} 条" if len(rows) > SHOWN else ""
    typer.echo(f"{CHAIN[chain.value]}符合条件的记录 {len(rows)} 条{rest}。")


def _reader(space: Workspace, user: str, chain: Chain) -> Actor:
    """Where there are accounts, one that may read this chain; else whoever sits at the machine, as the auditor."""
    if not Accounts(space).any:
        return Actor(user, Role.AUDITOR)
    actor = acting(space, user)
    if isinstance(actor, Problem):
        fail(actor.message, actor.cure)
    if not may_audit(policy_of(space.data).visibility, actor, chain.value):
        fail(f"{user} 不能查看{CHAIN[chain.value]}。", "访问记录只供审计员查看，流水供审计员和双碳办查看。")
    return actor
