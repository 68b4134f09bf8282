"""Typer's own words in Chinese: the headings and marks of the help, and what is wrong with a command line."""

import re
from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from tracker.cli.output import OperatorError, fail

rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
rich_utils.DEFAULT_STRING = "[不写即 {}]"
rich_utils.ENVVAR_STRING = "[环境变量 {}]"


_plain_text = rich_utils._make_rich_text


def _folded_text(**said: Any) -> Any:
    """Chinese has no spaces to break a line at, and a help that is cut off helps nobody."""
    text: Any = _plain_text(**said)
    text.overflow = "fold"
    return text


rich_utils._make_rich_text = _folded_text


class _Chinese:
    """What a command and a group of commands say of themselves."""

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage: ", "用法：", 1)

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这份说明。"
        return option


class Command(_Chinese, TyperCommand):
    pass


class Group(_Chinese, TyperGroup):
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None:
            fail(f"没有 {args[0]} 这个命令。", f"请看 {ctx.command_path} --help。")
        return super().resolve_command(ctx, args)


def wrong_usage(error: TyperException) -> OperatorError:
    """A command line that does not fit the command, in words."""
    context, param = getattr(error, "ctx", None), getattr(error, "param", None)
    name = param.get_error_hint() if param else ""
    match type(error).__name__:
        case "NoSuchOption":
            what = f"没有 {getattr(error, 'option_name', '')} 这个选项。"
        case "MissingParameter":
            what = f"缺少 {name}。"
        case "BadParameter":
            what = f"{name} 的值不对。"
        case "BadOptionUsage":
            what = f"{getattr(error, 'option_name', '')} 后面没有写值。"
        case _ if extra := re.search(r"extra argument\S* \((.*)\)", error.message):
            what = f"多写了 {extra[1]}。"
        case _:
            what = f"命令写法不对（{error.format_message()}）。"
    return OperatorError(what, f"请看 {context.command_path if context else 'tracker'} --help。")
