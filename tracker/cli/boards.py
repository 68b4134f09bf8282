"""The command that writes the board: one HTML file for machines where the pages cannot run."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.documents import asked_of
from tracker.cli.options import (
    DATA,
    TASKS,
    AsOf,
    Data,
    KnownAt,
    Now,
    OfDocument,
    Place,
    Tasks,
    Track,
    workspace,
    writable,
)
from tracker.report.board import page


def board(
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件（.html）。")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    place: Place = None,
    track: Track = None,
    document: OfDocument = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """写出看板：一个 HTML 文件，不用联网、不用脚本，旧浏览器也能看。"""
    writable(out, "看板.html")
    space = workspace(tasks, data, now)
    asked = asked_of(space, None, as_of, known_at, place, track, document)
    page.write(space, asked, out)
    typer.echo(f"已写出 {out}（截至 {asked.as_of}）。")
