"""The help and the complaints about a command line are in Chinese, and every command takes the two folders."""

import re

import pytest

from tests.cli.conftest import Terminal

COMMANDS = [
    "check", "plan", "open", "template", "submit", "readings", "status",
    "verify", "audit", "backup", "restore", "serve", "demo", "report quarterly",
    "report circular", "report brief", "report check",
    "source attach", "source verify", "source list",
    "account first", "account list", "account add", "account disable", "account enable", "account unlock",
    "account reset", "account role", "account policy",
]  # fmt: skip
WITHOUT_DATA = ["extract"]
"""Commands that neither read nor write what is recorded."""
ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Error|Show this|default:|env var|required|Missing|Invalid|No such|Try "
)


@pytest.mark.parametrize("command", ["", "report", *COMMANDS, *WITHOUT_DATA])
def test_the_help_is_in_chinese_and_not_cut_off(tracker: Terminal, command: str) -> None:
    ran = tracker.bare(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split()[0].startswith("用法：tracker")
    assert not ENGLISH.search(ran.out)
    assert "…" not in ran.out.split("\n", 2)[2]


def test_the_help_names_every_command(tracker: Terminal) -> None:
    out = tracker.bare("--help").out
    assert all(f" {command.split()[0]} " in out for command in [*COMMANDS, *WITHOUT_DATA])
    assert " quarterly " in tracker.bare("report", "--help").out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_can_be_pointed_at_other_folders(tracker: Terminal, command: str) -> None:
    out = tracker.bare(*command.split(), "--help").out
    for option, variable in (("--tasks", "TRACKER_TASKS"), ("--data", "TRACKER_DATA")):
        assert option in out
        assert variable in out


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_commands_that_serve_take_a_port(tracker: Terminal, command: str) -> None:
    assert "--port" in tracker.bare(command, "--help").out


@pytest.mark.parametrize("words", ["", "report"])
def test_without_a_command_the_help_is_shown(tracker: Terminal, words: str) -> None:
    ran = tracker.bare(*words.split())
    assert ran.code == 2
    assert "命令" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nope", "没有 nope 这个命令。请看 tracker --help。"),
        ("report nope", "没有 nope 这个命令。请看 tracker report --help。"),
        ("--nope", "没有 --nope 这个选项。请看 tracker --help。"),
        ("status --nope", "没有 --nope 这个选项。请看 tracker status --help。"),
        ("status --as-of", "--as-of 后面没有写值。请看 tracker --help。"),
        ("submit", "缺少 '文件'。请看 tracker submit --help。"),
        ("report quarterly", "缺少 '--period'。请看 tracker report quarterly --help。"),
        ("serve --port x", "'--port' 的值不对。请看 tracker serve --help。"),
        ("serve --port 70000", "'--port' 的值不对。请看 tracker serve --help。"),
        ("submit x.json --as 甲 --role boss", "'--role' 的值不对。请看 tracker submit --help。"),
        ("plan x", "多写了 x。请看 tracker plan --help。"),
    ],
)
def test_a_command_line_that_does_not_fit(tracker: Terminal, words: str, said: str) -> None:
    ran = tracker.bare(*words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip() == f"无法执行：{said}"
