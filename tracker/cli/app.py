"""The `tracker` command: its subcommands, and what becomes of an error."""

import errno
import logging
import sys
import traceback
import uuid
from collections.abc import Callable
from typing import Any

import typer
from typer.exceptions import TyperException

from tracker.accounts.policy_file import PolicyRefused
from tracker.cli import (
    accounts,
    assessment,
    assessments,
    audit,
    backup,
    boards,
    charts,
    documents,
    extract,
    forms,
    ledger,
    notices,
    plan,
    reminders,
    reports,
    serving,
    sources,
    takeover,
    trail,
)
from tracker.cli.output import BUG, OPERATOR_ERROR, PROBLEMS, OperatorError, say_problems
from tracker.cli.words import Command, Group, wrong_usage
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.report.layout import LayoutRefused

REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "已有同名的文件",
}

app = typer.Typer(
    cls=Group,
    help="双碳任务台账：读取方案和流水，判断进度，出具报告。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    context_settings={"help_option_names": ["--help", "-h"]},
)
report = typer.Typer(cls=Group, no_args_is_help=True, options_metavar="[选项]", subcommand_metavar="命令 …")
app.add_typer(report, name="report", help="出具报告。")
source = typer.Typer(cls=Group, no_args_is_help=True, options_metavar="[选项]", subcommand_metavar="命令 …")
app.add_typer(source, name="source", help="附上官方原文，核实引文。")

account = typer.Typer(cls=Group, no_args_is_help=True, options_metavar="[选项]", subcommand_metavar="命令 …")
app.add_typer(account, name="account", help="开设和管理账号。")


def _add(to: typer.Typer, name: str, command: Callable[..., Any]) -> None:
    to.command(name, cls=Command, options_metavar="[选项]")(command)


_add(app, "check", plan.check)
_add(app, "plan", plan.show)
_add(app, "open", ledger.open_ledger)
_add(app, "template", forms.template)
_add(app, "submit", ledger.submit)
_add(app, "readings", ledger.bring_in)
_add(app, "import-ledger", takeover.take_over)
_add(app, "extract", extract.extract)
_add(app, "remind", reminders.send)
_add(app, "status", reports.status)
_add(app, "assess", assessment.assess_year)
_add(app, "verify", audit.verify)
_add(app, "audit", trail.show)
_add(app, "backup", backup.make)
_add(app, "restore", backup.restore)
_add(report, "quarterly", reports.quarterly)
_add(report, "circular", documents.circular)
_add(report, "brief", documents.brief)
_add(report, "check", documents.check)
_add(report, "self-assessment", assessments.self_assessment_report)
_add(report, "score-sheet", assessments.score_sheets)
_add(app, "pack", assessments.pack)
_add(app, "verify-pack", assessments.verify_pack)
_add(app, "notice", notices.notice)
_add(app, "chart", charts.chart)
_add(app, "board", boards.board)
_add(source, "attach", sources.attach_copy)
_add(source, "verify", sources.verify_copies)
_add(source, "list", sources.list_copies)
_add(account, "first", accounts.first)
_add(account, "list", accounts.show)
_add(account, "add", accounts.add)
_add(account, "disable", accounts.disable)
_add(account, "enable", accounts.enable)
_add(account, "unlock", accounts.unlock)
_add(account, "reset", accounts.reset)
_add(account, "role", accounts.role)
_add(account, "policy", accounts.policy)
_add(app, "serve", serving.serve)
_add(app, "demo", serving.demo)


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 problems in the data, 2 the operator has to act, 70 a bug of ours."""
    sys.exit(_run())


def _run() -> int:
    try:
        # A command returns nothing; what comes back is the code of an Exit.
        return app(prog_name="tracker", standalone_mode=False) or 0
    except TyperException as error:
        if type(error).__name__ != "NoArgsIsHelpError":
            typer.echo(f"无法执行：{wrong_usage(error)}", err=True)
        return OPERATOR_ERROR
    except typer.Abort:
        return OPERATOR_ERROR
    except OperatorError as error:
        typer.echo(f"无法执行：{error}", err=True)
        return OPERATOR_ERROR
    except (LayoutRefused, PolicyRefused) as error:
        say_problems(error.problems)
        return PROBLEMS
    except JournalDamaged as error:
        say_problems(error.problems)
        typer.echo("流水有损坏，没有写入任何内容。请先用 tracker verify 核对，再从备份恢复。", err=True)
        return PROBLEMS
    except JournalUnwritable as error:
        typer.echo(f"无法执行：{error.strerror}", err=True)
        return OPERATOR_ERROR
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror or str(error))
        typer.echo(f"无法执行：{error.filename or ''} 读写不了（{reason}）。请核对路径和权限。", err=True)
        return OPERATOR_ERROR
    except Exception:
        number = uuid.uuid4().hex[:8]
        logging.getLogger("tracker").error("bug %s\n%s", number, traceback.format_exc())
        typer.echo(
            f"程序内部错误（编号 {number}），不是您的操作有误。请把编号和上面的记录交给维护人员。",
            err=True,
        )
        return BUG
