"""Commands that open the pages."""

import re
from pathlib import Path
from typing import Annotated

import typer

from tracker import demo as demo_data
from tracker.accounts.accounts import Accounts
from tracker.cli.options import DATA, TASKS, Data, Now, Tasks, day, workspace
from tracker.cli.output import PROBLEMS, fail, say_problems
from tracker.snapshot import Workspace

LOOPBACK = ("127.0.0.1", "localhost")
HOST_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}", re.ASCII)
Host = Annotated[str, typer.Option("--host", help="监听地址，如 0.0.0.0。")]
OnlyHere = Annotated[str, typer.Option("--host", help="监听地址，只能是本机。")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", help="读者所用的名称或地址， 可以写多次。", show_default=False),
]
Port = Annotated[int, typer.Option("--port", help="端口；0 为任一空闲端口。", min=0, max=65535)]
DemoData = Annotated[
    Path,
    typer.Option(
        "--data", envvar="TRACKER_DATA", help="演示数据文件夹，每次重做。", show_default="data/demo"
    ),
]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8501,
    allow_host: AllowHost = None,
    https: Annotated[bool, typer.Option("--https", help="前面有 https 反向代理。")] = False,
    proxy: Annotated[str, typer.Option("--proxy", help="反向代理的地址。", show_default=False)] = "",
    tasks: Tasks = TASKS,
    data: Data = DATA,
    now: Now = None,
) -> None:
    """打开页面（真实数据），凭账号登录。"""
    space = workspace(tasks, data, now)
    data.mkdir(parents=True, exist_ok=True)
    names = tuple(allow_host or ())
    for name in names:
        if not HOST_NAME.fullmatch(name):
            fail(f"--allow-host 的“{name}”不是主机名或 IP 地址。", "请只写名称，不写 http://、端口和 *。")
    if not Accounts(space).any:
        typer.echo("还没有账号，谁也不能登录。请先执行：tracker account first --user 用户名", err=True)
    if host not in LOOPBACK and not https:
        typer.echo(
            "提醒　口令和会话会以明文在网络上传送。请在前面设 https 反向代理，并加 --https。", err=True
        )
    _show(space, host, port, names, https, proxy)


def demo(
    host: OnlyHere = "127.0.0.1",
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
    _show(space, host, port, switch=True)


def _show(
    space: Workspace,
    host: str,
    port: int,
    names: tuple[str, ...] = (),
    https: bool = False,
    proxy: str = "",
    switch: bool = False,
) -> None:
    # Streamlit takes most of a second to import; no other command should wait for it.
    from tracker.ui.server import Front
    from tracker.ui.server import serve as show

    def ready(address: str) -> None:
        typer.echo(f"已就绪：{address}　（按 Ctrl+C 停止）")

    typer.echo("正在启动 …")
    front = Front(switch=switch, hosts=names, https=https, proxy=proxy)
    problem = show(space, host, port, ready, front)
    if problem:
        fail(problem.message, problem.cure)
