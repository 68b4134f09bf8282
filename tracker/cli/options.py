"""Options that several commands share, and the workspace they lead to."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from tracker.accounts.acting import acting
from tracker.cli.output import fail
from tracker.intake import Actor, Role
from tracker.model import Plan
from tracker.periods import Quarter, end_of_shanghai_day
from tracker.problems import Problem
from tracker.queries.scope import Scope
from tracker.snapshot import Workspace, utc_now

Tasks = Annotated[
    Path,
    typer.Option(
        "--tasks", envvar="TRACKER_TASKS", help="方案文件夹。", show_envvar=True, show_default="tasks"
    ),
]
Data = Annotated[
    Path,
    typer.Option("--data", envvar="TRACKER_DATA", help="数据文件夹。", show_envvar=True, show_default="data"),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
Now = Annotated[
    str | None,
    typer.Option("--now", help="演练用：假定今天是哪一天。"),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="截至日期，如 2026-09-30；不写即今天。")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="只看此前已记录的内容；不写即全部。")]
Place = Annotated[
    str | None, typer.Option("--place", help="只看一个辖区的文件；all 即全部辖区；都不写即本级。")
]
Track = Annotated[str | None, typer.Option("--track", help="只看一个专题的文件，如 carbon-peak。")]
OfDocument = Annotated[str | None, typer.Option("--document", help="只看一份文件，写编号。")]
TASKS, DATA = Path("tasks"), Path("data")


def scope(plan: Plan, place: str | None, track: str | None, document: str | None) -> Scope:
    """The documents asked for; a choice that admits none is the operator's to mend."""
    found = Scope(place or "", track or "", document or "")
    if plan.files and not found.documents(plan):
        known = "、".join(file.document.id for file in plan.files)
        fail("没有符合 --place、--track、--document 的文件。", f"已登记的文件：{known}。")
    return found


def workspace(tasks: Path, data: Path, now: str | None = None) -> Workspace:
    """The two folders as one workspace; a missing tasks/ is the operator's to mend."""
    if not tasks.is_dir():
        fail(f"找不到方案文件夹 {tasks}。", "请在项目目录下执行，或用 --tasks 指明位置。")
    if now is None:
        return Workspace(tasks, data)
    started, shift = utc_now(), end_of_shanghai_day(day(now, "--now")) - timedelta(hours=12) - utc_now()
    return Workspace(tasks, data, now=lambda: max(utc_now(), started) + shift, simulated=True)


def quarter(text: str) -> Quarter:
    """A quarter typed by the operator."""
    try:
        return Quarter.parse(text)
    except ValueError as error:
        fail(str(error), "")


def ended(space: Workspace, period: str) -> Quarter:
    """A quarter that can be reported on."""
    found = quarter(period)
    if found.end > space.today:
        fail(f"{found} 到 {found.end} 才结束。", "请选择已经结束的季度。")
    return found


def writable(out: Path, *examples: str) -> Path:
    """Where a file is to be written; its ending has to be that of one of the examples."""
    endings = [Path(example).suffix for example in examples]
    if out.suffix.lower() not in endings:
        fail(f"{out.name} 不是 {' 或 '.join(endings)} 文件名。", f"请写成 {' 或 '.join(examples)} 这样。")
    if not out.parent.is_dir():
        fail(f"文件夹 {out.parent} 不存在。", "请先建立文件夹，或换一个位置。")
    return out


def existing(file: Path, what: str = "文件") -> Path:
    """A file named by the operator, who has to mend the name of one that is not there."""
    if not file.is_file():
        fail(f"找不到{what} {file}。", "请核对路径。")
    return file


def existing_data(data: Path) -> Path:
    """The data folder of a command that would say something untrue of an empty one."""
    if not data.is_dir():
        fail(f"找不到数据文件夹 {data}。", "请用 --data 指明位置。")
    return data


def speaker(
    space: Workspace,
    user: str,
    role: Role | None = None,
    unit: str | None = None,
    needs: Collection[Role] = frozenset(Role),
) -> Actor:
    """Who speaks (see `tracker.accounts.acting`); whoever may not is the operator's to mend."""
    found = acting(space, user, role, unit, needs)
    if isinstance(found, Problem):
        fail(found.message, found.cure)
    return found


def day(text: str, option: str) -> date:
    """A date typed by the operator."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{option} 的“{text}”不是日期。", "请写成 2026-09-30 这样。")


def instant(text: str | None) -> datetime | None:
    """A point in time as naive UTC: a date means the end of that Shanghai day."""
    if text is None:
        return None
    if len(text) == 10:
        return end_of_shanghai_day(day(text, "--known-at"))
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        fail(f"--known-at 的“{text}”不是时间。", "请写成 2026-09-30 或 2026-09-30T18:00:00+08:00 这样。")
    if parsed.tzinfo is None:
        fail("--known-at 没有写明时区。", "北京时间请在末尾加上 +08:00。")
    return parsed.astimezone(UTC).replace(tzinfo=None)
