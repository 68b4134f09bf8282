"""Commands that open and keep accounts; whoever has the machine may, and the access chain says who it was."""

import getpass
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.accounts import administration
from tracker.accounts.accounts import Account, Accounts
from tracker.accounts.administration import Applicant, Done
from tracker.accounts.policy_file import NAME, PROFILE, read_policy
from tracker.cli.options import DATA, TASKS, Data, Json, Tasks, workspace
from tracker.cli.output import fail, finish, say_json, say_problems, table
from tracker.intake import Actor, Role
from tracker.labels import ROLES
from tracker.problems import Problem, has_errors

User = Annotated[str, typer.Argument(metavar="用户名", help="账号的用户名。")]
AsRole = Annotated[
    Role, typer.Option("--role", help="、 ".join(f"{role} {ROLES[role]}" for role in Role) + "。")
]
UnitId = Annotated[str | None, typer.Option("--unit", help="责任单位编号（见 tracker plan --json）。")]
Name = Annotated[str, typer.Option("--name", help="姓名，显示用。", show_default=False)]


def first(
    user: Annotated[str, typer.Option("--user", help="第一个系统管理员的用户名。")],
    tasks: Tasks = TASKS,
    data: Data = DATA,
) -> None:
    """建立第一个系统管理员；已有系统管理员时不能用。口令在终端上输入，不是终端的给出一次性口令。"""
    accounts = _accounts(tasks, data)
    password = _typed() if sys.stdin.isatty() else None
    done = administration.first(accounts, user, password)
    _tell(done, "已建立系统管理员 {user}。用 tracker serve 打开页面后登录，再开设其他账号。")


def add(
    user: User,
    role: AsRole,
    unit: UnitId = None,
    name: Name = "",
    tasks: Tasks = TASKS,
    data: Data = DATA,
) -> None:
    """开设账号，给出一次性口令。"""
    done = administration.create(_accounts(tasks, data), _operator(), Applicant(user, role, unit, name))
    _tell(done, "已开设账号 {user}。")


def disable(user: User, tasks: Tasks = TASKS, data: Data = DATA) -> None:
    """停用账号：立即退出，记录都在。"""
    _tell(administration.disable(_accounts(tasks, data), _operator(), user), "已停用 {user}。")


def enable(user: User, tasks: Tasks = TASKS, data: Data = DATA) -> None:
    """重新启用账号。"""
    _tell(administration.enable(_accounts(tasks, data), _operator(), user), "已启用 {user}。")


def unlock(user: User, tasks: Tasks = TASKS, data: Data = DATA) -> None:
    """解除输错口令造成的锁定。"""
    _tell(administration.unlock(_accounts(tasks, data), _operator(), user), "已解除 {user} 的锁定。")


def reset(user: User, tasks: Tasks = TASKS, data: Data = DATA) -> None:
    """重置口令，给出一次性口令；动态口令也要重新设。"""
    _tell(administration.reset(_accounts(tasks, data), _operator(), user), "已重置 {user} 的口令。")


def role(user: User, role: AsRole, unit: UnitId = None, tasks: Tasks = TASKS, data: Data = DATA) -> None:
    """变更角色或单位：立即退出，重新登录后生效。"""
    done = administration.give_role(_accounts(tasks, data), _operator(), user, role, unit)
    _tell(done, "已变更 {user} 的角色。")


def show(tasks: Tasks = TASKS, data: Data = DATA, as_json: Json = False) -> None:
    """列出账号。"""
    accounts = _accounts(tasks, data)
    every = accounts.every()
    if as_json:
        say_json([_json(one, accounts) for one in every])
    elif every:
        heads = ("用户名", "姓名", "角色", "单位", "状态", "最近登录")
        typer.echo(table([heads, *(_row(one, accounts) for one in every)]))
    else:
        typer.echo("还没有账号。请先执行：tracker account first --user 用户名")


def policy(tasks: Tasks = TASKS, data: Data = DATA, as_json: Json = False) -> None:
    """核对口令与会话策略（data/policy.yaml），列出现在生效的值。"""
    file = workspace(tasks, data).data / NAME
    found, problems = read_policy(file.read_bytes() if file.is_file() else b"", file.name)
    say_problems(problems)
    if found and not has_errors(problems):
        if as_json:
            say_json(found.model_dump(mode="json"))
        else:
            typer.echo(f"策略：{PROFILE}" + ("，按 policy.yaml 修改" if file.is_file() else ""))
            rows = [
                (f"{group}.{name}", value)
                for group, values in found.model_dump(mode="json").items()
                for name, value in values.items()
            ]
            typer.echo(table(rows))
    finish(problems)


def _accounts(tasks: Path, data: Path) -> Accounts:
    return Accounts(workspace(tasks, data))


def _operator() -> Actor:
    """Whoever sits at the machine, by the name it knows him under."""
    return Actor(f"命令行:{getpass.getuser()}", Role.ADMIN)


def _typed() -> str:
    typed, again = (str(typer.prompt(words, hide_input=True)) for words in ("口令", "再输一次口令"))
    if typed != again:
        fail("两次输入的口令不一样。", "请重新执行。")
    return typed


def _tell(done: Done, words: str) -> None:
    problems: tuple[Problem, ...] = done.problems
    say_problems(problems)
    finish(problems)
    if done.account:
        typer.echo(words.format(user=done.account.user))
    if done.password:
        typer.echo(f"一次性口令（只显示这一次，首次登录时必须换掉）：{done.password}")


def _state(account: Account, accounts: Accounts) -> str:
    if account.disabled:
        return "已停用"
    if account.locked(accounts.clock()):
        return "已锁定"
    return "初始口令未改" if account.must_change else "正常"


def _row(account: Account, accounts: Accounts) -> tuple[object, ...]:
    seen = f"{account.last_login:%Y-%m-%d %H:%M} UTC" if account.last_login else "—"
    state = _state(account, accounts)
    return account.user, account.name or "—", ROLES[account.role], account.unit or "—", state, seen


def _json(account: Account, accounts: Accounts) -> dict[str, Any]:
    names = (
        "user",
        "name",
        "role",
        "unit",
        "disabled",
        "must_change",
        "has_totp",
        "created_at",
        "last_login",
    )
    said = {name: getattr(account, name) for name in names}
    return said | {"locked": account.locked(accounts.clock())}
