"""The command that writes a supervision notice as a Word document."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import DATA, TASKS, Data, Now, Tasks, workspace, writable
from tracker.cli.output import fail
from tracker.report import notice as document


def notice(
    number: Annotated[str, typer.Option("--number", help="督办单编号，如 督办〔2026〕3号。")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件（.docx）。")],
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """写出督办单（Word）。"""
    writable(out, "督办单.docx")
    if not document.write(workspace(tasks, data, now), number, out):
        fail(f"台账中没有督办单 {number}。", "请核对编号（见“办公室”页的“督办单”）。")
    typer.echo(f"已写出 {out}（{number}）。")
