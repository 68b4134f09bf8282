"""The command that writes a chart of a target or a task as SVG or PNG."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.audit.heads import heads
from tracker.charts.export import Format, picture
from tracker.charts.named import CHARTS, notes
from tracker.cli.options import (
    DATA,
    TASKS,
    AsOf,
    Data,
    KnownAt,
    Now,
    Tasks,
    day,
    instant,
    workspace,
    writable,
)
from tracker.cli.output import fail
from tracker.problems import Problem


def chart(
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件（.svg 或 .png）。")],
    target: Annotated[str | None, typer.Option("--target", help="哪个指标目标的图，写编号。")] = None,
    task: Annotated[str | None, typer.Option("--task", help="哪项任务的时间节点图，写编号。")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """写出一个指标或一项任务的图（SVG 或 PNG），不需要网络。"""
    kind = writable(out, *(f"指标.{one}" for one in Format)).suffix.lower().removeprefix(".")
    if (target is None) == (task is None):
        fail("要写明是哪一张图。", "请用 --target 或 --task 之一写明编号，编号见 tracker status --json。")
    space, known = workspace(tasks, data, now), instant(known_at)
    snapshot = space.status(day(as_of, "--as-of") if as_of else None, known)
    found = CHARTS["targets"](snapshot, target) if target else CHARTS["task"](snapshot, task or "")
    if found is None:
        fail(
            f"没有编号为 {target or task} 的图：编号不对，或者还没有可画的内容。",
            "指标要有数据或路径，任务要有时间节点；编号见 tracker status --json。",
        )
    made = picture(found.drawing, found.title, notes(snapshot, heads(space, known)), Format(kind))
    if isinstance(made, Problem):
        fail(made.message, made.cure)
    out.write_bytes(made)
    typer.echo(f"已写出 {out}（{found.title}）。")
