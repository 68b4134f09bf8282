"""The `tracker` command: its subcommands, and what becomes of an error."""

import logging
import sys
import traceback
import uuid

import typer
from typer import rich_utils

from tracker.cli import ledger, plan, reports, serving
from tracker.cli.output import BUG, OPERATOR_ERROR, PROBLEMS, OperatorError, say_problems
from tracker.records.journal import JournalDamaged, JournalUnwritable

rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.ERRORS_PANEL_TITLE = "错误"

app = typer.Typer(
    help="双碳任务台账：读取方案和流水，判断进度，出具报告。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
report = typer.Typer(help="出具报告。", no_args_is_help=True)
app.add_typer(report, name="report")

app.command("check")(plan.check)
app.command("plan")(plan.show)
app.command("open")(ledger.open_ledger)
app.command("submit")(ledger.submit)
app.command("readings")(ledger.bring_in)
app.command("status")(reports.status)
app.command("verify")(ledger.verify)
report.command("quarterly")(reports.quarterly)
app.command("serve")(serving.serve)
app.command("demo")(serving.demo)


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 problems in the data, 2 the operator has to act, 70 a bug of ours."""
    try:
        app(standalone_mode=True)
    except OperatorError as error:
        typer.echo(f"无法执行：{error}", err=True)
        sys.exit(OPERATOR_ERROR)
    except JournalDamaged as error:
        say_problems(error.problems)
        typer.echo("流水有损坏，没有写入任何内容。请先用 tracker verify 核对，再从备份恢复。", err=True)
        sys.exit(PROBLEMS)
    except (JournalUnwritable, PermissionError) as error:
        typer.echo(f"无法执行：{error}", err=True)
        sys.exit(OPERATOR_ERROR)
    except Exception:
        number = uuid.uuid4().hex[:8]
        logging.getLogger("tracker").error("bug %s\n%s", number, traceback.format_exc())
        typer.echo(f"程序内部错误（编号 {number}），不是您的操作有误。请把编号和上面的记录交给维护人员。", err=True)
        sys.exit(BUG)
