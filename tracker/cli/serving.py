"""Commands that open the pages."""

from pathlib import Path
from typing import Annotated

import typer

from tracker import demo as demo_data
from tracker.cli.options import DATA, TASKS, Data, Now, Tasks, day, workspace
from tracker.cli.output import PROBLEMS, fail, say_problems
from tracker.snapshot import Workspace

Host = Annotated[str, typer.Option("--host", help="监听地址；目前只接受本机地址。")]
Port = Annotated[int, typer.Option("--port", help="端口；0 为任一空闲端口。", min=0, max=65535)]
DemoData = Annotated[
    Path,
    typer.Option(
        "--data", envvar="TRACKER_DATA", help="演示数据文件夹，每次重做。", show_default="data/demo"
    ),
]


def serve(
    host: Host = "127.0.0.1", port: Port = 8501, tasks: Tasks = TASKS, data: Data = DATA, now: Now = None
) -> None:
    """打开页面（真实数据）。"""
    space = workspace(tasks, data, now)
    data.mkdir(parents=True, exist_ok=True)
    _show(space, host, port)


def demo(
    host: Host = "127.0.0.1",
    port: Port = 8501,
    tasks: Tasks = TASKS,
    data: DemoData = Path("data/demo"),
    today: Annotated[str, typer.Option("--today", help="演示的“今天”。")] = demo_data.TODAY.isoformat(),
) -> None:
    """打开页面（演示数据，不需要口令，可切换身份）。"""
    space = workspace(tasks, data, today)
    typer.echo("正在生成演示数据 …")
    if problems := demo_data.make(tasks, data, day(today, "--today")):
        say_problems(problems)
        raise typer.Exit(PROBLEMS)
    _show(space, host, port)


def _show(space: Workspace, host: str, port: int) -> None:
    # Streamlit takes most of a second to import; no other command should wait for it.
    from tracker.ui.server import serve as show

    typer.echo("正在启动 …")
    problem = show(space, host, port, lambda address: typer.echo(f"已就绪：{address}　（按 Ctrl+C 停止）"))
    if problem:
        fail(problem.message, problem.cure)
